// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/enginedecoder.h"
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/dockerresources.h"
#include "configs.h"
#include "yamlobjects.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

QJsonValue valueOf(const QByteArray &yaml)
{
    return files::toJson(files::parseYaml("[" + yaml + "]").value().root).toArray().at(0);
}

} // namespace

class TestContainerRequest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void says_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("body"); // what is sent: members of it, without those that each has
        const auto row = [](const char *name, const QByteArray &config, const QByteArray &body) {
            QTest::newRow(name) << config << body;
        };
        const auto docker = [](const QByteArray &keys) { return "docker: {" + keys + "}"; };
        const auto host = [](const QByteArray &members) {
            return "{Env: [NVIDIA_VISIBLE_DEVICES=void], HostConfig: {" + members + "}}";
        };
        row("the smallest", "engine: docker", host(""));
        row("a number of devices", docker("gpus: {count: 2}"),
            "{Env: [], HostConfig: {DeviceRequests: [{Driver: \"\", Count: 2, Capabilities: [[gpu]]}]}}");
        row("all devices", docker("gpus: {count: -1}"),
            "{Env: [], HostConfig: {DeviceRequests: [{Driver: \"\", Count: -1, Capabilities: [[gpu]]}]}}");
        row("devices by id", docker("gpus: {deviceIds: [\"0\", GPU-3a]}"),
            "{Env: [], HostConfig: {DeviceRequests: [{Driver: \"\", Count: 0, DeviceIDs: [\"0\", GPU-3a], "
            "Capabilities: "
            "[[gpu]]}]}}");
        row("devices by name", docker("gpus: {cdiDevices: [nvidia.com/gpu=0]}"),
            "{Env: [], HostConfig: {DeviceRequests: [{Driver: cdi, Count: 0, DeviceIDs: [nvidia.com/gpu=0]}]}}");
        row("all that a runtime shows", docker("gpus: {runtime: nvidia}"),
            "{Env: [NVIDIA_VISIBLE_DEVICES=all], HostConfig: {Runtime: nvidia}}");
        row("what the config says of devices stands", "env: [{name: NVIDIA_VISIBLE_DEVICES, value: \"1\"}]",
            "{Env: [NVIDIA_VISIBLE_DEVICES=1], HostConfig: {}}");
        row("environment", "env: [{name: A, value: \"of ${projectKey}\"}]",
            "{Env: [A=of CHURN, NVIDIA_VISIBLE_DEVICES=void], HostConfig: {}}");
        row("resources",
            docker("resources: {memory: 8g, cpus: \"1.5\", pids-limit: 100, ulimit: \"nofile=1024:2048,memlock=-1\", "
                   "memory-swap: -1, init: true}"),
            host("Memory: 8589934592, NanoCpus: 1500000000, PidsLimit: 100, Ulimits: [{Name: nofile, Soft: 1024, Hard: "
                 "2048}, {Name: memlock, Soft: -1, Hard: -1}], MemorySwap: -1, Init: true"));
        row("devices of the host", docker("resources: {device: \"/dev/fuse,/dev/sda:/dev/xvda:r\"}"),
            host("Devices: [{PathOnHost: /dev/fuse, PathInContainer: /dev/fuse, CgroupPermissions: rwm}, {PathOnHost: "
                 "/dev/sda, PathInContainer: /dev/xvda, CgroupPermissions: r}]"));
        row("shared memory and network", docker("shmSize: 1g, network: host"),
            host("ShmSize: 1073741824, NetworkMode: host"));
        row("mounts",
            docker("mounts: [{target: /data, source: \"/srv/${dssUserLogin}\", readOnly: true}, {target: /v, type: "
                   "volume, source: cache}, {target: /t, type: tmpfs, size: 64m}]"),
            host("Mounts: [{Type: bind, Target: /data, Source: /srv/anna, ReadOnly: true}, {Type: volume, Target: /v, "
                 "Source: cache}, {Type: tmpfs, Target: /t, TmpfsOptions: {SizeBytes: 67108864}}]"));
        row("security",
            "securityContext: {runAsUser: 500, runAsGroup: 0, runAsNonRoot: true, readOnlyRootFilesystem: true, "
            "writableFolders: [/tmp], allowPrivilegeEscalation: false, addCapabilities: [NET_ADMIN], dropCapabilities: "
            "[ALL], seccompProfile: Unconfined}",
            "{User: \"500:0\", Env: [NVIDIA_VISIBLE_DEVICES=void], HostConfig: {SecurityOpt: "
            "[\"no-new-privileges:true\", "
            "seccomp=unconfined], CapAdd: [NET_ADMIN], CapDrop: [ALL], ReadonlyRootfs: true, Tmpfs: {/tmp: \"\"}}}");
        row("privileged", "securityContext: {privileged: true}", host("Privileged: true"));
    }
    void says()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, body);
        const auto spec = containerRequest(configOf(config), someLaunch());
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error()[0].message));
        QJsonObject sent = QJsonDocument::fromJson(docker::encodeContainer(*spec)).object();
        QCOMPARE(sent.take(u"Image"_s).toString(), u"reg/exec:1"_s);
        QCOMPARE(sent.take(u"Cmd"_s).toArray(), QJsonArray{u"nvidia-smi"_s});
        sent.remove(u"Tty"_s);
        sent.remove(u"Labels"_s);
        QCOMPARE(text(sent), text(valueOf(body)));
    }

    void labels()
    {
        const auto spec =
            containerRequest(configOf("labels: {mail: anna@example.com, fairlead.dev/run: other}"), someLaunch());
        QVERIFY(spec);
        const docker::Labels expected{
            {u"mail"_s, u"anna@example.com"_s},  {u"app.kubernetes.io/managed-by"_s, u"fairlead"_s},
            {u"fairlead.dev/run"_s, u"r-1"_s},   {u"fairlead.dev/config"_s, u"c-1"_s},
            {u"fairlead.dev/user"_s, u"anna"_s}, {u"fairlead.dev/project"_s, u"CHURN"_s}};
        QCOMPARE(spec->labels, expected);
    }

    void fails_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char *name, const QByteArray &config, const QString &problem) {
            QTest::newRow(name) << config << QStringList{problem};
        };
        row("a Secret", "env: [{name: A, secret: s, key: k}]", u"env[0]: Docker has neither Secrets nor ConfigMaps"_s);
        row("a variable that nobody sets", "docker: {mounts: [{target: /a, source: \"/srv/${x}\"}]}",
            u"docker.mounts[0].source: nobody sets ${x}: set it in variables of project CHURN, or in variables of defaults"_s);
        row("a size", "docker: {resources: {memory: lots}}",
            u"docker.resources.memory: expected a size such as 512m or 8g"_s);
        row("no size of a tmpfs", "docker: {mounts: [{target: /a, type: tmpfs, size: x}]}",
            u"docker.mounts[0].size: expected a size such as 512m or 8g"_s);
        row("no size of the shared memory", "docker: {shmSize: x}",
            u"docker.shmSize: expected a size such as 512m or 8g"_s);
        row("a number and ids", "docker: {gpus: {count: 1, deviceIds: [\"0\"]}}",
            u"docker.gpus.deviceIds: a number of devices is given, too: one of both"_s);
        row("nobody knows the image's user", "securityContext: {runAsNonRoot: true}",
            u"securityContext.runAsNonRoot: Docker cannot look which user an image has: set runAsUser"_s);
        row("a group without a user", "securityContext: {runAsGroup: 1}",
            u"securityContext.runAsGroup: Docker wants runAsUser with it"_s);
        row("a profile", "securityContext: {seccompProfile: Localhost/a.json}",
            u"securityContext.seccompProfile: Docker takes no profile of the daemon's host"_s);
    }
    void fails()
    {
        QFETCH(QByteArray, config);
        const auto spec = containerRequest(configOf(config), someLaunch());
        QVERIFY(!spec);
        QStringList texts;
        for (const ManifestProblem &problem : spec.error())
            texts += u"%1: %2"_s.arg(problem.field, problem.message);
        QTEST(texts, "problems");
    }

    void sizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes"); // -1: it is none
        const auto row = [](const char *text, qint64 bytes) {
            QTest::newRow(text) << QString::fromLatin1(text) << bytes;
        };
        row("1024", 1024);
        row("1b", 1);
        row("1k", 1024);
        row("8g", 8'589'934'592);
        row("8GB", 8'589'934'592);
        row("8GiB", 8'589'934'592);
        row("1.5m", 1'572'864);
        row("32 kb", 32'768);
        row("", -1);
        row("g", -1);
        row("-1", -1);
        row("1e3", -1);
        row("1 000", -1);
        row("99999999p", -1);
    }
    void sizes()
    {
        QFETCH(QString, text);
        QTEST(qint64(parseDockerSize(text).value_or(-1)), "bytes");
    }

    void resources_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("hostConfig"); // empty: an error
        const auto row = [](const char *key, const char *value, const QByteArray &hostConfig) {
            QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value) << hostConfig;
        };
        row("cpus", "0.000000001", "{NanoCpus: 1}");
        row("cpus", "0", "");
        row("cpus", "1e3", "");
        row("cpu-shares", "512", "{CpuShares: 512}");
        row("cpu-shares", "many", "");
        row("cpuset-cpus", "0-3", "{CpusetCpus: 0-3}");
        row("cpuset-cpus", "", "");
        row("oom-kill-disable", "", "{OomKillDisable: true}");
        row("oom-kill-disable", "false", "{OomKillDisable: false}");
        row("oom-kill-disable", "perhaps", "");
        row("ulimit", "nofile", "");
        row("device", "fuse", "");
        row("group-add", "video,render", "{GroupAdd: [video, render]}");
        row("sysctl", "net.core.somaxconn=1024", "{Sysctls: {net.core.somaxconn: \"1024\"}}");
        row("sysctl", "net", "");
        row("device-read-bps", "/dev/sda:10mb", "{BlkioDeviceReadBps: [{Path: /dev/sda, Rate: 10485760}]}");
        row("device-write-bps", "/dev/sda:1,/dev/sdb:0",
            "{BlkioDeviceWriteBps: [{Path: /dev/sda, Rate: 1}, {Path: /dev/sdb, Rate: 0}]}");
        row("device-read-bps", "sda:1mb", "");
        row("device-read-bps", "/dev/sda:-1", "");
        row("device-read-bps", "/dev/sda", "");
        row("device-read-iops", "/dev/sda:1000", "{BlkioDeviceReadIOps: [{Path: /dev/sda, Rate: 1000}]}");
        row("device-write-iops", "/dev/sda:1000", "{BlkioDeviceWriteIOps: [{Path: /dev/sda, Rate: 1000}]}");
        row("device-write-iops", "/dev/sda:1k", "");
        row("device-write-iops", "/dev/a:b:1", "");
        row("blkio-weight-device", "/dev/sda:500", "{BlkioWeightDevice: [{Path: /dev/sda, Weight: 500}]}");
        row("blkio-weight-device", "/dev/sda:5", "");
        row("blkio-weight-device", "/dev/sda:1001", "");
        row("cpu-rt-period", "1000000", "{CpuRealtimePeriod: 1000000}");
        row("cpu-rt-runtime", "950000", "{CpuRealtimeRuntime: 950000}");
        row("cpu-rt-runtime", "1s", "");
        row("device-cgroup-rule", "c 42:* rmw,a *:* m", "{DeviceCgroupRules: [\"c 42:* rmw\", \"a *:* m\"]}");
        row("device-cgroup-rule", "c 42 rmw", "");
        row("device-cgroup-rule", "x 1:3 rwm", "");
        row("kernel-memory", "1g", "");
        row("gpus", "all", "");
        row("--memory", "1g", "");
    }
    void resources()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QByteArray, hostConfig);
        QJsonObject json;
        const auto put = putDockerResource(json, key, value);
        QCOMPARE(put.has_value(), !hostConfig.isEmpty());
        QCOMPARE(text(json), text(hostConfig.isEmpty() ? QJsonObject() : valueOf(hostConfig)));
    }
};

QTEST_GUILESS_MAIN(TestContainerRequest)
#include "tst_containerrequest.moc"
