// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "builders.h"

#include "backends/accelerators/clusterledger.h"
#include "backends/kubernetes/effectiverequest.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>

using namespace fairlead;
using namespace fairlead::accelerators;
using namespace Qt::StringLiterals;
using kubernetes::NodePtr;
using kubernetes::Pod;
using kubernetes::PodPhase;
using kubernetes::PodPtr;

namespace {

NodePtr l4(const QString &name)
{
    return tests::shared(tests::node(name, u"nvidia.com/gpu.product=NVIDIA-L4"_s, {{"nvidia.com/gpu", "4"}}));
}

PodPtr share(Pod pod)
{
    return std::make_shared<const Pod>(std::move(pod));
}

std::optional<std::int64_t> freeOn(const ClusterLedger &ledger, const QString &node)
{
    return ledger.availability(node)->devices.front().free;
}

QString names(const std::vector<PodPtr> &pods)
{
    QStringList result;
    for (const PodPtr &pod : pods)
        result += pod->name;
    return result.join(u' ');
}

//! What the ledger keeps by events, from scratch.
struct World
{
    std::map<QString, NodePtr> nodes;
    std::map<QString, PodPtr> pods;
    bool arePodsKnown = false;

    std::vector<NodeAvailability> recompute() const
    {
        std::vector<NodeAvailability> result;
        for (const auto &[name, node] : nodes) {
            NodeUsage usage;
            for (const auto &[uid, pod] : pods) {
                if (pod->occupiesNode() && pod->nodeName == name) {
                    usage.requested.add(pod->requests);
                    ++usage.pods;
                }
            }
            result.push_back(nodeAvailability(node, arePodsKnown ? &usage : nullptr, {}));
        }
        return result;
    }

    QString waiting() const
    {
        QStringList result;
        for (const auto &[uid, pod] : pods) {
            if (pod->isWaiting() && requestsAccelerators(*pod))
                result += pod->name;
        }
        result.sort();
        return result.join(u' ');
    }

    QString holders(const QString &node) const
    {
        QStringList result;
        for (const auto &[uid, pod] : pods) {
            if (pod->occupiesNode() && pod->nodeName == node && requestsAccelerators(*pod))
                result += pod->name;
        }
        result.sort();
        return result.join(u' ');
    }
};

//! Of one container that asks for 1 GPU and 1 cpu.
kubernetes::PodResources oneContainer()
{
    kubernetes::PodResources result;
    result.containers = {{.requests = tests::amounts({{"nvidia.com/gpu", "1"}, {"cpu", "1"}, {"memory", "1Gi"}})}};
    return result;
}

} // namespace

Q_DECLARE_METATYPE(kubernetes::Pod)

class TestClusterLedger : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void countsWhatPodsHold_data();
    void countsWhatPodsHold();
    void followsAPod();
    void takesPodsBeforeTheirNode();
    void keepsPodsOfANodeThatIsGone();
    void knowsNothingBeforeThePodsAreListed();
    void reportsOnlyWhatChanged();
    void listsWaitingOldestFirst();
    void equalsRecomputation();
};

void TestClusterLedger::countsWhatPodsHold_data()
{
    QTest::addColumn<Pod>("pod");
    QTest::addColumn<QString>("expected"); // free GPUs, millicores and MiB requested

    const auto held = [](PodPhase phase) {
        Pod pod = tests::pod(u"p"_s, u"a"_s, {{"nvidia.com/gpu", "1"}, {"cpu", "1"}, {"memory", "1Gi"}});
        pod.phase = phase;
        return pod;
    };
    const auto asking = [&held](const kubernetes::PodResources &resources) {
        Pod pod = held(PodPhase::Running);
        pod.requests = kubernetes::effectiveRequest(resources);
        return pod;
    };
    QTest::newRow("skypilot 2: phase Unknown was left out though it holds")
        << held(PodPhase::Unknown) << u"3 1000 1024"_s;
    Pod check = held(PodPhase::Running);
    check.namespaceName = u"cw-hpc-verification"_s;
    QTest::newRow("skypilot 2: the health checks' namespace was left out though they hold")
        << check << u"3 1000 1024"_s;
    QTest::newRow("skypilot 8 #6487: health checks are usage like any other") << check << u"3 1000 1024"_s;
    Pod leaving = held(PodPhase::Running);
    leaving.isTerminating = true;
    QTest::newRow("skypilot 2.1: terminating holds") << leaving << u"3 1000 1024"_s;
    QTest::newRow("skypilot 2.1: pending with a node holds") << held(PodPhase::Pending) << u"3 1000 1024"_s;
    Pod waiting = held(PodPhase::Pending);
    waiting.nodeName.clear();
    QTest::newRow("skypilot 2.1: pending without a node holds nothing") << waiting << u"4 0 0"_s;
    QTest::newRow("Succeeded holds nothing") << held(PodPhase::Succeeded) << u"4 0 0"_s;
    QTest::newRow("Failed holds nothing") << held(PodPhase::Failed) << u"4 0 0"_s;

    kubernetes::PodResources resources = oneContainer();
    resources.overhead = tests::amounts({{"cpu", "250m"}, {"memory", "120Mi"}});
    QTest::newRow("dstack 2.1: overhead ignored") << asking(resources) << u"3 1250 1144"_s;
    resources = oneContainer();
    resources.podRequests = tests::amounts({{"cpu", "4"}, {"memory", "8Gi"}});
    QTest::newRow("dstack 2.1: pod-level resources ignored") << asking(resources) << u"3 4000 8192"_s;
    resources = oneContainer();
    resources.initContainers = {{.requests = tests::amounts({{"nvidia.com/gpu", "2"}, {"cpu", "3"}})}};
    QTest::newRow("dstack 2.1: init containers ignored") << asking(resources) << u"2 3000 1024"_s;
    resources = oneContainer();
    resources.initContainers = {
        {.requests = tests::amounts({{"nvidia.com/gpu", "1"}, {"cpu", "1"}}), .isSidecar = true}};
    QTest::newRow("skypilot 2.1: sidecars ignored") << asking(resources) << u"2 2000 1024"_s;
}

void TestClusterLedger::countsWhatPodsHold()
{
    QFETCH(Pod, pod);
    ClusterLedger ledger;
    ledger.setPodsKnown(true);
    ledger.setNode(l4(u"a"_s));
    ledger.setPod(nullptr, share(pod));
    const NodeAvailability node = ledger.availability(u"a"_s).value();
    const QString found = u"%1 %2 %3"_s.arg(node.devices.front().free.value_or(-1))
                              .arg(node.cpuRequestedMillicores.value_or(-1))
                              .arg(node.memoryRequestedBytes.value_or(-1) / (1024 * 1024));
    QTEST(found, "expected");
}

void TestClusterLedger::followsAPod()
{
    ClusterLedger ledger;
    ledger.setPodsKnown(true);
    ledger.setNode(l4(u"a"_s));
    ledger.setNode(l4(u"b"_s));

    Pod pod = tests::pod(u"p"_s, {}, {{"nvidia.com/gpu", "3"}, {"cpu", "250m"}});
    const PodPtr waiting = share(pod);
    ledger.setPod(nullptr, waiting);
    QCOMPARE(names(ledger.waiting()), u"p"_s);
    QCOMPARE(freeOn(ledger, u"a"_s), 4);

    pod.nodeName = u"a"_s;
    const PodPtr bound = share(pod); // still Pending: it counts from the moment it has a Node
    ledger.setPod(waiting, bound);
    QVERIFY(ledger.waiting().empty());
    QCOMPARE(freeOn(ledger, u"a"_s), 1);
    QCOMPARE(ledger.availability(u"a"_s)->cpuRequestedMillicores, 250);
    QCOMPARE(names(ledger.holders(u"a"_s)), u"p"_s);

    pod.phase = PodPhase::Running;
    pod.isTerminating = true;
    const PodPtr releasing = share(pod);
    ledger.setPod(bound, releasing);
    QCOMPARE(freeOn(ledger, u"a"_s), 1);
    QCOMPARE(names(ledger.holders(u"a"_s)), u"p"_s);

    pod.phase = PodPhase::Succeeded;
    const PodPtr ended = share(pod);
    ledger.setPod(releasing, ended);
    QCOMPARE(freeOn(ledger, u"a"_s), 4);
    QVERIFY(ledger.holders(u"a"_s).empty());

    ledger.setPod(ended, nullptr);
    QCOMPARE(freeOn(ledger, u"a"_s), 4);
    QCOMPARE(ledger.availability(u"a"_s)->pods, 0);
}

void TestClusterLedger::takesPodsBeforeTheirNode()
{
    ClusterLedger ledger;
    ledger.setPodsKnown(true);
    ledger.setPod(nullptr, share(tests::pod(u"early"_s, u"a"_s, {{"nvidia.com/gpu", "1"}})));
    QVERIFY(!ledger.availability(u"a"_s));
    QVERIFY(ledger.takeDirtyNodes().isEmpty());
    QCOMPARE(names(ledger.holders(u"a"_s)), u"early"_s);
    ledger.setNode(l4(u"a"_s));
    QCOMPARE(freeOn(ledger, u"a"_s), 3);
    QCOMPARE(ledger.takeDirtyNodes(), QStringList{u"a"_s});
}

void TestClusterLedger::keepsPodsOfANodeThatIsGone()
{
    ClusterLedger ledger;
    ledger.setPodsKnown(true);
    ledger.setNode(l4(u"a"_s));
    const PodPtr pod = share(tests::pod(u"p"_s, u"a"_s, {{"nvidia.com/gpu", "1"}}));
    ledger.setPod(nullptr, pod);
    ledger.takeDirtyNodes();
    ledger.removeNode(u"a"_s);
    ledger.removeNode(u"never there"_s);
    QVERIFY(!ledger.availability(u"a"_s));
    QCOMPARE(ledger.takeDirtyNodes(), QStringList{u"a"_s});
    ledger.setNode(l4(u"a"_s));
    QCOMPARE(freeOn(ledger, u"a"_s), 3);
    ledger.setPod(pod, nullptr);
    QCOMPARE(freeOn(ledger, u"a"_s), 4);
}

void TestClusterLedger::knowsNothingBeforeThePodsAreListed()
{
    ClusterLedger ledger;
    ledger.setNode(l4(u"a"_s));
    QVERIFY(!freeOn(ledger, u"a"_s));
    ledger.takeDirtyNodes();
    ledger.setPodsKnown(true);
    QCOMPARE(freeOn(ledger, u"a"_s), 4);
    QCOMPARE(ledger.takeDirtyNodes(), QStringList{u"a"_s});
    ledger.setPodsKnown(true);
    QVERIFY(ledger.takeDirtyNodes().isEmpty());
    ledger.setPodsKnown(false);
    QVERIFY(!freeOn(ledger, u"a"_s));
}

void TestClusterLedger::reportsOnlyWhatChanged()
{
    ClusterLedger ledger;
    ledger.setPodsKnown(true);
    ledger.setNode(l4(u"b"_s));
    ledger.setNode(l4(u"a"_s));
    QCOMPARE(ledger.takeDirtyNodes(), (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(ledger.takeDirtyNodes().isEmpty());

    ledger.setNode(l4(u"a"_s)); // a heartbeat that changed nothing that is kept
    QVERIFY(ledger.takeDirtyNodes().isEmpty());

    Pod pod = tests::pod(u"p"_s, u"b"_s, {{"nvidia.com/gpu", "1"}});
    const PodPtr first = share(pod);
    ledger.setPod(nullptr, first);
    QCOMPARE(ledger.takeDirtyNodes(), QStringList{u"b"_s});
    pod.started = 5;
    const PodPtr second = share(pod);
    ledger.setPod(first, second); // the same amount, but who looks at the holders sees the difference
    QCOMPARE(ledger.takeDirtyNodes(), QStringList{u"b"_s});
    QCOMPARE(ledger.holders(u"b"_s).front(), second);

    const PodPtr brief = share(tests::pod(u"q"_s, u"b"_s, {{"amd.com/gpu", "1"}}));
    ledger.setPod(nullptr, brief);
    ledger.setPod(brief, nullptr);
    QVERIFY(ledger.takeDirtyNodes().isEmpty());
    QCOMPARE(ledger.availability(u"b"_s)->devices.size(), 1u);
}

void TestClusterLedger::listsWaitingOldestFirst()
{
    ClusterLedger ledger;
    Pod young = tests::pod(u"young"_s, {}, {{"nvidia.com/gpu", "1"}});
    young.created = 20;
    Pod old = tests::pod(u"old"_s, {}, {{"nvidia.com/gpu", "1"}});
    old.created = 10;
    ledger.setPod(nullptr, share(young));
    ledger.setPod(nullptr, share(old));
    ledger.setPod(nullptr, share(tests::pod(u"cpu only"_s, {}, {{"cpu", "1"}})));
    QCOMPARE(names(ledger.waiting()), u"old young"_s);
}

void TestClusterLedger::equalsRecomputation()
{
    const unsigned seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                              ? qEnvironmentVariable("FAIRLEAD_TEST_SEED").toUInt()
                              : std::random_device()();
    qInfo("FAIRLEAD_TEST_SEED=%u", seed);
    std::mt19937 random(seed);
    const auto upTo = [&random](int n) { return std::uniform_int_distribution<int>(0, n)(random); };
    const std::initializer_list<const char *> amounts = {"1", "2", "100m", "333m", "1", "7", "1500m"};
    const auto amount = [&] { return *(amounts.begin() + upTo(6)); };
    const auto nodeName = [&] { return u"node-%1"_s.arg(upTo(7)); };

    World world;
    ClusterLedger ledger;
    std::map<QString, NodeAvailability> reported;
    for (int step = 0; step < 4000; ++step) {
        switch (upTo(11)) {
        case 0: {
            auto node = tests::node(nodeName(), u"nvidia.com/gpu.product=NVIDIA-L4"_s, {{"nvidia.com/gpu", amount()}});
            node.isUnschedulable = upTo(4) == 0;
            const NodePtr shared = tests::shared(std::move(node));
            world.nodes[shared->name] = shared;
            ledger.setNode(shared);
            break;
        }
        case 1: {
            const QString name = nodeName();
            world.nodes.erase(name);
            ledger.removeNode(name);
            break;
        }
        case 2:
            if (upTo(20) == 0) {
                world.arePodsKnown = !world.arePodsKnown;
                ledger.setPodsKnown(world.arePodsKnown);
            }
            break;
        default: {
            const QString name = u"pod-%1"_s.arg(upTo(60));
            const auto old = world.pods.find(u"uid-"_s + name);
            const PodPtr previous = old == world.pods.end() ? nullptr : old->second;
            if (previous && upTo(3) == 0) {
                ledger.setPod(previous, nullptr);
                world.pods.erase(old);
                break;
            }
            const char *resources[] = {"nvidia.com/gpu", "amd.com/gpu", "ephemeral-storage"};
            Pod pod =
                tests::pod(name, upTo(3) ? nodeName() : QString(), {{"cpu", amount()}, {resources[upTo(2)], amount()}});
            pod.phase = static_cast<PodPhase>(upTo(4));
            pod.isTerminating = upTo(5) == 0;
            const PodPtr next = share(std::move(pod));
            ledger.setPod(previous, next);
            world.pods[next->uid] = next;
        }
        }
        if (step % 7 != 0)
            continue;
        const auto expected = world.recompute();
        QVERIFY2(ledger.allAvailability() == expected, qPrintable(u"step %1"_s.arg(step)));
        QStringList waiting;
        for (const PodPtr &pod : ledger.waiting())
            waiting += pod->name;
        waiting.sort();
        QCOMPARE(waiting.join(u' '), world.waiting());
        for (int i = 0; i <= 7; ++i) {
            const QString name = u"node-%1"_s.arg(i);
            QCOMPARE(names(ledger.holders(name)), world.holders(name));
        }
        // Whatever was not reported dirty is as it was when it was reported last.
        for (const QString &name : ledger.takeDirtyNodes()) {
            reported.erase(name);
            if (const auto now = ledger.availability(name))
                reported.emplace(name, *now);
        }
        QCOMPARE(reported.size(), expected.size());
        for (const NodeAvailability &now : expected) {
            NodeAvailability before = reported.at(now.node->name);
            QVERIFY(*before.node == *now.node);
            before.node = now.node;
            QVERIFY2(before == now, qPrintable(u"step %1, %2 not reported"_s.arg(step).arg(now.node->name)));
        }
    }
}

QTEST_GUILESS_MAIN(TestClusterLedger)
#include "tst_clusterledger.moc"
