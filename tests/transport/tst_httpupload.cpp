// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/peakmemory.h"
#include "tests/support/sanitized.h"
#include "tests/support/testcredentials.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QFile>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <mutex>
#include <thread>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

//! Reads requests and forgets their bodies; answers with \c answers in turn, the last one stays.
class UploadServer : public QObject
{
public:
    struct Seen
    {
        QByteArray head;
        qint64 bodySize = 0;
        QByteArray bodyHash;
    };

    UploadServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            ++connections;
            if (stallsAfter >= 0)
                socket->setReadBufferSize(1024);
            auto reading = std::make_shared<Reading>();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, reading] { read(socket, *reading); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())); }

    std::vector<QByteArray> answers{Ok};
    bool answersAtHead = false; //!< before the body
    bool closesBehindAnswer = false;
    qint64 stallsAfter = -1; //!< takes no more than this of a body
    qint64 taken = 0;        //!< of all bodies
    int connections = 0;
    std::vector<Seen> requests;

private:
    struct Reading
    {
        QByteArray unread;
        Seen seen;
        QCryptographicHash hash{QCryptographicHash::Sha256};
        qint64 left = 0; //!< of the body or of the chunk
        bool isInBody = false;
        bool isChunked = false;
    };

    void read(QTcpSocket *socket, Reading &reading)
    {
        if (stallsAfter >= 0 && taken >= stallsAfter)
            return;
        reading.unread += socket->readAll();
        if (!reading.isInBody) {
            const qsizetype end = reading.unread.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            reading.seen.head = reading.unread.left(end + 4);
            reading.unread.remove(0, end + 4);
            reading.isInBody = true;
            reading.isChunked = reading.seen.head.contains("Transfer-Encoding: chunked");
            static const QRegularExpression length(u"Content-Length: (\\d+)"_s);
            reading.left = length.match(QString::fromLatin1(reading.seen.head)).captured(1).toLongLong();
            if (answersAtHead)
                answer(socket);
        }
        while (readBody(reading)) {
        }
        if (reading.isInBody || answersAtHead)
            return;
        answer(socket);
    }

    //! \return whether there may be more to read.
    bool readBody(Reading &reading)
    {
        if (!reading.isInBody)
            return false;
        if (reading.isChunked && reading.left == 0) {
            const qsizetype line = reading.unread.indexOf("\r\n");
            if (line < 0)
                return false;
            reading.left = reading.unread.left(line).toLongLong(nullptr, 16) + 2; // with its CR LF
            if (reading.left > 2) {
                reading.unread.remove(0, line + 2);
                return true;
            }
            reading.left = 0;
            if (reading.unread.size() < line + 4)
                return false;
            reading.unread.remove(0, line + 4);
            return finish(reading);
        }
        const qint64 size = std::min<qint64>(reading.left, reading.unread.size());
        const qint64 content = reading.isChunked ? std::max<qint64>(0, std::min(size, reading.left - 2)) : size;
        reading.hash.addData(QByteArrayView(reading.unread).first(content));
        reading.seen.bodySize += content;
        taken += content;
        reading.unread.remove(0, size);
        reading.left -= size;
        if (!reading.isChunked && reading.left == 0)
            return finish(reading);
        return size > 0;
    }

    bool finish(Reading &reading)
    {
        reading.seen.bodyHash = reading.hash.result();
        requests.push_back(std::exchange(reading.seen, {}));
        reading.hash.reset();
        reading.isInBody = false;
        return false;
    }

    void answer(QTcpSocket *socket)
    {
        socket->write(answers[std::min(m_answered, answers.size() - 1)]);
        ++m_answered;
        if (closesBehindAnswer)
            socket->disconnectFromHost();
    }

    QTcpServer m_server;
    std::size_t m_answered = 0;
};

//! Gives the pieces in turn; an empty piece is "not yet", ended by a timer.
class Pieces : public BodySource
{
public:
    explicit Pieces(QList<QByteArray> pieces, std::chrono::milliseconds gap = 20ms)
        : all(std::move(pieces))
        , m_gap(gap)
    {
    }

    ReadResult read(char *to, qsizetype size) override
    {
        ++reads;
        if (onRead)
            onRead();
        if (next == all.size())
            return failure ? ReadResult{.state = State::Failed, .error = *failure} : ReadResult{};
        const QByteArray piece = all[next];
        if (piece.isEmpty()) {
            ++next;
            if (m_gap.count() == 0)
                emit resumed(); // before it is known that there is nothing
            else if (m_gap.count() > 0)
                QTimer::singleShot(m_gap, this, &BodySource::resumed);
            return {.state = State::NotYet};
        }
        const qsizetype part = std::min(size, piece.size() - m_at);
        memcpy(to, piece.constData() + m_at, size_t(part));
        m_at += part;
        if (m_at == piece.size()) {
            m_at = 0;
            ++next;
        }
        return {.state = State::Bytes, .size = part};
    }
    qint64 size() const override { return promised; }
    bool rewind() override
    {
        ++rewinds;
        next = 0;
        m_at = 0;
        return isRepeatable;
    }

    QList<QByteArray> all;
    qsizetype next = 0;
    qint64 promised = -1;
    int reads = 0;
    int rewinds = 0;
    bool isRepeatable = false;
    std::optional<ApiError> failure;
    std::function<void()> onRead;

private:
    std::chrono::milliseconds m_gap; //!< negative: never
    qsizetype m_at = 0;
};

//! \c left bytes that are made when they are asked for.
class Flood : public BodySource
{
public:
    explicit Flood(qint64 size)
        : m_left(size)
    {
    }
    ReadResult read(char *to, qsizetype size) override
    {
        const auto part = qsizetype(std::min<qint64>(size, m_left));
        memset(to, 'x', size_t(part));
        m_left -= part;
        if (part == 0)
            return {};
        return {.state = State::Bytes, .size = part};
    }

private:
    qint64 m_left;
};

//! Made by another thread, which says so from there.
class Threaded : public BodySource
{
public:
    explicit Threaded(int count)
        : m_thread([this, count] {
            for (int i = 0; i < count; ++i) {
                {
                    const std::lock_guard lock(m_mutex);
                    m_ready += QByteArray(1 + i % 3'000, char('a' + i % 26));
                }
                emit resumed();
            }
            {
                const std::lock_guard lock(m_mutex);
                m_isDone = true;
            }
            emit resumed();
        })
    {
    }
    ~Threaded() override { m_thread.join(); }

    ReadResult read(char *to, qsizetype size) override
    {
        const std::lock_guard lock(m_mutex);
        const qsizetype part = std::min(size, m_ready.size());
        if (part == 0)
            return {.state = m_isDone ? State::End : State::NotYet};
        memcpy(to, m_ready.constData(), size_t(part));
        m_ready.remove(0, part);
        return {.state = State::Bytes, .size = part};
    }

private:
    std::mutex m_mutex;
    QByteArray m_ready;
    bool m_isDone = false;
    std::thread m_thread; // the last: it uses the others
};

HttpRequest upload(std::shared_ptr<BodySource> source)
{
    return {.method = "POST",
            .path = u"/build"_s,
            .contentType = "application/x-tar",
            .bodySource = std::move(source),
            .answerTimeout = 10s,
            .idleTimeout = 10s};
}

std::unique_ptr<CredentialSource> nobody()
{
    return std::make_unique<StaticCredentials>(Credentials{});
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QString outcome(const Exchange &exchange)
{
    return exchange.succeeded() ? u"ok"_s : toString(exchange.error().kind) + u' ' + exchange.error().reason;
}

//! Like Exchange::run(), without its naps between two looks: they are most of the time of a big body.
bool runAtFullSpeed(Exchange &exchange, HttpClient &client, const HttpRequest &request)
{
    QEventLoop loop;
    client.send(request, &exchange, [&, done = exchange.done()](const Exchange::Answer &answer) {
        done(answer);
        loop.quit();
    });
    QTimer::singleShot(60s, &loop, &QEventLoop::quit);
    loop.exec();
    return exchange.last.has_value();
}

} // namespace

class TestHttpUpload : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void bodies_data();
    void bodies();
    void fromAnotherThread();
    void memoryIsBounded();
    void takesConnectionsOfItsOwn();
    void wrongSizes_data();
    void wrongSizes();
    void sourceFails();
    void timeouts_data();
    void timeouts();
    void ownSilenceIsNotTheServers();
    void answeredBeforeTheEnd_data();
    void answeredBeforeTheEnd();
    void renewsCredentials_data();
    void renewsCredentials();
    void endsWithinRead_data();
    void endsWithinRead();
    void cancelsWhilePaused();
    void endlessAnswer();
    void headers();
};

void TestHttpUpload::bodies_data()
{
    QTest::addColumn<QList<QByteArray>>("pieces");
    QTest::addColumn<int>("gap");
    QTest::addColumn<bool>("isSized");

    const QByteArray big(3'000'000, 'b');
    for (const bool isSized : {false, true}) {
        const auto row = [isSized](const char *name, const QList<QByteArray> &pieces, int gap) {
            QTest::addRow("%s, %s", name, isSized ? "size known" : "chunked") << pieces << gap << isSized;
        };
        row("nothing", {}, 20);
        row("one byte", {"x"}, 20);
        row("pieces", {"a", "bc", QByteArray(1000, 'd'), QByteArray("\0\xff\r\n", 4)}, 20);
        row("big", {big, big}, 20);
        row("not yet at first", {"", "abc"}, 20);
        row("not yet at the end", {"abc", ""}, 20);
        row("not yet in between", {"abc", "", "", big, "", "def"}, 20);
        row("resumed within read", {"", "abc", "", "", "def", ""}, 0);
    }
}

void TestHttpUpload::bodies()
{
    QFETCH(QList<QByteArray>, pieces);
    QFETCH(int, gap);
    QFETCH(bool, isSized);
    const QByteArray body = pieces.join();
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    const auto source = std::make_shared<Pieces>(pieces, std::chrono::milliseconds(gap));
    if (isSized)
        source->promised = body.size();
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(source)));
    QCOMPARE(outcome(exchange), u"ok"_s);
    QCOMPARE(exchange.calls, 1);
    QCOMPARE(server.requests.size(), 1u);
    const UploadServer::Seen &seen = server.requests.front();
    QVERIFY(seen.head.startsWith("POST /build HTTP/1.1\r\n"));
    QVERIFY(seen.head.contains("\r\nContent-Type: application/x-tar\r\n"));
    QVERIFY(!seen.head.contains("Expect"));
    QCOMPARE(seen.head.contains("\r\nTransfer-Encoding: chunked\r\n"), !isSized);
    QCOMPARE(seen.head.contains("\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"), isSized);
    QCOMPARE(seen.bodySize, body.size());
    QCOMPARE(seen.bodyHash, sha256(body));
}

void TestHttpUpload::fromAnotherThread()
{
    QByteArray expected;
    for (int i = 0; i < 2'000; ++i)
        expected += QByteArray(1 + i % 3'000, char('a' + i % 26));
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(std::make_shared<Threaded>(2'000))));
    QCOMPARE(outcome(exchange), u"ok"_s);
    QCOMPARE(server.requests.front().bodyHash, sha256(expected));
}

void TestHttpUpload::memoryIsBounded()
{
    constexpr qint64 size = 512LL << 20;
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    const qint64 before = peakMemory();
    QVERIFY(before > 0);
    Exchange exchange;
    QVERIFY(runAtFullSpeed(exchange, client, upload(std::make_shared<Flood>(size))));
    QCOMPARE(outcome(exchange), u"ok"_s);
    QCOMPARE(server.requests.front().bodySize, size);
    const qint64 grown = peakMemory() - before;
    constexpr qint64 most = tests::IsSanitized ? size / 2 : 64 << 20; // the server's share included
    QVERIFY2(grown < most, qPrintable(u"grew by %1 bytes"_s.arg(grown)));
}

void TestHttpUpload::takesConnectionsOfItsOwn()
{
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    for (int i = 0; i < 3; ++i) {
        Exchange exchange;
        QVERIFY(exchange.run(client, upload(std::make_shared<Pieces>(QList<QByteArray>{"abc"}))));
        QCOMPARE(outcome(exchange), u"ok"_s);
    }
    QCOMPARE(server.connections, 3);
}

void TestHttpUpload::wrongSizes_data()
{
    QTest::addColumn<int>("promised");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("fewer than promised") << 7 << u"Invalid BodyTooShort"_s << QByteArray();
    QTest::newRow("nothing of what was promised") << 1000 << u"Invalid BodyTooShort"_s << QByteArray();
    QTest::newRow("more than promised") << 2 << u"ok"_s << QByteArray("ab");
}

void TestHttpUpload::wrongSizes()
{
    QFETCH(int, promised);
    QFETCH(QByteArray, body);
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    const auto source = std::make_shared<Pieces>(QList<QByteArray>{"abc", "", "def"});
    source->promised = promised;
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(source)));
    QTEST(outcome(exchange), "expected");
    if (!body.isEmpty())
        QCOMPARE(server.requests.front().bodyHash, sha256(body));
}

void TestHttpUpload::sourceFails()
{
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    const auto source = std::make_shared<Pieces>(QList<QByteArray>{"abc", "", "def"});
    source->failure = ApiError{.kind = ApiError::Kind::Invalid, .reason = u"FileUnreadable"_s, .message = u"a"_s};
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(source)));
    QCOMPARE(exchange.error(), *source->failure);
    QVERIFY(server.requests.empty()); // what it saw had no end
}

void TestHttpUpload::timeouts_data()
{
    QTest::addColumn<int>("stallsAfter");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("expected");
    QTest::newRow("takes no more") << 1'000 << Ok << u"Timeout Stalled"_s;
    QTest::newRow("no answer to the whole") << -1 << QByteArray() << u"Timeout NoAnswer"_s;
    QTest::newRow("answer without its body")
        << -1 << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n") << u"Timeout Silent"_s;
}

void TestHttpUpload::timeouts()
{
    QFETCH(int, stallsAfter);
    QFETCH(QByteArray, answer);
    UploadServer server;
    server.stallsAfter = stallsAfter;
    server.answers = {answer};
    HttpClient client({.server = server.url()}, nobody(), "test");
    HttpRequest request = upload(std::make_shared<Flood>(64 << 20));
    request.answerTimeout = 500ms;
    request.idleTimeout = 500ms;
    Exchange exchange;
    QVERIFY(runAtFullSpeed(exchange, client, request));
    QTEST(outcome(exchange), "expected");
    QCOMPARE(exchange.calls, 1);
}

//! It takes three times as long as the server may be silent.
void TestHttpUpload::ownSilenceIsNotTheServers()
{
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    HttpRequest request = upload(std::make_shared<Pieces>(QList<QByteArray>{"", "abc", "", "def"}, 600ms));
    request.answerTimeout = 400ms;
    request.idleTimeout = 400ms;
    Exchange exchange;
    QVERIFY(exchange.run(client, request));
    QCOMPARE(outcome(exchange), u"ok"_s);
}

void TestHttpUpload::answeredBeforeTheEnd_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("pause"); // milliseconds; 0: none, -1: without end
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QString>("expected");
    const QByteArray tooLarge = "HTTP/1.1 413 Too Large\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nlarge";
    QTest::newRow("413 while it flows") << tooLarge << 0 << false << u"Invalid "_s;
    QTest::newRow("413 while nothing is there") << tooLarge << -1 << false << u"Invalid "_s;
    QTest::newRow("413 and closed, while nothing is there") << tooLarge << -1 << true << u"Invalid "_s;
    QTest::newRow("closed while nothing is there") << QByteArray() << 300 << true << u"Network ConnectionClosed"_s;
}

void TestHttpUpload::answeredBeforeTheEnd()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, pause);
    QFETCH(bool, closes);
    UploadServer server;
    server.answersAtHead = true;
    server.closesBehindAnswer = closes;
    server.answers = {answer};
    HttpClient client({.server = server.url()}, nobody(), "test");
    const auto flood = std::make_shared<Flood>(1LL << 40);
    const auto paused = std::make_shared<Pieces>(QList<QByteArray>{"abc", "", "def"}, std::chrono::milliseconds(pause));
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(pause != 0 ? std::shared_ptr<BodySource>(paused) : flood)));
    QTEST(outcome(exchange), "expected");
    if (!answer.isEmpty()) {
        QCOMPARE(exchange.error().httpStatus, 413);
        QCOMPARE(exchange.error().message, u"large"_s);
    }
}

void TestHttpUpload::renewsCredentials_data()
{
    QTest::addColumn<bool>("isRepeatable");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("requests");
    QTest::newRow("can begin anew") << true << u"ok"_s << 2;
    QTest::newRow("cannot") << false << u"Unauthorized "_s << 1;
}

void TestHttpUpload::renewsCredentials()
{
    QFETCH(bool, isRepeatable);
    QFETCH(int, requests);
    TestCredentials::State state{.all = {{.authorization = "Bearer old"}, {.authorization = "Bearer new"}}};
    UploadServer server;
    server.answers = {"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", Ok};
    HttpClient client({.server = server.url()}, std::make_unique<TestCredentials>(state), "test");
    const auto source = std::make_shared<Pieces>(QList<QByteArray>{"abc", "", "def"});
    source->isRepeatable = isRepeatable;
    Exchange exchange;
    QVERIFY(exchange.run(client, upload(source)));
    QTEST(outcome(exchange), "expected");
    QCOMPARE(source->rewinds, 1);
    QCOMPARE(state.invalidations, 1);
    QCOMPARE(int(server.requests.size()), requests);
    for (const UploadServer::Seen &seen : server.requests)
        QCOMPARE(seen.bodyHash, sha256("abcdef"));
}

void TestHttpUpload::endsWithinRead_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"cancel", "context", "client"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestHttpUpload::endsWithinRead()
{
    QFETCH(QString, what);
    UploadServer server;
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()}, nobody(), "test");
    auto exchange = std::make_unique<Exchange>();
    auto source = std::make_shared<Pieces>(QList<QByteArray>{"abc", "def", "ghi"});
    const std::weak_ptr<Pieces> kept = source;
    int calls = 0;
    RequestHandle handle = client->send(upload(source), exchange.get(), [&](const auto &answer) {
        ++calls;
        QCOMPARE(toString(answer.error().error.kind), u"Cancelled"_s);
    });
    bool hasActed = false;
    source->onRead = [&] {
        if (std::exchange(hasActed, true))
            return;
        if (what == "cancel"_L1)
            handle.cancel();
        else if (what == "context"_L1)
            exchange.reset();
        else
            client.reset();
    };
    source.reset();
    QTRY_VERIFY(hasActed);
    QTRY_VERIFY(kept.expired()); // nothing holds what nobody sends
    QTRY_COMPARE(calls, what == "context"_L1 ? 0 : 1);
    QVERIFY(server.requests.empty());
}

void TestHttpUpload::cancelsWhilePaused()
{
    UploadServer server;
    HttpClient client({.server = server.url()}, nobody(), "test");
    const auto source = std::make_shared<Pieces>(QList<QByteArray>{"abc", "", "def"}, -1ms);
    Exchange exchange;
    RequestHandle handle = client.send(upload(source), &exchange, exchange.done());
    QTRY_COMPARE(server.taken, 3);
    handle.cancel();
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), u"Cancelled"_s);
    emit source->resumed(); // too late, and harmless
    Exchange next;
    QVERIFY(next.run(client, upload(std::make_shared<Pieces>(QList<QByteArray>{"x"}))));
    QCOMPARE(outcome(next), u"ok"_s);
    QCOMPARE(source->reads, 2);
}

//! As of a build: lines that go on while time passes, without an end that is known before.
void TestHttpUpload::endlessAnswer()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTimer ticks;
    int left = 6;
    connect(&server, &QTcpServer::newConnection, &ticks, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, &ticks, [&, socket] {
            if (!socket->readAll().endsWith("0\r\n\r\n"))
                return;
            socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            connect(&ticks, &QTimer::timeout, socket, [&, socket] {
                if (left-- > 0)
                    socket->write("3\r\n{}\n\r\n");
                else
                    ticks.stop(); // and silence
            });
            ticks.start(150ms);
        });
    });
    HttpClient client({.server = QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()))}, nobody(), "test");
    HttpRequest request = upload(std::make_shared<Pieces>(QList<QByteArray>{"abc", ""}));
    request.idleTimeout = 600ms;
    request.bodyLimit = 0;
    QByteArray body;
    std::optional<HttpEnd> last;
    const std::unique_ptr<HttpStream> stream(client.stream(request, nullptr));
    connect(stream.get(), &HttpStream::received, this, [&](QByteArrayView bytes) { body.append(bytes); });
    connect(stream.get(), &HttpStream::finished, this, [&](const HttpEnd &end) { last = end; });
    stream->start();
    QTRY_VERIFY(last);
    QCOMPARE(body, QByteArray("{}\n").repeated(6));
    QVERIFY(last->failure);
    QCOMPARE(last->failure->error.reason, u"Silent"_s);
}

void TestHttpUpload::headers()
{
    UploadServer server;
    HttpClient client({.server = server.url(), .headers = {{"X-Endpoint", "1"}}}, nobody(), "test");
    HttpRequest request = upload(std::make_shared<Pieces>(QList<QByteArray>{"abc"}));
    request.headers = {{"X-Registry-Auth", "e30="}, {"X-Empty", ""}};
    Exchange exchange;
    QVERIFY(exchange.run(client, request));
    QCOMPARE(outcome(exchange), u"ok"_s);
    for (const char *line : {"\r\nX-Endpoint: 1\r\n", "\r\nX-Registry-Auth: e30=\r\n", "\r\nX-Empty:\r\n"})
        QVERIFY2(server.requests.front().head.contains(line), line);
    request.headers = {{"X-Bad", "a\r\nb: c"}};
    request.bodySource = std::make_shared<Pieces>(QList<QByteArray>{"abc"});
    Exchange refused;
    QVERIFY(refused.run(client, request));
    QCOMPARE(outcome(refused), u"Invalid BadHeader"_s);
    QCOMPARE(server.requests.size(), 1u);
}

QTEST_GUILESS_MAIN(TestHttpUpload)
#include "tst_httpupload.moc"
