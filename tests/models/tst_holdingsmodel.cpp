// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/nodegroups.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QPersistentModelIndex>
#include <QScopeGuard>
#include <QSignalSpy>
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

std::shared_ptr<kubernetes::Node> makeA100(const QString &name, int gpus)
{
    auto node = makeNode(name, gpus);
    node->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-A100-SXM4-80GB"_s}};
    return node;
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
            for (const Column column : {Column::Holder, Column::Devices, Column::Slices, Column::Products, Column::Pods,
                                        Column::Nodes, Column::Clusters, Column::Releasing})
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

    //! As every number of this size in a sentence.
    void countsAreThoseOfTheLocale_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("count");
        QTest::newRow("C") << QLocale(QLocale::C) << u"1203"_s;
        QTest::newRow("en_US") << QLocale(QLocale::English, QLocale::UnitedStates) << u"1,203"_s;
        QTest::newRow("de_DE") << QLocale(QLocale::German, QLocale::Germany) << u"1.203"_s;
    }
    void countsAreThoseOfTheLocale()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, count);
        const QLocale before;
        QLocale::setDefault(locale);
        const auto restore = qScopeGuard([&before] { QLocale::setDefault(before); });
        Fixture f;
        for (int i = 0; i < 1'200; ++i)
            f.a.put(makeNode(u"more-%1"_s.arg(i), 8));
        f.feed();
        QCOMPARE(f.models.holdings.scopeText(), u"of all %1 node(s)"_s.arg(count));
    }

    void groups_data()
    {
        QTest::addColumn<Grouping>("grouping");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("a namespace counts over all clusters and products, slices by themselves")
            << Grouping::Namespace
            << QStringList{u"team-x|10|1|10 × H100 80 GB, 1 × H100 MIG 1g.10gb|5|3|a, b|2"_s,
                           u"team-y|4||4 × H100 80 GB|1|1|b|"_s};
        QTest::newRow("a workload counts in its own cluster")
            << Grouping::Workload
            << QStringList{u"team-x / Job train|6|1|6 × H100 80 GB, 1 × H100 MIG 1g.10gb|3|2|a|"_s,
                           u"team-x / Job train|4||4 × H100 80 GB|2|1|b|2"_s,
                           u"team-y / 1y|4||4 × H100 80 GB|1|1|b|"_s};
        QTest::newRow("who has no label is told by namespace")
            << Grouping::User
            << QStringList{u"anna|9|1|9 × H100 80 GB, 1 × H100 MIG 1g.10gb|3|2|a, b|"_s,
                           u"no user label (team-x)|5||5 × H100 80 GB|3|2|a, b|2"_s};
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

        // A row says of its holder what the matrix says once it is picked.
        const NodeGroups matrix(f.models.nodes, f.models.contexts);
        for (int row = 0; row < f.models.holdings.rowCount(); ++row) {
            const auto holder = f.models.holdings.holder(f.models.holdings.index(row, 0));
            QVERIFY(holder);
            const auto cell = [&](Column column) {
                return f.models.holdings.index(row, int(column)).data().toString();
            };
            const QString text = matrix.holdingText(*holder);
            QVERIFY2(text.startsWith(u"holds %1 device(s)"_s.arg(cell(Column::Devices))), qPrintable(text));
            QVERIFY2(text.endsWith(u"on %1 node(s)"_s.arg(cell(Column::Nodes))), qPrintable(text));
            QCOMPARE(f.models.holdings.indexOf(*holder).row(), row);
        }
    }

    void ranks_data()
    {
        QTest::addColumn<QList<int>>("x"); // H100, A100, MIG
        QTest::addColumn<QList<int>>("y");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("who holds most of many products is first")
            << QList<int>{3, 4, 0} << QList<int>{5, 0, 0}
            << QStringList{u"team-x|7||4 × A100 80 GB, 3 × H100 80 GB"_s, u"team-y|5||5 × H100 80 GB"_s};
        QTest::newRow("slices are never above whole devices")
            << QList<int>{0, 0, 7} << QList<int>{2, 0, 0}
            << QStringList{u"team-y|2||2 × H100 80 GB"_s, u"team-x||7|7 × H100 MIG 1g.10gb"_s};
        QTest::newRow("of as many whole devices slices decide")
            << QList<int>{2, 0, 1} << QList<int>{0, 2, 3}
            << QStringList{u"team-y|2|3|2 × A100 80 GB, 3 × H100 MIG 1g.10gb"_s,
                           u"team-x|2|1|2 × H100 80 GB, 1 × H100 MIG 1g.10gb"_s};
    }

    void ranks()
    {
        QFETCH(QList<int>, x);
        QFETCH(QList<int>, y);
        QFETCH(QStringList, rows);
        Fixture f;
        f.a.put(makeA100(u"old"_s, 8));
        int number = 0;
        for (const auto &[team, amounts] : {std::pair(u"x"_s, x), std::pair(u"y"_s, y)}) {
            const auto put = [&, &whose = team](const QString &node, int devices, const QString &resource) {
                if (devices > 0)
                    f.a.put(make({QString::number(++number) + whose, node, devices, {}, {}, false, resource}));
            };
            put(u"n2"_s, amounts[0], Gpu);
            put(u"old"_s, amounts[1], Gpu);
            put(u"n1"_s, amounts[2], Mig);
        }
        f.feed();
        QStringList written;
        for (const QString &line : f.written())
            written += line.section(u'|', 0, 3);
        QCOMPARE(written, rows);
    }

    void doesNotAddUpSlices()
    {
        Fixture f;
        auto node = makeNode(u"n3"_s, 0, 7);
        for (kubernetes::ResourceList *list : {&node->capacity, &node->allocatable})
            list->set(u"nvidia.com/mig-3g.40gb"_s, kubernetes::Quantity::fromUnits(2));
        f.a.put(kubernetes::NodePtr(node));
        f.a.put(make({u"1x"_s, u"n3"_s, 6, {}, {}, false, Mig}));
        f.a.put(make({u"2x"_s, u"n3"_s, 2, {}, {}, false, u"nvidia.com/mig-3g.40gb"_s}));
        f.feed();
        QCOMPARE(f.models.holdings.index(0, int(Column::Slices)).data().toString(), u"6 + 2"_s);
        QCOMPARE(f.models.holdings.index(0, int(Column::Share)).data().toString(), QString());
        QVERIFY(!f.models.holdings.index(0, int(Column::Share)).data(HoldingsModel::FractionRole).isValid());
    }

    void shareIsOfWhatIsThere()
    {
        Fixture f;
        f.a.put(make({u"1x"_s, u"n1"_s, 6}));
        f.feed();
        const QModelIndex share = f.models.holdings.index(0, int(Column::Share));
        QCOMPARE(share.data().toString(), u"25 %"_s); // of 24, held or not
        QSignalSpy changed(&f.models.holdings, &QAbstractItemModel::dataChanged);
        f.b.put(makeNode(u"m2"_s, 6)); // nobody holds any of these
        f.feed();
        QCOMPARE(share.data().toString(), u"20 %"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front()[0].toModelIndex().column(), int(Column::Share));
        QVERIFY(f.models.holdings.headerData(int(Column::Share), Qt::Horizontal, Qt::ToolTipRole)
                    .toString()
                    .contains(u"held or not"_s));
    }

    void saysOfWhichNodes()
    {
        Fixture f;
        f.feed();
        QCOMPARE(f.models.holdings.scopeText(), u"of all 3 node(s)"_s);
        f.models.nodes.setFilterText(u"node:n1"_s); // two rows of it
        QCOMPARE(f.models.holdings.scopeText(), u"of the 1 node(s) that match"_s);
    }

    //! What a silent cluster last said is not what is held now.
    void saysWhichNodesAreAsLastSeen()
    {
        Fixture f;
        f.feed();
        f.models.setContext(makeEntry(u"a"_s, kubernetes::ConnectionState::Stale));
        QCOMPARE(f.models.holdings.scopeText(), u"of all 3 node(s), 2 as last seen"_s);
        QCOMPARE(f.models.nodes.staleNodeCount(), 2);
        f.models.nodes.setFilterText(u"node:n1"_s);
        QCOMPARE(f.models.holdings.scopeText(), u"of the 1 node(s) that match, 1 as last seen"_s);
        f.models.setContext(makeEntry(u"a"_s, kubernetes::ConnectionState::Live));
        QCOMPARE(f.models.holdings.scopeText(), u"of the 1 node(s) that match"_s);
        QCOMPARE(f.models.nodes.staleNodeCount(), 0);
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
        QCOMPARE(f.written(), QStringList{u"team-y|4||4 × H100 80 GB|1|1|b|"_s});
        QCOMPARE(f.models.holdings.index(0, int(Column::Share)).data().toString(), u"50 %"_s);
        f.models.nodes.setFilterText({});
        f.models.flush();
        QCOMPARE(f.models.holdings.rowCount(), 2);
        QCOMPARE(f.models.holdings.index(1, int(Column::Share)).data().toString(), u"17 %"_s);
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
        const auto nobody = HolderSelection::userOf(*make({u"3x"_s, u"n1"_s, 1}));
        QVERIFY(!nobody.covers(u"a"_s, *pod)); // of its namespace only what names no user
        QVERIFY(nobody.covers(u"a"_s, *make({u"4x"_s, u"n1"_s, 1})));
        QVERIFY(!model.holder({}));
    }

    //! Which cluster answers first is chance, and two admins compare what they see.
    void coloursDoNotFollowFromWhoAnswersFirst()
    {
        const auto coloursOf = [](const QStringList &order) {
            Fixture f;
            const QString teams = u"stuvwxyz"_s + u"abc"_s;
            for (int i = 0; i < teams.size(); ++i) {
                auto pod = make({QString::number(i) + teams[i], i % 2 ? u"n2"_s : u"m1"_s, 1});
                (i % 2 ? f.a : f.b).put(pod);
            }
            for (const QString &id : order) {
                f.models.applyDelta(id, (id == "a"_L1 ? f.a : f.b).takeDelta());
                f.models.flush();
            }
            QMap<QString, int> colours;
            for (int row = 0; row < f.models.holdings.rowCount(); ++row) {
                const QModelIndex index = f.models.holdings.index(row, 0);
                colours.insert(index.data().toString(), index.data(HoldingsModel::HolderRole).toInt());
            }
            // The squares that were there before have the colours, too.
            for (int row = 0; row < f.models.nodes.rowCount(); ++row) {
                const auto shown = f.models.nodes.shown(row);
                for (const DeviceRun &run : shown.strip.runs) {
                    if (run.pod >= 0 &&
                        run.holder != colours.value(shown.node.holders[std::size_t(run.pod)]->namespaceName))
                        colours.insert(u"a square"_s, run.holder);
                }
            }
            return colours;
        };
        const auto colours = coloursOf({u"a"_s, u"b"_s});
        QCOMPARE(colours.size(), 11);
        QCOMPARE(coloursOf({u"b"_s, u"a"_s}), colours);
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
