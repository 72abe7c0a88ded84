// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/duplexstream.h"
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testpki.h"
#include "tests/support/unixrelay.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Upgraded = "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                            "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

HttpRequest post()
{
    return {.method = "POST",
            .path = u"/exec/a/start"_s,
            .contentType = "application/json",
            .body = "{}",
            .answerTimeout = 10s};
}

//! What a stream says, in order, as words.
struct Said
{
    explicit Said(HttpClient &client, const HttpRequest &request = post())
        : stream(client.duplex(request, "tcp", &context))
    {
        QObject::connect(stream, &DuplexStream::answered, &context,
                         [this](int status) { words << u"answered %1"_s.arg(status); });
        QObject::connect(stream, &DuplexStream::received, &context,
                         [this](QByteArrayView bytes) { received += bytes; });
        QObject::connect(stream, &DuplexStream::drained, &context, [this] { ++drained; });
        QObject::connect(stream, &DuplexStream::finished, &context, [this](const HttpEnd &end) {
            if (end.failure)
                failure = *end.failure;
            words << (end.failure ? toString(end.failure->error.kind) + u' ' + end.failure->error.reason : u"well"_s);
            isOver = true;
        });
        stream->start();
    }

    QObject context;
    DuplexStream *stream;
    QStringList words;
    QByteArray received;
    HttpFailure failure;
    int drained = 0;
    bool isOver = false;
};

std::unique_ptr<CredentialSource> nobody()
{
    return std::make_unique<StaticCredentials>(Credentials{});
}

} // namespace

class TestDuplexStream : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void answers_data();
    void answers();
    void asks();
    void overUnixSocket();
    void failsToConnect();
    void noAnswer();
    void isStopped_data();
    void isStopped();
    void inputIsBounded();
    void tls_data();
    void tls();
    void tlsIsCut();
    void clientGoes();

private:
    TestPki m_pki;
    TestPki m_otherPki;
};

void TestDuplexStream::answers_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("received");
    const QStringList upgraded{u"answered 101"_s};
    QTest::newRow("and an end") << Script().send(Upgraded).send("hello").close() << upgraded + QStringList(u"well"_s)
                                << QByteArray("hello");
    QTest::newRow("byte by byte") << Script().trickle(Upgraded + "hi", 0ms).close() << upgraded + QStringList(u"well"_s)
                                  << QByteArray("hi");
    QTest::newRow("much at once") << Script().send(Upgraded + QByteArray(3 << 20, 'x')).close()
                                  << upgraded + QStringList(u"well"_s) << QByteArray(3 << 20, 'x');
    QTest::newRow("200, as of old engines") << Script().send("HTTP/1.1 200 OK\r\n\r\nhello").close()
                                            << QStringList{u"answered 200"_s, u"well"_s} << QByteArray("hello");
    QTest::newRow("refused") << Script::answer(409, "application/json", "{\"message\":\"stopped\"}")
                             << QStringList{u"Conflict "_s} << QByteArray();
    QTest::newRow("an ordinary answer") << Script::answer(200, "text/html", "<p>")
                                        << QStringList{u"Invalid NotUpgraded"_s} << QByteArray();
    QTest::newRow("closed") << Script().close() << QStringList{u"Network ConnectionClosed"_s} << QByteArray();
    QTest::newRow("closed within the head")
        << Script().send("HTTP/1.1 101").close() << QStringList{u"Network ConnectionClosed"_s} << QByteArray();
    QTest::newRow("no HTTP") << Script().send("hello\r\n\r\n").hang() << QStringList{u"Malformed BadHttp"_s}
                             << QByteArray();
}

void TestDuplexStream::answers()
{
    QFETCH(Script, script);
    FaultServer server;
    server.setScripts({script});
    HttpClient client({.server = server.url()}, nobody(), "test/1");
    Said said(client);
    QVERIFY(said.words.isEmpty());
    QTRY_VERIFY(said.isOver);
    QTEST(said.words, "words");
    QTEST(said.received, "received");
}

void TestDuplexStream::asks()
{
    FaultServer server;
    server.setScripts({Script().send(Upgraded).close()});
    Endpoint endpoint{.server = server.url()};
    endpoint.server.setPath(u"/prefix"_s);
    HttpClient client(endpoint, nobody(), "test/1");
    HttpRequest request = post();
    request.query.addQueryItem(u"detachKeys"_s, u"a b"_s);
    Said said(client, request);
    QTRY_VERIFY(said.isOver);
    const SeenRequest seen = server.requests().value(0);
    QCOMPARE(seen.method, QByteArray("POST"));
    QCOMPARE(seen.target, QByteArray("/prefix/exec/a/start?detachKeys=a%20b"));
    QCOMPARE(seen.value("Host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(seen.value("Connection"), QByteArray("Upgrade"));
    QCOMPARE(seen.value("Upgrade"), QByteArray("tcp"));
    QCOMPARE(seen.values("Content-Type"), QList<QByteArray>{"application/json"});
    QCOMPARE(seen.value("User-Agent"), QByteArray("test/1"));
    QCOMPARE(seen.body, QByteArray("{}"));
}

void TestDuplexStream::overUnixSocket()
{
    FaultServer server;
    server.setScripts({Script().send(Upgraded).send("hello").close()});
    const UnixRelay relay(server.port());
    HttpClient client(unixEndpoint(relay.path()), nobody(), "test/1");
    Said said(client);
    QTRY_VERIFY(said.isOver);
    QCOMPARE(said.words, (QStringList{u"answered 101"_s, u"well"_s}));
    QCOMPARE(said.received, QByteArray("hello"));
}

void TestDuplexStream::failsToConnect()
{
    HttpClient noSocket(unixEndpoint(u"/nonexistent/docker.sock"_s), nobody(), "test/1");
    Said local(noSocket);
    QTRY_VERIFY(local.isOver);
    QCOMPARE(local.words, QStringList{u"Network SocketNotFound"_s});

    quint16 port = 0;
    {
        FaultServer gone;
        port = gone.port();
    }
    HttpClient noServer({.server = QUrl(u"http://127.0.0.1:%1"_s.arg(port))}, nobody(), "test/1");
    Said remote(noServer);
    QTRY_VERIFY(remote.isOver);
    QCOMPARE(remote.words, QStringList{u"Network ConnectionRefused"_s});
}

void TestDuplexStream::noAnswer()
{
    FaultServer server;
    server.setScripts({Script().hang()});
    HttpClient client({.server = server.url()}, nobody(), "test/1");
    HttpRequest request = post();
    request.answerTimeout = 100ms;
    Said said(client, request);
    QTRY_VERIFY(said.isOver);
    QCOMPARE(said.words, QStringList{u"Timeout NoAnswer"_s});
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestDuplexStream::isStopped_data()
{
    QTest::addColumn<bool>("isDeleted");
    QTest::newRow("stopped") << false;
    QTest::newRow("deleted") << true;
}

void TestDuplexStream::isStopped()
{
    QFETCH(bool, isDeleted);
    FaultServer server;
    server.setScripts({Script().send(Upgraded + "a").hang()});
    HttpClient client({.server = server.url()}, nobody(), "test/1");
    Said said(client);
    bool hasEnded = false;
    connect(said.stream, &DuplexStream::received, this, [&] {
        hasEnded = true;
        if (isDeleted)
            delete said.stream;
        else
            said.stream->stop();
    });
    QTRY_VERIFY(hasEnded);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(said.words, QStringList{u"answered 101"_s});
}

//! The server reads nothing of a hanging script, so what is written stays with us.
void TestDuplexStream::inputIsBounded()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket *peer = nullptr;
    qint64 seen = 0;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        peer = server.nextPendingConnection();
        peer->setReadBufferSize(4096);
        peer->write(Upgraded);
    });
    HttpClient client({.server = QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()))}, nobody(), "test/1");
    Said said(client);
    QCOMPARE(said.stream->write("early"), 0);
    QTRY_COMPARE(said.words, QStringList{u"answered 101"_s});
    const QByteArray piece(64 << 10, 'x');
    qint64 written = 0;
    for (int idle = 0; idle<10; idle = said.stream->room()> 0 ? 0 : idle + 1) {
        written += said.stream->write(piece);
        QCoreApplication::processEvents(); // what the system takes is not ours to hold
    }
    QCOMPARE(said.stream->write("more"), 0);
    said.drained = 0;
    said.stream->closeWrite();
    QCOMPARE(said.stream->write("late"), 0);
    bool isEnded = false;
    connect(peer, &QTcpSocket::disconnected, this, [&] { isEnded = true; });
    const auto readAll = [&] { seen += peer->readAll().size(); };
    connect(peer, &QTcpSocket::readyRead, this, readAll);
    peer->setReadBufferSize(0);
    readAll();
    QTRY_VERIFY(isEnded); // our direction's end
    readAll();
    QVERIFY(seen > written);
    QVERIFY(said.drained > 0);
    QTRY_VERIFY(said.isOver);
}

void TestDuplexStream::tls_data()
{
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<bool>("skipsVerify");
    QTest::addColumn<bool>("hasCertificate");
    QTest::addColumn<QStringList>("words");
    const QStringList well{u"answered 101"_s, u"well"_s};
    const QStringList distrusted{u"Tls TlsHandshakeFailed"_s};
    const QString none;
    QTest::newRow("verified") << u"ours"_s << none << false << true << well;
    QTest::newRow("by another name") << u"ours"_s << u"localhost"_s << false << true << well;
    QTest::newRow("a name that it has not") << u"ours"_s << u"other.example"_s << false << true << distrusted;
    QTest::newRow("another authority") << u"other"_s << none << false << true << distrusted;
    QTest::newRow("those of the system") << none << none << false << true << distrusted;
    QTest::newRow("nobody verifies") << u"other"_s << none << true << true << well;
    QTest::newRow("without a certificate")
        << u"ours"_s << none << false << false << QStringList(); // in words of its own
}

void TestDuplexStream::tls()
{
    QFETCH(QString, authority);
    QFETCH(QString, serverName);
    QFETCH(bool, skipsVerify);
    QFETCH(bool, hasCertificate);
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s, u"DNS:localhost"_s}, QSslSocket::VerifyPeer));
    server.setScripts({Script().send(Upgraded + QByteArray(100'000, 'y')).close()});
    Endpoint endpoint{.server = server.url(), .tlsServerName = serverName, .insecureSkipTlsVerify = skipsVerify};
    if (!authority.isEmpty())
        endpoint.caPem = (authority == "ours"_L1 ? m_pki : m_otherPki).caPem();
    Credentials credentials;
    if (hasCertificate) {
        const TestIdentity identity = m_pki.issue(u"builder"_s, {}, TestPki::Algorithm::Ed25519);
        credentials = {.certificatePem = identity.certificatePem, .privateKeyPem = identity.privateKeyPem};
    }
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(credentials), "test/1");
    Said said(client);
    QTRY_VERIFY(said.isOver);
    if (hasCertificate)
        QTEST(said.words, "words");
    if (said.words.size() == 1) {
        QVERIFY(server.requests().isEmpty());
        return;
    }
    QCOMPARE(server.requests().value(0).clientCertificate, QByteArray("builder"));
    QCOMPARE(said.received, QByteArray(100'000, 'y'));
}

//! Without the word that TLS has for an end it may be anybody's doing.
void TestDuplexStream::tlsIsCut()
{
    FaultServer server(m_pki.server());
    server.setScripts({Script().send(Upgraded + "a").reset()});
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()}, nobody(), "test/1");
    Said said(client);
    QTRY_VERIFY(said.isOver);
    QCOMPARE(said.words.last(), u"Network ConnectionClosed"_s);
}

void TestDuplexStream::clientGoes()
{
    FaultServer server;
    auto client = std::make_unique<HttpClient>(Endpoint{.server = server.url()}, nobody(), "test/1");
    Said said(*client);
    client.reset();
    QTRY_VERIFY(said.isOver);
    QCOMPARE(said.words, QStringList{u"Cancelled "_s});
}

QTEST_GUILESS_MAIN(TestDuplexStream)
#include "tst_duplexstream.moc"
