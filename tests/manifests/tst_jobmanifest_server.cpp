// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/jobmanifest.h"
#include "backends/manifests/podschematext.h"
#include "configs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int exitCode = -1;
    QByteArray output;
    QString error;
};

Answer kubectl(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"), QStringList{u"--context"_s, u"bed-a"_s} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {-1, {}, process.errorString()};
    return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
}

Answer createDry(const QJsonObject &object)
{
    return kubectl({u"create"_s, u"--dry-run=server"_s, u"--validate=strict"_s, u"-o"_s, u"json"_s, u"-f"_s, u"-"_s},
                   QJsonDocument(object).toJson());
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
