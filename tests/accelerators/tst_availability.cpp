// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/availability.h"
#include "backends/accelerators/requestable.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::Node;
using kubernetes::Quantity;
using Problem = NodeDevices::Problem;

namespace {

NodeUsage usage(tests::Amounts requested, std::int64_t pods = 1)
{
    return {tests::amounts(requested), pods};
}

NodeAvailability answer(const Node &node, const NodeUsage &usage = {}, const Options &options = {})
{
    return nodeAvailability(tests::shared(node), &usage, options);
}

//! "resource kind capacity/allocatable/requested/free/available", "?" for what is not known.
QString text(const NodeAvailability &node)
{
    const auto number = [](const std::optional<std::int64_t> &n) { return n ? QString::number(*n) : u"?"_s; };
    QStringList rows;
    for (const NodeDevices &d : node.devices)
        rows += u"%1 %2 %3/%4/%5/%6/%7"_s.arg(d.product.resource, toString(d.product.kind), number(d.capacity),
                                              number(d.allocatable), number(d.requested), number(d.free),
                                              number(d.available));
    return rows.join(u", "_s);
}

QString reasons(const NodeAvailability &node)
{
    QStringList result;
    for (const Reason &reason : node.reasons)
        result += reason.text();
    return result.join(u", "_s);
}

Node h100(tests::Amounts devices = {{"nvidia.com/gpu", "8"}})
{
    return tests::node(u"gpu-1"_s, u"nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3 nvidia.com/gpu.memory=81559"_s,
                       devices);
}

} // namespace

class TestAvailability : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void countsDevices_data();
    void countsDevices();
    void leavesUnknownOpen();
    void flags();
    void saysWhyNothingIsPlaced_data();
    void saysWhyNothingIsPlaced();
    void countsCpuAndMemory_data();
    void countsCpuAndMemory();
    void countsPodSlots();
    void explainsMissingDevices_data();
    void explainsMissingDevices();
    void marksMultiHostTpu_data();
    void marksMultiHostTpu();
    void requestableNeedsRoom_data();
    void requestableNeedsRoom();
    void shortageNamesWhatIsTaken_data();
    void shortageNamesWhatIsTaken();
    void listsRequestableCounts_data();
    void listsRequestableCounts();
    void countsTopologyChips_data();
    void countsTopologyChips();
    void isQuick();
};

Q_DECLARE_METATYPE(kubernetes::Node)
Q_DECLARE_METATYPE(fairlead::accelerators::NodeUsage)
Q_DECLARE_METATYPE(fairlead::accelerators::Shortage)

void TestAvailability::countsDevices_data()
{
    QTest::addColumn<Node>("node");
    QTest::addColumn<NodeUsage>("held");
    QTest::addColumn<QString>("expected");

    QTest::newRow("free and held") << h100() << usage({{"nvidia.com/gpu", "3"}})
                                   << u"nvidia.com/gpu device 8/8/3/5/5"_s;
    QTest::newRow("skypilot 2: nodes without GPUs listed with 0 of 0")
        << tests::node(u"cpu"_s, {}, {}) << NodeUsage() << QString();
    QTest::newRow("skypilot 2: frees below zero")
        << h100() << usage({{"nvidia.com/gpu", "10"}}) << u"nvidia.com/gpu device 8/8/10/0/0"_s;

    QTest::newRow("skypilot 8 #4429: all busy was a crash")
        << h100() << usage({{"nvidia.com/gpu", "8"}}) << u"nvidia.com/gpu device 8/8/8/0/0"_s;
    QTest::newRow("dstack 2.1: a full node was always available")
        << h100() << usage({{"nvidia.com/gpu", "8"}}) << u"nvidia.com/gpu device 8/8/8/0/0"_s;
    QTest::newRow("dstack 2.3: capacity instead of free")
        << h100() << usage({{"nvidia.com/gpu", "6"}}) << u"nvidia.com/gpu device 8/8/6/2/2"_s;
    QTest::newRow("skypilot 4.4: feasible by what is there, not by what is free")
        << h100() << usage({{"nvidia.com/gpu", "5"}}) << u"nvidia.com/gpu device 8/8/5/3/3"_s;
    QTest::newRow("skypilot 1.6: half a GPU was rounded up to a whole one; a replica is one of its kind")
        << tests::node(u"n"_s, u"nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=2"_s,
                       {{"nvidia.com/gpu.shared", "8"}})
        << usage({{"nvidia.com/gpu.shared", "1"}}) << u"nvidia.com/gpu.shared shared 8/8/1/7/7"_s;

    Node sick = h100();
    sick.allocatable.set(u"nvidia.com/gpu"_s, Quantity::fromUnits(6));
    QTest::newRow("unhealthy devices") << sick << usage({{"nvidia.com/gpu", "1"}})
                                       << u"nvidia.com/gpu device 8/6/1/5/5"_s;

    Node cordoned = h100();
    cordoned.isUnschedulable = true;
    QTest::newRow("cordoned: free, not usable") << cordoned << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;

    Node notReady = h100();
    notReady.conditions.front().status = u"Unknown"_s;
    QTest::newRow("skypilot 8 #5767: GPUs of NotReady nodes shown as available")
        << notReady << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;
    QTest::newRow("dstack 2.1: NotReady without its taint was offered")
        << notReady << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;

    Node used = h100();
    used.taints = {{u"dedicated"_s, u"llm"_s, u"NoSchedule"_s}};
    QTest::newRow("dstack 8 #3481: tainted and used nodes listed as whole")
        << used << usage({{"nvidia.com/gpu", "5"}}) << u"nvidia.com/gpu device 8/8/5/3/0"_s;
    QTest::newRow("skypilot 4.4: taints ignored") << used << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;
    QTest::newRow("skypilot 4.4: cordon ignored") << cordoned << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;

    for (const char *architecture : {"riscv64", "arm", "386", ""}) {
        Node other = h100();
        other.architecture = QString::fromLatin1(architecture);
        QTest::addRow("dstack 2.1: unknown architecture dropped (%s)", architecture)
            << other << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/8"_s;
    }
    QTest::newRow("dstack 2.3: a disk below 100 GB hid the node")
        << h100({{"nvidia.com/gpu", "8"}, {"ephemeral-storage", "72Gi"}}) << NodeUsage()
        << u"nvidia.com/gpu device 8/8/0/8/8"_s;
    QTest::newRow("dstack 2.1: every other resource ignored")
        << tests::node(u"n"_s, {},
                       {{"aws.amazon.com/neuron", "1"},
                        {"gpu.intel.com/xe", "2"},
                        {"habana.ai/gaudi", "8"},
                        {"huawei.com/Ascend910", "4"}})
        << usage({{"habana.ai/gaudi", "3"}})
        << u"aws.amazon.com/neuron device 1/1/0/1/1, gpu.intel.com/xe device 2/2/0/2/2, habana.ai/gaudi device 8/8/3/5/5, huawei.com/Ascend910 device 4/4/0/4/4"_s;
    QTest::newRow("dstack 2.2: Intel, TPU and Tenstorrent were none")
        << tests::node(u"n"_s, {},
                       {{"gpu.intel.com/i915", "2"}, {"google.com/tpu", "4"}, {"tenstorrent.com/n300", "1"}})
        << NodeUsage()
        << u"google.com/tpu tpu 4/4/0/4/4, gpu.intel.com/i915 device 2/2/0/2/2, tenstorrent.com/n300 device 1/1/0/1/1"_s;

    Node controlPlane = h100();
    controlPlane.taints = {{u"node-role.kubernetes.io/control-plane"_s, {}, u"NoSchedule"_s}};
    QTest::newRow("skypilot 2: control-plane taint ignored in one of two tables")
        << controlPlane << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/0"_s;

    Node gpuTaint = h100();
    gpuTaint.taints = {{u"nvidia.com/gpu"_s, u"present"_s, u"NoSchedule"_s}};
    QTest::newRow("a GPU taint keeps no GPU pod away")
        << gpuTaint << NodeUsage() << u"nvidia.com/gpu device 8/8/0/8/8"_s;

    QTest::newRow("dstack 2.2: a node of both vendors reported NVIDIA only")
        << tests::node(u"n"_s, u"nvidia.com/gpu.product=Tesla-T4 beta.amd.com/gpu.device-id.740f=2"_s,
                       {{"nvidia.com/gpu", "1"}, {"amd.com/gpu", "2"}})
        << NodeUsage() << u"amd.com/gpu device 2/2/0/2/2, nvidia.com/gpu device 1/1/0/1/1"_s;
    QTest::newRow("skypilot 1.4: any error became NVIDIA; the node's own keys say AMD")
        << tests::node(u"n"_s, {}, {{"amd.com/gpu", "8"}}) << NodeUsage() << u"amd.com/gpu device 8/8/0/8/8"_s;
    QTest::newRow("skypilot 1.4: NVIDIA counted as 0 in a mixed cluster")
        << tests::node(u"n"_s, u"nvidia.com/gpu.product=NVIDIA-L4 amd.com/gpu.device-id=74a1"_s,
                       {{"nvidia.com/gpu", "2"}, {"amd.com/gpu", "8"}})
        << usage({{"amd.com/gpu", "1"}}) << u"amd.com/gpu device 8/8/1/7/7, nvidia.com/gpu device 2/2/0/2/2"_s;
    QTest::newRow("skypilot 1.4: GPU and TPU keys on one node hit an assertion")
        << tests::node(u"n"_s, {}, {{"nvidia.com/gpu", "2"}, {"google.com/tpu", "4"}}) << NodeUsage()
        << u"google.com/tpu tpu 4/4/0/4/4, nvidia.com/gpu device 2/2/0/2/2"_s;
    QTest::newRow("skypilot 1.6: MIG mixed shown as 0 of 0")
        << h100({{"nvidia.com/gpu", "0"}, {"nvidia.com/mig-1g.10gb", "7"}}) << usage({{"nvidia.com/mig-1g.10gb", "2"}})
        << u"nvidia.com/mig-1g.10gb mig 7/7/2/5/5"_s;
    QTest::newRow("dstack 2.2: MIG mixed alone showed no GPUs")
        << h100({{"nvidia.com/gpu", "0"}, {"nvidia.com/mig-3g.40gb", "2"}}) << NodeUsage()
        << u"nvidia.com/mig-3g.40gb mig 2/2/0/2/2"_s;
    QTest::newRow("dstack 2.2: an unknown model became zero GPUs")
        << tests::node(u"n"_s, u"nvidia.com/gpu.product=NVIDIA-X900"_s, {{"nvidia.com/gpu", "4"}}) << NodeUsage()
        << u"nvidia.com/gpu device 4/4/0/4/4"_s;
    QTest::newRow("dstack 2.2: MIG mixed and whole cards on one node")
        << h100({{"nvidia.com/gpu", "4"}, {"nvidia.com/mig-1g.10gb", "14"}, {"nvidia.com/mig-3g.40gb", "4"}})
        << NodeUsage()
        << u"nvidia.com/gpu device 4/4/0/4/4, nvidia.com/mig-1g.10gb mig 14/14/0/14/14, nvidia.com/mig-3g.40gb mig 4/4/0/4/4"_s;
    QTest::newRow("whole cards still held after a change to MIG")
        << h100({{"nvidia.com/gpu", "0"}, {"nvidia.com/mig-1g.10gb", "7"}}) << usage({{"nvidia.com/gpu", "1"}})
        << u"nvidia.com/gpu device 0/0/1/0/0, nvidia.com/mig-1g.10gb mig 7/7/0/7/7"_s;
    QTest::newRow("a renamed share leaves a zero")
        << tests::node(u"n"_s, u"nvidia.com/gpu.product=Tesla-T4 nvidia.com/gpu.replicas=4"_s,
                       {{"nvidia.com/gpu", "0"}, {"nvidia.com/gpu.shared", "4"}})
        << NodeUsage() << u"nvidia.com/gpu.shared shared 4/4/0/4/4"_s;
    QTest::newRow("Neuron devices under two names")
        << tests::node(u"n"_s, {},
                       {{"aws.amazon.com/neuron", "16"},
                        {"aws.amazon.com/neuroncore", "32"},
                        {"aws.amazon.com/neurondevice", "16"}})
        << NodeUsage()
        << u"aws.amazon.com/neuron device 16/16/0/16/16, aws.amazon.com/neuroncore partition 32/32/0/32/32"_s;
    const auto trainium = [] {
        return tests::node(u"n"_s, {}, {{"aws.amazon.com/neuron", "16"}, {"aws.amazon.com/neuroncore", "32"}});
    };
    QTest::newRow("Neuron devices that are held take their cores along")
        << trainium() << usage({{"aws.amazon.com/neuron", "4"}})
        << u"aws.amazon.com/neuron device 16/16/4/12/12, aws.amazon.com/neuroncore partition 32/32/0/24/24"_s;
    QTest::newRow("Neuron cores that are held take their devices along")
        << trainium() << usage({{"aws.amazon.com/neuroncore", "3"}})
        << u"aws.amazon.com/neuron device 16/16/0/14/14, aws.amazon.com/neuroncore partition 32/32/3/29/29"_s;
    QTest::newRow("Neuron held both ways is never below 0")
        << trainium() << usage({{"aws.amazon.com/neuron", "16"}, {"aws.amazon.com/neuroncore", "32"}})
        << u"aws.amazon.com/neuron device 16/16/16/0/0, aws.amazon.com/neuroncore partition 32/32/32/0/0"_s;
    QTest::newRow("Neuron held under its older name")
        << tests::node(u"n"_s, {}, {{"aws.amazon.com/neuron", "16"}, {"aws.amazon.com/neurondevice", "16"}})
        << usage({{"aws.amazon.com/neurondevice", "5"}})
        << u"aws.amazon.com/neuron device 16/16/0/11/11, aws.amazon.com/neurondevice device 16/16/5/11/11"_s;
    QTest::newRow("Neuron cores alone") << tests::node(u"n"_s, {}, {{"aws.amazon.com/neuroncore", "2"}})
                                        << usage({{"aws.amazon.com/neuroncore", "1"}})
                                        << u"aws.amazon.com/neuroncore partition 2/2/1/1/1"_s;
    QTest::newRow("requests outlive the resource")
        << tests::node(u"n"_s, {}, {}) << usage({{"nvidia.com/gpu", "2"}}) << u"nvidia.com/gpu device 0/0/2/0/0"_s;

    Node noAllocatable = h100();
    noAllocatable.allocatable = {};
    QTest::newRow("skypilot 2.3: no status.allocatable killed the context")
        << noAllocatable << usage({{"nvidia.com/gpu", "1"}}) << u"nvidia.com/gpu device 8/8/1/7/7"_s;
    Node nothing;
    nothing.name = u"virtual"_s;
    QTest::newRow("skypilot 2.3: neither capacity nor allocatable") << nothing << NodeUsage() << QString();
    Node capacityOnly = h100();
    capacityOnly.allocatable = tests::amounts({{"cpu", "64"}, {"memory", "512Gi"}});
    QTest::newRow("skypilot 8 #4556: GPUs in capacity but not allocatable")
        << capacityOnly << NodeUsage() << u"nvidia.com/gpu device 8/0/0/0/0"_s;
    Node allocatableOnly = h100();
    allocatableOnly.capacity = {};
    QTest::newRow("allocatable without capacity")
        << allocatableOnly << NodeUsage() << u"nvidia.com/gpu device 0/8/0/8/8"_s;
}

void TestAvailability::countsDevices()
{
    QFETCH(Node, node);
    QFETCH(NodeUsage, held);
    QTEST(text(answer(node, held)), "expected");
}

void TestAvailability::leavesUnknownOpen()
{
    // skypilot 2: a forbidden Pod list became -1, or the end of the whole command (#5146).
    const auto result = nodeAvailability(tests::shared(h100()), nullptr, {});
    QCOMPARE(text(result), u"nvidia.com/gpu device 8/8/?/?/?"_s);
    QVERIFY(!result.cpuRequestedMillicores);
    QVERIFY(!result.memoryRequestedBytes);
    QVERIFY(!result.pods);
    QVERIFY(!result.devices.front().isOvercommitted);
    QCOMPARE(requestable(result, result.devices.front()).now, 0);
    QCOMPARE(requestable(result, result.devices.front()).max, 8);
}

void TestAvailability::flags()
{
    Node sick = h100();
    sick.allocatable.set(u"nvidia.com/gpu"_s, Quantity::fromUnits(6));
    const NodeDevices devices = answer(sick, usage({{"nvidia.com/gpu", "7"}})).devices.front();
    QCOMPARE(devices.unhealthy, 2);
    QVERIFY(devices.isOvercommitted);
    QCOMPARE(devices.problem, Problem::None);
    QCOMPARE(devices.rawProduct, u"NVIDIA-H100-80GB-HBM3"_s);
    QCOMPARE(devices.labelSource, u"nvidia.com/gpu.product"_s);

    Node own = tests::node(u"n"_s, {}, {{"example.com/x", "2"}});
    QCOMPARE(answer(own).devices.size(), 0u);
    QCOMPARE(text(answer(own, {}, {{u"example.com/x"_s}, {}})), u"example.com/x device 2/2/0/2/2"_s);
    own = tests::node(u"n"_s, {}, {{"example.com/x", "2"}, {"example.com/y", "0"}});
    QCOMPARE(text(answer(own, {}, {{u"example.com/x"_s, u"example.com/y"_s}, {}})),
             u"example.com/x device 2/2/0/2/2, example.com/y device 0/0/0/0/0"_s);
}

void TestAvailability::saysWhyNothingIsPlaced_data()
{
    QTest::addColumn<Node>("node");
    QTest::addColumn<QString>("expected");

    QTest::newRow("schedulable") << h100() << QString();

    Node node = h100();
    node.isUnschedulable = true;
    QTest::newRow("dstack 2.1: cordoned without the taint was offered") << node << u"Cordoned"_s;
    node.taints = {{u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s}};
    QTest::newRow("cordoned, said once") << node << u"Cordoned"_s;
    node.isUnschedulable = false;
    QTest::newRow("skypilot 2.2: unschedulable taint overlooked")
        << node << u"Taint node.kubernetes.io/unschedulable:NoSchedule"_s;

    node = h100();
    node.conditions.front() = {u"Ready"_s, u"False"_s, u"KubeletNotReady"_s, {}, 0};
    node.taints = {{u"node.kubernetes.io/not-ready"_s, {}, u"NoSchedule"_s},
                   {u"node.kubernetes.io/not-ready"_s, {}, u"NoExecute"_s}};
    QTest::newRow("not ready, said once") << node << u"NotReady (KubeletNotReady)"_s;
    node.conditions.clear();
    QTest::newRow("skypilot 2.2: no Ready condition is not ready") << node << u"NotReady"_s;
    node.conditions = {{u"Ready"_s, u"Unknown"_s, u"NodeStatusUnknown"_s, {}, 0}};
    node.taints = {{u"node.kubernetes.io/unreachable"_s, {}, u"NoExecute"_s}};
    node.isUnschedulable = true;
    QTest::newRow("unreachable and cordoned") << node << u"NotReady (NodeStatusUnknown), Cordoned"_s;

    node = h100();
    node.conditions.front() = {u"Ready"_s, u"False"_s, u"KubeletNotReady"_s, {}, 0};
    QTest::newRow("dstack 2.1: NotReady without its taint") << node << u"NotReady (KubeletNotReady)"_s;

    node = h100();
    node.taints = {{u"node.kubernetes.io/unreachable"_s, {}, u"NoExecute"_s}};
    QTest::newRow("skypilot 2.2: unreachable taint overlooked on a node that says Ready")
        << node << u"Taint node.kubernetes.io/unreachable:NoExecute"_s;
    node.taints = {{u"node.kubernetes.io/not-ready"_s, {}, u"NoSchedule"_s}};
    QTest::newRow("skypilot 2.2: not-ready taint is a reason like unreachable")
        << node << u"Taint node.kubernetes.io/not-ready:NoSchedule"_s;
    for (const char *key : {"google.com/tpu", "habana.ai/gaudi", "gpu.intel.com/i915", "aws.amazon.com/neuron"}) {
        node.taints = {{QString::fromLatin1(key), u"present"_s, u"NoSchedule"_s}};
        QTest::addRow("dstack 2.1: other vendors' taints were hard (%s)", key) << node << QString();
    }

    node = h100();
    node.taints = {{u"gpu.intel.com/maintenance"_s, {}, u"NoSchedule"_s}};
    QTest::newRow("a vendor's domain alone is no GPU taint") << node << u"Taint gpu.intel.com/maintenance:NoSchedule"_s;

    node = h100();
    node.taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}, {u"soft"_s, {}, u"PreferNoSchedule"_s}};
    QTest::newRow("taint") << node << u"Taint team=llm:NoSchedule"_s;
    node.taints = {{u"odd"_s, {}, u"FutureEffect"_s}};
    QTest::newRow("dstack 8 #3802: unknown effect") << node << u"Taint odd:FutureEffect"_s;
}

void TestAvailability::saysWhyNothingIsPlaced()
{
    QFETCH(Node, node);
    const NodeAvailability result = answer(node);
    QTEST(reasons(result), "expected");
    QCOMPARE(result.isSchedulable, result.reasons.empty());
}

void TestAvailability::countsCpuAndMemory_data()
{
    QTest::addColumn<QByteArray>("cpu");
    QTest::addColumn<QByteArray>("cpuHeld");
    QTest::addColumn<QByteArray>("memory");
    QTest::addColumn<QByteArray>("memoryHeld");
    QTest::addColumn<QString>("expected"); // capacity/allocatable/requested

    const auto row = [](const char *name, const char *cpu, const char *cpuHeld, const char *memory,
                        const char *memoryHeld, const char *expected) {
        QTest::newRow(name) << QByteArray(cpu) << QByteArray(cpuHeld) << QByteArray(memory) << QByteArray(memoryHeld)
                            << QString::fromLatin1(expected);
    };
    row("skypilot 2: capacity instead of allocatable", "60", "4", "500Gi", "1Gi",
        "64000/60000/4000 549755813888/536870912000/1073741824");
    row("skypilot 2: cpu rounded up to whole ones", "63001m", "1500m", "500Gi", "0",
        "64000/63001/1500 549755813888/536870912000/0");
    row("skypilot 2.1: 16G was 16Gi, 129e6 an error", "64", "0", "16G", "129e6",
        "64000/64000/0 549755813888/16000000000/129000000");
    row("dstack 2.1: 7910m became 7", "7910m", "10m", "16Gi", "0", "64000/7910/10 549755813888/17179869184/0");
    row("dstack 2.1: memory truncated to MiB", "64", "0", "16373253Ki", "1048575",
        "64000/64000/0 549755813888/16766211072/1048575");
    row("dstack 2.1: more requested than there is is not hidden", "1", "2", "1Gi", "2Gi",
        "64000/1000/2000 549755813888/1073741824/2147483648");
}

void TestAvailability::countsCpuAndMemory()
{
    QFETCH(QByteArray, cpu);
    QFETCH(QByteArray, cpuHeld);
    QFETCH(QByteArray, memory);
    QFETCH(QByteArray, memoryHeld);
    Node node = h100();
    node.allocatable.set(u"cpu"_s, Quantity::parse(cpu.toStdString()).value());
    node.allocatable.set(u"memory"_s, Quantity::parse(memory.toStdString()).value());
    const NodeAvailability result =
        answer(node, usage({{"cpu", cpuHeld.constData()}, {"memory", memoryHeld.constData()}}));
    const QString found = u"%1/%2/%3 %4/%5/%6"_s.arg(result.cpuCapacityMillicores)
                              .arg(result.cpuAllocatableMillicores)
                              .arg(result.cpuRequestedMillicores.value_or(-1))
                              .arg(result.memoryCapacityBytes)
                              .arg(result.memoryAllocatableBytes)
                              .arg(result.memoryRequestedBytes.value_or(-1));
    QTEST(found, "expected");
}

void TestAvailability::countsPodSlots()
{
    const NodeAvailability result = answer(h100(), usage({}, 7));
    QCOMPARE(result.podsAllocatable, 110);
    QCOMPARE(result.pods, 7);
}

void TestAvailability::explainsMissingDevices_data()
{
    QTest::addColumn<Node>("node");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("problem");

    QTest::newRow("plugin counts none") << h100({{"nvidia.com/gpu", "0"}}) << u"nvidia.com/gpu device 0/0/0/0/0"_s
                                        << int(Problem::NoDevices);
    QTest::newRow("skypilot 1.9: label present, 0 resources")
        << h100({}) << u"nvidia.com/gpu device 0/0/0/0/0"_s << int(Problem::NotRegistered);
    QTest::newRow("skypilot 8 #3631: no driver was a crash")
        << tests::node(u"n"_s, u"nvidia.com/gpu.present=true"_s, {}) << u"nvidia.com/gpu device 0/0/0/0/0"_s
        << int(Problem::NotRegistered);
    QTest::newRow("AMD promised, NVIDIA there") << tests::node(u"n"_s, u"amd.com/gpu.device-id=74a1"_s, {})
                                                << u"amd.com/gpu device 0/0/0/0/0"_s << int(Problem::NotRegistered);
    QTest::newRow("promised and there") << h100() << u"nvidia.com/gpu device 8/8/0/8/8"_s << int(Problem::None);
    QTest::newRow("skypilot 2: a node without a recognised label was ignored")
        << tests::node(u"n"_s, {}, {{"nvidia.com/gpu", "8"}}) << u"nvidia.com/gpu device 8/8/0/8/8"_s
        << int(Problem::None);
}

void TestAvailability::explainsMissingDevices()
{
    QFETCH(Node, node);
    const NodeAvailability result = answer(node);
    QTEST(text(result), "expected");
    QTEST(int(result.devices.front().problem), "problem");
}

void TestAvailability::marksMultiHostTpu_data()
{
    QTest::addColumn<QString>("topology");
    QTest::addColumn<int>("chips");
    QTest::addColumn<bool>("expected");

    QTest::newRow("one host") << u"2x2"_s << 4 << false;
    QTest::newRow("skypilot 1.5: a multi-host slice was left out of every table") << u"4x4"_s << 4 << true;
    QTest::newRow("three dimensions") << u"2x2x1"_s << 4 << false;
    QTest::newRow("skypilot 1.5: no topology hit an assertion") << QString() << 4 << false;
    QTest::newRow("nonsense") << u"2xx"_s << 4 << false;
    QTest::newRow("a plugin that counts 0 chips says nothing about hosts") << u"2x2"_s << 0 << false;
}

void TestAvailability::marksMultiHostTpu()
{
    QFETCH(QString, topology);
    QFETCH(int, chips);
    const QByteArray count = QByteArray::number(chips);
    const QString labels = u"cloud.google.com/gke-tpu-accelerator=tpu-v6e-slice cloud.google.com/gke-tpu-topology=%1"_s;
    const auto result = answer(tests::node(u"n"_s, labels.arg(topology), {{"google.com/tpu", count.constData()}}));
    QCOMPARE(result.devices.size(), 1u);
    QTEST(result.devices.front().isMultiHost, "expected");
    QCOMPARE(requestable(result, result.devices.front()).max, result.devices.front().isMultiHost ? 0 : chips);
    QCOMPARE(result.devices.front().available, chips);
}

void TestAvailability::requestableNeedsRoom_data()
{
    QTest::addColumn<Node>("node");
    QTest::addColumn<NodeUsage>("held");
    QTest::addColumn<int>("now");
    QTest::addColumn<int>("max");

    QTest::newRow("room") << h100() << usage({{"nvidia.com/gpu", "2"}, {"cpu", "8"}}) << 6 << 8;
    QTest::newRow("dstack 2.3: 8-GPU node cut to 1") << h100() << NodeUsage() << 8 << 8;
    QTest::newRow("dstack 2.3: placed by capacity instead of free")
        << h100() << usage({{"nvidia.com/gpu", "7"}}) << 1 << 8;
    QTest::newRow("skypilot 3: requestable did not heed what is held")
        << h100() << usage({{"nvidia.com/gpu", "8"}}) << 0 << 8;
    QTest::newRow("cpu all taken") << h100() << usage({{"cpu", "64"}}) << 0 << 8;
    QTest::newRow("cpu for just one pod") << h100() << usage({{"cpu", "63900m"}}) << 8 << 8;
    QTest::newRow("cpu for less than one pod") << h100() << usage({{"cpu", "63901m"}}) << 0 << 8;
    QTest::newRow("memory all taken") << h100() << usage({{"memory", "512Gi"}}) << 0 << 8;
    QTest::newRow("pod slots all taken") << h100() << usage({}, 110) << 0 << 8;
    Node cordoned = h100();
    cordoned.isUnschedulable = true;
    QTest::newRow("cordoned") << cordoned << NodeUsage() << 0 << 0;
    Node silent = h100();
    silent.allocatable = tests::amounts({{"nvidia.com/gpu", "8"}, {"pods", "110"}});
    QTest::newRow("a node that states no cpu has no such limit") << silent << usage({{"cpu", "4"}}) << 8 << 8;
    Node slotless = h100();
    slotless.allocatable = tests::amounts({{"nvidia.com/gpu", "8"}, {"cpu", "64"}, {"memory", "512Gi"}});
    QTest::newRow("a node that states no pod slots takes no pod") << slotless << NodeUsage() << 0 << 0;
    const QString tpu = u"cloud.google.com/gke-tpu-topology=2x2"_s;
    QTest::newRow("skypilot 1.5: a TPU node is requested whole")
        << tests::node(u"n"_s, tpu, {{"google.com/tpu", "4"}}) << NodeUsage() << 4 << 4;
    QTest::newRow("skypilot 1.5: a TPU node partly taken is taken")
        << tests::node(u"n"_s, tpu, {{"google.com/tpu", "4"}}) << usage({{"google.com/tpu", "1"}}) << 0 << 4;
    const auto shared = [](const QString &labels) {
        return tests::node(u"n"_s, u"nvidia.com/gpu.product=NVIDIA-L4 nvidia.com/gpu.replicas=4 "_s + labels,
                           {{"nvidia.com/gpu", "8"}});
    };
    QTest::newRow("time slices add up") << shared(u"nvidia.com/gpu.sharing-strategy=time-slicing"_s)
                                        << usage({{"nvidia.com/gpu", "3"}}) << 5 << 8;
    QTest::newRow("under MPS a container gets one")
        << shared(u"nvidia.com/gpu.sharing-strategy=mps"_s) << usage({{"nvidia.com/gpu", "3"}}) << 1 << 1;
    QTest::newRow("on GKE a container gets one")
        << shared(u"cloud.google.com/gke-gpu-sharing-strategy=time-sharing"_s) << NodeUsage() << 1 << 1;
    QTest::newRow("under MPS nothing left")
        << shared(u"nvidia.com/gpu.sharing-strategy=mps"_s) << usage({{"nvidia.com/gpu", "8"}}) << 0 << 1;
}

void TestAvailability::requestableNeedsRoom()
{
    QFETCH(Node, node);
    QFETCH(NodeUsage, held);
    const NodeAvailability result = answer(node, held);
    const Requestable counts = requestable(result, result.devices.front());
    QTEST(int(counts.now), "now");
    QTEST(int(counts.max), "max");
}

void TestAvailability::shortageNamesWhatIsTaken_data()
{
    QTest::addColumn<NodeUsage>("held");
    QTest::addColumn<Shortage>("shortage");

    QTest::newRow("room") << usage({{"cpu", "63900m"}, {"memory", "511Gi"}}, 109) << Shortage();
    QTest::newRow("cpu") << usage({{"cpu", "63901m"}}) << Shortage{.isOfCpu = true};
    QTest::newRow("memory") << usage({{"memory", "512Gi"}}) << Shortage{.isOfMemory = true};
    QTest::newRow("pod slots") << usage({}, 110) << Shortage{.isOfPodSlots = true};
    QTest::newRow("all") << usage({{"cpu", "64"}, {"memory", "512Gi"}}, 110) << Shortage{true, true, true};
}

void TestAvailability::shortageNamesWhatIsTaken()
{
    QFETCH(NodeUsage, held);
    NodeAvailability result = answer(h100(), held);
    QTEST(shortage(result), "shortage");
    result.pods.reset(); // pods cannot be listed
    QVERIFY(shortage(result) == Shortage());
}

void TestAvailability::listsRequestableCounts_data()
{
    QTest::addColumn<qint64>("maximum");
    QTest::addColumn<QString>("expected");

    QTest::newRow("-1") << qint64(-1) << QString();
    QTest::newRow("0") << qint64(0) << QString();
    QTest::newRow("1") << qint64(1) << u"1"_s;
    QTest::newRow("skypilot 3: 8") << qint64(8) << u"1 2 4 8"_s;
    QTest::newRow("skypilot 3: 6") << qint64(6) << u"1 2 4 6"_s;
    QTest::newRow("skypilot 3: 12") << qint64(12) << u"1 2 4 8 12"_s;
    QTest::newRow("dstack 8 #3468: 2 to 4 of 8 GPUs gave no offer") << qint64(8) << u"1 2 4 8"_s;
    QTest::newRow("skypilot 3: 7") << qint64(7) << u"1 2 4 7"_s;
}

void TestAvailability::listsRequestableCounts()
{
    QFETCH(qint64, maximum);
    QStringList counts;
    for (const std::int64_t count : requestableCounts(maximum))
        counts += QString::number(count);
    QTEST(counts.join(u' '), "expected");
    QVERIFY(requestableCounts(std::numeric_limits<std::int64_t>::max()).size() == 64);
}

void TestAvailability::countsTopologyChips_data()
{
    QTest::addColumn<QString>("topology");
    QTest::addColumn<int>("chips");

    for (const auto &[topology, chips] :
         {std::pair("1x1", 1), std::pair("2x2", 4), std::pair("2x4", 8), std::pair("2x2x1", 4), std::pair("16x16", 256),
          std::pair("", 0), std::pair("x", 0), std::pair("0x4", 0), std::pair("-2x-2", 0), std::pair("axb", 0),
          std::pair("65537", 0)})
        QTest::newRow(*topology ? topology : "empty") << QString::fromLatin1(topology) << chips;
}

void TestAvailability::countsTopologyChips()
{
    QFETCH(QString, topology);
    QTEST(int(topologyChips(topology)), "chips");
}

void TestAvailability::isQuick()
{
    const auto gpu = tests::shared(h100());
    const NodeUsage held = usage({{"nvidia.com/gpu", "3"}, {"cpu", "8"}, {"memory", "16Gi"}});
    QBENCHMARK
    {
        nodeAvailability(gpu, &held, {});
    }
}

QTEST_GUILESS_MAIN(TestAvailability)
#include "tst_availability.moc"
