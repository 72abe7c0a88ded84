// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/productsums.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::Node;

namespace {

using Nodes = std::vector<NodeAvailability>;
using Clusters = std::vector<std::vector<ProductAvailability>>;

QString numbers(const std::vector<std::int64_t> &list)
{
    QStringList result;
    for (const std::int64_t number : list)
        result += QString::number(number);
    return result.join(u' ');
}

QString optionalNumber(const std::optional<std::int64_t> &number)
{
    return number ? QString::number(*number) : u"?"_s;
}

QString title(const Product &product)
{
    const QString memory = product.memoryMiB ? u" %1G"_s.arg(*product.memoryMiB / 1024) : QString();
    const QString profile = product.profile.isEmpty() ? QString() : u' ' + product.profile;
    return product.name + memory + u' ' + toString(product.kind) + profile;
}

NodeAvailability answer(const Node &node, tests::Amounts requested = {})
{
    const NodeUsage usage{tests::amounts(requested), 1};
    return nodeAvailability(tests::shared(node), &usage, {});
}

Node labelled(const char *value, tests::Amounts devices, const char *memory = "")
{
    QString labels = u"nvidia.com/gpu.product="_s + QString::fromLatin1(value);
    if (*memory)
        labels += u" nvidia.com/gpu.memory="_s + QString::fromLatin1(memory);
    return tests::node(u"n"_s, labels, devices);
}

QString titles(const std::vector<ProductAvailability> &rows)
{
    QStringList result;
    for (const ProductAvailability &row : rows)
        result += title(row.product);
    return result.join(u", "_s);
}

Node gke(const char *value, tests::Amounts devices)
{
    return tests::node(u"n"_s, u"cloud.google.com/gke-accelerator="_s + QString::fromLatin1(value), devices);
}

Node skypilot(const char *value, tests::Amounts devices)
{
    return tests::node(u"n"_s, u"skypilot.co/accelerator="_s + QString::fromLatin1(value), devices);
}

Node cordoned(Node node)
{
    node.isUnschedulable = true;
    return node;
}

NodeAvailability forbidden(const Node &node)
{
    return nodeAvailability(tests::shared(node), nullptr, {});
}

} // namespace

Q_DECLARE_METATYPE(Nodes)
Q_DECLARE_METATYPE(Clusters)

class TestProductAvailability : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sums_data();
    void sums();
    void totals_data();
    void totals();
    void addsNodesOfOneProduct();
    void unitesSourcesAndKeepsKindsApart();
    void lendsMemory();
    void leavesUnknownOpen();
    void countsUnschedulableNodes();
    void listsTpuCountsOnly();
    void totalsCountEveryClusterOnce();
    void totalsOfUnknown();
    void ordersProducts();
};

void TestProductAvailability::sums_data()
{
    QTest::addColumn<Nodes>("nodes");
    QTest::addColumn<QString>("expected"); // nodes, free of usable of allocatable, requestable now and at most

    const auto l4 = [](const char *count) { return labelled("NVIDIA-L4", {{"nvidia.com/gpu", count}}); };
    QTest::newRow("skypilot 1.1: one formatter per cluster lost the nodes of the others")
        << Nodes{answer(skypilot("l4", {{"nvidia.com/gpu", "1"}})), answer(l4("2")),
                 answer(gke("nvidia-l4", {{"nvidia.com/gpu", "4"}}))}
        << u"L4 24G device: 3, 7 of 7 of 7, now 1 2 4, max 1 2 4"_s;
    QTest::newRow("skypilot 1.1: the first invalid value dropped the formatter")
        << Nodes{answer(gke("nonsense", {{"nvidia.com/gpu", "1"}})),
                 answer(gke("nvidia-l4", {{"nvidia.com/gpu", "2"}}))}
        << u"L4 24G device: 1, 2 of 2 of 2, now 1 2, max 1 2; nonsense device: 1, 1 of 1 of 1, now 1, max 1"_s;
    QTest::newRow("skypilot 1.9: one bad label blocked the whole context")
        << Nodes{answer(l4("4")), answer(skypilot("??", {{"nvidia.com/gpu", "1"}}))}
        << u"?? device: 1, 1 of 1 of 1, now 1, max 1; L4 24G device: 1, 4 of 4 of 4, now 1 2 4, max 1 2 4"_s;
    QTest::newRow("skypilot 1.4: any error became NVIDIA for all nodes")
        << Nodes{answer(Node()), answer(tests::node(u"n"_s, u"amd.com/gpu.device-id=74a1"_s, {{"amd.com/gpu", "8"}}))}
        << u"MI300X 192G device: 1, 8 of 8 of 8, now 1 2 4 8, max 1 2 4 8"_s;
    QTest::newRow("skypilot 8 #8311: AMD and NVIDIA nodes in one cluster")
        << Nodes{answer(l4("2")), answer(tests::node(u"n"_s, u"amd.com/gpu.device-id=74a1"_s, {{"amd.com/gpu", "8"}}),
                                         {{"amd.com/gpu", "4"}})}
        << u"L4 24G device: 1, 2 of 2 of 2, now 1 2, max 1 2; MI300X 192G device: 1, 4 of 8 of 8, now 1 2 4, max 1 2 4 8"_s;
    QTest::newRow("skypilot 3: nodes of 4 and 6")
        << Nodes{answer(l4("4")), answer(l4("6"))} << u"L4 24G device: 2, 10 of 10 of 10, now 1 2 4 6, max 1 2 4 6"_s;
    QTest::newRow("skypilot 3: requestable counted what is held")
        << Nodes{answer(l4("8"), {{"nvidia.com/gpu", "7"}})} << u"L4 24G device: 1, 1 of 8 of 8, now 1, max 1 2 4 8"_s;
    QTest::newRow("skypilot 3: the dashboard showed the last node's count")
        << Nodes{answer(l4("8")), answer(l4("2"))} << u"L4 24G device: 2, 10 of 10 of 10, now 1 2 4 8, max 1 2 4 8"_s;
    QTest::newRow("skypilot 3: not ready ones taken out of the total")
        << Nodes{answer(cordoned(l4("4"))), answer(l4("2"))} << u"L4 24G device: 2, 2 of 2 of 6, now 1 2, max 1 2"_s;
    QTest::newRow("skypilot 3: no usable node")
        << Nodes{answer(cordoned(l4("4")))} << u"L4 24G device: 1, 0 of 0 of 4, now , max "_s;
    QTest::newRow("skypilot 2: an over-committed node takes nothing from the others")
        << Nodes{answer(l4("4"), {{"nvidia.com/gpu", "6"}}), answer(l4("2"))}
        << u"L4 24G device: 2, 2 of 6 of 6, now 1 2, max 1 2 4"_s;
    QTest::newRow("skypilot 2: no permission was -1")
        << Nodes{forbidden(l4("4"))} << u"L4 24G device: 1, ? of 4 of 4, now , max 1 2 4"_s;
    QTest::newRow("skypilot 1.5: a multi-host slice was left out of every table")
        << Nodes{answer(tests::node(u"n"_s,
                                    u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice "
                                    "cloud.google.com/gke-tpu-topology=4x4"_s,
                                    {{"google.com/tpu", "4"}}))}
        << u"TPU v6e 32G tpu 4x4: 1, 4 of 4 of 4, now , max "_s;
    QTest::newRow("skypilot 1.6: MIG single shown as whole A100")
        << Nodes{answer(labelled("NVIDIA-A100-SXM4-40GB-MIG-1g.5gb", {{"nvidia.com/gpu", "7"}})),
                 answer(labelled("NVIDIA-A100-SXM4-40GB", {{"nvidia.com/gpu", "1"}}))}
        << u"A100 40G device: 1, 1 of 1 of 1, now 1, max 1; A100 5G mig 1g.5gb: 1, 7 of 7 of 7, now 1 2 4 7, max 1 2 4 7"_s;
    QTest::newRow("skypilot 1.8: a100 joins the one size there is")
        << Nodes{answer(skypilot("a100", {{"nvidia.com/gpu", "1"}})),
                 answer(labelled("NVIDIA-A100-SXM4-80GB", {{"nvidia.com/gpu", "1"}}))}
        << u"A100 80G device: 2, 2 of 2 of 2, now 1, max 1"_s;
    QTest::newRow("skypilot 1.8: a100 of an unknown size is not the 40 GB one")
        << Nodes{answer(skypilot("a100", {{"nvidia.com/gpu", "1"}})),
                 answer(labelled("NVIDIA-A100-SXM4-80GB", {{"nvidia.com/gpu", "1"}})),
                 answer(labelled("NVIDIA-A100-SXM4-40GB", {{"nvidia.com/gpu", "1"}}))}
        << u"A100 device: 1, 1 of 1 of 1, now 1, max 1; A100 40G device: 1, 1 of 1 of 1, now 1, max 1; A100 80G device: 1, 1 of 1 of 1, now 1, max 1"_s;
}

void TestProductAvailability::sums()
{
    QFETCH(Nodes, nodes);
    QStringList rows;
    for (const ProductAvailability &row : productAvailability(nodes)) {
        rows += u"%1: %2, %3 of %4 of %5, now %6, max %7"_s.arg(title(row.product))
                    .arg(row.nodes)
                    .arg(optionalNumber(row.free))
                    .arg(row.usable)
                    .arg(row.allocatable)
                    .arg(numbers(row.requestableNow), numbers(row.requestableMax));
    }
    QTEST(rows.join(u"; "_s), "expected");

    // Whatever else came and went: other sizes of the same product, silent Pods, TPUs, the same Nodes once more.
    Nodes others = nodes;
    others.push_back(answer(labelled("NVIDIA-A100-SXM4-40GB", {{"nvidia.com/gpu", "3"}})));
    others.push_back(forbidden(labelled("NVIDIA-A100-SXM4-80GB", {{"nvidia.com/gpu", "16"}})));
    others.push_back(answer(tests::node(
        u"n"_s, u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=2x2"_s,
        {{"google.com/tpu", "4"}})));
    ProductSums kept;
    for (const NodeAvailability &node : others)
        kept.add(node);
    for (const NodeAvailability &node : nodes)
        kept.add(node);
    for (const NodeAvailability &node : others)
        kept.remove(node);
    QVERIFY(kept.availability() == productAvailability(nodes));
    for (const NodeAvailability &node : nodes)
        kept.remove(node);
    QVERIFY(kept.availability().empty());
}

void TestProductAvailability::totals_data()
{
    QTest::addColumn<Clusters>("clusters");
    QTest::addColumn<QString>("expected");

    const auto cluster = [](const Node &node) { return productAvailability({answer(node)}); };
    const tests::Amounts eight = {{"nvidia.com/gpu", "8"}};
    QTest::newRow("skypilot 1.3: two rows in the totals for one GPU")
        << Clusters{cluster(gke("nvidia-h100-80gb", eight)), cluster(labelled("NVIDIA-H100-80GB-HBM3", eight, "81559")),
                    cluster(skypilot("h100", eight))}
        << u"H100 80G device: 24 of 24 free, 3 clusters"_s;
    QTest::newRow("skypilot 3: totals were not sorted")
        << Clusters{cluster(labelled("Tesla-T4", eight)), cluster(labelled("NVIDIA-L4", eight)),
                    cluster(labelled("NVIDIA-A10", eight))}
        << u"A10 24G device: 8 of 8 free, 1 clusters; L4 24G device: 8 of 8 free, 1 clusters; T4 16G device: 8 of 8 free, 1 clusters"_s;
    QTest::newRow("skypilot 3: no permission counted as 0 free in the totals")
        << Clusters{cluster(labelled("NVIDIA-L4", eight)),
                    productAvailability({forbidden(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "100"}}))})}
        << u"L4 24G device: ? of 108 free, 2 clusters"_s;
    QTest::newRow("skypilot 8 #5313: one cluster instead of all")
        << Clusters{cluster(labelled("NVIDIA-L4", eight)), {}, cluster(labelled("NVIDIA-L4", eight))}
        << u"L4 24G device: 16 of 16 free, 2 clusters"_s;
    QTest::newRow("skypilot 1.9: nothing in any context was an error") << Clusters{{}, {}} << QString();
    QTest::newRow("skypilot 1.2: sharing and MIG lost in the totals")
        << Clusters{cluster(labelled("Tesla-T4", eight)), cluster(labelled("Tesla-T4-SHARED", eight)),
                    cluster(labelled("NVIDIA-A100-SXM4-80GB-MIG-1g.10gb", eight))}
        << u"A100 10G mig 1g.10gb: 8 of 8 free, 1 clusters; T4 16G device: 8 of 8 free, 1 clusters; T4 16G shared: 8 of 8 free, 1 clusters"_s;
}

void TestProductAvailability::totals()
{
    QFETCH(Clusters, clusters);
    QStringList rows;
    for (const ProductTotal &total : productTotals(clusters)) {
        rows += u"%1: %2 of %3 free, %4 clusters"_s.arg(title(total.product), optionalNumber(total.free))
                    .arg(total.allocatable)
                    .arg(total.clusters);
    }
    QTEST(rows.join(u"; "_s), "expected");
}

void TestProductAvailability::addsNodesOfOneProduct()
{
    const auto rows =
        productAvailability({answer(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}}), {{"nvidia.com/gpu", "3"}}),
                             answer(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "6"}}), {{"nvidia.com/gpu", "9"}})});
    QCOMPARE(rows.size(), 1u);
    const ProductAvailability &row = rows.front();
    QCOMPARE(row.nodes, 2);
    QCOMPARE(row.capacity, 10);
    QCOMPARE(row.allocatable, 10);
    QCOMPARE(row.requested, 12);
    QCOMPARE(row.free, 1); // an over-committed node takes nothing from the others
    QCOMPARE(row.usable, 10);
    QCOMPARE(numbers(row.requestableNow), u"1"_s);
    QCOMPARE(numbers(row.requestableMax), u"1 2 4 6"_s);
}

void TestProductAvailability::unitesSourcesAndKeepsKindsApart()
{
    // skypilot 1.1: one label formatter per cluster lost the nodes of all others; 1.3: two rows for one GPU.
    const auto rows = productAvailability(
        {answer(labelled("NVIDIA-H100-80GB-HBM3", {{"nvidia.com/gpu", "8"}}, "81559")),
         answer(
             tests::node(u"gke"_s, u"cloud.google.com/gke-accelerator=nvidia-h100-80gb"_s, {{"nvidia.com/gpu", "8"}})),
         answer(tests::node(u"sky"_s, u"skypilot.co/accelerator=h100-80gb"_s, {{"nvidia.com/gpu", "8"}})),
         answer(labelled("NVIDIA-H100-NVL", {{"nvidia.com/gpu", "2"}}, "95830")),
         answer(labelled("NVIDIA-H100-80GB-HBM3", {{"nvidia.com/gpu", "1"}, {"nvidia.com/mig-1g.10gb", "7"}}, "81559")),
         answer(labelled("NVIDIA-H100-80GB-HBM3-SHARED", {{"nvidia.com/gpu", "16"}}, "81559")),
         answer(tests::node(u"plain"_s, {}, {{"nvidia.com/gpu", "1"}}))});
    QCOMPARE(titles(rows),
             u"H100 80G device, H100 94G device, H100 10G mig 1g.10gb, H100 80G shared, unknown device"_s);
    QCOMPARE(rows.front().allocatable, 25);
    QCOMPARE(rows.front().nodes, 4);
}

void TestProductAvailability::lendsMemory()
{
    const Node silent = labelled("NVIDIA-GeForce-RTX-4060-Ti", {{"nvidia.com/gpu", "1"}});
    const Node small = labelled("NVIDIA-GeForce-RTX-4060-Ti", {{"nvidia.com/gpu", "1"}}, "8188");
    const Node large = labelled("NVIDIA-GeForce-RTX-4060-Ti", {{"nvidia.com/gpu", "1"}}, "16380");
    QCOMPARE(titles(productAvailability({answer(silent)})), u"RTX 4060 Ti device"_s);
    QCOMPARE(titles(productAvailability({answer(silent), answer(small)})), u"RTX 4060 Ti 8G device"_s);
    QCOMPARE(titles(productAvailability({answer(silent), answer(small), answer(large)})),
             u"RTX 4060 Ti device, RTX 4060 Ti 8G device, RTX 4060 Ti 16G device"_s);

    const auto totals = productTotals({productAvailability({answer(silent)}), productAvailability({answer(large)})});
    QCOMPARE(totals.size(), 1u);
    QCOMPARE(totals.front().product.memoryMiB, 16 * 1024);
    QCOMPARE(totals.front().clusters, 2);
}

void TestProductAvailability::leavesUnknownOpen()
{
    const auto row = productAvailability({forbidden(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}}))}).front();
    QCOMPARE(row.allocatable, 4);
    QCOMPARE(row.usable, 4);
    QVERIFY(!row.requested);
    QVERIFY(!row.free);
    QVERIFY(row.requestableNow.empty());
    QCOMPARE(numbers(row.requestableMax), u"1 2 4"_s);
}

void TestProductAvailability::countsUnschedulableNodes()
{
    const Node away = cordoned(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}}));
    const auto row =
        productAvailability({answer(away), answer(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "2"}}))}).front();
    QCOMPARE(row.allocatable, 6);
    QCOMPARE(row.usable, 2);
    QCOMPARE(row.free, 2);
    QCOMPARE(numbers(row.requestableMax), u"1 2"_s);
}

void TestProductAvailability::listsTpuCountsOnly()
{
    const auto tpu = [](const char *topology, const char *count) {
        const QString labels =
            u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology="_s;
        return answer(tests::node(u"n"_s, labels + QString::fromLatin1(topology), {{"google.com/tpu", count}}));
    };
    const auto rows = productAvailability({tpu("2x4", "8"), tpu("2x2", "4"), tpu("4x4", "4")});
    QCOMPARE(titles(rows), u"TPU v6e 32G tpu 2x2, TPU v6e 32G tpu 2x4, TPU v6e 32G tpu 4x4"_s);
    QCOMPARE(numbers(rows[0].requestableNow), u"4"_s);
    QCOMPARE(numbers(rows[1].requestableMax), u"8"_s);
    QVERIFY(rows[2].requestableMax.empty()); // several hosts: shown, not requestable
    QCOMPARE(rows[2].allocatable, 4);
}

void TestProductAvailability::totalsCountEveryClusterOnce()
{
    const auto first =
        productAvailability({answer(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}}), {{"nvidia.com/gpu", "1"}})});
    const auto second = productAvailability(
        {answer(tests::node(u"g"_s, u"cloud.google.com/gke-accelerator=nvidia-l4"_s, {{"nvidia.com/gpu", "2"}})),
         answer(labelled("NVIDIA-A10", {{"nvidia.com/gpu", "8"}}))});
    const auto totals = productTotals({first, second});
    QCOMPARE(totals.size(), 2u);
    QCOMPARE(title(totals[0].product), u"A10 24G device"_s);
    QCOMPARE(totals[0].clusters, 1);
    QCOMPARE(title(totals[1].product), u"L4 24G device"_s);
    QCOMPARE(totals[1].clusters, 2);
    QCOMPARE(totals[1].allocatable, 6);
    QCOMPARE(totals[1].requested, 1);
    QCOMPARE(totals[1].free, 5);
    QVERIFY(productTotals({}).empty());
}

void TestProductAvailability::totalsOfUnknown()
{
    const Node node = labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}});
    const auto silent = productAvailability({forbidden(node)});
    const auto known = productAvailability({answer(node, {{"nvidia.com/gpu", "3"}})});
    const ProductTotal nothing = productTotals({silent}).front();
    QCOMPARE(optionalNumber(nothing.free), u"?"_s);
    QCOMPARE(nothing.unknownClusters, 1);
    QCOMPARE(nothing.known, KnownPart());

    // "1 of 8 free" would say that the 4 unknown ones are held.
    const ProductTotal part = productTotals({silent, known}).front();
    QCOMPARE(optionalNumber(part.free), u"?"_s);
    QCOMPARE(optionalNumber(part.requested), u"?"_s);
    QCOMPARE(part.allocatable, 8);
    QCOMPARE(part.clusters, 2);
    QCOMPARE(part.unknownClusters, 1);
    QCOMPARE(part.known, (KnownPart{.allocatable = 4, .requested = 3, .free = 1}));
    QCOMPARE(productTotals({known, silent}), productTotals({silent, known}));
    QCOMPARE(productTotals({known}).front().free, 1);
}

void TestProductAvailability::ordersProducts()
{
    Product a{u"A100"_s, u"nvidia.com/gpu"_s, Kind::Device, {}, 40960};
    Product b = a;
    QVERIFY(a == b);
    b.memoryMiB = 81920;
    QVERIFY(a < b);
    b.memoryMiB.reset();
    QVERIFY(b < a);
}

QTEST_GUILESS_MAIN(TestProductAvailability)
#include "tst_productavailability.moc"
