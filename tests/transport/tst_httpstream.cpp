// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";

HttpRequest watch()
{
    return {.path = u"/watch"_s, .answerTimeout = 20s, .idleTimeout = 20s, .bodyLimit = 0};
}

//! Keeps what a stream says, in order.
class Listener : public QObject
{
public:
    Listener(HttpClient &client, const HttpRequest &request = watch())
        : stream(client.stream(request, this))
    {
        connect(stream, &HttpStream::answered, this, [this](int status, const QByteArray &contentType) {
            events << u"answered %1 %2"_s.arg(status).arg(QString::fromLatin1(contentType));
        });
        connect(stream, &HttpStream::received, this, [this](QByteArrayView bytes) {
            if (events.isEmpty() || events.last() != "received"_L1)
                events << u"received"_s;
            body.append(bytes);
            largestPiece = std::max(largestPiece, bytes.size());
            if (onReceived)
                onReceived();
        });
        connect(stream, &HttpStream::finished, this, [this](const HttpEnd &end) {
            events << u"finished"_s;
            last = end;
        });
        stream->start();
    }

    bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return last.has_value(); }, 30'000);
    }
    bool waitForBytes(qsizetype count) const
    {
        return QTest::qWaitFor([&] { return body.size() >= count; }, 30'000);
    }
    QString outcome() const { return !last->failure ? u"ok"_s : toString(last->failure->error.kind); }

    HttpStream *stream;
    QStringList events;
    QByteArray body;
    qsizetype largestPiece = 0;
    std::optional<HttpEnd> last;
    std::function<void()> onReceived;
};

} // namespace

class TestHttpStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void bodies_data();
    void bodies();
    void failures_data();
    void failures();
    void idleTimeIsBetweenPieces();
    void stops_data();
    void stops();
    void cancels();
    void destroyedWhileDataFlows();
    void takesOnlyWhatItReads();
    void pauses_data();
    void pauses();
    void pausedForLong();
    void renewsCredentials();
    void requestsDoNotQueueBehindStreams_data();
    void requestsDoNotQueueBehindStreams();
    void endedStreamsMakeRoom();
};

void TestHttpStream::bodies_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QByteArray>("expected");

    const QByteArray line = R"({"type":"ADDED","object":{"kind":"Pod"}})"
                            "\n";
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("one chunk") << Script().head(200, Json).chunk(line).lastChunk() << line;
    QTest::newRow("no chunk") << Script().head(200, Json).lastChunk() << QByteArray();
    QTest::newRow("chunks of one byte") << [&] {
        Script script;
        script.head(200, Json);
        for (const char byte : line)
            script.chunk(QByteArray(1, byte));
        return script.lastChunk();
    }() << line;
    QTest::newRow("bytes of one chunk") << Script()
                                               .head(200, Json)
                                               .trickle(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n",
                                                        1ms)
                                               .lastChunk()
                                        << line;
    QTest::newRow("everything by byte") << Script().trickle(head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 1ms)
                                        << QByteArray("abcde");
    QTest::newRow("split within a chunk's size")
        << Script().head(200, Json).send("1").pause(50ms).send("0\r\n0123456789abcdef\r\n0\r\n\r\n")
        << QByteArray("0123456789abcdef");
    QTest::newRow("split between CR and LF") << Script()
                                                    .head(200, Json)
                                                    .send("3\r")
                                                    .pause(50ms)
                                                    .send("\nabc\r")
                                                    .pause(50ms)
                                                    .send("\n0\r\n\r")
                                                    .pause(50ms)
                                                    .send("\n")
                                             << QByteArray("abc");
    QTest::newRow("chunk extension") << Script().head(200, Json).send("3;a=b\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("size in capitals with zeros")
        << Script().head(200, Json).send("000A\r\n0123456789\r\n0\r\n\r\n") << QByteArray("0123456789");
    QTest::newRow("line breaks in the data")
        << Script().head(200, Json).chunk("a\r\n0\r\n\r\n").chunk("b").lastChunk() << QByteArray("a\r\n0\r\n\r\nb");
    QTest::newRow("headers and body in one piece")
        << Script().send(head + "3\r\nabc\r\n0\r\n\r\n") << QByteArray("abc");
    QTest::newRow("big chunk") << Script().head(200, Json).chunk(QByteArray(3'000'000, 'x')).lastChunk()
                               << QByteArray(3'000'000, 'x');
    QTest::newRow("with a length") << Script::answer(200, Json, line) << line;
    QTest::newRow("ended by FIN") << Script().head(200, Json, {}).send(line).close() << line;
    QTest::newRow("NUL and 0xff") << Script().head(200, Json).chunk(QByteArray("\0\xff\0", 3)).lastChunk()
                                  << QByteArray("\0\xff\0", 3);
}

void TestHttpStream::bodies()
{
    QFETCH(Script, script);
    QFETCH(QByteArray, expected);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Listener listener(client);
    QVERIFY(listener.waitForEnd());
    QCOMPARE(listener.outcome(), u"ok"_s);
    QCOMPARE(listener.body, expected);
    QStringList events{u"answered 200 application/json"_s, u"received"_s, u"finished"_s};
    if (expected.isEmpty())
        events.removeAt(1);
    QCOMPARE(listener.events, events);
}

void TestHttpStream::failures_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("events");

    const QByteArray none;
    QTest::newRow("FIN before the last chunk")
        << Script().head(200, Json).chunk("abc").close() << u"Network"_s << QByteArray("abc") << 3;
    QTest::newRow("FIN within a chunk") << Script().head(200, Json).send("10\r\nabc").close() << u"Network"_s
                                        << QByteArray("abc") << 3;
    QTest::newRow("FIN at once") << Script().head(200, Json).close() << u"Network"_s << none << 2;
    QTest::newRow("RST") << Script().head(200, Json).chunk("abc").pause(200ms).reset() << u"Network"_s
                         << QByteArray("abc") << 3;
    QTest::newRow("silence") << Script().head(200, Json).chunk("abc").hang() << u"Timeout"_s << QByteArray("abc") << 3;
    QTest::newRow("no headers") << Script().hang() << u"Timeout"_s << none << 1;
    QTest::newRow("closed before headers") << Script().close() << u"Network"_s << none << 1;
    QTest::newRow("403") << Script::answer(403, Json, "{}") << u"Forbidden"_s << none << 1;
    QTest::newRow("410") << Script::answer(410, Json, "{}") << u"Gone"_s << none << 1;
    QTest::newRow("429") << Script::answer(429, Json, "{}") << u"TooManyRequests"_s << none << 1;
    QTest::newRow("redirect") << Script::answer(302, Json, "", {{"Location", "/"}}) << u"Malformed"_s << none << 1;
    QTest::newRow("error without end") << Script().head(500, Json).chunk(QByteArray(100'000, 'x')).hang() << u"Server"_s
                                       << none << 1;
}

void TestHttpStream::failures()
{
    QFETCH(Script, script);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpRequest request = watch();
    request.answerTimeout = 1s;
    request.idleTimeout = 1s;
    Listener listener(client, request);
    QVERIFY(listener.waitForEnd());
    QTEST(listener.outcome(), "kind");
    QTEST(listener.body, "body");
    QTEST(int(listener.events.size()), "events");
    QVERIFY(listener.last->failure->body.size() <= 64 << 10);
    server.dropAll();
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    QTEST(int(listener.events.size()), "events");
}

void TestHttpStream::idleTimeIsBetweenPieces()
{
    FaultServer server;
    Script script;
    script.head(200, Json);
    for (int i = 0; i < 10; ++i)
        script.chunk("x").pause(300ms);
    server.setScripts({script.lastChunk()});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpRequest request = watch();
    request.idleTimeout = 2s;
    Listener listener(client, request);
    QVERIFY(listener.waitForEnd());
    QCOMPARE(listener.outcome(), u"ok"_s);
    QCOMPARE(listener.body, QByteArray(10, 'x'));
}

void TestHttpStream::stops_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("flood") << Script().head(200, Json, {}).flood(QByteArray(1'000, 'x'));
    QTest::newRow("chunk by chunk") << Script().head(200, Json).chunk("abc").pause(5ms).chunk("def").hang();
    QTest::newRow("end in the same piece") << Script().head(200, Json).send("3\r\nabc\r\n0\r\n\r\n");
    QTest::newRow("break in the same piece") << Script().head(200, Json).send("3\r\nabc\r\n").close();
}

void TestHttpStream::stops()
{
    QFETCH(Script, script);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Listener listener(client);
    qsizetype pieces = 0;
    listener.onReceived = [&] {
        ++pieces;
        listener.stream->stop();
        listener.stream->cancel();
    };
    QVERIFY(listener.waitForBytes(1));
    QTest::qWait(100);
    QCOMPARE(pieces, 1);
    QCOMPARE(listener.events, (QStringList{u"answered 200 application/json"_s, u"received"_s}));
    listener.stream->stop();
}

void TestHttpStream::cancels()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json).chunk("abc").hang()});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Listener listener(client);
    QVERIFY(listener.waitForBytes(3));
    listener.stream->cancel();
    listener.stream->cancel();
    QVERIFY(listener.waitForEnd());
    QCOMPARE(listener.outcome(), u"Cancelled"_s);
    QCOMPARE(listener.events.size(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
}

void TestHttpStream::destroyedWhileDataFlows()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json, {}).flood(QByteArray(1'000, 'x'))});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    for (int i = 0; i < 20; ++i) {
        Listener listener(client);
        QVERIFY(listener.waitForBytes(1 + i * 10'000));
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
}

//! A consumer that does not come to reading holds the server back instead of filling the memory.
void TestHttpStream::takesOnlyWhatItReads()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json, {}).flood(QByteArray(64 << 10, 'x'))});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Listener listener(client);
    QVERIFY(listener.waitForBytes(20 << 20));
    QVERIFY2(server.written() - listener.body.size() < 64 << 20, qPrintable(QString::number(server.written())));
    QVERIFY2(listener.largestPiece <= 64 << 10, qPrintable(QString::number(listener.largestPiece)));
    listener.stream->stop();
}

void TestHttpStream::pauses_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QByteArray>("expected");
    QByteArray body;
    for (int i = 0; i < 200'000; ++i)
        body += QByteArray::number(i) + '\n';
    Script chunks;
    chunks.head(200, Json);
    for (qsizetype at = 0; at < body.size(); at += 7'000)
        chunks.chunk(body.mid(at, 7'000));
    QTest::newRow("chunks") << chunks.lastChunk() << body;
    QTest::newRow("length") << Script::answer(200, Json, body) << body;
    QTest::newRow("to the end") << Script().head(200, Json, {}).send(body).close() << body;
    QTest::newRow("an end in the same piece") << Script().head(200, Json).send("3\r\nabc\r\n0\r\n\r\n") << "abc"_ba;
}

//! Whoever pauses hears nothing until he resumes, and misses nothing.
void TestHttpStream::pauses()
{
    QFETCH(Script, script);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Listener listener(client);
    bool isPaused = false;
    int heardInBetween = 0;
    listener.onReceived = [&] {
        heardInBetween += isPaused ? 1 : 0;
        isPaused = true;
        listener.stream->pause();
        QTimer::singleShot(0, listener.stream, [&] {
            isPaused = false;
            listener.stream->resume();
        });
    };
    QVERIFY(listener.waitForEnd());
    QCOMPARE(listener.outcome(), u"ok"_s);
    QCOMPARE(heardInBetween, 0);
    QTEST(listener.body, "expected");
}

//! The server has to wait, its silence is no fault of it, and others of the same client go on.
void TestHttpStream::pausedForLong()
{
    FaultServer server;
    server.setHandler([](const SeenRequest &request) {
        return request.path() == "/watch" ? Script().head(200, Json, {}).flood(QByteArray(64 << 10, 'x'))
                                          : Script().pause(30ms).send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    });
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpRequest request = watch();
    request.idleTimeout = 200ms;
    Listener listener(client, request);
    listener.onReceived = [&] { listener.stream->pause(); };
    QVERIFY(listener.waitForBytes(1));
    const qsizetype heard = listener.body.size();
    for (int i = 0; i < 20; ++i) {
        Exchange exchange;
        client.send({.path = u"/version"_s}, &exchange, exchange.done());
        QVERIFY(exchange.wait());
    }
    QCOMPARE(listener.body.size(), heard);
    QVERIFY2(server.written() < 32 << 20, qPrintable(QString::number(server.written())));
    QVERIFY(!listener.last);
    listener.onReceived = {};
    listener.stream->resume();
    QVERIFY(listener.waitForBytes(20 << 20));
    listener.stream->stop();
}

void TestHttpStream::renewsCredentials()
{
    FaultServer server;
    server.setScripts({Script::answer(401, Json, "{}"), Script().head(200, Json).chunk("abc").lastChunk()});
    TestCredentials::State state{.all = {{.authorization = "Bearer a"}, {.authorization = "Bearer b"}}, .delay = 10ms};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    Listener listener(client);
    QVERIFY(listener.waitForEnd());
    QCOMPARE(listener.events, (QStringList{u"answered 200 application/json"_s, u"received"_s, u"finished"_s}));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().last().value("Authorization"), "Bearer b");
}

void TestHttpStream::requestsDoNotQueueBehindStreams_data()
{
    QTest::addColumn<int>("streams");
    for (const int count : {1, 6, 7, 20})
        QTest::addRow("%d streams", count) << count;
}

void TestHttpStream::requestsDoNotQueueBehindStreams()
{
    QFETCH(int, streams);
    FaultServer server;
    server.setHandler([](const SeenRequest &request) {
        return request.path() == "/watch" ? Script().head(200, Json).chunk("abc").hang()
                                          : Script::answer(200, Json, "{}");
    });
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int i = 0; i < streams; ++i)
        listeners.push_back(std::make_unique<Listener>(client));
    for (const auto &listener : listeners)
        QVERIFY(listener->waitForBytes(3));
    std::array<Exchange, 10> exchanges;
    for (Exchange &exchange : exchanges)
        client.send({.path = u"/version"_s}, &exchange, exchange.done());
    for (Exchange &exchange : exchanges) {
        QVERIFY(exchange.wait());
        QVERIFY(exchange.succeeded());
    }
    server.broadcast("0\r\n\r\n");
    for (const auto &listener : listeners) {
        QVERIFY(listener->waitForEnd());
        QCOMPARE(listener->outcome(), u"ok"_s);
    }
}

void TestHttpStream::endedStreamsMakeRoom()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json).chunk("abc").hang()});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    for (int round = 0; round < 5; ++round) {
        std::vector<std::unique_ptr<Listener>> listeners;
        for (int i = 0; i < 7; ++i)
            listeners.push_back(std::make_unique<Listener>(client));
        for (const auto &listener : listeners)
            QVERIFY(listener->waitForBytes(3));
        QCOMPARE(client.findChildren<HttpStream *>().size(), 0);
        listeners.clear();
        QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, 20'000);
    }
}

QTEST_GUILESS_MAIN(TestHttpStream)
#include "tst_httpstream.moc"
