// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/unixrelay.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";

std::unique_ptr<CredentialSource> nobody()
{
    return std::make_unique<StaticCredentials>(Credentials{});
}

HttpRequest get(const QString &path = u"/_ping"_s)
{
    return {.path = path, .answerTimeout = 10s, .idleTimeout = 10s};
}

HttpRequest post(const QByteArray &body)
{
    return {.method = "POST",
            .path = u"/build"_s,
            .contentType = Json,
            .body = body,
            .answerTimeout = 10s,
            .idleTimeout = 10s};
}

} // namespace

class TestUnixSocket : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void speaksHttp();
    void looksAtNoProxy_data();
    void looksAtNoProxy();
    void keepsConnectionsForReads();
    void serverGoes();
    void failures_data();
    void failures();
    void identity();
};

void TestUnixSocket::speaksHttp()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, "{\"a\":1}", {{"Api-Version", "1.41"}, {"X-Two", "a"}})});
    const UnixRelay relay(server.port());
    HttpClient client(unixEndpoint(relay.path()), nobody(), "test/1");
    Exchange exchange;
    QVERIFY(exchange.run(client, get(u"/v1.41/images/json"_s)));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QCOMPARE(exchange.body(), QByteArray("{\"a\":1}"));
    QCOMPARE(headerValue((*exchange.last)->headers, "api-version"), QByteArray("1.41"));
    QCOMPARE(headerValue((*exchange.last)->headers, "none"), QByteArray());
    const SeenRequest seen = server.requests().value(0);
    QCOMPARE(seen.target, QByteArray("/v1.41/images/json"));
    QCOMPARE(seen.value("Host"), QByteArray("localhost"));
    QCOMPARE(seen.value("Accept-Encoding"), QByteArray("identity"));
}

void TestUnixSocket::looksAtNoProxy_data()
{
    QTest::addColumn<bool>("isOfEndpoint");
    QTest::newRow("of the environment") << false;
    QTest::newRow("of the endpoint") << true;
}

void TestUnixSocket::looksAtNoProxy()
{
    QFETCH(bool, isOfEndpoint);
    FaultServer server;
    server.setScripts({Script::answer(200, Json, "{}")});
    const UnixRelay relay(server.port());
    Endpoint endpoint = unixEndpoint(relay.path());
    const QUrl proxy(u"http://127.0.0.1:9"_s);
    if (isOfEndpoint)
        endpoint.proxy = proxy;
    else
        qputenv("HTTP_PROXY", proxy.toEncoded());
    HttpClient client(endpoint, nobody(), "test");
    qunsetenv("HTTP_PROXY");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
}

void TestUnixSocket::keepsConnectionsForReads()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, "{}")});
    const UnixRelay relay(server.port());
    HttpClient client(unixEndpoint(relay.path()), nobody(), "test");
    for (const HttpRequest &request : {get(), get(), post("{}"), get()}) {
        Exchange exchange;
        QVERIFY(exchange.run(client, request));
        QVERIFY(exchange.succeeded());
    }
    QCOMPARE(server.requests().value(1).connection, 1);
    QCOMPARE(server.requests().value(2).connection, 2); // a change takes one of its own
    QCOMPARE(server.requests().value(2).body, QByteArray("{}"));
    QCOMPARE(server.connections(), 2);
}

void TestUnixSocket::serverGoes()
{
    FaultServer server;
    server.setScripts({Script().head(200, Json).chunk("abc").close()});
    const UnixRelay relay(server.port());
    HttpClient client(unixEndpoint(relay.path()), nobody(), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QCOMPARE(toString(exchange.error().kind), u"Network"_s);
    QCOMPARE(exchange.error().reason, u"ConnectionClosed"_s);
}

void TestUnixSocket::failures_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<bool>("isTransient");

    QTest::newRow("no such file") << u"none"_s << u"Network"_s << u"SocketNotFound"_s << true;
    QTest::newRow("nobody listens") << u"dead"_s << u"Network"_s << u"ConnectionRefused"_s << true;
    QTest::newRow("no socket") << u"file"_s << u"Network"_s << u"ConnectionRefused"_s << true;
    QTest::newRow("a path that is too long") << QString(200, u'x') << u"Network"_s << u"NetworkFailed"_s << true;
    if (geteuid() != 0) // who is root may do all
        QTest::newRow("not allowed") << u"locked"_s << u"Forbidden"_s << u"SocketForbidden"_s << false;
}

void TestUnixSocket::failures()
{
    QFETCH(QString, what);
    const QTemporaryDir folder;
    const QString path = folder.filePath(what);
    if (what == "dead"_L1 || what == "locked"_L1) {
        const QByteArray name = QFile::encodeName(path);
        QCOMPARE(mknod(name.constData(), S_IFSOCK | (what == "locked"_L1 ? 0 : 0600), 0), 0);
    } else if (what == "file"_L1) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    HttpClient client(unixEndpoint(path), nobody(), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, get()));
    QTEST(toString(exchange.error().kind), "kind");
    QTEST(exchange.error().reason, "reason");
    QTEST(exchange.error().isTransient(), "isTransient");
    QVERIFY2(exchange.error().message.startsWith(u"the socket %1 cannot be reached: "_s.arg(path)),
             qPrintable(exchange.error().message));
}

void TestUnixSocket::identity()
{
    const QString one = endpointId(unixEndpoint(u"/run/a.sock"_s));
    QCOMPARE(one, endpointId(unixEndpoint(u"/run/a.sock"_s)));
    QVERIFY(one != endpointId(unixEndpoint(u"/run/b.sock"_s)));
    QVERIFY(one != endpointId({.server = QUrl(u"http://localhost"_s)}));
}

QTEST_GUILESS_MAIN(TestUnixSocket)
#include "tst_unixsocket.moc"
