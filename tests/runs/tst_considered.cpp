// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamlvalue.h"
#include "backends/runs/considered.h"
#include "clusters.h"
#include "tests/manifests/configs.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Image = "image: {reference: 'a:1'}, ";

kubernetes::Node tainted(kubernetes::Node node, const QString &taint)
{
    const auto toleration = accelerators::parseToleration(taint).value();
    node.taints.push_back({toleration.key, toleration.value, toleration.effect});
    return node;
}

//! \p held GPUs of 8, by one pod.
accelerators::NodeRowPtr heldRow(const kubernetes::Node &node, const char *held)
{
    const Amounts amounts{{"nvidia.com/gpu", held}};
    auto result = std::make_shared<accelerators::NodeRow>(*row(node, &amounts));
    result->holders = {std::make_shared<const kubernetes::Pod>(pod(u"train"_s, node.name, {{"nvidia.com/gpu", held}}))};
    return result;
}

//! a: three H100 nodes with 8, 2 and no free GPUs, one L4 node that is tainted, a CPU node.
//! b: two A100 nodes in two pools; c: nobody knows; d: no node.
LaunchFacts someFacts()
{
    LaunchFacts facts;
    facts.contexts = {{.id = u"a"_s, .name = u"a"_s, .isCurrent = true},
                      {.id = u"b"_s, .name = u"b"_s},
                      {.id = u"c"_s, .name = u"c"_s},
                      {.id = u"d"_s, .name = u"d"_s}};
    const QString h100 = u"NVIDIA-H100-80GB-HBM3"_s;
    facts.contexts[0].nodes = std::vector{emptyRow(gpuNode(u"h1"_s, h100)), heldRow(gpuNode(u"h2"_s, h100), "6"),
                                          heldRow(gpuNode(u"h3"_s, h100), "8"),
                                          emptyRow(tainted(gpuNode(u"l1"_s, u"NVIDIA-L4"_s), u"team=llm:NoSchedule"_s)),
                                          emptyRow(node(u"cpu"_s, {}, {}))};
    const QString a100 = u"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB agentpool=%1"_s;
    facts.contexts[1].nodes = std::vector{emptyRow(node(u"p1"_s, a100.arg(u"x"_s), {{"nvidia.com/gpu", "8"}})),
                                          emptyRow(node(u"p2"_s, a100.arg(u"y"_s), {{"nvidia.com/gpu", "8"}}))};
    facts.contexts[3].nodes = std::vector<accelerators::NodeRowPtr>();
    facts.daemons = {{u"d-1"_s, {.name = u"box"_s, .cpus = 8, .memoryBytes = std::int64_t(16) << 30}}};
    return facts;
}

settings::Settings someSettings()
{
    settings::Settings settings;
    settings.daemons = {{.id = u"d-1"_s, .name = u"first"_s}, {.id = u"d-2"_s, .name = u"second"_s}};
    return settings;
}

Considered consider(const QByteArray &config, const RunForm &form, const QHash<QString, ContextLimits> &limits = {},
                    const LaunchFacts &facts = someFacts())
{
    const FormedRun run = formedConfig(configOf(config), form, someSettings()).value();
    return considered(run, {.runId = u"r"_s, .name = u"n"_s}, facts, someSettings(), manifests::PodSchema(), limits,
                      {{u"A100 40GB"_s, u"9"_s}, {u"H100"_s, u"2.5"_s}, {u"L4"_s, u"cheap"_s}});
}

//! "* a: 8 × H100 80GB: now 10 on h1, h2": chosen, context, group, when, copies, nodes; or the reason.
QStringList textOf(const Considered &considered)
{
    QStringList lines;
    for (const ConsideredRow &row : considered.rows) {
        const QString place = row.group.nodes.empty() ? row.target.name : row.target.name + u": "_s + row.group.text();
        const QString what = row.when == NodeFit::When::Now ? u"%1 on %2"_s.arg(row.copies).arg(row.nowOn.join(u", "_s))
                                                            : toString(row.hindrance) + u", "_s + row.reason;
        lines += u"%1%2: %3 %4"_s.arg(row.isChosen ? u"* "_s : QString(), place, toString(row.when), what);
    }
    return lines;
}

QJsonObject json(const QByteArray &yaml)
{
    return files::toJson(files::parseYaml(yaml).value().root).toObject();
}

} // namespace

//! Where a run would get its nodes.
class TestConsidered : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void rows_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<RunForm>("form");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QByteArray &config, const RunForm &form,
                            const QStringList &expected) { QTest::newRow(name) << Image + config << form << expected; };
        const QByteArray k8s = "engine: kubernetes";
        const QString noL4 = u"a: 8 × L4 24GB: never device, has L4 24GB, not H100"_s;
        const QString noGpu = u"a: no GPU: never device, no GPU"_s;
        row("now", k8s, {.gpus = u"H100:2"_s}, {u"* a: 8 × H100 80GB: now 5 on h1, h2"_s, noL4, noGpu});
        row("later, with what frees", k8s, {.gpus = u"H100:8"_s, .cpu = u"65"_s},
            {u"a: 8 × H100 80GB: never cpu, 65 of cpu asked for, the node has 64"_s, noL4, noGpu});
        row("too many", k8s, {.gpus = u"H100:9"_s},
            {u"a: 8 × H100 80GB: never device, 9 of nvidia.com/gpu asked for, the node has 8"_s, noL4, noGpu});
        row("memory", k8s, {.gpus = u"H100:1"_s, .memory = u"600Gi"_s},
            {u"a: 8 × H100 80GB: never memory, 600Gi of memory asked for, the node has 512Gi"_s, noL4, noGpu});
        row("taint", k8s, {.gpus = u"L4:1"_s},
            {u"a: 8 × L4 24GB: never taint, taint team=llm:NoSchedule"_s,
             u"a: 8 × H100 80GB: never device, has H100 80GB, not L4"_s, noGpu});
        row("tolerated", "kubernetes: {tolerations: [{key: team, operator: Exists}]}", {.gpus = u"L4:4"_s},
            {u"* a: 8 × L4 24GB: now 2 on l1"_s, u"a: 8 × H100 80GB: never device, has H100 80GB, not L4"_s, noGpu});
        row("device before cpu before taint", k8s, {.gpus = u"L4:9"_s, .cpu = u"100"_s},
            {u"a: 8 × L4 24GB: never device, 9 of nvidia.com/gpu asked for, the node has 8"_s,
             u"a: 8 × H100 80GB: never device, has H100 80GB, not L4"_s, noGpu});
        row("cpu before taint", k8s, {.gpus = u"L4:1"_s, .cpu = u"100"_s},
            {u"a: 8 × L4 24GB: never cpu, 100 of cpu asked for, the node has 64"_s,
             u"a: 8 × H100 80GB: never device, has H100 80GB, not L4"_s, noGpu});
        row("selector", "kubernetes: {nodeSelector: {pool: x}}", {.gpus = u"H100:1"_s},
            {u"a: 8 × H100 80GB: never selector, no label pool=x"_s, noL4, noGpu});
        row("in the order of the names", k8s, {.gpus = u"L4,H100:4"_s},
            {u"a: 8 × L4 24GB: never taint, taint team=llm:NoSchedule"_s, u"* a: 8 × H100 80GB: now 2 on h1"_s, noGpu});
        row("without GPUs nodes without first", k8s, {.gpus = u"none"_s, .cpu = u"30"_s},
            {u"* a: no GPU: now 2 on cpu"_s, u"a: 8 × H100 80GB: now 6 on h1, h2, h3"_s,
             u"a: 8 × L4 24GB: never taint, taint team=llm:NoSchedule"_s});
        row("what the config says", "kubernetes: {gpu: {product: H100 80GB, count: 4}}", {},
            {u"* a: 8 × H100 80GB: now 2 on h1"_s, u"a: 8 × L4 24GB: never device, has L4 24GB, not H100 80GB"_s,
             noGpu});
        row("pools, in failover order", "kubernetes: {contexts: [b, a]}", {.gpus = u"A100,H100:8"_s},
            {u"* b: 8 × A100 80GB, pool x: now 1 on p1"_s, u"b: 8 × A100 80GB, pool y: now 1 on p2"_s,
             u"a: 8 × H100 80GB: now 1 on h1"_s, u"a: 8 × L4 24GB: never device, has L4 24GB, not A100 or H100"_s,
             noGpu});
        row("pods share nodes", k8s, {.gpus = u"H100:2"_s, .nodes = 5},
            {u"* a: 8 × H100 80GB: now 5 on h1, h2"_s, noL4, noGpu});
        row("one pod too many for now", k8s, {.gpus = u"H100:2"_s, .nodes = 6},
            {u"* a: 8 × H100 80GB: later device, 5 of 6 pods fit now; 2 more nvidia.com/gpu on h3, where team/train "
             "holds 8"_s,
             noL4, noGpu});
        row("more pods than there is room for", k8s, {.gpus = u"H100:8"_s, .nodes = 4},
            {u"a: 8 × H100 80GB: never device, 4 pods asked for, such nodes of a hold 3 at most"_s, noL4, noGpu});
        row("over pools", "kubernetes: {contexts: [b]}", {.gpus = u"A100:8"_s, .nodes = 2},
            {u"* b: 8 × A100 80GB, pool x: now 1 on p1"_s, u"b: 8 × A100 80GB, pool y: now 1 on p2"_s});
        row("each pod on a node of its own",
            "labels: {app: t}, kubernetes: {affinity: {podAntiAffinity: "
            "{requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: "
            "{matchLabels: {app: t}}}]}}}",
            {.gpus = u"H100:2"_s, .nodes = 3},
            {u"* a: 8 × H100 80GB: later device, 2 of 3 pods fit now; 2 more nvidia.com/gpu on h3, where team/train "
             "holds 8"_s,
             noL4, noGpu});
        row("nobody knows the nodes", "kubernetes: {contexts: [c]}", {.gpus = u"H100:1"_s},
            {u"c: unknown , the nodes of c are not known: open the context"_s});
        row("no nodes", "kubernetes: {contexts: [d, a]}", {.gpus = u"H100:1"_s},
            {u"d: never resource, d has no node"_s, u"* a: 8 × H100 80GB: now 10 on h1, h2"_s, noL4, noGpu});
        row("nothing can be sent", "kubernetes: {namespace: '${nobody}'}", {.gpus = u"H100:1"_s},
            {u"a: never launch, kubernetes.namespace: *"_s});
        const QByteArray docker = "engine: docker";
        row("daemon", docker, {.cpu = u"8"_s}, {u"* first: now 1 on box"_s});
        row("daemon, cpu", docker, {.cpu = u"9"_s}, {u"first: never cpu, 9 of cpu asked for, the host has 8"_s});
        row("daemon, memory", docker, {.memory = u"32Gi"_s},
            {u"first: never memory, 32Gi of memory asked for, the host has 16Gi"_s});
        row("daemon, GPUs", docker, {.gpus = u"2"_s},
            {u"first: unknown device, a daemon does not say which GPUs its host has, nor who uses them"_s});
        row("daemon that has not said", docker, {.targets = {u"second"_s}},
            {u"second: unknown , the daemon second has not said what its host has: open it"_s});
    }
    void rows()
    {
        QFETCH(QByteArray, config);
        QFETCH(RunForm, form);
        QFETCH(QStringList, expected);
        const QStringList lines = textOf(consider(config, form));
        QCOMPARE(lines.size(), expected.size());
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const bool isPart = expected[i].endsWith(u'*');
            QVERIFY2(isPart ? lines[i].startsWith(expected[i].chopped(1)) : lines[i] == expected[i],
                     qPrintable(lines.join(u'\n')));
        }
    }

    void waits()
    {
        LaunchFacts facts = someFacts();
        const QString h100 = u"NVIDIA-H100-80GB-HBM3"_s;
        kubernetes::Node cordoned = gpuNode(u"h2"_s, h100);
        cordoned.isUnschedulable = true;
        facts.contexts[0].nodes = std::vector{heldRow(gpuNode(u"h1"_s, h100), "6"), emptyRow(cordoned)};
        const auto line = [&facts](const QString &gpus) {
            return textOf(consider(Image + "engine: kubernetes", {.gpus = gpus}, {}, facts)).value(0);
        };
        QCOMPARE(line(u"H100:4"_s), u"* a: 8 × H100 80GB: later device, 2 more nvidia.com/gpu on h1, where team/train "
                                    "holds 6"_s);
        facts.contexts[0].nodes = std::vector{emptyRow(cordoned)};
        QCOMPARE(line(u"H100:4"_s), u"* a: 8 × H100 80GB: later state, h2 is cordoned"_s);
        facts.contexts[0].nodes = std::vector{row(gpuNode(u"h1"_s, h100))};
        QCOMPARE(line(u"H100:4"_s), u"a: 8 × H100 80GB: unknown , what pods hold is not known"_s);
    }

    void limits_data()
    {
        QTest::addColumn<ContextLimits>("limits");
        QTest::addColumn<QString>("expected"); // of the H100 nodes
        const auto row = [](const char *name, const ContextLimits &limits, const QString &expected) {
            QTest::newRow(name) << limits << u"8 × H100 80GB: "_s + expected;
        };
        const auto quotas = [](const QByteArray &quota) {
            ContextLimits limits;
            limits.quotas = std::vector<QJsonObject>{json(quota)};
            return limits;
        };
        const auto gpuQuota = [&quotas](const QByteArray &used) {
            return quotas("{metadata: {name: q}, status: {hard: {requests.nvidia.com/gpu: '6'}, used: "
                          "{requests.nvidia.com/gpu: '" +
                          used + "'}}}");
        };
        const auto claim = [](const std::vector<NodeRequirement> &term) {
            ContextLimits limits;
            limits.claims = std::vector<ClaimPlace>(1);
            limits.claims->front().claim = u"data"_s;
            if (!term.empty())
                limits.claims->front().nodeTerms.push_back(term);
            return limits;
        };
        row("nobody asked", {}, u"now 5 on h1, h2"_s);
        row("quota with room", gpuQuota("2"), u"now 5 on h1, h2"_s);
        row("quota that others use", gpuQuota("4"),
            u"later quota, quota q: requests.nvidia.com/gpu: asks for 4, used 4 of 6"_s);
        row("quota of the scope of others",
            quotas("{metadata: {name: q}, spec: {scopes: [BestEffort]}, status: {hard: {pods: '0'}}}"),
            u"now 5 on h1, h2"_s);
        row("quota below what is asked for",
            quotas("{metadata: {name: q}, status: {hard: {pods: '1'}, used: {pods: '0'}}}"),
            u"never quota, quota q: pods: asks for 2, used 0 of 1"_s);
        row("admitted", {.podSecurity = QString()}, u"now 5 on h1, h2"_s);
        row("pod security", {.podSecurity = u"violates PodSecurity \"restricted:latest\""_s},
            u"never podSecurity, violates PodSecurity \"restricted:latest\""_s);
        ContextLimits both = gpuQuota("4");
        both.podSecurity = u"no"_s;
        row("what is never comes before what is later", both, u"never podSecurity, no"_s);
        row("a volume of a node", claim({{u"metadata.name"_s, u"In"_s, {u"h1"_s}, true}}), u"now 4 on h1"_s);
        row("a volume of another zone", claim({{u"zone"_s, u"In"_s, {u"z"_s}, false}}),
            u"never claimZone, the volume of data is elsewhere"_s);
        row("a volume anywhere", claim({}), u"now 5 on h1, h2"_s);
        row("an image for it", {.imagePlatforms = QStringList{u"linux/arm64"_s, u"linux/amd64"_s}},
            u"now 5 on h1, h2"_s);
        row("an image for others", {.imagePlatforms = QStringList{u"linux/arm64/v8"_s}},
            u"never platform, the image is for linux/arm64/v8, the node is linux/amd64"_s);
        row("a newer CUDA", {.imageCuda = u"12.8"_s},
            u"never cuda, the image wants CUDA 12.8, the node's driver has 12.4"_s);
        row("an older CUDA", {.imageCuda = u"12.4"_s}, u"now 5 on h1, h2"_s);
    }
    void limits()
    {
        QFETCH(ContextLimits, limits);
        QFETCH(QString, expected);
        LaunchFacts facts = someFacts();
        for (accelerators::NodeRowPtr &row : *facts.contexts[0].nodes) {
            auto changed = std::make_shared<accelerators::NodeRow>(*row);
            kubernetes::Node node = *row->availability.node;
            node.architecture = u"amd64"_s;
            node.labels.emplace_back(u"nvidia.com/cuda.runtime.major"_s, u"12"_s);
            node.labels.emplace_back(u"nvidia.com/cuda.runtime.minor"_s, u"4"_s);
            std::sort(node.labels.begin(), node.labels.end());
            changed->availability.node = shared(node);
            row = changed;
        }
        const Considered result =
            consider(Image + "engine: kubernetes", {.gpus = u"H100:2"_s, .nodes = 2}, {{u"a"_s, limits}}, facts);
        QString line = textOf(result).value(0);
        line.remove(0, line.indexOf(u'8'));
        QCOMPARE(line, expected);
    }

    void notes()
    {
        const Considered spread = consider(
            Image + "timeouts: {waitForAutoscaler: true}, kubernetes: {queueName: team, schedulerName: volcano, "
                    "topologySpread: [{topologyKey: zone}]}",
            {.gpus = u"H100:8"_s, .nodes = 2});
        QCOMPARE(spread.rows.front().notes,
                 QStringList({u"Not judged: topology spread, what the scheduler volcano does."_s,
                              u"Not judged: when the queue team lets it in."_s,
                              u"An autoscaler may make a node: the config waits for it."_s}));
        const Considered pools = consider(Image + "kubernetes: {contexts: [b]}", {.gpus = u"A100:8"_s, .nodes = 2});
        QCOMPARE(pools.rows.front().notes, QStringList({u"1 of 2 pods fit here, the others on other nodes of b."_s}));
        QCOMPARE(pools.rows.front().runs(1), 1);
        QCOMPARE(pools.rows.front().runs(2), 0);
    }

    void details()
    {
        const Considered result = consider(Image + "engine: kubernetes", {.gpus = u"H100:4"_s});
        QCOMPARE(result.rows.front().details,
                 QStringList({u"2 of 8 nvidia.com/gpu free: 1 node"_s, u"0 of 8 nvidia.com/gpu free: 1 node"_s}));
    }

    void prices()
    {
        const Considered result =
            consider(Image + "kubernetes: {contexts: [a, b]}", {.gpus = u"H100,L4,A100:4"_s, .nodes = 2});
        QStringList prices;
        for (const ConsideredRow &row : result.rows)
            prices += row.pricePerHour ? QString::number(*row.pricePerHour) : u"-"_s;
        QCOMPARE(prices.join(u' '), u"20 - - - -"_s); // H100 alone has one: 2.5 × 4 × 2
    }

    void configOfRow()
    {
        const RunForm form{.gpus = u"A100,H100:40GB..:2"_s};
        const FormedRun run =
            formedConfig(configOf(Image + "kubernetes: {contexts: [b, a]}"), form, someSettings()).value();
        const Considered result =
            considered(run, {.runId = u"r"_s, .name = u"n"_s}, someFacts(), someSettings(), manifests::PodSchema());
        const settings::GpuRequest gpu = configAt(run, *result.chosen()).kubernetes.gpu;
        QCOMPARE(gpu.product, u"A100 80GB"_s);
        QCOMPARE(*gpu.count, 2);
        QCOMPARE(configAt(run, result.rows[2]).kubernetes.gpu.product, u"H100 80GB"_s);
    }

    void noPlace()
    {
        const Considered result = consider(Image + "kubernetes: {contexts: [gone]}", {});
        QVERIFY(result.rows.empty() && !result.chosen());
        QCOMPARE(result.problem, u"no kubeconfig has a context called gone"_s);
    }
};

QTEST_GUILESS_MAIN(TestConsidered)
#include "tst_considered.moc"
