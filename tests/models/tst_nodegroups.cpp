// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/nodegroups.h"

#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using Grouping = NodeGroups::Grouping;
using kubernetes::ConnectionState;

namespace {

std::shared_ptr<kubernetes::Node> labelled(const QString &name, int gpus, const QString &key, const QString &value)
{
    auto node = makeNode(name, gpus);
    node->labels.emplace_back(key, value);
    std::sort(node->labels.begin(), node->labels.end());
    return node;
}

struct Fixture
{
    ConsoleModels models;
    NodeGroups groups{models.nodes, models.contexts};
    FakeCluster a;
    FakeCluster b;

    Fixture()
    {
        auto dead = makeEntry(u"dead"_s, ConnectionState::Unreachable);
        dead.status.error = ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s};
        auto second = makeEntry(u"a-again"_s, ConnectionState::Live);
        second.isPrimary = false;
        models.setContexts(
            {makeEntry(u"a"_s, ConnectionState::Live), second, makeEntry(u"b"_s, ConnectionState::Stale), dead}, {});
        a.put(labelled(u"n10"_s, 8, u"cloud.google.com/gke-nodepool"_s, u"big"_s));
        a.put(makeNode(u"n2"_s, 4, 7));
        auto cordoned = makeNode(u"n3"_s, 8);
        cordoned->isUnschedulable = true;
        a.put(cordoned);
        a.put(makePod(u"p"_s, u"n10"_s, 8));
        a.put(makePod(u"2p"_s, u"n2"_s, 1)); // of the same namespace
        b.put(makeNode(u"m1"_s, 2));
        models.applyDelta(u"a"_s, a.takeDelta());
        models.applyDelta(u"b"_s, b.takeDelta());
        models.flush();
        groups.flush();
    }

    QStringList written() const
    {
        QStringList lines;
        for (const NodeGroup &group : groups.groups()) {
            QStringList names;
            for (const int row : group.rows)
                names += models.nodes.index(row, int(NodeTableModel::Column::Node)).data().toString();
            lines += u"%1|%2|%3|%4"_s.arg(group.title, group.subtitle, group.note, names.join(u' '));
        }
        return lines;
    }
};

} // namespace

class TestNodeGroups : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void groups_data()
    {
        QTest::addColumn<Grouping>("grouping");
        QTest::addColumn<QStringList>("groups");
        QTest::newRow("cluster") << Grouping::Cluster
                                 << QStringList{
                                        u"a||3 node(s) · 3 of 20 free · 7 of 7 H100 MIG 1g.10gb free|n2 n2 n3 n10"_s,
                                        u"b||1 node(s) · 2 of 2 free|m1"_s, u"dead|||"_s};
        QTest::newRow("product") << Grouping::Product
                                 << QStringList{u"a|H100 80 GB|3 node(s) · 3 of 20 free|n2 n3 n10"_s,
                                                u"|H100 MIG 1g.10gb|1 node(s) · 7 of 7 slices free|n2"_s,
                                                u"b|H100 80 GB|1 node(s) · 2 of 2 free|m1"_s, u"dead|||"_s};
        QTest::newRow("pool") << Grouping::Pool
                              << QStringList{
                                     u"a|big|1 node(s) · 0 of 8 free|n10"_s,
                                     u"|no pool|2 node(s) · 3 of 12 free · 7 of 7 H100 MIG 1g.10gb free|n2 n2 n3"_s,
                                     u"b|no pool|1 node(s) · 2 of 2 free|m1"_s, u"dead|||"_s};
        QTest::newRow("state") << Grouping::State
                               << QStringList{u"a|Nothing can be placed|1 node(s) · 0 of 8 free|n3"_s,
                                              u"|Full|1 node(s) · 0 of 8 free|n10"_s,
                                              u"|Partly free|1 node(s) · 3 of 4 free|n2"_s,
                                              u"|All free|1 node(s) · 7 of 7 H100 MIG 1g.10gb free|n2"_s,
                                              u"b|All free|1 node(s) · 2 of 2 free|m1"_s,
                                              u"dead|||"_s};
    }
    void groups()
    {
        QFETCH(Grouping, grouping);
        Fixture f;
        f.groups.setGrouping(grouping);
        QTEST(f.written(), "groups");
    }

    void saysWhatIsNotLive()
    {
        Fixture f;
        const auto &groups = f.groups.groups();
        QCOMPARE(groups[0].state, QString());
        QVERIFY(!groups[0].isStale);
        QVERIFY2(groups[1].state.startsWith("stale since"_L1), qPrintable(groups[1].state));
        QVERIFY(groups[1].isStale);
        QVERIFY2(groups[2].state.startsWith(u"unreachable · "_s), qPrintable(groups[2].state));
        QCOMPARE(groups[2].stateSeverity, Severity::Error);
    }

    //! However the table is sorted, a node stays where it was.
    void orderIsNotTheTables()
    {
        Fixture f;
        const QStringList before = f.written();
        f.models.nodes.sort(int(NodeTableModel::Column::Free), Qt::DescendingOrder);
        f.groups.flush();
        QCOMPARE(f.written(), before);
    }

    void followsFilterAndChanges()
    {
        Fixture f;
        QSignalSpy regrouped(&f.groups, &NodeGroups::regrouped);
        f.models.nodes.setFilterText(u"node:n10"_s);
        f.groups.flush();
        QCOMPARE(regrouped.count(), 1);
        QCOMPARE(f.written().first(), u"a||1 node(s) · 0 of 8 free|n10"_s);
        f.a.removePod(u"uid-p"_s);
        f.models.applyDelta(u"a"_s, f.a.takeDelta());
        f.models.flush();
        QTRY_COMPARE(f.written().first(), u"a||1 node(s) · 8 of 8 free|n10"_s);
    }

    void saysWhatAHolderHolds()
    {
        Fixture f;
        const auto pod = makePod(u"p"_s, u"n10"_s, 8);
        QCOMPARE(f.groups.holdingText(HolderSelection::workloadOf(u"a"_s, *pod)), u"holds 8 device(s) on 1 node(s)"_s);
        QCOMPARE(f.groups.holdingText(HolderSelection::namespaceOf(*pod)), u"holds 9 device(s) on 2 node(s)"_s);
        QCOMPARE(f.groups.holdingText(HolderSelection::workloadOf(u"b"_s, *pod)), u"holds nothing"_s);
    }

    //! Kinds are named, at most three of them, and never one number.
    void slicesAreKindsOfTheirOwn()
    {
        Fixture f;
        auto node = makeNode(u"n4"_s, 0, 7);
        for (kubernetes::ResourceList *list : {&node->capacity, &node->allocatable}) {
            list->set(u"nvidia.com/mig-3g.40gb"_s, kubernetes::Quantity::fromUnits(8));
            list->set(u"nvidia.com/mig-2g.20gb"_s, kubernetes::Quantity::fromUnits(3));
            list->set(u"nvidia.com/mig-4g.40gb"_s, kubernetes::Quantity::fromUnits(1));
        }
        f.a.put(kubernetes::NodePtr(node));
        f.a.put(makePod(u"3q"_s, u"n4"_s, 5, Mig));
        f.a.put(makePod(u"4q"_s, u"n4"_s, 2, u"nvidia.com/mig-3g.40gb"_s));
        f.a.put(makePod(u"5q"_s, u"n10"_s, 0));
        f.models.applyDelta(u"a"_s, f.a.takeDelta());
        f.models.flush();
        f.groups.flush();
        QCOMPARE(f.groups.groups().front().note,
                 u"4 node(s) · 3 of 20 free · 9 of 14 H100 MIG 1g.10gb free, 6 of 8 H100 MIG 3g.40gb, "
                 "3 of 3 H100 MIG 2g.20gb, 1 more kind(s)"_s);
        QCOMPARE(f.groups.holdingText(HolderSelection::namespaceOf(*makePod(u"q"_s, u"n4"_s, 1))),
                 u"holds 5 × H100 MIG 1g.10gb + 2 × H100 MIG 3g.40gb on 1 node(s)"_s);
    }

    void saysThatTheFilterHidesSome()
    {
        Fixture f;
        f.models.nodes.setFilterText(u"node:n10"_s);
        QCOMPARE(f.groups.holdingText(HolderSelection::namespaceOf(*makePod(u"p"_s, u"n10"_s, 8))),
                 u"holds 8 device(s) on 1 node(s) that match the filter"_s);
    }

    //! Labels come after the node: feature discovery says the product, a cloud the pool.
    void aNodeGoesWhereItsLabelsSay_data()
    {
        QTest::addColumn<Grouping>("grouping");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("group");
        QTest::newRow("product") << Grouping::Product << u"nvidia.com/gpu.product"_s << u"NVIDIA-H200"_s << u"H200"_s;
        QTest::newRow("pool") << Grouping::Pool << u"cloud.google.com/gke-nodepool"_s << u"late"_s << u"late"_s;
    }
    void aNodeGoesWhereItsLabelsSay()
    {
        QFETCH(Grouping, grouping);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, group);
        Fixture f;
        f.groups.setGrouping(grouping);
        const auto groupOf = [&f] {
            for (const NodeGroup &each : f.groups.groups()) {
                for (const int row : each.rows) {
                    if (f.models.nodes.shown(row).node.availability.node->name == "m1"_L1)
                        return each.subtitle;
                }
            }
            return QString();
        };
        QVERIFY2(!groupOf().startsWith(group), qPrintable(groupOf()));
        auto node = makeNode(u"m1"_s, 2);
        node->labels = {{key, value}};
        f.b.put(kubernetes::NodePtr(node));
        f.models.applyDelta(u"b"_s, f.b.takeDelta());
        f.models.flush();
        f.groups.flush();
        QVERIFY2(groupOf().startsWith(group), qPrintable(groupOf()));
    }

    void holderSelection_data()
    {
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("text");
        QTest::newRow("of a job") << u"train"_s << u"team / Job train"_s;
        QTest::newRow("of its own") << QString() << u"team / pod-0"_s;
    }
    void holderSelection()
    {
        QFETCH(QString, owner);
        kubernetes::Pod pod;
        pod.namespaceName = u"team"_s;
        pod.name = u"pod-0"_s;
        pod.ownerKind = owner.isEmpty() ? QString() : u"Job"_s;
        pod.ownerName = owner;
        const HolderSelection selection = HolderSelection::workloadOf(u"a"_s, pod);
        QTEST(selection.text(), "text");
        QVERIFY(selection.covers(u"a"_s, pod));
        QVERIFY(!selection.covers(u"b"_s, pod));
        QVERIFY(HolderSelection::namespaceOf(pod).covers(u"b"_s, pod));
        kubernetes::Pod sibling = pod;
        sibling.name = u"pod-1"_s;
        QCOMPARE(selection.covers(u"a"_s, sibling), !owner.isEmpty());
        sibling.namespaceName = u"other"_s;
        QVERIFY(!selection.covers(u"a"_s, sibling));
        QVERIFY(!HolderSelection::namespaceOf(pod).covers(u"a"_s, sibling));
    }

    void groupingsAreRemembered()
    {
        for (const Grouping grouping : {Grouping::Cluster, Grouping::Product, Grouping::Pool, Grouping::State})
            QVERIFY(groupingFromString(toString(grouping)) == grouping);
        QVERIFY(groupingFromString(u"nonsense"_s) == Grouping::Cluster);
    }
};

QTEST_GUILESS_MAIN(TestNodeGroups)
#include "tst_nodegroups.moc"
