// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "runctl.h"
#include "tests/support/writefile.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::FakeCluster;
using fairlead::test::runCtlBeside;
using fairlead::tests::writeFile;

namespace {

const QByteArray Settings = R"(apiVersion: fairlead/v1
runtimeConfigs:
  - id: c-gpu
    name: gpu
    image: {reference: "debian:12"}
    kubernetes: {contexts: [lab], gpu: {product: H100, count: 2}}
users:
  - {id: u-1, login: anna}
)";

} // namespace

//! What `fairleadctl fit` says of clusters.
class FairleadctlFitTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    FakeCluster m_cluster; //!< 3 of 8 H100 held, and a node with AMD's

    CtlRun fit(const QStringList &arguments, const QString &other = {}) const
    {
        QString text = u"apiVersion: v1\nkind: Config\nusers: [{name: u, user: {}}]\nclusters:\n"_s;
        QString contexts;
        for (const auto &[name, server] : {std::pair(u"lab"_s, m_cluster.url()), std::pair(u"other"_s, other)}) {
            if (server.isEmpty())
                continue;
            text += u"- {name: %1, cluster: {server: '%2'}}\n"_s.arg(name, server);
            contexts += u"- {name: %1, context: {cluster: %1, user: u}}\n"_s.arg(name);
        }
        const QString kubeconfig = m_folder.filePath(u"kubeconfig"_s);
        writeFile(kubeconfig, (text + u"contexts:\n"_s + contexts).toUtf8());
        return runCtlBeside(QStringList{u"fit"_s, u"--kubeconfig"_s, kubeconfig, u"--config"_s,
                                        m_folder.filePath(u"fairlead.yaml"_s), u"--timeout"_s, u"10"_s} +
                            arguments);
    }

private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_cluster.nodes.push_back({.name = u"amd-1"_s, .gpus = 4, .product = {}, .resource = u"amd.com/gpu"_s});
        QVERIFY(writeFile(m_folder.filePath(u"fairlead.yaml"_s), Settings));
    }

    void table_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("lines"); // patterns, in order
        const auto row = [](const char *name, const QStringList &arguments, const QStringList &lines) {
            QTest::newRow(name) << arguments << lines;
        };
        row("now", {u"--gpus"_s, u"H100:2"_s},
            {u"\\* +lab +8 × H100 80GB +now, 2× +gpu-1 +-"_s, u"  +lab +4 × .* +never +.*not H100.* +-"_s});
        row("of a config", {u"gpu"_s}, {u"\\* +lab +8 × H100 80GB +now, 2× +gpu-1 +-"_s});
        row("a config, changed", {u"gpu"_s, u"--gpus"_s, u"H100:8"_s},
            {u"\\* +lab +8 × H100 80GB +later +3 more nvidia.com/gpu on gpu-1, where .*/train holds 3 +-"_s});
        row("several pods", {u"--gpus"_s, u"H100:1"_s, u"--nodes"_s, u"5"_s},
            {u"\\* +lab +8 × H100 80GB +now, 1× +gpu-1 +-"_s});
        row("cpu", {u"--gpus"_s, u"H100:1"_s, u"--cpu"_s, u"97"_s},
            {u"  +lab +8 × H100 80GB +never +97 of cpu asked for, the node has 96 +-"_s});
        row("another vendor", {u"--gpus"_s, u"amd:4"_s}, {u"\\* +lab +4 × .* +now, 1× +amd-1 +-"_s});
    }
    void table()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, lines);
        const CtlRun run = fit(arguments);
        QVERIFY2(run.exitCode == 0, run.error);
        const QStringList said = QString::fromUtf8(run.out).split(u'\n', Qt::SkipEmptyParts).mid(1);
        QCOMPARE(said.size(), 2);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QRegularExpression pattern(u"\\A"_s + lines[i] + u" *\\z"_s);
            QVERIFY2(pattern.match(said[i]).hasMatch(), run.out);
        }
    }

    void document()
    {
        const CtlRun run = fit({u"--gpus"_s, u"h100:2..4"_s, u"-o"_s, u"json"_s});
        QVERIFY2(run.exitCode == 0, run.error);
        const QJsonObject document = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(document["kind"_L1].toString(), u"ConsideredResources"_s);
        QCOMPARE(document["gpus"_L1].toString(), u"H100:2..4"_s);
        const QJsonValue row = document["rows"_L1][0];
        QCOMPARE(row["target"_L1].toString(), u"lab"_s);
        QCOMPARE(row["fits"_L1].toString(), u"now"_s);
        QCOMPARE(row["pods"_L1].toInt(), 2);
        QCOMPARE(row["fitsOn"_L1].toArray(), QJsonArray{u"gpu-1"_s});
        QCOMPARE(row["gpu"_L1]["product"_L1].toString(), u"H100 80GB"_s);
        QCOMPARE(row["gpu"_L1]["count"_L1].toInt(), 2);
        QVERIFY(row["chosen"_L1].toBool() && row["hindrance"_L1].isNull() && row["reason"_L1].isNull());
        const QJsonValue amd = document["rows"_L1][1];
        QCOMPARE(amd["fits"_L1].toString(), u"never"_s);
        QCOMPARE(amd["hindrance"_L1].toString(), u"device"_s);
    }

    void oneDoesNotAnswer()
    {
        const CtlRun some = fit({u"--gpus"_s, u"H100:2"_s}, u"http://127.0.0.1:1"_s);
        QCOMPARE(some.exitCode, 3);
        QVERIFY2(some.out.contains("unknown") && some.out.contains("the nodes of other are not known"), some.out);
        const CtlRun none = fit({u"--gpus"_s, u"H100:2"_s, u"--context"_s, u"other"_s}, u"http://127.0.0.1:1"_s);
        QCOMPARE(none.exitCode, 1);
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("nothing") << QStringList{} << 2 << "say what for"_ba;
        QTest::newRow("grammar") << QStringList{u"--gpus"_s, u"H100:0"_s} << 2
                                 << "--gpus: At 6: 0 GPUs are none: write none."_ba;
        QTest::newRow("nodes") << QStringList{u"--gpus"_s, u"1"_s, u"--nodes"_s, u"0"_s} << 2
                               << "--nodes: a run has 1 to 1000 nodes"_ba;
        QTest::newRow("no number") << QStringList{u"--gpus"_s, u"1"_s, u"--nodes"_s, u"x"_s} << 2
                                   << "--nodes x: expected a number"_ba;
        QTest::newRow("memory") << QStringList{u"--gpus"_s, u"1"_s, u"--memory"_s, u"16"_s} << 2
                                << "--memory: 16 is less than 1Mi"_ba;
        QTest::newRow("no config") << QStringList{u"cpu"_s} << 1 << "no runtime config is called \"cpu\""_ba;
        QTest::newRow("no context") << QStringList{u"--gpus"_s, u"1"_s, u"--context"_s, u"gone"_s} << 1
                                    << "no kubeconfig has a context called gone"_ba;
    }
    void mistakes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        const CtlRun run = fit(arguments);
        QVERIFY2(run.error.contains(says), run.error);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY(run.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(FairleadctlFitTest)
#include "tst_fairleadctl_fit.moc"
