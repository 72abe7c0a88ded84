// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/availability.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::Node;

namespace {

using Held = std::vector<NodeUsage>;

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

} // namespace

class TestProductAvailability : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
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
    QCOMPARE(numbers(row.requestableMax), u"1 2 4 6"_s); // skypilot 3: two nodes of 4 and 6
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
    const auto forbidden =
        nodeAvailability(tests::shared(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}})), nullptr, {});
    const auto row = productAvailability({forbidden}).front();
    QCOMPARE(row.allocatable, 4);
    QCOMPARE(row.usable, 4);
    QVERIFY(!row.requested);
    QVERIFY(!row.free);
    QVERIFY(row.requestableNow.empty());
    QCOMPARE(numbers(row.requestableMax), u"1 2 4"_s);
}

void TestProductAvailability::countsUnschedulableNodes()
{
    Node cordoned = labelled("NVIDIA-L4", {{"nvidia.com/gpu", "4"}});
    cordoned.isUnschedulable = true;
    const auto row =
        productAvailability({answer(cordoned), answer(labelled("NVIDIA-L4", {{"nvidia.com/gpu", "2"}}))}).front();
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
    const auto forbidden = productAvailability({nodeAvailability(tests::shared(node), nullptr, {})});
    const auto known = productAvailability({answer(node, {{"nvidia.com/gpu", "3"}})});
    const ProductTotal nothing = productTotals({forbidden}).front();
    QCOMPARE(optionalNumber(nothing.free), u"?"_s);
    QCOMPARE(nothing.unknownClusters, 1);
    QCOMPARE(nothing.known, KnownPart());

    // "1 of 8 free" would say that the 4 unknown ones are held.
    const ProductTotal part = productTotals({forbidden, known}).front();
    QCOMPARE(optionalNumber(part.free), u"?"_s);
    QCOMPARE(optionalNumber(part.requested), u"?"_s);
    QCOMPARE(part.allocatable, 8);
    QCOMPARE(part.clusters, 2);
    QCOMPARE(part.unknownClusters, 1);
    QCOMPARE(part.known, (KnownPart{.allocatable = 4, .requested = 3, .free = 1}));
    QCOMPARE(productTotals({known, forbidden}), productTotals({forbidden, known}));
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
