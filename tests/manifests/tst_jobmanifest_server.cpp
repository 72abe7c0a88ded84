// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/jobmanifest.h"
#include "backends/manifests/podschematext.h"
#include "kubectlanswer.h"
#include "nodecases.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

//! As the coscheduling plugin and Volcano bring them, without their status.
constexpr auto PodGroupKinds = R"(
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: podgroups.scheduling.x-k8s.io},
 spec: {group: scheduling.x-k8s.io, scope: Namespaced, names: {kind: PodGroup, plural: podgroups, singular: podgroup},
  versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object,
   properties: {minMember: {type: integer, format: int32, minimum: 1}, scheduleTimeoutSeconds: {type: integer, format: int32}}}}}}}]}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: podgroups.scheduling.volcano.sh},
 spec: {group: scheduling.volcano.sh, scope: Namespaced, names: {kind: PodGroup, plural: podgroups, singular: podgroup},
  versions: [{name: v1beta1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object,
   properties: {minMember: {type: integer, format: int32}, queue: {type: string}, priorityClassName: {type: string}}}}}}}]}}
)";

//! As the controller makes the pod of rank 0. Its service account is made with the run: it is not there yet.
QJsonObject podOf(const QJsonObject &job)
{
    const QJsonObject pod = job["spec"_L1]["template"_L1].toObject();
    QJsonObject metadata = pod["metadata"_L1].toObject();
    QJsonObject spec = pod["spec"_L1].toObject();
    metadata.insert(u"name"_s, u"job-1-0-abcde"_s);
    spec.insert(u"hostname"_s, u"job-1-0"_s);
    spec.remove(u"serviceAccountName"_s);
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}, {u"metadata"_s, metadata}, {u"spec"_s, spec}};
}

} // namespace

//! What would be sent is what a real API server takes, with strict validation of its fields.
class TestJobManifestServer : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
    }

    void isTaken_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::newRow("the smallest") << "engine: kubernetes"_ba;
        QTest::newRow("everything") << R"(
            labels: {team: ds, mail: anna@example.com}, annotations: {note: "of ${dssUserLogin}"},
            image: {pullPolicy: Always, pullSecret: regcred},
            env: [{name: A, value: "${projectKey}"}, {name: B, secret: s, key: k}, {name: C, configMap: m, key: k}],
            securityContext: {runAsUser: 500, runAsGroup: 0, fsGroup: 500, runAsNonRoot: true, readOnlyRootFilesystem: true,
              writableFolders: [/tmp, /home/dataiku], allowPrivilegeEscalation: false, addCapabilities: [NET_ADMIN],
              dropCapabilities: [ALL], seccompProfile: RuntimeDefault},
            timeouts: {run: 1h, keepFinished: 10m, backoffLimit: 2},
            kubernetes: {serviceAccount: perRun, roles: [ClusterRole/edit], automountServiceAccountToken: true,
              requests: {cpu: 500m, memory: 2Gi, ephemeral-storage: 1Gi, hugepages-2Mi: 64Mi},
              limits: {memory: 2Gi, hugepages-2Mi: 64Mi, rdma/ib: "1"}, gpu: {count: 2, product: H100},
              sharedMemory: {enabled: true, size: 8Gi}, nodeSelector: {pool: gpu},
              tolerations: [{key: a, value: b, effect: NoExecute, tolerationSeconds: 30}, {operator: Exists, key: c}],
              affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone,
                labelSelector: {matchLabels: {a: b}}}]}},
              topologySpread: [{topologyKey: zone, maxSkew: 2, whenUnsatisfiable: ScheduleAnyway}],
              schedulerName: other, queueName: team, hostNetwork: true,
              volumes: [{mountPath: /data, source: claim, subPath: "${dssUserLogin}", readOnly: true},
                {mountPath: /scratch, type: emptyDir, sizeLimit: 1Gi, medium: Memory},
                {mountPath: /pages, type: emptyDir, medium: HugePages-2Mi}, {mountPath: /more, type: emptyDir, medium: HugePages},
                {mountPath: /h, type: hostPath, source: /srv},
                {mountPath: /c, type: configMap, source: m}, {mountPath: /s, type: secret, source: s}],
              podTemplatePatch: {spec: {terminationGracePeriodSeconds: 5, hostAliases: [{ip: 10.0.0.1, hostnames: [x]}]}}})"_ba;
        QTest::newRow("gone when finished") << "timeouts: {keepFinished: 0s}"_ba;
        QTest::newRow("an empty volume without a limit")
            << "kubernetes: {volumes: [{mountPath: /a, type: emptyDir, sizeLimit: 0}]}"_ba;
        QTest::newRow("privileged") << "securityContext: {privileged: true}"_ba;
        QTest::newRow("a profile of the node") << "securityContext: {seccompProfile: Localhost/a.json}"_ba;
    }
    void isTaken()
    {
        QFETCH(QByteArray, config);
        const auto manifest = jobManifest(configOf(config), someLaunch(), PodSchema());
        QVERIFY(manifest);
        for (const QJsonObject &object : manifest->all()) {
            const Answer answer = createDry(object);
            QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
        }
    }

    void severalNodesAreTaken_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<int>("nodes");
        const QByteArray everything = R"(
            env: [{name: MASTER_PORT, value: "29600"}, {name: ME, value: $(NODE_RANK)}, {name: B, secret: s, key: k}],
            securityContext: {runAsUser: 500, runAsNonRoot: true, readOnlyRootFilesystem: true, writableFolders: [/tmp],
              allowPrivilegeEscalation: false, dropCapabilities: [ALL], seccompProfile: RuntimeDefault},
            timeouts: {run: 1h, keepFinished: 10m, backoffLimit: 2},
            kubernetes: {serviceAccount: perRun, roles: [ClusterRole/edit], gpu: {count: 2, product: H100},
              sharedMemory: {enabled: true, size: 8Gi}, schedulerName: other, hostNetwork: true,
              volumes: [{mountPath: /data, source: claim}]})";
        QTest::newRow("the smallest") << "engine: kubernetes"_ba << 2;
        QTest::newRow("everything") << everything << 3;
        QTest::newRow("everything, on one node") << everything << 1;
        QTest::newRow("of a queue") << "kubernetes: {queueName: team}"_ba << 2;
        QTest::newRow("the most") << "kubernetes: {gpu: {count: 8}}"_ba << 1'000;
        const QByteArray token = ", kubernetes: {serviceAccount: perRun, automountServiceAccountToken: true}";
        QTest::newRow("a token of a long run") << "timeouts: {run: 24000d}" + token << 1;
        QTest::newRow("a token of a short run") << "timeouts: {run: 1s}" + token << 2;
    }
    //! Also the pod, as the Job's controller makes it: the Job's own check is not all of it. Without a warning.
    void severalNodesAreTaken()
    {
        QFETCH(QByteArray, config);
        QFETCH(int, nodes);
        const auto manifest = jobManifest(configOf(config), launchOn(nodes), PodSchema());
        QVERIFY(manifest);
        std::vector<QJsonObject> objects = manifest->all();
        objects.push_back(podOf(manifest->job));
        for (const QJsonObject &object : objects) {
            const Answer answer = createDry(object);
            QVERIFY2(answer.exitCode == 0 && answer.error.isEmpty(), qPrintable(answer.error));
        }
    }

    //! With the fields that the two APIs have, and no others.
    void podGroupsAreTaken()
    {
        QCOMPARE(kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, PodGroupKinds).exitCode, 0);
        const auto undo = qScopeGuard([] {
            kubectl({u"delete"_s, u"crd"_s, u"podgroups.scheduling.x-k8s.io"_s, u"podgroups.scheduling.volcano.sh"_s});
        });
        for (const QString &api : {u"scheduling.x-k8s.io/v1alpha1"_s, u"scheduling.volcano.sh/v1beta1"_s}) {
            const auto manifest = jobManifest(configOf("engine: kubernetes"), launchOn(2, api), PodSchema());
            QVERIFY(manifest);
            Answer answer;
            QTRY_VERIFY2_WITH_TIMEOUT((answer = createDry(manifest->podGroup)).exitCode == 0, qPrintable(answer.error),
                                      60'000);
            QCOMPARE(answer.object()["spec"_L1]["minMember"_L1].toInt(), 2);
            const Answer job = createDry(manifest->job);
            QVERIFY2(job.exitCode == 0 && job.error.isEmpty(), qPrintable(job.error));
        }
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("volume");
        QTest::addColumn<QString>("reason");
        QTest::newRow("back out of a folder")
            << "type: hostPath, source: /srv/../etc"_ba << u"hostPath.path: Invalid value: \"/srv/../etc\""_s;
        QTest::newRow("less than nothing")
            << "type: emptyDir, sizeLimit: -1Gi"_ba << u"emptyDir.sizeLimit: Forbidden"_s;
    }
    //! What the check of a config calls errors.
    void isRefused()
    {
        QFETCH(QByteArray, volume);
        QFETCH(QString, reason);
        const auto manifest = jobManifest(configOf("kubernetes: {volumes: [{mountPath: /a, " + volume + "}]}"),
                                          someLaunch(), PodSchema());
        QVERIFY(manifest);
        const Answer answer = createDry(manifest->job);
        QVERIFY(answer.exitCode != 0);
        QVERIFY2(answer.error.contains(reason), qPrintable(answer.error));
    }

    void aNamespaceIsTaken()
    {
        const auto manifest = jobManifest(
            configOf("kubernetes: {namespace: \"dss-ns-${dssUserLogin}\", createNamespace: true, namespaceLabels: "
                     "{pod-security.kubernetes.io/enforce: restricted}}"),
            someLaunch(), PodSchema());
        QVERIFY(manifest);
        const Answer answer = createDry(manifest->createdNamespace);
        QVERIFY2(answer.exitCode == 0, qPrintable(answer.error));
    }

    //! What our schema calls unknown, the server calls unknown; what it lets pass, the server does.
    void knowsTheFields_data()
    {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("known") << "{spec: {terminationGracePeriodSeconds: 5, dnsConfig: {searches: [a]}}}"_ba << true;
        QTest::newRow("unknown") << "{spec: {nodeSelctor: {a: b}}}"_ba << false;
        QTest::newRow("unknown deep within")
            << "{spec: {containers: [{name: main, livenessProbe: {httpGet: {prt: 80}}}]}}"_ba << false;
        QTest::newRow("a number for a text") << "{spec: {nodeSelector: {zone: 1}}}"_ba << false;
        QTest::newRow("a text for a number") << "{spec: {terminationGracePeriodSeconds: \"5\"}}"_ba << false;
    }
    void knowsTheFields()
    {
        QFETCH(QByteArray, patch);
        QFETCH(bool, isKnown);
        const auto config = configOf("kubernetes: {podTemplatePatch: " + patch + "}");
        const auto problems = PodSchema().problems(config.kubernetes.podTemplatePatch.value, PodSchema::Template);
        QCOMPARE(problems.empty(), isKnown);
        const auto manifest = jobManifest(config, someLaunch(), PodSchema());
        QVERIFY(manifest);
        const Answer answer = createDry(manifest->job);
        QVERIFY2((answer.exitCode == 0) == isKnown, qPrintable(answer.error));
    }

    //! podschematext.cpp is what its script makes of this server.
    void schemaIsTheServers()
    {
        QByteArray openApi;
        for (const QString &path : {u"/openapi/v3/api/v1"_s, u"/openapi/v3/apis/networking.k8s.io/v1"_s}) {
            const Answer answer = kubectl({u"get"_s, u"--raw"_s, path});
            QCOMPARE(answer.exitCode, 0);
            openApi += answer.output;
        }
        QProcess script;
        script.start(u"python3"_s,
                     {QStringLiteral(FAIRLEAD_TEST_DATA "/../../backends/manifests/podschema.py"), u"any"_s});
        script.write(openApi);
        script.closeWriteChannel();
        QVERIFY(script.waitForFinished(60'000));
        QCOMPARE(script.exitCode(), 0);
        QVERIFY(script.readAllStandardOutput().contains(PodSchemaText));
    }
};

QTEST_GUILESS_MAIN(TestJobManifestServer)
#include "tst_jobmanifest_server.moc"
