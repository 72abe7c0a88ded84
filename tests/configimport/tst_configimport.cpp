// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/configimport/import.h"
#include "backends/configimport/importchanges.h"
#include "backends/files/yamltext.h"
#include "models/configs/configcheck.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::configimport;
using namespace Qt::StringLiterals;

namespace {

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(FAIRLEAD_TEST_DATA "/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString wordOf(ImportRow::What what)
{
    switch (what) {
    case ImportRow::What::Taken:
        return u"taken"_s;
    case ImportRow::What::Changed:
        return u"changed"_s;
    case ImportRow::What::NotTaken:
        return u"not taken"_s;
    case ImportRow::What::Secret:
        return u"secret"_s;
    }
    return {};
}

//! "12:5 changed: a.b > c.d = value (note)"
QString lineOf(const ImportRow &row)
{
    QString line = u"%1:%2 %3: %4"_s.arg(row.line).arg(row.column).arg(wordOf(row.what), row.from);
    if (!row.to.isEmpty())
        line += u" > %1 = %2"_s.arg(row.to, row.value);
    else if (!row.value.isEmpty())
        line += u" = "_s + row.value;
    return row.note.isEmpty() ? line : line + u" (%1)"_s.arg(row.note);
}

//! All that an import says, one thing a line; of the objects as they would stand in the file, without ids.
QString textOf(const Import &import)
{
    QStringList lines{import.source, u"# rows"_s};
    for (const ImportRow &row : import.rows)
        lines += lineOf(row);
    lines += u"# problems"_s;
    for (const settings::SettingsProblem &problem : import.problems)
        lines +=
            (problem.kind == settings::SettingsProblem::Kind::Warning ? u"warning "_s : u"error "_s) + problem.text();
    lines += u"# objects"_s;
    static const QRegularExpression id(u"\\b[a-zA-Z]+-[0-9a-f]{8}\\b"_s);
    for (const settings::SettingsChange &change : changesOf(import.additions, {}))
        lines += change.section + u": "_s + QString::fromUtf8(files::yamlFlow(change.after)).replace(id, u"ID"_s);
    return lines.join(u'\n') + u'\n';
}

} // namespace

class TestConfigImport : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sources_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &file :
             {u"dss14.json"_s, u"dss15.json"_s, u"skypilot.yaml"_s, u"dstack.yml"_s, u"fairlead.yaml"_s})
            QTest::newRow(qPrintable(file)) << file;
    }

    //! Every field of a whole realistic source: the rows, the problems and the objects are those of FILE.expected.
    void sources()
    {
        QFETCH(const QString, file);
        const auto import = importConfigs(dataFile(file), file, {});
        QVERIFY(import);
        const QString text = textOf(*import);
        const QString expected = QString::fromUtf8(dataFile(file + u".expected"_s));
        if (text != expected) {
            QFile made(QDir::tempPath() + u'/' + file + u".expected"_s);
            if (made.open(QIODevice::WriteOnly))
                made.write(text.toUtf8());
            const QStringList is = text.split(u'\n');
            const QStringList was = expected.split(u'\n');
            for (qsizetype i = 0; i < is.size(); ++i)
                QCOMPARE(is[i], was.value(i));
        }
        QCOMPARE(text, expected);
    }

    //! What was seeded as a secret in a source is nowhere in what became of it.
    void secrets_data() { sources_data(); }
    void secrets()
    {
        QFETCH(const QString, file);
        const QByteArray bytes = dataFile(file);
        const auto import = importConfigs(bytes, file, {});
        QVERIFY(import);
        QVERIFY(!textOf(*import).contains(u"hunter2"_s));
        QStringList ids;
        for (const settings::RuntimeConfig &config : import->additions.runtimeConfigs)
            ids += config.id;
        QVERIFY(!selfContained(import->additions, ids).contains("hunter2"));
        int secrets = 0;
        for (const ImportRow &row : import->rows)
            secrets += row.what == ImportRow::What::Secret;
        QCOMPARE_GE(secrets, int(bytes.contains("hunter2")));
    }

    //! An imported config has no mistake that the import does not tell of it.
    void passesTheCheck_data() { sources_data(); }
    void passesTheCheck()
    {
        QFETCH(const QString, file);
        const auto import = importConfigs(dataFile(file), file, {});
        QVERIFY(import);
        const manifests::PodSchema schema;
        for (const settings::RuntimeConfig &config : import->additions.runtimeConfigs) {
            for (const models::FieldProblem &problem : models::configProblems(config, import->additions, schema)) {
                if (problem.severity != models::Severity::Error)
                    continue;
                const QString group = problem.field.section(u'.', 0, 0);
                const QString begin = u"runtimeConfigs[%1].%2"_s.arg(config.name, group);
                const auto tells = [&begin](const settings::SettingsProblem &each) {
                    return each.field.startsWith(begin);
                };
                QVERIFY2(std::any_of(import->problems.begin(), import->problems.end(), tells),
                         qPrintable(config.name + u": "_s + problem.field + u": "_s + problem.message));
            }
        }
    }

    void says_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("existing"); // sections of fairlead.yaml
        QTest::addColumn<QStringList>("lines");   // among those of textOf()
        const auto row = [](const char *name, const QByteArray &text, const QStringList &lines,
                            const QByteArray &existing = {}) { QTest::newRow(name) << text << existing << lines; };
        const auto dss = [](const QByteArray &config) { return "{executionConfigs: [{" + config + "}]}"; };
        const auto sky = [](const QByteArray &keys) { return "kubernetes: {" + keys + "}"; };
        const auto dstack = [](const QByteArray &keys) {
            return "projects: [{name: p, backends: [{type: kubernetes, " + keys + "}]}]";
        };
        row("a name that is taken", dss("name: gpu"),
            {u"1:28 changed: executionConfigs[0].name > runtimeConfigs[gpu (2)].name = gpu (2) (there is another runtime config of this name)"_s},
            "runtimeConfigs: [{id: x, name: GPU}]");
        row("twice the same name", "{executionConfigs: [{name: a}, {name: a}]}",
            {u"runtimeConfigs: {id: ID, name: a}"_s, u"runtimeConfigs: {id: ID, name: a (2)}"_s});
        row("a registry that is there", dss("name: a, repositoryURL: 'h.example/p/q', prePushMode: ECR"),
            {u"1:46 changed: executionConfigs[0].repositoryURL > runtimeConfigs[a].image.registry = ours (the registry ours is there already)"_s,
             u"1:76 not taken: executionConfigs[0].prePushMode = ECR (the registry ours stays as it is)"_s,
             u"runtimeConfigs: {id: ID, name: a, image: {registry: {id: r, name: ours}}}"_s},
            "registries: [{id: r, name: ours, host: H.example, repositoryPrefix: p/q}]");
        row("a registry on Docker Hub", dss("name: a, repositoryURL: team/images/"),
            {u"registries: {id: ID, name: team/images, host: docker.io, repositoryPrefix: team/images}"_s});
        row("no registry", dss("name: a, repositoryURL: 'a b', prePushMode: ECR"),
            {u"error a.txt:1:46: executionConfigs[0].repositoryURL: expected host/prefix of a registry"_s,
             u"1:66 not taken: executionConfigs[0].prePushMode = ECR (it belongs to a registry, and none is said)"_s});
        row("an image with its registry", dss("name: a, baseImage: 'h.example/a:1', repositoryURL: h.example"),
            {u"runtimeConfigs: {id: ID, name: a, image: {reference: h.example/a:1}}"_s,
             u"1:74 not taken: executionConfigs[0].repositoryURL = h.example (the image names its registry itself)"_s});
        row("a daemon that is there", dss("name: a, type: DOCKER"),
            {u"runtimeConfigs: {id: ID, name: a, engine: docker, docker: {daemon: {id: d, name: here}}}"_s},
            "daemons: [{id: d, name: here, host: 'unix:///var/run/docker.sock'}]");
        row("the old name of a GPU",
            dss("name: a, kubernetesResources: {customLimits: [{key: alpha.kubernetes.io/nvidia-gpu, value: 2}]}"),
            {u"runtimeConfigs: {id: ID, name: a, kubernetes: {gpu: {resource: nvidia.com/gpu, count: 2}}}"_s});
        row("a slice, and another kind",
            dss("name: a, kubernetesResources: {customLimits: {nvidia.com/mig-1g.5gb: 1, amd.com/gpu: 2}}"),
            {u"runtimeConfigs: {id: ID, name: a, kubernetes: {limits: {amd.com/gpu: \"2\"}, gpu: {resource: nvidia.com/mig-1g.5gb, count: 1}}}"_s});
        row("a device that is only requested",
            dss("name: a, kubernetesResources: {customRequests: [{key: example.com/d, value: 1}]}"),
            {u"runtimeConfigs: {id: ID, name: a, kubernetes: {requests: {example.com/d: \"1\"}, limits: {example.com/d: \"1\"}}}"_s});
        row("more than the limit", dss("name: a, kubernetesResources: {memRequestMB: 2, memLimitMB: 1}"),
            {u"warning a.txt:1:52: runtimeConfigs[a].kubernetes.requests.memory: more than its limit: Kubernetes refuses that"_s});
        row("another type",
            dss("name: a, kubernetesNamespace: [a], createNamespace: perhaps, kubernetesResources: {cpuLimit: much}"),
            {u"error a.txt:1:52: executionConfigs[0].kubernetesNamespace: expected a string, found a list"_s,
             u"error a.txt:1:74: executionConfigs[0].createNamespace: expected true or false, found a string"_s,
             u"error a.txt:1:115: executionConfigs[0].kubernetesResources.cpuLimit: expected a number"_s});
        row("YAML in a text that is none", dss("name: a, tolerations: '- a: [', nodeSelector: 'pool: gpu'"),
            {u"runtimeConfigs: {id: ID, name: a, kubernetes: {nodeSelector: {pool: gpu}}}"_s});
        row("defaults that are there", "{executionConfigs: [{name: a}], defaultExecutionConfig: a}",
            {u"1:57 not taken: defaultExecutionConfig = a (there is a default already: change it in Defaults)"_s},
            "runtimeConfigs: [{id: x, name: x}]\ndefaults: {userCode: {runtimeConfig: {id: x}}}");
        row("a user who is there", "{users: [{login: anna, groups: [a]}]}",
            {u"1:18 not taken: users[0].login = anna (this user is there already)"_s}, "users: [{id: u, login: anna}]");
        row("a property that nobody knows", dss("name: a, properties: [{key: foo.bar, value: hush}]"),
            {u"1:44 not taken: executionConfigs[0].properties[0].foo.bar (not known: a property that DSS alone reads)"_s});
        row("one of a map", dss("name: a, properties: {foo.bar: hush}"),
            {u"1:53 not taken: executionConfigs[0].properties.foo.bar (not known: a property that DSS alone reads)"_s});
        row("a property that is a secret", dss("name: a, properties: [{key: foo.bar, value: hush, secret: true}]"),
            {u"1:44 secret: executionConfigs[0].properties[0].foo.bar (put it into a Secret of the namespace, and a variable of the environment that is taken from there)"_s});
        row("properties of a Docker config", dss("name: a, type: DOCKER, properties: [{key: dku.cde.xmx, value: 2g}]"),
            {u"1:84 not taken: executionConfigs[0].properties[0].dku.cde.xmx = 2g (the Java heap of DSS' own recipes)"_s});
        row("a temporary folder", dss("name: a, type: DOCKER, DKU_TMPDIR: /scratch"),
            {u"1:57 changed: executionConfigs[0].DKU_TMPDIR > runtimeConfigs[a].env.TMPDIR = /scratch (the variable that programs look at)"_s});
        row("a kubeconfig", dss("name: a, kubeConfigPath: /k"),
            {u"1:47 not taken: executionConfigs[0].kubeConfigPath = /k (Fairlead keeps no kubeconfigs: open this file in the console, or name it in KUBECONFIG; its contexts are then known by their names)"_s});
        row("not a map", "{executionConfigs: [1]}",
            {u"error a.txt:1:21: executionConfigs[0]: expected a map, found a number"_s});

        row("all contexts", sky("allowed_contexts: all"),
            {u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {contexts: [\"*\"]}}"_s});
        row("no context", sky("allowed_contexts: []"), {u"runtimeConfigs: {id: ID, name: skypilot, enabled: false}"_s});
        row("not contexts", sky("allowed_contexts: some"),
            {u"error a.txt:1:32: kubernetes.allowed_contexts: expected a list of contexts, or all"_s});
        row("contexts of EKS",
            sky("remote_identity: {'arn:aws:*': sa}, allowed_contexts: ['arn:aws:eks:eu-west-1:1:cluster/a']"),
            {u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {contexts: [arn:aws:eks:eu-west-1:1:cluster/a], serviceAccount: existing, serviceAccountName: sa}}"_s});
        row("identity: its own", sky("remote_identity: SERVICE_ACCOUNT"),
            {u"1:31 changed: kubernetes.remote_identity > runtimeConfigs[skypilot].kubernetes.serviceAccount = default (the namespace's own instead of skypilot-service-account, which has wide rights)"_s});
        row("identity: a kubeconfig", sky("remote_identity: LOCAL_CREDENTIALS"),
            {u"1:31 not taken: kubernetes.remote_identity = LOCAL_CREDENTIALS (no kubeconfig is copied into pods; exec plugins run where the console runs)"_s});
        row("identity: none", sky("remote_identity: NONE"),
            {u"1:31 changed: kubernetes.remote_identity > runtimeConfigs[skypilot].kubernetes.automountServiceAccountToken = false (no token in the pod)"_s});
        row("a container without a name goes into the first",
            sky("pod_config: {spec: {containers: [{name: ray-node, args: [a]}, {name: side, image: b}]}}, "
                "context_configs: {c: {pod_config: {spec: {containers: [{args: [b]}]}}}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot c, kubernetes: {contexts: [c], podTemplatePatch: {spec: {containers: [{name: main, args: [b]}, {name: side, image: b}]}}}}"_s});
        row("one pull secret instead of the other",
            sky("pod_config: {spec: {imagePullSecrets: [{name: a}]}}, context_configs: {c: {pod_config: {spec: "
                "{imagePullSecrets: [{name: b}]}}}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot c, image: {pullSecret: b}, kubernetes: {contexts: [c]}}"_s});
        row("a workspace", "workspaces: {team: {kubernetes: {allowed_contexts: [a]}, gcp: {}}}",
            {u"runtimeConfigs: {id: ID, name: skypilot team, kubernetes: {contexts: [a]}}"_s,
             u"1:63 not taken: workspaces.team.gcp (of SkyPilot's workspaces the kubernetes part is taken)"_s});

        const auto both = [](const QByteArray &whole, const QByteArray &workspace) {
            return "kubernetes: {" + whole + "}\nworkspaces: {w: {kubernetes: {" + workspace + "}}}";
        };
        row("a workspace has what the whole file says",
            both("allowed_contexts: [a], namespace: ml, provision_timeout: 60, kueue: {local_queue_name: q}, "
                 "custom_metadata: {labels: {team: t}}, pod_config: {spec: {nodeSelector: {zone: z}}}, ports: p",
                 "remote_identity: sa"),
            {u"runtimeConfigs: {id: ID, name: skypilot w, labels: {team: t}, timeouts: {scheduling: 60s}, kubernetes: {contexts: [a], namespace: ml, serviceAccount: existing, serviceAccountName: sa, nodeSelector: {zone: z}, queueName: q}}"_s,
             u"1:48 taken: kubernetes.namespace > runtimeConfigs[skypilot w].kubernetes.namespace = ml"_s,
             u"2:48 taken: workspaces.w.kubernetes.remote_identity > runtimeConfigs[skypilot w].kubernetes.serviceAccountName = sa"_s,
             u"1:101 taken: kubernetes.kueue.local_queue_name > runtimeConfigs[skypilot w].kubernetes.queueName = q"_s});
        row("a workspace says otherwise",
            both("allowed_contexts: [a], namespace: x, custom_metadata: {labels: {team: t, unit: u}}",
                 "allowed_contexts: [b], namespace: m, custom_metadata: {labels: {team: s}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot w, labels: {team: s, unit: u}, kubernetes: {contexts: [b], namespace: m}}"_s,
             u"2:101 taken: workspaces.w.kubernetes.custom_metadata.labels.team > runtimeConfigs[skypilot w].labels.team = s"_s,
             u"1:93 taken: kubernetes.custom_metadata.labels.unit > runtimeConfigs[skypilot w].labels.unit = u"_s});
        row("a workspace adds to the pods of the whole",
            both("pod_config: {spec: {tolerations: [{key: a, operator: Exists}], containers: [{args: [slow]}]}}",
                 "pod_config: {spec: {tolerations: [{key: b, operator: Exists}], containers: [{args: [fast]}]}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot w, kubernetes: {tolerations: [{key: a, operator: Exists}, {key: b, operator: Exists}], podTemplatePatch: {spec: {containers: [{name: main, args: [fast]}]}}}}"_s});
        row("a workspace stands above a context of the whole, and below its own",
            both("namespace: ml, autoscaler: gke, context_configs: {a: {namespace: na, provision_timeout: 60}, b: {}}",
                 "allowed_contexts: [a], namespace: m, context_configs: {c: {namespace: mc}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot a, timeouts: {scheduling: 60s, waitForAutoscaler: true}, kubernetes: {contexts: [a], namespace: na}}"_s,
             u"runtimeConfigs: {id: ID, name: skypilot w a, timeouts: {scheduling: 60s, waitForAutoscaler: true}, kubernetes: {contexts: [a], namespace: m}}"_s,
             u"runtimeConfigs: {id: ID, name: skypilot w c, timeouts: {waitForAutoscaler: true}, kubernetes: {contexts: [c], namespace: mc}}"_s});
        row("what is not taken of the whole is told once", both("ports: p, colour: red", "namespace: m"),
            {u"1:21 not taken: kubernetes.ports = p (Fairlead opens no ports for runs)"_s,
             u"1:32 not taken: kubernetes.colour = red (not known)"_s});
        row("a workspace that is switched off", "workspaces: {w: {kubernetes: {disabled: true}}}",
            {u"runtimeConfigs: {id: ID, name: skypilot w, enabled: false}"_s});
        row("its contexts are, too",
            "workspaces: {w: {kubernetes: {disabled: true, context_configs: {c: {namespace: m}}}}}",
            {u"1:64 not taken: workspaces.w.kubernetes.context_configs (nothing is launched there)"_s});
        row("nodes by their addresses", sky("allowed_nodes: {ips: [10.0.0.1]}"),
            {u"1:35 not taken: kubernetes.allowed_nodes.ips (Kubernetes places pods by labels, and addresses are none: name these nodes, or label them)"_s,
             u"runtimeConfigs: {id: ID, name: skypilot}"_s});
        row("nodes by names and addresses", sky("allowed_nodes: {names: [node-1], ips: [10.0.0.1]}"),
            {u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}}}}"_s});
        row("GPUs of the container",
            sky("pod_config: {spec: {containers: [{resources: {limits: {nvidia.com/gpu: 8, memory: 1Gi}, requests: "
                "{nvidia.com/gpu: 8}}}]}}"),
            {u"1:85 changed: kubernetes.pod_config.spec.containers[0].resources.limits.nvidia.com/gpu > runtimeConfigs[skypilot].kubernetes.gpu = 8 × nvidia.com/gpu (a request for GPUs, whose taint is tolerated)"_s,
             u"1:129 changed: kubernetes.pod_config.spec.containers[0].resources.requests.nvidia.com/gpu > runtimeConfigs[skypilot].kubernetes.gpu = 8 × nvidia.com/gpu (said once for request and limit)"_s,
             u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {gpu: {resource: nvidia.com/gpu, count: 8}, podTemplatePatch: {spec: {containers: [{name: main, resources: {limits: {memory: 1Gi}}}]}}}}"_s});
        row("GPUs of another container, and of another kind",
            sky("pod_config: {spec: {containers: [{resources: {limits: {amd.com/gpu: 1, nvidia.com/gpu: 2}}}, {name: "
                "side, resources: {limits: {nvidia.com/gpu: 1}}}]}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {gpu: {resource: amd.com/gpu, count: 1}, podTemplatePatch: {spec: {containers: [{name: main, resources: {limits: {nvidia.com/gpu: 2}}}, {name: side, resources: {limits: {nvidia.com/gpu: 1}}}]}}}}"_s});
        row("GPUs alone leave no patch",
            sky("pod_config: {spec: {containers: [{resources: {limits: {nvidia.com/gpu: 1}}}]}}"),
            {u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {gpu: {resource: nvidia.com/gpu, count: 1}}}"_s});
        row("a request for GPUs that differs from the limit",
            sky("pod_config: {spec: {containers: [{resources: {limits: {nvidia.com/gpu: 2}, requests: {nvidia.com/gpu: "
                "1}}}]}}"),
            {u"warning a.txt:1:116: runtimeConfigs[skypilot].kubernetes.gpu.count: request and limit differ: of devices both are one"_s,
             u"runtimeConfigs: {id: ID, name: skypilot, kubernetes: {gpu: {resource: nvidia.com/gpu, count: 2}}}"_s});

        row("a namespace beside contexts", dstack("contexts: [a], namespace: b"),
            {u"error a.txt:1:78: projects[0].backends[0].namespace: expected no namespace beside contexts: it is the one of each context"_s});
        row("a project that is there", dstack("contexts: [a]"),
            {u"1:19 not taken: projects[0].name = p (this project is there already: choose its runtime config in Projects)"_s},
            "projects: [{id: x, key: p}]");
        row("an unknown key", dstack("colour: red"),
            {u"1:60 not taken: projects[0].backends[0].colour = red (not known)"_s});

        row("a reference to what is here",
            "apiVersion: fairlead/v1\nruntimeConfigs: [{id: a, name: a, image: {registry: {id: r}}}]",
            {u"runtimeConfigs: {id: a, name: a, image: {registry: {id: r}}}"_s},
            "registries: [{id: r, name: r, host: h}]");
        row("a reference to what is nowhere",
            "apiVersion: fairlead/v1\nruntimeConfigs: [{id: a, name: a, image: {registry: {id: r}}}]",
            {u"warning a.txt: runtimeConfigs[a]: an object of registries that it refers to is neither in the text nor here: it refers to none"_s,
             u"runtimeConfigs: {id: a, name: a}"_s});
        row("an object with a mistake",
            "apiVersion: fairlead/v1\nruntimeConfigs: [{id: a, name: a, enabled: 3}, {id: b, name: b}]",
            {u"error a.txt:2:44: runtimeConfigs[0].enabled: expected true or false, found a number"_s,
             u"runtimeConfigs: {id: b, name: b}"_s});
    }

    void says()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, existing);
        QFETCH(const QStringList, lines);
        const auto there = settings::readSettings("apiVersion: fairlead/v1\n" + existing, {});
        QCOMPARE(there.problems.size(), 0U);
        const auto import = importConfigs(text, u"a.txt"_s, there.settings);
        QVERIFY(import);
        const QString said = textOf(*import);
        for (const QString &line : lines)
            QVERIFY2(said.contains(line + u'\n'), qPrintable(line + u"\nin\n"_s + said));
    }

    //! Where nothing can be read: the place and what was expected there.
    void broken_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("the sample of dstack's guide") << dataFile(u"dstack-seed.yml"_s)
                                                      << u"a.txt:3:13: illegal map value: this key stands in column 5, "
                                                         u"deeper than the key of line 2, which has a "
                                                         "value already; expected it in column 3, below that one"_s;
        QTest::newRow("half a JSON") << QByteArray("{\"containerSettings\": {\n  \"executionConfigs\": [")
                                     << u"a.txt:2:1: end of sequence flow not found; the text ends before all brackets "
                                        u"are closed: expected the whole "
                                        "file"_s;
        QTest::newRow("a tab") << QByteArray("kubernetes:\n\tallowed_contexts: all\n")
                               << u"a.txt:2:18: illegal map value; expected blanks in front of the line, found a tab"_s;
        QTest::newRow("something else")
            << QByteArray("a: 1")
            << u"a.txt:1:1: not known: expected settings of Dataiku DSS (containerSettings), SkyPilot's config.yaml "
               "(kubernetes), dstack's server/config.yml (projects), or a fairlead.yaml (apiVersion)"_s;
        QTest::newRow("a list") << QByteArray("- 1") << u"a.txt:1:1: "_s;
        QTest::newRow("nothing") << QByteArray() << u"a.txt: "_s;
        QTest::newRow("too much") << QByteArray(LargestImport + 1, ' ')
                                  << u"a.txt: larger than 8 MiB: expected settings alone"_s;
        QTest::newRow("another version of ours")
            << QByteArray("apiVersion: fairlead/v9\n") << u"a.txt:1:13: apiVersion: expected fairlead/v1"_s;
    }

    void broken()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problem);
        const auto import = importConfigs(text, u"a.txt"_s, {});
        QVERIFY(!import);
        QVERIFY2(import.error().text().startsWith(problem), qPrintable(import.error().text()));
        QCOMPARE(import.error().kind, settings::SettingsProblem::Kind::Broken);
    }

    //! Thousands of objects of one name: what is left out is told.
    void isBounded()
    {
        const QByteArray text = "{executionConfigs: [" + QByteArray("{name: a}, ").repeated(10'000) + "]}";
        const auto import = importConfigs(text, u"a.txt"_s, {});
        QVERIFY(import);
        QCOMPARE(import->additions.runtimeConfigs.size(), 2'000U);
        const auto isIt = [](const auto &problem) { return problem.message.startsWith("expected at most 2000"_L1); };
        QVERIFY(std::any_of(import->problems.begin(), import->problems.end(), isIt));
        QCOMPARE(import->additions.runtimeConfigs.back().name, u"a (2000)"_s);
    }

    void everyFieldOfDssHasARow_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("field");
        const auto rows = [](const QString &file, const QStringList &fields) {
            for (const QString &field : fields)
                QTest::newRow(qPrintable(file + u' ' + field)) << file << field;
        };
        const QString config = u"containerSettings.executionConfigs[0]."_s;
        rows(u"dss14.json"_s, {config + u"name"_s,
                               config + u"type"_s,
                               config + u"workloadType"_s,
                               config + u"usableBy"_s,
                               config + u"allowedGroups"_s,
                               config + u"repositoryURL"_s,
                               config + u"prePushMode"_s,
                               config + u"baseImage"_s,
                               config + u"baseImageType"_s,
                               config + u"kubeCtlContext"_s,
                               config + u"kubeConfigPath"_s,
                               config + u"kubernetesNamespace"_s,
                               config + u"createNamespace"_s,
                               config + u"ensureNamespaceCompliance"_s,
                               config + u"namespaceLabels[0]"_s,
                               config + u"kubernetesResources.memRequestMB"_s,
                               config + u"kubernetesResources.memLimitMB"_s,
                               config + u"kubernetesResources.cpuRequest"_s,
                               config + u"kubernetesResources.cpuLimit"_s,
                               config + u"kubernetesResources.customLimits[0]"_s,
                               config + u"kubernetesResources.customRequests[0]"_s,
                               config + u"hostPathVolumes[0]"_s,
                               config + u"enableCustomSHM"_s,
                               config + u"customSHMValueMB"_s,
                               config + u"nodeSelector"_s,
                               config + u"tolerations"_s,
                               config + u"affinity"_s,
                               config + u"extraLabels[0]"_s,
                               config + u"extraAnnotations[0]"_s,
                               config + u"imagePullSecret"_s,
                               config + u"properties[0]"_s,
                               config + u"isFinal"_s,
                               config + u"DKU_TMPDIR"_s,
                               u"containerSettings.executionConfigs[1].dockerHost"_s,
                               u"containerSettings.executionConfigs[1].dockerTLSVerify"_s,
                               u"containerSettings.executionConfigs[1].dockerCertPath"_s,
                               u"containerSettings.executionConfigs[1].dockerNetwork"_s,
                               u"containerSettings.executionConfigs[1].dockerResources[0]"_s,
                               u"containerSettings.executionConfigs[1].dockerRuntime"_s,
                               u"containerSettings.defaultExecutionConfig"_s,
                               u"containerSettings.defaultExecutionConfigForVisualRecipesWorkloads"_s,
                               u"containerSettings.defaultExecutionConfigForExporters"_s,
                               u"containerSettings.cdeEnabled"_s,
                               u"containerSettings.executionConfigsGenericOverrides.kubeCtlContext"_s,
                               u"containerSettings.executionConfigsGenericOverrides.kubeConfigPath"_s,
                               u"containerSettings.executionConfigsGenericOverrides.properties[0]"_s,
                               u"k8sPoliciesSettings.policies[0]"_s,
                               u"useImplicitK8sCluster"_s,
                               u"defaultK8sClusterId"_s,
                               u"computeResourceUsageReportingSettings"_s,
                               u"sparkSettings.executionConfigs[0].name"_s});
        for (int i = 0; i < 13; ++i)
            rows(u"dss14.json"_s, {config + u"properties[%1]"_s.arg(i)});
        const QString build = u"containerSettings.buildConfigs[0]."_s;
        const QString pod = config + u"kubernetesRuntimeConfig."_s;
        const QString docker = u"containerSettings.executionConfigs[1].dockerRuntimeConfig."_s;
        rows(u"dss15.json"_s,
             {build + u"name"_s,
              build + u"baseImageType"_s,
              build + u"imageBuilderType"_s,
              build + u"dockerBuilderConfig.dockerTLSVerify"_s,
              build + u"dockerBuilderConfig.pushConfigs[0].repositoryURL"_s,
              build + u"dockerBuilderConfig.pushConfigs[0].hook"_s,
              u"containerSettings.buildConfigs[1].dkuInClusterBuilderConfig.pushConfigs[0].repositoryURL"_s,
              build + u"isFinal"_s,
              config + u"imageBuildConfig"_s,
              pod + u"kubeConfigPath"_s,
              pod + u"kubernetesNamespace"_s,
              pod + u"createNamespace"_s,
              pod + u"ensureNamespaceCompliance"_s,
              pod + u"authenticationMode"_s,
              pod + u"kubernetesResources.memRequestMB"_s,
              pod + u"enableCustomSHM"_s,
              pod + u"noImplicitK8sClusterAndNoDefaultClusterId"_s,
              docker + u"dockerTLSVerify"_s,
              docker + u"dockerNetwork"_s,
              docker + u"dockerResources[0]"_s});
    }

    void everyFieldOfDssHasARow()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, field);
        const auto import = importConfigs(dataFile(file), file, {});
        QVERIFY(import);
        // An item of a list is told with its name behind.
        const auto isIt = [&field](const ImportRow &row) {
            const bool isNamed = field.endsWith(u']') && row.from.startsWith(field + u'.');
            return (row.from == field || isNamed) && row.line > 0;
        };
        QVERIFY(std::any_of(import->rows.begin(), import->rows.end(), isIt));
    }
};

QTEST_GUILESS_MAIN(TestConfigImport)
#include "tst_configimport.moc"
