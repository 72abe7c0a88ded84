// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsdocument.h"
#include "models/configs/confignotes.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestConfigNotes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void notes_data()
    {
        QTest::addColumn<QByteArray>("config"); // without id and name
        QTest::addColumn<QStringList>("notes"); // of all groups that have any
        const auto row = [](const char *name, const QByteArray &config, const QStringList &notes = {}) {
            QTest::newRow(name) << config << notes;
        };
        row("nothing", "");
        row("contexts", "kubernetes: {contexts: [prod-*, lab]}", {u"prod-*, lab"_s});
        row("daemon", "engine: docker, docker: {daemon: {id: d, name: box}}", {u"box"_s});
        row("image", "image: {reference: \"debian:12\", registry: {id: r, name: team}, pullPolicy: Never}",
            {u"debian:12, from team, Never"_s});
        row("base image", "image: {baseImage: {id: b, name: exec}}", {u"exec"_s});
        row("namespace",
            "kubernetes: {namespace: \"a-${dssUserLogin}\", createNamespace: true, serviceAccount: perRun}",
            {u"a-${dssUserLogin}, created where it is missing, a ServiceAccount for each run"_s});
        row("account",
            "kubernetes: {serviceAccount: existing, serviceAccountName: x, automountServiceAccountToken: true}",
            {u"ServiceAccount x, token mounted"_s});
        row("account with roles", "kubernetes: {serviceAccount: perRun, roles: [Role/a]}",
            {u"a ServiceAccount for each run, token mounted"_s});
        row("resources", "kubernetes: {requests: {cpu: 500m, memory: 2Gi}, limits: {cpu: 1, memory: 2Gi, a/b: 1}}",
            {u"cpu 500m to 1, memory 2Gi, a/b up to 1"_s});
        row("shared memory", "kubernetes: {sharedMemory: {enabled: true}}", {u"shared memory"_s});
        row("shared memory of a size", "kubernetes: {sharedMemory: {enabled: true, size: 8Gi}}",
            {u"shared memory 8Gi"_s});
        row("shared memory that is off", "kubernetes: {sharedMemory: {size: 8Gi}}");
        row("resources of Docker", "engine: docker, docker: {resources: {memory: 8g}, shmSize: 1g, network: host}",
            {u"memory 8g, shared memory 1g, network host"_s});
        row("GPUs", "kubernetes: {gpu: {count: 2}}", {u"2 × nvidia.com/gpu"_s});
        row("a product", "kubernetes: {gpu: {count: 1, product: H100, kind: mig}}", {u"1 × H100 mig"_s});
        row("a product without number", "kubernetes: {gpu: {product: H100}}", {u"H100"_s});
        row("all GPUs of Docker", "engine: docker, docker: {gpus: {count: -1, runtime: nvidia}}",
            {u"all, runtime nvidia"_s});
        row("devices of Docker", "engine: docker, docker: {gpus: {deviceIds: [\"0\"], cdiDevices: [a/b=1]}}",
            {u"0, a/b=1"_s});
        row("what the other engine has", "engine: docker, kubernetes: {gpu: {count: 2}, queueName: q, namespace: n}");
        row("placement",
            "kubernetes: {nodeSelector: {a: b}, tolerations: [{key: a}, {key: b}], queueName: q, hostNetwork: true}",
            {u"node selector, 2 toleration(s), queue q, the node's network"_s});
        row("classes",
            "kubernetes: {priorityClassName: p, runtimeClassName: r, schedulerName: s, affinity: {a: 1}, "
            "topologySpread: [{topologyKey: zone}]}",
            {u"affinity, topology spread, priority p, runtime class r and 1 more"_s});
        row("storage", "kubernetes: {volumes: [{mountPath: /a, source: x}, {mountPath: /b, source: y}]}",
            {u"/a, /b"_s});
        row("mounts", "engine: docker, docker: {mounts: [{target: /a, source: /b}]}", {u"/a"_s});
        row("environment", "env: [{name: A, value: x}, {name: B, secret: s, key: k}]", {u"A, B"_s});
        row("security", "securityContext: {privileged: true, runAsUser: 0, addCapabilities: [NET_ADMIN]}",
            {u"privileged, user 0, +NET_ADMIN"_s});
        row("more security",
            "securityContext: {allowPrivilegeEscalation: false, dropCapabilities: [ALL], "
            "readOnlyRootFilesystem: true, runAsNonRoot: true}",
            {u"not as root, read-only root, no escalation, −ALL"_s});
        row("patch", "kubernetes: {podTemplatePatch: {metadata: {}, spec: {}}}", {u"metadata, spec"_s});
        row("timeouts", "timeouts: {scheduling: 10m, waitForAutoscaler: true, run: 1h, backoffLimit: 0}",
            {u"scheduling 10m, waits for the autoscaler, run 1h, backoff limit 0"_s});
        row("labels", "labels: {a: b}, annotations: {a: b, c: d}", {u"1 label(s), 2 annotation(s)"_s});
    }
    void notes()
    {
        QFETCH(QByteArray, config);
        const auto document =
            files::parseYaml(QByteArray("{id: x, name: x") + (config.isEmpty() ? "" : ", ") + config + "}");
        QVERIFY(document);
        const auto read = settings::fromYaml<settings::RuntimeConfig>(document->root);
        QVERIFY(read);
        const ConfigNotes notes = configNotes(*read);
        QStringList all{notes.target,   notes.image,     notes.identity, notes.resources,
                        notes.gpus,     notes.placement, notes.storage,  notes.environment,
                        notes.security, notes.patch,     notes.timeouts, notes.labels};
        all.removeAll(QString());
        QTEST(all, "notes");
    }
};

QTEST_APPLESS_MAIN(TestConfigNotes)
#include "tst_confignotes.moc"
