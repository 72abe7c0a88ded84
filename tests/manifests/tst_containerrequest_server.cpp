// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/containerrequest.h"
#include "configs.h"
#include "tests/docker/bedengine.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

//! What would be sent is what real daemons take.
class TestContainerRequestServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        for (const auto &[name, variable] :
             {std::pair("local", "FAIRLEAD_BED_DOCKER"), std::pair("newest", "FAIRLEAD_BED_DOCKER_NEWEST")}) {
            QVERIFY2(qEnvironmentVariableIsSet(variable), "the test bed is not running: ./dev test starts it");
            auto &engine = m_engines[QString::fromLatin1(name)];
            engine = std::make_unique<BedEngine>();
            const QString problem = engine->open({.address = {.host = qEnvironmentVariable(variable)}});
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
        }
    }
    void cleanupTestCase()
    {
        for (auto &[name, engine] : m_engines)
            engine->close();
    }

    void isTaken_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QByteArray>("config");
        for (const QString &engine : {u"local"_s, u"newest"_s}) {
            const auto row = [&engine](const char *name, const QByteArray &config) {
                QTest::addRow("%s, %s", qPrintable(engine), name) << engine << config;
            };
            row("the smallest", "engine: docker");
            row("everything", R"(
                labels: {team: ds}, env: [{name: A, value: "of ${projectKey}"}],
                securityContext: {runAsUser: 500, runAsGroup: 0, runAsNonRoot: true, readOnlyRootFilesystem: true,
                  writableFolders: [/tmp], allowPrivilegeEscalation: false, addCapabilities: [NET_ADMIN],
                  dropCapabilities: [ALL], seccompProfile: Unconfined},
                docker: {resources: {memory: 64m, memory-reservation: 32m, cpus: "0.5", cpu-shares: "512", pids-limit: "100",
                    ulimit: "nofile=1024:2048,memlock=-1", oom-score-adj: "10", init: "false", group-add: "44,video",
                    device: "/dev/null:/dev/other:r", ipc: private},
                  shmSize: 16m, network: none,
                  mounts: [{target: /data, source: /, readOnly: true}, {target: /t, type: tmpfs, size: 1m}]})");
            row("devices and real time", R"(docker: {resources: {device-read-bps: "/dev/null:10mb,/dev/zero:1k",
                device-write-bps: "/dev/null:5m", device-read-iops: "/dev/null:1000", device-write-iops: "/dev/null:500",
                cpu-rt-period: "1000000", cpu-rt-runtime: "900000", device-cgroup-rule: "c 42:* rmw,a *:* m",
                blkio-weight-device: "/dev/null:500"}})");
            row("privileged", "securityContext: {privileged: true}");
            row("a runtime", "docker: {gpus: {runtime: runc}}");
        }
        QTest::addRow("newest, a device by its name")
            << u"newest"_s << "docker: {gpus: {cdiDevices: [nvidia.com/gpu=0]}}"_ba;
    }
    void isTaken()
    {
        QFETCH(QString, engine);
        QFETCH(QByteArray, config);
        const auto spec = containerRequest(configOf(config), someLaunch());
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error()[0].message));
        const QString id = m_engines[engine]->create(*spec);
        QVERIFY2(!id.startsWith("failed"_L1), qPrintable(id));
        const auto removed = m_engines[engine]->remove(id);
        QVERIFY2(removed, qPrintable(removed ? QString() : removed.error().message));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QByteArray>("resources");
        QTest::addColumn<QString>("reason");
        for (const QString &engine : {u"local"_s, u"newest"_s}) {
            const auto row = [&engine](const char *resources, const QString &reason) {
                QTest::addRow("%s, %s", qPrintable(engine), resources) << engine << QByteArray(resources) << reason;
            };
            row("memory: 512", u"Minimum memory limit allowed is 6MB"_s);
            row("memory: 5.9m", u"Minimum memory limit allowed is 6MB"_s);
            row("memory-reservation: 512", u"Minimum memory reservation allowed is 6MB"_s);
            row("memory: 64m, memory-reservation: 65m", u"can not be less than memory reservation limit"_s);
            row("memory: 64m, memory-swap: 32m", u"memoryswap limit should be larger than memory limit"_s);
            row("memory-swap: 64m", u"always set the Memory limit when using Memoryswap limit"_s);
            row("memory-swappiness: 101", u"valid memory swappiness range is 0-100"_s);
            row("cpus: '1', cpu-period: 50000", u"Nano CPUs and CPU Period cannot both be set"_s);
            row("cpus: '1', cpu-quota: 50000", u"Nano CPUs and CPU Quota cannot both be set"_s);
            row("cpu-period: 1000001", u"CPU cfs period can not be less"_s);
            row("cpu-quota: 999", u"CPU cfs quota can not be less"_s);
            row("cpu-rt-period: 100000, cpu-rt-runtime: 950000", u"runtime cannot be higher than"_s);
            row("oom-score-adj: 1001", u"range for oom score adj is [-1000, 1000]"_s);
            row("cpus: '9999'", u"ange of CPUs is from 0.01 to "_s);
            row("ulimit: 'nofile=2048:1024'", u"error setting rlimit type 7: invalid argument"_s); // when started
            row("ulimit: 'nofile=-1:1024'", u"error setting rlimit type 7: invalid argument"_s);
            row("ulimit: nofiles=1", u"wrong rlimit value: RLIMIT_NOFILES"_s);
        }
    }
    //! What the check of a config calls errors: daemons make no such container, or do not start it.
    void isRefused()
    {
        QFETCH(QString, engine);
        QFETCH(QByteArray, resources);
        QFETCH(QString, reason);
        const auto spec = containerRequest(configOf("docker: {resources: {" + resources + "}}"), someLaunch());
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error()[0].message));
        QString said = m_engines[engine]->create(*spec);
        if (!said.startsWith("failed"_L1)) {
            const QString id = said;
            const auto started = m_engines[engine]->start(id);
            said = started ? u"started"_s : started.error().message;
            QVERIFY(m_engines[engine]->remove(id));
        }
        QVERIFY2(said.contains(reason), qPrintable(said));
    }

    //! What is in the request is in the container.
    void isSo()
    {
        const auto spec = containerRequest(
            configOf("env: [{name: A, value: \"${projectKey}\"}], docker: {resources: {memory: 64m}, shmSize: 16m}"),
            someLaunch());
        QVERIFY(spec);
        BedEngine &engine = *m_engines[u"local"_s];
        const QString id = engine.create(*spec);
        const auto details = engine.ask<docker::ContainerDetails>(
            [&](auto *c, auto done) { engine.client->inspectContainer(id, c, done); });
        QVERIFY(details);
        QVERIFY(details->env.contains(u"A=CHURN"_s));
        QCOMPARE(details->memoryBytes, 64 << 20);
        QCOMPARE(details->shmSizeBytes, 16 << 20);
        QCOMPARE(details->labels.value(u"fairlead.dev/run"_s), u"r-1"_s);
        QVERIFY(engine.remove(id));
    }

private:
    std::map<QString, std::unique_ptr<BedEngine>> m_engines;
};

QTEST_GUILESS_MAIN(TestContainerRequestServer)
#include "tst_containerrequest_server.moc"
