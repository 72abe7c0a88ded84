// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/sandbox/scheduler.h"

#include "backends/sandbox/nodeshapes.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::sandbox;
using namespace Qt::StringLiterals;

namespace {

const NvidiaModel h100{u"NVIDIA-H100-80GB-HBM3"_s, u"hopper"_s, u"DGXH100"_s, 81'559};

kubernetes::ResourceList amounts(const char *cpu, int gpus)
{
    kubernetes::ResourceList list{{u"cpu"_s, quantity(cpu)}};
    if (gpus > 0)
        list.set(u"nvidia.com/gpu"_s, kubernetes::Quantity::fromUnits(gpus));
    return list;
}

SimulatedPod pod(const QString &name, int gpus, const char *cpu = "1")
{
    SimulatedPod result{.namespaceName = u"team"_s, .name = name, .uid = name};
    result.containers = {{u"main"_s, {}, amounts(cpu, gpus)}};
    return result;
}

SimulatedNode node(const QString &name, int gpus = 8)
{
    return nvidiaNode({.name = name, .pool = u"h100"_s, .cpu = 64}, h100, gpus);
}

//! Two Nodes, the first with three GPUs held.
SimulatedCluster twoNodes()
{
    SimulatedCluster cluster;
    cluster.putNode(node(u"h100-1"_s));
    cluster.putNode(node(u"h100-2"_s));
    SimulatedPod holder = pod(u"holder"_s, 3);
    holder.nodeName = u"h100-1"_s;
    cluster.putPod(holder);
    return cluster;
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void requests_data();
    void requests();
    void places_data();
    void places();
    void explains_data();
    void explains();
    void countsOnlyWhoOccupies();
};

void TestScheduler::requests_data()
{
    QTest::addColumn<SimulatedPod>("pod");
    QTest::addColumn<int>("cpu");
    QTest::addColumn<int>("gpus");

    SimulatedPod plain = pod(u"a"_s, 2, "3");
    QTest::newRow("one container") << plain << 3'000 << 2;
    SimulatedPod two = plain;
    two.containers.push_back({u"b"_s, {}, amounts("500m", 1)});
    QTest::newRow("containers add up") << two << 3'500 << 3;
    SimulatedPod small = plain;
    small.initContainers = {{u"init"_s, {}, amounts("2", 1)}};
    QTest::newRow("a small init container costs nothing") << small << 3'000 << 2;
    SimulatedPod large = plain;
    large.initContainers = {{u"init"_s, {}, amounts("7", 4)}};
    QTest::newRow("a large one is the most") << large << 7'000 << 4;
    SimulatedPod sidecar = plain;
    sidecar.initContainers = {{u"log"_s, {}, amounts("1", 0), true}};
    QTest::newRow("a sidecar stays") << sidecar << 4'000 << 2;
    SimulatedPod before = sidecar;
    before.initContainers.push_back({u"init"_s, {}, amounts("5", 0)});
    QTest::newRow("an init container runs beside the sidecar before it") << before << 6'000 << 2;
    SimulatedPod after = plain;
    after.initContainers = {{u"init"_s, {}, amounts("5", 0)}, {u"log"_s, {}, amounts("1", 0), true}};
    QTest::newRow("and not beside the one after it") << after << 5'000 << 2;
    SimulatedPod overhead = plain;
    overhead.overhead = amounts("250m", 0);
    QTest::newRow("overhead comes on top") << overhead << 3'250 << 2;
}

void TestScheduler::requests()
{
    QFETCH(SimulatedPod, pod);
    QTEST(int(requestOf(pod).value(u"cpu").milliValue()), "cpu");
    QTEST(int(requestOf(pod).value(u"nvidia.com/gpu").value()), "gpus");
}

void TestScheduler::places_data()
{
    QTest::addColumn<int>("gpus");
    QTest::addColumn<QString>("nodeName");
    QTest::newRow("the fullest that fits") << 5 << u"h100-1"_s;
    QTest::newRow("whole nodes stay free") << 1 << u"h100-1"_s;
    QTest::newRow("more than is left there") << 6 << u"h100-2"_s;
    QTest::newRow("a whole node") << 8 << u"h100-2"_s;
    QTest::newRow("more than any has") << 9 << QString();
    QTest::newRow("cpu only: the emptiest") << 0 << u"h100-2"_s;
}

void TestScheduler::places()
{
    QFETCH(int, gpus);
    const SimulatedCluster cluster = twoNodes();
    QTEST(schedule(pod(u"new"_s, gpus), cluster).nodeName, "nodeName");
}

void TestScheduler::explains_data()
{
    QTest::addColumn<SimulatedCluster>("cluster");
    QTest::addColumn<SimulatedPod>("wanted");
    QTest::addColumn<QString>("message");

    const QString tail = u" no new claims to deallocate, preemption: 0/2 nodes are available: "_s;
    SimulatedCluster full = twoNodes();
    SimulatedPod second = pod(u"second"_s, 4);
    second.nodeName = u"h100-2"_s;
    full.putPod(second);
    QTest::newRow("held by others") << full << pod(u"new"_s, 8)
                                    << u"0/2 nodes are available: 2 Insufficient nvidia.com/gpu."_s + tail +
                                           u"2 No preemption victims found for incoming pod."_s;
    QTest::newRow("more than there is") << full << pod(u"new"_s, 16)
                                        << u"0/2 nodes are available: 2 Insufficient nvidia.com/gpu."_s + tail +
                                               u"2 Preemption is not helpful for scheduling."_s;
    QTest::newRow("two reasons on a node")
        << full << pod(u"new"_s, 8, "100")
        << u"0/2 nodes are available: 2 Insufficient cpu, 2 Insufficient nvidia.com/gpu."_s + tail +
               u"2 Preemption is not helpful for scheduling."_s;

    SimulatedCluster cordoned = full;
    SimulatedNode closed = node(u"h100-2"_s);
    closed.isCordoned = true;
    cordoned.putNode(closed);
    QTest::newRow("cordoned") << cordoned << pod(u"new"_s, 8)
                              << u"0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) were "
                                 "unschedulable."_s +
                                     tail +
                                     u"1 No preemption victims found for incoming pod, 1 Preemption is not helpful "
                                     "for scheduling."_s;

    SimulatedCluster tainted = full;
    SimulatedNode dedicated = node(u"h100-2"_s);
    dedicated.taints = {{u"dedicated"_s, u"serving"_s, u"NoSchedule"_s}};
    tainted.putNode(dedicated);
    QTest::newRow("tainted") << tainted << pod(u"new"_s, 8)
                             << u"0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had untolerated "
                                "taint {dedicated: serving}."_s +
                                    tail +
                                    u"1 No preemption victims found for incoming pod, 1 Preemption is not helpful for "
                                    "scheduling."_s;
    SimulatedCluster lost = full;
    SimulatedNode gone = node(u"h100-2"_s);
    gone.notReadyReason = u"KubeletNotReady"_s;
    lost.putNode(gone);
    SimulatedPod picky = pod(u"new"_s, 1);
    picky.nodeSelector = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-H200"_s}};
    QTest::newRow("not ready, and another product")
        << lost << picky
        << u"0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated "
           "taint {node.kubernetes.io/not-ready: }."_s +
               tail + u"2 Preemption is not helpful for scheduling."_s;
}

void TestScheduler::explains()
{
    QFETCH(SimulatedCluster, cluster);
    QFETCH(SimulatedPod, wanted);
    const Placement placement = schedule(wanted, cluster);
    QCOMPARE(placement.nodeName, QString());
    QTEST(placement.message, "message");
}

void TestScheduler::countsOnlyWhoOccupies()
{
    SimulatedCluster cluster = twoNodes();
    const auto held = [&cluster] { return cluster.requested(u"h100-1"_s).value(u"nvidia.com/gpu").value(); };
    QCOMPARE(held(), 3);
    SimulatedPod holder = *cluster.pods().at(u"team/holder"_s);
    holder.deleted = 1;
    cluster.putPod(holder);
    QCOMPARE(held(), 3); // it is only releasing
    holder.phase = kubernetes::PodPhase::Succeeded;
    cluster.putPod(holder);
    QCOMPARE(held(), 0);
    cluster.removePod(u"team/holder"_s);
    QCOMPARE(held(), 0);
    QCOMPARE(cluster.podsOn(u"h100-1"_s), 0);
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
