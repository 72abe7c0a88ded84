// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/files/yamledit.h"
#include "backends/settings/settingschange.h"
#include "backends/settings/settingsdocument.h"

#include <QTest>

using namespace fairlead::files;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Head = "apiVersion: fairlead/v1\n";

//! Every key that there is, each with something that is not so anyway.
const QByteArray Everything = R"(apiVersion: fairlead/v1
daemons:
- {id: d, name: box}
registries:
- {id: r, name: ours, host: h}
baseImages:
- {id: i, name: exec}
runtimeConfigs:
- id: c
  name: gpu
  description: for training
  enabled: false
  engine: docker
  workload: userCode
  usableBy: groups
  groups: [ds, ml]
  image:
    baseImage: {id: i, name: exec}
    reference: a/b:1
    registry: {id: r, name: ours}
    pullPolicy: Always
    pullSecret: regcred
    pullSecretFrom: {id: r, name: ours}
  env:
  - {name: A, value: "${projectKey}"}
  - {name: B, secret: s, key: k}
  - {name: C, configMap: m, key: k}
  labels: {team: ds}
  annotations: {note: x}
  securityContext:
    runAsUser: 500
    runAsGroup: 0
    fsGroup: 500
    runAsNonRoot: true
    readOnlyRootFilesystem: true
    writableFolders: [/tmp, /home/dataiku]
    allowPrivilegeEscalation: false
    addCapabilities: [NET_ADMIN]
    dropCapabilities: [ALL]
    seccompProfile: RuntimeDefault
    privileged: true
  timeouts:
    scheduling: 10m
    waitForAutoscaler: true
    run: 2d
    keepFinished: 1h
    backoffLimit: 0
  kubernetes:
    contexts: [a, "gpu-*"]
    namespace: dss-ns-${dssUserLogin}
    createNamespace: true
    namespaceLabels: {pod-security.kubernetes.io/enforce: restricted}
    namespacePolicies:
    - {kind: ResourceQuota, spec: {hard: {requests.nvidia.com/gpu: "4"}}}
    serviceAccount: perRun
    serviceAccountName: sa
    roles: [ClusterRole/edit]
    automountServiceAccountToken: true
    requests: {cpu: 500m, memory: 2Gi, hugepages-2Mi: 64Mi}
    limits: {memory: 2Gi, rdma/ib: "1"}
    gpu: {resource: nvidia.com/gpu, product: H100 80GB, kind: device, count: 2}
    sharedMemory: {enabled: true, size: 8Gi}
    nodeSelector: {pool: gpu}
    tolerations:
    - {key: nvidia.com/gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
    - {key: a, value: b}
    affinity: {nodeAffinity: {}}
    topologySpread:
    - {topologyKey: zone, maxSkew: 2, whenUnsatisfiable: ScheduleAnyway}
    priorityClassName: high
    runtimeClassName: nvidia
    schedulerName: volcano
    queueName: team
    hostNetwork: true
    volumes:
    - {mountPath: /data, source: claim, subPath: "${dssUserLogin}", readOnly: true}
    - {mountPath: /scratch, type: emptyDir, sizeLimit: 1Gi, medium: Memory}
    podTemplatePatch: {spec: {hostAliases: [{ip: 10.0.0.1, hostnames: [x]}]}}
  docker:
    daemon: {id: d, name: box}
    resources: {memory: 8g, cpus: "4"}
    gpus: {count: -1, deviceIds: ["0"], cdiDevices: [nvidia.com/gpu=0], runtime: nvidia}
    network: host
    shmSize: 8g
    mounts:
    - {target: /data, source: /srv, readOnly: true}
    - {target: /t, type: tmpfs, size: 64m}
users:
- {id: u, login: anna, groups: [ds], adminProperties: {k8sNS: team-a}, userProperties: {mail: a@b}}
projects:
- {id: p, key: CHURN, runtimeConfig: {id: c, name: gpu}, target: {contexts: [a], daemon: {id: d, name: box}}, variables: {env: prod}}
defaults:
  userCode: {runtimeConfig: {id: c, name: gpu}}
  visual: {containerize: false}
  target: {contexts: [b]}
  variables: {region: eu}
)";

} // namespace

class TestRuntimeConfigs : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readsEveryKey()
    {
        const SettingsDocument document = readSettings(Everything, u"f"_s);
        QCOMPARE(document.problems.size(), 0U);
        const RuntimeConfig &config = document.settings.runtimeConfigs.at(0);
        QVERIFY(!config.enabled);
        QVERIFY(config.isDocker());
        QCOMPARE(config.env.at(1).secret, u"s"_s);
        QCOMPARE(config.securityContext.runAsUser, std::optional<qint64>(500));
        QCOMPARE(config.securityContext.allowPrivilegeEscalation, std::optional<bool>(false));
        QCOMPARE(config.timeouts.backoffLimit, std::optional<qint64>(0));
        QCOMPARE(config.kubernetes.contexts, (QStringList{u"a"_s, u"gpu-*"_s}));
        QCOMPARE(config.kubernetes.gpu.count, std::optional<qint64>(2));
        QCOMPARE(config.kubernetes.tolerations.at(0).op, u"Exists"_s);
        QCOMPARE(config.kubernetes.namespacePolicies.value.items.size(), 1U);
        QCOMPARE(config.kubernetes.volumes.at(1).type, u"emptyDir"_s);
        QCOMPARE(config.docker.gpus.count, std::optional<qint64>(-1));
        QCOMPARE(document.settings.users.at(0).name, u"anna"_s);
        QCOMPARE(document.settings.projects.at(0).config.runtimeConfig.id, u"c"_s);
        QVERIFY(!document.settings.defaults.visual.containerize);
        QVERIFY(document.settings.defaults.userCode.containerize);
    }

    //! Into a file without anything in it, and into itself.
    void writesWhatItReads()
    {
        const SettingsDocument document = readSettings(Everything, u"f"_s);
        const Settings &settings = document.settings;
        const auto isSame = [&](const YamlValue &written, const QString &section, std::size_t at = 0) {
            const YamlValue &now = *document.root.find(section);
            const YamlValue &object = now.type == YamlValue::Type::List ? now.items.at(at) : now;
            return isSameValue(written, object);
        };
        QVERIFY(isSame(toYaml(settings.runtimeConfigs[0]), u"runtimeConfigs"_s));
        QVERIFY(isSame(toYaml(settings.users[0]), u"users"_s));
        QVERIFY(isSame(toYaml(settings.projects[0]), u"projects"_s));
        QVERIFY(isSame(toYaml(settings.defaults), u"defaults"_s));
        QVERIFY(isSame(toYaml(settings.runtimeConfigs[0], document.root.find(u"runtimeConfigs")->items[0]),
                       u"runtimeConfigs"_s));
        const RuntimeConfig fresh{.id = u"n"_s, .name = u"new"_s};
        const YamlValue small = toYaml(fresh);
        QCOMPARE(small.members.size(), 2U);
    }

    //! What was unset goes; what is unknown stays, also deep within.
    void unsets()
    {
        SettingsDocument document = readSettings(
            Head + "runtimeConfigs:\n- {id: c, name: n, timeouts: {backoffLimit: 3, x: 1}, securityContext: "
                   "{allowPrivilegeEscalation: true, runAsUser: 1}}\n",
            u"f"_s);
        RuntimeConfig config = document.settings.runtimeConfigs.at(0);
        config.timeouts.backoffLimit.reset();
        config.securityContext = {};
        const YamlValue written = toYaml(config, *findObject(document.root, u"runtimeConfigs"_s, u"c"_s));
        const YamlValue wanted = parseYaml("{id: c, name: n, timeouts: {x: 1}, securityContext: {}}").value().root;
        QVERIFY2(isSameValue(written, wanted), editYaml("", written).value_or("?").constData());
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("problems");
        const auto config = [](const char *name, const QByteArray &keys, const QStringList &problems) {
            QTest::newRow(name) << Head + "runtimeConfigs:\n- id: c\n  name: n\n  " + keys + '\n' << problems;
        };
        config("a number that is none", "securityContext: {runAsUser: root}",
               {u"f:5:32: runtimeConfigs[0].securityContext.runAsUser: expected a number, found a string"_s});
        config("a number that is not whole", "timeouts: {backoffLimit: 1.5}",
               {u"f:5:28: runtimeConfigs[0].timeouts.backoffLimit: expected a whole number"_s});
        config("a part that is none", "kubernetes: [a]",
               {u"f:5:15: runtimeConfigs[0].kubernetes: expected a map, found a list"_s});
        config("a choice", "image: {pullPolicy: always}",
               {u"f:5:23: runtimeConfigs[0].image.pullPolicy: expected Always, IfNotPresent or Never"_s});
        config("a patch that is none", "kubernetes: {podTemplatePatch: x}",
               {u"f:5:34: runtimeConfigs[0].kubernetes.podTemplatePatch: expected a map, found a string"_s});
        config("unknown in a part", "timeouts: {runs: 1h}",
               {u"f:5:20: runtimeConfigs[0].timeouts.runs: unknown, and kept as it is; known here: backoffLimit, "
                "keepFinished, run, scheduling, waitForAutoscaler"_s});
        config("dangling in a part", "docker: {daemon: {id: gone}}",
               {u"f:5:25: runtimeConfigs[0].docker.daemon.id: no object of daemons has this id"_s});
        config("a toleration", "kubernetes: {tolerations: [{operator: In}]}",
               {u"f:5:41: runtimeConfigs[0].kubernetes.tolerations[0].operator: expected Equal or Exists"_s});
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &problems) {
            QTest::newRow(name) << Head + yaml << problems;
        };
        row("a user without login", "users:\n- {id: u, name: anna}\n",
            {u"f:3:3: users[0].login: missing: expected a text"_s,
             u"f:3:17: users[0].name: unknown, and kept as it is; known here: adminProperties, groups, id, login, "
             "userProperties"_s});
        row("defaults that are a list", "defaults: []\n", {u"f:2:11: defaults: expected a map, found a list"_s});
    }
    void problems()
    {
        QFETCH(QByteArray, yaml);
        QStringList texts;
        for (const SettingsProblem &problem : readSettings(yaml, u"f"_s).problems)
            texts += problem.text();
        QTEST(texts, "problems");
    }

    //! The section that is one object is merged key by key like any other.
    void mergesDefaults()
    {
        const auto valueOf = [](const QByteArray &yaml) { return parseYaml(yaml).value().root; };
        const SettingsChange change{u"defaults"_s, {}, valueOf("{a: 1}"), valueOf("{a: 2}")};
        QVERIFY(isSameValue(changed(valueOf("{defaults: {a: 1, b: 1}}"), change).value(),
                            valueOf("{defaults: {a: 2, b: 1}}")));
        QVERIFY(isSameValue(changed(valueOf("{x: 1}"), {u"defaults"_s, {}, {}, valueOf("{a: 2}")}).value(),
                            valueOf("{x: 1, defaults: {a: 2}}")));
        const auto clash = changed(valueOf("{defaults: {a: 3}}"), change);
        QVERIFY(!clash);
        QCOMPARE(clash.error().at(0).field, u"defaults.a"_s);
        QCOMPARE(sectionProblem(valueOf("defaults: []"), change).value().key,
                 u"defaults: expected a map, found a list"_s);
    }
};

QTEST_GUILESS_MAIN(TestRuntimeConfigs)
#include "tst_runtimeconfigs.moc"
