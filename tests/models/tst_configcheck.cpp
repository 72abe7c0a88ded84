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
registries: [{id: team, name: team, host: reg.example.com}]
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

        row("a base image that is gone", "image: {baseImage: {id: j, name: old}}",
            {u"image.baseImage: The base image old is not in the settings"_s});
        row("registries that are gone", "image: {reference: a, registry: {id: r}, pullSecretFrom: {id: q, name: q1}}",
            {u"image.registry: The registry r is not in the settings"_s,
             u"image.pullSecretFrom: The registry q1 is not in the settings"_s});
        row("a daemon that is gone", docker("daemon: {id: d, name: box}"),
            {u"docker.daemon: The daemon box is not in the settings"_s});
        row("a daemon that is gone, of the other engine", "docker: {daemon: {id: d, name: box}}");

        row("no variable's name", "env: [{name: 1A, value: x}]",
            {u"env[0].name: Expected letters, digits, _ - and ., no digit first"_s});
        row("twice", "env: [{name: A, value: x}, {name: A, value: y}]", {u"env[1].name: This variable stands twice"_s});
        row("two sources", "env: [{name: A, value: x, secret: s, key: k}]",
            {u"env[0]: Expected a value, a Secret or a ConfigMap: one of them"_s});
        row("no key", "env: [{name: A, configMap: m}]", {u"env[0].key: Expected the key in the Secret or ConfigMap"_s});
        row("a secret in the file", "env: [{name: DB_PASSWORD, value: x}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret"_s});
        row("a secret in the file of a config for Docker", "engine: docker, env: [{name: DB_PASSWORD, value: x}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it, and docker inspect shows it. "
             "Mount a file of the daemon's host that has it"_s});
        row("a login in a URL", "env: [{name: HTTP_PROXY, value: \"http://me:pw@proxy:3128\"}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret"_s});
        row("a login in a URL for Docker",
            "engine: docker, env: [{name: HTTP_PROXY, value: \"http://me:pw@proxy:3128\"}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it, and docker inspect shows it. "
             "Mount a file of the daemon's host that has it"_s});
        row("a URL without a login",
            "env: [{name: A, value: \"http://proxy:3128/a@b\"}, {name: B, value: \"http://me@proxy\"}]");
        row("a login whose password is a variable", "env: [{name: A, value: \"http://me:${adminProperty:pw}@proxy\"}]");
        row("a login whose user is a variable", "env: [{name: A, value: \"http://${dssUserLogin}:pw@proxy\"}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret"_s});
        row("a secret as an import knows it", "env: [{name: AWS_ACCESS_KEY_ID, value: x}]",
            {u"? env[0].value: Looks like a secret: whoever reads fairlead.yaml has it. Take it from a Secret"_s});
        row("a secret from a Secret", "env: [{name: DB_PASSWORD, secret: s, key: k}]");
        row("no template", "env: [{name: A, value: \"${x\"}]", {u"env[0].value: \"${\" without \"}\""_s});

        row("no label", "labels: {a b: c}", {u"labels.a b: Expected a key such as team or example.com/team"_s});
        row("a label's value that is none", "labels: {team: a b}",
            {u"? labels.team: Kubernetes takes no such value: it becomes a-b-c8687a"_s});
        row("an annotation's value may be any", "annotations: {team: a b}");
        row("a label's value that Docker takes", "engine: docker, labels: {team: a b}");
        row("a label's key that Docker takes",
            "engine: docker, labels: {\"traefik.http.routers.x.tls.domains[0].main\": a.example.com}");
        row("no label's key of Docker", "engine: docker, labels: {\"\": a, \"b=c\": d}",
            {u"labels.: Expected a name for this value"_s,
             u"labels.b=c: Expected a key without =, behind which its value would begin"_s});
        row("a label's key that docker run refuses", "engine: docker, labels: {a b: c}",
            {u"? labels.a b: docker run takes no key with blanks in it"_s});
        row("labels of ours", "labels: {fairlead.dev/run: a, fairlead.dev/team: b, app.kubernetes.io/managed-by: c}",
            {u"? labels.fairlead.dev/run: Fairlead sets this label: what stands here is overwritten"_s,
             u"? labels.app.kubernetes.io/managed-by: Fairlead sets this label: what stands here is overwritten"_s});
        row("labels of ours in Docker",
            "engine: docker, labels: {fairlead.dev/config: a, fairlead.dev/user: b, fairlead.dev/project: c}",
            {u"? labels.fairlead.dev/config: Fairlead sets this label: what stands here is overwritten"_s,
             u"? labels.fairlead.dev/user: Fairlead sets this label: what stands here is overwritten"_s,
             u"? labels.fairlead.dev/project: Fairlead sets this label: what stands here is overwritten"_s});
        row("annotations are nobody's", "annotations: {fairlead.dev/run: a}");
        row("labels of ours on a namespace",
            kubernetes("namespace: a, createNamespace: true, namespaceLabels: {app.kubernetes.io/managed-by: me, "
                       "fairlead.dev/run: a}"),
            {u"? kubernetes.namespaceLabels.app.kubernetes.io/managed-by: Fairlead sets this label: what stands here "
             "is overwritten"_s});
        row("a value without a name", "labels: {\"\": a}",
            {u"labels.: Expected a name for this value"_s,
             u"labels.: Expected a key such as team or example.com/team"_s});
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

        row("gone when finished", "timeouts: {keepFinished: 0s}");
        row("no time at all", "timeouts: {scheduling: 0s, run: 0s, keepFinished: \"0\"}",
            {u"timeouts.scheduling: Expected a duration such as 90s, 10m, 1h30m or 2d"_s,
             u"timeouts.run: Expected a duration such as 90s, 10m, 1h30m or 2d"_s,
             u"timeouts.keepFinished: Expected a duration such as 90s, 10m, 1h30m or 2d"_s});

        row("capabilities", "securityContext: {addCapabilities: [NET_ADMIN, BPF, CHECKPOINT_RESTORE], "
                            "dropCapabilities: [ALL]}");
        row("capabilities with their prefix",
            "securityContext: {addCapabilities: [CAP_NET_ADMIN], dropCapabilities: [CAP_ALL]}",
            {u"? securityContext.addCapabilities: Write NET_ADMIN: the node puts CAP_ before it by itself"_s,
             u"? securityContext.dropCapabilities: Write ALL: the node puts CAP_ before it by itself"_s});
        row("capabilities as Docker takes them, too",
            "engine: docker, securityContext: {addCapabilities: [CAP_NET_ADMIN, net_raw], dropCapabilities: [all]}");
        row("misspelt capabilities", "securityContext: {addCapabilities: [NET_ADMN, CAP_FOO]}",
            {u"? securityContext.addCapabilities: NET_ADMN is no capability of Linux that is known here"_s,
             u"? securityContext.addCapabilities: CAP_FOO is no capability of Linux that is known here"_s});
        row("misspelt capabilities of Docker",
            "engine: docker, securityContext: {dropCapabilities: [NET_ADMN, CAP_ALL]}",
            {u"? securityContext.dropCapabilities: NET_ADMN is no capability of Linux that is known here"_s,
             u"? securityContext.dropCapabilities: CAP_ALL is no capability of Linux that is known here"_s});

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
        row("labels of a namespace",
            kubernetes("namespace: a, createNamespace: true, namespaceLabels: {a b: c, team: "
                       "\"${x\", owner: \"${dssUserLogin}\", unit: b c}"),
            {u"kubernetes.namespaceLabels.a b: Expected a key such as team or example.com/team"_s,
             u"kubernetes.namespaceLabels.team: \"${\" without \"}\""_s,
             u"? kubernetes.namespaceLabels.unit: Kubernetes takes no such value: it becomes b-c-47d8a4"_s});
        row("policies",
            kubernetes("namespacePolicies: [{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota}}, "
                       "{apiVersion: v1, kind: LimitRange, metadata: {name: a.b}}, "
                       "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: net}}]"));
        row("a policy of another kind",
            kubernetes("namespacePolicies: [{apiVersion: v1, kind: Secret, metadata: {name: a}}]"),
            {u"kubernetes.namespacePolicies: [0].kind: Expected ResourceQuota, LimitRange or NetworkPolicy"_s});
        row("a policy of another version",
            kubernetes("namespacePolicies: [{apiVersion: v1, kind: NetworkPolicy, metadata: {name: a}}]"),
            {u"kubernetes.namespacePolicies: [0].apiVersion: Expected networking.k8s.io/v1"_s});
        row("a policy without version and name", kubernetes("namespacePolicies: [{kind: LimitRange}]"),
            {u"kubernetes.namespacePolicies: [0].apiVersion: Expected v1"_s,
             u"kubernetes.namespacePolicies: [0].metadata.name: Expected a name: small letters, digits, - and ."_s});
        row("a policy whose name is none",
            kubernetes("namespacePolicies: [{apiVersion: v1, kind: LimitRange, metadata: {name: My_Limits}}]"),
            {u"kubernetes.namespacePolicies: [0].metadata.name: Expected a name: small letters, digits, - and ."_s});
        row("a word for a policy", kubernetes("namespacePolicies: [quota]"),
            {u"kubernetes.namespacePolicies: [0]: Expected an object with apiVersion and kind"_s});
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

        row("a resource that nobody counts", kubernetes("requests: {gpus: 1}, limits: {mem: 1Gi}"),
            {u"kubernetes.requests.gpus: Expected cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with a "
             "domain such as nvidia.com/gpu"_s,
             u"kubernetes.limits.mem: Expected cpu, memory, ephemeral-storage, hugepages-SIZE, or a name with a domain "
             "such as nvidia.com/gpu"_s});
        row("what Kubernetes counts",
            kubernetes("limits: {cpu: \"1\", memory: 1Gi, ephemeral-storage: 1Gi, hugepages-2Mi: 4Mi, rdma/ib: 1}"));
        row("more huge pages than asked for",
            kubernetes("requests: {memory: 1Gi, hugepages-2Mi: 2Mi}, limits: {hugepages-2Mi: 4Mi}"),
            {u"kubernetes.requests.hugepages-2Mi: Expected the same limit: of huge pages both are one"_s});
        row("huge pages without a limit", kubernetes("requests: {memory: 1Gi, hugepages-2Mi: 2Mi}"),
            {u"kubernetes.requests.hugepages-2Mi: Expected the same limit: of huge pages both are one"_s});
        const QString pages = u"Expected whole pages: a multiple of the size in the name"_s;
        row("half a huge page", kubernetes("limits: {cpu: \"1\", hugepages-2Mi: 3Mi}"),
            {u"kubernetes.limits.hugepages-2Mi: "_s + pages});
        row("no huge page", kubernetes("limits: {cpu: \"1\", hugepages-2Mi: 0}")); // as the server has it
        row("huge pages without a size", kubernetes("limits: {cpu: \"1\", hugepages-big: 2Mi}"),
            {u"kubernetes.limits.hugepages-big: "_s + pages});
        row("huge pages alone", kubernetes("limits: {hugepages-1Gi: 2Gi}"),
            {u"kubernetes.limits.hugepages-1Gi: Huge pages want cpu or memory beside them"_s});

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
        row("no port in a patch",
            kubernetes("podTemplatePatch: {spec: {containers: [{name: main, ports: [{containerPort: 0}]}]}}"),
            {u"kubernetes.podTemplatePatch: spec.containers[0].ports[0].containerPort: expected a port, 1 to 65535"_s});
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
            {u"kubernetes.volumes[1].mountPath: Something else is mounted there: kubernetes.volumes[0].mountPath"_s});
        row("twice in one place, written otherwise",
            kubernetes("volumes: [{mountPath: /a/b, source: c}, {mountPath: /a//b/, source: d}]"),
            {u"kubernetes.volumes[1].mountPath: Something else is mounted there: kubernetes.volumes[0].mountPath"_s});
        row("folders where volumes are",
            "securityContext: {readOnlyRootFilesystem: true, writableFolders: [/tmp, /a, /tmp, /dev/shm]}, " +
                kubernetes("sharedMemory: {enabled: true}, volumes: [{mountPath: /a, source: c}]"),
            {u"securityContext.writableFolders[1]: Something else is mounted there: kubernetes.volumes[0].mountPath"_s,
             u"securityContext.writableFolders[2]: Something else is mounted there: "
             "securityContext.writableFolders[0]"_s,
             u"securityContext.writableFolders[3]: Something else is mounted there: kubernetes.sharedMemory"_s});
        row("folders of a root that is not read-only",
            "securityContext: {writableFolders: [/a, /a]}, " + kubernetes("volumes: [{mountPath: /a, source: c}]"));
        row("where shared memory is",
            kubernetes("sharedMemory: {enabled: true}, volumes: [{mountPath: /dev/shm, source: c}]"),
            {u"kubernetes.volumes[0].mountPath: Something else is mounted there: kubernetes.sharedMemory"_s});
        row("huge pages that are mounted",
            kubernetes("limits: {memory: 1Gi, hugepages-2Mi: 4Mi}, volumes: [{mountPath: /a, type: emptyDir, medium: "
                       "HugePages}, {mountPath: /b, type: emptyDir, medium: HugePages-2Mi}]"));
        row("huge pages that nothing asks for",
            kubernetes("limits: {memory: 1Gi}, volumes: [{mountPath: /a, type: emptyDir, medium: HugePages}]"),
            {u"kubernetes.volumes[0].medium: Expected hugepages-2Mi in the limits"_s});
        row("huge pages of another size",
            kubernetes("limits: {memory: 1Gi, hugepages-2Mi: 4Mi}, volumes: [{mountPath: /a, type: emptyDir, medium: "
                       "HugePages-1Gi}]"),
            {u"kubernetes.volumes[0].medium: Expected hugepages-1Gi in the limits"_s});
        row("huge pages of either size",
            kubernetes("limits: {memory: 1Gi, hugepages-2Mi: 4Mi, hugepages-1Gi: 1Gi}, volumes: [{mountPath: /a, type: "
                       "emptyDir, medium: HugePages}, {mountPath: /b, type: emptyDir, medium: HugePages-1Gi}]"),
            {u"kubernetes.volumes[0].medium: The limits have huge pages of several sizes: say which"_s});
        row("huge pages that a patch may ask for",
            kubernetes("podTemplatePatch: {spec: {terminationGracePeriodSeconds: 5}}, volumes: [{mountPath: /a, type: "
                       "emptyDir, medium: HugePages-2Mi}]"),
            {u"? kubernetes.volumes[0].medium: Expected hugepages-2Mi in the limits"_s});
        row("a source of an emptyDir", kubernetes("volumes: [{mountPath: /a, type: emptyDir, source: c}]"),
            {u"kubernetes.volumes[0].source: An emptyDir has no source"_s});
        row("no path of a node", kubernetes("volumes: [{mountPath: /a, type: hostPath, source: srv}]"),
            {u"kubernetes.volumes[0].source: Expected an absolute path"_s});
        row("back out of a node's folder",
            kubernetes(
                "volumes: [{mountPath: /a, type: hostPath, source: /srv/../etc}, {mountPath: /b, type: "
                "hostPath, source: \"/srv/${dssUserLogin}/..\"}, {mountPath: /c, type: hostPath, source: /a..b}]"),
            {u"kubernetes.volumes[0].source: Expected a path without .. in it"_s,
             u"kubernetes.volumes[1].source: Expected a path without .. in it"_s});
        row("less than an empty volume",
            kubernetes("volumes: [{mountPath: /a, type: emptyDir, sizeLimit: -1Gi}, {mountPath: /b, type: emptyDir, "
                       "sizeLimit: 0}]"),
            {u"kubernetes.volumes[0].sizeLimit: Expected a quantity such as 500m, 2 or 4Gi"_s});
        row("out of the volume", kubernetes("volumes: [{mountPath: /a, source: c, subPath: ../b}]"),
            {u"kubernetes.volumes[0].subPath: Expected a path within the volume"_s});

        row("of Docker nothing is said", "docker: {resources: {nope: 1}}");
        row("of Kubernetes nothing is said", "engine: docker, kubernetes: {namespace: kube-system}");
        row("a resource of docker", docker("resources: {memory: 8g, cpus: \"4\"}"));
        row("no resource of docker", docker("resources: {memory: lots}"),
            {u"docker.resources.memory: Expected a size such as 512m or 8g"_s});
        const auto limits = [&](const char *name, const QByteArray &keys, const QStringList &problems = {}) {
            row(name, docker("resources: {" + keys + "}"), problems);
        };
        const QString least = u": Docker takes no less than 6m: a unit may be missing"_s;
        limits("memory without a unit", "memory: 512, memory-reservation: 1024",
               {u"docker.resources.memory"_s + least, u"docker.resources.memory-reservation"_s + least,
                u"docker.resources.memory-reservation: More than memory, of which it is a part"_s});
        limits("the least memory", "memory: 6m, memory-reservation: 6m, memory-swap: 6m");
        limits("just below the least memory", "memory: 5.9m", {u"docker.resources.memory"_s + least});
        limits("no limit of memory", "memory: 0, memory-reservation: 64m, memory-swap: 0");
        limits("a reservation above the memory", "memory: 64m, memory-reservation: 65m",
               {u"docker.resources.memory-reservation: More than memory, of which it is a part"_s});
        limits("less swap than memory", "memory: 64m, memory-swap: 32m",
               {u"docker.resources.memory-swap: Less than memory: this is memory and swap in one"_s});
        limits("swap without memory", "memory-swap: 64m",
               {u"docker.resources.memory-swap: Expected memory beside it: this is memory and swap in one"_s});
        limits("swap without a limit", "memory-swap: \"-1\"");
        limits("swappiness", "memory-swappiness: \"-1\"");
        limits("no swappiness", "memory-swappiness: 101",
               {u"docker.resources.memory-swappiness: Expected a number from 0 to 100, or -1 for the host's"_s});
        limits("nobody is killed without a limit", "oom-kill-disable: true",
               {u"? docker.resources.oom-kill-disable: Without memory beside it the host may run out of it"_s});
        limits("nobody is killed", "oom-kill-disable: true, memory: 64m");
        limits("processors said twice", "cpus: \"1\", cpu-period: 50000, cpu-quota: 50000",
               {u"docker.resources.cpu-period: cpus says it, too: one of both"_s,
                u"docker.resources.cpu-quota: cpus says it, too: one of both"_s});
        limits("a quota of a period", "cpu-quota: 1000, cpu-period: 1000000");
        limits("a quota without a limit beside processors", "cpus: \"1\", cpu-quota: \"-1\", cpu-period: 0");
        limits("no quota and no period", "cpu-quota: 999, cpu-period: 1000001",
               {u"docker.resources.cpu-period: Expected microseconds from 1000 to 1000000"_s,
                u"docker.resources.cpu-quota: Expected microseconds of a period, at least 1000"_s});
        limits("real time", "cpu-rt-period: 1000000, cpu-rt-runtime: 950000");
        limits("more than real time", "cpu-rt-period: 100000, cpu-rt-runtime: 950000",
               {u"docker.resources.cpu-rt-runtime: More than cpu-rt-period, of which it is a part"_s});
        limits("less than no share", "cpu-shares: \"-1\"",
               {u"docker.resources.cpu-shares: Expected a number from 0 on"_s});
        limits("shares that cgroup v1 does not have", "cpu-shares: 300000",
               {u"? docker.resources.cpu-shares: A host with cgroup v1 starts nothing with it: 2 to 262144"_s});
        limits("weights", "blkio-weight: 10, oom-score-adj: \"-1000\"");
        limits("no weights", "blkio-weight: 9, oom-score-adj: 1001",
               {u"docker.resources.blkio-weight: Expected a weight from 10 to 1000"_s,
                u"docker.resources.oom-score-adj: Expected a number from -1000 to 1000"_s});
        limits("a weight above all", "blkio-weight: 1001",
               {u"docker.resources.blkio-weight: Expected a weight from 10 to 1000"_s});
        limits("no weight is said", "blkio-weight: 0");
        limits("limits of users", "ulimit: \"nofile=1024:2048,memlock=-1,nproc=5:-1\"");
        limits("a soft limit above the hard one", "ulimit: \"core=0,nofile=2048:1024\"",
               {u"docker.resources.ulimit: nofile: its first, soft limit is above its hard one"_s});
        limits("no soft limit below a hard one", "ulimit: \"nofile=-1:1024\"",
               {u"docker.resources.ulimit: nofile: its first, soft limit is above its hard one"_s});
        limits("no limit of users", "ulimit: nofiles=1",
               {u"docker.resources.ulimit: There is no nofiles: known are core, cpu, data, fsize, locks, memlock, "
                "msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack"_s});
        limits("devices of the host",
               "device-read-bps: \"/dev/sda:10mb\", device-write-iops: \"/dev/sda:1000\", blkio-weight-device: "
               "\"/dev/sda:500\", device-cgroup-rule: \"c 42:* rmw\"");
        limits("no devices of the host", "device-read-bps: sda, device-read-iops: \"/dev/sda:1k\"",
               {u"docker.resources.device-read-bps: Expected devices such as /dev/sda:10, with a figure each"_s,
                u"docker.resources.device-read-iops: Expected a whole number, not below 0 behind /dev/sda:"_s});
        row("sizes without a unit", docker("shmSize: 512, mounts: [{target: /t, type: tmpfs, size: 64}]"),
            {u"? docker.shmSize: 512 is less than 1m: a unit such as m or g may be missing"_s,
             u"? docker.mounts[0].size: 64 is less than 1m: a unit such as m or g may be missing"_s});
        row("no size", docker("shmSize: big"), {u"docker.shmSize: Expected a size such as 512m or 8g"_s});
        row("a number and ids", docker("gpus: {count: 1, deviceIds: [\"0\"]}"),
            {u"docker.gpus.deviceIds: A number of devices is given, too: one of both"_s});
        row("no device", docker("gpus: {cdiDevices: [gpu0]}"),
            {u"docker.gpus.cdiDevices[0]: Expected a name such as nvidia.com/gpu=0"_s});
        row("mounts of docker", docker("mounts: [{target: /a, source: srv}, {target: /a, type: tmpfs, source: x}]"),
            {u"docker.mounts[0].source: Expected an absolute path of the daemon's host"_s,
             u"docker.mounts[1].source: A tmpfs has no source"_s,
             u"docker.mounts[1].target: Something else is mounted there: docker.mounts[0].target"_s});
        row("folders of docker where mounts are",
            "securityContext: {readOnlyRootFilesystem: true, writableFolders: [/a]}, " +
                docker("shmSize: 1g, mounts: [{target: /a, source: /b}, {target: /dev/shm, type: tmpfs}]"),
            {u"docker.mounts[1].target: Something else is mounted there: docker.shmSize"_s,
             u"securityContext.writableFolders[0]: Something else is mounted there: docker.mounts[0].target"_s});
        row("what Docker leaves out",
            "engine: docker, annotations: {a: b}, securityContext: {fsGroup: 5}, image: {reference: a, pullSecret: s}, "
            "timeouts: {scheduling: 1m, waitForAutoscaler: true, run: 1h, keepFinished: 1d, backoffLimit: 2}",
            {u"? image.pullSecret: Only for Kubernetes: Docker leaves it out"_s,
             u"? annotations: Only for Kubernetes: Docker leaves it out"_s,
             u"? securityContext.fsGroup: Only for Kubernetes: Docker leaves it out"_s,
             u"? timeouts.scheduling: Only for Kubernetes: Docker leaves it out"_s,
             u"? timeouts.waitForAutoscaler: Only for Kubernetes: Docker leaves it out"_s,
             u"? timeouts.run: Only for Kubernetes: Docker leaves it out"_s,
             u"? timeouts.keepFinished: Only for Kubernetes: Docker leaves it out"_s,
             u"? timeouts.backoffLimit: Only for Kubernetes: Docker leaves it out"_s});
        row("a login that Docker does not take", "engine: docker, image: {reference: a, pullSecretFrom: {id: team}}",
            {u"? image.pullSecretFrom: Only for Kubernetes: Docker leaves it out"_s});
        row("a login that Docker takes, as the image is from there",
            "engine: docker, image: {reference: \"reg.example.com/a:1\", pullSecretFrom: {id: team}}");
        row("a login that Docker takes, as the image is taken from there",
            "engine: docker, image: {reference: a, registry: {id: team}, pullSecretFrom: {id: team}}");
        row("a Secret of docker", "engine: docker, env: [{name: A, secret: s, key: k}]",
            {u"env[0]: Docker has neither Secrets nor ConfigMaps"_s});
        row("a group of nobody", "engine: docker, securityContext: {runAsGroup: 5}",
            {u"securityContext.runAsGroup: Docker wants runAsUser with it"_s});
        row("whoever the image is", "engine: docker, securityContext: {runAsNonRoot: true}",
            {u"securityContext.runAsNonRoot: Docker cannot look which user an image has: set runAsUser"_s});
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
