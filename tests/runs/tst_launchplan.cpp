// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/launchplan.h"
#include "clusters.h"
#include "tests/manifests/configs.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;
using manifests::ManifestProblem;

namespace {

settings::Settings someSettings()
{
    settings::Settings settings;
    settings.daemons = {{.id = u"d-1"_s, .name = u"first"_s}, {.id = u"d-2"_s, .name = u"second"_s}};
    settings.registries = {
        {.id = u"r-1"_s, .name = u"team"_s, .host = u"reg.example.com:5000"_s, .repositoryPrefix = u"ds"_s}};
    settings.baseImages = {{.id = u"i-1"_s, .name = u"exec"_s, .registries = {{u"r-1"_s, {}}}},
                           {.id = u"i-2"_s, .name = u"local"_s},
                           {.id = u"i-3"_s, .name = u"nameless"_s}};
    return settings;
}

LaunchFacts someFacts()
{
    LaunchFacts facts;
    facts.contexts = {{.id = u"prod-a"_s, .name = u"prod-a"_s, .ns = u"team"_s},
                      {.id = u"prod-b"_s, .name = u"prod-b"_s, .isCurrent = true},
                      {.id = u"dev (b)"_s, .name = u"dev"_s},
                      {.id = u"prod-a (/b)"_s, .name = u"prod-a"_s}};
    facts.contexts[0].nodes = std::vector{emptyRow(gpuNode(u"a"_s, u"NVIDIA-H100-80GB-HBM3"_s))};
    facts.contexts[1].nodes = std::vector<accelerators::NodeRowPtr>();
    facts.tags = {{u"i-1"_s, u"base/exec:1"_s}, {u"i-2"_s, u"base/local:1"_s}};
    return facts;
}

} // namespace

//! Where a config runs, in what image, and what is sent there.
class TestLaunchPlan : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<settings::TargetChoice>("choice");
        QTest::addColumn<QString>("expected"); // names; "!": why not
        const auto row = [](const char *name, const QByteArray &config, const QString &expected,
                            const settings::TargetChoice &choice = {}) {
            QTest::newRow(name) << config << choice << expected;
        };
        row("builtin", "engine: kubernetes", u"prod-b (builtin)"_s);
        row("of the choice", "engine: kubernetes", u"prod-a"_s, {.contexts = {u"prod-a"_s}});
        row("the config wins", "kubernetes: {contexts: [dev]}", u"dev (b)"_s, {.contexts = {u"prod-a"_s}});
        row("by the id, too", "kubernetes: {contexts: ['dev (b)']}", u"dev (b)"_s);
        row("failover order", "kubernetes: {contexts: [prod-b, prod-a]}", u"prod-b, prod-a"_s);
        row("not another file's of the same name", "kubernetes: {contexts: [prod-a]}", u"prod-a"_s);
        row("another file's by its id", "kubernetes: {contexts: ['prod-a (/b)']}", u"prod-a (/b)"_s);
        row("a glob in the order of the files, each once", "kubernetes: {contexts: [prod-b, 'prod-*']}",
            u"prod-b, prod-a, prod-a (/b)"_s);
        row("some are there", "kubernetes: {contexts: [gone, dev]}", u"dev (b)"_s);
        row("none is there", "kubernetes: {contexts: [gone, 'no-*']}",
            u"!no kubeconfig has a context called gone, no-*"_s);
        row("first daemon", "engine: docker", u"first (builtin)"_s);
        row("a daemon", "engine: docker, docker: {daemon: {id: d-2}}", u"second"_s);
        row("daemon of the choice", "engine: docker", u"second"_s, {.daemon = {u"d-2"_s, {}}});
        row("a daemon that is gone", "engine: docker, docker: {daemon: {id: d-9, name: old}}",
            u"!the daemon old is not in the settings"_s);
    }
    void targets()
    {
        QFETCH(QByteArray, config);
        QFETCH(settings::TargetChoice, choice);
        QFETCH(QString, expected);
        const auto targets = launchTargets(configOf(config), choice, someFacts(), someSettings());
        if (!targets) {
            QCOMPARE(u'!' + targets.error(), expected);
            return;
        }
        QStringList names;
        for (const LaunchTarget &target : *targets)
            names += target.name + (target.isBuiltin ? u" (builtin)"_s : QString());
        QCOMPARE(names.join(u", "_s), expected);
    }
    void noTargets()
    {
        const auto none = launchTargets(configOf("engine: kubernetes"), {}, {}, {});
        QVERIFY(!none);
        QCOMPARE(none.error(), u"there is no context in any kubeconfig"_s);
        LaunchFacts facts = someFacts();
        facts.contexts[1].isCurrent = false;
        QCOMPARE(launchTargets(configOf("engine: kubernetes"), {}, facts, {}).error(),
                 u"no context is said, and no kubeconfig has a current one"_s);
        QCOMPARE(launchTargets(configOf("engine: docker"), {}, facts, {}).error(),
                 u"there is no Docker daemon in the settings"_s);
    }

    void image_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("expected"); // "!": field and why not
        const auto row = [](const char *name, const QByteArray &image, const QString &expected,
                            const QByteArray &engine = "kubernetes") {
            QTest::newRow(name) << "engine: " + engine + ", image: {" + image + "}" << expected;
        };
        row("a reference", "reference: 'debian:12'", u"debian:12"_s);
        row("a reference from a registry", "reference: 'team/app:1', registry: {id: r-1}",
            u"reg.example.com:5000/ds/team/app:1"_s);
        row("a recipe, in its first registry", "baseImage: {id: i-1}", u"reg.example.com:5000/ds/base/exec:1"_s);
        row("a recipe without registry", "baseImage: {id: i-2}", u"base/local:1"_s);
        row("a recipe in a registry that is said", "baseImage: {id: i-2}, registry: {id: r-1}",
            u"reg.example.com:5000/ds/base/local:1"_s);
        row("a recipe on a daemon is there", "baseImage: {id: i-1}", u"base/exec:1"_s, "docker");
        row("a recipe that is gone", "baseImage: {id: i-9, name: old}",
            u"!image.baseImage: the base image old is not in the settings"_s);
        row("a recipe without a tag", "baseImage: {id: i-3}",
            u"!image.baseImage: the base image nameless has no tag as it stands"_s);
        row("a registry that is gone", "reference: 'a:1', registry: {id: r-9}",
            u"!image.registry: the registry r-9 is not in the settings"_s);
        row("none", "", u"!image.reference: no image is said: neither a base image nor a name"_s);
    }
    void image()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, expected);
        const auto image = launchImage(configOf(config), someFacts(), someSettings());
        QCOMPARE(image ? *image : u'!' + image.error().field + u": "_s + image.error().message, expected);
    }

    void plan_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QStringList>("problems");
        const QByteArray h100 = "image: {reference: 'a:1'}, kubernetes: {gpu: {count: 1, product: H100}}";
        QTest::newRow("the product is there") << h100 << u"prod-a"_s << QStringList();
        QTest::newRow("no node has it")
            << h100 << u"prod-b"_s
            << QStringList{u"kubernetes.gpu.product: no node of prod-b has H100: choose another, or leave it empty and "
                           "select nodes by their labels"_s};
        const QByteArray autoscaled = ", timeouts: {waitForAutoscaler: true}";
        QTest::newRow("a node may be made") << h100 + autoscaled << u"prod-b"_s << QStringList();
        QTest::newRow("nobody knows how such a node would be labelled")
            << "image: {reference: 'a:1'}, kubernetes: {gpu: {count: 1, product: Foo}}" + autoscaled << u"prod-b"_s
            << QStringList{u"kubernetes.gpu.product: no node of prod-b has Foo: *"_s};
        QTest::newRow("nobody knows")
            << h100 << u"dev (b)"_s
            << QStringList{u"kubernetes.gpu.product: the nodes of dev (b) are not known, nor how they call H100: open "
                           "the context, or select nodes by their labels"_s};
        QTest::newRow("no product, so nobody has to know")
            << "image: {reference: 'a:1'}, kubernetes: {gpu: {count: 1}}"_ba << u"dev (b)"_s << QStringList();
        QTest::newRow("all problems at once")
            << "kubernetes: {namespace: 'a-${b}', gpu: {count: 1, kind: mig}}"_ba << u"gone"_s
            << QStringList{u"image.reference: no image is said: neither a base image nor a name"_s,
                           u"kubernetes.contexts: no kubeconfig has the context gone"_s, u"kubernetes.namespace: *"_s};
    }
    void plan()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, context);
        QFETCH(QStringList, problems);
        const LaunchPlan plan =
            launchPlan(configOf(config), {.contextId = context, .name = context}, {.runId = u"r"_s, .name = u"n"_s},
                       someFacts(), someSettings(), manifests::PodSchema());
        QCOMPARE(plan.problems.size(), std::size_t(problems.size()));
        for (std::size_t i = 0; i < plan.problems.size(); ++i) {
            const QString expected = problems[qsizetype(i)];
            const QString said = plan.problems[i].field + u": "_s + plan.problems[i].message;
            QVERIFY2(expected.endsWith(u'*') ? said.startsWith(expected.chopped(1)) : said == expected,
                     qPrintable(said));
        }
    }

    //! Into the manifest goes what the settings say: the context's namespace, the product's labels, the recipe's image.
    void manifest()
    {
        const LaunchPlan plan =
            launchPlan(configOf("image: {baseImage: {id: i-1}}, kubernetes: {gpu: {count: 1, product: H100}}"),
                       {.contextId = u"prod-a"_s, .name = u"prod-a"_s}, {.runId = u"r"_s, .name = u"n"_s}, someFacts(),
                       someSettings(), manifests::PodSchema());
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.job.namespaceName, u"team"_s);
        const QByteArray text = QJsonDocument(plan.job.job).toJson(QJsonDocument::Compact);
        QVERIFY(text.contains("\"image\":\"reg.example.com:5000/ds/base/exec:1\""));
        QVERIFY(text.contains("\"values\":[\"NVIDIA-H100-80GB-HBM3\"]"));
    }

    //! Several nodes, as the cluster of the target can start them.
    void nodes()
    {
        LaunchFacts facts = someFacts();
        facts.contexts[0].podGroupApis = {u"scheduling.volcano.sh/v1beta1"_s};
        const auto planned = [&facts](const QByteArray &config, const QString &context) {
            return launchPlan(configOf("image: {reference: 'a:1'}, " + config), {.contextId = context, .name = context},
                              {.runId = u"r"_s, .name = u"n"_s, .nodes = 3}, facts, someSettings(),
                              manifests::PodSchema());
        };
        const LaunchPlan plan = planned("kubernetes: {schedulerName: volcano}", u"prod-a"_s);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.job.job["spec"_L1]["completions"_L1].toInt(), 3);
        QCOMPARE(plan.job.podGroup["spec"_L1]["minMember"_L1].toInt(), 3);
        QVERIFY(plan.notes.isEmpty());
        QVERIFY(planned("kubernetes: {schedulerName: volcano}", u"prod-b"_s).job.podGroup.isEmpty());
        QCOMPARE(planned("timeouts: {backoffLimit: 1}", u"prod-b"_s).notes,
                 QStringList{u"A run on several nodes is tried once, whatever timeouts.backoffLimit says: a node that "
                             "begins anew finds no other that waits for it."_s});
    }

    //! What a plan says, joined: the objects that are sent hold what the settings say of them.
    void sent_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("expected"); // in the Job
        QTest::newRow("a slice tolerates the vendor's taint, of each effect")
            << "kubernetes: {gpu: {count: 1, resource: nvidia.com/mig-1g.10gb}}"_ba
            << R"({"key":"nvidia.com/gpu","operator":"Exists"})"_ba;
        QTest::newRow("a Neuron core tolerates that of the device")
            << "kubernetes: {gpu: {count: 1, resource: aws.amazon.com/neuroncore}}"_ba
            << R"({"key":"aws.amazon.com/neuron","operator":"Exists"})"_ba;
        QTest::newRow("a pull secret made from a registry") << "image: {reference: 'a:1', pullSecretFrom: {id: r-1}}"_ba
                                                            << R"("imagePullSecrets":[{"name":"n-pull"}])"_ba;
        QTest::newRow("a pull secret beside another")
            << "image: {reference: 'a:1', pullSecret: own, pullSecretFrom: {id: r-1}}"_ba
            << R"("imagePullSecrets":[{"name":"own"},{"name":"n-pull"}])"_ba;
    }
    void sent()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, expected);
        const QByteArray image = config.contains("image:") ? "" : ", image: {reference: 'a:1'}";
        const LaunchPlan plan =
            launchPlan(configOf(config + image), {.contextId = u"prod-a"_s, .name = u"prod-a"_s},
                       {.runId = u"r"_s, .name = u"n"_s}, someFacts(), someSettings(), manifests::PodSchema());
        QVERIFY(plan.isPossible());
        const QByteArray text = QJsonDocument(plan.job.job).toJson(QJsonDocument::Compact);
        QVERIFY2(text.contains(expected), text);
    }

    //! A node that is yet to be made has the labels of its pool.
    void autoscaled()
    {
        const LaunchPlan plan =
            launchPlan(configOf("image: {reference: 'a:1'}, kubernetes: {gpu: {count: 1, product: L4}}, timeouts: "
                                "{waitForAutoscaler: true}"),
                       {.contextId = u"prod-a"_s, .name = u"prod-a"_s}, {.runId = u"r"_s, .name = u"n"_s}, someFacts(),
                       someSettings(), manifests::PodSchema());
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.notes,
                 QStringList{u"No node of prod-a has L4 now: it is asked for as node pools are labelled that "
                             "are yet to be made."_s});
        const QByteArray text = QJsonDocument(plan.job.job).toJson(QJsonDocument::Compact);
        QVERIFY(text.contains(R"("key":"cloud.google.com/gke-accelerator","operator":"In","values":["nvidia-l4"])"));
    }

    void use_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("user"); // empty: none; "?": one whom the settings do not know; "~": one who looks
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &config, const QString &user,
                            const QStringList &problems = {}) { QTest::newRow(name) << config << user << problems; };
        const QByteArray ofGroup = "usableBy: groups, groups: [ds, ml]";
        row("everyone", "enabled: true", u"mallory"_s);
        row("one of the group", ofGroup, u"anna"_s);
        row("nobody looks at it", ofGroup + ", enabled: false, workload: visual", {});
        row("somebody who looks at it", ofGroup + ", enabled: false", u"~"_s);
        row("not of the group", ofGroup, u"mallory"_s,
            {u"groups: mallory is in none of the groups that may use the runtime config gpu: ds, ml"_s});
        row("a stranger", ofGroup, u"?"_s,
            {u"groups: a user whom the settings do not know is in none of the groups that may use the runtime config "
             "gpu: ds, ml"_s});
        row("switched off", "enabled: false", u"anna"_s, {u"enabled: the runtime config gpu is switched off"_s});
        row("another workload", "workload: visual", u"anna"_s,
            {u"workload: the runtime config gpu is for visual workloads"_s});
    }
    void use()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, user);
        QFETCH(QStringList, problems);
        const settings::User known{
            .id = u"u"_s, .name = user, .groups = user == "anna"_L1 ? QStringList{u"ds"_s} : QStringList{}};
        const bool isKnown = !user.isEmpty() && user != "?"_L1;
        const LaunchRequest request{.user = isKnown ? &known : nullptr,
                                    .runId = u"r"_s,
                                    .name = u"n"_s,
                                    .workload = Workload::UserCode,
                                    .checksUse = user == "?"_L1   ? std::optional(true)
                                                 : user == "~"_L1 ? std::optional(false)
                                                                  : std::nullopt};
        const LaunchPlan plan = launchPlan(configOf(config + ", image: {reference: 'a:1'}"),
                                           {.contextId = u"prod-a"_s, .name = u"prod-a"_s}, request, someFacts(),
                                           someSettings(), manifests::PodSchema());
        QStringList said;
        for (const ManifestProblem &problem : plan.problems)
            said += problem.field + u": "_s + problem.message;
        QCOMPARE(said, problems);
    }

    void registry_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("expected"); // its name and the file of its authority
        QTest::newRow("of the settings") << u"reg.example.com:5000/ds/a:1"_s << u"team /etc/fairlead/ca.pem"_s;
        QTest::newRow("of another") << u"quay.io/a:1"_s << QString();
        QTest::newRow("no image") << u"A:"_s << QString();
    }
    //! How it is reached, wherever the plan goes.
    void registry()
    {
        QFETCH(QString, image);
        QFETCH(QString, expected);
        settings::Settings settings = someSettings();
        settings.registries[0].certificateAuthority = u"ca.pem"_s;
        LaunchFacts facts = someFacts();
        facts.settingsFolder = u"/etc/fairlead"_s;
        LaunchRequest request;
        request.image = image;
        const auto plan = launchPlan(configOf("engine: kubernetes"), {.contextId = u"prod-a"_s, .name = u"prod-a"_s},
                                     request, facts, settings, manifests::PodSchema());
        const auto &found = plan.registry;
        QCOMPARE(found ? found->name + u' ' + found->certificateAuthority : QString(), expected);
    }

    void names_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"gpu-large"_s << u"gpu-large-7k2xq"_s;
        QTest::newRow("blanks and capitals") << u"GPU (large)!"_s << u"gpu-large-7k2xq"_s;
        QTest::newRow("a digit first") << u"8 GPUs"_s << u"run-8-gpus-7k2xq"_s;
        QTest::newRow("nothing that is legal") << u"größe"_s << u"gr-e-7k2xq"_s;
        QTest::newRow("only what is not") << u"日本"_s << u"run-7k2xq"_s;
        QTest::newRow("long") << QString(80, u'a') << QString(46, u'a') + u"-7k2xq"_s;
    }
    void names()
    {
        QFETCH(QString, config);
        QFETCH(QString, expected);
        QCOMPARE(launchName(config, u"7k2xq"_s), expected);
    }
};

QTEST_GUILESS_MAIN(TestLaunchPlan)
#include "tst_launchplan.moc"
