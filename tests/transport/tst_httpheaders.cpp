// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

//! What stands on the wire, byte by byte.
class TestHttpHeaders : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void sendsLines_data();
    void sendsLines();
    void refuses_data();
    void refuses();
    void target_data();
    void target();
    void sendsBody();
};

void TestHttpHeaders::sendsLines_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QList<QByteArray>>("lines");

    const QByteArray none;
    const QByteArray group = "Impersonate-Group";
    QTest::newRow("user agent") << Headers{} << none << QByteArray("User-Agent")
                                << QList<QByteArray>{"fairlead/0.1 (test)"};
    QTest::newRow("accept") << Headers{} << none << QByteArray("Accept") << QList<QByteArray>{"application/json"};
    QTest::newRow("anonymous") << Headers{} << none << QByteArray("Authorization") << QList<QByteArray>{};
    QTest::newRow("bearer") << Headers{} << QByteArray("Bearer s3cret") << QByteArray("Authorization")
                            << QList<QByteArray>{"Bearer s3cret"};
    QTest::newRow("basic") << Headers{} << QByteArray("Basic dTpw") << QByteArray("Authorization")
                           << QList<QByteArray>{"Basic dTpw"};
    QTest::newRow("no compression on loopback")
        << Headers{} << none << QByteArray("Accept-Encoding") << QList<QByteArray>{"identity"};
    QTest::newRow("no cookies") << Headers{} << none << QByteArray("Cookie") << QList<QByteArray>{};
    QTest::newRow("impersonated user") << Headers{{"Impersonate-User", "jane"}} << none
                                       << QByteArray("Impersonate-User") << QList<QByteArray>{"jane"};
    QTest::newRow("one group") << Headers{{group, "dev"}} << none << group << QList<QByteArray>{"dev"};
    QTest::newRow("one line per group") << Headers{{group, "dev"},
                                                   {"Impersonate-User", "jane"},
                                                   {group, "ops"},
                                                   {group, "ml"}}
                                        << none << group << QList<QByteArray>{"dev", "ops", "ml"};
    QTest::newRow("a comma in a group") << Headers{{group, "a, b"}, {group, "c"}} << none << group
                                        << QList<QByteArray>{"a, b", "c"};
    QTest::newRow("extra values") << Headers{{"Impersonate-Extra-scopes", "view"}, {"Impersonate-Extra-scopes", "edit"}}
                                  << none << QByteArray("Impersonate-Extra-scopes")
                                  << QList<QByteArray>{"view", "edit"};
    QTest::newRow("names compare without case")
        << Headers{{group, "a"}, {"impersonate-group", "b"}} << none << group << QList<QByteArray>{"a", "b"};
    QTest::newRow("the same group twice")
        << Headers{{group, "a"}, {group, "a"}} << none << group << QList<QByteArray>{"a", "a"};
    QTest::newRow("empty value") << Headers{{group, ""}, {group, "a"}} << none << group << QList<QByteArray>{"", "a"};
    QTest::newRow("null value") << Headers{{group, QByteArray()}} << none << group << QList<QByteArray>{""};
    QTest::newRow("utf-8") << Headers{{group, "größe"}, {group, "汉"}} << none << group
                           << QList<QByteArray>{"größe", "汉"};
    QTest::newRow("escaped key") << Headers{{"Impersonate-Extra-acme.com%2Fproject", "p"}} << none
                                 << QByteArray("Impersonate-Extra-acme.com%2Fproject") << QList<QByteArray>{"p"};
}

void TestHttpHeaders::sendsLines()
{
    QFETCH(Headers, headers);
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, name);
    QFETCH(QList<QByteArray>, lines);
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = server.url(), .headers = headers},
                      std::make_unique<StaticCredentials>(Credentials{.authorization = authorization}),
                      "fairlead/0.1 (test)");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QCOMPARE(server.requests().size(), 1);

    QList<QByteArray> seen;
    QList<QByteArray> raw = server.requests().first().head.split('\n');
    QCOMPARE(raw.takeFirst(), "GET /version HTTP/1.1\r");
    for (const QByteArray &line : raw) {
        QVERIFY(line.isEmpty() || line.endsWith('\r'));
        if (line.toLower().startsWith(name.toLower() + ':'))
            seen << line.mid(name.size() + 1).trimmed();
    }
    QCOMPARE(seen, lines);
}

void TestHttpHeaders::refuses_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("authorization");

    const QByteArray none;
    const QByteArray group = "Impersonate-Group";
    QTest::newRow("CR LF in a value") << Headers{{group, "dev\r\nImpersonate-Group: system:masters"}} << none;
    QTest::newRow("LF in a value") << Headers{{group, "dev\nImpersonate-Group: system:masters"}} << none;
    QTest::newRow("CR in a value") << Headers{{group, "dev\rx"}} << none;
    QTest::newRow("LF at the end") << Headers{{group, "dev\n"}} << none;
    QTest::newRow("CR LF in the second value") << Headers{{group, "dev"}, {group, "a\r\nX: y"}} << none;
    QTest::newRow("NUL in a value") << Headers{{group, QByteArray("a\0b", 3)}} << none;
    QTest::newRow("LF in a name") << Headers{{"Impersonate-Extra-a\nX", "b"}} << none;
    QTest::newRow("colon in a name") << Headers{{"Impersonate-Extra-a:b", "c"}} << none;
    QTest::newRow("space in a name") << Headers{{"Impersonate-Extra-a b", "c"}} << none;
    QTest::newRow("no name") << Headers{{"", "c"}} << none;
    QTest::newRow("CR LF in a token") << Headers{} << QByteArray("Bearer s3cret\r\nImpersonate-User: root");
    QTest::newRow("LF after a token") << Headers{} << QByteArray("Bearer s3cret\n");
}

void TestHttpHeaders::refuses()
{
    QFETCH(Headers, headers);
    QFETCH(QByteArray, authorization);
    FaultServer server;
    HttpClient client({.server = server.url(), .headers = headers},
                      std::make_unique<StaticCredentials>(Credentials{.authorization = authorization}), "test");
    Exchange exchange;
    QVERIFY(exchange.run(client, {.path = u"/version"_s}));
    const ApiError error = exchange.error();
    QCOMPARE(toString(error.kind), u"Invalid"_s);
    QCOMPARE(error.reason, u"BadHeader"_s);
    QVERIFY(!error.message.contains("s3cret"_L1));
    QCOMPARE(exchange.calls, 1);
    QCOMPARE(server.connections(), 0);
}

void TestHttpHeaders::target_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("expected");

    const QString none;
    QTest::newRow("no prefix") << none << u"/version"_s << none << none << QByteArray("/version");
    QTest::newRow("slash as prefix") << u"/"_s << u"/version"_s << none << none << QByteArray("/version");
    QTest::newRow("prefix") << u"/k8s/clusters/c-1"_s << u"/version"_s << none << none
                            << QByteArray("/k8s/clusters/c-1/version");
    QTest::newRow("prefix with slashes") << u"/k8s//"_s << u"/version"_s << none << none << QByteArray("/k8s/version");
    QTest::newRow("encoded slash in the prefix")
        << u"/a%2Fb"_s << u"/version"_s << none << none << QByteArray("/a%2Fb/version");
    QTest::newRow("encoded space in the prefix")
        << u"/a%20b"_s << u"/version"_s << none << none << QByteArray("/a%20b/version");
    QTest::newRow("space in the path") << none << u"/api/a b"_s << none << none << QByteArray("/api/a%20b");
    QTest::newRow("line break in the path")
        << none << u"/api/a\r\nX: y"_s << none << none << QByteArray("/api/a%0D%0AX:%20y");
    QTest::newRow("question mark in the path")
        << none << u"/api/a?watch=1"_s << none << none << QByteArray("/api/a%3Fwatch=1");
    QTest::newRow("percent in the path") << none << u"/api/a%2Fb"_s << none << none << QByteArray("/api/a%252Fb");
    QTest::newRow("query") << none << u"/api"_s << u"labelSelector"_s << u"a=b,c in (d)"_s
                           << QByteArray("/api?labelSelector=a%3Db,c%20in%20(d)");
    QTest::newRow("ampersand in a value")
        << none << u"/api"_s << u"q"_s << u"a&b#c"_s << QByteArray("/api?q=a%26b%23c");
    QTest::newRow("plus is no space") << none << u"/api"_s << u"q"_s << u"a+b"_s << QByteArray("/api?q=a%2Bb");
}

void TestHttpHeaders::target()
{
    QFETCH(QString, prefix);
    QFETCH(QString, path);
    QFETCH(QString, key);
    QFETCH(QString, value);
    FaultServer server;
    server.setScripts({Script::answer(200, "application/json", "{}")});
    HttpClient client({.server = QUrl(server.url().toString() + prefix)},
                      std::make_unique<StaticCredentials>(Credentials{}), "test");
    HttpRequest request{.path = path};
    if (!key.isEmpty())
        request.query.addQueryItem(key, value);
    Exchange exchange;
    QVERIFY(exchange.run(client, request));
    QVERIFY2(exchange.succeeded(), qPrintable(exchange.error().message));
    QTEST(server.requests().first().target, "expected");
}

void TestHttpHeaders::sendsBody()
{
    FaultServer server;
    server.setScripts({Script::answer(201, "application/json; charset=utf-8", "{}")});
    HttpClient client({.server = server.url()}, std::make_unique<StaticCredentials>(Credentials{}), "test");
    Exchange exchange;
    const QByteArray body(300'000, 'x');
    QVERIFY(exchange.run(
        client, {.method = "PATCH", .path = u"/api"_s, .contentType = "application/merge-patch+json", .body = body}));
    QVERIFY(exchange.succeeded());
    QCOMPARE((*exchange.last)->status, 201);
    QCOMPARE((*exchange.last)->contentType, "application/json");
    const SeenRequest &seen = server.requests().first();
    QCOMPARE(seen.method, "PATCH");
    QCOMPARE(seen.values("Content-Type"), QList<QByteArray>{"application/merge-patch+json"});
    QCOMPARE(seen.body, body);
}

QTEST_GUILESS_MAIN(TestHttpHeaders)
#include "tst_httpheaders.moc"
