// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "models/gpus/holdercolours.h"
#include "models/gpus/nodefacts.h"

#include <QLocale>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using accelerators::NodeAvailability;
using accelerators::Reason;

namespace {

constexpr std::int64_t Now = 1'700'000'000;

kubernetes::Condition condition(const char *type, const char *status, const char *reason = "", const char *message = "",
                                std::int64_t age = 7'200)
{
    return {QString::fromLatin1(type), QString::fromLatin1(status), QString::fromLatin1(reason),
            QString::fromLatin1(message), Now - age};
}

//! "title | note | text", warnings with "!", errors with "!!".
QStringList lines(const std::vector<Fact> &facts)
{
    QStringList result;
    for (const Fact &fact : facts) {
        QStringList parts{fact.title, fact.note, fact.text};
        while (!parts.isEmpty() && parts.back().isEmpty())
            parts.removeLast();
        const QString mark = fact.severity == Severity::Error     ? u"!!"_s
                             : fact.severity == Severity::Warning ? u"!"_s
                                                                  : QString();
        result += mark + parts.join(u" | "_s);
    }
    return result;
}

accelerators::NodeRow rowOf(const kubernetes::Node &node, const std::vector<kubernetes::PodPtr> &pods = {},
                            bool arePodsKnown = true)
{
    accelerators::ClusterLedger ledger;
    ledger.setPodsKnown(arePodsKnown);
    ledger.setNode(std::make_shared<const kubernetes::Node>(node));
    for (const kubernetes::PodPtr &pod : pods)
        ledger.setPod({}, pod);
    return {*ledger.availability(node.name), ledger.holders(node.name)};
}

NodeAvailability availabilityOf(const kubernetes::Node &node)
{
    return rowOf(node).availability;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<kubernetes::Condition>)
Q_DECLARE_METATYPE(std::vector<kubernetes::Taint>)

class TestNodeFacts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysConditionsInWords_data()
    {
        QTest::addColumn<std::vector<kubernetes::Condition>>("conditions");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const std::vector<kubernetes::Condition> &conditions,
                            const QStringList &expected) { QTest::newRow(name) << conditions << expected; };
        const auto memory = condition("MemoryPressure", "False", "KubeletHasSufficientMemory");
        const auto disk = condition("DiskPressure", "False", "KubeletHasNoDiskPressure");
        const auto pid = condition("PIDPressure", "False", "KubeletHasSufficientPID");
        const auto ready = condition("Ready", "True", "KubeletReady", "kubelet is posting ready status");

        row("all well", {memory, disk, pid, ready}, {u"Ready | for 2 h 0 min"_s, u"No memory, disk or PID pressure"_s});
        row("and the network is", {condition("NetworkUnavailable", "False", "RouteCreated"), memory, disk, pid, ready},
            {u"Ready | for 2 h 0 min"_s, u"No memory, disk or PID pressure · Network set up"_s});
        row("nothing but ready", {ready}, {u"Ready | for 2 h 0 min"_s});
        row("a kubelet that never said anything", {}, {u"!!Not ready: its kubelet has not said anything yet"_s});
        row("not ready", {condition("Ready", "False", "KubeletNotReady", "container runtime is down", 60)},
            {u"!!Not ready | for 1 min | KubeletNotReady: container runtime is down"_s});
        row("gone", {condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", 30)},
            {u"!!Not ready: its kubelet does not answer | for 30 s | NodeStatusUnknown: Kubelet stopped posting node "
             "status."_s});
        row("memory is short", {condition("MemoryPressure", "True", "KubeletHasInsufficientMemory"), disk, pid, ready},
            {u"!Memory is short | for 2 h 0 min | KubeletHasInsufficientMemory"_s, u"Ready | for 2 h 0 min"_s,
             u"No disk pressure · No PID pressure"_s});
        row("disk is short", {condition("DiskPressure", "True", "", "out of inodes"), ready},
            {u"!Disk space is short | for 2 h 0 min | out of inodes"_s, u"Ready | for 2 h 0 min"_s});
        row("process ids are short", {condition("PIDPressure", "True"), ready},
            {u"!Process ids are short | for 2 h 0 min"_s, u"Ready | for 2 h 0 min"_s});
        row("no network is worse",
            {condition("MemoryPressure", "Unknown"), condition("NetworkUnavailable", "True"), ready},
            {u"!!Network is not set up | for 2 h 0 min"_s, u"!Memory pressure is not known | for 2 h 0 min"_s,
             u"Ready | for 2 h 0 min"_s});
        row("node-problem-detector, all well",
            {condition("KernelDeadlock", "False"), condition("ReadonlyFilesystem", "False"), memory, disk, pid, ready},
            {u"Ready | for 2 h 0 min"_s, u"No memory, disk or PID pressure |  | 2 other check(s) without a problem"_s});
        row("node-problem-detector finds one",
            {condition("ReadonlyFilesystem", "True", "FilesystemIsReadOnly", "Remounting filesystem read-only"), ready},
            {u"!ReadonlyFilesystem: a file system cannot be written | for 2 h 0 min | FilesystemIsReadOnly: Remounting "
             "filesystem read-only"_s,
             u"Ready | for 2 h 0 min"_s});
        row("one that nobody knows", {condition("GpuXidErrors", "True", "Xid79"), ready},
            {u"!GpuXidErrors is True | for 2 h 0 min | Xid79"_s, u"Ready | for 2 h 0 min"_s});
        row("one that is good when true", {condition("AcceleratedHardwareReady", "True"), ready},
            {u"Ready | for 2 h 0 min"_s, u"1 other check(s) without a problem"_s});
        row("and bad when not", {condition("AcceleratedHardwareReady", "False", "NvidiaXID79Error"), ready},
            {u"!AcceleratedHardwareReady is False | for 2 h 0 min | NvidiaXID79Error"_s, u"Ready | for 2 h 0 min"_s});
        row("no time is given", {{u"Ready"_s, u"True"_s, {}, {}, 0}}, {u"Ready"_s});
        row("a message over two lines", {condition("FsBroken", "True", "E", "one\ntwo"), ready},
            {u"!FsBroken is True | for 2 h 0 min | E: one\ntwo"_s, u"Ready | for 2 h 0 min"_s});
        row("escape sequences and bidi overrides",
            {{u"X\u202Egpj"_s, u"True"_s, u"\x1b[31mred"_s, u"<b>bold</b>\x07"_s, Now}, ready},
            {u"!X\uFFFDgpj is True | for 0 s | \uFFFD[31mred: <b>bold</b>\uFFFD"_s, u"Ready | for 2 h 0 min"_s});
    }
    void saysConditionsInWords()
    {
        QFETCH(std::vector<kubernetes::Condition>, conditions);
        kubernetes::Node node;
        node.conditions = conditions;
        QTEST(lines(conditionFacts(node, Now)), "expected");
    }

    void conditionsSayMoreToTheMouse()
    {
        kubernetes::Node node;
        node.conditions = {condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
                           condition("KernelDeadlock", "False", "KernelHasNoDeadlock", "fine")};
        const auto facts = conditionFacts(node, Now);
        QVERIFY2(facts[0].toolTip.startsWith(u"Ready = True\nsince "_s), qPrintable(facts[0].toolTip));
        QVERIFY(facts[0].toolTip.endsWith(u"kubelet is posting ready status"_s));
        QVERIFY2(facts[1].toolTip.startsWith(u"KernelDeadlock = False since "_s), qPrintable(facts[1].toolTip));
        QCOMPARE(facts[1].copied, u"KernelDeadlock\tFalse\tKernelHasNoDeadlock\tfine"_s);
    }

    void knowsWhatIsGood_data()
    {
        QTest::addColumn<bool>("isGood");
        for (const char *type : {"Ready", "KernelReady", "GpuHealthy", "APIAvailable", "EtcdIsVoter"})
            QTest::newRow(type) << true;
        for (const char *type : {"MemoryPressure", "NetworkUnavailable", "GpuUnhealthy", "NotReady", "KernelDeadlock",
                                 "FrequentKubeletRestart", ""})
            QTest::newRow(type) << false;
    }
    void knowsWhatIsGood() { QTEST(isGoodWhenTrue(QString::fromLatin1(QTest::currentDataTag())), "isGood"); }

    void saysTaintsInWords_data()
    {
        QTest::addColumn<bool>("isCordoned");
        QTest::addColumn<bool>("isReady");
        QTest::addColumn<std::vector<kubernetes::Taint>>("taints");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const std::vector<kubernetes::Taint> &taints, const QStringList &expected,
                            bool isCordoned = false, bool isReady = true) {
            QTest::newRow(name) << isCordoned << isReady << taints << expected;
        };
        const QString cordoned =
            u"!Cordoned |  | Nothing new is placed here until somebody uncordons the node. Pods that run stay."_s;
        row("none", {}, {});
        row("of GPUs", {{u"nvidia.com/gpu"_s, u"present"_s, u"NoSchedule"_s}},
            {u"NoSchedule nvidia.com/gpu=present |  | Only pods that tolerate it are placed; tolerated here."_s});
        row("of a team", {{u"team"_s, u"llm"_s, u"NoSchedule"_s}},
            {u"!NoSchedule team=llm |  | Only pods that tolerate it are placed; not tolerated: counts as unusable."_s});
        row("that evicts", {{u"dedicated"_s, {}, u"NoExecute"_s}},
            {u"!NoExecute dedicated |  | Only pods that tolerate it are placed and stay; others are evicted; not "
             "tolerated: counts as unusable."_s});
        row("that only asks", {{u"spot"_s, u"true"_s, u"PreferNoSchedule"_s}},
            {u"PreferNoSchedule spot=true |  | Pods that do not tolerate it are placed elsewhere where possible; it "
             "keeps nothing away."_s});
        row("of an effect to come", {{u"x"_s, {}, u"NoWatch"_s}},
            {u"!NoWatch x |  | An effect that is not known, taken to keep pods away; not tolerated: counts as "
             "unusable."_s});
        row("cordoned", {{u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s}},
            {cordoned, u"NoSchedule node.kubernetes.io/unschedulable |  | Set by a cordon. Only pods that tolerate it "
                       "are placed."_s},
            true);
        row("uncordoned, and the taint is left", {{u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s}},
            {u"!NoSchedule node.kubernetes.io/unschedulable |  | Set by a cordon. Only pods that tolerate it are "
             "placed; not tolerated: counts as unusable."_s});
        row("not ready", {{u"node.kubernetes.io/not-ready"_s, {}, u"NoExecute"_s}},
            {u"NoExecute node.kubernetes.io/not-ready |  | Set while the node is not ready. Only pods that tolerate it "
             "are placed and stay; others are evicted."_s},
            false, false);
        row("about to go", {{u"ToBeDeletedByClusterAutoscaler"_s, u"1700"_s, u"NoSchedule"_s}},
            {u"!NoSchedule ToBeDeletedByClusterAutoscaler=1700 |  | Cluster autoscaler is about to delete the node. "
             "Only pods that tolerate it are placed; not tolerated: counts as unusable."_s});
        row("what matters stands first", {{u"amd.com/gpu"_s, {}, u"NoSchedule"_s}, {u"team"_s, {}, u"NoSchedule"_s}},
            {u"!NoSchedule team |  | Only pods that tolerate it are placed; not tolerated: counts as unusable."_s,
             u"NoSchedule amd.com/gpu |  | Only pods that tolerate it are placed; tolerated here."_s});
        row("markup and escapes", {{u"<img src=x>"_s, u"\x1b[2J"_s, u"No\u202ESchedule"_s}},
            {u"!No\uFFFDSchedule <img src=x>=\uFFFD[2J |  | An effect that is not known, taken to keep pods away; not "
             "tolerated: counts as unusable."_s});
    }
    void saysTaintsInWords()
    {
        QFETCH(bool, isCordoned);
        QFETCH(bool, isReady);
        QFETCH(std::vector<kubernetes::Taint>, taints);
        auto node = makeNode(u"n"_s, 8);
        node->isUnschedulable = isCordoned;
        node->taints = taints;
        if (!isReady)
            node->conditions = {condition("Ready", "False")};
        QTEST(lines(taintFacts(availabilityOf(*node))), "expected");
    }

    void saysStates_data()
    {
        QTest::addColumn<bool>("isReady");
        QTest::addColumn<bool>("isCordoned");
        QTest::addColumn<bool>("isTainted");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("ready") << true << false << false << u"Ready"_s << Severity::Ok;
        QTest::newRow("cordoned") << true << true << false << u"Ready, cordoned"_s << Severity::Warning;
        QTest::newRow("tainted") << true << false << true << u"Ready, tainted"_s << Severity::Warning;
        QTest::newRow("not ready") << false << false << false << u"Not ready"_s << Severity::Error;
        QTest::newRow("neither") << false << true << false << u"Not ready, cordoned"_s << Severity::Error;
    }
    void saysStates()
    {
        QFETCH(bool, isReady);
        QFETCH(bool, isCordoned);
        QFETCH(bool, isTainted);
        QFETCH(QString, text);
        QFETCH(Severity, severity);
        auto node = makeNode(u"n"_s, 8);
        node->isUnschedulable = isCordoned;
        node->conditions = {condition("Ready", isReady ? "True" : "False")};
        if (isTainted)
            node->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
        QCOMPARE(nodeState(availabilityOf(*node)), (StateWords{text, severity}));
    }

    void warnsOfAllThatLessens()
    {
        auto node = makeNode(u"n"_s, 8);
        node->isUnschedulable = true;
        node->conditions = {condition("Ready", "Unknown", "NodeStatusUnknown")};
        node->taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
        node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(6));
        const auto row = rowOf(*node, {makePod(u"a"_s, u"n"_s, 7)});
        QCOMPARE(nodeWarnings(row.availability),
                 (QStringList{u"Not ready (NodeStatusUnknown): nothing is placed here."_s,
                              u"Cordoned: nothing new is placed here."_s,
                              u"Taint team=llm:NoSchedule is not tolerated: what is free counts as unusable."_s,
                              u"2 device(s) of nvidia.com/gpu unhealthy."_s,
                              u"More nvidia.com/gpu is requested than the node has."_s}));
        QCOMPARE(nodeWarnings(availabilityOf(*makeNode(u"m"_s, 8))), QStringList());
        QCOMPARE(reasonWords({Reason::Code::NotReady, {}}), u"Not ready: nothing is placed here."_s);
    }

    void warnsOfAPluginThatIsMissing()
    {
        auto node = makeNode(u"n"_s, 0);
        node->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-L4"_s}};
        QCOMPARE(nodeWarnings(availabilityOf(*node)), QStringList{u"nvidia.com/gpu: no device plugin."_s});
    }

    void saysWhatOnePodCanAskFor_data()
    {
        QTest::addColumn<int>("held");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, int held, const QString &change, const QString &expected) {
            QTest::newRow(name) << held << change << expected;
        };
        row("all", 0, {}, u"One pod can ask for all 8 now."_s);
        row("some", 5, {}, u"One pod can ask for 3 now. On the empty node it could ask for 8."_s);
        row("none", 8, {}, u"No pod can ask for one now. On the empty node it could ask for 8."_s);
        row("cordoned", 5, u"cordon"_s, u"3 would be free, but nothing is placed here."_s);
        row("cordoned and full", 8, u"cordon"_s, u"Nothing is placed here."_s);
        row("pods are forbidden", 0, u"unknown"_s,
            u"What is free is not known: the pods of this cluster cannot be listed."_s);
        row("no memory left", 5, u"memory"_s, u"No pod can use what is free: no CPU, memory or pod slot is left."_s);
        row("no memory at all", 0, u"none"_s, u"No pod can ask for any: the node gives no CPU, memory or pod slot."_s);
        row("one share per container", 5, u"mps"_s, u"A container can ask for one share, no more."_s);
        row("TPU, some held", 1, u"tpu"_s, u"A pod gets all 8 chips or none, and some are held."_s);
        row("TPU, part of a larger slice", 0, u"slice"_s,
            u"Part of a slice over several nodes: no single pod can ask for it."_s);
        row("no device plugin", 0, u"plugin"_s, u"No device plugin."_s);
    }
    void saysWhatOnePodCanAskFor()
    {
        QFETCH(int, held);
        QFETCH(QString, change);
        auto node = makeNode(u"n"_s, change == "plugin"_L1 ? 0 : 8);
        QString resource = Gpu;
        auto pod = makePod(u"a"_s, u"n"_s, held);
        if (change == "cordon"_L1)
            node->isUnschedulable = true;
        if (change == "memory"_L1)
            pod->requests.set(u"memory"_s, kubernetes::Quantity::fromUnits(std::int64_t(512) << 30));
        if (change == "none"_L1)
            node->allocatable.set(u"memory"_s, kubernetes::Quantity::fromUnits(1));
        if (change == "mps"_L1)
            node->labels.emplace_back(u"nvidia.com/gpu.sharing-strategy"_s, u"mps"_s);
        if (change == "plugin"_L1)
            node->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-L4"_s}};
        if (change == "tpu"_L1 || change == "slice"_L1) {
            resource = u"google.com/tpu"_s;
            node = makeNode(u"n"_s, 0);
            for (auto *list : {&node->capacity, &node->allocatable})
                list->set(resource, kubernetes::Quantity::fromUnits(8));
            node->labels = {{u"cloud.google.com/gke-tpu-accelerator"_s, u"tpu-v5-lite-podslice"_s},
                            {u"cloud.google.com/gke-tpu-topology"_s, change == "tpu"_L1 ? u"2x4"_s : u"4x4"_s}};
            pod = makePod(u"a"_s, u"n"_s, held, resource);
        }
        std::vector<kubernetes::PodPtr> pods;
        if (held > 0)
            pods.push_back(pod);
        const auto row = rowOf(*node, pods, change != "unknown"_L1);
        QTEST(requestableWords(row.availability, row.availability.devices.front()), "expected");
    }

    void kindsAreRowsOfTheirOwn()
    {
        auto node = makeNode(u"n"_s, 4, 7);
        node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(3));
        node->capacity.set(u"cpu"_s, *kubernetes::Quantity::parse("96"));
        HolderColours colours;
        const auto row = rowOf(*node, {makePod(u"a"_s, u"n"_s, 1), makePod(u"b"_s, u"n"_s, 2, Mig)});
        const auto figures = nodeFigures(row, colours);
        QStringList shown;
        for (const FigureRow &figure : figures) {
            QStringList texts;
            for (const Figure &each : figure.figures)
                texts += each.text;
            shown += figure.name + u": "_s + texts.join(u' ');
        }
        QCOMPARE(shown, (QStringList{u"H100 80 GB: 4 3 1 2 1"_s, u"H100 MIG 1g.10gb: 7 7 2 5 0"_s,
                                     u"CPU, cores: 96 64 0 64 "_s, u"Memory, GiB: 512 512 0 512 "_s,
                                     u"Pods: 110 110 2 108 "_s}));
        QCOMPARE(nodeFigureCaptions(row.availability),
                 (QStringList{u"Capacity"_s, u"Allocatable"_s, u"Requested"_s, u"Free"_s, u"Unhealthy"_s}));
        QCOMPARE(figures[0].figures[4].severity, Severity::Error);
        QCOMPARE(figures[0].strip.count(), 4);
        node->allocatable.set(Gpu, kubernetes::Quantity::fromUnits(4));
        QCOMPARE(nodeFigureCaptions(availabilityOf(*node)).size(), 4);
    }

    void unknownIsNotZero()
    {
        HolderColours colours;
        const auto figures = nodeFigures(rowOf(*makeNode(u"n"_s, 8), {}, false), colours);
        for (const FigureRow &row : figures) {
            QCOMPARE(row.figures[2].text, u"?"_s);
            QCOMPARE(row.figures[3].text, u"?"_s);
            QVERIFY(!row.share);
        }
    }

    void ranksLabels()
    {
        kubernetes::Node node;
        for (const char *key : {"a.example/x", "feature.node.kubernetes.io/cpu-cpuid.AVX", "karpenter.sh/nodepool",
                                "node.kubernetes.io/instance-type", "nvidia.com/cuda.driver-version.full",
                                "nvidia.com/gpu.count", "nvidia.com/gpu.memory", "nvidia.com/gpu.product",
                                "nvidia.com/mig.strategy", "topology.kubernetes.io/zone"})
            node.labels.emplace_back(QString::fromLatin1(key), u"v"_s);
        QStringList keys;
        QStringList dim;
        for (const Fact &fact : labelFacts(node))
            (fact.severity == Severity::Dim ? dim : keys) += fact.title;
        QCOMPARE(keys, (QStringList{u"nvidia.com/gpu.product"_s, u"nvidia.com/gpu.count"_s, u"nvidia.com/gpu.memory"_s,
                                    u"nvidia.com/mig.strategy"_s, u"nvidia.com/cuda.driver-version.full"_s,
                                    u"karpenter.sh/nodepool"_s, u"node.kubernetes.io/instance-type"_s,
                                    u"topology.kubernetes.io/zone"_s}));
        QCOMPARE(dim, (QStringList{u"a.example/x"_s, u"feature.node.kubernetes.io/cpu-cpuid.AVX"_s}));
    }

    void hostileTextStaysText()
    {
        kubernetes::Node node;
        node.labels = {{u"<b>k</b>\x1b[1m"_s, u"two\nlines"_s}, {u"long"_s, QString(10'000, u'x')}};
        const auto facts = labelFacts(node);
        QCOMPARE(facts[0].title, u"<b>k</b>\uFFFD[1m"_s);
        QCOMPARE(facts[0].note, u"two lines"_s);
        QVERIFY(facts[1].note.size() <= 401);
        QCOMPARE(facts[1].copied.section(u'\t', 1).size(), 1'025); // plainLine's limit and its ellipsis
    }

    void whateverIsSentIsBounded()
    {
        auto node = makeNode(u"n"_s, 8);
        for (int i = 0; i < 3'000; ++i) {
            const QString number = QString::number(i);
            node->labels.emplace_back(u"x/"_s + number, number);
            node->taints.push_back({u"x/"_s + number, {}, u"NoSchedule"_s});
            node->conditions.push_back({u"X"_s + number, u"True"_s, {}, {}, 0});
        }
        const NodeAvailability availability = availabilityOf(*node);
        for (const auto &facts : {labelFacts(*node), taintFacts(availability), conditionFacts(*node, Now)}) {
            QCOMPARE(facts.size(), MostFacts);
            QVERIFY2(facts.back().title.startsWith(u"and "_s), qPrintable(facts.back().title));
        }
        QCOMPARE(labelFacts(*node).back().title, u"and 2490 more"_s); // one label is the product's
        QVERIFY(nodeWarnings(availability).size() <= 32);
    }

    void detailsSayWhereANodeBelongs()
    {
        auto node = makeNode(u"n"_s, 8);
        node->kubeletVersion = u"v1.31.4"_s;
        node->architecture = u"arm64"_s;
        node->internalAddress = u"10.0.0.7"_s;
        node->externalAddress = u"203.0.113.9"_s;
        node->created = Now - 86'400 * 41;
        node->labels.emplace_back(u"node.kubernetes.io/instance-type"_s, u"p5.48xlarge"_s);
        node->labels.emplace_back(u"karpenter.sh/nodepool"_s, u"big"_s);
        node->labels.emplace_back(u"topology.kubernetes.io/zone"_s, u"eu-1b"_s);
        std::sort(node->labels.begin(), node->labels.end());
        auto details = nodeDetails(availabilityOf(*node), Now);
        QVERIFY(!details.takeLast().second.isEmpty()); // when, in the user's time zone
        QCOMPARE(details, (QList<QPair<QString, QString>>{
                              {u"Product label"_s, u"nvidia.com/gpu.product = NVIDIA-H100-80GB-HBM3"_s},
                              {u"Pool"_s, u"big"_s},
                              {u"Instance type"_s, u"p5.48xlarge"_s},
                              {u"Zone"_s, u"eu-1b"_s},
                              {u"Internal IP"_s, u"10.0.0.7"_s},
                              {u"External IP"_s, u"203.0.113.9"_s},
                              {u"Kubelet"_s, u"v1.31.4"_s},
                              {u"Architecture"_s, u"arm64"_s},
                              {u"Age"_s, u"41 d"_s}}));
        node->labels.clear();
        QCOMPARE(nodeDetails(availabilityOf(*node), Now)[0].second, u"none that names the product"_s);
        QCOMPARE(nodeDetails(availabilityOf(*makeNode(u"m"_s, 0)), Now)[0].second, QString()); // nothing to name
    }
};

QTEST_GUILESS_MAIN(TestNodeFacts)
#include "tst_nodefacts.moc"
