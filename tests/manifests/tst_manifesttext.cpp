// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/manifesttext.h"
#include "configs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

//! What is sent, as people read it and paste it.
class TestManifestText : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void yaml()
    {
        const std::vector<QJsonObject> objects{
            {{u"spec"_s, QJsonObject{{u"hard"_s, QJsonObject{{u"pods"_s, u"10"_s}}}}},
             {u"metadata"_s, QJsonObject{{u"labels"_s, QJsonObject{{u"on"_s, u"yes"_s}}}, {u"name"_s, u"q"_s}}},
             {u"kind"_s, u"ResourceQuota"_s},
             {u"apiVersion"_s, u"v1"_s}},
            {{u"kind"_s, u"Job"_s}, {u"list"_s, QJsonArray{1, true, u"a\nb"_s, QJsonObject(), 2147483648.0, 0.5}}}};
        QCOMPARE(yamlText(objects), QByteArray(R"(apiVersion: v1
kind: ResourceQuota
metadata:
  name: q
  labels:
    "on": "yes"
spec:
  hard:
    pods: "10"
---
kind: Job
list:
  - 1
  - true
  - |-
    a
    b
  - {}
  - 2147483648
  - 0.5
)"));
    }

    //! Read again it is the manifest.
    void yamlIsTheManifest()
    {
        const auto manifest = jobManifest(
            configOf("kubernetes: {gpu: {count: 2, product: H100}, sharedMemory: {enabled: true}}"), someLaunch(), {});
        QVERIFY(manifest);
        const auto read = files::parseYaml(yamlText(*manifest));
        QVERIFY(read);
        QCOMPARE(files::toJson(read->root).toObject(), manifest->job);
    }

    void apply()
    {
        JobManifest manifest;
        manifest.job = {{u"kind"_s, u"Job"_s}, {u"text"_s, u"a\nEOF\nb"_s}};
        QCOMPARE(kubectlApply(manifest, {.context = u"prod a"_s}),
                 u"kubectl --context 'prod a' apply -f - <<'EOF'\nkind: Job\ntext: |-\n  a\n  EOF\n  b\nEOF\n"_s);
        manifest.job = {{u"kind"_s, u"Job"_s}};
        QCOMPARE(kubectlApply(manifest, {}), u"kubectl apply -f - <<'EOF'\nkind: Job\nEOF\n"_s);
        QCOMPARE(kubectlApply(manifest, {.context = u"default"_s, .kubeconfig = u"/etc/k 3s.yaml"_s}),
                 u"kubectl --kubeconfig '/etc/k 3s.yaml' --context default apply -f - <<'EOF'\nkind: Job\nEOF\n"_s);
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"reg/app:1"_s << u"reg/app:1"_s;
        QTest::newRow("empty") << QString() << u"''"_s;
        QTest::newRow("blank") << u"a b"_s << u"'a b'"_s;
        QTest::newRow("quote") << u"it's"_s << u"'it'\\''s'"_s;
        QTest::newRow("dollar") << u"$(rm -rf /)"_s << u"'$(rm -rf /)'"_s;
        QTest::newRow("tilde") << u"~root"_s << u"'~root'"_s;
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(shellWord(text), expected);
    }

    void run()
    {
        const auto spec = containerRequest(configOf(R"(engine: docker, env: [{name: A, value: "b c"}],
            securityContext: {runAsUser: 500, dropCapabilities: [ALL], readOnlyRootFilesystem: true, writableFolders: [/tmp]},
            docker: {network: none, shmSize: 1g, resources: {memory: 64m, cpus: "1.5", ulimit: "nofile=1024:2048,core=0"},
              gpus: {deviceIds: ["0", "1"], cdiDevices: [nvidia.com/gpu=0]},
              mounts: [{target: /d, source: "/a,b", readOnly: true}, {target: /t, type: tmpfs, size: 1m}]})"),
                                           someLaunch());
        QVERIFY(spec);
        docker::ContainerSpec bare = *spec;
        bare.labels.clear();
        QCOMPARE(dockerRun(bare, u"job-1"_s, {.host = u"unix:///run/d.sock"_s}),
                 uR"(docker --host unix:///run/d.sock run \
  --detach \
  --name=job-1 \
  --network=none \
  --user=500 \
  --shm-size=1073741824 \
  '--env=A=b c' \
  --cpus=1.5 \
  --memory=67108864 \
  --ulimit=nofile=1024:2048 \
  --ulimit=core=0:0 \
  '--gpus="device=0,1"' \
  --device=nvidia.com/gpu=0 \
  --cap-drop=ALL \
  --read-only \
  --tmpfs=/tmp \
  '--mount=type=bind,"source=/a,b",target=/d,readonly' \
  --mount=type=tmpfs,target=/t,tmpfs-size=1048576 \
  reg/exec:1 nvidia-smi
)"_s);
    }

    void pulls_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("expected"); // the line behind the name
        const QString image = u"a:1"_s;
        QTest::newRow("nothing said") << QString() << image;
        QTest::newRow("what is missing is docker's own") << u"IfNotPresent"_s << image;
        QTest::newRow("always") << u"Always"_s << u"--pull=always \\"_s;
        QTest::newRow("never") << u"Never"_s << u"--pull=never \\"_s;
    }
    void pulls()
    {
        QFETCH(QString, policy);
        const QString command = dockerRun({.image = u"a:1"_s}, u"n"_s, {}, policy);
        QTEST(command.section(u'\n', 3, 3).trimmed(), "expected");
    }

    void deviceFlags()
    {
        const auto spec = containerRequest(
            configOf(R"(engine: docker, docker: {resources: {device-read-bps: "/dev/sda:10mb,/dev/sdb:1k",
                device-write-iops: "/dev/sda:5", blkio-weight-device: "/dev/sda:500", cpu-rt-period: "1000000",
                cpu-rt-runtime: "950000", device-cgroup-rule: "c 42:* rmw,a *:* m"}})"),
            someLaunch());
        QVERIFY(spec);
        const QString command = dockerRun(*spec, u"n"_s, {});
        const qsizetype first = command.indexOf("--blkio"_L1);
        QCOMPARE(command.mid(first, command.indexOf("reg/exec"_L1) - first).simplified(),
                 u"--blkio-weight-device=/dev/sda:500 \\ --cpu-rt-period=1000000 \\ --cpu-rt-runtime=950000 \\ "
                 "'--device-cgroup-rule=c 42:* rmw' \\ '--device-cgroup-rule=a *:* m' \\ "
                 "--device-read-bps=/dev/sda:10485760 \\ --device-read-bps=/dev/sdb:1024 \\ "
                 "--device-write-iops=/dev/sda:5 \\"_s);
    }

    void clients_data()
    {
        QTest::addColumn<DockerClient>("client");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const DockerClient &client, const QString &expected) {
            QTest::newRow(name) << client << expected;
        };
        row("the client's own", {}, u"docker run"_s);
        row("a host", {.host = u"tcp://10.0.0.5:2375"_s}, u"docker --host tcp://10.0.0.5:2375 run"_s);
        row("by TLS", {.host = u"tcp://box:2376"_s, .tlsFolder = u"/home/a b/certs"_s},
            u"docker --host tcp://box:2376 --tlsverify '--tlscacert=/home/a b/certs/ca.pem' "
            "'--tlscert=/home/a b/certs/cert.pem' '--tlskey=/home/a b/certs/key.pem' run"_s);
        row("a context of the client", {.context = u"build box"_s}, u"docker --context 'build box' run"_s);
    }
    void clients()
    {
        QFETCH(DockerClient, client);
        QFETCH(QString, expected);
        QCOMPARE(dockerRun({.image = u"a:1"_s}, u"n"_s, client).section(u" \\\n"_s, 0, 0), expected);
    }

    void json()
    {
        const docker::ContainerSpec spec{.image = u"a:1"_s, .env = {u"A=1"_s}};
        const QJsonObject body = QJsonDocument::fromJson(jsonText(spec)).object();
        QCOMPARE(body.value(u"Image"_s).toString(), u"a:1"_s);
        QVERIFY(jsonText(spec).contains("\n    \"Image\""));
    }
};

QTEST_GUILESS_MAIN(TestManifestText)
#include "tst_manifesttext.moc"
