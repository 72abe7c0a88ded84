// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/configpreview.h"
#include "models/configs/factcheck.h"
#include "models/configs/factchoices.h"
#include "models/configs/launchfactskeeper.h"
#include "tests/manifests/configs.h"
#include "tests/runs/clusters.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;
using settings::Settings;

namespace {

kubernetes::Node controlPlane(const QString &name)
{
    kubernetes::Node result = node(name, u"node-role.kubernetes.io/control-plane="_s, {});
    result.taints = {{u"node-role.kubernetes.io/control-plane"_s, {}, u"NoSchedule"_s}};
    return result;
}

//! "big" has H100s and slices of A100, "small" L4s, "bare" nothing but its control plane, "closed" nobody looks at,
//! "slices" has more of these on a node than cards.
runs::LaunchFacts someFacts()
{
    runs::LaunchFacts facts{.dockerFolder = u"/home/a/.docker"_s, .settingsFolder = u"/home/a/conf"_s};
    for (const char *name : {"big", "small", "bare", "closed", "slices"})
        facts.contexts.push_back({.id = QString::fromLatin1(name), .name = QString::fromLatin1(name)});
    facts.contexts[0].isCurrent = true;
    facts.contexts[0].nodes = std::vector{
        emptyRow(gpuNode(u"a"_s, u"NVIDIA-H100-80GB-HBM3"_s)),
        emptyRow(node(u"b"_s, u"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB"_s, {{"nvidia.com/mig-1g.10gb", "7"}}))};
    facts.contexts[1].nodes = std::vector{emptyRow(gpuNode(u"c"_s, u"NVIDIA-L4"_s, "2"))};
    facts.contexts[2].nodes = std::vector{emptyRow(controlPlane(u"cp"_s))};
    facts.contexts[4].nodes = std::vector{
        emptyRow(gpuNode(u"d"_s, u"NVIDIA-L4"_s, "2")), emptyRow(gpuNode(u"e"_s, u"NVIDIA-L4"_s, "2")),
        emptyRow(node(u"f"_s, u"nvidia.com/gpu.product=NVIDIA-A100-SXM4-80GB"_s, {{"nvidia.com/mig-1g.10gb", "7"}}))};
    facts.daemons.insert(u"d-1"_s, {.runtimes = {{u"runc"_s, {}}, {u"nvidia"_s, {}}},
                                    .discoveredDevices = {{u"cdi"_s, u"nvidia.com/gpu=0"_s}}});
    facts.daemons.insert(u"tls"_s, {.cpus = 8, .runtimes = {{u"runc"_s, {}}}});
    return facts;
}

Settings someSettings()
{
    return {.daemons = {{.id = u"d-1"_s, .name = u"box"_s, .host = u"unix:///run/box.sock"_s},
                        {.id = u"d-2"_s, .name = u"other"_s},
                        {.id = u"tls"_s, .name = u"tls"_s, .host = u"tcp://box:2376"_s, .tlsVerify = true},
                        {.id = u"certs"_s,
                         .name = u"certs"_s,
                         .host = u"tcp://box:2376"_s,
                         .tlsVerify = true,
                         .certPath = u"certs"_s},
                        {.id = u"context"_s, .name = u"context"_s, .context = u"far away"_s}}};
}

settings::RuntimeConfig kubernetesConfig(const QByteArray &part)
{
    return configOf("image: {reference: 'a:1'}, kubernetes: {" + part + "}");
}

settings::RuntimeConfig dockerConfig(const QByteArray &part)
{
    return configOf("image: {reference: 'a:1'}, engine: docker, docker: {" + part + "}");
}

} // namespace

//! What clusters and daemons do not have of what a config asks for, what there is to choose, and the preview.
class TestFactCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<settings::RuntimeConfig>("config");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const settings::RuntimeConfig &config, const QStringList &expected = {}) {
            QTest::newRow(name) << config << expected;
        };
        row("nothing asked for", kubernetesConfig({}));
        row("a product that is there", kubernetesConfig("contexts: [big], gpu: {count: 8, product: H100}"));
        row("a product that no target has", kubernetesConfig("contexts: [big], gpu: {count: 1, product: B200}"),
            {u"kubernetes.gpu.product: No target has B200; there are A100 1g.10gb, H100 80GB"_s});
        row("a product that one target has", kubernetesConfig("contexts: [big, small], gpu: {count: 1, product: H100}"),
            {u"kubernetes.gpu.product: Not in small"_s});
        row("a target that nobody knows is no lack",
            kubernetesConfig("contexts: [big, closed], gpu: {count: 1, product: H100}"));
        row("nobody knows anything", kubernetesConfig("contexts: [closed], gpu: {count: 99, product: B200}"));
        row("a kind that no target has", kubernetesConfig("contexts: [small], gpu: {count: 1, kind: mig}"),
            {u"kubernetes.gpu.kind: No target has mig; there are L4 24GB"_s});
        row("a resource that no target has",
            kubernetesConfig("contexts: [small], gpu: {count: 1, resource: amd.com/gpu}"),
            {u"kubernetes.gpu.resource: No target has amd.com/gpu; there are L4 24GB"_s});
        row("no GPU at all", kubernetesConfig("contexts: [bare], gpu: {count: 1}"),
            {u"kubernetes.gpu.count: No target has any GPU"_s});
        row("above every node", kubernetesConfig("contexts: [big, small], gpu: {count: 9}"),
            {u"kubernetes.gpu.count: More than any node has: at most 8"_s});
        row("slices are no cards", kubernetesConfig("contexts: [slices], gpu: {count: 3}"),
            {u"kubernetes.gpu.count: More than any node has: at most 2"_s});
        row("no room on any node", kubernetesConfig("contexts: [small], requests: {cpu: \"100\"}"),
            {u"kubernetes.requests: small: fits on none of 1 nodes (1: 100 of cpu asked for, the node has 64)"_s});
        row("a label that no node has", kubernetesConfig("contexts: [small], nodeSelector: {pool: gpu}"),
            {u"kubernetes.nodeSelector: small: fits on none of 1 nodes (1: no label pool=gpu)"_s});
        row("a taint", kubernetesConfig("contexts: [bare]"),
            {u"kubernetes.tolerations: bare: fits on none of 1 nodes (1: taint "
             "node-role.kubernetes.io/control-plane:NoSchedule)"_s});
        row("the control plane only", kubernetesConfig("contexts: [bare], tolerations: [{operator: Exists}]"),
            {u"kubernetes.nodeSelector: bare: only control-plane nodes fit"_s});
        row("no such context", kubernetesConfig("contexts: [gone]"),
            {u"kubernetes.contexts[0]: No kubeconfig has a context called gone"_s});
        row("one of the contexts is not there", kubernetesConfig("contexts: [closed, prod-us]"),
            {u"kubernetes.contexts[1]: No kubeconfig has a context called prod-us"_s});
        row("a glob that fits none", kubernetesConfig("contexts: ['eu-*', closed, gone]"),
            {u"kubernetes.contexts[0]: No kubeconfig has a context called eu-*"_s,
             u"kubernetes.contexts[2]: No kubeconfig has a context called gone"_s});

        row("a runtime that is there", dockerConfig("gpus: {runtime: nvidia}"));
        row("a runtime that is not", dockerConfig("gpus: {runtime: amd}"),
            {u"docker.gpus.runtime: The daemon does not know it; it has runc, nvidia"_s});
        row("a device that is not", dockerConfig("gpus: {cdiDevices: [nvidia.com/gpu=0, nvidia.com/gpu=7]}"),
            {u"docker.gpus.cdiDevices[1]: The daemon does not know it; it has nvidia.com/gpu=0"_s});
        const QString perhaps =
            u": The daemon has no runtime nvidia: whether it has GPUs shows itself when one is asked for"_s;
        row("GPUs of a daemon that has NVIDIA's runtime", dockerConfig("gpus: {count: 1}"));
        row("a number of GPUs of a daemon without it", dockerConfig("daemon: {id: tls}, gpus: {count: -1}"),
            {u"docker.gpus.count"_s + perhaps});
        row("GPUs by id of a daemon without it", dockerConfig("daemon: {id: tls}, gpus: {deviceIds: [\"0\"]}"),
            {u"docker.gpus.deviceIds"_s + perhaps});
        row("no GPUs of a daemon without it", dockerConfig("daemon: {id: tls}, gpus: {count: 0}"));
        row("GPUs of a daemon that has said nothing", dockerConfig("daemon: {id: d-2}, gpus: {count: 1}"));
        row("processors", dockerConfig("daemon: {id: tls}, resources: {cpus: \"8\"}"));
        row("more processors than there are", dockerConfig("daemon: {id: tls}, resources: {cpus: \"8.5\"}"),
            {u"docker.resources.cpus: More than the daemon has: at most 8"_s});
        row("a daemon that has said nothing", dockerConfig("daemon: {id: d-2}, gpus: {runtime: amd}"));
    }
    void problems()
    {
        QFETCH(settings::RuntimeConfig, config);
        QFETCH(QStringList, expected);
        QStringList said;
        for (const FieldProblem &problem : factProblems(config, someFacts(), someSettings())) {
            said += problem.field + u": "_s + problem.message;
            QCOMPARE(problem.severity, Severity::Warning);
        }
        QCOMPARE(said, expected);
    }

    //! Kubeconfigs that nobody has read yet lack nothing by name.
    void noContextsKnown()
    {
        const auto problems = factProblems(kubernetesConfig("contexts: [a, b]"), runs::LaunchFacts(), Settings());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].field, u"kubernetes.contexts"_s);
    }

    void choices()
    {
        const FactChoices ofTarget =
            factChoices(kubernetesConfig("contexts: [big], gpu: {product: H100}"), someFacts(), someSettings());
        QCOMPARE(ofTarget.contexts, (QStringList{u"big"_s, u"small"_s, u"bare"_s, u"closed"_s, u"slices"_s}));
        QCOMPARE(ofTarget.products, (QStringList{u"A100 1g.10gb"_s, u"H100 80GB"_s}));
        QCOMPARE(ofTarget.resources, (QStringList{u"nvidia.com/gpu"_s, u"nvidia.com/mig-1g.10gb"_s}));
        QCOMPARE(ofTarget.kinds, (QStringList{u"device"_s, u"mig"_s}));
        QCOMPARE(ofTarget.nodeLabels, QStringList{u"nvidia.com/gpu.product"_s});
        QCOMPARE(ofTarget.mostDevices, 8);
        const FactChoices ofAll = factChoices(kubernetesConfig("contexts: [closed]"), someFacts(), someSettings());
        QCOMPARE(ofAll.products, (QStringList{u"A100 1g.10gb"_s, u"H100 80GB"_s, u"L4 24GB"_s}));
        QCOMPARE(ofAll.taints, QStringList{u"node-role.kubernetes.io/control-plane"_s});
        const FactChoices ofDaemon = factChoices(dockerConfig({}), someFacts(), someSettings());
        QCOMPARE(ofDaemon.runtimes, (QStringList{u"runc"_s, u"nvidia"_s}));
        QCOMPARE(ofDaemon.cdiDevices, QStringList{u"nvidia.com/gpu=0"_s});
    }

    //! "big" has network cards of several makers, pages of one size, and a plugin that has nothing.
    void amounts_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QStringList>("amounts");
        QTest::newRow("of the target") << "contexts: [big]"_ba
                                       << QStringList{u"hugepages-2Mi"_s, u"nvidia.com/rdma_ib"_s, u"rdma/ib"_s};
        QTest::newRow("of another") << "contexts: [small]"_ba << QStringList{u"vpc.amazonaws.com/efa"_s};
        QTest::newRow("of both") << "contexts: [big, small]"_ba
                                 << QStringList{u"hugepages-2Mi"_s, u"nvidia.com/rdma_ib"_s, u"rdma/ib"_s,
                                                u"vpc.amazonaws.com/efa"_s};
        QTest::newRow("of one that has none") << "contexts: [bare]"_ba << QStringList();
        QTest::newRow("of all, while the target is not known")
            << "contexts: [closed]"_ba
            << QStringList{u"hugepages-2Mi"_s, u"nvidia.com/rdma_ib"_s, u"rdma/ib"_s, u"vpc.amazonaws.com/efa"_s};
    }
    void amounts()
    {
        QFETCH(const QByteArray, part);
        runs::LaunchFacts facts = someFacts();
        facts.contexts[0].nodes = std::vector{emptyRow(node(u"a"_s, {},
                                                            {{"cpu", "64"},
                                                             {"memory", "1Ti"},
                                                             {"ephemeral-storage", "1Ti"},
                                                             {"pods", "110"},
                                                             {"nvidia.com/gpu", "8"},
                                                             {"rdma/ib", "4"},
                                                             {"hugepages-2Mi", "8Gi"},
                                                             {"hugepages-1Gi", "0"},
                                                             {"rdma/hca_shared_devices_a", "0"}})),
                                              emptyRow(node(u"b"_s, {}, {{"nvidia.com/rdma_ib", "1"}}))};
        facts.contexts[1].nodes = std::vector{emptyRow(node(u"c"_s, {}, {{"vpc.amazonaws.com/efa", "1"}}))};
        QTEST(factChoices(kubernetesConfig(part), facts, someSettings()).amounts, "amounts");
    }
    void manyAmounts()
    {
        runs::LaunchFacts facts = someFacts();
        std::vector<accelerators::NodeRowPtr> rows;
        for (int i = 0; i < 300; ++i)
            rows.push_back(emptyRow(node(u"n"_s, {}, {{("example.com/r" + QByteArray::number(i)).constData(), "1"}})));
        rows.push_back(emptyRow(node(u"n"_s, {}, {{QByteArray(400, 'a').constData(), "1"}})));
        facts.contexts[0].nodes = rows;
        const QStringList amounts = factChoices(kubernetesConfig("contexts: [big]"), facts, someSettings()).amounts;
        QCOMPARE(amounts.size(), 200);
        QCOMPARE(amounts.front(), u"example.com/r0"_s);
    }

    void previews()
    {
        const manifests::PodSchema schema;
        const auto config = kubernetesConfig("contexts: [big, small, closed], gpu: {count: 1, product: H100}");
        const auto all = configPreviews(config, previewRequest(config), {}, someFacts(), someSettings(), schema);
        QCOMPARE(all.size(), std::size_t(3));
        QVERIFY(all[0].isPossible);
        QCOMPARE(all[0].target, u"big"_s);
        QVERIFY(all[0].text.startsWith("apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: gpu-preview\n"_L1));
        QVERIFY(all[0].command.startsWith("kubectl --context big apply -f - <<'EOF'\n"_L1));
        QVERIFY(!all[1].isPossible);
        QVERIFY(all[1].text.isEmpty() && all[1].command.isEmpty());
        QCOMPARE(all[1].notes, QStringList{u"kubernetes.gpu.product: no node of small has H100: choose another, or "
                                           "leave it empty and select nodes by their labels"_s});
        QVERIFY(all[2].notes.first().startsWith("kubernetes.gpu.product: the nodes of closed are not known"_L1));
    }
    void documents()
    {
        const ConfigPreview a{.target = u"a"_s, .text = u"kind: Job\n"_s, .isPossible = true};
        const ConfigPreview b{.target = u"b"_s, .notes = {u"no node"_s}};
        const ConfigPreview box{.target = u"box"_s, .text = u"{}\n"_s, .isDocker = true, .isPossible = true};
        QCOMPARE(launchDocument({a, b, a}),
                 (LaunchDocument{u"# a\nkind: Job\n---\n# a\nkind: Job\n"_s, u"b: no node"_s}));
        QCOMPARE(launchDocument({box}), (LaunchDocument{u"{}\n"_s, {}}));
        QCOMPARE(launchDocument({{.notes = {u"no context"_s}}}), (LaunchDocument{{}, u"no context"_s}));
    }
    void previewOfDocker()
    {
        const auto config = dockerConfig("gpus: {runtime: nvidia}");
        const auto all = configPreviews(config, previewRequest(config), {}, someFacts(), someSettings(), {});
        QCOMPARE(all.size(), std::size_t(1));
        QVERIFY(all[0].isDocker && all[0].isPossible);
        QVERIFY(all[0].text.contains("\"Runtime\": \"nvidia\""_L1));
    }
    //! The pull policy is in the command: a request has none.
    void dockerPull()
    {
        auto config = dockerConfig({});
        config.image.pullPolicy = u"Never"_s;
        const auto all = configPreviews(config, previewRequest(config), {}, someFacts(), someSettings(), {});
        QVERIFY(all[0].command.contains("--pull=never"_L1));
    }
    void dockerClient_data()
    {
        QTest::addColumn<QByteArray>("daemon");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a socket") << "d-1"_ba << u"docker --host unix:///run/box.sock run"_s;
        QTest::newRow("nothing said is the usual socket")
            << "d-2"_ba << u"docker --host unix:///var/run/docker.sock run"_s;
        QTest::newRow("TLS with docker's own certificates")
            << "tls"_ba
            << u"docker --host tcp://box:2376 --tlsverify --tlscacert=/home/a/.docker/ca.pem "
               "--tlscert=/home/a/.docker/cert.pem --tlskey=/home/a/.docker/key.pem run"_s;
        QTest::newRow("TLS with certificates beside the settings")
            << "certs"_ba
            << u"docker --host tcp://box:2376 --tlsverify --tlscacert=/home/a/conf/certs/ca.pem "
               "--tlscert=/home/a/conf/certs/cert.pem --tlskey=/home/a/conf/certs/key.pem run"_s;
        QTest::newRow("a context of docker's client") << "context"_ba << u"docker --context 'far away' run"_s;
    }
    void dockerClient()
    {
        QFETCH(QByteArray, daemon);
        QFETCH(QString, expected);
        const auto config = dockerConfig("daemon: {id: " + daemon + "}");
        const auto all = configPreviews(config, previewRequest(config), {}, someFacts(), someSettings(), {});
        QCOMPARE(all[0].command.section(u" \\\n"_s, 0, 0), expected);
    }
    void previewWithoutTarget()
    {
        const auto config = kubernetesConfig("contexts: [gone]");
        const auto all = configPreviews(config, previewRequest(config), {}, someFacts(), someSettings(), {});
        QCOMPARE(all.size(), std::size_t(1));
        QVERIFY(!all[0].isPossible);
        QCOMPARE(all[0].notes, QStringList{u"no kubeconfig has a context called gone"_s});
    }

    void keeper()
    {
        LaunchFactsKeeper keeper;
        QSignalSpy changes(&keeper, &LaunchFactsKeeper::changed);
        keeper.setFacts(someFacts());
        QCOMPARE(changes.size(), 1);
        QCOMPARE(keeper.facts().contexts.size(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestFactCheck)
#include "tst_factcheck.moc"
