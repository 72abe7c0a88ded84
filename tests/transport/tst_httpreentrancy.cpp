// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QPointer>
#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";

enum class Event { Answered, Received, Finished };
enum class Act {
    Stop,
    Cancel,
    DeleteStream,
    DeleteClient,
    StopAll,
    DeleteOther,
    CancelOther,
    ResumeOther,
    StartAnother,
    Send,
    SendAndDeleteClient,
};

} // namespace

Q_DECLARE_METATYPE(Event)
Q_DECLARE_METATYPE(Act)

//! What slots may do to the stream that calls them, and to its neighbours and its client.
class TestHttpReentrancy : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void acts_data();
    void acts();
    void deletedFromDone_data();
    void deletedFromDone();
    void renewsFromWithinABody();
    void runsAnEventLoop();
};

void TestHttpReentrancy::acts_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<Script>("script"); // of the stream that calls
    QTest::addColumn<Act>("act");

    const QByteArray piece(1'000, 'x');
    const std::vector<std::tuple<const char *, Event, Script>> events{
        {"answered", Event::Answered, Script().head(200, Json, {}).flood(piece)},
        {"answered, body with it", Event::Answered, Script().head(200, Json).send("3\r\nabc\r\n0\r\n\r\n")},
        {"received", Event::Received, Script().head(200, Json, {}).flood(piece)},
        {"received, end with it", Event::Received,
         Script().send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: application/json\r\n\r\nabc")},
        {"received, break with it", Event::Received, Script().head(200, Json).send("3\r\nabc\r\n").close()},
        {"finished", Event::Finished, Script::answer(200, Json, "{}")},
        {"finished by a break", Event::Finished, Script().head(200, Json).chunk("abc").close()},
        {"finished by an error", Event::Finished, Script::answer(500, Json, "{}")},
        {"finished by a large error", Event::Finished, Script().head(500, Json, {}).flood(piece)},
        {"finished by silence", Event::Finished, Script().hang()},
    };
    const std::vector<std::pair<const char *, Act>> acts{
        {"stop", Act::Stop},
        {"cancel", Act::Cancel},
        {"delete stream", Act::DeleteStream},
        {"delete client", Act::DeleteClient},
        {"stop all", Act::StopAll},
        {"delete other", Act::DeleteOther},
        {"cancel other", Act::CancelOther},
        {"resume other", Act::ResumeOther},
        {"start another", Act::StartAnother},
        {"send", Act::Send},
        {"send and delete client", Act::SendAndDeleteClient},
    };
    for (const auto &[eventName, event, script] : events) {
        for (const auto &[actName, act] : acts)
            QTest::addRow("%s: %s", eventName, actName) << event << script << act;
    }
}

void TestHttpReentrancy::acts()
{
    QFETCH(Event, event);
    QFETCH(Script, script);
    QFETCH(Act, act);
    FaultServer server;
    server.setHandler([&script](const SeenRequest &request) {
        if (request.path() == "/acting")
            return script;
        if (request.path() == "/version")
            return Script::answer(200, Json, "{}");
        return Script().head(200, Json, {}).flood(QByteArray(1'000, 'y'));
    });
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()},
                                               std::make_unique<StaticCredentials>(Credentials{}), "test");
    const auto stream = [&client](const QString &path) {
        return QPointer(client->stream(
            {.path = path, .answerTimeout = path == "/acting"_L1 ? 300ms : 20'000ms, .bodyLimit = 0}, client.get()));
    };
    QObject context; // of all slots
    const QPointer<HttpStream> other = stream(u"/other"_s);
    qint64 heardOfOther = 0;
    int endsOfOther = 0;
    connect(other, &HttpStream::received, &context, [&](QByteArrayView bytes) { heardOfOther += bytes.size(); });
    connect(other, &HttpStream::finished, &context, [&] { ++endsOfOther; });
    other->start();
    QTRY_VERIFY(heardOfOther > 0);
    if (act == Act::ResumeOther)
        other->pause();

    const QPointer<HttpStream> acting = stream(u"/acting"_s);
    QPointer<HttpStream> another;
    qint64 heardOfAnother = 0;
    Exchange exchange;
    QStringList events; // of the acting stream
    bool hasActed = false;
    const auto actOnce = [&] {
        if (std::exchange(hasActed, true))
            return;
        switch (act) {
        case Act::Stop:
            return acting->stop();
        case Act::Cancel:
            return acting->cancel();
        case Act::DeleteStream:
            delete acting;
            return;
        case Act::StopAll:
            acting->stop();
            return other->stop();
        case Act::DeleteOther:
            delete other;
            return;
        case Act::CancelOther:
            return other->cancel();
        case Act::ResumeOther:
            return other->resume();
        case Act::StartAnother:
            another = stream(u"/another"_s);
            connect(another, &HttpStream::received, &context, [&](auto bytes) { heardOfAnother += bytes.size(); });
            return another->start();
        case Act::Send:
        case Act::SendAndDeleteClient:
            client->send({.path = u"/version"_s}, &exchange, exchange.done());
            if (act == Act::SendAndDeleteClient)
                client.reset();
            return;
        case Act::DeleteClient:
            return client.reset();
        }
    };
    connect(acting, &HttpStream::answered, &context, [&] {
        events << u"answered"_s;
        if (event == Event::Answered)
            actOnce();
    });
    connect(acting, &HttpStream::received, &context, [&] {
        if (events.value(events.size() - 1) != "received"_L1)
            events << u"received"_s;
        if (event == Event::Received)
            actOnce();
    });
    connect(acting, &HttpStream::finished, &context, [&](const HttpEnd &end) {
        events << (end.failure ? toString(end.failure->error.kind) : u"finished"_s);
        if (event == Event::Finished)
            actOnce();
    });
    acting->start();
    QTRY_VERIFY_WITH_TIMEOUT(hasActed, 20'000);
    const QStringList eventsThen = events;
    const qint64 heardThen = heardOfOther;

    const bool isClientGone = act == Act::DeleteClient || act == Act::SendAndDeleteClient;
    const bool isOtherOver = isClientGone || act == Act::StopAll || act == Act::DeleteOther || act == Act::CancelOther;
    if (act == Act::StartAnother)
        QTRY_VERIFY_WITH_TIMEOUT(heardOfAnother > 0, 20'000);
    if (act == Act::Send) {
        QVERIFY(exchange.wait());
        QVERIFY(exchange.succeeded());
    }
    if (act == Act::SendAndDeleteClient) {
        QVERIFY(exchange.wait());
        QCOMPARE(toString(exchange.error().kind), u"Cancelled"_s);
    }
    if (!isOtherOver)
        QTRY_VERIFY_WITH_TIMEOUT(heardOfOther > heardThen + 100'000, 20'000);
    else
        QTest::qWait(20);
    QCOMPARE(endsOfOther, act == Act::CancelOther ? 1 : 0);
    if (isOtherOver)
        QCOMPARE(heardOfOther, heardThen);
    const bool isOver = act == Act::Stop || act == Act::Cancel || act == Act::DeleteStream || act == Act::StopAll ||
                        isClientGone || event == Event::Finished;
    if (isOver) {
        QCOMPARE(events, eventsThen);
        QCOMPARE(events.contains(u"Cancelled"_s), act == Act::Cancel && event != Event::Finished);
    }
    client.reset();
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
}

void TestHttpReentrancy::deletedFromDone_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 6, 20})
        QTest::addRow("%d requests", count) << count;
}

//! The client goes in the first answer, whatever the others wait for.
void TestHttpReentrancy::deletedFromDone()
{
    QFETCH(int, count);
    FaultServer server;
    server.setScripts({Script::answer(200, Json, "{}")});
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()},
                                               std::make_unique<StaticCredentials>(Credentials{}), "test");
    int answers = 0;
    int cancelled = 0;
    for (int i = 0; i < count; ++i) {
        client->send({.path = u"/version"_s}, this, [&](const auto &answer) {
            ++answers;
            cancelled += !answer && answer.error().error.kind == ApiError::Kind::Cancelled;
            client.reset();
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers, count, 20'000);
    QCOMPARE(cancelled, count - 1);
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    QCOMPARE(answers, count);
}

//! The limit of an error's body ends the exchange within libcurl, and a 401 begins another one there.
void TestHttpReentrancy::renewsFromWithinABody()
{
    FaultServer server;
    server.setScripts({Script().head(401, Json, {}).flood(QByteArray(4'000, 'x')), Script::answer(200, Json, "{}")});
    TestCredentials::State state{.all = {{.authorization = "Bearer a"}, {.authorization = "Bearer b"}}};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QVERIFY(exchange.succeeded());
    QCOMPARE(server.requests().size(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 1, 20'000);
}

//! Ours do not; a dialog of somebody's might.
void TestHttpReentrancy::runsAnEventLoop()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json, {}).flood(QByteArray(1'000, 'x'))});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpStream *stream = client.stream({.path = u"/watch"_s, .bodyLimit = 0}, &client);
    qint64 heard = 0;
    int depth = 0;
    connect(stream, &HttpStream::received, this, [&](QByteArrayView bytes) {
        QCOMPARE(depth++, 0);
        if (heard == 0)
            QTest::qWait(50);
        heard += bytes.size();
        --depth;
    });
    stream->start();
    QTRY_VERIFY_WITH_TIMEOUT(heard > 1'000'000, 20'000);
    stream->stop();
}

QTEST_GUILESS_MAIN(TestHttpReentrancy)
#include "tst_httpreentrancy.moc"
