// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/gpus/holdercolours.h"
#include "models/gpus/nodetablemodel.h"
#include "models/severity.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using Column = NodeTableModel::Column;
using kubernetes::ConnectionState;

class TestNodeTableModel : public QObject
{
    Q_OBJECT

    QStringList column(const NodeTableModel &model, Column column) const
    {
        QStringList result;
        for (int row = 0; row < model.rowCount(); ++row)
            result += model.index(row, int(column)).data().toString();
        return result;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void kindsAreRowsOfTheirOwn()
    {
        HolderColours colours;
        NodeTableModel model(colours);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FakeCluster cluster;
        cluster.put(makeNode(u"mixed"_s, 4, 7));
        cluster.put(makeNode(u"plain"_s, 0));
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        QCOMPARE(column(model, Column::Node), (QStringList{u"mixed"_s, u"mixed"_s}));
        QCOMPARE(column(model, Column::Free), (QStringList{u"4"_s, u"7"_s}));
        QCOMPARE(model.nodeCount(), 2);
        QCOMPARE(model.plainNodeCount(), 1);
        model.setShowsAllNodes(true);
        QCOMPARE(column(model, Column::Node), (QStringList{u"mixed"_s, u"mixed"_s, u"plain"_s}));
    }

    void sortsByTrueValue_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QStringList>("ascending");
        const auto row = [](const char *name, Column column, const QStringList &nodes) {
            QTest::newRow(name) << int(column) << nodes;
        };
        row("numbers, not texts", Column::Allocatable, {u"node-9"_s, u"node-2"_s, u"node-10"_s});
        row("names as people count", Column::Node, {u"node-2"_s, u"node-9"_s, u"node-10"_s});
        row("free", Column::Free, {u"node-9"_s, u"node-10"_s, u"node-2"_s});
        row("share requested", Column::Requested, {u"node-2"_s, u"node-9"_s, u"node-10"_s});
    }

    void sortsByTrueValue()
    {
        QFETCH(int, column);
        QFETCH(QStringList, ascending);
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        cluster.put(makeNode(u"node-10"_s, 16));
        cluster.put(makeNode(u"node-9"_s, 4));
        cluster.put(makeNode(u"node-2"_s, 8));
        cluster.put(makePod(u"a"_s, u"node-10"_s, 14));
        cluster.put(makePod(u"b"_s, u"node-9"_s, 3));
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        model.sort(column, Qt::AscendingOrder);
        QCOMPARE(this->column(model, Column::Node), ascending);
        std::reverse(ascending.begin(), ascending.end());
        model.sort(column, Qt::DescendingOrder);
        QCOMPARE(this->column(model, Column::Node), ascending);
    }

    void selectionFollowsItsRow()
    {
        HolderColours colours;
        NodeTableModel model(colours);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FakeCluster cluster;
        for (int i = 0; i < 20; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), 8));
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        model.sort(int(Column::Free), Qt::DescendingOrder);
        const QPersistentModelIndex selected = model.index(7, int(Column::Node));
        const QString name = selected.data().toString();
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        cluster.put(makePod(u"x"_s, name, 5));
        for (int i = 0; i < 20; i += 3) {
            if (u"node-%1"_s.arg(i) != name)
                cluster.removeNode(u"node-%1"_s.arg(i));
        }
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data().toString(), name);
        QCOMPARE(selected.row(), model.rowCount() - 1);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.indexOfKey(selected.data(NodeTableModel::KeyRole).toString()).row(), selected.row());
    }

    void saysThatItIsStale_data()
    {
        QTest::addColumn<ConnectionState>("state");
        QTest::newRow("connection lost") << ConnectionState::Stale;
        QTest::newRow("token ran out") << ConnectionState::NeedsLogin;
    }
    void saysThatItIsStale()
    {
        QFETCH(ConnectionState, state);
        auto lost = makeEntry(u"a"_s, state);
        lost.status.staleSince = 1'700'000'000;
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        cluster.put(makeNode(u"n"_s, 8));
        model.setContext(u"a"_s, u"A"_s, makeEntry(u"a"_s, ConnectionState::Live).status);
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        QCOMPARE(model.index(0, 0).data(NodeTableModel::IsStaleRole).toBool(), false);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setContext(u"a"_s, u"A"_s, lost.status);
        model.flush();
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.index(0, 0).data(NodeTableModel::IsStaleRole).toBool(), true);
        QVERIFY(model.index(0, int(Column::State)).data().toString().startsWith(u"stale since "_s));
        model.setFilterText(u"stale"_s);
        QCOMPARE(model.rowCount(), 1);
        model.removeCluster(u"a"_s);
        model.flush();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.totalCount(), 0);
    }

    void unknownIsNotZero()
    {
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        cluster.setPodsKnown(false);
        cluster.put(makeNode(u"n"_s, 8));
        model.applyDelta(u"a"_s, cluster.takeDelta());
        model.flush();
        QCOMPARE(model.index(0, int(Column::Free)).data().toString(), u"?"_s);
        QVERIFY(!model.index(0, int(Column::Free)).data(NodeTableModel::SortRole).isValid());
        QVERIFY(!model.index(0, int(Column::Requested)).data(NodeTableModel::FractionRole).isValid());
    }

    void squaresTellTheStates()
    {
        HolderColours colours;
        FakeCluster cluster;
        auto node = makeNode(u"n"_s, 8);
        node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(7));
        cluster.put(kubernetes::NodePtr(node));
        cluster.put(makePod(u"a"_s, u"n"_s, 2));
        auto leaving = makePod(u"b"_s, u"n"_s, 1);
        leaving->isTerminating = true;
        cluster.put(kubernetes::PodPtr(leaving));
        const auto row = cluster.takeDelta().changed.front();
        const DeviceStrip strip = deviceStrip(*row, row->availability.devices.front(), colours);
        QCOMPARE(strip.count(), 8);
        QCOMPARE(stripText(strip), u"2 held, 1 releasing, 4 free, 1 unhealthy"_s);

        kubernetes::Node withCordon = *node;
        withCordon.isUnschedulable = true;
        cluster.put(std::make_shared<const kubernetes::Node>(withCordon));
        const auto cordoned = cluster.takeDelta().changed.front();
        QCOMPARE(stripText(deviceStrip(*cordoned, cordoned->availability.devices.front(), colours)),
                 u"2 held, 1 releasing, 4 unusable, 1 unhealthy"_s);
    }

    //! A slice looks like one whatever its profile: 1 stands for whole cards alone.
    void slicesPerCard_data()
    {
        QTest::addColumn<int>("gpus");
        QTest::addColumn<int>("slices");
        QTest::addColumn<QString>("cards");
        QTest::addColumn<qint64>("perCard");
        QTest::newRow("whole cards") << 4 << 0 << u"4"_s << qint64(1);
        QTest::newRow("seven to a card") << 0 << 28 << u"4"_s << qint64(7);
        QTest::newRow("as many as cards, of which others have none") << 0 << 4 << u"4"_s << qint64(0);
        QTest::newRow("no whole number") << 0 << 7 << u"4"_s << qint64(0);
        QTest::newRow("nobody says of how many cards") << 0 << 7 << QString() << qint64(0);
    }
    void slicesPerCard()
    {
        QFETCH(int, gpus);
        QFETCH(int, slices);
        QFETCH(QString, cards);
        auto node = makeNode(u"n1"_s, gpus, slices);
        if (!cards.isEmpty()) {
            node->labels.emplace_back(u"nvidia.com/gpu.count"_s, cards);
            std::sort(node->labels.begin(), node->labels.end());
        }
        FakeCluster cluster;
        cluster.put(kubernetes::NodePtr(node));
        const auto row = cluster.takeDelta().changed.front();
        HolderColours colours;
        QTEST(qint64(deviceStrip(*row, row->availability.devices.front(), colours).slicesPerCard), "perCard");
    }

    void filtersByField_data()
    {
        QTest::addColumn<QStringList>("nodes");
        const auto row = [](const char *query, const QStringList &nodes) { QTest::newRow(query) << nodes; };
        const QStringList all{u"busy"_s, u"cordoned"_s, u"free"_s, u"free"_s};
        row("cluster:prod", all);
        row("node:^f", {u"free"_s, u"free"_s});
        row("product:h100", all);
        row("product=NVIDIA-H100-80GB-HBM3", all);
        row("kind:mig", {u"free"_s});
        row("resource:mig-", {u"free"_s});
        row("state:cordoned", {u"cordoned"_s});
        row("pool:big", {u"busy"_s});
        row("namespace:team-a", {u"busy"_s});
        row("!namespace:team-a", {u"cordoned"_s, u"free"_s, u"free"_s});
        row("pod=pod-a", {u"busy"_s});
        row("owner:train", {u"busy"_s});
        row("user:ada", {u"busy"_s});
        row("label:gke-nodepool=big", {u"busy"_s});
        row("taint:team=llm", {u"cordoned"_s});
        row("kubelet:v1.36", {u"free"_s, u"free"_s});
        row("free>4", {u"free"_s, u"free"_s});
        row("free=0", {u"cordoned"_s});
        row("allocatable=7", {u"free"_s});
        row("requested>=5", {u"busy"_s});
        row("unhealthy>0", {});
        row("releasing>0", {});
        row("cpu<64", {u"busy"_s});
        row("memory>=512Gi", all);
        row("pods=1", {u"busy"_s});
        row("age>1d", all);
        row("age<1d", {});
        row("free>0 product:h100 !kind:mig", {u"busy"_s, u"free"_s});
    }
    void filtersByField()
    {
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        auto busy = makeNode(u"busy"_s, 8);
        busy->labels.insert(busy->labels.begin(), {u"cloud.google.com/gke-nodepool"_s, u"big"_s});
        cluster.put(busy);
        auto cordoned = makeNode(u"cordoned"_s, 8);
        cordoned->isUnschedulable = true;
        cordoned->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
        cluster.put(cordoned);
        auto free = makeNode(u"free"_s, 8, 7);
        free->kubeletVersion = u"v1.36.3"_s;
        cluster.put(free);
        auto pod = makePod(u"pod-a"_s, u"busy"_s, 5);
        pod->ownerKind = u"Job"_s;
        pod->ownerName = u"train"_s;
        pod->user = u"ada"_s;
        pod->requests.set(u"cpu"_s, kubernetes::Quantity::fromUnits(2));
        cluster.put(kubernetes::PodPtr(pod));
        model.setContext(u"prod"_s, u"prod"_s, makeEntry(u"prod"_s, ConnectionState::Live).status);
        model.applyDelta(u"prod"_s, cluster.takeDelta());
        model.flush();
        model.setFilterText(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(model.query().problems().empty());
        QTEST(column(model, Column::Node), "nodes");
    }

    //! Who asks for a state may ask in the words of the column, of the inspector or of kubectl.
    void filtersByState_data()
    {
        QTest::addColumn<QStringList>("nodes");
        const auto row = [](const char *query, const QStringList &nodes) { QTest::newRow(query) << nodes; };
        row("state:tainted", {u"both"_s, u"tainted"_s});
        row("tainted state:tainted", {u"both"_s, u"tainted"_s});
        row("state:taint", {u"both"_s, u"tainted"_s});
        row("!state:tainted", {u"cordoned"_s, u"free"_s, u"lost"_s});
        row("state:team=llm", {u"both"_s, u"tainted"_s});
        row("state=\"taint team=llm:NoSchedule\"", {u"both"_s, u"tainted"_s});
        row("state:\"cordoned · taint\"", {u"both"_s});
        row("state:cordoned", {u"both"_s, u"cordoned"_s});
        row("state=cordoned", {u"both"_s, u"cordoned"_s});
        row("state:\"ready, cordoned\"", {u"both"_s, u"cordoned"_s});
        row("state:notready", {u"lost"_s});
        row("state:\"not ready\"", {u"lost"_s});
        row("state:KubeletStopped", {u"lost"_s});
        row("state=ready", {u"free"_s});
        row("state:ready", {u"both"_s, u"cordoned"_s, u"free"_s, u"tainted"_s});
        row("!state:ready", {u"lost"_s});
    }
    void filtersByState()
    {
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        const auto put = [&cluster](const QString &name, bool isTainted, bool isCordoned) {
            auto node = makeNode(name, 8);
            node->isUnschedulable = isCordoned;
            if (isTainted)
                node->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
            if (name == u"lost"_s)
                node->conditions = {{.type = u"Ready"_s, .status = u"False"_s, .reason = u"KubeletStopped"_s}};
            cluster.put(kubernetes::NodePtr(node));
        };
        put(u"both"_s, true, true);
        put(u"cordoned"_s, false, true);
        put(u"free"_s, false, false);
        put(u"lost"_s, false, false);
        put(u"tainted"_s, true, false);
        model.setContext(u"prod"_s, u"prod"_s, makeEntry(u"prod"_s, ConnectionState::Live).status);
        model.applyDelta(u"prod"_s, cluster.takeDelta());
        model.flush();
        model.setFilterText(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(model.query().problems().empty());
        QTEST(column(model, Column::Node), "nodes");
    }

    //! Issue 4: a node with free devices and nothing else left looked like any other.
    void saysWhatIsMissingBesideDevices_data()
    {
        QTest::addColumn<int>("gpus");
        QTest::addColumn<int>("cpus");
        QTest::addColumn<int>("gibibytes");
        QTest::addColumn<bool>("isCordoned");
        QTest::addColumn<QString>("state");
        QTest::newRow("room for a pod") << 4 << 60 << 500 << false << QString();
        QTest::newRow("no CPU") << 4 << 64 << 500 << false << u"no CPU left"_s;
        QTest::newRow("no memory") << 4 << 60 << 512 << false << u"no memory left"_s;
        QTest::newRow("neither") << 4 << 64 << 512 << false << u"no CPU left · no memory left"_s;
        QTest::newRow("no device is free either") << 8 << 64 << 512 << false << QString();
        QTest::newRow("nothing is placed there anyway") << 4 << 64 << 512 << true << u"Cordoned"_s;
    }
    void saysWhatIsMissingBesideDevices()
    {
        QFETCH(const int, gpus);
        QFETCH(const int, cpus);
        QFETCH(const int, gibibytes);
        QFETCH(const bool, isCordoned);
        QFETCH(const QString, state);
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        auto node = makeNode(u"n"_s, 8);
        node->isUnschedulable = isCordoned;
        cluster.put(kubernetes::NodePtr(node));
        auto pod = makePod(u"p"_s, u"n"_s, gpus);
        pod->requests.set(u"cpu"_s, kubernetes::Quantity::fromUnits(cpus));
        pod->requests.set(u"memory"_s, kubernetes::Quantity::fromUnits(std::int64_t(gibibytes) << 30));
        cluster.put(kubernetes::PodPtr(pod));
        model.setContext(u"prod"_s, u"prod"_s, makeEntry(u"prod"_s, ConnectionState::Live).status);
        model.applyDelta(u"prod"_s, cluster.takeDelta());
        model.flush();
        QCOMPARE(column(model, Column::State), QStringList{state});
        const auto severity = model.index(0, 0).data(NodeTableModel::OwnSeverityRole).value<Severity>();
        QCOMPARE(severity, state.isEmpty() ? Severity::Dim : Severity::Warning);
        model.setFilterText(u"state:\"no cpu\""_s);
        QCOMPARE(model.rowCount(), state.contains("CPU"_L1) ? 1 : 0);
    }

    //! The key of a taint says most, and stays to the last.
    void statesHaveShorterWords_data()
    {
        QTest::addColumn<QString>("taint");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("shorter");
        QTest::newRow("a value") << u"dedicated"_s << u"gpu"_s
                                 << QStringList{u"Taint dedicated=gpu"_s, u"Taint dedicated"_s};
        QTest::newRow("no value") << u"spot"_s << QString() << QStringList{u"Taint spot"_s, u"Taint spot"_s};
        QTest::newRow("a domain") << u"cloud.acme.example/team"_s << u"a:b/c"_s
                                  << QStringList{u"Taint team=a:b/c"_s, u"Taint team"_s};
        QTest::newRow("not ready") << QString() << QString() << QStringList{u"NotReady"_s, u"NotReady"_s};
    }
    void statesHaveShorterWords()
    {
        QFETCH(QString, taint);
        QFETCH(QString, value);
        HolderColours colours;
        NodeTableModel model(colours);
        FakeCluster cluster;
        auto node = makeNode(u"n"_s, 8);
        if (taint.isEmpty())
            node->conditions = {{.type = u"Ready"_s, .status = u"False"_s, .reason = u"KubeletStopped"_s}};
        else
            node->taints = {{taint, value, u"NoSchedule"_s}};
        cluster.put(kubernetes::NodePtr(node));
        model.setContext(u"prod"_s, u"prod"_s, makeEntry(u"prod"_s, ConnectionState::Live).status);
        model.applyDelta(u"prod"_s, cluster.takeDelta());
        model.flush();
        QTEST(model.index(0, 0).data(NodeTableModel::ShorterOwnStateRole).toStringList(), "shorter");
        QTEST(model.index(0, int(Column::State)).data(NodeTableModel::ShorterRole).toStringList(), "shorter");
        QVERIFY(!model.index(0, int(Column::Node)).data(NodeTableModel::ShorterRole).isValid());
    }

    void withstandsChurn()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED")
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        HolderColours colours;
        NodeTableModel model(colours);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::array<FakeCluster, 3> clusters;
        for (int round = 0; round < 100; ++round) {
            const int which = random.bounded(3);
            const QString id = QString::number(which);
            for (int i = random.bounded(12); i >= 0; --i)
                clusters[std::size_t(which)].churn(random);
            model.applyDelta(id, clusters[std::size_t(which)].takeDelta());
            model.setContext(
                id, u"cluster-"_s + id,
                makeEntry(id, random.bounded(5) == 0 ? ConnectionState::Stale : ConnectionState::Live).status);
            if (random.bounded(10) == 0)
                model.sort(random.bounded(NodeTableModel::Columns + 1) - 1,
                           random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            if (random.bounded(10) == 0)
                model.setFilterText(random.bounded(2) == 0 ? QString() : QString::number(random.bounded(10)));
            if (random.bounded(20) == 0)
                model.setShowsAllNodes(random.bounded(2) == 0);
            if (random.bounded(3) > 0)
                model.flush();
        }
        model.setFilterText({});
        model.setShowsAllNodes(true);
        model.flush();
        qsizetype expected = 0;
        for (const FakeCluster &cluster : clusters)
            expected += cluster.nodeCount();
        QCOMPARE(model.nodeCount(), int(expected));
        QCOMPARE(model.rowCount(), model.totalCount());
        QVERIFY(model.rowCount() >= int(expected));
        for (int id = 0; id < 3; ++id)
            model.removeCluster(QString::number(id));
        model.flush();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.nodeCount(), 0);
        QCOMPARE(model.plainNodeCount(), 0);
    }

    void manyNodesComeInSlices_data()
    {
        QTest::addColumn<QString>("meanwhile");
        QTest::addColumn<int>("nodes");
        QTest::addColumn<QString>("filter");
        QTest::newRow("nothing else") << QString() << 6'000 << QString();
        QTest::newRow("one changes that is still to come") << u"change"_s << 6'000 << QString();
        QTest::newRow("one goes that is still to come") << u"remove"_s << 5'999 << QString();
        QTest::newRow("one goes and comes again") << u"replace"_s << 6'000 << QString();
        QTest::newRow("one comes") << u"add"_s << 6'001 << QString();
        QTest::newRow("the user sorts") << u"sort"_s << 6'000 << QString();
        QTest::newRow("the user filters, which may reset") << u"filter"_s << 6'000 << u"node-1"_s;
        QTest::newRow("the cluster is lost") << u"stale"_s << 6'000 << QString();
        QTest::newRow("the cluster is closed") << u"close"_s << 0 << QString();
        QTest::newRow("the cluster is closed and opened again") << u"reopen"_s << 6'000 << QString();
        QTest::newRow("somebody cannot wait") << u"flush"_s << 6'000 << QString();
    }

    //! Whatever happens before the last slice: in the end the table is that of a model that heard all at once.
    void manyNodesComeInSlices()
    {
        QFETCH(QString, meanwhile);
        QFETCH(int, nodes);
        QFETCH(QString, filter);
        const QString id = u"a"_s;
        FakeCluster cluster;
        for (int i = 0; i < 6'000; ++i)
            cluster.put(makeNode(u"node-%1"_s.arg(i), i % 3 == 0 ? 0 : 8, i % 10 == 1 ? 7 : 0));
        HolderColours colours;
        NodeTableModel model(colours);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<int> grown;
        connect(&model, &IndexedTableModel::countsChanged, this, [&] { grown += model.rowCount(); });
        model.applyDelta(id, cluster.takeDelta());
        QVERIFY(model.isFilling());
        QCOMPARE(model.nodesOf(id).size(), std::size_t(6'000));
        QSignalSpy slices(&model, &IndexedTableModel::countsChanged);
        while (model.rowCount() == 0) // no slice further: processEvents() may take several
            QVERIFY(slices.wait());
        QVERIFY(model.rowCount() > 0);
        QVERIFY(model.isFilling());
        const int withDevices = model.nodeCount() - model.plainNodeCount();
        QVERIFY2(model.plainNodeCount() == 0 || withDevices == 4'000, "those with devices come first");

        if (meanwhile == "change"_L1) {
            cluster.put(makePod(u"p"_s, u"node-5998"_s, 3));
        } else if (meanwhile == "remove"_L1) {
            cluster.removeNode(u"node-5997"_s);
        } else if (meanwhile == "replace"_L1) {
            cluster.removeNode(u"node-5997"_s);
            auto other = makeNode(u"node-5997"_s, 4);
            other->uid = u"another"_s;
            cluster.put(other);
        } else if (meanwhile == "add"_L1) {
            cluster.put(makeNode(u"node-6000"_s, 8));
        } else if (meanwhile == "sort"_L1) {
            model.sort(int(Column::Node), Qt::DescendingOrder);
        } else if (meanwhile == "stale"_L1) {
            model.setContext(id, id, makeEntry(id, ConnectionState::Stale).status);
        } else if (meanwhile == "close"_L1 || meanwhile == "reopen"_L1) {
            model.removeCluster(id);
            QCOMPARE(model.nodesOf(id).size(), std::size_t(0));
        } else if (meanwhile == "flush"_L1) {
            model.flush();
            QVERIFY(!model.isFilling());
        }
        if (meanwhile == "reopen"_L1) {
            cluster.setPodsKnown(false);
            cluster.setPodsKnown(true);
        }
        model.setFilterText(filter);
        if (meanwhile != "close"_L1)
            model.applyDelta(id, cluster.takeDelta());
        QTRY_VERIFY_WITH_TIMEOUT(!model.isFilling(), 60'000);
        QTRY_COMPARE(model.nodeCount(), nodes);
        model.flush();
        if (meanwhile.isEmpty())
            QVERIFY2(grown.size() > 2, "it came in one piece");

        NodeTableModel whole(colours);
        if (meanwhile == "stale"_L1)
            whole.setContext(id, id, makeEntry(id, ConnectionState::Stale).status);
        if (meanwhile != "close"_L1) {
            cluster.setPodsKnown(false);
            cluster.setPodsKnown(true);
            whole.applyDelta(id, cluster.takeDelta());
        }
        whole.flush();
        whole.setFilterText(filter);
        whole.sort(model.sortColumn(), model.sortOrder());
        QCOMPARE(model.plainNodeCount(), whole.plainNodeCount());
        for (NodeTableModel *each : {&model, &whole})
            each->setShowsAllNodes(true);
        for (const Column each : {Column::Node, Column::Free, Column::Resource, Column::State})
            QCOMPARE(column(model, each), column(whole, each));
    }
};

QTEST_GUILESS_MAIN(TestNodeTableModel)
#include "tst_nodetablemodel.moc"
