// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/consolemodels.h"
#include "models/gpus/productdetailsmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using kubernetes::ConnectionState;

namespace {

std::shared_ptr<kubernetes::Pod> holder(const QString &name, const QString &node, int gpus,
                                        const QString &namespaceName, const QString &user = {},
                                        const QString &resource = Gpu)
{
    auto pod = makePod(name, node, gpus, resource);
    pod->namespaceName = namespaceName;
    pod->user = user;
    return pod;
}

//! Two live clusters and a stale one.
struct Fixture
{
    ConsoleModels models;
    ProductDetailsModel model{models.nodes, models.totals, models.holderColours};
    FakeCluster a;
    FakeCluster b;
    FakeCluster old;

    Fixture()
    {
        models.setContexts({makeEntry(u"a"_s, ConnectionState::Live), makeEntry(u"old"_s, ConnectionState::Stale),
                            makeEntry(u"b"_s, ConnectionState::Live)},
                           {});
    }

    void feed()
    {
        models.applyDelta(u"a"_s, a.takeDelta());
        models.applyDelta(u"b"_s, b.takeDelta());
        models.applyDelta(u"old"_s, old.takeDelta());
        models.flush();
    }

    const ProductDetails &show(const QString &name)
    {
        for (int row = 0; row < models.totals.rowCount(); ++row) {
            if (models.totals.index(row).data().toString() == name)
                model.setProduct(models.totals.total(row).product);
        }
        model.setActive(true);
        model.flush();
        return model.details();
    }
};

QStringList names(const FiguresModel &model)
{
    QStringList result;
    for (const FigureRow &row : model.rows()) {
        QStringList parts{row.name, row.value};
        for (const Figure &figure : row.figures)
            parts += figure.text;
        parts.removeAll(QString());
        result += parts.join(u' ');
    }
    return result;
}

} // namespace

class TestProductDetails : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sumsAreThoseOfTheTotals()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.a.put(makeNode(u"n2"_s, 4));
        f.b.put(makeNode(u"n3"_s, 8));
        f.old.put(makeNode(u"n4"_s, 8));
        f.a.put(holder(u"p1"_s, u"n1"_s, 3, u"speech"_s));
        f.feed();
        const ProductDetails &details = f.show(u"H100 80 GB"_s);
        QCOMPARE(details.total, f.models.totals.total(0));
        QCOMPARE(details.capacity, 20);
        QCOMPARE(names(f.model.sums), QStringList{u"Counted clusters 17 3 0 20"_s});
        QCOMPARE(names(f.model.clusters), (QStringList{u"a 9 3 0 12"_s, u"b 8 0 0 8"_s, u"old 8 0 0 8"_s}));
        QVERIFY(!f.model.clusters.rows()[0].isStale);
        QVERIFY(f.model.clusters.rows()[2].isStale);
        QVERIFY2(f.model.clusters.rows()[2].text.endsWith(u": left out of the sums"_s),
                 qPrintable(f.model.clusters.rows()[2].text));
        QVERIFY2(f.model.leftOutText().startsWith(u"Left out of the sums: old (stale since "_s),
                 qPrintable(f.model.leftOutText()));
    }

    void countsReasons_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing is wrong") << QString() << QString();
        QTest::newRow("cordoned") << u"cordon"_s
                                  << u"4 on nodes where nothing can be placed: 4 on cordoned nodes. "
                                     "None of these is requested: they are unusable."_s;
        QTest::newRow("tainted") << u"taint"_s
                                 << u"4 on nodes where nothing can be placed: 4 on tainted nodes. "
                                    "None of these is requested: they are unusable."_s;
        QTest::newRow("not ready") << u"dead"_s
                                   << u"4 on nodes where nothing can be placed: 4 on nodes that are not ready. "
                                      "None of these is requested: they are unusable."_s;
        QTest::newRow("not ready and cordoned counts once")
            << u"dead cordon"_s
            << u"4 on nodes where nothing can be placed: 4 on nodes that are not ready. "
               "None of these is requested: they are unusable."_s;
        QTest::newRow("unhealthy") << u"sick"_s << u"1 more unhealthy, which are not in the total."_s;
        QTest::newRow("cordoned and unhealthy")
            << u"cordon sick"_s
            << u"3 on nodes where nothing can be placed: 3 on cordoned nodes. None of these is requested: "
               "they are unusable. 1 more unhealthy, which are not in the total."_s;
        QTest::newRow("no memory left") << u"full"_s << u"4 free on nodes with no CPU, memory or pod slot left."_s;
    }
    void countsReasons()
    {
        QFETCH(QString, change);
        Fixture f;
        auto node = makeNode(u"n1"_s, 4);
        if (change.contains(u"cordon"_s))
            node->isUnschedulable = true;
        if (change.contains(u"taint"_s))
            node->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
        if (change.contains(u"dead"_s))
            node->conditions = {};
        if (change.contains(u"sick"_s))
            node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(3));
        f.a.put(node);
        if (change.contains(u"full"_s)) {
            auto pod = holder(u"p"_s, u"n1"_s, 0, u"x"_s);
            pod->requests.set(u"memory"_s, kubernetes::Quantity::fromUnits(std::int64_t(512) << 30));
            f.a.put(pod);
        }
        f.a.put(makeNode(u"n2"_s, 8));
        f.feed();
        QTEST(unusableText(f.show(u"H100 80 GB"_s)), "expected");
    }

    //! The numbers of a card and of the inspector are the same, and make the whole.
    void partsAddUp_data()
    {
        QTest::addColumn<bool>("isCordoned");
        QTest::addColumn<int>("held");     // of 8 on that node, and 2 of 8 on another
        QTest::addColumn<QString>("sums"); // free, requested, unusable, total
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("words");
        QTest::newRow("usable") << false << 3 << u"Counted clusters 11 5 0 16"_s << u"1 cluster(s)"_s << QString();
        QTest::newRow("cordoned, some requested")
            << true << 3 << u"Counted clusters 6 5 5 16"_s << u"5 unusable · 1 cluster(s)"_s
            << u"8 on nodes where nothing can be placed: 8 on cordoned nodes. 5 of these are not requested, and so unusable."_s;
        QTest::newRow("cordoned, all requested") << true << 8 << u"Counted clusters 6 10 0 16"_s << u"1 cluster(s)"_s
                                                 << u"8 on nodes where nothing can be placed: 8 on cordoned nodes."_s;
    }
    void partsAddUp()
    {
        QFETCH(bool, isCordoned);
        QFETCH(int, held);
        Fixture f;
        auto node = makeNode(u"n1"_s, 8);
        node->isUnschedulable = isCordoned;
        f.a.put(kubernetes::NodePtr(node));
        f.a.put(makeNode(u"n2"_s, 8));
        f.a.put(holder(u"p1"_s, u"n1"_s, held, u"x"_s));
        f.a.put(holder(u"p2"_s, u"n2"_s, 2, u"x"_s));
        f.feed();
        const ProductDetails &details = f.show(u"H100 80 GB"_s);
        QTEST(names(f.model.sums).front(), "sums");
        QTEST(unusableText(details), "words");
        const QModelIndex card = f.models.totals.index(0);
        QTEST(card.data(ProductTotalsModel::NoteRole).toString(), "note");
        const FigureRow &sum = f.model.sums.rows().front();
        QCOMPARE(card.data(ProductTotalsModel::RequestedFractionRole).toDouble(), *sum.share);
        QCOMPARE(card.data(ProductTotalsModel::UnusableFractionRole).toDouble(), sum.unusable);
        const auto free = card.data(ProductTotalsModel::FreeRole).toDouble() / 16;
        QCOMPARE(free + *sum.share + sum.unusable, 1.0);
        for (const int figure : {0, 1, 2}) {
            const QString number = sum.figures[std::size_t(figure)].text;
            QVERIFY(number == u"0"_s || card.data(Qt::ToolTipRole).toString().contains(number));
        }
    }

    void countsWhatOnePodCanAskFor()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.a.put(makeNode(u"n2"_s, 8));
        f.b.put(makeNode(u"n3"_s, 8));
        f.b.put(makeNode(u"n4"_s, 8));
        f.a.put(holder(u"p1"_s, u"n2"_s, 3, u"x"_s)); // 5 left
        f.b.put(holder(u"p2"_s, u"n3"_s, 7, u"x"_s)); // 1
        f.b.put(holder(u"p3"_s, u"n4"_s, 8, u"x"_s)); // 0
        f.feed();
        using Size = ProductDetails::Size;
        QCOMPARE(f.show(u"H100 80 GB"_s).sizes, (std::vector<Size>{{8, 1}, {4, 2}, {2, 2}, {1, 3}}));
        QCOMPARE(f.model.sizes.index(0).data(Qt::AccessibleTextRole).toString(), u"8. on 1 node(s)"_s);
        QCOMPARE(names(f.model.freeNodes), (QStringList{u"n1 8 of 8"_s, u"n2 5 of 8"_s, u"n3 1 of 8"_s}));
        const QModelIndex row = f.models.nodes.indexOfKey(f.model.freeNodes.rows()[1].key);
        QCOMPARE(row.siblingAtColumn(int(NodeTableModel::Column::Node)).data().toString(), u"n2"_s);
    }

    void saysThatNothingIsLeft()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.a.put(holder(u"p1"_s, u"n1"_s, 8, u"x"_s));
        f.feed();
        QVERIFY(f.show(u"H100 80 GB"_s).sizes.empty());
        QCOMPARE(f.model.sizes.index(0).data().toString(), u"No pod can ask for any now."_s);
        QCOMPARE(f.model.freeNodes.rowCount(), 0);
    }

    void ranksHolders()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.b.put(makeNode(u"n2"_s, 8, 7));
        f.old.put(makeNode(u"n3"_s, 8));
        f.a.put(holder(u"p1"_s, u"n1"_s, 2, u"speech"_s, u"anna"_s));
        f.b.put(holder(u"p2"_s, u"n2"_s, 2, u"speech"_s));
        f.b.put(holder(u"p3"_s, u"n2"_s, 3, u"vision"_s, u"anna"_s));
        f.b.put(holder(u"p4"_s, u"n2"_s, 7, u"mig-users"_s, u"eva"_s, Mig)); // another kind
        f.old.put(holder(u"p5"_s, u"n3"_s, 8, u"gone"_s));                   // not counted
        auto leaving = holder(u"p6"_s, u"n1"_s, 1, u"speech"_s, u"li"_s);
        leaving->isTerminating = true;
        f.a.put(leaving);
        f.feed();
        using Holder = ProductDetails::Holder;
        const ProductDetails &details = f.show(u"H100 80 GB"_s);
        QCOMPARE(details.namespaces, (std::vector<Holder>{{u"speech"_s, 5, 1, 3}, {u"vision"_s, 3, 0, 1}}));
        QCOMPARE(details.users, (std::vector<Holder>{{u"anna"_s, 5, 0, 2}, {u"li"_s, 1, 1, 1}, {{}, 2, 0, 1}}));
        QCOMPARE(names(f.model.users), (QStringList{u"anna 5"_s, u"li 1"_s, u"no user named 2"_s}));
        QCOMPARE(*f.model.namespaces.rows()[1].share, 0.6);
        QCOMPARE(f.model.namespaces.rows()[0].holder, f.models.holderColours.indexOf(u"speech"_s));
        QCOMPARE(f.show(u"H100 MIG 1g.10gb"_s).namespaces, (std::vector<Holder>{{u"mig-users"_s, 7, 0, 1}}));
    }

    void manyHoldersAreSummedUp()
    {
        Fixture f;
        for (int i = 0; i < 30; ++i) {
            const QString number = QString::number(i);
            f.a.put(makeNode(u"n"_s + number, 8));
            f.a.put(holder(u"p"_s + number, u"n"_s + number, 2, u"ns"_s + number));
        }
        f.feed();
        f.show(u"H100 80 GB"_s);
        QCOMPARE(f.model.namespaces.rowCount(), 11);
        QCOMPARE(names(f.model.namespaces).back(), u"and 20 more 40"_s);
        QCOMPARE(f.model.freeNodes.rowCount(), int(ProductDetails::MostNodes));
        QCOMPARE(f.model.details().moreFreeNodes, 22);
    }

    //! A node that does not tell the memory is counted with its equals, and found with them.
    void nodesWithoutMemoryBelongToTheirEquals()
    {
        Fixture f;
        auto told = makeNode(u"n1"_s, 8);
        told->labels = {{u"nvidia.com/gpu.memory"_s, u"23034"_s}, {u"nvidia.com/gpu.product"_s, u"Mystery-9"_s}};
        auto silent = makeNode(u"n2"_s, 4);
        silent->labels = {{u"nvidia.com/gpu.product"_s, u"Mystery-9"_s}};
        f.a.put(told);
        f.b.put(silent);
        f.feed();
        QCOMPARE(f.models.totals.rowCount(), 1);
        const QString name = f.models.totals.index(0).data().toString();
        const ProductDetails &details = f.show(name);
        QCOMPARE(details.capacity, 12);
        QCOMPARE(details.clusters.size(), 2);
        QCOMPARE(names(f.model.freeNodes).size(), 2);
        f.models.nodes.setFilterText(filterFor(details));
        QCOMPARE(f.models.nodes.rowCount(), 2);
        QVERIFY(f.models.nodes.query().problems().empty());
    }

    void filterShowsExactlyTheNodes()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.a.put(makeNode(u"n2"_s, 0, 7));
        f.a.put(makeNode(u"n3"_s, 8));
        f.feed();
        f.models.nodes.setFilterText(filterFor(f.show(u"H100 80 GB"_s)));
        QCOMPARE(f.models.nodes.rowCount(), 2);
        QCOMPARE(filterFor(f.model.details()), u"product=\"H100 80 GB\""_s);
    }

    void namesAreThoseOfTheLabels()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        auto gke = makeNode(u"n2"_s, 8);
        gke->labels = {{u"cloud.google.com/gke-accelerator"_s, u"nvidia-h100-80gb"_s}};
        f.b.put(gke);
        f.b.put(makeNode(u"n3"_s, 8));
        f.feed();
        using Name = ProductDetails::Name;
        QCOMPARE(f.show(u"H100 80 GB"_s).names,
                 (std::vector<Name>{{u"nvidia.com/gpu.product"_s, u"NVIDIA-H100-80GB-HBM3"_s, 2},
                                    {u"cloud.google.com/gke-accelerator"_s, u"nvidia-h100-80gb"_s, 1}}));
    }

    void whatIsNotKnownIsSaid()
    {
        Fixture f;
        f.a.setPodsKnown(false);
        f.a.put(makeNode(u"n1"_s, 8));
        f.b.put(makeNode(u"n2"_s, 8));
        f.feed();
        f.show(u"H100 80 GB"_s);
        QCOMPARE(names(f.model.clusters), (QStringList{u"a ? ? ? 8"_s, u"b 8 0 0 8"_s}));
        QVERIFY2(f.model.sums.rows()[0].text.contains(u"leave out 1 cluster(s)"_s),
                 qPrintable(f.model.sums.rows()[0].text));
    }

    void saysWhatOneIs_data()
    {
        using accelerators::Kind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("expected");
        QTest::newRow("device") << int(Kind::Device) << QString() << u"whole devices"_s;
        QTest::newRow("mig") << int(Kind::Mig) << u"1g.10gb"_s << u"MIG instances, a part of a card each"_s;
        QTest::newRow("shared") << int(Kind::Shared) << QString() << u"shares of a card (time slicing or MPS)"_s;
        QTest::newRow("vgpu") << int(Kind::Vgpu) << u"8Q"_s << u"virtual GPUs"_s;
        QTest::newRow("tpu") << int(Kind::Tpu) << u"2x4"_s << u"TPU chips, slice 2x4"_s;
        QTest::newRow("partition") << int(Kind::Partition) << u"cpx"_s << u"partitions, a part of a card each"_s;
    }
    void saysWhatOneIs()
    {
        QFETCH(int, kind);
        QFETCH(QString, profile);
        QTEST(kindWords({.kind = accelerators::Kind(kind), .profile = profile}), "expected");
    }

    void restsWhileNobodyLooks()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.feed();
        f.show(u"H100 80 GB"_s);
        QSignalSpy changed(&f.model, &ProductDetailsModel::changed);
        f.model.setActive(false);
        f.a.put(makeNode(u"n2"_s, 8));
        f.feed();
        QVERIFY(!changed.wait(300));
        QCOMPARE(f.model.details().capacity, 8);
        f.model.setActive(true);
        QCOMPARE(f.model.details().capacity, 16);
    }

    void changesArriveByThemselves()
    {
        Fixture f;
        f.a.put(makeNode(u"n1"_s, 8));
        f.feed();
        f.show(u"H100 80 GB"_s);
        f.a.put(holder(u"p1"_s, u"n1"_s, 3, u"speech"_s));
        f.feed();
        QTRY_COMPARE(names(f.model.namespaces), QStringList{u"speech 3"_s});
        f.a.removeNode(u"n1"_s);
        f.feed();
        QTRY_VERIFY(!f.model.isFound());
        QCOMPARE(f.model.details().capacity, 8); // as last seen
    }

    //! Thousands of nodes are counted beside the window's thread, and an answer that nobody wants any more is dropped.
    void manyNodesAreCountedInAWorker()
    {
        Fixture f;
        for (int i = 0; i < 1'000; ++i)
            f.a.put(makeNode(u"n%1"_s.arg(i), 8, i < 10 ? 7 : 0));
        f.a.put(holder(u"p"_s, u"n1"_s, 3, u"speech"_s));
        f.feed();
        QCOMPARE(f.models.totals.rowCount(), 2);
        f.model.setProduct(f.models.totals.total(1).product);
        f.model.setActive(true);
        QVERIFY(!f.model.isCounted());
        QCOMPARE(f.model.sizes.rowCount(), 0); // what is not counted yet is not said to be none
        QCOMPARE(names(f.model.sums), QStringList{u"Counted clusters 70 0 0 70"_s});
        f.model.setProduct(f.models.totals.total(0).product);
        QTRY_COMPARE(f.model.details().capacity, 8'000);
        QCOMPARE(names(f.model.namespaces), QStringList{u"speech 3"_s});
        for (int i = 0; i < 20; ++i) {
            f.a.put(holder(u"q%1"_s.arg(i), u"n%1"_s.arg(i + 2), 1, u"vision"_s));
            f.feed();
        }
        QTRY_COMPARE(names(f.model.namespaces), (QStringList{u"vision 20"_s, u"speech 3"_s}));
        f.model.setProduct(f.models.totals.total(1).product);
        f.model.setProduct({});
        f.model.setProduct(f.models.totals.total(0).product);
        QTRY_COMPARE(f.model.details().capacity, 8'000);
        QCOMPARE(f.model.details().total.product, f.models.totals.total(0).product);
    }

    void manyChangesKeepTheSums()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        Fixture f;
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
        for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *>{
                 &f.model.sums, &f.model.clusters, &f.model.namespaces, &f.model.users, &f.model.freeNodes,
                 &f.model.sizes, &f.model.names})
            testers.push_back(std::make_unique<QAbstractItemModelTester>(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest));
        for (int round = 0; round < 300; ++round) {
            for (int i = 0; i < 5; ++i)
                (random.bounded(2) ? f.a : f.b).churn(random);
            f.feed();
            const ProductDetails &details = f.show(u"H100 80 GB"_s);
            if (!f.model.isFound())
                continue;
            std::int64_t held = 0;
            for (const auto &each : details.namespaces)
                held += each.devices;
            QCOMPARE(held, details.total.known.requested);
            QCOMPARE(details.onNotReadyNodes + details.onCordonedNodes + details.onTaintedNodes,
                     details.total.allocatable - details.total.usable);
            std::int64_t free = 0;
            for (const auto &each : details.clusters)
                free += each.free.value_or(0);
            QCOMPARE(free, details.total.known.free);
        }
    }
};

QTEST_GUILESS_MAIN(TestProductDetails)
#include "tst_productdetails.moc"
