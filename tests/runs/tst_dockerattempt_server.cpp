// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/containerrequest.h"
#include "backends/runs/lifecycle/dockerattempt.h"
#include "backends/runs/lifecycle/runrecord.h"
#include "tests/docker/bedengine.h"
#include "trialbed.h"

#include <QRegularExpression>

#include <map>

using namespace fairlead;
using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using End = AttemptEnd::Kind;

constexpr int Patience = 180'000;

docker::DaemonChoice choiceOf(const char *variable)
{
    return {.address = {.host = qEnvironmentVariable(variable)}};
}

//! An attempt at a daemon of the bed, and what it told.
struct Setup
{
    Setup(const char *engine, const QString &image, const QStringList &command, const QString &pullPolicy = {},
          std::optional<std::chrono::seconds> runLimit = {})
        : runId(newRunId())
    {
        DockerAttempt::Settings settings{
            .choice = choiceOf(engine), .pullPolicy = pullPolicy, .runLimit = runLimit, .grace = 1s};
        settings.remember = [this] {
            ++remembered;
            return QString();
        };
        manifests::Launch launch = bedLaunch();
        launch.runId = runId;
        launch.name = launchName(u"on docker"_s, runId);
        launch.image = image;
        launch.command = command;
        settings.plan.launch = launch;
        settings.plan.target.name = u"daemon"_s;
        settings.plan.target.daemonId = u"d-1"_s;
        const auto spec = manifests::containerRequest(configOf("engine: docker, docker: {network: none}"), launch);
        isPossible = spec.has_value();
        if (spec)
            settings.plan.container = *spec;
        name = launch.name;
        attempt = std::make_unique<DockerAttempt>(std::move(settings));
        QObject::connect(attempt.get(), &RunAttempt::logged, attempt.get(),
                         [this](const QString &, const QString &, const QByteArray &lines) { log += lines; });
        QObject::connect(attempt.get(), &RunAttempt::finished, attempt.get(), [this] { isFinished = true; });
    }
    bool waitUntilFinished() const
    {
        return QTest::qWaitFor([this] { return isFinished; }, Patience);
    }
    QString text() const { return attempt->end().why + u", "_s + attempt->status().text(); }

    QString runId;
    QString name;
    std::unique_ptr<DockerAttempt> attempt;
    QByteArray log;
    int remembered = 0;
    bool isPossible = false;
    bool isFinished = false;
};

QStringList shell(const QString &script)
{
    return {u"/bin/busybox"_s, u"sh"_s, u"-c"_s, script};
}

} // namespace

//! Runs on the bed's real daemons.
class TestDockerAttemptServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();

    void runs_data();
    void runs();
    void isRefused_data();
    void isRefused();
    void isStopped_data();
    void isStopped();

private:
    //! Containers with the label of \p runId.
    QStringList left(const QByteArray &engine, const QString &runId);

    std::map<QByteArray, std::unique_ptr<BedEngine>> m_engines;
};

void TestDockerAttemptServer::initTestCase()
{
    for (const char *variable : {"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST", "FAIRLEAD_BED_PODMAN"}) {
        QVERIFY2(qEnvironmentVariableIsSet(variable), "the test bed is not running: ./dev test starts it");
        auto &engine = m_engines[QByteArray(variable)];
        engine = std::make_unique<BedEngine>();
        QCOMPARE(engine->open(choiceOf(variable)), QString());
    }
}

void TestDockerAttemptServer::cleanupTestCase()
{
    for (auto &[name, engine] : m_engines)
        engine->close();
}

QStringList TestDockerAttemptServer::left(const QByteArray &engine, const QString &runId)
{
    QStringList names;
    bool isAnswered = false;
    m_engines[engine]->client->listContainers(
        true, this, [&](const Result<std::vector<docker::Container>> &containers) {
            isAnswered = true;
            if (!containers)
                names = {u"no answer"_s};
            for (const docker::Container &container : containers.value_or(std::vector<docker::Container>())) {
                if (container.labels.value(u"fairlead.dev/run"_s) == runId)
                    names += container.id;
            }
        });
    if (!QTest::qWaitFor([&isAnswered] { return isAnswered; }, Patience))
        names += u"no answer"_s;
    return names;
}

void TestDockerAttemptServer::runs_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("limit"); // seconds; 0: none
    QTest::addColumn<QString>("status");
    QTest::addColumn<QByteArray>("log");
    for (const char *engine : {"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST", "FAIRLEAD_BED_PODMAN"}) {
        QTest::addRow("%s, well", engine)
            << QByteArray(engine) << u"echo hello"_s << 0 << u"succeeded"_s << QByteArray("hello\n");
        QTest::addRow("%s, its own exit code", engine)
            << QByteArray(engine) << u"echo oh; exit 3"_s << 0 << u"failed, exit 3"_s << QByteArray("oh\n");
    }
    QTest::newRow("out of time") << QByteArray("FAIRLEAD_BED_DOCKER") << u"echo up; sleep 600"_s << 2
                                 << u"failed, exit 1, DeadlineExceeded"_s << QByteArray("up\n");
}

//! The container stays, until it is removed.
void TestDockerAttemptServer::runs()
{
    QFETCH(const QByteArray, engine);
    QFETCH(const QString, script);
    QFETCH(const int, limit);
    Setup f(engine.constData(), m_engines[engine]->tag, shell(script), {},
            limit == 0 ? std::nullopt : std::optional(std::chrono::seconds(limit)));
    QVERIFY(f.isPossible);
    f.attempt->readLogs(true);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Over, qPrintable(f.text()));
    QTEST(f.attempt->status().text(), "status");
    QTEST(f.log, "log");
    QCOMPARE(f.remembered, 1);
    QCOMPARE(left(engine, f.runId).size(), 1);

    DockerAttempt::Settings settings{.choice = choiceOf(engine.constData()), .isThere = true};
    settings.plan.launch.runId = f.runId;
    settings.plan.launch.name = f.name;
    DockerAttempt later(std::move(settings));
    bool isGone = false;
    connect(&later, &RunAttempt::finished, &later, [&isGone] { isGone = true; });
    later.start();
    later.stop(false);
    QTRY_VERIFY_WITH_TIMEOUT(isGone, Patience);
    QVERIFY(later.end().leftovers.isEmpty());
    QCOMPARE(left(engine, f.runId), QStringList());
}

void TestDockerAttemptServer::isRefused_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("pullPolicy");
    QTest::addColumn<QString>("why");
    QTest::newRow("image missing") << u"10.99.0.1:1/gone:1"_s << QString() << u"image 10.99.0.1:1/gone:1: "_s;
    QTest::newRow("image missing, never pulled")
        << u"10.99.0.1:1/gone:1"_s << u"Never"_s << u"image 10.99.0.1:1/gone:1: "_s;
    QTest::newRow("no name of an image") << u"UPPER CASE"_s << QString()
                                         << u"image UPPER CASE: \"UPPER CASE\" is no name of an image"_s;
}

void TestDockerAttemptServer::isRefused()
{
    QFETCH(const QString, image);
    QFETCH(const QString, pullPolicy);
    QFETCH(const QString, why);
    Setup f("FAIRLEAD_BED_DOCKER", image, shell(u"true"_s), pullPolicy);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Refused, qPrintable(f.text()));
    QVERIFY2(f.attempt->end().why.startsWith(why), qPrintable(f.text()));
    QCOMPARE(f.remembered, 0);
    QCOMPARE(left("FAIRLEAD_BED_DOCKER", f.runId), QStringList());
}

void TestDockerAttemptServer::isStopped_data()
{
    QTest::addColumn<bool>("isForced");
    QTest::newRow("with its grace") << false;
    QTest::newRow("by force") << true;
}

void TestDockerAttemptServer::isStopped()
{
    QFETCH(const bool, isForced);
    Setup f("FAIRLEAD_BED_DOCKER_NEWEST", m_engines["FAIRLEAD_BED_DOCKER_NEWEST"]->tag,
            shell(u"trap 'exit 0' TERM; echo up; sleep 600 & wait"_s));
    f.attempt->readLogs(true);
    f.attempt->start();
    QTRY_COMPARE_WITH_TIMEOUT(f.log, QByteArray("up\n"), Patience);
    f.attempt->stop(isForced);
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Stopped && f.attempt->end().leftovers.isEmpty(), qPrintable(f.text()));
    QCOMPARE(f.attempt->status().text(), u"stopped"_s);
    QCOMPARE(left("FAIRLEAD_BED_DOCKER_NEWEST", f.runId), QStringList());
}

QTEST_GUILESS_MAIN(TestDockerAttemptServer)
#include "tst_dockerattempt_server.moc"
