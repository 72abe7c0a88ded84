// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Token = "s3cret-token";

std::unique_ptr<CredentialSource> bearer()
{
    return std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer " + Token});
}

Credentials bearer(const QByteArray &token)
{
    return {.authorization = "Bearer " + token};
}

HttpRequest get(const QString &path = u"/version"_s)
{
    return {.path = path, .answerTimeout = 20s, .idleTimeout = 20s};
}

//! A client that asks a server once, whose answer is one script.
struct Asked
{
    //! \return false when nothing comes of it.
    bool run(const Script &script, std::chrono::milliseconds answerTimeout, std::chrono::milliseconds idleTimeout = 20s)
    {
        server.setScripts({script});
        HttpRequest request = get();
        request.answerTimeout = answerTimeout;
        request.idleTimeout = idleTimeout;
        return exchange.run(client, request);
    }

    FaultServer server;
    HttpClient client{{.server = server.url()}, bearer(), "test"};
    Exchange exchange;
};

QString outcome(const Exchange &exchange)
{
    return exchange.succeeded() ? u"ok"_s : toString(exchange.error().kind);
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void answers_data();
    void answers();
    void deadPort();
    void timesOut_data();
    void timesOut();
    void endlessHeaders();
    void sendsOnce_data();
    void sendsOnce();
    void changesTakeAConnectionOfTheirOwn();
    void readsShareAConnection();
    void forgetsConnections();
    void headHasNoBody();
    void failuresHaveHeaders();
    void survivesAConnectionThatDied_data();
    void survivesAConnectionThatDied();
    void sixAtOnce();
    void looksAtNoEnvironment();
    void keepsRedirectsToItself();
    void renewsCredentials_data();
    void renewsCredentials();
    void stalledErrors_data();
    void stalledErrors();
    void slowCredentialsAreNoSilentServer();
    void credentialError();
    void neverAnswersBeforeSendReturns();
    void cancels_data();
    void cancels();
    void cancelsInCallback();
    void contextGoesFirst();
    void clientGoesFirst();
    void clientGoesInCallback_data();
    void clientGoesInCallback();
    void sendsFromCallback();
};

void TestHttpClient::answers_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("retryAfter"); // -1: none

    const QByteArray json = "application/json";
    const QByteArray status = R"({"kind":"Status","reason":"Forbidden","message":"pods is forbidden"})";
    const QString none;
    const auto row = [](const char *name, const Script &script, const QString &kind, int code,
                        const QString &reason = {}, const QString &message = {}, int retryAfter = -1) {
        QTest::newRow(name) << script << kind << code << reason << message << retryAfter;
    };
    row("200", Script::answer(200, json, "{}"), u"ok"_s, 200);
    row("201", Script::answer(201, json, "{}"), u"ok"_s, 201);
    row("202", Script::answer(202, json, "{}"), u"ok"_s, 202);
    row("204", Script().send("HTTP/1.1 204 No Content\r\n\r\n"), u"ok"_s, 204);
    row("100 before 200", Script().send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
        u"ok"_s, 200);
    row("empty body", Script::answer(200, json, ""), u"ok"_s, 200);
    row("truncated JSON is the API client's affair", Script::answer(200, json, "{\"a\":"), u"ok"_s, 200);
    row("other content type is the API client's affair", Script::answer(200, "text/html", "<html>"), u"ok"_s, 200);
    row("one byte at a time",
        Script().trickle("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 1ms),
        u"ok"_s, 200);
    row("no length, ended by FIN", Script().send("HTTP/1.1 200 OK\r\n\r\n{}").close(), u"ok"_s, 200);

    row("400", Script::answer(400, "text/plain; charset=utf-8", " bad thing\n"), u"Invalid"_s, 400, none,
        u"bad thing"_s);
    row("401", Script::answer(401, json, status), u"Unauthorized"_s, 401);
    row("401 with a challenge", Script::answer(401, "text/plain", "who?", {{"WWW-Authenticate", "Basic realm=\"x\""}}),
        u"Unauthorized"_s, 401, none, u"who?"_s);
    row("401 with an unknown challenge", Script::answer(401, "text/plain", "who?", {{"WWW-Authenticate", "Other x=y"}}),
        u"Unauthorized"_s, 401, none, u"who?"_s);
    row("403 with a Status", Script::answer(403, json, status), u"Forbidden"_s, 403);
    row("404", Script::answer(404, "text/plain", "404 page not found\n"), u"NotFound"_s, 404, none,
        u"404 page not found"_s);
    row("405", Script::answer(405, json, status), u"Invalid"_s, 405);
    row("408", Script::answer(408, json, status), u"Timeout"_s, 408);
    row("409", Script::answer(409, json, status), u"Conflict"_s, 409);
    row("410", Script::answer(410, json, status), u"Gone"_s, 410);
    row("422", Script::answer(422, json, status), u"Invalid"_s, 422);
    row("429", Script::answer(429, json, status), u"TooManyRequests"_s, 429);
    row("429 with seconds", Script::answer(429, json, status, {{"Retry-After", "7"}}), u"TooManyRequests"_s, 429, none,
        none, 7);
    row("429 with a date", Script::answer(429, json, status, {{"Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"}}),
        u"TooManyRequests"_s, 429);
    row("429 with a day", Script::answer(429, json, status, {{"Retry-After", "86400"}}), u"TooManyRequests"_s, 429,
        none, none, 3'600);
    row("500", Script::answer(500, json, status), u"Server"_s, 500);
    row("502 from a proxy", Script::answer(502, "text/html", "<html>bad gateway"), u"Server"_s, 502, u"HtmlAnswer"_s);
    row("503 with seconds", Script::answer(503, json, status, {{"Retry-After", "1"}}), u"Server"_s, 503, none, none, 1);
    row("504", Script::answer(504, "text/plain", "upstream"), u"Timeout"_s, 504, none, u"upstream"_s);
    row("error without a body", Script::answer(500, "text/plain", ""), u"Server"_s, 500);
    row("error whose body is cut", Script().head(500, "text/plain", {{"Content-Length", "100"}}).send("half").close(),
        u"Server"_s, 500, none, u"half"_s);
    row("error whose body never ends", Script().head(500, "text/plain", {}).flood(QByteArray(4'096, 'x')), u"Server"_s,
        500, none, QString(2'000, u'x'));
    row("301", Script::answer(301, "text/plain", "", {{"Location", "/other"}}), u"Malformed"_s, 301, u"Redirect"_s);
    row("304", Script().send("HTTP/1.1 304 Not Modified\r\n\r\n"), u"Malformed"_s, 304, u"Redirect"_s);

    row("body cut by FIN", Script().head(200, json, {{"Content-Length", "100"}}).send("{\"a\":").close(), u"Network"_s,
        200, u"ConnectionClosed"_s, u"Connection closed"_s);
    row("body cut by RST", Script().head(200, json, {{"Content-Length", "100"}}).send("{\"a\":").pause(100ms).reset(),
        u"Network"_s, 200, u"ConnectionClosed"_s, u"Connection closed"_s);
    row("chunks cut by FIN", Script().head(200, json).chunk("{\"a\":").close(), u"Network"_s, 200,
        u"ConnectionClosed"_s, u"Connection closed"_s);
    row("cut within a chunk", Script().head(200, json).send("5\r\n{\"a").close(), u"Network"_s, 200,
        u"ConnectionClosed"_s, u"Connection closed"_s);
    row("chunk size that is none", Script().head(200, json).send("zz\r\n{\"a\"\r\n").close(), u"Malformed"_s, 200,
        u"BadHttp"_s, u"Illegal or missing hexadecimal sequence in chunked-encoding"_s);
    row("headers cut by FIN", Script().send("HTTP/1.1 200 OK\r\nContent-Ty").close(), u"Network"_s, 0,
        u"ConnectionClosed"_s, u"Connection closed"_s);
    row("closed before headers", Script().close(), u"Network"_s, 0, u"ConnectionClosed"_s, u"Connection closed"_s);
    row("reset before headers", Script().reset(), u"Network"_s, 0, u"ConnectionClosed"_s, u"Connection closed"_s);
    const QString noHttp = u"the answer does not begin like one of HTTP"_s;
    row("garbage", Script().send(QByteArray("\x16\x03\x01\x02garbage\r\n\r\n")).close(), u"Malformed"_s, 0,
        u"BadStatusLine"_s, noHttp);
    row("SMTP", Script().send("220 mail.example ESMTP\r\n").close(), u"Malformed"_s, 0, u"BadStatusLine"_s, noHttp);
    row("status that is no number", Script().send("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n").close(),
        u"Malformed"_s, 0, u"BadStatusLine"_s, noHttp);
    row("status 0", Script().send("HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n").close(), u"Malformed"_s, 0,
        u"BadStatusLine"_s, noHttp);
    row("101", Script().send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nwhatever").close(), u"Malformed"_s,
        101);
    row("a header of 200 kB",
        Script().send("HTTP/1.1 200 OK\r\nX: " + QByteArray(200'000, 'x') + "\r\nContent-Length: 0\r\n\r\n"),
        u"Malformed"_s, 0, u"TooLarge"_s, u"a header is too large"_s);
    row("headers of 400 kB",
        Script().send("HTTP/1.1 200 OK\r\n" + QByteArray("X: " + QByteArray(3'995, 'x') + "\r\n").repeated(100) +
                      "Content-Length: 0\r\n\r\n"),
        u"Malformed"_s, 0, u"TooLarge"_s, u"headers are larger than 262144 bytes"_s);
    row("oversized", Script::answer(200, json, QByteArray(1'048'577, 'x')), u"Malformed"_s, 200, u"TooLarge"_s,
        u"answer is larger than 1048576 bytes"_s);
    row("endless", Script().head(200, json, {}).flood(QByteArray(4'096, 'x')), u"Malformed"_s, 200, u"TooLarge"_s,
        u"answer is larger than 1048576 bytes"_s);
    row("as large as allowed", Script::answer(200, json, QByteArray(1'048'576, 'x')), u"ok"_s, 200);
    row("length that is a lie", Script().head(200, json, {{"Content-Length", "-5"}}).send("{}").close(), u"Malformed"_s,
        0, u"BadHttp"_s, u"Invalid Content-Length: value"_s);
}

void TestHttpClient::answers()
{
    QFETCH(Script, script);
    QFETCH(int, status);
    QFETCH(int, retryAfter);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, bearer(), "test");
    Exchange exchange;
    HttpRequest request = get();
    request.bodyLimit = 1 << 20;
    QVERIFY(exchange.run(client, request));
    QTEST(outcome(exchange), "kind");
    if (exchange.succeeded()) {
        QCOMPARE((*exchange.last)->status, status);
    } else {
        const ApiError error = exchange.error();
        QCOMPARE(error.httpStatus, status);
        QTEST(error.reason, "reason");
        QTEST(error.message, "message");
        QCOMPARE(error.retryAfter ? int(error.retryAfter->count()) : -1, retryAfter);
        QVERIFY(!error.message.contains(QString::fromLatin1(Token)));
    }
    server.dropAll();
    QTest::qWait(0);
    QCOMPARE(exchange.calls, 1);
}

void TestHttpClient::deadPort()
{
    QUrl url;
    {
        FaultServer server;
        url = server.url();
    }
    HttpClient client({.server = url}, bearer(), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QCOMPARE(outcome(exchange), u"Network"_s);
    QCOMPARE(exchange.error().httpStatus, 0);
    QCOMPARE(exchange.error().reason, u"ConnectionRefused"_s);
    QCOMPARE(exchange.error().message, u"Connection refused"_s);
}

void TestHttpClient::timesOut_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");

    QTest::newRow("nothing") << Script().hang() << 0 << u"NoAnswer"_s;
    QTest::newRow("half a status line") << Script().send("HTTP/1.1 20").hang() << 0 << u"NoAnswer"_s;
    QTest::newRow("half the headers") << Script().send("HTTP/1.1 200 OK\r\nX: y\r\n").hang() << 0 << u"NoAnswer"_s;
    QTest::newRow("headers that trickle")
        << Script().trickle("HTTP/1.1 200 OK\r\nX: " + QByteArray(5'000, 'x'), 20ms) << 0 << u"NoAnswer"_s;
    QTest::newRow("no body") << Script().head(200, "application/json").hang() << 200 << u"Silent"_s;
    QTest::newRow("half a body") << Script().head(200, "application/json").chunk("{").hang() << 200 << u"Silent"_s;
}

void TestHttpClient::timesOut()
{
    QFETCH(Script, script);
    Asked asked;
    const auto start = std::chrono::steady_clock::now();
    QVERIFY(asked.run(script, 1s, 1s));
    QVERIFY(std::chrono::steady_clock::now() - start > 900ms);
    QCOMPARE(outcome(asked.exchange), u"Timeout"_s);
    QTEST(asked.exchange.error().httpStatus, "status");
    QTEST(asked.exchange.error().reason, "reason");
    QVERIFY2(asked.exchange.error().message.endsWith("1 s"_L1), qPrintable(asked.exchange.error().message));
    QTRY_COMPARE_WITH_TIMEOUT(asked.server.openConnections(), 0, 20'000);
    QCOMPARE(asked.exchange.calls, 1);
}

void TestHttpClient::stalledErrors_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("message");
    const QByteArray text = "text/plain";
    QTest::newRow("nothing of it") << Script().head(500, text).hang() << QString();
    QTest::newRow("half of it") << Script().head(500, text).chunk("disk fu").hang() << u"disk fu"_s;
    QTest::newRow("byte by byte")
        << Script().head(500, text, {{"Content-Length", "5000"}}).trickle("disk full" + QByteArray(4'000, '.'), 100ms)
        << u"disk full"_s;
}

//! A failure is told with what has come of it, however long the request may take where all is well.
void TestHttpClient::stalledErrors()
{
    QFETCH(Script, script);
    Asked asked;
    QVERIFY(asked.run(script, 3s, 24h));
    QCOMPARE(outcome(asked.exchange), u"Server"_s);
    QCOMPARE(asked.exchange.error().httpStatus, 500);
    QTEST(asked.exchange.error().message.section(u'.', 0, 0), "message");
    QCOMPARE(asked.exchange.calls, 1);
}

void TestHttpClient::endlessHeaders()
{
    Asked asked;
    const Script script = Script().send("HTTP/1.1 200 OK\r\n").flood("X-Header: " + QByteArray(4'000, 'x') + "\r\n");
    QVERIFY(asked.run(script, 3s));
    QCOMPARE(asked.exchange.error().reason, u"TooLarge"_s);
    QVERIFY2(asked.server.written() < 16 << 20, qPrintable(QString::number(asked.server.written())));
}

void TestHttpClient::sendsOnce_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"POST", "PATCH", "DELETE", "PUT"})
        QTest::newRow(method) << QByteArray(method);
}

//! A server that dies while it works may have done what it was asked for.
void TestHttpClient::sendsOnce()
{
    QFETCH(QByteArray, method);
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}"), Script().close()});
    HttpClient client({.server = server.url()}, bearer(), "test");
    HttpRequest request = get(u"/api"_s);
    request.method = method;
    request.contentType = "application/json";
    request.body = "{}";
    Exchange first;
    QVERIFY(first.run(client, request));
    QVERIFY(first.succeeded());
    Exchange second;
    QVERIFY(second.run(client, request));
    QCOMPARE(outcome(second), u"Network"_s);
    QCOMPARE(server.requests().size(), 2);
}

//! One that has been used may be dead, and nobody knows then whether the server has done what it was asked for.
void TestHttpClient::changesTakeAConnectionOfTheirOwn()
{
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, bearer(), "test");
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("POST"), QByteArray("DELETE"), QByteArray("GET")}) {
        Exchange exchange;
        HttpRequest request = get();
        request.method = method;
        QVERIFY(exchange.run(client, request));
        QVERIFY(exchange.succeeded());
    }
    const QList<SeenRequest> seen = server.requests();
    QCOMPARE(seen.size(), 4);
    QCOMPARE(server.connections(), 3);
    QVERIFY(seen[1].connection != seen[0].connection);
    QVERIFY(seen[2].connection != seen[0].connection && seen[2].connection != seen[1].connection);
    for (const SeenRequest &each : {seen[1], seen[2]}) {
        QCOMPARE(each.values("Content-Length"), QList<QByteArray>{"0"});
        QCOMPARE(each.values("Content-Type").size(), 0);
        QCOMPARE(each.values("Expect").size(), 0);
    }
}

void TestHttpClient::readsShareAConnection()
{
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, bearer(), "test");
    for (int i = 0; i < 5; ++i) {
        Exchange exchange;
        QVERIFY(exchange.run(client, get()));
        QVERIFY(exchange.succeeded());
    }
    QCOMPARE(server.connections(), 1);
}

//! Whatever Content-Length says, the connection is free for the next one at once.
//! libcurl counts in seconds: one that is younger than that may still be taken.
void TestHttpClient::forgetsConnections()
{
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test/1");
    const auto ask = [&] {
        Exchange exchange;
        return exchange.run(client, {.path = u"/version"_s}) && exchange.succeeded();
    };
    QVERIFY(ask() && ask());
    QCOMPARE(server.connections(), 1);
    client.forgetConnections();
    QTRY_VERIFY(ask() && server.connections() == 2);
}

void TestHttpClient::headHasNoBody()
{
    FaultServer server;
    Script head;
    head.head(200, "application/json", {{"Content-Length", "4711"}, {"X-Fact", "yes"}});
    server.setScripts({head, Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, bearer(), "test");
    Exchange exchange;
    HttpRequest request = get();
    request.method = "HEAD";
    QVERIFY(exchange.run(client, request));
    QCOMPARE(outcome(exchange), u"ok"_s);
    QCOMPARE(exchange.body(), QByteArray());
    QCOMPARE(headerValue((*exchange.last)->headers, "content-length"), QByteArray("4711"));
    QCOMPARE(headerValue((*exchange.last)->headers, "x-fact"), QByteArray("yes"));
    Exchange second;
    QVERIFY(second.run(client, get()));
    QCOMPARE(second.body(), QByteArray("{}"));
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().first().method, QByteArray("HEAD"));
    QCOMPARE(server.requests().first().values("Content-Length").size(), 0);
}

void TestHttpClient::failuresHaveHeaders()
{
    FaultServer server;
    server.setScripts({Script::answer(404, "text/plain", "no", {{"WWW-Authenticate", "Basic realm=\"x\""}})});
    HttpClient client({.server = server.url()}, bearer(), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QCOMPARE(outcome(exchange), u"NotFound"_s);
    QCOMPARE(headerValue(exchange.last->error().headers, "www-authenticate"), QByteArray("Basic realm=\"x\""));
}

void TestHttpClient::survivesAConnectionThatDied_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("isLate"); // the server takes the request and closes only then
    QTest::addColumn<int>("requests");
    QTest::newRow("GET") << QByteArray("GET") << false << 2;
    QTest::newRow("POST") << QByteArray("POST") << false << 2;
    QTest::newRow("GET, late") << QByteArray("GET") << true << 3;
}

void TestHttpClient::survivesAConnectionThatDied()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, isLate);
    FaultServer server;
    const Script answer = Script::answer(200, "application/json", "{}");
    server.setScripts({answer, isLate ? Script().close() : answer, answer});
    HttpClient client({.server = server.url()}, bearer(), "test");
    Exchange first;
    QVERIFY(first.run(client, get()));
    if (!isLate)
        server.dropAll();
    Exchange second;
    HttpRequest request = get();
    request.method = method;
    QVERIFY(second.run(client, request));
    QCOMPARE(outcome(second), u"ok"_s);
    QTEST(int(server.requests().size()), "requests");
}

void TestHttpClient::sixAtOnce()
{
    FaultServer server;
    server.setScripts({Script().head(200, "application/json").chunk("abc").pause(100ms).lastChunk()});
    HttpClient client({.server = server.url()}, bearer(), "test");
    std::array<Exchange, 20> exchanges;
    std::array<RequestHandle, 20> handles;
    for (std::size_t i = 0; i < exchanges.size(); ++i)
        handles[i] = client.send(get(), &exchanges[i], exchanges[i].done());
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 6, 20'000);
    for (const std::size_t waiting : {10, 19})
        handles[waiting].cancel();
    for (const Exchange &exchange : exchanges)
        QVERIFY(exchange.wait());
    for (std::size_t i = 0; i < exchanges.size(); ++i)
        QCOMPARE(outcome(exchanges[i]), i == 10 || i == 19 ? u"Cancelled"_s : u"ok"_s);
    QCOMPARE(server.requests().size(), 18);
    QCOMPARE(server.connections(), 6);
}

//! libcurl would take its proxy and its passwords from there.
void TestHttpClient::looksAtNoEnvironment()
{
    QTemporaryDir home;
    QFile netrc(home.filePath(u".netrc"_s));
    QVERIFY(netrc.open(QIODevice::WriteOnly));
    netrc.write("default login jane password s3cret\n");
    netrc.close();
    const QByteArray oldHome = qgetenv("HOME");
    qputenv("HOME", home.path().toUtf8());
    for (const char *name : {"ALL_PROXY", "all_proxy", "http_proxy"})
        qputenv(name, "http://127.0.0.1:1");
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    Exchange exchange;
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    const bool hasRun = exchange.run(client, get());
    for (const char *name : {"ALL_PROXY", "all_proxy", "http_proxy"})
        qunsetenv(name);
    qputenv("HOME", oldHome);
    QVERIFY(hasRun);
    QCOMPARE(outcome(exchange), u"ok"_s);
    QCOMPARE(server.requests().first().values("Authorization").size(), 0);
}

void TestHttpClient::keepsRedirectsToItself()
{
    FaultServer thief;
    FaultServer server;
    HttpClient client({.server = server.url()}, bearer(), "test");
    for (const int status : {301, 302, 303, 307, 308}) {
        server.setScripts(
            {Script::answer(status, "text/plain", "", {{"Location", thief.url().toEncoded() + "/version"}})});
        Exchange exchange;
        QVERIFY(exchange.run(client, get()));
        QCOMPARE(exchange.error().reason, u"Redirect"_s);
        QCOMPARE(exchange.error().httpStatus, status);
    }
    QCOMPARE(thief.connections(), 0);
}

void TestHttpClient::renewsCredentials_data()
{
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<int>("tokens");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QList<QByteArray>>("sent");
    QTest::addColumn<int>("invalidations");

    using Sent = QList<QByteArray>;
    QTest::newRow("accepted") << QList<int>{200} << 2 << u"ok"_s << Sent{"Bearer t0"} << 0;
    QTest::newRow("expired") << QList<int>{401, 200} << 2 << u"ok"_s << Sent{"Bearer t0", "Bearer t1"} << 1;
    QTest::newRow("refused again") << QList<int>{401, 401, 200} << 3 << u"Unauthorized"_s
                                   << Sent{"Bearer t0", "Bearer t1"} << 1;
    QTest::newRow("nothing else to send") << QList<int>{401, 200} << 1 << u"Unauthorized"_s << Sent{"Bearer t0"} << 1;
    QTest::newRow("forbidden is not expired") << QList<int>{403, 200} << 2 << u"Forbidden"_s << Sent{"Bearer t0"} << 0;
    QTest::newRow("forbidden afterwards")
        << QList<int>{401, 403, 200} << 3 << u"Forbidden"_s << Sent{"Bearer t0", "Bearer t1"} << 1;
}

void TestHttpClient::renewsCredentials()
{
    QFETCH(QList<int>, statuses);
    QFETCH(int, tokens);
    FaultServer server;
    std::vector<Script> scripts;
    for (const int status : statuses)
        scripts.push_back(
            Script::answer(status, "application/json", "{}", {{"WWW-Authenticate", "Basic realm=\"x\""}}));
    server.setScripts(scripts);
    TestCredentials::State state{.all = {}};
    for (int i = 0; i < tokens; ++i)
        state.all.push_back(bearer("t" + QByteArray::number(i)));
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    HttpRequest request = get();
    request.method = "POST";
    request.contentType = "application/json";
    request.body = "{}";
    Exchange exchange;
    QVERIFY(exchange.run(client, request));
    QTEST(outcome(exchange), "kind");
    QList<QByteArray> sent;
    for (const SeenRequest &seen : server.requests()) {
        sent << seen.value("Authorization");
        QCOMPARE(seen.body, "{}");
    }
    QTEST(sent, "sent");
    QTEST(state.invalidations, "invalidations");
    QCOMPARE(state.gets, int(sent.size()));
    QCOMPARE(exchange.calls, 1);
}

void TestHttpClient::slowCredentialsAreNoSilentServer()
{
    FaultServer server;
    server.setScripts({Script::answer(401, "text/plain", ""), Script::answer(200, "application/json", "{}")});
    TestCredentials::State state{.all = {bearer("t0"), bearer("t1")}, .delay = 1'500ms};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    HttpRequest request = get();
    request.answerTimeout = 1s;
    request.idleTimeout = 1s;
    Exchange exchange;
    QVERIFY(exchange.run(client, request));
    QCOMPARE(outcome(exchange), u"ok"_s);
}

void TestHttpClient::credentialError()
{
    FaultServer server;
    const ApiError refused{
        .kind = ApiError::Kind::Forbidden, .reason = u"ExecPluginNotAllowed"_s, .message = u"ask first"_s};
    TestCredentials::State state{.error = refused};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QCOMPARE(exchange.error(), refused);
    QCOMPARE(server.connections(), 0);
    QCOMPARE(exchange.calls, 1);
}

void TestHttpClient::neverAnswersBeforeSendReturns()
{
    TestCredentials::State state{.error = ApiError{.kind = ApiError::Kind::Forbidden}};
    HttpClient client({.server = QUrl(u"http://127.0.0.1:1"_s)}, std::make_unique<TestCredentials>(state), "test");
    Exchange exchange;
    client.send(get(), &exchange, exchange.done());
    QCOMPARE(exchange.calls, 0);
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.calls, 1);
}

void TestHttpClient::cancels_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("delay");
    QTest::addColumn<bool>("isSent"); // cancelled only after the server has seen it

    QTest::newRow("at once") << Script().hang() << 0 << false;
    QTest::newRow("while credentials are made") << Script().hang() << 100 << false;
    QTest::newRow("before the answer") << Script().hang() << 0 << true;
    QTest::newRow("within the body") << Script().head(200, "application/json").chunk("{").hang() << 0 << true;
    QTest::newRow("within an endless body") << Script().head(200, "application/json", {}).flood("x") << 0 << true;
}

void TestHttpClient::cancels()
{
    QFETCH(Script, script);
    QFETCH(int, delay);
    QFETCH(bool, isSent);
    FaultServer server;
    server.setScripts({script});
    TestCredentials::State state{.delay = std::chrono::milliseconds(delay)};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    Exchange exchange;
    RequestHandle handle = client.send(get(), &exchange, exchange.done());
    if (isSent)
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 20'000);
    RequestHandle copy = handle;
    handle.cancel();
    QVERIFY(exchange.wait());
    QCOMPARE(outcome(exchange), u"Cancelled"_s);
    handle.cancel();
    copy.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    QTest::qWait(delay + 100);
    handle.cancel();
    QCOMPARE(exchange.calls, 1);
    QCOMPARE(server.requests().size(), isSent ? 1 : 0);
}

void TestHttpClient::cancelsInCallback()
{
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, bearer(), "test");
    RequestHandle handle;
    int calls = 0;
    handle = client.send(get(), this, [&](const auto &) {
        ++calls;
        handle.cancel();
    });
    QTRY_COMPARE_WITH_TIMEOUT(calls, 1, 20'000);
    QTest::qWait(100);
    QCOMPARE(calls, 1);
}

void TestHttpClient::contextGoesFirst()
{
    FaultServer server;
    server.setScripts({Script().hang()});
    HttpClient client({.server = server.url()}, bearer(), "test");
    int calls = 0;
    RequestHandle handle;
    {
        QObject context;
        handle = client.send(get(), &context, [&](const auto &) { ++calls; });
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 20'000);
    }
    handle.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    QCOMPARE(calls, 0);
}

void TestHttpClient::clientGoesFirst()
{
    FaultServer server;
    server.setScripts({Script().hang()});
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()}, bearer(), "test");
    std::array<Exchange, 3> exchanges;
    std::array<RequestHandle, 3> handles;
    for (std::size_t i = 0; i < exchanges.size(); ++i)
        handles[i] = client->send(get(), &exchanges[i], exchanges[i].done());
    auto gone = std::make_unique<Exchange>();
    client->send(get(), gone.get(), [](const auto &) { QFAIL("called after its context"); });
    QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 4, 20'000);
    client.reset();
    gone.reset();
    for (const Exchange &exchange : exchanges)
        QCOMPARE(exchange.calls, 0);
    for (std::size_t i = 0; i < exchanges.size(); ++i) {
        QVERIFY(exchanges[i].wait());
        QCOMPARE(outcome(exchanges[i]), u"Cancelled"_s);
        handles[i].cancel();
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    for (const Exchange &exchange : exchanges)
        QCOMPARE(exchange.calls, 1);
}

void TestHttpClient::clientGoesInCallback_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("answer") << Script::answer(200, "application/json", "{}");
    QTest::newRow("error answer") << Script::answer(500, "application/json", "{}");
    QTest::newRow("cut") << Script().head(200, "application/json").chunk("{").close();
    QTest::newRow("too large") << Script().head(200, "application/json", {}).flood("xxxxxxxxxxxxxxxx");
    QTest::newRow("silence") << Script().hang();
}

void TestHttpClient::clientGoesInCallback()
{
    QFETCH(Script, script);
    FaultServer server;
    server.setScripts({script});
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()}, bearer(), "test");
    HttpRequest request = get();
    request.answerTimeout = 500ms;
    request.bodyLimit = 1'000;
    int calls = 0;
    client->send(request, this, [&](const auto &) {
        ++calls;
        client.reset();
    });
    QTRY_COMPARE_WITH_TIMEOUT(calls, 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    QCOMPARE(calls, 1);
}

void TestHttpClient::sendsFromCallback()
{
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url()}, bearer(), "test");
    Exchange second;
    client.send(get(), this, [&](const auto &) { client.send(get(), &second, second.done()); });
    QVERIFY(second.wait());
    QVERIFY(second.succeeded());
    QCOMPARE(server.connections(), 1);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
