// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/dockerconfig.h"

#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;

//! Rows say who answers: "helper NAME for SERVER", "USER with SECRET", "token SECRET", "unreadable", "nobody".
class TestDockerConfig : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void path();

private:
    static QString told(const LoginPlace &place)
    {
        if (!place.helper.isEmpty())
            return u"helper %1 for %2"_s.arg(place.helper, place.server);
        if (place.login && place.login->isIdentityToken)
            return u"token %1"_s.arg(place.login->secret);
        if (place.login)
            return u"%1 with %2"_s.arg(place.login->username, place.login->secret);
        return place.isUnreadable ? u"unreadable"_s : u"nobody"_s;
    }
};

void TestDockerConfig::finds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("who");
    const auto row = [](const char *name, const QByteArray &json, const QString &domain, const QString &who) {
        QTest::newRow(name) << json << domain << who;
    };
    const auto auth = [](const QByteArray &server, const QByteArray &userAndPassword) {
        return "{\"auths\": {\"" + server + "\": {\"auth\": \"" + userAndPassword.toBase64() + "\"}}}";
    };
    const auto hub = u"docker.io"_s;
    const auto host = u"registry.example:5000"_s;
    row("empty file", "", host, u"nobody"_s);
    row("empty object", "{}", host, u"nobody"_s);
    row("other keys", "{\"currentContext\": \"x\", \"auths\": null}", host, u"nobody"_s);
    row("host", auth("registry.example:5000", "u:p"), host, u"u with p"_s);
    row("another port", auth("registry.example:5001", "u:p"), host, u"nobody"_s);
    row("no port", auth("registry.example", "u:p"), host, u"nobody"_s);
    row("another host", auth("a.registry.example:5000", "u:p"), host, u"nobody"_s);
    row("https", auth("https://registry.example:5000", "u:p"), host, u"u with p"_s);
    row("https and path", auth("https://registry.example:5000/v1/", "u:p"), host, u"u with p"_s);
    row("path", auth("registry.example:5000/v2/", "u:p"), host, u"u with p"_s);
    row("IPv6", auth("https://[::1]:5000/v1/", "u:p"), u"[::1]:5000"_s, u"u with p"_s);
    row("exact before others",
        "{\"auths\": {\"https://registry.example:5000/v1/\": {\"auth\": \"YTph\"}, \"registry.example:5000\": "
        "{\"auth\": \"Yjpi\"}}}",
        host, u"b with b"_s);
    row("hub", auth("https://index.docker.io/v1/", "u:p"), hub, u"u with p"_s);
    row("hub, by its index", auth("https://index.docker.io/v1/", "u:p"), u"index.docker.io"_s, u"u with p"_s);
    row("hub, host", auth("index.docker.io", "u:p"), hub, u"u with p"_s);
    row("hub, short", auth("docker.io", "u:p"), hub, u"u with p"_s);
    row("not hub", auth("https://index.docker.io/v1/", "u:p"), host, u"nobody"_s);
    row("colon in the password", auth("registry.example:5000", "u:p:q:"), host, u"u with p:q:"_s);
    row("padded", auth("registry.example:5000", QByteArray("u:p\0\0", 5)), host, u"u with p"_s);
    row("letters beyond ASCII", auth("registry.example:5000", "\xc3\xbc:\xe2\x82\xac \"\\"), host,
        u"\u00fc with \u20ac \"\\"_s);
    row("empty password", auth("registry.example:5000", "u:"), host, u"nobody"_s);
    row("no colon", auth("registry.example:5000", "up"), host, u"unreadable"_s);
    row("no user", auth("registry.example:5000", ":p"), host, u"unreadable"_s);
    row("no base64", "{\"auths\": {\"registry.example:5000\": {\"auth\": \"%%%\"}}}", host, u"unreadable"_s);
    row("another is unreadable", "{\"auths\": {\"x\": {\"auth\": \"%%%\"}}}", host, u"nobody"_s);
    row("in clear", "{\"auths\": {\"registry.example:5000\": {\"username\": \"u\", \"password\": \"p\"}}}", host,
        u"u with p"_s);
    row("identity token", "{\"auths\": {\"registry.example:5000\": {\"auth\": \"dTo=\", \"identitytoken\": \"t\"}}}",
        host, u"token t"_s);
    row("logged out, as a store leaves it", "{\"auths\": {\"registry.example:5000\": {}}}", host, u"nobody"_s);
    row("credsStore", "{\"credsStore\": \"pass\"}", host, u"helper pass for registry.example:5000"_s);
    row("credsStore, hub", "{\"credsStore\": \"pass\"}", hub, u"helper pass for https://index.docker.io/v1/"_s);
    row("credsStore hides auths",
        "{\"credsStore\": \"pass\", \"auths\": {\"registry.example:5000\": {\"auth\": \"dTpw\"}}}", host,
        u"helper pass for registry.example:5000"_s);
    row("credHelpers", "{\"credHelpers\": {\"registry.example:5000\": \"ecr-login\"}, \"credsStore\": \"pass\"}", host,
        u"helper ecr-login for registry.example:5000"_s);
    row("credHelpers of another", "{\"credHelpers\": {\"x\": \"ecr-login\"}, \"credsStore\": \"pass\"}", host,
        u"helper pass for registry.example:5000"_s);
    row("credHelpers of hub", "{\"credHelpers\": {\"docker.io\": \"x\"}}", hub,
        u"helper x for https://index.docker.io/v1/"_s);
    row("credHelpers and auths", "{\"credHelpers\": {\"x\": \"y\"}, \"auths\": {\"z\": {\"auth\": \"dTpw\"}}}", u"z"_s,
        u"u with p"_s);
}

void TestDockerConfig::finds()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, domain);
    const auto config = parseDockerConfig(json);
    QVERIFY(config);
    QTEST(told(findLogin(*config, domain)), "who");
}

void TestDockerConfig::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("cut") << QByteArray("{\"auths\": {\"h\": {\"auth\": \"aHVudGVyMg==\"");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("text") << QByteArray("aHVudGVyMg==");
}

void TestDockerConfig::refuses()
{
    QFETCH(const QByteArray, json);
    const auto config = parseDockerConfig(json);
    QVERIFY(!config);
    QCOMPARE(config.error().reason, u"BadDockerConfig"_s);
    QVERIFY(!config.error().message.isEmpty() && !config.error().message.contains(u"aHVudGVyMg"_s));
}

void TestDockerConfig::path()
{
    QProcessEnvironment environment;
    QVERIFY(dockerConfigPath(environment).endsWith(u"/.docker/config.json"_s));
    environment.insert(u"DOCKER_CONFIG"_s, u"/etc/somewhere"_s);
    QCOMPARE(dockerConfigPath(environment), u"/etc/somewhere/config.json"_s);
}

QTEST_GUILESS_MAIN(TestDockerConfig)
#include "tst_dockerconfig.moc"
