// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/trials/dockertrial.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialsweeper.h"
#include "tests/docker/bedengine.h"
#include "tests/support/bedservers.h"
#include "trialbed.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <map>
#include <signal.h>

using namespace fairlead;
using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 180'000;

//! The image has /bin/busybox and nothing else.
constexpr auto Shell = "mounts: [{target: /bin/sh, source: /bin/busybox, readOnly: true}]";

docker::DaemonChoice choiceOf(const char *variable)
{
    return {.address = {.host = qEnvironmentVariable(variable)}};
}

DockerTrial::Settings trialAt(const docker::DaemonChoice &choice, const QString &image, const QByteArray &config,
                              const TrialWishes &wishes)
{
    DockerTrial::Settings settings{.choice = choice, .config = configOf("engine: docker, " + config), .wishes = wishes};
    settings.plan.target.daemonId = u"local"_s;
    settings.plan.launch = bedLaunch();
    settings.plan.launch.image = image;
    return settings;
}

} // namespace

//! Trials on the bed's real daemons: what fails is told where it fails, and nothing is left.
class TestDockerTrialServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QCOMPARE(m_servers.open(), QString());
        for (const char *variable : {"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST", "FAIRLEAD_BED_PODMAN"}) {
            QVERIFY2(qEnvironmentVariableIsSet(variable), "the test bed is not running: ./dev test starts it");
            auto &engine = m_engines[QByteArray(variable)];
            engine = std::make_unique<BedEngine>();
            QCOMPARE(engine->open(choiceOf(variable)), QString());
        }
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase()
    {
        for (auto &[name, engine] : m_engines)
            engine->close();
    }

    void isWell_data()
    {
        QTest::addColumn<QByteArray>("engine");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("callback");
        QTest::addColumn<QString>("line");
        const QByteArray shell = "docker: {network: none, " + QByteArray(Shell) + "}";
        const QString own = u"no nvidia-smi in this image"_s;
        const QStringList busybox{u"/bin/busybox"_s}; // which is the image's entrypoint, too
        for (const char *engine : {"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST", "FAIRLEAD_BED_PODMAN"}) {
            QTest::addRow("%s, the smallest", engine)
                << QByteArray(engine) << shell << QStringList() << QString() << own;
            QTest::addRow("%s, a command", engine)
                << QByteArray(engine) << "docker: {network: none}"_ba << busybox + QStringList{u"echo"_s, u"it is me"_s}
                << QString() << u"it is me"_s;
        }
        QTest::newRow("a runtime") << "FAIRLEAD_BED_DOCKER"_ba
                                   << "docker: {network: none, gpus: {runtime: nvidia}, " + QByteArray(Shell) + "}"
                                   << QStringList() << QString() << u"NVIDIA_VISIBLE_DEVICES=all"_s;
        QTest::newRow("a device by its name")
            << "FAIRLEAD_BED_DOCKER_NEWEST"_ba
            << "docker: {network: none, gpus: {cdiDevices: [nvidia.com/gpu=0]}, " + QByteArray(Shell) + "}"
            << QStringList() << QString() << u"BED_DEVICE=0"_s;
        QTest::newRow("a callback") << "FAIRLEAD_BED_DOCKER"_ba
                                    << "docker: {network: host, " + QByteArray(Shell) + "}"
                                    << QStringList{u"echo"_s, u"it is me"_s} << u"10.99.0.1:5000"_s << u"it is me"_s;
    }
    void isWell()
    {
        QFETCH(QByteArray, engine);
        QFETCH(QByteArray, config);
        QFETCH(QStringList, command);
        QFETCH(QString, callback);
        QFETCH(QString, line);
        const QString journal = m_folder.filePath(u"trials.json"_s);
        DockerTrial trial(trialAt(choiceOf(engine.constData()), m_engines[engine]->tag, config,
                                  {.command = command, .callback = callback, .journalPath = journal}));
        QSignalSpy finished(&trial, &TrialRun::finished);
        trial.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
        const QString text = trialText(trial.results());
        QVERIFY2(trialVerdict(trial.results()) == CheckState::Ok, qPrintable(text));
        const TrialResult *run = resultOf(trial.results(), u"run"_s);
        QVERIFY2(run && run->items.contains(line), qPrintable(text));
        const TrialResult *call = resultOf(trial.results(), u"callback"_s);
        QVERIFY2(callback.isEmpty() ? !call : call && call->state == CheckState::Ok, qPrintable(text));
        QCOMPARE(left(engine), QStringList());
        QVERIFY(TrialJournal(journal).entries().empty());
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("engine");
        QTest::addColumn<QString>("image"); // empty: the bed's
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("callback");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QStringList>("remedy");
        const auto row = [](const char *name, const char *engine, const QByteArray &config, const QString &step,
                            const QStringList &words, const QStringList &remedy, const QString &image = {},
                            const QStringList &command = {u"/bin/busybox"_s, u"true"_s}, const QString &callback = {}) {
            QTest::newRow(name) << QByteArray(engine) << image << config << command << callback << step << words
                                << remedy;
        };
        const char *local = "FAIRLEAD_BED_DOCKER";
        const char *newest = "FAIRLEAD_BED_DOCKER_NEWEST";
        const char *podman = "FAIRLEAD_BED_PODMAN";
        row("a daemon that is dead", "FAIRLEAD_NOWHERE", {}, u"reachable"_s, {}, {u"see whether the daemon runs"_s});
        row("no such runtime", newest, "docker: {network: none, gpus: {runtime: nvidia}}", u"runtime"_s,
            {u"no runtime \"nvidia\""_s}, {u"NVIDIA Container Toolkit"_s});
        row("nothing is pulled behind what failed", newest, "docker: {network: none, gpus: {runtime: nvidia}}",
            u"runtime"_s, {u"no runtime \"nvidia\""_s}, {u"NVIDIA Container Toolkit"_s},
            u"10.99.0.1:5000/trial/gone:1"_s);
        row("no such network", local, "docker: {network: gone}", u"network"_s, {u"network gone not found"_s},
            {u"docker network create gone"_s});
        row("no such volume", local, "docker: {network: none, mounts: [{type: volume, source: gone-1, target: /d}]}",
            u"volumes"_s, {u"no volume gone-1"_s}, {u"docker volume create gone-1"_s});
        row("no such image", local, "docker: {network: none}", u"image"_s, {u"10.99.0.1:5000"_s}, {u"log in"_s},
            u"10.99.0.1:5000/trial/gone:1"_s);
        row("no such image, and none is pulled", local, "image: {pullPolicy: Never}, docker: {network: none}",
            u"image"_s, {u"No such image"_s}, {u"another pull policy"_s}, u"localhost/trial/gone:1"_s);
        row("no such folder", local, "docker: {network: none, mounts: [{source: /gone, target: /d}]}", u"create"_s,
            {u"bind source path does not exist: /gone"_s}, {u"make the folder"_s});
        row("no GPUs", local, "docker: {network: none, gpus: {count: 1}}", u"run"_s,
            {u"could not select device driver"_s}, {u"NVIDIA Container Toolkit"_s});
        row("no such device", newest, "docker: {network: none, gpus: {cdiDevices: [nvidia.com/gpu=7]}}", u"devices"_s,
            {u"does not know nvidia.com/gpu=7"_s}, {u"nvidia.com/gpu=0"_s});
        row("GPUs on Podman", podman, "docker: {network: none, gpus: {count: 1}}", u"create"_s,
            {u"without the devices that were asked for (1 GPUs)"_s}, {u"take a Docker daemon"_s});
        row("no shell", local, "docker: {network: none}", u"run"_s, {u"/bin/sh"_s}, {u"lacks the program"_s}, {},
            QStringList());
        row("a command that fails", local, "docker: {network: none}", u"run"_s, {u"exit code 1"_s}, {u"lines"_s}, {},
            {u"/bin/busybox"_s, u"false"_s});
        row("a command that the entrypoint would know", local, "docker: {network: none}", u"run"_s, {u"echo"_s},
            {u"lacks the program"_s}, {}, {u"echo"_s, u"it is me"_s});
        row("a callback that is refused", local, "docker: {network: host, " + QByteArray(Shell) + "}", u"callback"_s,
            {u"cannot be reached from inside"_s, u"refused"_s}, {u"listens there"_s}, {}, {u"true"_s},
            u"10.99.0.1:1"_s);
        row("a variable that nobody sets", local, "env: [{name: A, value: \"${nothing}\"}]", u"create"_s,
            {u"env[0].value"_s}, {u"variables"_s});
    }
    void tellsWhatIsWrong()
    {
        QFETCH(QByteArray, engine);
        QFETCH(QString, image);
        QFETCH(QByteArray, config);
        QFETCH(QStringList, command);
        QFETCH(QString, callback);
        QFETCH(QString, step);
        QFETCH(QStringList, words);
        QFETCH(QStringList, remedy);
        const bool isThere = m_engines.contains(engine);
        const docker::DaemonChoice choice =
            isThere ? choiceOf(engine.constData()) : docker::DaemonChoice{.address = {.host = u"unix:///nowhere"_s}};
        const QString bedImage = isThere ? m_engines[engine]->tag : QString();
        DockerTrial trial(trialAt(choice, image.isEmpty() ? bedImage : image,
                                  config.isEmpty() ? "docker: {}"_ba : config,
                                  {.command = command, .callback = callback}));
        QSignalSpy finished(&trial, &TrialRun::finished);
        trial.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
        const QString text = trialText(trial.results());
        QVERIFY2(failedSteps(trial.results()) == QStringList{step}, qPrintable(text));
        const TrialResult *failed = resultOf(trial.results(), step);
        QVERIFY2(hasWords(failed->detail, words), qPrintable(text));
        QVERIFY2(hasWords(failed->remedy, remedy), qPrintable(text));
        if (isThere)
            QCOMPARE(left(engine), QStringList());
    }

    void leavesNothingWhenCancelled_data()
    {
        QTest::addColumn<QString>("behind");
        QTest::newRow("at the beginning") << QString();
        QTest::newRow("behind the image") << u"image"_s;
        QTest::newRow("while it runs") << u"create"_s;
    }
    void leavesNothingWhenCancelled()
    {
        QFETCH(QString, behind);
        const QByteArray engine = "FAIRLEAD_BED_DOCKER";
        DockerTrial trial(trialAt(choiceOf(engine.constData()), m_engines[engine]->tag, "docker: {network: none}",
                                  {.command = {u"/bin/busybox"_s, u"sleep"_s, u"100"_s}}));
        QSignalSpy finished(&trial, &TrialRun::finished);
        trial.start();
        QTRY_VERIFY_WITH_TIMEOUT(behind.isEmpty() || resultOf(trial.results(), behind), Patience);
        if (behind == "create"_L1)
            QTRY_VERIFY_WITH_TIMEOUT(left(engine).value(0).endsWith("running"_L1), Patience);
        trial.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
        const auto error = finished[0][0].value<std::optional<ApiError>>();
        QVERIFY(error && error->kind == ApiError::Kind::Cancelled);
        QCOMPARE(left(engine), QStringList());
    }

    void isSweptWhenKilled()
    {
        const QByteArray engine = "FAIRLEAD_BED_DOCKER";
        const QString journal = m_folder.filePath(u"killed.json"_s);
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {u"--trial"_s, journal, m_engines[engine]->tag});
        QVERIFY(process.waitForStarted(Patience));
        QTRY_VERIFY_WITH_TIMEOUT(left(engine).value(0).endsWith("running"_L1), Patience);
        ::kill(pid_t(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished(Patience));
        const std::vector<TrialEntry> entries = TrialJournal(journal).abandoned();
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(entries[0].daemonId, u"local"_s);
        TrialSweeper sweeper({.entry = entries[0],
                              .place = TrialSweeper::Daemon{choiceOf(engine.constData()), {}},
                              .journalPath = journal});
        QSignalSpy finished(&sweeper, &TrialSweeper::finished);
        sweeper.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
        QVERIFY(finished[0][0].toBool());
        QCOMPARE(left(engine), QStringList());
        QVERIFY(TrialJournal(journal).entries().empty());
    }

private:
    //! "name running" of all that trials have made and that is there still.
    QStringList left(const QByteArray &engine)
    {
        docker::EngineClient &client = *m_engines[engine]->client;
        const auto containers = m_engines[engine]->ask<std::vector<docker::Container>>(
            [&client](auto *context, auto done) { client.listContainers(true, context, done); });
        if (!containers)
            return {containers.error().message};
        QStringList found;
        for (const docker::Container &each : *containers) {
            if (each.labels.contains(u"fairlead.dev/trial"_s))
                found += each.names.value(0) + u' ' + each.state;
        }
        return found;
    }

    QTemporaryDir m_folder;
    BedServers m_servers;
    std::map<QByteArray, std::unique_ptr<BedEngine>> m_engines;
};

namespace {

//! The process that is killed.
int runTrial(const QString &journal, const QString &image)
{
    DockerTrial trial(trialAt(choiceOf("FAIRLEAD_BED_DOCKER"), image, "docker: {network: none}",
                              {.command = {u"/bin/busybox"_s, u"sleep"_s, u"100"_s}, .journalPath = journal}));
    QObject::connect(&trial, &TrialRun::finished, qApp, &QCoreApplication::quit);
    trial.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && QByteArrayView(argv[1]) == "--trial")
        return runTrial(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    TestDockerTrialServer test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_dockertrial_server.moc"
