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
    void proxyOverTlsIsRefused();

private:
    TestPki m_pki;
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
    // Qt waits on.
    QTest::newRow("CONNECT, closed") << Kind::Closing << QByteArray() << u"user:s3cret"_s << u"Timeout"_s
                                     << u"NoAnswer"_s;
    QTest::newRow("CONNECT, silent") << Kind::Hanging << QByteArray() << u"user:s3cret"_s << u"Timeout"_s
                                     << u"NoAnswer"_s;
    QTest::newRow("SOCKS5, no password given")
        << Kind::Socks5 << QByteArray("s3cret") << none << u"Network"_s << u"ProxyFailed"_s;
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
    QVERIFY(exchange.run(
        client, {.path = u"/version"_s, .answerTimeout = kind == Kind::Hanging || kind == Kind::Closing ? 2s : 20s}));
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
    QCOMPARE(exchange.error().reason, u"ProxyFailed"_s);
    QVERIFY(!exchange.error().message.contains("s3cret"_L1));
    QCOMPARE(server.connections(), 0);
}

//! Qt would send the password in the clear.
void TestHttpProxy::proxyOverTlsIsRefused()
{
    FaultServer server;
    TestProxy proxy(Kind::Connect, server.port());
    QUrl url = proxy.url(u"user:s3cret"_s);
    url.setScheme(u"https"_s);
    HttpClient client({.server = server.url(), .proxy = url}, std::make_unique<StaticCredentials>(Credentials{}),
                      "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QCOMPARE(toString(exchange.error().kind), u"Invalid"_s);
    QCOMPARE(exchange.error().reason, u"HttpsProxy"_s);
    QVERIFY(exchange.error().message.contains(u"127.0.0.1"_s));
    QVERIFY(!exchange.error().message.contains("s3cret"_L1));
    QCOMPARE(proxy.connections(), 0);
}

QTEST_GUILESS_MAIN(TestHttpProxy)
#include "tst_httpproxy.moc"
