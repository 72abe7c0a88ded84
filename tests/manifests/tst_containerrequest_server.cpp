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
