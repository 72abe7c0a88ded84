// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/holdersmodel.h"
#include "models/gpus/producttext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;

//! The models that ConsoleModels feeds together: totals, waiting, contexts, holders.
class TestConsoleModels : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void totalsSayWhatTheyLeaveOut()
    {
        ConsoleModels models;
        QAbstractItemModelTester tester(&models.totals, FailureMode::QtTest);
        FakeCluster live;
        live.put(makeNode(u"n1"_s, 8));
        live.put(makePod(u"p"_s, u"n1"_s, 3));
        FakeCluster old;
        old.put(makeNode(u"n2"_s, 8));
        auto twin = makeEntry(u"twin"_s, ConnectionState::Live);
        twin.isPrimary = false;
        std::vector<ContextEntry> entries{
            makeEntry(u"live"_s, ConnectionState::Live), makeEntry(u"old"_s, ConnectionState::Live), twin,
            makeEntry(u"down"_s, ConnectionState::Unreachable), makeEntry(u"closed"_s, ConnectionState::Closed, false)};
        models.setContexts(entries, {});
        models.applyDelta(u"live"_s, live.takeDelta());
        models.applyDelta(u"old"_s, old.takeDelta());
        models.flush();
        QCOMPARE(models.totals.rowCount(), 1);
        QCOMPARE(models.totals.index(0).data(ProductTotalsModel::FreeRole).toInt(), 13);
        QCOMPARE(models.totals.countedClusters(), 2);
        QCOMPARE(models.totals.notCounted().size(), 1u);

        entries[1] = makeEntry(u"old"_s, ConnectionState::Stale);
        models.setContext(entries[1]);
        models.flush();
        QCOMPARE(models.totals.index(0).data(ProductTotalsModel::FreeRole).toInt(), 5);
        QCOMPARE(models.totals.countedClusters(), 1);
        QCOMPARE(models.totals.notCounted().size(), 2u);
        QVERIFY(models.isSettled());

        entries.erase(entries.begin() + 1);
        models.setContexts(entries, {});
        models.flush();
        QCOMPARE(models.nodes.rowCount(), 1);
        QCOMPARE(models.totals.notCounted().size(), 1u);
    }

    //! A product that only silent clusters have stays, with its numbers, and says that they are old.
    void totalsKeepWhatWasLastSeen()
    {
        using Totals = ProductTotalsModel;
        ConsoleModels models;
        FakeCluster cards;
        cards.put(makeNode(u"n1"_s, 8));
        cards.put(makePod(u"p"_s, u"n1"_s, 3));
        FakeCluster slices;
        slices.put(makeNode(u"n2"_s, 0, 7));
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live), makeEntry(u"b"_s, ConnectionState::Live)}, {});
        models.applyDelta(u"a"_s, cards.takeDelta());
        models.applyDelta(u"b"_s, slices.takeDelta());
        models.flush();
        QCOMPARE(models.totals.rowCount(), 2);
        const QSignalSpy removed(&models.totals, &QAbstractItemModel::rowsRemoved);
        const QString product = models.totals.index(0).data().toString();

        models.setContext(makeEntry(u"a"_s, ConnectionState::Stale));
        models.flush();
        QCOMPARE(models.totals.rowCount(), 2);
        QCOMPARE(models.totals.index(0).data().toString(), product);
        QCOMPARE(models.totals.index(0).data(Totals::FreeRole).toInt(), 5);
        QVERIFY(models.totals.index(0).data(Totals::IsLastSeenRole).toBool());
        QVERIFY(models.totals.index(0).data(Totals::NoteRole).toString().contains(u"as last seen "_s));
        QVERIFY(!models.totals.index(1).data(Totals::IsLastSeenRole).toBool());
        QCOMPARE(models.totals.countedClusters(), 1);

        models.setContext(makeEntry(u"a"_s, ConnectionState::Live));
        models.flush();
        QVERIFY(!models.totals.index(0).data(Totals::IsLastSeenRole).toBool());
        QCOMPARE(removed.size(), 0);
        models.setContexts({makeEntry(u"b"_s, ConnectionState::Live)}, {}); // closing one is no silence
        models.flush();
        QCOMPARE(models.totals.rowCount(), 1);
    }

    void totalsWithoutPodsAreUnknown()
    {
        ConsoleModels models;
        FakeCluster cluster;
        cluster.setPodsKnown(false);
        cluster.put(makeNode(u"n"_s, 8));
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Degraded)}, {});
        models.applyDelta(u"a"_s, cluster.takeDelta());
        models.flush();
        const QModelIndex total = models.totals.index(0);
        QVERIFY(!total.data(ProductTotalsModel::FreeRole).isValid());
        QVERIFY(total.data(ProductTotalsModel::HasWarningRole).toBool());
    }

    void totalsNeverMixFreeAndUnknown()
    {
        ConsoleModels models;
        FakeCluster known;
        known.put(makeNode(u"n1"_s, 8));
        known.put(makePod(u"p"_s, u"n1"_s, 2));
        FakeCluster forbidden;
        forbidden.setPodsKnown(false);
        forbidden.put(makeNode(u"n2"_s, 100));
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live), makeEntry(u"b"_s, ConnectionState::Degraded)},
                           {});
        models.applyDelta(u"a"_s, known.takeDelta());
        models.applyDelta(u"b"_s, forbidden.takeDelta());
        models.flush();
        const QModelIndex total = models.totals.index(0);
        QCOMPARE(total.data(ProductTotalsModel::FreeRole).toInt(), 6);
        QCOMPARE(total.data(ProductTotalsModel::AllocatableRole).toInt(), 8); // not "6 of 108 free"
        QCOMPARE(total.data(ProductTotalsModel::RequestedFractionRole).toDouble(), 0.25);
        QCOMPARE(total.data(ProductTotalsModel::UnusableFractionRole).toDouble(), 0.0);
        QVERIFY(total.data(ProductTotalsModel::NoteRole).toString().contains(u"100"_s));
        QVERIFY(total.data(ProductTotalsModel::HasWarningRole).toBool());
    }

    void productTexts_data()
    {
        using accelerators::Kind;
        using accelerators::Product;
        QTest::addColumn<Product>("product");
        QTest::addColumn<QString>("expected");
        const auto row = [](Kind kind, const QString &profile, int memoryMiB, const QString &expected) {
            Product product{.name = u"A100"_s, .resource = Gpu, .kind = kind, .profile = profile, .memoryMiB = {}};
            if (memoryMiB > 0)
                product.memoryMiB = memoryMiB;
            QTest::newRow(qPrintable(expected)) << product << expected;
        };
        row(Kind::Device, {}, 81'920, u"A100 80 GB"_s);
        row(Kind::Device, {}, 0, u"A100"_s);
        row(Kind::Mig, u"1g.5gb"_s, 5'120, u"A100 MIG 1g.5gb"_s);
        row(Kind::Shared, {}, 81'920, u"A100 80 GB shared"_s);
        row(Kind::Shared, u"1g.5gb"_s, 5'120, u"A100 MIG 1g.5gb shared"_s);
        row(Kind::Vgpu, u"8Q"_s, 8'192, u"A100 vGPU 8Q"_s);
        row(Kind::Vgpu, {}, 8'192, u"A100 8 GB vGPU"_s);
        row(Kind::Vgpu, {}, 0, u"A100 vGPU"_s);
        row(Kind::Partition, u"cpx_nps4"_s, 0, u"A100 cpx_nps4"_s);
    }

    void productTexts()
    {
        QFETCH(accelerators::Product, product);
        QTEST(productText(product), "expected");
    }

    void waitingKeepsTheSchedulersWords()
    {
        ConsoleModels models;
        QAbstractItemModelTester tester(&models.waiting, FailureMode::QtTest);
        FakeCluster cluster;
        auto pod = makePod(u"w"_s, {}, 4);
        pod->waitingMessage = u"0/3 nodes are available:\n<b>Insufficient</b> nvidia.com/gpu"_s;
        cluster.put(kubernetes::PodPtr(pod));
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live)}, {});
        models.applyDelta(u"a"_s, cluster.takeDelta());
        models.flush();
        QCOMPARE(models.waiting.rowCount(), 1);
        const QModelIndex reason = models.waiting.index(0, int(WaitingModel::Column::Reason));
        QCOMPARE(reason.data(Qt::AccessibleTextRole).toString(),
                 u"0/3 nodes are available: <b>Insufficient</b> nvidia.com/gpu"_s);
        QVERIFY(reason.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
        auto placed = std::make_shared<kubernetes::Pod>(*pod);
        placed->nodeName = u"n"_s;
        cluster.put(kubernetes::PodPtr(placed));
        models.applyDelta(u"a"_s, cluster.takeDelta());
        models.flush();
        QCOMPARE(models.waiting.rowCount(), 0);
        QVERIFY(models.waiting.summary().isEmpty());
    }

    //! People ask for a product; what a pod asks for is a resource.
    void waitingSaysTheProduct()
    {
        ConsoleModels models;
        QAbstractItemModelTester tester(&models.waiting, FailureMode::QtTest);
        FakeCluster cluster;
        cluster.put(kubernetes::NodePtr(makeNode(u"h"_s, 8, 7)));
        cluster.put(kubernetes::PodPtr(makePod(u"w"_s, {}, 4)));
        cluster.put(kubernetes::PodPtr(makePod(u"v"_s, {}, 1, Mig)));
        cluster.put(kubernetes::PodPtr(makePod(u"u"_s, {}, 2, u"amd.com/gpu"_s)));
        const auto feed = [&] {
            models.applyDelta(u"a"_s, cluster.takeDelta());
            models.flush();
        };
        const auto filter = [&](const QString &text) {
            models.waiting.setFilterText(text);
            models.flush();
        };
        const auto wants = [&](int role = Qt::DisplayRole) {
            QStringList texts;
            for (int row = 0; row < models.waiting.rowCount(); ++row) {
                const QModelIndex index = models.waiting.index(row, int(WaitingModel::Column::Wants));
                texts += index.data(role).toString();
            }
            texts.sort();
            return texts;
        };
        ContextEntry entry = makeEntry(u"a"_s, ConnectionState::Live);
        models.setContexts({entry}, {});
        feed();
        QCOMPARE(wants(), (QStringList{u"1 × H100 MIG 1g.10gb"_s, u"2 × amd.com/gpu"_s, u"4 × H100 80 GB"_s}));
        const auto says = [&](const QString &text) { return wants(Qt::ToolTipRole).join(u'\n').contains(text); };
        QVERIFY(says(u"2 × amd.com/gpu: no node of the cluster has it"_s));
        const kubernetes::ResourceState nodes = std::exchange(entry.status.nodes, {}); // may not be listed
        models.setContext(entry);
        models.flush();
        QVERIFY(says(u"2 × amd.com/gpu"_s));
        QVERIFY(!says(u"no node of the cluster"_s));
        entry.status.nodes = nodes;
        models.setContext(entry);
        QCOMPARE(models.waiting.summary(), u"3 pod(s) want 4 × H100 80 GB, 1 × H100 MIG 1g.10gb, 2 × amd.com/gpu"_s);
        filter(u"product:H100 !product:mig"_s);
        QCOMPARE(models.waiting.summary(), u"1 of 3 pod(s): 4 × H100 80 GB"_s);
        QCOMPARE(wants(), QStringList{u"4 × H100 80 GB"_s});
        filter(u"nothing"_s);
        QCOMPARE(models.waiting.summary(), u"none of 3 pod(s)"_s);
        filter(u"amd.com"_s); // as it stands in the pod
        QCOMPARE(wants(), QStringList{u"2 × amd.com/gpu"_s});
        filter({});
        // Of two products nothing says which it gets.
        auto other = makeNode(u"a"_s, 8);
        other->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-A100-SXM4-80GB"_s}};
        cluster.put(kubernetes::NodePtr(other));
        feed();
        QCOMPARE(wants(), (QStringList{u"1 × H100 MIG 1g.10gb"_s, u"2 × amd.com/gpu"_s, u"4 × nvidia.com/gpu"_s}));
        filter(u"product:A100"_s);
        QCOMPARE(wants(), QStringList{u"4 × nvidia.com/gpu"_s});
        QVERIFY(wants(Qt::ToolTipRole).front().contains(u"4 × nvidia.com/gpu: A100 80 GB, H100 80 GB"_s));
    }

    //! Where there is no room for names of contexts, what tells the open ones apart stays.
    void contextsHaveShortNames()
    {
        ConsoleModels models;
        FakeCluster cluster;
        cluster.put(kubernetes::NodePtr(makeNode(u"h"_s, 8)));
        cluster.put(kubernetes::PodPtr(makePod(u"w"_s, {}, 4)));
        const auto shorter = [&](const QAbstractItemModel &model, int column) {
            return model.index(0, column).data(WaitingModel::ShorterRole).toStringList();
        };
        models.setContexts(
            {makeEntry(u"kind-a"_s, ConnectionState::Live), makeEntry(u"kind-b"_s, ConnectionState::Closed, false)},
            {});
        models.applyDelta(u"kind-a"_s, cluster.takeDelta());
        models.flush();
        QCOMPARE(shorter(models.nodes, int(NodeTableModel::Column::Cluster)), QStringList{u"kind-a"_s});
        models.setContext(makeEntry(u"kind-b"_s, ConnectionState::Connecting));
        QCOMPARE(shorter(models.nodes, int(NodeTableModel::Column::Cluster)), QStringList{u"…a"_s});
        QCOMPARE(shorter(models.waiting, int(WaitingModel::Column::Cluster)), QStringList{u"…a"_s});
        models.setContext(makeEntry(u"kind-b"_s, ConnectionState::Closed, false));
        QCOMPARE(shorter(models.waiting, int(WaitingModel::Column::Cluster)), QStringList{u"kind-a"_s});
    }

    void holdersFollowTheNode()
    {
        HolderColours colours;
        HoldersModel model(colours);
        QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        FakeCluster cluster;
        cluster.put(makeNode(u"n"_s, 8));
        cluster.put(makePod(u"a"_s, u"n"_s, 1));
        cluster.put(makePod(u"b"_s, u"n"_s, 5));
        model.setNode(u"a"_s, cluster.takeDelta().changed.front());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, int(HoldersModel::Column::Devices)).data().toString(), u"5"_s);
        const QPersistentModelIndex first = model.index(0, 0);
        cluster.removePod(u"uid-a"_s);
        cluster.put(makePod(u"c"_s, u"n"_s, 2));
        model.setNode(u"a"_s, cluster.takeDelta().changed.front());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(first.data().toString(), u"team-b/b"_s);
        model.setNode({}, nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void contextsKeepTheirRows()
    {
        ContextsModel model;
        QAbstractItemModelTester tester(&model, FailureMode::QtTest);
        model.setContexts({makeEntry(u"c"_s, ConnectionState::Live), makeEntry(u"a"_s, ConnectionState::Unreachable),
                           makeEntry(u"b"_s, ConnectionState::Closed, false)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), u"c"_s);
        const QPersistentModelIndex a = model.index(1, 0);
        QSignalSpy wishes(&model, &ContextsModel::openRequested);
        QVERIFY(model.setData(a, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(wishes.first(), (QVariantList{u"a"_s, false}));
        QCOMPARE(a.data(Qt::CheckStateRole).toInt(), int(Qt::Checked)); // until the hub has done it
        model.setContexts({makeEntry(u"a"_s, ConnectionState::Live), makeEntry(u"d"_s, ConnectionState::Live)});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(a.row(), 0);
        QCOMPARE(model.attentionCount(), 0);
        model.sort(int(ContextsModel::Column::Name), Qt::DescendingOrder);
        QCOMPARE(a.row(), 1);
        model.setFilterText(u"zzz"_s);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.entry(u"d"_s));
    }

    void brokenContextIsInvalid()
    {
        ContextsModel model;
        auto entry = makeEntry(u"x"_s, ConnectionState::Closed, false);
        entry.context.problem = kubernetes::KubeconfigProblem{.file = u"/f"_s, .line = 3, .field = u"users[0]"_s};
        model.setContexts({entry});
        QCOMPARE(model.index(0, 0).data(ContextsModel::StateRole).toInt(), int(ConnectionState::Invalid));
        const auto remedy = remedyFor(*model.entry(u"x"_s));
        QVERIFY(remedy && remedy->remedy.contains(u"/f:3"_s));
    }

    void withstandsChurn()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED")
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        ConsoleModels models;
        HoldersModel holders(models.holderColours);
        QAbstractItemModelTester totalsTester(&models.totals, FailureMode::QtTest);
        QAbstractItemModelTester waitingTester(&models.waiting, FailureMode::QtTest);
        QAbstractItemModelTester contextsTester(&models.contexts, FailureMode::QtTest);
        QAbstractItemModelTester holdersTester(&holders, FailureMode::QtTest);
        FakeCluster cluster;
        for (int round = 0; round < 300; ++round) {
            std::vector<ContextEntry> entries;
            for (int i = 0; i < 6; ++i) {
                const bool isOpen = random.bounded(4) > 0;
                const auto state = isOpen ? ConnectionState(2 + random.bounded(7)) : ConnectionState::Closed;
                if (i == 0 || random.bounded(3) > 0)
                    entries.push_back(makeEntry(QString::number(i), state, isOpen));
            }
            if (random.bounded(5) == 0)
                models.setContexts(entries, {});
            else
                models.setContext(entries.front());
            for (int i = random.bounded(8); i >= 0; --i)
                cluster.churn(random);
            const auto delta = cluster.takeDelta();
            models.applyDelta(u"0"_s, delta);
            if (!delta.changed.empty())
                holders.setNode(u"a"_s, delta.changed.front());
            if (random.bounded(8) == 0)
                models.waiting.sort(random.bounded(WaitingModel::Columns + 1) - 1, Qt::DescendingOrder);
            if (random.bounded(8) == 0)
                models.contexts.sort(random.bounded(ContextsModel::Columns + 1) - 1, Qt::AscendingOrder);
            if (random.bounded(3) > 0)
                models.flush();
        }
        models.flush();
    }
};

QTEST_GUILESS_MAIN(TestConsoleModels)
#include "tst_consolemodels.moc"
