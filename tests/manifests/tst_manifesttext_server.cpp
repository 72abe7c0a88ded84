// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/manifesttext.h"
#include "configs.h"
#include "tests/docker/bedengine.h"

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
    QByteArray error;
};

//! \p text as somebody pastes it into a shell.
Answer paste(const QString &text)
{
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, text});
    if (!shell.waitForFinished(60'000))
        return {-1, {}, shell.errorString().toUtf8()};
    return {shell.exitCode(), shell.readAllStandardOutput().trimmed(), shell.readAllStandardError()};
}

} // namespace

//! What is copied from a preview does what a launch does, with the real clients and servers.
class TestManifestTextServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        for (const char *variable : {"FAIRLEAD_BED_DOCKER", "FAIRLEAD_KUBECTL"})
            QVERIFY2(qEnvironmentVariableIsSet(variable), "the test bed is not running: ./dev test starts it");
        const QString problem = m_engine.open({.address = {.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")}});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
    void cleanupTestCase() { m_engine.close(); }

    void kubectl()
    {
        const auto manifest = jobManifest(
            configOf("kubernetes: {namespace: default, serviceAccount: perRun, roles: [ClusterRole/view], "
                     "gpu: {count: 2, product: H100}, limits: {memory: 1Gi}}, annotations: {note: \"a\\nEOF\\n'b'\"}"),
            someLaunch(), {});
        QVERIFY(manifest);
        QString command = kubectlApply(*manifest, {.context = u"bed-a"_s});
        QVERIFY(command.startsWith("kubectl --context bed-a apply"_L1));
        command.replace(0, 7, qEnvironmentVariable("FAIRLEAD_KUBECTL"));
        command.replace(" apply "_L1, " apply --dry-run=server --validate=strict "_L1);
        const Answer answer = paste(command);
        QVERIFY2(answer.exitCode == 0, answer.error);
        QVERIFY(answer.output.contains("job.batch/job-1 created (server dry run)"));
        QVERIFY(answer.output.contains("serviceaccount/job-1 created"));
    }

    void dockerRun_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::newRow("the smallest") << "engine: docker"_ba;
        QTest::newRow("everything") << R"(
            labels: {team: "d s"}, env: [{name: A, value: "of ${projectKey}, 'it'"}, {name: B, value: ""}],
            securityContext: {runAsUser: 500, runAsGroup: 0, runAsNonRoot: true, readOnlyRootFilesystem: true,
              writableFolders: [/tmp], allowPrivilegeEscalation: false, addCapabilities: [NET_ADMIN],
              dropCapabilities: [ALL], seccompProfile: Unconfined},
            docker: {resources: {memory: 64m, memory-reservation: 32m, cpus: "0.5", cpu-shares: "512", pids-limit: "100",
                ulimit: "memlock=-1,nofile=1024:2048", oom-score-adj: "10", init: "false", group-add: "44,video",
                device: "/dev/null:/dev/other:r", ipc: private, sysctl: net.ipv4.ip_forward=1},
              shmSize: 16m, network: none, gpus: {runtime: runc},
              mounts: [{target: /data, source: /, readOnly: true}, {target: /t, type: tmpfs, size: 1m}]})"_ba;
        QTest::newRow("devices and real time")
            << R"(docker: {resources: {device-read-bps: "/dev/null:10mb,/dev/zero:1k",
                device-write-bps: "/dev/null:5m", device-read-iops: "/dev/null:1000", device-write-iops: "/dev/null:500",
                cpu-rt-period: "1000000", cpu-rt-runtime: "900000", device-cgroup-rule: "c 42:* rmw,a *:* m",
                blkio-weight-device: "/dev/null:500"}})"_ba;
        QTest::newRow("GPUs by number") << "docker: {gpus: {count: 2}}"_ba;
        QTest::newRow("all GPUs") << "docker: {gpus: {count: -1}}"_ba;
        QTest::newRow("GPUs by id") << "docker: {gpus: {deviceIds: [\"0\", GPU-1]}}"_ba;
    }
    //! docker run makes the container that the request makes. It is not started: GPUs are not there.
    void dockerRun()
    {
        QFETCH(QByteArray, config);
        const auto spec = containerRequest(configOf(config), someLaunch());
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error()[0].message));
        docker::ContainerSpec made = *spec;
        made.image = m_engine.tag; // as BedEngine has all of its containers
        made.networkMode = u"none"_s;
        made.labels.insert(u"fairlead-session-test"_s, u"1"_s);
        QString command =
            manifests::dockerRun(made, u"pasted"_s, {.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")});
        command.replace(" run \\\n  --detach"_L1, " create"_L1);
        const Answer answer = paste(command);
        QVERIFY2(answer.exitCode == 0, answer.error);
        const QString pasted = QString::fromUtf8(answer.output);
        const QString sent = m_engine.create(made);
        const QStringList one = configuration(pasted);
        const QStringList other = configuration(sent);
        QVERIFY(m_engine.remove(pasted));
        QVERIFY(m_engine.remove(sent));
        QVERIFY(one.size() > 3);
        const auto without = [](QStringList lines, const QStringList &others) {
            erase_if(lines, [&others](const QString &line) { return others.contains(line); });
            return lines.join(u'\n');
        };
        QCOMPARE(without(one, other), without(other, one));
    }

private:
    //! A line for each key. Without what differs with every container, and what the client says although it is so
    //! anyway.
    static QStringList configuration(const QString &id)
    {
        const Answer answer = paste(u"docker --host %1 inspect --format '{\"c\": {{json .Config}}, \"h\": {{json "
                                    ".HostConfig}}}' %2"_s.arg(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), id));
        const QJsonObject all = QJsonDocument::fromJson(answer.output).object();
        QStringList lines;
        for (const QString &part : all.keys()) {
            const QJsonObject object = all.value(part).toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                const bool isAnyway = it.key() == "Hostname"_L1 || it.key() == "AttachStdout"_L1 ||
                                      it.key() == "AttachStderr"_L1 || it.key() == "ConsoleSize"_L1 ||
                                      it.key() == "RestartPolicy"_L1;
                QByteArray value =
                    QJsonDocument(QJsonArray{inOrder(it.key(), it.value())}).toJson(QJsonDocument::Compact);
                value.replace("\"Options\":{}", "\"Options\":null");
                const bool isNothing =
                    QByteArrayList{"[null]", "[[]]", "[{}]", "[false]", "[0]", "[-1]", "[\"\"]"}.contains(value);
                if (!isAnyway && !isNothing)
                    lines += part + u'.' + it.key() + u": "_s + QString::fromUtf8(value);
            }
        }
        return lines;
    }

    //! Variables have no order, and dockerd does not always keep the one in which they came.
    static QJsonValue inOrder(const QString &key, const QJsonValue &value)
    {
        if (key != "Env"_L1)
            return value;
        QStringList variables = value.toVariant().toStringList();
        variables.sort();
        return QJsonArray::fromStringList(variables);
    }

    BedEngine m_engine;
};

QTEST_GUILESS_MAIN(TestManifestTextServer)
#include "tst_manifesttext_server.moc"
