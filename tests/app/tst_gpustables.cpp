// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/gpustables.h"
#include "models/gpus/gpurows.h"

#include "tests/models/fakecluster.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace fairlead;
using namespace fairlead::tests;
using kubernetes::ConnectionState;
using kubernetes::Quantity;
using models::ClusterAnswer;

namespace {

ClusterAnswer answerOf(FakeCluster &cluster, const QString &context, ConnectionState state)
{
    const accelerators::ClusterDelta delta = cluster.takeDelta();
    ClusterAnswer answer;
    answer.context = context;
    answer.contexts = QStringList{context};
    answer.status.state = state;
    answer.nodes = delta.changed;
    answer.products = delta.products;
    return answer;
}

//! The lines of one table below its headings, columns one space apart; a table ends with an empty line.
QStringList linesBelow(const QString &text, const QString &title)
{
    const QStringList lines = text.mid(text.indexOf(title)).section(u"\n\n"_s, 0, 0).split(u'\n', Qt::SkipEmptyParts);
    QStringList result;
    for (const QString &line : lines.mid(1)) {
        if (!line.startsWith("GPU "_L1) && !line.startsWith("CONTEXT "_L1))
            result << line.simplified();
    }
    return result;
}

} // namespace

//! What people and spreadsheets read of `gpus`.
class GpusTablesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nodeStatus_data()
    {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QStringList>("cells"); //!< problem, multiHost
        const QString product = u"nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3"_s;
        const QString slice =
            u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=4x4"_s;
        const QStringList well{u""_s, u"false"_s};
        QTest::newRow("well") << Gpu << 8 << product << u"8 of 8 free Healthy"_s << well;
        QTest::newRow("a plugin that counts none is not healthy")
            << Gpu << 0 << product << u"0 of 0 free plugin counts no devices"_s
            << QStringList{u"NoDevices"_s, u"false"_s};
        QTest::newRow("no plugin is not healthy")
            << u"hugepages-1Gi"_s << 0 << product << u"0 of 0 free no device plugin"_s
            << QStringList{u"NotRegistered"_s, u"false"_s};
        QTest::newRow("slice of several hosts")
            << u"google.com/tpu"_s << 4 << slice << u"4 of 4 free part of a multi-host slice"_s
            << QStringList{u""_s, u"true"_s};
    }

    void nodeStatus()
    {
        QFETCH(QString, resource);
        QFETCH(int, count);
        QFETCH(QString, labels);
        QFETCH(QString, status);
        auto node = makeNode(u"n"_s, 0);
        for (const QString &label : labels.split(u' '))
            node->labels.emplace_back(label.section(u'=', 0, 0), label.section(u'=', 1));
        node->capacity.set(resource, Quantity::fromUnits(count));
        node->allocatable.set(resource, Quantity::fromUnits(count));
        FakeCluster cluster;
        cluster.put(node);
        const std::vector<ClusterAnswer> answers{answerOf(cluster, u"a"_s, ConnectionState::Live)};
        const QStringList lines = linesBelow(ctl::gpuTables(answers, {}, {}), u"Kubernetes per-node"_s);
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.first().endsWith(status), qPrintable(lines.first()));
        const QList<QStringList> rows = models::gpuRows(answers);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[1].size(), rows[0].size());
        QTEST((QStringList{rows[1][rows[0].indexOf(u"problem"_s)], rows[1][rows[0].indexOf(u"multiHost"_s)]}), "cells");
    }

    void totals_data()
    {
        QTest::addColumn<ConnectionState>("first");
        QTest::addColumn<ConnectionState>("second");
        QTest::addColumn<bool>("arePodsKnown"); //!< of the second
        QTest::addColumn<QStringList>("lines");
        const auto live = ConnectionState::Live;
        QTest::newRow("both") << live << live << true << QStringList{u"H100 80 GB device 105 of 108 free 3 0 2"_s};
        QTest::newRow("one without rights to pods takes no number away")
            << live << ConnectionState::Degraded << false
            << QStringList{u"H100 80 GB device 5 of 8 free, 100 more unknown 3 + ? 0 2"_s};
        QTest::newRow("a dead API server's free ones are no free ones")
            << live << ConnectionState::Stale << true
            << QStringList{u"H100 80 GB device 5 of 8 free 3 0 1"_s, u"not counted: b (stale)"_s};
        QTest::newRow("no whole answer") << live << ConnectionState::Unreachable << false
                                         << QStringList{u"H100 80 GB device 5 of 8 free 3 0 1"_s,
                                                        u"not counted: b (unreachable)"_s};
        QTest::newRow("known nowhere") << ConnectionState::Stale << ConnectionState::Degraded << false
                                       << QStringList{u"H100 80 GB device ? of 100 free ? ? 1"_s,
                                                      u"not counted: a (stale)"_s};
        QTest::newRow("nobody answers") << ConnectionState::Stale << ConnectionState::Unreachable << true
                                        << QStringList{u"not counted: a (stale), b (unreachable)"_s};
    }

    void totals()
    {
        QFETCH(ConnectionState, first);
        QFETCH(ConnectionState, second);
        QFETCH(bool, arePodsKnown);
        FakeCluster a;
        a.put(makeNode(u"n1"_s, 8));
        a.put(makePod(u"p1"_s, u"n1"_s, 3));
        FakeCluster b;
        b.setPodsKnown(arePodsKnown);
        b.put(makeNode(u"n2"_s, 100));
        const QString text = ctl::gpuTables({answerOf(a, u"a"_s, first), answerOf(b, u"b"_s, second)}, {}, {});
        QTEST(linesBelow(text, u"Kubernetes GPUs"_s), "lines");
    }
};

QTEST_GUILESS_MAIN(GpusTablesTest)
#include "tst_gpustables.moc"
