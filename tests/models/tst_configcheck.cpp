// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsdocument.h"
#include "models/configs/configcheck.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Others = R"(apiVersion: fairlead/v1
baseImages: [{id: i, name: exec}]
runtimeConfigs: [{id: other, name: Other, image: {reference: a}}]
users: [{id: u, login: anna, groups: [ds]}]
)";

} // namespace

class TestConfigCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("config");    // without id; name and image where it says none
        QTest::addColumn<QStringList>("problems"); // "field: message", "? " before a warning
        const auto row = [](const char *name, const QByteArray &config, const QStringList &problems = {}) {
            QTest::newRow(name) << config << problems;
        };
        const auto kubernetes = [](const QByteArray &keys) { return "kubernetes: {" + keys + "}"; };
        const auto docker = [](const QByteArray &keys) { return "engine: docker, docker: {" + keys + "}"; };

        row("the smallest", "");
        row("a name of another", "name: other", {u"name: Another runtime config has this name"_s});
        row("for no group", "usableBy: groups", {u"groups: Expected at least one group: nobody else may use it"_s});
        row("for a group of nobody", "usableBy: groups, groups: [ds, ml]",
            {u"? groups[1]: No user is in the group ml"_s});
        row("groups of everyone", "groups: [ml]");

        row("no image", "image: {}", {u"image.reference: Expected a base image, or the name of an image"_s});
        row("two images", "image: {baseImage: {id: i}, reference: a}",
            {u"image.reference: A base image is chosen, too: one of both"_s});
        row("no reference", "image: {reference: \"A B\"}",
            {u"image.reference: has capitals in the repository's name"_s});
        row("a reference with variables", "image: {reference: \"reg/${projectKey|tolower}:1\"}");
        row("no Secret", "image: {reference: a, pullSecret: My_Secret}",
            {u"image.pullSecret: Expected the name of a Secret: small letters, digits, - and ."_s});

        row("no variable's name", "env: [{name: 1A, value: x}]",
            {u"env[0].name: Expected letters, digits, _ - and ., no digit first"_s});
        row("twice", "env: [{name: A, value: x}, {name: A, value: y}]", {u"env[1].name: This variable stands twice"_s});
        row("two sources", "env: [{name: A, value: x, secret: s, key: k}]",
            {u"env[0]: Expected a value, a Secret or a ConfigMap: one of them"_s});
        row("no key", "env: [{name: A, configMap: m}]", {u"env[0].key: Expected the key in the Secret or ConfigMap"_s});
        row("a secret in the file", "env: [{name: DB_PASSWORD, value: x}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret"_s});
        row("a secret from a Secret", "env: [{name: DB_PASSWORD, secret: s, key: k}]");
        row("no template", "env: [{name: A, value: \"${x\"}]", {u"env[0].value: \"${\" without \"}\""_s});

        row("no label", "labels: {a b: c}", {u"labels.a b: Expected a key such as team or example.com/team"_s});
        row("a label with a variable", "labels: {team: \"${adminProperty:team}\"}");

        row("a user that is none", "securityContext: {runAsUser: -1}",
            {u"securityContext.runAsUser: Expected a number from 0 to 2147483647"_s});
        row("root that is not to be", "securityContext: {runAsUser: 0, runAsNonRoot: true}",
            {u"securityContext.runAsNonRoot: Nothing runs: user 0 is root"_s});
        row("privileged", "securityContext: {privileged: true}",
            {u"? securityContext.privileged: The container may do all that its node may"_s});
        row("privileged, but not", "securityContext: {privileged: true, allowPrivilegeEscalation: false}",
            {u"securityContext.allowPrivilegeEscalation: A privileged container always may"_s,
             u"? securityContext.privileged: The container may do all that its node may"_s});
        row("a folder that is none", "securityContext: {writableFolders: [tmp]}",
            {u"securityContext.writableFolders[0]: Expected an absolute path"_s});
        row("a profile that is none", "securityContext: {seccompProfile: default}",
            {u"securityContext.seccompProfile: Expected RuntimeDefault, Unconfined or Localhost/FILE"_s});
        row("no duration", "timeouts: {run: soon, scheduling: 10}",
            {u"timeouts.scheduling: Expected a duration such as 90s, 10m, 1h30m or 2d"_s,
             u"timeouts.run: Expected a duration such as 90s, 10m, 1h30m or 2d"_s});

        row("a namespace of each user", kubernetes("namespace: \"dss-ns-${dssUserLogin|tolower}\""));
        row("a namespace that users choose", kubernetes("namespace: \"${userProperty:ns}\""),
            {u"? kubernetes.namespace: Users may write their properties themselves: an admin property keeps them in "
             "their namespace"_s});
        row("a namespace made legal", kubernetes("namespace: Team"),
            {u"? kubernetes.namespace: Kubernetes takes no such name: it becomes team-598503"_s});
        row("Kubernetes' own", kubernetes("namespace: kube-system"),
            {u"kubernetes.namespace: names that begin with \"kube-\" are Kubernetes' own"_s});
        row("no namespace to create", kubernetes("createNamespace: true"),
            {u"kubernetes.namespace: Expected the name of the namespace that is created"_s});
        row("no filter", kubernetes("namespace: \"${x|lower}\""),
            {u"kubernetes.namespace: there is no filter \"lower\"; known are default, tolower, toupper, tojson, "
             u"fromjson, "
             "getornull, formatdate, indent"_s});
        row("no account", kubernetes("serviceAccount: existing"),
            {u"kubernetes.serviceAccountName: Expected the name of a ServiceAccount of the namespace"_s});
        row("roles of nobody", kubernetes("roles: [edit]"),
            {u"kubernetes.roles[0]: Expected Role/NAME or ClusterRole/NAME"_s,
             u"? kubernetes.roles: Only for a ServiceAccount that is made for each run"_s});

        row("quantities", kubernetes("requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}"));
        row("no quantity", kubernetes("requests: {memory: 2 GB}"),
            {u"kubernetes.requests.memory: Expected a quantity such as 500m, 2 or 4Gi"_s});
        row("less than nothing", kubernetes("requests: {cpu: \"-1\"}"),
            {u"kubernetes.requests.cpu: Expected a quantity such as 500m, 2 or 4Gi"_s});
        row("more than its limit", kubernetes("requests: {memory: 2Gi}, limits: {memory: 2G}"),
            {u"kubernetes.requests.memory: More than its limit"_s});
        row("a unit missing", kubernetes("limits: {memory: 512}"),
            {u"? kubernetes.limits.memory: 512 is bytes: a unit such as Mi or Gi may be missing"_s});
        row("thousandths of a byte", kubernetes("limits: {memory: 1000m}"),
            {u"? kubernetes.limits.memory: 1000m is thousandths of a byte: M or Mi may be meant"_s});
        row("many processors", kubernetes("limits: {cpu: 2000}"),
            {u"? kubernetes.limits.cpu: 2000 is a number of processors: 500m is half of one"_s});
        row("half a device", kubernetes("limits: {rdma/ib: 500m}"),
            {u"kubernetes.limits.rdma/ib: Expected a whole number: devices are not divided"_s});
        row("a device without its limit", kubernetes("requests: {rdma/ib: 1}"),
            {u"kubernetes.requests.rdma/ib: Expected the same limit: of devices both are one"_s});
        row("no resource", kubernetes("limits: {a/b/c: 1}"),
            {u"kubernetes.limits.a/b/c: Expected a resource such as memory or nvidia.com/gpu"_s});

        row("GPUs", kubernetes("gpu: {count: 2, product: H100 80GB}"));
        row("no number of GPUs", kubernetes("gpu: {product: H100 80GB}"),
            {u"kubernetes.gpu.count: Expected how many of them"_s});
        row("less than no GPU", kubernetes("gpu: {count: -1}"),
            {u"kubernetes.gpu.count: Expected a number from 1 on, or nothing"_s});
        row("GPUs twice", kubernetes("gpu: {count: 1}, limits: {nvidia.com/gpu: 1}"),
            {u"kubernetes.limits.nvidia.com/gpu: Asked for twice: the number of GPUs says it already"_s});
        row("no accelerator", kubernetes("gpu: {resource: example.com/foo, count: 1}"),
            {u"? kubernetes.gpu.resource: Not known as an accelerator"_s});
        row("shared memory beyond the limit",
            kubernetes("sharedMemory: {enabled: true, size: 8Gi}, limits: {memory: 4Gi}"),
            {u"? kubernetes.sharedMemory.size: More than the memory limit, which counts shared memory, too"_s});

        row("no selector", kubernetes("nodeSelector: {a b: \"c d\"}"),
            {u"kubernetes.nodeSelector.a b: Expected a key such as team or example.com/team"_s,
             u"kubernetes.nodeSelector.a b: Expected letters, digits and - _ ."_s});
        row("all taints", kubernetes("tolerations: [{operator: Exists}]"));
        row("no taint", kubernetes("tolerations: [{value: a}]"),
            {u"kubernetes.tolerations[0].key: Expected the key of a taint; without one the operator is Exists"_s});
        row("Exists with a value", kubernetes("tolerations: [{key: a, operator: Exists, value: b}]"),
            {u"kubernetes.tolerations[0].value: Exists takes no value"_s});
        row("seconds of another effect",
            kubernetes("tolerations: [{key: a, effect: NoSchedule, tolerationSeconds: 1}]"),
            {u"kubernetes.tolerations[0].tolerationSeconds: Only for the effect NoExecute"_s});
        row("no affinity", kubernetes("affinity: {nodeAfinity: {}}"),
            {u"kubernetes.affinity: nodeAfinity: unknown field; nodeAffinity may be meant"_s});
        row("no patch", kubernetes("podTemplatePatch: {spec: {containers: [{name: main, imagePulPolicy: Always}]}}"),
            {u"kubernetes.podTemplatePatch: spec.containers[0].imagePulPolicy: unknown field; imagePullPolicy may be meant"_s});
        row("no spread", kubernetes("topologySpread: [{topologyKey: zone, maxSkew: 0}]"),
            {u"kubernetes.topologySpread[0].maxSkew: Expected a number from 1 on"_s});
        row("no class", kubernetes("priorityClassName: High"),
            {u"kubernetes.priorityClassName: Expected a name: small letters, digits, - and ."_s});

        row("volumes",
            kubernetes(
                "volumes: [{mountPath: /a, source: claim}, {mountPath: /b, type: hostPath, source: /srv}, "
                "{mountPath: /c, type: emptyDir, sizeLimit: 1Gi}, {mountPath: /d, source: \"c-${dssUserLogin}\"}]"));
        row("nothing to mount", kubernetes("volumes: [{mountPath: /a}]"),
            {u"kubernetes.volumes[0].source: Expected what is mounted"_s});
        row("nowhere to mount", kubernetes("volumes: [{mountPath: a, source: c}]"),
            {u"kubernetes.volumes[0].mountPath: Expected an absolute path"_s});
        row("twice in one place", kubernetes("volumes: [{mountPath: /a, source: c}, {mountPath: /a, source: d}]"),
            {u"kubernetes.volumes[1].mountPath: Something else is mounted there"_s});
        row("where shared memory is",
            kubernetes("sharedMemory: {enabled: true}, volumes: [{mountPath: /dev/shm, source: c}]"),
            {u"kubernetes.volumes[0].mountPath: Something else is mounted there"_s});
        row("a source of an emptyDir", kubernetes("volumes: [{mountPath: /a, type: emptyDir, source: c}]"),
            {u"kubernetes.volumes[0].source: An emptyDir has no source"_s});
        row("no path of a node", kubernetes("volumes: [{mountPath: /a, type: hostPath, source: srv}]"),
            {u"kubernetes.volumes[0].source: Expected an absolute path"_s});
        row("out of the volume", kubernetes("volumes: [{mountPath: /a, source: c, subPath: ../b}]"),
            {u"kubernetes.volumes[0].subPath: Expected a path within the volume"_s});

        row("of Docker nothing is said", "docker: {resources: {nope: 1}}");
        row("of Kubernetes nothing is said", "engine: docker, kubernetes: {namespace: kube-system}");
        row("a resource of docker", docker("resources: {memory: 8g, cpus: \"4\"}"));
        row("no resource of docker", docker("resources: {memory: lots}"),
            {u"docker.resources.memory: expected a size such as 512m or 8g"_s});
        row("no size", docker("shmSize: big"), {u"docker.shmSize: Expected a size such as 512m or 8g"_s});
        row("a number and ids", docker("gpus: {count: 1, deviceIds: [\"0\"]}"),
            {u"docker.gpus.deviceIds: A number of devices is given, too: one of both"_s});
        row("no device", docker("gpus: {cdiDevices: [gpu0]}"),
            {u"docker.gpus.cdiDevices[0]: Expected a name such as nvidia.com/gpu=0"_s});
        row("mounts of docker", docker("mounts: [{target: /a, source: srv}, {target: /a, type: tmpfs, source: x}]"),
            {u"docker.mounts[0].source: Expected an absolute path of the daemon's host"_s,
             u"docker.mounts[1].target: Something else is mounted there"_s,
             u"docker.mounts[1].source: A tmpfs has no source"_s});
        row("a Secret of docker", "engine: docker, env: [{name: A, secret: s, key: k}]",
            {u"env[0]: Docker has neither Secrets nor ConfigMaps"_s});
        row("whoever the image is", "engine: docker, securityContext: {runAsNonRoot: true}",
            {u"securityContext.runAsNonRoot: Docker cannot look which user an image has: say one"_s});
    }
    void problems()
    {
        QFETCH(QByteArray, config);
        QByteArray keys = "id: c";
        if (!config.startsWith("name:"))
            keys += ", name: gpu";
        if (!config.contains("image:"))
            keys += ", image: {baseImage: {id: i}}";
        if (!config.isEmpty())
            keys += ", " + config;
        const auto object =
            settings::fromYaml<settings::RuntimeConfig>(files::parseYaml("{" + keys + "}").value().root);
        QVERIFY(object);
        const auto others = settings::readSettings(Others, u"f"_s);
        QVERIFY(others.problems.empty());
        QStringList texts;
        for (const FieldProblem &problem : configProblems(*object, others.settings, manifests::PodSchema()))
            texts += (problem.severity == Severity::Warning ? u"? "_s : QString()) + problem.field + u": "_s +
                     problem.message;
        QTEST(texts, "problems");
    }
};

QTEST_GUILESS_MAIN(TestConfigCheck)
#include "tst_configcheck.moc"
