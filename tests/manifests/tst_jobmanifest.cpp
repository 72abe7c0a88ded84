// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/jobmanifest.h"
#include "configs.h"
#include "yamlobjects.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

//! Also of a list: "containers.0.env".
QJsonValue at(QJsonValue value, const QString &path)
{
    for (const QString &step : path.split(u'/', Qt::SkipEmptyParts))
        value = value.isArray() ? QJsonValue(value.toArray().at(step.toInt())) : value.toObject().value(step);
    return value;
}

} // namespace

class TestJobManifest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    //! The smallest there is, whole.
    void smallest()
    {
        Launch launch = someLaunch();
        launch.devices = {};
        const auto manifest = jobManifest(configOf("engine: kubernetes"), launch, PodSchema());
        QVERIFY(manifest);
        QCOMPARE(manifest->all().size(), 1U);
        const QByteArray labels =
            "{app.kubernetes.io/managed-by: fairlead, fairlead.dev/run: r-1, fairlead.dev/config: c-1, "
            "fairlead.dev/user: anna, fairlead.dev/project: CHURN}";
        QCOMPARE(text(manifest->job), text(objectOf(R"(
apiVersion: batch/v1
kind: Job
metadata: {name: job-1, namespace: default, labels: )" +
                                                    labels + R"(}
spec:
  backoffLimit: 0
  template:
    metadata: {labels: )" + labels + R"(}
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      containers:
      - {name: main, image: "reg/exec:1", command: [nvidia-smi], env: [{name: NVIDIA_VISIBLE_DEVICES, value: void}]}
)")));
    }

    void says_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("path"); // in the Job
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, const QByteArray &config, const QString &path, const QByteArray &value) {
            QTest::newRow(name) << config << path << value;
        };
        const QString pod = u"spec/template/spec/"_s;
        const QString main = pod + u"containers/0/"_s;
        const auto kubernetes = [](const QByteArray &keys) { return "kubernetes: {" + keys + "}"; };
        row("the namespace of a user", kubernetes("namespace: \"dss-ns-${dssUserLogin}\""), u"metadata/namespace"_s,
            "dss-ns-anna");
        row("the namespace of a team", kubernetes("namespace: \"${adminProperty:k8sNS}\""), u"metadata/namespace"_s,
            "team-a");
        row("a namespace made legal", kubernetes("namespace: \"ns-${projectKey}\""), u"metadata/namespace"_s,
            "ns-churn-0e5476");
        row("devices", kubernetes("gpu: {count: 2}"), main + u"resources"_s,
            "{requests: {nvidia.com/gpu: \"2\"}, limits: {nvidia.com/gpu: \"2\"}}");
        row("devices beside other resources",
            kubernetes("gpu: {count: 1}, requests: {cpu: 500m}, limits: {memory: 2Gi}"), main + u"resources"_s,
            "{requests: {nvidia.com/gpu: \"1\", cpu: 500m}, limits: {nvidia.com/gpu: \"1\", memory: 2Gi}}");
        row("devices are not hidden", kubernetes("gpu: {count: 1}"), main + u"env"_s, "~");
        row("what the config says of devices stands", "env: [{name: NVIDIA_VISIBLE_DEVICES, value: all}]",
            main + u"env"_s, "[{name: NVIDIA_VISIBLE_DEVICES, value: all}]");
        row("devices are tolerated", kubernetes("gpu: {count: 1}"), pod + u"tolerations"_s,
            "[{key: nvidia.com/gpu, operator: Exists}, {key: nvidia.com/gpu.shared, operator: Exists}]");
        row("devices are tolerated beside other taints",
            kubernetes("gpu: {count: 1}, tolerations: [{key: team, operator: Exists}]"), pod + u"tolerations"_s,
            "[{key: team, operator: Exists}, {key: nvidia.com/gpu, operator: Exists}, "
            "{key: nvidia.com/gpu.shared, operator: Exists}]");
        row("who tolerates everything needs no more", kubernetes("gpu: {count: 1}, tolerations: [{operator: Exists}]"),
            pod + u"tolerations"_s, "[{operator: Exists}]");
        row("NoExecute is another effect",
            kubernetes("gpu: {count: 1}, tolerations: [{operator: Exists, effect: NoSchedule}]"),
            pod + u"tolerations"_s,
            "[{operator: Exists, effect: NoSchedule}, {key: nvidia.com/gpu, operator: Exists}, "
            "{key: nvidia.com/gpu.shared, operator: Exists}]");
        row("nothing is tolerated for nothing", "", pod + u"tolerations"_s, "~");
        row("the config's toleration is enough",
            kubernetes("gpu: {count: 1}, tolerations: [{key: nvidia.com/gpu, value: a}]"), pod + u"tolerations"_s,
            "[{key: nvidia.com/gpu, operator: Equal, value: a}, {key: nvidia.com/gpu.shared, operator: Exists}]");
        const QByteArray patch = "podTemplatePatch: {spec: {containers: [{name: main, resources: {limits: ";
        row("devices of the limits are not hidden", kubernetes("limits: {nvidia.com/gpu: 1}"), main + u"env"_s, "~");
        row("devices of the limits are tolerated", kubernetes("limits: {amd.com/gpu: 1}"), pod + u"tolerations"_s,
            "[{key: amd.com/gpu, operator: Exists}]");
        row("no device is none", kubernetes("limits: {amd.com/gpu: 0}"), main + u"env"_s,
            "[{name: NVIDIA_VISIBLE_DEVICES, value: void}]");
        row("devices of the patch are not hidden", kubernetes(patch + "{nvidia.com/gpu: 8}}}]}}"), main + u"env"_s,
            "~");
        row("devices of the patch are tolerated", kubernetes(patch + "{nvidia.com/mig-1g.10gb: 1}}}]}}"),
            pod + u"tolerations"_s,
            "[{key: nvidia.com/mig-1g.10gb, operator: Exists}, {key: nvidia.com/gpu, operator: Exists}, "
            "{key: nvidia.com/gpu.shared, operator: Exists}]");
        row("devices are tolerated beside the patch's tolerations",
            kubernetes("gpu: {count: 1}, podTemplatePatch: {spec: {tolerations: "
                       "[{key: a, operator: Exists}]}}"),
            pod + u"tolerations"_s,
            "[{key: a, operator: Exists}, {key: nvidia.com/gpu, operator: Exists}, {key: nvidia.com/gpu.shared, "
            "operator: Exists}]");
        row("a sidecar's devices are tolerated, and hidden from the main container",
            kubernetes(
                "podTemplatePatch: {spec: {containers: [{name: side, resources: {limits: {nvidia.com/gpu: 1}}}]}}"),
            pod + u"containers/1/env"_s, "[{name: NVIDIA_VISIBLE_DEVICES, value: void}]");
        row("what is claimed is not hidden",
            kubernetes("podTemplatePatch: {spec: {containers: [{name: main, resources: {claims: [{name: gpu}]}}]}}"),
            main + u"env"_s, "~");
        row("any product", kubernetes("gpu: {count: 1}"), pod + u"affinity"_s, "~");
        const QByteArray product =
            "{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-H100-80GB-HBM3, NVIDIA-H100-PCIe]}";
        row("a product", kubernetes("gpu: {count: 1, product: H100}"), pod + u"affinity"_s,
            "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
            "[{matchExpressions: [" +
                product + "]}]}}}");
        row("a product in each alternative of the config",
            kubernetes("gpu: {count: 1, product: H100}, affinity: {nodeAffinity: "
                       "{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: []}, "
                       "{matchExpressions: [{key: a, operator: Exists}]}]}}}"),
            pod + u"affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms"_s,
            "[{matchFields: [], matchExpressions: [" + product +
                "]}, {matchExpressions: [{key: a, operator: Exists}, " + product + "]}]");
        row("shared memory", kubernetes("sharedMemory: {enabled: true, size: 8Gi}"), pod + u"volumes"_s,
            "[{name: dshm, emptyDir: {medium: Memory, sizeLimit: 8Gi}}]");
        row("shared memory without a size", kubernetes("sharedMemory: {enabled: true}"), pod + u"volumes"_s,
            "[{name: dshm, emptyDir: {medium: Memory}}]");
        row("where shared memory is", kubernetes("sharedMemory: {enabled: true}"), main + u"volumeMounts"_s,
            "[{name: dshm, mountPath: /dev/shm}]");
        row("volumes",
            kubernetes(
                "volumes: [{mountPath: /data, source: \"claim-${dssUserLogin}\", readOnly: true}, {mountPath: /h, "
                "type: hostPath, source: /srv}, {mountPath: /e, type: emptyDir, sizeLimit: 1Gi, medium: Memory}, "
                "{mountPath: /c, type: configMap, source: m}, {mountPath: /s, type: secret, source: s}]"),
            pod + u"volumes"_s,
            "[{name: volume-0, persistentVolumeClaim: {claimName: claim-anna, readOnly: true}}, {name: volume-1, "
            "hostPath: "
            "{path: /srv}}, {name: volume-2, emptyDir: {sizeLimit: 1Gi, medium: Memory}}, {name: volume-3, configMap: "
            "{name: m}}, {name: volume-4, secret: {secretName: s}}]");
        row("huge pages",
            kubernetes("limits: {memory: 1Gi, hugepages-2Mi: 4Mi}, volumes: [{mountPath: /a, type: emptyDir, medium: "
                       "HugePages-2Mi}, {mountPath: /b, type: emptyDir, medium: HugePages}]"),
            pod + u"volumes"_s,
            "[{name: volume-0, emptyDir: {medium: HugePages-2Mi}}, {name: volume-1, emptyDir: {medium: HugePages}}]");
        row("a part of a volume", kubernetes("volumes: [{mountPath: /data, source: c, subPath: \"${projectKey}\"}]"),
            main + u"volumeMounts"_s, "[{name: volume-0, mountPath: /data, subPath: CHURN}]");
        row("environment",
            "env: [{name: A, value: \"p ${projectKey}\"}, {name: B, secret: s, key: k}, {name: C, configMap: m, key: "
            "k}, "
            "{name: NVIDIA_VISIBLE_DEVICES, value: none}]",
            main + u"env"_s,
            "[{name: A, value: p CHURN}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}, {name: C, valueFrom: "
            "{configMapKeyRef: {name: m, key: k}}}, {name: NVIDIA_VISIBLE_DEVICES, value: none}]");
        row("a read-only root",
            "securityContext: {readOnlyRootFilesystem: true, writableFolders: [/tmp, /home/dataiku]}",
            main + u"volumeMounts"_s,
            "[{name: writable-0, mountPath: /tmp}, {name: writable-1, mountPath: /home/dataiku}]");
        row("writable folders of a writable root are none", "securityContext: {writableFolders: [/tmp]}",
            main + u"volumeMounts"_s, "~");
        row("the pod's security",
            "securityContext: {runAsUser: 500, runAsGroup: 0, fsGroup: 500, runAsNonRoot: true, seccompProfile: "
            "Localhost/a.json}",
            pod + u"securityContext"_s,
            "{runAsUser: 500, runAsGroup: 0, fsGroup: 500, runAsNonRoot: true, seccompProfile: {type: Localhost, "
            "localhostProfile: a.json}}");
        row("the container's security",
            "securityContext: {allowPrivilegeEscalation: false, addCapabilities: [NET_ADMIN], dropCapabilities: [ALL], "
            "privileged: true, readOnlyRootFilesystem: true}",
            main + u"securityContext"_s,
            "{allowPrivilegeEscalation: false, capabilities: {add: [NET_ADMIN], drop: [ALL]}, privileged: true, "
            "readOnlyRootFilesystem: true}");
        row("an identity that exists", kubernetes("serviceAccount: existing, serviceAccountName: spark"),
            pod + u"serviceAccountName"_s, "spark");
        row("one that is made for the run", kubernetes("serviceAccount: perRun"), pod + u"serviceAccountName"_s,
            "job-1");
        row("nobody's token", kubernetes("serviceAccount: default"), pod + u"automountServiceAccountToken"_s, "false");
        row("a token", kubernetes("automountServiceAccountToken: true"), pod + u"automountServiceAccountToken"_s,
            "true");
        const QByteArray own = "serviceAccount: perRun, ";
        row("the API server's own way is not that of a run's own account",
            kubernetes(own + "automountServiceAccountToken: true"), pod + u"automountServiceAccountToken"_s, "false");
        row("a token of the run's own account",
            kubernetes(own + "automountServiceAccountToken: true") + ", timeouts: {run: 2h}", pod + u"volumes"_s,
            "[{name: kube-api-access, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: "
            "7200}}, {configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}}, {downwardAPI: "
            "{items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]}}]}}]");
        row("where it is", kubernetes(own + "automountServiceAccountToken: true"), main + u"volumeMounts"_s,
            "[{name: kube-api-access, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]");
        const QString expiration = pod + u"volumes/0/projected/sources/0/serviceAccountToken/expirationSeconds"_s;
        row("who holds roles speaks", kubernetes(own + "roles: [Role/a]"), expiration, "3600");
        row("no shorter than a server gives", kubernetes(own + "roles: [Role/a]") + ", timeouts: {run: 1m}", expiration,
            "600");
        row("who holds none is silent", kubernetes("serviceAccount: perRun"), pod + u"volumes"_s, "~");
        row("an identity that exists speaks as ever",
            kubernetes("serviceAccount: existing, serviceAccountName: a, automountServiceAccountToken: true"),
            pod + u"volumes"_s, "~");
        row("a pull secret", "image: {pullSecret: regcred, pullPolicy: Always}", pod + u"imagePullSecrets"_s,
            "[{name: regcred}]");
        row("a pull policy", "image: {pullPolicy: Always}", main + u"imagePullPolicy"_s, "Always");
        row("the host's network", kubernetes("hostNetwork: true"), pod + u"dnsPolicy"_s, "ClusterFirstWithHostNet");
        row("spread", kubernetes("topologySpread: [{topologyKey: zone}]"), pod + u"topologySpreadConstraints"_s,
            "[{topologyKey: zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: "
            "{fairlead.dev/run: r-1}}}]");
        row("timeouts", "timeouts: {run: 1h, keepFinished: 10m, backoffLimit: 2}", u"spec/activeDeadlineSeconds"_s,
            "3600");
        row("kept when finished", "timeouts: {keepFinished: 10m}", u"spec/ttlSecondsAfterFinished"_s, "600");
        row("gone when finished", "timeouts: {keepFinished: 0s}", u"spec/ttlSecondsAfterFinished"_s, "0");
        row("tried again", "timeouts: {backoffLimit: 2}", u"spec/backoffLimit"_s, "2");
        row("labels", "labels: {mail: anna@example.com}", u"metadata/labels/mail"_s, "anna-example.com-f7d54c");
        row("annotations", "annotations: {note: \"of ${dssUserLogin}\"}", u"spec/template/metadata/annotations"_s,
            "{note: of anna}");
        row("a patch comes last", kubernetes("podTemplatePatch: {spec: {restartPolicy: OnFailure}}"),
            pod + u"restartPolicy"_s, "OnFailure");
        row("a patch of the container", kubernetes("podTemplatePatch: {spec: {containers: [{name: main, tty: true}]}}"),
            main + u"tty"_s, "true");
    }
    void says()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        const auto manifest = jobManifest(configOf(config), someLaunch(), PodSchema());
        QVERIFY2(manifest, qPrintable(manifest ? QString() : manifest.error()[0].message));
        const QJsonValue expected = files::toJson(files::parseYaml("[" + value + "]").value().root).toArray().at(0);
        const QJsonValue found = at(manifest->job, path);
        QCOMPARE(text(found.isUndefined() ? QJsonValue() : found), text(expected));
    }

    //! Keys with a slash, by which the paths above are cut.
    void labels()
    {
        const auto manifest =
            jobManifest(configOf("labels: {fairlead.dev/run: other, team: ds}, kubernetes: {queueName: team}"),
                        someLaunch(), PodSchema());
        const QJsonObject labels = manifest->job[u"metadata"_s][u"labels"_s].toObject();
        QCOMPARE(labels[u"kueue.x-k8s.io/queue-name"_s].toString(), u"team"_s);
        QCOMPARE(labels[u"fairlead.dev/run"_s].toString(), u"r-1"_s);
        QCOMPARE(labels[u"team"_s].toString(), u"ds"_s);
        const QJsonObject ofPod = at(manifest->job, u"spec/template/metadata/labels"_s).toObject();
        QVERIFY(!ofPod.contains(u"kueue.x-k8s.io/queue-name"_s));
        QCOMPARE(ofPod[u"fairlead.dev/run"_s].toString(), u"r-1"_s);
    }

    //! What is made beside the Job, in order.
    void objects()
    {
        const auto manifest = jobManifest(configOf(R"(kubernetes: {namespace: team, createNamespace: true,
            namespaceLabels: {pod-security.kubernetes.io/enforce: restricted},
            namespacePolicies: [{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: "1"}}}],
            serviceAccount: perRun, roles: [ClusterRole/edit, Role/own]})"),
                                          someLaunch(), PodSchema());
        QVERIFY(manifest);
        QStringList kinds;
        for (const QJsonObject &object : manifest->all())
            kinds += object[u"kind"_s].toString() + u' ' + object[u"metadata"_s][u"name"_s].toString();
        QCOMPARE(kinds, (QStringList{u"Namespace team"_s, u"ResourceQuota q"_s, u"ServiceAccount job-1"_s,
                                     u"RoleBinding job-1-0"_s, u"RoleBinding job-1-1"_s, u"Job job-1"_s}));
        QCOMPARE(
            manifest->createdNamespace[u"metadata"_s][u"labels"_s][u"pod-security.kubernetes.io/enforce"_s].toString(),
            u"restricted"_s);
        QVERIFY(!manifest->createdNamespace[u"metadata"_s][u"labels"_s].toObject().contains(u"fairlead.dev/run"_s));
        QCOMPARE(manifest->policies[0][u"metadata"_s][u"namespace"_s].toString(), u"team"_s);
        QCOMPARE(text(manifest->roleBindings[1][u"roleRef"_s]),
                 text(objectOf("{apiGroup: rbac.authorization.k8s.io, kind: Role, name: own}")));
    }

    void fails_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &config, const QStringList &problems) {
            QTest::newRow(name) << config << problems;
        };
        row("a variable that nobody sets", "kubernetes: {namespace: \"ns-${team}\"}",
            {u"kubernetes.namespace: nobody sets ${team}: set it in variables of project CHURN, or in variables of defaults"_s});
        row("no namespace", "kubernetes: {namespace: \"--\"}",
            {u"kubernetes.namespace: no letter or digit is in it"_s});
        row("Kubernetes' own", "kubernetes: {namespace: kube-system}",
            {u"kubernetes.namespace: names that begin with \"kube-\" are Kubernetes' own"_s});
        row("no duration", "timeouts: {run: soon}",
            {u"timeouts.run: expected a duration such as 90s, 10m, 1h30m or 2d"_s});
        row("a patch that cannot be merged", "kubernetes: {podTemplatePatch: {spec: {containers: [{image: x}]}}}",
            {u"kubernetes.podTemplatePatch: spec.containers: an item has no name, by which items are told apart"_s});
        row("all at once", "env: [{name: A, value: \"${x}\"}], labels: {a: \"${y}\"}",
            {u"labels.a: nobody sets ${y}: set it in variables of project CHURN, or in variables of defaults"_s,
             u"env[0].value: nobody sets ${x}: set it in variables of project CHURN, or in variables of defaults"_s});
    }
    void fails()
    {
        QFETCH(QByteArray, config);
        const auto manifest = jobManifest(configOf(config), someLaunch(), PodSchema());
        QVERIFY(!manifest);
        QStringList texts;
        for (const ManifestProblem &problem : manifest.error())
            texts += u"%1: %2"_s.arg(problem.field, problem.message);
        QTEST(texts, "problems");
    }
};

QTEST_GUILESS_MAIN(TestJobManifest)
#include "tst_jobmanifest.moc"
