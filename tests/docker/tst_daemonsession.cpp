// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/daemonsession.h"
#include "engineanswers.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";

DaemonSession::Settings settingsFor(const EngineAnswers &engine)
{
    return {.choice = {.address = {.host = u"tcp://127.0.0.1:%1"_s.arg(engine.server.port())}},
            .dockerFolder = u"/nonexistent"_s,
            .answerTimeout = 5s,
            .pingInterval = 60s};
}

//! The words of the states that it went through.
QStringList statesOf(const QSignalSpy &spy)
{
    QStringList states;
    for (const QList<QVariant> &call : spy) {
        const QString state = toString(call.first().value<DaemonStatus>().state);
        if (states.isEmpty() || states.last() != state)
            states << state;
    }
    return states;
}

} // namespace

class TestDaemonSession : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void closedAsksNothing();
    void goesLive();
    void listsBehindEvents();
    void tellsEachFirstList();
    void followsEvents();
    void coalesces();
    void listIsForbidden();
    void reconnects();
    void silentConnectionIsFound();
    void refused_data();
    void refused();
    void missingTlsFile();
    void anotherAddress();
    void closesWhileItConnects();
    void diskUsageOnDemand();
    void livesInAThread();
};

void TestDaemonSession::closedAsksNothing()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    QSignalSpy states(&session, &DaemonSession::stateChanged);
    QVERIFY(!session.client());
    session.retryNow();
    session.askDiskUsage();
    session.setChoice({.address = {.host = u"tcp://127.0.0.1:%1"_s.arg(engine.server.port())}});
    session.close();
    QTest::qWait(50);
    QCOMPARE(engine.server.connections(), 0);
    QVERIFY(states.isEmpty());
}

void TestDaemonSession::goesLive()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    QSignalSpy states(&session, &DaemonSession::stateChanged);
    session.open();
    QVERIFY(states.isEmpty());
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(statesOf(states), (QStringList{u"connecting"_s, u"live"_s}));
    const DaemonStatus &status = session.status();
    QCOMPARE(status.kind, EngineVersion::Kind::Docker);
    QCOMPARE(status.engineName, u"Docker Engine - Community"_s);
    QCOMPARE(status.version, u"24.0.7"_s);
    QCOMPARE(status.apiVersion.text(), u"1.43"_s);
    QCOMPARE(status.builderVersion, u"2"_s);
    QCOMPARE(status.id, u"AAAA:BBBB"_s);
    QVERIFY(status.isInsecure);
    QVERIFY(status.latency.has_value());
    QVERIFY(status.since > 0);
    QCOMPARE(session.info().name, u"host-1"_s);
    QVERIFY(session.client());
    QCOMPARE(session.client()->apiVersion().text(), u"1.43"_s);
    session.close();
    QCOMPARE(toString(session.status().state), toString(DaemonState::Closed));
    QVERIFY(!session.client());
    QTRY_COMPARE(engine.server.openConnections(), 0);
}

//! What happens between a list and the events would be lost.
void TestDaemonSession::listsBehindEvents()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QList<QByteArray> paths;
    for (const SeenRequest &request : engine.server.requests())
        paths << request.path();
    QCOMPARE(paths.first(4), (QList<QByteArray>{"/_ping", "/version", "/v1.43/info", "/v1.43/events"}));
    QCOMPARE(paths.size(), 7);
    QVERIFY(engine.server.requests().last().target.contains("/v1.43/"));
}

//! Also of nothing, before it is live; and again of another daemon, but not of the same one that is back.
void TestDaemonSession::tellsEachFirstList()
{
    EngineAnswers engine;
    EngineAnswers other;
    engine.set("/images/json", Script::answer(500, Json, R"({"message":"layer store is broken"})"));
    DaemonSession session(settingsFor(engine));
    QStringList told;
    const auto tell = [&](const QString &what, auto rows) {
        told << u"%1 %2 %3"_s.arg(what).arg(rows.size()).arg(toString(session.status().state));
    };
    connect(&session, &DaemonSession::containersChanged, this, [&](const auto &rows) { tell(u"containers"_s, rows); });
    connect(&session, &DaemonSession::imagesChanged, this, [&](const auto &rows) { tell(u"images"_s, rows); });
    connect(&session, &DaemonSession::volumesChanged, this, [&](const auto &rows) { tell(u"volumes"_s, rows); });
    const auto takeTold = [&told] {
        told.sort();
        return std::exchange(told, {});
    };
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(takeTold(), (QStringList{u"containers 0 connecting"_s, u"volumes 0 connecting"_s}));
    engine.set("/images/json", Script::answer(200, Json, "[]"));
    QTRY_VERIFY(!session.status().imagesError);
    QCOMPARE(takeTold(), QStringList{u"images 0 live"_s}); // nobody knew that before
    engine.server.dropAll(true);
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Stale));
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(takeTold(), QStringList());
    session.setChoice(settingsFor(other).choice);
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(takeTold(),
             (QStringList{u"containers 0 connecting"_s, u"images 0 connecting"_s, u"volumes 0 connecting"_s}));
    session.close();
    QCOMPARE(takeTold(), QStringList()); // there was nothing
}

void TestDaemonSession::followsEvents()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    QSignalSpy containers(&session, &DaemonSession::containersChanged);
    QSignalSpy images(&session, &DaemonSession::imagesChanged);
    QSignalSpy events(&session, &DaemonSession::eventReceived);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(containers.size(), 1); // of nothing
    QCOMPARE(images.size(), 1);
    engine.set("/containers/json", Script::answer(200, Json, R"([{"Id":"a1","Names":["/web"],"State":"running"}])"));
    engine.tell(R"({"Type":"container","Action":"start","Actor":{"ID":"a1"},"time":5,"timeNano":5000000001})");
    QTRY_COMPARE(containers.size(), 2);
    QCOMPARE(events.size(), 1);
    QCOMPARE(session.containers().front().names, QStringList{u"web"_s});
    QCOMPARE(engine.asked("/images/json"), 1);
    engine.tell(R"({"Type":"container","Action":"exec_create: sh","Actor":{"ID":"a1"},"time":6})");
    QTRY_COMPARE(events.size(), 2);
    engine.set("/images/json", Script::answer(200, Json, R"([{"Id":"sha256:1","RepoTags":["a:1"]}])"));
    engine.tell(R"({"Type":"image","Action":"tag","time":7})");
    QTRY_COMPARE(images.size(), 2);
    QCOMPARE(engine.asked("/containers/json"), 2);
    engine.tell(R"({"Type":"image","Action":"tag","time":8})");
    QTRY_COMPARE(engine.asked("/images/json"), 3);
    QTRY_COMPARE(events.size(), 4);
    QCOMPARE(images.size(), 2); // the same as before is no change
}

void TestDaemonSession::coalesces()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    QSignalSpy events(&session, &DaemonSession::eventReceived);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QByteArray many;
    for (int i = 0; i < 500; ++i)
        many += R"({"Type":"container","Action":"die","time":1})"
                "\n";
    engine.tell(many);
    QTRY_COMPARE(events.size(), 500);
    QTRY_COMPARE(engine.asked("/containers/json"), 2);
    engine.tell(R"({"Type":"volume","Action":"create","time":1})");
    QTRY_COMPARE(engine.asked("/volumes"), 2);
    QCOMPARE(engine.asked("/containers/json"), 2);
}

//! An authorization plugin that keeps one of them: the others are there.
void TestDaemonSession::listIsForbidden()
{
    EngineAnswers engine;
    engine.set("/volumes", Script::answer(403, Json, R"({"message":"authorization denied by plugin x"})"));
    engine.set("/images/json", Script::answer(500, Json, R"({"message":"layer store is broken"})"));
    DaemonSession session(settingsFor(engine));
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QVERIFY(!session.status().error);
    QCOMPARE(session.status().volumesError->message, u"authorization denied by plugin x"_s);
    QCOMPARE(session.status().imagesError->message, u"layer store is broken"_s);
    QVERIFY(!session.status().containersError);
    engine.set("/images/json", Script::answer(200, Json, "[]"));
    QTRY_VERIFY(!session.status().imagesError); // it is tried again
    QCOMPARE(engine.asked("/volumes"), 1);      // that one is not
}

void TestDaemonSession::reconnects()
{
    EngineAnswers engine;
    engine.set("/containers/json", Script::answer(200, Json, R"([{"Id":"a1","State":"running"}])"));
    DaemonSession session(settingsFor(engine));
    QSignalSpy states(&session, &DaemonSession::stateChanged);
    QSignalSpy containers(&session, &DaemonSession::containersChanged);
    QSignalSpy clients(&session, &DaemonSession::clientChanged);
    QSignalSpy events(&session, &DaemonSession::eventReceived);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    engine.tell(R"({"Type":"network","Action":"create","time":7,"timeNano":7000000009})");
    EngineClient *client = session.client();
    QTRY_COMPARE(engine.asked("/events"), 1);
    QTRY_COMPARE(events.size(), 1);
    engine.server.dropAll(true);
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Stale));
    QVERIFY(session.status().error);
    QVERIFY(session.status().retryAt > 0);
    QCOMPARE(session.containers().size(), 1u); // still shown
    session.retryNow();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(statesOf(states), (QStringList{u"connecting"_s, u"live"_s, u"stale"_s, u"live"_s}));
    QCOMPARE(session.status().retryAt, 0);
    QCOMPARE(containers.size(), 1); // nothing has changed
    QCOMPARE(session.client(), client);
    QCOMPARE(clients.size(), 1);
    QCOMPARE(engine.asked("/events"), 2);
    const auto last = std::find_if(engine.server.requests().rbegin(), engine.server.requests().rend(),
                                   [](const SeenRequest &request) { return request.path().endsWith("/events"); });
    QCOMPARE(last->query(u"since"_s), u"7.000000010"_s); // behind the last that was told
}

//! The other end goes without a word: only a question finds out.
void TestDaemonSession::silentConnectionIsFound()
{
    EngineAnswers engine;
    DaemonSession::Settings settings = settingsFor(engine);
    settings.pingInterval = 100ms;
    settings.pingTimeout = 200ms;
    settings.answerTimeout = 200ms;
    DaemonSession session(settings);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QTRY_VERIFY(engine.asked("/_ping") >= 3);
    QCOMPARE(toString(session.status().state), toString(DaemonState::Live));
    const int before = engine.server.connections();
    engine.set("/_ping", Script().hang());
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Stale));
    QCOMPARE(toString(session.status().error->kind), u"Timeout"_s);
    engine.set("/_ping", Script::answer(200, "text/plain", "OK", {{"Api-Version", "1.43"}}));
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QVERIFY(engine.server.connections() > before);
}

void TestDaemonSession::refused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("state");
    QTest::newRow("plugin") << QByteArray("/_ping") << Script::answer(403, Json, R"({"message":"denied"})")
                            << u"refused"_s;
    QTest::newRow("who are you") << QByteArray("/version") << Script::answer(401, Json, "{}") << u"refused"_s;
    QTest::newRow("too old") << QByteArray("/version")
                             << Script::answer(
                                    200, Json,
                                    R"({"Version":"19.03","ApiVersion":"1.40","Components":[{"Name":"Engine"}]})")
                             << u"invalid"_s;
    QTest::newRow("web page") << QByteArray("/version") << Script::answer(200, "text/html", "<p>log in")
                              << u"unreachable"_s;
    QTest::newRow("info breaks") << QByteArray("/info") << Script().close() << u"unreachable"_s;
    QTest::newRow("no events") << QByteArray("/events") << Script::answer(500, Json, R"({"message":"no"})")
                               << u"unreachable"_s;
    QTest::newRow("list is cut") << QByteArray("/images/json") << Script().head(200, Json).chunk("[").close()
                                 << u"unreachable"_s;
}

void TestDaemonSession::refused()
{
    QFETCH(QByteArray, path);
    QFETCH(Script, script);
    EngineAnswers engine;
    engine.set(path, script);
    DaemonSession session(settingsFor(engine));
    session.open();
    QTRY_VERIFY(session.status().retryAt > 0);
    QTEST(toString(session.status().state), "state");
    QVERIFY(session.status().error);
    QVERIFY(session.client()); // an action may be tried all the same
}

void TestDaemonSession::missingTlsFile()
{
    EngineAnswers engine;
    QTemporaryDir folder;
    DaemonSession::Settings settings = settingsFor(engine);
    settings.choice.address.enablesTls = true;
    settings.choice.address.certificatePath = folder.path();
    DaemonSession session(settings);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Invalid));
    QCOMPARE(session.status().error->reason, u"TlsFile"_s);
    QVERIFY(session.status().error->message.contains(folder.filePath(u"ca.pem"_s)));
    QVERIFY(!session.client());
    QCOMPARE(engine.server.connections(), 0); // nothing in clear
}

void TestDaemonSession::anotherAddress()
{
    EngineAnswers first;
    EngineAnswers second;
    first.set("/containers/json", Script::answer(200, Json, R"([{"Id":"a1"}])"));
    second.set("/containers/json", Script::answer(200, Json, R"([{"Id":"b1"}])"));
    DaemonSession session(settingsFor(first));
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    const int requests = int(first.server.requests().size());
    session.setChoice(settingsFor(first).choice);
    QCOMPARE(toString(session.status().state), toString(DaemonState::Live)); // the same
    session.setChoice(settingsFor(second).choice);
    QVERIFY(session.containers().empty());
    QVERIFY(!session.client());
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(session.containers().front().id, u"b1"_s);
    QCOMPARE(first.server.requests().size(), requests);
    QTRY_COMPARE(first.server.openConnections(), 0);
    session.setChoice({.address = {.host = u"ftp://nowhere"_s}});
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Invalid));
    QCOMPARE(session.status().error->reason, u"BadHost"_s);
}

void TestDaemonSession::closesWhileItConnects()
{
    EngineAnswers engine;
    engine.set("/version", Script().hang());
    DaemonSession session(settingsFor(engine));
    session.open();
    session.close(); // before it began
    session.open();
    QTRY_COMPARE(engine.asked("/version"), 1);
    session.close();
    QTRY_COMPARE(engine.server.openConnections(), 0);
    engine.set("/version", Script::answer(403, Json, "{}"));
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Refused));
}

void TestDaemonSession::diskUsageOnDemand()
{
    EngineAnswers engine;
    DaemonSession session(settingsFor(engine));
    QSignalSpy usage(&session, &DaemonSession::diskUsageChanged);
    QSignalSpy failure(&session, &DaemonSession::diskUsageFailed);
    session.open();
    QTRY_COMPARE(toString(session.status().state), toString(DaemonState::Live));
    QCOMPARE(engine.asked("/system/df"), 0);
    session.askDiskUsage();
    session.askDiskUsage();
    QTRY_COMPARE(usage.size(), 1);
    QCOMPARE(engine.asked("/system/df"), 1);
    QCOMPARE(usage.first().first().value<DiskUsage>().layersBytes, 1'500'000'000);
    engine.set("/system/df", Script::answer(500, Json, R"({"message":"busy"})"));
    session.askDiskUsage();
    QTRY_COMPARE(failure.size(), 1);
}

void TestDaemonSession::livesInAThread()
{
    EngineAnswers engine;
    QThread thread;
    thread.start();
    auto *session = new DaemonSession(settingsFor(engine));
    session->moveToThread(&thread);
    connect(&thread, &QThread::finished, session, &QObject::deleteLater);
    QString state;
    connect(session, &DaemonSession::stateChanged, this,
            [&](const DaemonStatus &status) { state = toString(status.state); });
    QMetaObject::invokeMethod(session, &DaemonSession::open, Qt::QueuedConnection);
    QTRY_COMPARE(state, u"live"_s);
    thread.quit();
    thread.wait();
}

QTEST_GUILESS_MAIN(TestDaemonSession)
#include "tst_daemonsession.moc"
