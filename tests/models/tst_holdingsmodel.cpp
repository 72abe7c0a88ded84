// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using Column = HoldingsModel::Column;
using Grouping = HoldingsModel::Grouping;
using kubernetes::ConnectionState;

namespace {

struct Described
{
    QString name; //!< of the Pod; makePod() puts it into namespace "team-" and its last letter
    QString node;
    int devices;
    QString job = {};
    QString user = {};
    bool isTerminating = false;
    QString resource = Gpu;
};

kubernetes::PodPtr make(const Described &described)
{
    auto pod = makePod(described.name, described.node, described.devices, described.resource);
    pod->user = described.user;
    pod->isTerminating = described.isTerminating;
    if (!described.job.isEmpty()) {
        pod->ownerKind = u"Job"_s;
        pod->ownerName = described.job;
    }
    return pod;
}

struct Fixture
{
    ConsoleModels models;
    QAbstractItemModelTester tester{&models.holdings, QAbstractItemModelTester::FailureReportingMode::QtTest};
    FakeCluster a;
    FakeCluster b;

    Fixture()
    {
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live), makeEntry(u"b"_s, ConnectionState::Live)}, {});
        a.put(makeNode(u"n1"_s, 8, 7));
        a.put(makeNode(u"n2"_s, 8));
        b.put(makeNode(u"m1"_s, 8));
    }

    void feed()
    {
        models.applyDelta(u"a"_s, a.takeDelta());
        models.applyDelta(u"b"_s, b.takeDelta());
        models.flush();
    }

    QStringList written() const
    {
        QStringList lines;
        for (int row = 0; row < models.holdings.rowCount(); ++row) {
            QStringList cells;
            for (const Column column : {Column::Holder, Column::Product, Column::Devices, Column::Pods, Column::Nodes,
                                        Column::Clusters, Column::Releasing})
                cells += models.holdings.index(row, int(column)).data().toString();
            lines += cells.join(u'|');
        }
        return lines;
    }
};

} // namespace

class TestHoldingsModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void groups_data()
    {
        QTest::addColumn<Grouping>("grouping");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("a namespace counts over all clusters, each product by itself")
            << Grouping::Namespace
            << QStringList{u"team-x|H100 80 GB|10|4|3|a, b|2"_s, u"team-y|H100 80 GB|4|1|1|b|"_s,
                           u"team-x|H100 MIG 1g.10gb|1|1|1|a|"_s};
        QTest::newRow("a workload counts in its own cluster")
            << Grouping::Workload
            << QStringList{u"team-x / Job train|H100 80 GB|6|2|2|a|"_s, u"team-x / Job train|H100 80 GB|4|2|1|b|2"_s,
                           u"team-y / 1y|H100 80 GB|4|1|1|b|"_s, u"team-x / Job train|H100 MIG 1g.10gb|1|1|1|a|"_s};
        QTest::newRow("who has no label is told by namespace")
            << Grouping::User
            << QStringList{u"anna|H100 80 GB|9|2|2|a, b|"_s, u"no user label (team-x)|H100 80 GB|5|3|2|a, b|2"_s,
                           u"anna|H100 MIG 1g.10gb|1|1|1|a|"_s};
    }

    void groups()
    {
        QFETCH(Grouping, grouping);
        QFETCH(QStringList, rows);
        Fixture f;
        f.a.put(make({u"1x"_s, u"n1"_s, 5, u"train"_s, u"anna"_s}));
        f.a.put(make({u"2x"_s, u"n2"_s, 1, u"train"_s}));
        f.a.put(make({u"3x"_s, u"n1"_s, 1, u"train"_s, u"anna"_s, false, Mig}));
        f.b.put(make({u"4x"_s, u"m1"_s, 2, u"train"_s}));
        f.b.put(make({u"5x"_s, u"m1"_s, 2, u"train"_s, {}, true}));
        f.b.put(make({u"1y"_s, u"m1"_s, 4, {}, u"anna"_s}));
        f.models.holdings.setGrouping(grouping);
        f.feed();
        QCOMPARE(f.written(), rows);
    }

    void manyNodesAreCountedInSlices_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("devices"); // of team-x
        QTest::newRow("they come") << QString() << u"12,000"_s;
        QTest::newRow("the filter hides most") << u"filter"_s << u"4,444"_s;
        QTest::newRow("the cluster is lost") << u"stale"_s << u"12,000"_s;
        QTest::newRow("the cluster is closed") << u"close"_s << QString();
        QTest::newRow("others hold them") << u"others"_s << u"6,000"_s;
        QTest::newRow("by workload") << u"workload"_s << u"12,000"_s;
    }

    //! Nothing is announced that is half counted, and in the end it is right.
    void manyNodesAreCountedInSlices()
    {
        QFETCH(QString, change);
        QFETCH(QString, devices);
        Fixture f;
        for (int i = 0; i < 3'000; ++i) {
            f.a.put(makeNode(u"node-%1"_s.arg(i), 8));
            f.a.put(make({u"%1x"_s.arg(i), u"node-%1"_s.arg(i), 4, u"train"_s}));
        }
        const auto held = [&f] { return f.models.holdings.index(0, int(Column::Devices)).data().toString(); };
        const auto isDone = [&f] { return f.models.isSettled() && f.models.nodes.rowCount() > 0; };
        f.models.applyDelta(u"a"_s, f.a.takeDelta());
        QTRY_VERIFY(isDone());
        QTRY_COMPARE(held(), u"12,000"_s);

        QStringList announced;
        connect(&f.models.holdings, &IndexedTableModel::countsChanged, this, [&] { announced += held(); });
        if (change == "filter"_L1) {
            f.models.nodes.setFilterText(u"node-1"_s);
            QVERIFY(f.models.holdings.isCounting());
        } else if (change == "stale"_L1) {
            f.models.setContext(makeEntry(u"a"_s, ConnectionState::Stale));
        } else if (change == "close"_L1) {
            f.models.removeCluster(u"a"_s);
        } else if (change == "others"_L1) {
            for (int i = 0; i < 3'000; i += 2) {
                f.a.removePod(u"uid-%1x"_s.arg(i));
                f.a.put(make({u"%1y"_s.arg(i), u"node-%1"_s.arg(i), 4}));
            }
            f.models.applyDelta(u"a"_s, f.a.takeDelta());
        } else if (change == "workload"_L1) {
            f.models.holdings.setGrouping(Grouping::Workload);
        }
        QTRY_VERIFY(!f.models.nodes.isFilling() && !f.models.holdings.isCounting());
        if (!change.isEmpty() && change != "others"_L1)
            QTRY_VERIFY(!announced.isEmpty());
        f.models.flush();
        QCOMPARE(held(), devices);
        if (change == "filter"_L1)
            QCOMPARE(announced, QStringList{devices});
        if (change == "stale"_L1)
            QVERIFY(f.models.holdings.index(0, 0).data(HoldingsModel::IsStaleRole).toBool());
    }

    void followsTheFilterOfTheNodes()
    {
        Fixture f;
        f.a.put(make({u"1x"_s, u"n1"_s, 5}));
        f.b.put(make({u"1y"_s, u"m1"_s, 4}));
        f.feed();
        QCOMPARE(f.models.holdings.rowCount(), 2);
        f.models.nodes.setFilterText(u"cluster:b"_s);
        f.models.flush();
        QCOMPARE(f.written(), QStringList{u"team-y|H100 80 GB|4|1|1|b|"_s});
        QCOMPARE(f.models.holdings.index(0, int(Column::Share)).data().toString(), u"100 %"_s);
        f.models.nodes.setFilterText({});
        f.models.flush();
        QCOMPARE(f.models.holdings.rowCount(), 2);
        QCOMPARE(f.models.holdings.index(1, int(Column::Share)).data().toString(), u"44 %"_s);
    }

    void staysTheSameRowWhileItHolds()
    {
        Fixture f;
        f.a.put(make({u"1x"_s, u"n1"_s, 5}));
        f.feed();
        const QPersistentModelIndex row = f.models.holdings.index(0, 0);
        auto node = makeNode(u"n1"_s, 8, 7);
        node->isUnschedulable = true; // every update takes what was counted away and counts again
        f.a.put(kubernetes::NodePtr(node));
        f.feed();
        QVERIFY(row.isValid());
        f.models.nodes.setFilterText(u"n1"_s);
        f.models.flush();
        QVERIFY(row.isValid());
        f.a.put(make({u"2x"_s, u"n2"_s, 8})); // it holds on while the one it held goes
        f.models.nodes.setFilterText({});
        f.feed();
        f.a.removePod(u"uid-1x"_s);
        f.feed();
        QVERIFY(row.isValid());
        f.a.removePod(u"uid-2x"_s);
        f.feed();
        QVERIFY(!row.isValid());
        QCOMPARE(f.models.holdings.rowCount(), 0);
    }

    void picksWhatTheMatrixPicks()
    {
        Fixture f;
        const auto pod = make({u"1x"_s, u"n1"_s, 5, u"train"_s, u"anna"_s});
        f.a.put(pod);
        f.feed();
        HoldingsModel &model = f.models.holdings;
        QCOMPARE(model.holder(model.index(0, 0)), HolderSelection::namespaceOf(*pod));
        QVERIFY(model.indexOf(HolderSelection::namespaceOf(*pod)).isValid());
        QVERIFY(!model.indexOf(HolderSelection::workloadOf(u"a"_s, *pod)).isValid());
        model.setGrouping(Grouping::Workload);
        QCOMPARE(model.holder(model.index(0, 0)), HolderSelection::workloadOf(u"a"_s, *pod));
        model.setGrouping(Grouping::User);
        const auto user = model.holder(model.index(0, 0));
        QVERIFY(user && user->covers(u"anywhere"_s, *pod));
        QVERIFY(!user->covers(u"a"_s, *make({u"2x"_s, u"n1"_s, 1, {}, u"ben"_s})));
        QCOMPARE(user->text(), u"user anna"_s);
        QVERIFY(!model.holder({}));
    }

    void sortsByTrueValue()
    {
        Fixture f;
        f.a.put(makeNode(u"n9"_s, 16));
        f.a.put(make({u"1x"_s, u"n9"_s, 10}));
        f.b.put(make({u"1y"_s, u"m1"_s, 9}));
        f.feed();
        f.models.holdings.sort(int(Column::Devices), Qt::AscendingOrder);
        QCOMPARE(f.models.holdings.index(0, int(Column::Devices)).data().toString(), u"9"_s);
        f.models.holdings.sort(int(Column::Devices), Qt::DescendingOrder);
        QCOMPARE(f.models.holdings.index(0, int(Column::Devices)).data().toString(), u"10"_s);
    }

    void staleOnlyWhereAllOfItIs()
    {
        Fixture f;
        f.a.put(make({u"1x"_s, u"n1"_s, 5}));
        f.b.put(make({u"2x"_s, u"m1"_s, 4}));
        f.feed();
        const auto isStale = [&f] { return f.models.holdings.index(0, 0).data(HoldingsModel::IsStaleRole).toBool(); };
        f.models.setContext(makeEntry(u"a"_s, ConnectionState::Stale));
        f.models.flush();
        QVERIFY(!isStale());
        f.models.setContext(makeEntry(u"b"_s, ConnectionState::Stale));
        f.models.flush();
        QVERIFY(isStale());
        f.models.setContext(makeEntry(u"a"_s, ConnectionState::Live));
        f.models.flush();
        QVERIFY(!isStale());
    }

    //! What was added up change by change is what one gets by adding up everything.
    void equalsARecount_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1u, 20u, 300u})
            QTest::addRow("seed %u", seed) << seed;
    }

    void equalsARecount()
    {
        QFETCH(quint32, seed);
        Fixture f;
        QRandomGenerator random(seed);
        for (int i = 0; i < 600; ++i) {
            f.a.churn(random);
            f.b.churn(random);
            switch (random.bounded(40)) {
            case 0:
                f.models.holdings.setGrouping(Grouping(random.bounded(3)));
                break;
            case 1:
                f.models.nodes.setFilterText(random.bounded(2) == 0 ? u"1"_s : QString());
                break;
            case 2:
                f.models.holdings.sort(random.bounded(HoldingsModel::Columns + 1) - 1, Qt::AscendingOrder);
                break;
            default:
                break;
            }
            if (random.bounded(4) == 0)
                f.feed();
        }
        f.feed();
        HoldingsModel fresh(f.models.nodes, f.models.holderColours);
        fresh.setGrouping(f.models.holdings.grouping());
        fresh.flush();
        f.models.holdings.sort(-1);
        QCOMPARE(f.models.holdings.rowCount(), fresh.rowCount());
        QVERIFY(fresh.rowCount() > 0);
        for (int row = 0; row < fresh.rowCount(); ++row) {
            for (int column = 0; column < HoldingsModel::Columns; ++column)
                QCOMPARE(f.models.holdings.index(row, column).data().toString(),
                         fresh.index(row, column).data().toString());
        }
    }
};

QTEST_MAIN(TestHoldingsModel)
#include "tst_holdingsmodel.moc"
