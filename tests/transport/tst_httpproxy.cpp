// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testpki.h"
#include "tests/support/testproxy.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = TestProxy::Kind;

Q_DECLARE_METATYPE(Kind)

namespace {

QString authorityOf(const QUrl &proxy)
{
    return proxy.authority().section(u'@', -1);
}

} // namespace

class TestHttpProxy : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void reaches_data();
    void reaches();
    void fails_data();
    void fails();
    void deadProxy_data();
    void deadProxy();
    void overTls_data();
    void overTls();
    void overTlsLarge();
    void overTlsFails_data();
    void overTlsFails();
    void overTlsSilent();
    void overTlsClientGoesFirst();
    void overTlsToAPlainServer();
    void showsNoCertificateToTheProxy();
    void keepsTunnels();

private:
    TestPki m_pki;
    TestPki m_otherPki;
};

void TestHttpProxy::reaches_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("hasTls");
    QTest::addColumn<QByteArray>("password"); // empty: the proxy does not ask
    QTest::addColumn<QString>("userInfo");

    const QString none;
    QTest::newRow("CONNECT") << Kind::Connect << true << QByteArray() << none;
    QTest::newRow("CONNECT with a password") << Kind::Connect << true << QByteArray("s3cret") << u"user:s3cret"_s;
    QTest::newRow("CONNECT with an encoded password")
        << Kind::Connect << true << QByteArray("p@ss:w%rd") << u"user:p%40ss%3Aw%25rd"_s;
    QTest::newRow("CONNECT, not asked") << Kind::Connect << true << QByteArray() << u"user:s3cret"_s;
    QTest::newRow("SOCKS5") << Kind::Socks5 << true << QByteArray() << none;
    QTest::newRow("SOCKS5 without TLS") << Kind::Socks5 << false << QByteArray() << none;
    QTest::newRow("SOCKS5 with a password") << Kind::Socks5 << true << QByteArray("s3cret") << u"user:s3cret"_s;
}

void TestHttpProxy::reaches()
{
    QFETCH(Kind, kind);
    QFETCH(bool, hasTls);
    QFETCH(QByteArray, password);
    QFETCH(QString, userInfo);
    const auto server =
        hasTls ? std::make_unique<FaultServer>(m_pki.server({u"DNS:api.example"_s})) : std::make_unique<FaultServer>();
    server->setScripts({Script::answer(200, "application/json", "{}")});
    TestProxy proxy(kind, server->port(), password.isEmpty() ? QByteArray() : QByteArray("user"), password);
    const Endpoint endpoint{
        .server = server->url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url(userInfo)};
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}),
                      "test");
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("POST")}) {
        Exchange exchange;
        QVERIFY(exchange.run(
            client, {.method = method, .path = u"/version"_s, .contentType = "application/json", .body = "{}"}));
        QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    }
    QCOMPARE(server->requests().size(), 2);
    QCOMPARE(server->requests().first().value("Authorization"), "Bearer t0ken");
    // The proxy resolves the name; it learns neither token nor target from the tunnel.
    QCOMPARE(proxy.tunnels().first(), "api.example:" + QByteArray::number(server->port()));
    QVERIFY(!proxy.seen().contains("t0ken"));
    for (const SeenRequest &seen : server->requests())
        QVERIFY(seen.values("Proxy-Authorization").isEmpty());
}

void TestHttpProxy::fails_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("userInfo");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("reason");

    const QString none;
    QTest::newRow("CONNECT, no password given")
        << Kind::Connect << QByteArray("s3cret") << none << u"Unauthorized"_s << u"ProxyFailed"_s;
    QTest::newRow("CONNECT, wrong password")
        << Kind::Connect << QByteArray("s3cret") << u"user:s3cret-no"_s << u"Unauthorized"_s << u"ProxyFailed"_s;
    QTest::newRow("CONNECT, refused") << Kind::Refusing << QByteArray() << u"user:s3cret"_s << u"Network"_s
                                      << u"ProxyFailed"_s;
    QTest::newRow("CONNECT, closed") << Kind::Closing << QByteArray() << u"user:s3cret"_s << u"Network"_s
                                     << u"ProxyUnreachable"_s;
    QTest::newRow("CONNECT, silent") << Kind::Hanging << QByteArray() << u"user:s3cret"_s << u"Timeout"_s
                                     << u"NoAnswer"_s;
    QTest::newRow("SOCKS5, closed") << Kind::ClosingSocks5 << QByteArray() << u"user:s3cret"_s << u"Network"_s
                                    << u"ProxyUnreachable"_s;
    QTest::newRow("SOCKS5, refused") << Kind::RefusingSocks5 << QByteArray() << none << u"Network"_s
                                     << u"ProxyFailed"_s;
    QTest::newRow("SOCKS5, no password given")
        << Kind::Socks5 << QByteArray("s3cret") << none << u"Unauthorized"_s << u"ProxyFailed"_s;
    QTest::newRow("SOCKS5, wrong password")
        << Kind::Socks5 << QByteArray("s3cret") << u"user:s3cret-no"_s << u"Unauthorized"_s << u"ProxyFailed"_s;
}

void TestHttpProxy::fails()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, password);
    QFETCH(QString, userInfo);
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    TestProxy proxy(kind, server.port(), password.isEmpty() ? QByteArray() : QByteArray("user"), password);
    const Endpoint endpoint{
        .server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url(userInfo)};
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s, .answerTimeout = kind == Kind::Hanging ? 2s : 20s}));
    QTEST(toString(exchange.error().kind), "expected");
    QTEST(exchange.error().reason, "reason");
    QVERIFY2(!exchange.error().message.contains("s3cret"_L1), qPrintable(exchange.error().message));
    QVERIFY2(!exchange.error().message.contains("t0ken"_L1), qPrintable(exchange.error().message));
    QCOMPARE(exchange.error().httpStatus, 0);
    QCOMPARE(server.requests().size(), 0);
    QCOMPARE(proxy.connections(), 1);
    QCOMPARE(exchange.calls, 1);
}

void TestHttpProxy::deadProxy_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("CONNECT") << Kind::Connect;
    QTest::newRow("SOCKS5") << Kind::Socks5;
}

void TestHttpProxy::deadProxy()
{
    QFETCH(Kind, kind);
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    const QUrl url = TestProxy(kind, server.port()).url(u"user:s3cret"_s);
    HttpClient client({.server = server.url(), .proxy = url}, std::make_unique<StaticCredentials>(Credentials{}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(toString(exchange.error().kind), u"Network"_s);
    QCOMPARE(exchange.error().reason, u"ProxyUnreachable"_s);
    QCOMPARE(exchange.error().message, u"the proxy %1 cannot be reached: Connection refused"_s.arg(authorityOf(url)));
    QCOMPARE(server.connections(), 0);
}

void TestHttpProxy::overTls_data()
{
    QTest::addColumn<QByteArray>("password"); // empty: the proxy does not ask
    QTest::addColumn<QString>("userInfo");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<bool>("insecure");

    const QString none;
    QTest::newRow("open") << QByteArray() << none << true << false;
    QTest::newRow("with a password") << QByteArray("s3cret") << u"user:s3cret"_s << true << false;
    QTest::newRow("with an encoded password") << QByteArray("p@ss:w%rd") << u"user:p%40ss%3Aw%25rd"_s << true << false;
    QTest::newRow("not trusted, insecure") << QByteArray("s3cret") << u"user:s3cret"_s << false << true;
}

void TestHttpProxy::overTls()
{
    QFETCH(QByteArray, password);
    QFETCH(QString, userInfo);
    QFETCH(bool, isTrusted);
    QFETCH(bool, insecure);
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    TestProxy proxy(Kind::Connect, server.port(), password.isEmpty() ? QByteArray() : QByteArray("user"), password,
                    (isTrusted ? m_pki : m_otherPki).server());
    const Endpoint endpoint{.server = server.url(u"api.example"_s),
                            .caPem = m_pki.caPem(),
                            .insecureSkipTlsVerify = insecure,
                            .proxy = proxy.url(userInfo)};
    QCOMPARE(endpoint.proxy.scheme(), u"https"_s);
    HttpClient client(endpoint, std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}),
                      "test");
    for (const QByteArray &method : {QByteArray("GET"), QByteArray("POST")}) {
        Exchange exchange;
        QVERIFY(exchange.run(
            client, {.method = method, .path = u"/version"_s, .contentType = "application/json", .body = "{}"}));
        QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    }
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().first().value("Authorization"), "Bearer t0ken");
    QCOMPARE(proxy.tunnels().first(), "api.example:" + QByteArray::number(server.port()));
    QCOMPARE(proxy.seen().contains("Proxy-Authorization: Basic"), !password.isEmpty());
    QVERIFY(!proxy.seen().contains("t0ken"));
    for (const SeenRequest &seen : server.requests())
        QVERIFY(seen.values("Proxy-Authorization").isEmpty());
}

void TestHttpProxy::overTlsLarge()
{
    QByteArray body;
    for (int i = 0; body.size() < 2 << 20; ++i) // several times what the relay holds
        body += QByteArray::number(i) + ' ';
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    server.setScripts({Script::answer(200, "text/plain", body)});
    TestProxy proxy(Kind::Connect, server.port(), {}, {}, m_pki.server());
    HttpClient client({.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url()},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.method = "POST", .path = u"/large"_s, .contentType = "text/plain", .body = body}));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QVERIFY(exchange.body() == body);
    QVERIFY(server.requests().first().body == body);
}

void TestHttpProxy::overTlsFails_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("certificate"); // of the proxy; "none": it speaks no TLS, "dead": it is not there
    QTest::addColumn<bool>("isPlainServer");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message"); // of ours, which names the proxy; empty: what Qt says

    const QByteArray right("s3cret");
    const QString unreachable = u"ProxyUnreachable"_s;
    QTest::newRow("not trusted") << Kind::Connect << u"other"_s << false << right << u"Tls"_s << u"ProxyNotTrusted"_s
                                 << u"is not trusted"_s;
    QTest::newRow("wrong host name") << Kind::Connect << u"name"_s << false << right << u"Tls"_s << u"ProxyNotTrusted"_s
                                     << u"did not match"_s;
    QTest::newRow("not trusted, server without TLS")
        << Kind::Connect << u"other"_s << true << right << u"Tls"_s << u"ProxyNotTrusted"_s << u"is not trusted"_s;
    QTest::newRow("nothing listens") << Kind::Connect << u"dead"_s << false << right << u"Network"_s << unreachable
                                     << u"refused"_s;
    QTest::newRow("nothing listens, server without TLS")
        << Kind::Connect << u"dead"_s << true << right << u"Network"_s << unreachable << u"refused"_s;
    QTest::newRow("closes before TLS") << Kind::Closing << u"none"_s << false << right << u"Network"_s << unreachable
                                       << u"closed"_s;
    QTest::newRow("closes after TLS") << Kind::Closing << u"ours"_s << false << right << u"Network"_s << unreachable
                                      << u"closed"_s;
    QTest::newRow("wrong password") << Kind::Connect << u"ours"_s << false << QByteArray("another") << u"Unauthorized"_s
                                    << u"ProxyFailed"_s << QString();
    QTest::newRow("refuses") << Kind::Refusing << u"ours"_s << false << right << u"Network"_s << u"ProxyFailed"_s
                             << QString();
}

void TestHttpProxy::overTlsFails()
{
    QFETCH(Kind, kind);
    QFETCH(QString, certificate);
    QFETCH(bool, isPlainServer);
    QFETCH(QByteArray, password);
    QFETCH(QString, message);
    std::optional<QSslConfiguration> tls;
    if (certificate != "none"_L1) {
        TestPki &pki = certificate == "other"_L1 ? m_otherPki : m_pki;
        tls = pki.server({certificate == "name"_L1 ? u"DNS:proxy.example"_s : u"IP:127.0.0.1"_s});
    }
    const auto server = isPlainServer ? std::make_unique<FaultServer>()
                                      : std::make_unique<FaultServer>(m_pki.server({u"DNS:api.example"_s}));
    auto proxy = std::make_unique<TestProxy>(kind, server->port(), "user", password, tls);
    QUrl url = proxy->url(u"user:s3cret"_s);
    url.setScheme(u"https"_s);
    if (certificate == "dead"_L1)
        proxy.reset();
    HttpClient client({.server = server->url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = url},
                      std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    const ApiError error = exchange.error();
    QTEST(toString(error.kind), "expected");
    QTEST(error.reason, "reason");
    QVERIFY2(error.message.contains(message), qPrintable(error.message));
    QVERIFY2(message.isEmpty() || error.message.contains(authorityOf(url)), qPrintable(error.message));
    for (const QLatin1String secret : {"s3cret"_L1, "user"_L1, "t0ken"_L1})
        QVERIFY2(!error.message.contains(secret), qPrintable(error.message));
    QCOMPARE(error.httpStatus, 0);
    QCOMPARE(server->requests().size(), 0);
    QCOMPARE(exchange.calls, 1);
    if (!message.isEmpty() && proxy)
        QVERIFY(!proxy->seen().contains("Proxy-Authorization"));
}

//! Nothing is said to a proxy before TLS stands.
void TestHttpProxy::overTlsSilent()
{
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    TestProxy proxy(Kind::Hanging, server.port());
    QUrl url = proxy.url(u"user:s3cret"_s);
    url.setScheme(u"https"_s);
    HttpClient client({.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = url},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s, .answerTimeout = 2s}));
    QCOMPARE(toString(exchange.error().kind), u"Timeout"_s);
    QCOMPARE(exchange.error().reason, u"ProxyUnreachable"_s);
    QVERIFY2(exchange.error().message.contains(authorityOf(url)), qPrintable(exchange.error().message));
    QVERIFY(proxy.seen().startsWith('\x16')); // a TLS handshake
    QVERIFY(!proxy.seen().contains("CONNECT"));
    QVERIFY(!proxy.seen().contains(QByteArray("user:s3cret").toBase64()));
}

void TestHttpProxy::overTlsClientGoesFirst()
{
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    server.setScripts({Script().hang()});
    TestProxy proxy(Kind::Connect, server.port(), {}, {}, m_pki.server());
    auto client = std::make_unique<HttpClient>(
        Endpoint{.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url()},
        std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    client->send({.path = u"/version"_s}, &exchange, exchange.done());
    QTRY_COMPARE(server.requests().size(), 1);
    client.reset();
    QTRY_COMPARE(exchange.calls, 1);
    QCOMPARE(toString(exchange.error().kind), u"Cancelled"_s);
    QTRY_COMPARE(server.openConnections(), 0);
}

//! What is not encrypted for the server at least is on the way to the proxy.
void TestHttpProxy::overTlsToAPlainServer()
{
    FaultServer server;
    TestProxy proxy(Kind::Refusing, server.port(), "user", "s3cret", m_pki.server());
    HttpClient client(
        {.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url(u"user:s3cret"_s)},
        std::make_unique<StaticCredentials>(Credentials{.authorization = "Bearer t0ken"}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(exchange.error().httpStatus, 403); // of the proxy, which is whom we talk to
    QVERIFY(proxy.seen().startsWith("GET http://api.example:" + QByteArray::number(server.port()) + "/version "));
    QVERIFY(proxy.seen().contains("Authorization: Bearer t0ken"));
    QVERIFY(proxy.seen().contains("Proxy-Authorization: Basic "));
}

void TestHttpProxy::showsNoCertificateToTheProxy()
{
    FaultServer server(m_pki.server({u"DNS:api.example"_s}, QSslSocket::VerifyPeer));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    QSslConfiguration ofProxy = m_pki.server();
    ofProxy.setPeerVerifyMode(QSslSocket::VerifyPeer);
    TestProxy curious(Kind::Connect, server.port(), {}, {}, ofProxy);
    TestProxy plain(Kind::Connect, server.port(), {}, {}, m_pki.server());
    const TestIdentity jane = m_pki.issue(u"jane"_s);
    const auto run = [&](const QUrl &proxy) {
        HttpClient client({.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy},
                          std::make_unique<StaticCredentials>(
                              Credentials{.certificatePem = jane.certificatePem, .privateKeyPem = jane.privateKeyPem}),
                          "test");
        Exchange exchange;
        exchange.run(client, {.path = u"/version"_s});
        return exchange.succeeded();
    };
    QVERIFY(run(plain.url()));
    QCOMPARE(server.requests().first().clientCertificate, "jane");
    QVERIFY(!run(curious.url()));
}

void TestHttpProxy::keepsTunnels()
{
    FaultServer server(m_pki.server({u"DNS:api.example"_s}));
    server.setScripts({Script::answer(200, "application/json", "{}")});
    TestProxy proxy(Kind::Connect, server.port(), "user", "s3cret", m_pki.server());
    HttpClient client(
        {.server = server.url(u"api.example"_s), .caPem = m_pki.caPem(), .proxy = proxy.url(u"user:s3cret"_s)},
        std::make_unique<StaticCredentials>(Credentials{}), "test");
    for (int i = 0; i < 3; ++i) {
        Exchange exchange;
        QVERIFY(exchange.run(client, {.path = u"/version"_s}));
        QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    }
    QCOMPARE(proxy.tunnels().size(), 1);
    QCOMPARE(server.connections(), 1);
}

QTEST_GUILESS_MAIN(TestHttpProxy)
#include "tst_httpproxy.moc"
