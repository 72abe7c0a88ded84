// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"
#include "tests/support/testpki.h"
#include "tests/support/testproxy.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSslKey>
#include <QTest>
#include <QThread>

#include <cstdio>
#include <cstdlib>
#include <openssl/crypto.h>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QStringList logged;

//! Registered before OpenSSL is used, so it runs behind whatever OpenSSL does at exit: nothing, because threads that
//! use it may still be ending.
[[maybe_unused]] const int isAskedAtExit = std::atexit([] {
    if (OPENSSL_init_crypto(0, nullptr) == 1)
        return;
    std::fputs("OpenSSL cleaned up at exit\n", stderr);
    std::_Exit(1);
});

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged << text;
}

} // namespace

class TestHttpTls : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void verifies_data();
    void verifies();
    void expiredCertificate();
    void notTls_data();
    void notTls();
    void clientCertificate_data();
    void clientCertificate();
    void missingClientCertificate();
    void newCertificateTakesNewConnections();
    void identitiesShareNoConnection();
    void burstsComeWhole_data();
    void burstsComeWhole();
    void resumedComesWhole();
    void asksByTheServersName_data();
    void asksByTheServersName();
    void tooOldTls();
    void closesInTheHandshake();
    void compressed_data();
    void compressed();
    void logsNoSecrets();

private:
    TestPki m_pki;
    TestPki m_otherPki;
};

void TestHttpTls::verifies_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("authority"); // ours, other, both, none, bad
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<bool>("insecure");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("message");

    const QString none;
    const QStringList ip{u"IP:127.0.0.1"_s};
    const QStringList dns{u"DNS:api.example"_s};
    const auto row = [](const char *name, const QStringList &names, const QString &authority, const QString &serverName,
                        bool insecure, const QString &expected, const QString &message = {}) {
        QTest::newRow(name) << names << authority << serverName << insecure << expected << message;
    };
    row("address", ip, u"ours"_s, none, false, u"ok"_s);
    row("one of several authorities", ip, u"both"_s, none, false, u"ok"_s);
    row("wrong CA", ip, u"other"_s, none, false, u"Tls"_s, u"untrusted"_s);
    row("not in the system", ip, u"none"_s, none, false, u"Tls"_s, u"untrusted"_s);
    row("CA that is none", ip, u"bad"_s, none, false, u"Tls"_s, u"certificate authority holds no certificate"_s);
    row("wrong host name", dns, u"ours"_s, none, false, u"Tls"_s, u"did not match"_s);
    row("tls-server-name", dns, u"ours"_s, u"api.example"_s, false, u"ok"_s);
    row("wrong tls-server-name", ip, u"ours"_s, u"api.example"_s, false, u"Tls"_s, u"did not match"_s);
    row("tls-server-name does not excuse the CA", dns, u"other"_s, u"api.example"_s, false, u"Tls"_s, u"untrusted"_s);
    row("wrong CA under the tls-server-name", dns, u"none"_s, u"api.example"_s, false, u"Tls"_s, u"untrusted"_s);
    row("insecure with a tls-server-name", ip, u"other"_s, u"api.example"_s, true, u"ok"_s);
    row("insecure, wrong CA", ip, u"other"_s, none, true, u"ok"_s);
    row("insecure, wrong name", dns, u"none"_s, none, true, u"ok"_s);
}

void TestHttpTls::verifies()
{
    QFETCH(QStringList, names);
    QFETCH(QString, authority);
    QFETCH(QString, serverName);
    QFETCH(bool, insecure);
    const QHash<QString, QByteArray> authorities{{u"ours"_s, m_pki.caPem()},
                                                 {u"other"_s, m_otherPki.caPem()},
                                                 {u"both"_s, m_otherPki.caPem() + m_pki.caPem()},
                                                 {u"bad"_s, "no certificate"}};
    FaultServer server(m_pki.server(names));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    const Endpoint endpoint{.server = server.url(),
                            .caPem = authorities.value(authority),
                            .tlsServerName = serverName,
                            .insecureSkipTlsVerify = insecure};
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QTEST(exchange.succeeded() ? u"ok"_s : toString(exchange.error().kind), "expected");
    QFETCH(QString, message);
    QVERIFY2(exchange.error().message.contains(message), qPrintable(exchange.error().message));
    QCOMPARE(exchange.error().httpStatus, 0);
    QCOMPARE(server.requests().size(), exchange.succeeded() ? 1 : 0);
    QCOMPARE(exchange.calls, 1);
}

void TestHttpTls::expiredCertificate()
{
    const TestIdentity identity = m_pki.issue(u"old"_s, {u"IP:127.0.0.1"_s}, TestPki::Algorithm::Ec, -1);
    QSslConfiguration ssl = m_pki.server();
    ssl.setLocalCertificate(QSslCertificate(identity.certificatePem));
    ssl.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
    FaultServer server(ssl);
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(toString(exchange.error().kind), u"Tls"_s);
    QVERIFY2(exchange.error().message.contains("expired"_L1), qPrintable(exchange.error().message));
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpTls::notTls_data()
{
    QTest::addColumn<bool>("insecure");
    QTest::newRow("verified") << false;
    QTest::newRow("insecure") << true;
}

//! A server that answers HTTP where TLS was asked for must not see the token.
void TestHttpTls::notTls()
{
    QFETCH(bool, insecure);
    TestProxy plain(TestProxy::Kind::Refusing, 0);
    QUrl url = plain.url();
    url.setScheme(u"https"_s);
    HttpClient client({.server = url, .caPem = m_pki.caPem(), .insecureSkipTlsVerify = insecure},
                      std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}), "test");
    Exchange exchange;
    HttpRequest request{.path = u"/version"_s};
    request.answerTimeout = 3s;
    QVERIFY(exchange.run(client, request));
    QVERIFY(!exchange.succeeded());
    QVERIFY(!plain.seen().contains("t0ken"));

    FaultServer talkative; // answers 400 to what it cannot read
    QVERIFY(talkative.isListening());
    QTcpServer raw;
    raw.listen(QHostAddress::LocalHost);
    connect(&raw, &QTcpServer::newConnection, &raw, [&raw] {
        QTcpSocket *socket = raw.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
    });
    url.setPort(raw.serverPort());
    HttpClient second({.server = url, .caPem = m_pki.caPem(), .insecureSkipTlsVerify = insecure},
                      std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}), "test");
    Exchange wrong;
    QVERIFY(wrong.run(second, {.path = u"/version"_s}));
    QCOMPARE(toString(wrong.error().kind), u"Tls"_s);
    QCOMPARE(wrong.error().reason, u"TlsHandshakeFailed"_s);
    QCOMPARE(wrong.calls, 1);
}

void TestHttpTls::clientCertificate_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::newRow("RSA") << int(TestPki::Algorithm::Rsa);
    QTest::newRow("EC") << int(TestPki::Algorithm::Ec);
    QTest::newRow("Ed25519") << int(TestPki::Algorithm::Ed25519);
}

void TestHttpTls::clientCertificate()
{
    QFETCH(int, algorithm);
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}, QSslSocket::VerifyPeer));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    const TestIdentity jane = m_pki.issue(u"jane"_s, {}, TestPki::Algorithm(algorithm));
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()},
                      std::make_unique<StaticCredentials>(
                          Credentials{.certificatePem = jane.certificatePem, .privateKeyPem = jane.privateKeyPem}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QCOMPARE(server.requests().first().clientCertificate, "jane");
}

void TestHttpTls::missingClientCertificate()
{
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}, QSslSocket::VerifyPeer));
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QVERIFY(!exchange.succeeded());
    QCOMPARE(server.requests().size(), 0);
    QCOMPARE(exchange.calls, 1);
}

void TestHttpTls::newCertificateTakesNewConnections()
{
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}, QSslSocket::QueryPeer));
    server.setScripts({Script::answer(200, "application/json", "{}"), Script::answer(401, "application/json", "{}"),
                       Script::answer(200, "application/json", "{}")});
    TestCredentials::State state{.all = {}};
    for (const QString &name : {u"old"_s, u"new"_s}) {
        const TestIdentity identity = m_pki.issue(name);
        state.all.push_back({.certificatePem = identity.certificatePem, .privateKeyPem = identity.privateKeyPem});
    }
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()}, std::make_unique<TestCredentials>(state),
                      "test");
    for (int i = 0; i < 2; ++i) {
        Exchange exchange;
        QVERIFY(exchange.run(client, {.path = u"/version"_s}));
        QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    }
    QList<QByteArray> names;
    for (const SeenRequest &seen : server.requests())
        names << seen.clientCertificate;
    QCOMPARE(names, (QList<QByteArray>{"old", "old", "new"}));
}

//! Not even while those of the old identity are still in use, and not the other way round.
void TestHttpTls::identitiesShareNoConnection()
{
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}, QSslSocket::QueryPeer));
    server.setHandler([](const SeenRequest &request) {
        if (request.path() == "/watch")
            return Script().head(200, "application/json").chunk("abc").hang();
        return Script::answer(request.path() == "/refused" ? 401 : 200, "application/json", "{}");
    });
    TestCredentials::State state{.all = {}};
    const TestIdentity jane = m_pki.issue(u"jane"_s);
    const TestIdentity john = m_pki.issue(u"john"_s);
    state.all.push_back({.certificatePem = jane.certificatePem, .privateKeyPem = jane.privateKeyPem});
    state.all.push_back({.certificatePem = john.certificatePem, .privateKeyPem = john.privateKeyPem});
    state.all.push_back({.authorization = "Bearer t0ken"});
    state.all.push_back({.certificatePem = jane.certificatePem, .privateKeyPem = jane.privateKeyPem});
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()}, std::make_unique<TestCredentials>(state),
                      "test");
    const auto get = [&](const QString &path) {
        Exchange exchange;
        return exchange.run(client, {.path = path}) && server.requests().last().path() == path.toUtf8();
    };
    QObject watches;
    for (const char *name : {"jane", "john", "", "jane"}) {
        QVERIFY(get(u"/version"_s));
        QCOMPARE(server.requests().last().clientCertificate, name);
        HttpStream *watch = client.stream({.path = u"/watch"_s, .bodyLimit = 0}, &watches);
        const qsizetype before = server.requests().size();
        watch->start();
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), before + 1, 20'000);
        QCOMPARE(server.requests().last().clientCertificate, name);
        QVERIFY(get(u"/version"_s));
        QCOMPARE(server.requests().last().clientCertificate, name);
        QVERIFY(get(u"/refused"_s)); // and on to the next
    }
}

void TestHttpTls::burstsComeWhole_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<qsizetype>("size");

    Script small = Script().head(200, "application/json");
    Script apart = small;
    Script large = small;
    for (int i = 0; i < 200; ++i) {
        small.chunk("event\n");
        apart.send("6\r\n").send("event\n").send("\r\n");
    }
    for (int i = 0; i < 10; ++i)
        large.chunk(QByteArray(50'000, 'x'));
    QTest::newRow("records smaller than what is read ahead") << small.hang() << qsizetype(1'200);
    QTest::newRow("records without a byte of the body") << apart.hang() << qsizetype(1'200);
    QTest::newRow("records as large as they can be") << large.hang() << qsizetype(500'000);
}

//! The connection stays open and nothing follows: what OpenSSL has read ahead, no event tells of.
void TestHttpTls::burstsComeWhole()
{
    QFETCH(Script, script);
    QFETCH(qsizetype, size);

    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}));
    server.setScripts({script});
    TestCredentials::State state{.all = {Credentials()}};
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()}, std::make_unique<TestCredentials>(state),
                      "test");
    QObject context;
    qsizetype received = 0;
    HttpStream *watch = client.stream({.path = u"/watch"_s, .bodyLimit = 0}, &context);
    connect(watch, &HttpStream::received, &context, [&](QByteArrayView bytes) {
        received += bytes.size();
        QThread::msleep(1); // so that it takes more than one turn
    });
    watch->start();
    QTRY_COMPARE_WITH_TIMEOUT(received, size, 20'000);
}

//! Resumed from within another exchange of the client, with whose next event libcurl then runs it.
void TestHttpTls::resumedComesWhole()
{
    Script events = Script().head(200, "application/json");
    for (int i = 0; i < 200; ++i)
        events.chunk("event\n");
    events.hang();
    Script burst = Script().head(200, "text/plain");
    for (int i = 0; i < 100; ++i)
        burst.chunk(QByteArray(20'000, 'x'));
    burst.hang();
    FaultServer server(m_pki.server({u"IP:127.0.0.1"_s}));
    server.setHandler([&](const SeenRequest &request) { return request.path() == "/watch" ? events : burst; });
    TestCredentials::State state{.all = {Credentials()}};
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()}, std::make_unique<TestCredentials>(state),
                      "test");
    QObject context;
    qsizetype received = 0;
    HttpStream *watch = client.stream({.path = u"/watch"_s, .bodyLimit = 0}, &context);
    connect(watch, &HttpStream::received, &context, [&](QByteArrayView bytes) {
        if (received == 0)
            watch->pause();
        received += bytes.size();
    });
    watch->start();
    QTRY_VERIFY_WITH_TIMEOUT(received > 0, 20'000);
    HttpStream *other = client.stream({.path = u"/other"_s, .bodyLimit = 0}, &context);
    connect(other, &HttpStream::received, &context, [&] { watch->resume(); });
    other->start();
    QTRY_COMPARE_WITH_TIMEOUT(received, 1'200, 20'000);
}

void TestHttpTls::asksByTheServersName_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("hasProxy");
    QTest::newRow("address") << u"127.0.0.1"_s << false;
    QTest::newRow("name") << u"localhost"_s << false;
    QTest::newRow("name through a proxy") << u"other.example"_s << true;
    QTest::newRow("IPv6 through a proxy") << u"2001:db8::1"_s << true;
}

//! tls-server-name is for TLS only: neither the proxy nor the server's HTTP sees it.
void TestHttpTls::asksByTheServersName()
{
    QFETCH(QString, host);
    QFETCH(bool, hasProxy);
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    TestProxy proxy(TestProxy::Kind::Connect, server.port());
    Endpoint endpoint{.server = QUrl(server.url(host).toString() + u"/a%2Fb/"_s),
                      .caPem = m_pki.caPem(),
                      .tlsServerName = u"api.example"_s};
    if (hasProxy)
        endpoint.proxy = proxy.url();
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpRequest request{.path = u"/version"_s};
    request.query.addQueryItem(u"a"_s, u"b c"_s);
    for (int i = 0; i < 2; ++i) {
        Exchange exchange;
        QVERIFY(exchange.run(client, request));
        QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    }
    const QByteArray authority = endpoint.server.authority().toUtf8();
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().first().target, "/a%2Fb/version?a=b%20c");
    QCOMPARE(server.requests().first().values("Host"), QList<QByteArray>{authority});
    QCOMPARE(proxy.tunnels(), hasProxy ? QList<QByteArray>{authority} : QList<QByteArray>{});
}

void TestHttpTls::tooOldTls()
{
    QSslConfiguration ssl = m_pki.server();
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    ssl.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    FaultServer server(ssl);
    HttpClient client({.server = server.url(), .caPem = m_pki.caPem()},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(toString(exchange.error().kind), u"Tls"_s);
    QCOMPARE(exchange.error().reason, u"TlsHandshakeFailed"_s);
    QCOMPARE(server.requests().size(), 0);
}

//! A server that is just starting or ending, which is no matter of certificates.
void TestHttpTls::closesInTheHandshake()
{
    TestProxy server(TestProxy::Kind::Closing, 0);
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    HttpClient client({.server = url, .caPem = m_pki.caPem()}, std::make_unique<StaticCredentials>(Credentials{}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(toString(exchange.error().kind), u"Network"_s);
    QCOMPARE(exchange.error().reason, u"ConnectionClosed"_s);
}

void TestHttpTls::compressed_data()
{
    QTest::addColumn<bool>("disableCompression");
    QTest::addColumn<QByteArray>("packed");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("expected");

    const auto deflate = [](const QByteArray &bytes) { return qCompress(bytes, 9).mid(4); };
    const QByteArray text = R"({"kind":"PodList"})";
    QTest::newRow("not asked for") << true << QByteArray() << 1'000 << u"ok"_s;
    QTest::newRow("packed") << false << deflate(text) << 1'000 << u"ok"_s;
    // libcurl is content with the part; whoever reads the body finds that it is half.
    QTest::newRow("cut") << false << deflate(text).chopped(8) << 1'000 << u"ok"_s;
    QTest::newRow("no zlib at all") << false << QByteArray("garbage garbage") << 1'000 << u"Malformed"_s;
    QTest::newRow("bomb") << false << deflate(QByteArray(64 << 20, ' ')) << (1 << 20) << u"Malformed"_s;
}

void TestHttpTls::compressed()
{
    QFETCH(bool, disableCompression);
    QFETCH(QByteArray, packed);
    QFETCH(int, limit);
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    TestProxy proxy(TestProxy::Kind::Connect, server.port()); // never loopback for the client
    server.setScripts({packed.isEmpty()
                           ? Script::answer(200, "application/json", R"({"kind":"PodList"})")
                           : Script::answer(200, "application/json", packed, {{"Content-Encoding", "deflate"}})});
    HttpClient client({.server = server.url(u"api.example"_s),
                       .caPem = m_pki.caPem(),
                       .disableCompression = disableCompression,
                       .proxy = proxy.url()},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    HttpRequest request{.path = u"/version"_s};
    request.bodyLimit = limit;
    QVERIFY(exchange.run(client, request));
    const QByteArray accepted = server.requests().first().value("Accept-Encoding");
    QVERIFY2(disableCompression ? accepted == "identity" : accepted.contains("gzip"), accepted);
    QTEST(exchange.succeeded() ? u"ok"_s : toString(exchange.error().kind), "expected");
    QVERIFY(exchange.error().reason != "ProxyFailed"_L1);
    QVERIFY(QByteArray(R"({"kind":"PodList"})").startsWith(exchange.body()));
}

void TestHttpTls::logsNoSecrets()
{
    FaultServer server(m_pki.server({u"DNS:api.example"_s}, QSslSocket::QueryPeer));
    server.setScripts({Script::answer(200, "application/json", "{}"), Script::answer(401, "application/json", "{}"),
                       Script().close()});
    TestProxy proxy(TestProxy::Kind::Connect, server.port(), "user", "s3cret-password");
    const TestIdentity jane = m_pki.issue(u"jane"_s);
    const Credentials credentials{.authorization = "Bearer s3cret-token",
                                  .certificatePem = jane.certificatePem,
                                  .privateKeyPem = jane.privateKeyPem};
    logged.clear();
    QLoggingCategory::setFilterRules(u"*=true"_s);
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    {
        HttpClient client({.server = server.url(u"api.example"_s),
                           .caPem = m_pki.caPem(),
                           .proxy = proxy.url(u"user:s3cret-password"_s)},
                          std::make_unique<StaticCredentials>(credentials), "test");
        for (int i = 0; i < 3; ++i) {
            Exchange exchange;
            exchange.run(client, {.path = u"/version"_s});
            logged << exchange.error().message << exchange.error().reason;
        }
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QCOMPARE(server.requests().size() >= 3, true);
    const QString key = QString::fromLatin1(jane.privateKeyPem.split('\n').value(1));
    for (const QString &line : logged) {
        QVERIFY2(!line.contains("s3cret"_L1), qPrintable(line));
        QVERIFY2(!line.contains(key), qPrintable(line));
        QVERIFY2(!line.contains(QString::fromLatin1(QByteArray("user:s3cret-password").toBase64())), qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_httptls.moc"
