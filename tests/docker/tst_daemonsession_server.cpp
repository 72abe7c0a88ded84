// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/daemonsession.h"
#include "backends/docker/daemontest.h"
#include "bedengine.h"
#include "tests/support/bedcommands.h"
#include "tests/support/socketrelay.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! Against the daemons of FAIRLEAD_BED_DOCKER, FAIRLEAD_BED_DOCKER_NEWEST and FAIRLEAD_BED_DOCKER_TLS, and the Podman
//! of FAIRLEAD_BED_PODMAN; the latter two are stopped and started again.

namespace {

constexpr auto Long = 120'000;

enum class Which { Docker, Newest, Podman };

constexpr std::array<const char *, 3> Variables{"FAIRLEAD_BED_DOCKER", "FAIRLEAD_BED_DOCKER_NEWEST",
                                                "FAIRLEAD_BED_PODMAN"};

const Container *find(const DaemonSession &session, const QString &id)
{
    const auto &all = session.containers();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Container &each) { return each.id == id; });
    return it == all.end() ? nullptr : &*it;
}

QString stateOf(const DaemonSession &session, const QString &id)
{
    const Container *container = find(session, id);
    return container ? container->state : u"gone"_s;
}

bool hasTag(const DaemonSession &session, const QString &tag)
{
    return std::any_of(session.images().begin(), session.images().end(),
                       [&](const Image &image) { return image.repoTags.contains(tag); });
}

//! One of the bed's folders of certificates: "good", "refused", "distrusting".
QString certificates(const QString &name)
{
    return QFileInfo(qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS")).dir().filePath(name);
}

DaemonChoice tlsDaemon(const QString &folder)
{
    return {.address = {.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
                        .enablesTls = true,
                        .certificatePath = folder}};
}

} // namespace

class TestDaemonSessionServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanupTestCase();
    void recognises_data() { engines(); }
    void recognises();
    void follows_data() { engines(); }
    void follows();
    void asksNothingWhileNothingHappens_data() { engines(); }
    void asksNothingWhileNothingHappens();
    void fallsSilentAndComesBack_data() { engines(); }
    void fallsSilentAndComesBack();
    void deviceRequests_data();
    void deviceRequests();
    void namedDevice();
    void tls_data();
    void tls();
    void tlsFileIsMissing_data();
    void tlsFileIsMissing();
    void inClearToTls();
    void engineRestarts();
    void podmanRestarts();
    void testsADaemon_data() { engines(); }
    void testsADaemon();
    void testsADaemonOverTls();

private:
    //! Rows of those who are followed by the same code.
    static void engines()
    {
        QTest::addColumn<Which>("which");
        QTest::newRow("docker") << Which::Docker;
        QTest::newRow("newest") << Which::Newest;
        QTest::newRow("podman") << Which::Podman;
    }
    static QString host(Which which) { return qEnvironmentVariable(Variables[std::size_t(which)]); }
    static DaemonSession::Settings settings(Which which = Which::Docker)
    {
        return {.choice = {.address = {.host = host(which)}}, .dockerFolder = u"/nonexistent"_s};
    }
    BedEngine &engine(Which which) { return m_engines[std::size_t(which)]; }
    static void call(BedEngine &engine, const QByteArray &method, const QString &path, const QByteArray &body = {});

    std::array<BedEngine, Variables.size()> m_engines;
};

void TestDaemonSessionServer::initTestCase()
{
    for (const Which which : {Which::Docker, Which::Newest, Which::Podman}) {
        QVERIFY2(!host(which).isEmpty(), Variables[std::size_t(which)]);
        const QString problem = engine(which).open({.address = {.host = host(which)}});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
}

void TestDaemonSessionServer::cleanupTestCase()
{
    for (BedEngine &engine : m_engines)
        engine.close();
}

//! What no EngineClient has a function for.
void TestDaemonSessionServer::call(BedEngine &engine, const QByteArray &method, const QString &path,
                                   const QByteArray &body)
{
    bool isOver = false;
    QObject context;
    engine.http->send({.method = method,
                       .path = u"/v%1"_s.arg(engine.client->apiVersion().text()) + path,
                       .contentType = "application/json",
                       .body = body},
                      &context, [&](const auto &answer) {
                          isOver = true;
                          QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().error.message));
                      });
    QTRY_VERIFY_WITH_TIMEOUT(isOver, Long);
}

//! By name, kind and version; what only Docker has lasting is left out elsewhere.
void TestDaemonSessionServer::recognises()
{
    QFETCH(const Which, which);
    const bool isPodman = which == Which::Podman;
    DaemonSession session(settings(which));
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    const DaemonStatus status = session.status();
    static const std::array versions{u"20.10."_s, u"28."_s, u"4."_s};
    QCOMPARE(status.kind, isPodman ? EngineVersion::Kind::Podman : EngineVersion::Kind::Docker);
    QCOMPARE(status.engineName == "Podman"_L1, isPodman);
    QVERIFY2(status.version.startsWith(versions[std::size_t(which)]), qPrintable(status.version));
    QCOMPARE(status.apiVersion, which == Which::Newest ? NewestApiVersion : OldestApiVersion);
    QCOMPARE(status.os, u"linux"_s);
    QCOMPARE(status.id.isEmpty(), isPodman);
    QVERIFY(!status.rootDir.isEmpty());
    QVERIFY(!status.isInsecure);
}

//! Lists change by events and nothing else.
void TestDaemonSessionServer::follows()
{
    QFETCH(const Which, which);
    BedEngine &engine = this->engine(which);
    DaemonSession session(settings(which));
    QSignalSpy events(&session, &DaemonSession::eventReceived);
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    QVERIFY(!session.status().isInsecure);
    QVERIFY(hasTag(session, engine.tag));

    const QString id = engine.create({.command = {u"sleep"_s, u"600"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"created"_s, Long);
    QVERIFY(engine.start(id));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"running"_s, Long);
    call(engine, "POST", u"/containers/"_s + id + u"/pause"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"paused"_s, Long);
    call(engine, "POST", u"/containers/"_s + id + u"/unpause"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"running"_s, Long);
    call(engine, "POST", u"/containers/"_s + id + u"/kill"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"exited"_s, Long);
    QVERIFY(engine.remove(id));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"gone"_s, Long);
    QVERIFY(events.size() >= 7);

    const QString other = engine.repository + u":other"_s;
    QVERIFY(engine.ask<void>(
        [&](auto *c, auto done) { engine.client->tagImage(engine.tag, engine.repository, u"other"_s, c, done); }));
    QTRY_VERIFY_WITH_TIMEOUT(hasTag(session, other), Long);
    QVERIFY(engine.ask<ImageRemoval>([&](auto *c, auto done) { engine.client->removeImage(other, false, c, done); }));
    QTRY_VERIFY_WITH_TIMEOUT(!hasTag(session, other), Long);

    const QString volume = u"fairlead-test-%1"_s.arg(QCoreApplication::applicationPid());
    const auto hasVolume = [&] {
        return std::any_of(session.volumes().begin(), session.volumes().end(),
                           [&](const Volume &each) { return each.name == volume; });
    };
    call(engine, "POST", u"/volumes/create"_s, "{\"Name\":\"" + volume.toUtf8() + "\"}");
    QTRY_VERIFY_WITH_TIMEOUT(hasVolume(), Long);
    call(engine, "DELETE", u"/volumes/"_s + volume);
    QTRY_VERIFY_WITH_TIMEOUT(!hasVolume(), Long);
}

void TestDaemonSessionServer::asksNothingWhileNothingHappens()
{
    QFETCH(const Which, which);
    BedEngine &engine = this->engine(which);
    const SocketRelay relay(host(which).mid(7));
    DaemonSession::Settings settings = TestDaemonSessionServer::settings(which);
    settings.choice.address.host = u"unix://"_s + relay.path();
    DaemonSession session(settings);
    QTest::qWait(50);
    QCOMPARE(relay.connections(), 0);
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    QCOMPARE(relay.requests(), 7); // ping, version, info, events, three lists
    QTest::qWait(600);
    QCOMPARE(relay.requests(), 7);
    // An exec is told about and changes no list.
    const QString id = engine.run({u"sleep"_s, u"600"_s});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"running"_s, Long);
    QVERIFY(engine.remove(id));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"gone"_s, Long);
    session.close();
    const int requests = relay.requests();
    const QString unseen = engine.run({u"true"_s});
    engine.remove(unseen);
    QTest::qWait(300);
    QCOMPARE(relay.requests(), requests);
}

//! A machine that is gone without a word: the ping finds it, and what happened meanwhile is there when it is back.
void TestDaemonSessionServer::fallsSilentAndComesBack()
{
    QFETCH(const Which, which);
    BedEngine &engine = this->engine(which);
    SocketRelay relay(host(which).mid(7));
    DaemonSession::Settings settings = TestDaemonSessionServer::settings(which);
    settings.choice.address.host = u"unix://"_s + relay.path();
    settings.pingInterval = 200ms;
    settings.pingTimeout = 2s;
    settings.answerTimeout = 2s;
    DaemonSession session(settings);
    QSignalSpy events(&session, &DaemonSession::eventReceived);
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    const QString before = engine.create({.command = {u"true"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, before), u"created"_s, Long);
    relay.setSilent(true);
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Stale), Long);
    QCOMPARE(toString(session.status().error->kind), u"Timeout"_s);
    QCOMPARE(stateOf(session, before), u"created"_s);
    const qsizetype told = events.size();
    QVERIFY(engine.remove(before));
    const QString meanwhile = engine.create({.command = {u"true"_s}});
    QCOMPARE(events.size(), told);
    relay.setSilent(false);
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    QCOMPARE(stateOf(session, before), u"gone"_s);
    QCOMPARE(stateOf(session, meanwhile), u"created"_s);
    QTRY_VERIFY_WITH_TIMEOUT(events.size() >= told + 2, Long); // the engine had kept them
    QVERIFY(engine.remove(meanwhile));
}

void TestDaemonSessionServer::deviceRequests_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<DeviceRequest>("request");
    QTest::addColumn<QStringList>("options"); // of the docker program for the same; empty: that one knows none
    QTest::addColumn<QString>("refusal");
    const QList<QStringList> gpu{{u"gpu"_s}};
    for (const Which which : {Which::Docker, Which::Newest}) {
        const auto row = [which](const char *name, const DeviceRequest &request, const QStringList &options) {
            QTest::addRow("%s, %s", name, which == Which::Docker ? "docker" : "newest")
                << which << request << options << u"could not select device driver \"\" with capabilities: [[gpu]]"_s;
        };
        row("all", {.count = -1, .capabilities = gpu}, {u"--gpus"_s, u"all"_s});
        row("two", {.count = 2, .capabilities = gpu}, {u"--gpus"_s, u"2"_s});
        row("by number and name", {.deviceIds = {u"0"_s, u"GPU-abc"_s}, .capabilities = gpu},
            {u"--gpus"_s, u"\"device=0,GPU-abc\""_s});
    }
    QTest::newRow("CDI, docker") << Which::Docker
                                 << DeviceRequest{.driver = u"cdi"_s, .deviceIds = {u"nvidia.com/gpu=0"_s}}
                                 << QStringList() << u"could not select device driver \"cdi\""_s;
    QTest::newRow("no such device, newest")
        << Which::Newest << DeviceRequest{.driver = u"cdi"_s, .deviceIds = {u"nvidia.com/gpu=9"_s}} << QStringList()
        << u"unresolvable CDI devices nvidia.com/gpu=9"_s;
}

//! There is no card: that the engine looks for one, in these words, says that it understood. And it keeps what the
//! docker program would have it keep.
void TestDaemonSessionServer::deviceRequests()
{
    QFETCH(Which, which);
    QFETCH(DeviceRequest, request);
    QFETCH(QStringList, options);
    QFETCH(QString, refusal);
    BedEngine &engine = this->engine(which);
    const auto kept = [&engine](const QString &id) {
        const auto details =
            engine.ask<ContainerDetails>([&](auto *c, auto done) { engine.client->inspectContainer(id, c, done); });
        return details ? details->deviceRequests : std::vector<DeviceRequest>();
    };
    const QString id = engine.create({.command = {u"true"_s}, .deviceRequests = {request}});
    QVERIFY2(id.size() == 64, qPrintable(id));
    QCOMPARE(kept(id).size(), 1u);
    QVERIFY(kept(id).front() == request);
    const Result<void> started = engine.start(id);
    QVERIFY(!started);
    QVERIFY2(started.error().message.contains(refusal), qPrintable(started.error().message));
    if (!options.isEmpty()) {
        const QStringList arguments =
            QStringList{u"--host"_s, host(which), u"create"_s, u"--network=none"_s} + options + QStringList{engine.tag};
        const auto output = runProgram(u"docker"_s, arguments);
        QVERIFY(output);
        const QString other = QString::fromLatin1(output->trimmed());
        QVERIFY(kept(other) == kept(id));
        QVERIFY(engine.remove(other));
    }
    QVERIFY(engine.remove(id));
}

//! The engine's devices have names, and a container gets the one that it asks for.
void TestDaemonSessionServer::namedDevice()
{
    BedEngine &engine = this->engine(Which::Newest);
    const DeviceRequest request{.driver = u"cdi"_s, .deviceIds = {u"nvidia.com/gpu=1"_s}};
    const QString id =
        engine.create({.command = {u"sh"_s, u"-c"_s, u"exit $((40 + BED_DEVICE))"_s}, .deviceRequests = {request}});
    QVERIFY2(id.size() == 64, qPrintable(id));
    const Result<void> started = engine.start(id);
    QVERIFY2(started, qPrintable(started ? QString() : started.error().message));
    const auto exit =
        engine.ask<ContainerExit>([&](auto *c, auto done) { engine.client->waitContainer(id, 60s, c, done); });
    QVERIFY(exit);
    QCOMPARE(exit->statusCode, 41);
    QVERIFY(engine.remove(id));
}

void TestDaemonSessionServer::tls_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("state");
    QTest::newRow("good") << u"good"_s << u"live"_s;
    QTest::newRow("the daemon refuses it") << u"refused"_s << u"refused"_s;
    QTest::newRow("it refuses the daemon") << u"distrusting"_s << u"refused"_s;
}

void TestDaemonSessionServer::tls()
{
    QFETCH(QString, folder);
    QFETCH(QString, state);
    DaemonSession session({.choice = tlsDaemon(certificates(folder)), .dockerFolder = u"/nonexistent"_s});
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), state, Long);
    QVERIFY(!session.status().isInsecure);
    if (state == "live"_L1) {
        QVERIFY(!session.status().id.isEmpty());
        return;
    }
    QCOMPARE(toString(session.status().error->kind), toString(ApiError::Kind::Tls));
    QVERIFY(!session.status().error->message.isEmpty());
    QVERIFY(session.status().version.isEmpty());
}

void TestDaemonSessionServer::tlsFileIsMissing_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s})
        QTest::newRow(qPrintable(file)) << file;
}

//! A folder of which one file is missing: it is named, and nothing is sent, in clear or otherwise.
void TestDaemonSessionServer::tlsFileIsMissing()
{
    QFETCH(QString, file);
    QTcpServer listener;
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    for (const QString &each : {u"ca.pem"_s, u"cert.pem"_s, u"key.pem"_s}) {
        if (each != file)
            QVERIFY(QFile::copy(certificates(u"good"_s) + u'/' + each, folder.filePath(each)));
    }
    DaemonChoice choice = tlsDaemon(folder.path());
    choice.address.host = u"tcp://127.0.0.1:%1"_s.arg(listener.serverPort());
    DaemonSession session({.choice = choice, .dockerFolder = u"/nonexistent"_s});
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Invalid), Long);
    QVERIFY2(session.status().error->message.startsWith(folder.filePath(file)),
             qPrintable(session.status().error->message));
    QVERIFY(!listener.hasPendingConnections());
    // It is tried again by itself: the file appears, the address is that of the daemon.
    session.setChoice(tlsDaemon(folder.path()));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Invalid), Long);
    QVERIFY(QFile::copy(certificates(u"good"_s) + u'/' + file, folder.filePath(file)));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
}

void TestDaemonSessionServer::inClearToTls()
{
    DaemonChoice choice = tlsDaemon({});
    choice.address.enablesTls = false;
    DaemonSession session({.choice = choice, .dockerFolder = u"/nonexistent"_s});
    session.open();
    QTRY_VERIFY_WITH_TIMEOUT(session.status().error, Long);
    QVERIFY(session.status().isInsecure);
    QVERIFY(session.status().state != DaemonState::Live);
    QCOMPARE(session.status().error->reason, u"TlsExpected"_s);
    QVERIFY2(session.status().error->message.contains(u"HTTPS"_s), qPrintable(session.status().error->message));
}

//! The second daemon stops and comes back: stale meanwhile, live again by itself. It is not the first one.
void TestDaemonSessionServer::engineRestarts()
{
    QVERIFY2(!qEnvironmentVariable("FAIRLEAD_BED_COMMAND").isEmpty(), "FAIRLEAD_BED_COMMAND names no program");
    DaemonSession session({.choice = tlsDaemon(certificates(u"good"_s)), .dockerFolder = u"/nonexistent"_s});
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    const QString id = session.status().id;
    QVERIFY(bed({u"stop"_s, u"docker/remote"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Stale), Long);
    QCOMPARE(session.status().id, id);
    QVERIFY(bed({u"start"_s, u"docker/remote"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    QCOMPARE(session.status().id, id);
    DaemonSession local(settings());
    local.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(local.status().state), toString(DaemonState::Live), Long);
    QCOMPARE(local.status().id, id); // made from a key in /etc/docker, which both of one machine read
    QVERIFY(!isSameEngine(local.status(), session.status()));
    DaemonSession again(
        {.choice = {.address = {.host =
                                    QString(settings().choice.address.host).replace(u"/sockets/"_s, u"//sockets/"_s)}},
         .dockerFolder = u"/nonexistent"_s});
    again.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(again.status().state), toString(DaemonState::Live), Long);
    QVERIFY(isSameEngine(local.status(), again.status()));
}

//! Its containers outlive it: behind the restart they are there, and run.
void TestDaemonSessionServer::podmanRestarts()
{
    QVERIFY2(!qEnvironmentVariable("FAIRLEAD_BED_COMMAND").isEmpty(), "FAIRLEAD_BED_COMMAND names no program");
    DaemonSession session(settings(Which::Podman));
    BedEngine &podman = engine(Which::Podman);
    session.open();
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    const QString id = podman.run({u"sleep"_s, u"600"_s});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"running"_s, Long);
    QVERIFY(bed({u"stop"_s, u"docker/podman"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Stale), Long);
    QVERIFY(bed({u"start"_s, u"docker/podman"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(toString(session.status().state), toString(DaemonState::Live), Long);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"running"_s, Long);
    QVERIFY(podman.remove(id));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, id), u"gone"_s, Long);
}

void TestDaemonSessionServer::testsADaemon()
{
    QFETCH(const Which, which);
    const bool isPodman = which == Which::Podman;
    BedEngine &engine = this->engine(which);
    DaemonTest test({.choice = settings(which).choice,
                     .dockerFolder = u"/nonexistent"_s,
                     .runtime = which == Which::Docker ? u"nvidia"_s : u"runc"_s,
                     .images = {engine.tag, engine.repository + u":missing"_s},
                     .triesBuild = true});
    const auto countImages = [&engine] {
        const auto images =
            engine.ask<std::vector<Image>>([&](auto *c, auto done) { engine.client->listImages(c, done); });
        return images ? images->size() : 0;
    };
    const std::size_t before = countImages();
    QStringList told;
    bool isOver = false;
    connect(&test, &DaemonTest::checked, this, [&](const CheckResult &result) {
        told << toString(result.id) + u' ' + toString(result.state);
        qInfo("%s: %s", qPrintable(told.last()), qPrintable(result.detail));
    });
    connect(&test, &DaemonTest::finished, this, [&] { isOver = true; });
    test.start();
    QTRY_VERIFY_WITH_TIMEOUT(isOver, Long);
    for (const QString &good :
         {u"address ok"_s, u"reachable ok"_s, u"encryption ok"_s, u"api ok"_s, u"engine ok"_s, u"identity ok"_s,
          u"platform ok"_s, u"disk ok"_s, u"runtimes ok"_s, u"builder ok"_s, u"trialBuild ok"_s, u"images warning"_s})
        QVERIFY2(told.contains(good), qPrintable(good));
    // Podman tells nothing about registries. Its disk holds our image, which is nothing but a busybox.
    QVERIFY(told.contains(isPodman ? u"registries skipped"_s : u"registries ok"_s));
    const auto disk = std::find_if(test.results().begin(), test.results().end(),
                                   [](const CheckResult &result) { return result.id == CheckResult::Id::Disk; });
    QVERIFY2(disk->detail.startsWith(u"at least "_s) == isPodman &&
                 disk->detail.contains(QRegularExpression(u" [MG]B in "_s)),
             qPrintable(disk->detail));
    QCOMPARE(told.contains(u"devices ok"_s), which == Which::Newest);
    QCOMPARE(test.results().back().items, QStringList{engine.repository + u":missing"_s});
    QCOMPARE(countImages(), before); // it took its image away
}

void TestDaemonSessionServer::testsADaemonOverTls()
{
    for (const QString &folder : {u"good"_s, u"refused"_s, u"distrusting"_s}) {
        DaemonTest test({.choice = tlsDaemon(certificates(folder)), .dockerFolder = u"/nonexistent"_s});
        bool isOver = false;
        connect(&test, &DaemonTest::finished, this, [&] { isOver = true; });
        test.start();
        QTRY_VERIFY_WITH_TIMEOUT(isOver, Long);
        const auto &results = test.results();
        const auto encryption = std::find_if(results.begin(), results.end(), [](const CheckResult &result) {
            return result.id == CheckResult::Id::Encryption;
        });
        QVERIFY(encryption != results.end());
        QCOMPARE(toString(encryption->state), folder == "good"_L1 ? u"ok"_s : u"failed"_s);
        qInfo("%s: %s", qPrintable(folder), qPrintable(encryption->detail));
    }
}

QTEST_GUILESS_MAIN(TestDaemonSessionServer)
#include "tst_daemonsession_server.moc"
