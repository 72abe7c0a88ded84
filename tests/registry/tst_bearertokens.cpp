// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/bearertokens.h"
#include "tests/support/faultserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";
const Login password{u"u"_s, u"p\u00e4 &:"_s, false};
const Login identity{{}, u"refresh+me=&"_s, true};

AuthChallenge bearer(const QString &realm, const QString &service = u"registry"_s)
{
    return {u"bearer"_s, {{u"realm"_s, realm}, {u"service"_s, service}}};
}

const auto scope = u"repository:team/a:pull"_s;

//! The answer to one get().
class Asked : public QObject
{
public:
    Asked(BearerTokens &tokens, const AuthChallenge &challenge, const std::optional<Login> &login,
          const QString &scope = ::scope)
    {
        tokens.get(challenge, scope, login, this, [this](const Result<QByteArray> &token) {
            told << (token ? QString::fromUtf8(*token) : toString(token.error().kind) + u' ' + token.error().reason);
            message = token ? QString() : token.error().message;
        });
    }
    QString wait()
    {
        return QTest::qWaitFor([this] { return !told.isEmpty(); }, 20'000) ? told.join(u'|') : u"no answer"_s;
    }

    QStringList told;
    QString message;
};

} // namespace

class TestBearerTokens : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void answers_data();
    void answers();
    void realms_data();
    void realms();
    void otherHostsAreVerified();
    void asks_data();
    void asks();
    void identityTokenByGet_data();
    void identityTokenByGet();
    void keepsUntilItExpires();
    void sharesOneQuestion();
    void sharesNoRefusal_data();
    void sharesNoRefusal();
    void keepsNothingOfWhoWeWere();
    void failures_data();
    void failures();
};

void TestBearerTokens::answers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("goodFor"); // seconds
    const auto row = [](const char *name, const QByteArray &json, const QString &token, int goodFor = 0) {
        QTest::newRow(name) << json << token << goodFor;
    };
    const auto bad = u"BadTokenAnswer"_s;
    row("token", R"({"token": "t", "expires_in": 300})", u"t"_s, 290);
    row("access_token", R"({"access_token": "t", "expires_in": 300})", u"t"_s, 290);
    row("both", R"({"access_token": "a", "token": "t", "expires_in": 300})", u"t"_s, 290);
    row("no time", R"({"token": "t"})", u"t"_s, 54);
    row("no time that counts", R"({"token": "t", "expires_in": "300"})", u"t"_s, 54);
    row("negative time", R"({"token": "t", "expires_in": -1})", u"t"_s, 54);
    row("endless time", R"({"token": "t", "expires_in": 1e300})", u"t"_s, 86'390);
    row("short time", R"({"token": "t", "expires_in": 5})", u"t"_s, 5);
    row("issued before", R"({"token": "t", "expires_in": 300, "issued_at": "2026-01-02T03:03:05Z"})", u"t"_s, 230);
    row("issued, with offset and fraction",
        R"({"token": "t", "expires_in": 300, "issued_at": "2026-01-02T05:03:05.000+02:00"})", u"t"_s, 230);
    row("issued later than now", R"({"token": "t", "expires_in": 300, "issued_at": "2026-01-02T09:00:00Z"})", u"t"_s,
        290);
    row("expired", R"({"token": "t", "expires_in": 300, "issued_at": "2026-01-02T02:04:05Z"})", u"t"_s, -3310);
    row("issued some day", R"({"token": "t", "expires_in": 300, "issued_at": "yesterday"})", u"t"_s, 290);
    row("no token", R"({"expires_in": 300})", bad);
    row("empty token", R"({"token": ""})", bad);
    row("line break", R"({"token": "a\r\nX: y"})", bad);
    row("blank", R"({"token": "a b"})", bad);
    row("list", "[]", bad);
    row("no JSON", "<html>", bad);
}

void TestBearerTokens::answers()
{
    QFETCH(const QByteArray, json);
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    const auto token = parseTokenAnswer(json, now);
    QTEST(token ? QString::fromUtf8(token->token) : token.error().reason, "token");
    if (token)
        QTEST(int(now.secsTo(token->goodUntil)), "goodFor");
}

void TestBearerTokens::realms_data()
{
    QTest::addColumn<QString>("realm");
    QTest::addColumn<QString>("registry");
    QTest::addColumn<bool>("hasLogin");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const QString &realm, const QString &registry, bool hasLogin,
                        const QString &told) { QTest::newRow(name) << realm << registry << hasLogin << told; };
    const auto secure = u"https://registry.example:5000"_s;
    const auto plain = u"http://registry.example:5000"_s;
    const auto bad = u"BadRealm"_s;
    const auto insecure = u"InsecureRealm"_s;
    row("https", u"https://auth.example/token"_s, secure, true, u"https://auth.example"_s);
    row("https for a plain one", u"https://auth.example/token"_s, plain, true, u"https://auth.example"_s);
    row("plain for a secure one", u"http://registry.example/token"_s, secure, true, insecure);
    row("plain for a secure one, anonymous", u"http://registry.example/token"_s, secure, false, insecure);
    row("plain, same host", u"http://registry.example:5001/token"_s, plain, true, u"http://registry.example:5001"_s);
    row("plain, another host", u"http://auth.example/token"_s, plain, true, insecure);
    row("plain, another host, anonymous", u"http://auth.example/token"_s, plain, false, u"http://auth.example"_s);
    row("user in it", u"https://u:p@auth.example/token"_s, secure, true, bad);
    row("file", u"file:///etc/passwd"_s, secure, true, bad);
    row("no scheme", u"auth.example/token"_s, secure, true, bad);
    row("no host", u"https:///token"_s, secure, true, bad);
    row("a name", u"Registry Realm"_s, secure, true, bad);
    row("none", {}, secure, true, bad);
}

void TestBearerTokens::realms()
{
    QFETCH(const QString, realm);
    QFETCH(const QString, registry);
    QFETCH(const bool, hasLogin);
    const auto request = makeTokenRequest(bearer(realm), scope, hasLogin ? std::optional(password) : std::nullopt,
                                          {.server = QUrl(registry)});
    QTEST(request ? request->endpoint.server.toString() : request.error().reason, "told");
}

//! What the user has said of the registry is not said of the host that the registry names.
void TestBearerTokens::otherHostsAreVerified()
{
    const transport::Endpoint registry{.server = QUrl(u"https://registry.example"_s),
                                       .caPem = "ca",
                                       .tlsServerName = u"x"_s,
                                       .insecureSkipTlsVerify = true,
                                       .headers = {{"X", "y"}}};
    const auto same = makeTokenRequest(bearer(u"https://registry.example:5001/token"_s), scope, password, registry);
    QVERIFY(same->endpoint.insecureSkipTlsVerify);
    const auto other = makeTokenRequest(bearer(u"https://auth.example/token"_s), scope, password, registry);
    QVERIFY(!other->endpoint.insecureSkipTlsVerify);
    QVERIFY(other->endpoint.tlsServerName.isEmpty() && other->endpoint.headers.isEmpty());
    QCOMPARE(other->endpoint.caPem, QByteArray("ca"));
}

void TestBearerTokens::asks_data()
{
    QTest::addColumn<std::optional<Login>>("login");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("body");
    const QByteArray target = "/token?x=1&service=a%26b%20c&scope=repository%3Ateam%2Fa%3Apull";
    QTest::newRow("anonymous") << std::optional<Login>() << QByteArray("GET") << target << QByteArray() << QByteArray();
    QTest::newRow("password") << std::optional(password) << QByteArray("GET") << target + "&account=u"
                              << "Basic " + QByteArray("u:p\xc3\xa4 &:").toBase64() << QByteArray();
    QTest::newRow("identity token") << std::optional(identity) << QByteArray("POST") << QByteArray("/token?x=1")
                                    << QByteArray()
                                    << QByteArray("grant_type=refresh_token&service=a%26b%20c&client_id=fairlead&scope="
                                                  "repository%3Ateam%2Fa%3Apull&refresh_token=refresh%2Bme%3D%26");
}

void TestBearerTokens::asks()
{
    QFETCH(const std::optional<Login>, login);
    FaultServer server;
    server.setScripts({Script::answer(200, Json, R"({"token": "t"})")});
    BearerTokens tokens({.server = server.url()}, "test");
    Asked asked(tokens, bearer(server.url().toString() + u"/token?x=1"_s, u"a&b c"_s), login);
    QCOMPARE(asked.wait(), u"t"_s);
    QCOMPARE(server.requests().size(), 1);
    const SeenRequest seen = server.requests().first();
    QTEST(seen.method, "method");
    QTEST(seen.target, "target");
    QTEST(seen.value("Authorization"), "authorization");
    QTEST(seen.body, "body");
}

void TestBearerTokens::identityTokenByGet_data()
{
    QTest::addColumn<int>("post");
    QTest::addColumn<int>("get");
    QTest::addColumn<int>("requests");
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, int post, int get, int requests, const QString &told,
                        const QString &message = {}) {
        QTest::newRow(name) << post << get << requests << told << message;
    };
    row("by POST", 200, 0, 1, u"t"_s);
    row("404", 404, 200, 2, u"t"_s);
    row("405", 405, 200, 2, u"t"_s);
    row("401", 401, 200, 2, u"t"_s);
    row("refused both ways", 401, 401, 2, u"Unauthorized "_s, u"by POST"_s);
    row("refused by the one that it has", 404, 401, 2, u"Unauthorized "_s, u"by GET"_s);
    row("403 counts", 403, 200, 1, u"Forbidden "_s, u"by POST"_s);
    row("500 counts", 500, 200, 1, u"Server "_s, u"by POST"_s);
}

//! Some token servers have no POST, or do not know identity tokens there.
void TestBearerTokens::identityTokenByGet()
{
    QFETCH(const int, post);
    QFETCH(const int, get);
    FaultServer server;
    server.setHandler([post, get](const SeenRequest &seen) {
        const int status = seen.method == "POST" ? post : get;
        return status == 200 ? Script::answer(200, Json, R"({"token": "t"})")
                             : Script::answer(status, Json, R"({"details": "by )" + seen.method + "\"}");
    });
    BearerTokens tokens({.server = server.url()}, "test");
    const Login login{u"who"_s, u"refresh+me=&"_s, true};
    Asked asked(tokens, bearer(server.url().toString() + u"/token?x=1"_s), login);
    QTEST(asked.wait(), "told");
    QTEST(asked.message, "message");
    QTEST(int(server.requests().size()), "requests");
    if (server.requests().size() < 2)
        return;
    const SeenRequest last = server.requests().last();
    QCOMPARE(last.method, QByteArray("GET"));
    QCOMPARE(last.target, QByteArray("/token?x=1&service=registry&scope=repository%3Ateam%2Fa%3Apull&account=who"));
    QCOMPARE(last.value("Authorization"), login.basicAuthorization());
}

void TestBearerTokens::keepsUntilItExpires()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, R"({"token": "first"})"),
                       Script::answer(200, Json, R"({"token": "second", "issued_at": "2020-01-02T03:04:05Z"})")});
    BearerTokens tokens({.server = server.url()}, "test");
    const AuthChallenge challenge = bearer(server.url().toString() + u"/token"_s);
    QVERIFY(tokens.known(challenge, scope).isEmpty());
    QCOMPARE(Asked(tokens, challenge, {}).wait(), u"first"_s);
    QCOMPARE(tokens.known(challenge, scope), QByteArray("first"));
    QVERIFY(tokens.known(challenge, u"repository:team/b:pull"_s).isEmpty());
    QVERIFY(tokens.known(bearer(challenge.parameters.value(u"realm"_s), u"other"_s), scope).isEmpty());
    tokens.forget("other");
    QCOMPARE(tokens.known(challenge, scope), QByteArray("first"));
    tokens.forget("first");
    QVERIFY(tokens.known(challenge, scope).isEmpty());
    QCOMPARE(Asked(tokens, challenge, {}).wait(), u"second"_s);
    QVERIFY(tokens.known(challenge, scope).isEmpty()); // has expired on its way
}

void TestBearerTokens::sharesOneQuestion()
{
    FaultServer server;
    server.setScripts({Script::answer(200, Json, R"({"token": "t"})")});
    BearerTokens tokens({.server = server.url()}, "test");
    const AuthChallenge challenge = bearer(server.url().toString() + u"/token"_s);
    Asked first(tokens, challenge, {});
    auto gone = std::make_unique<Asked>(tokens, challenge, std::optional<Login>());
    Asked third(tokens, challenge, {});
    Asked other(tokens, challenge, {}, u"repository:team/b:pull"_s);
    gone.reset();
    QCOMPARE(first.wait(), u"t"_s);
    QCOMPARE(third.wait(), u"t"_s);
    QCOMPARE(other.wait(), u"t"_s);
    QCOMPARE(server.requests().size(), 2);
}

void TestBearerTokens::sharesNoRefusal_data()
{
    QTest::addColumn<std::optional<Login>>("before"); // who is refused, and later than the other one is let in
    QTest::addColumn<std::optional<Login>>("login");
    QTest::addColumn<int>("requests");
    Login other = password;
    other.secret = u"old"_s;
    Login elsewhere = password;
    elsewhere.origin = u"the keychain"_s;
    QTest::newRow("nobody before") << std::optional<Login>() << std::optional(password) << 2;
    QTest::newRow("another password before") << std::optional(other) << std::optional(password) << 2;
    QTest::newRow("another kind before") << std::optional(identity) << std::optional(password) << 3; // by GET, too
    QTest::newRow("the same, from elsewhere") << std::optional(elsewhere) << std::optional(password) << 1;
}

//! Whoever comes with another login while one is asked about is not refused with it.
void TestBearerTokens::sharesNoRefusal()
{
    QFETCH(const std::optional<Login>, before);
    QFETCH(const std::optional<Login>, login);
    FaultServer server;
    const auto isOf = [](const SeenRequest &seen) {
        return seen.value("Authorization") == password.basicAuthorization();
    };
    server.setHandler([isOf](const SeenRequest &seen) {
        return isOf(seen) ? Script::answer(200, Json, R"({"token": "t"})")
                          : Script().pause(50ms).send("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
    });
    BearerTokens tokens({.server = server.url()}, "test");
    const AuthChallenge challenge = bearer(server.url().toString() + u"/token"_s);
    Asked first(tokens, challenge, before);
    Asked second(tokens, challenge, login);
    QCOMPARE(second.wait(), u"t"_s);
    QCOMPARE(first.wait(), before == login ? u"t"_s : u"Unauthorized "_s);
    QTEST(int(server.requests().size()), "requests");
}

//! What comes late for nobody does not stand for a login, which asks behind that.
void TestBearerTokens::keepsNothingOfWhoWeWere()
{
    FaultServer server;
    server.setHandler([](const SeenRequest &seen) {
        Script late;
        return seen.value("Authorization").isEmpty() ? late.hang() : Script::answer(200, Json, R"({"token": "t"})");
    });
    BearerTokens tokens({.server = server.url()}, "test");
    const AuthChallenge challenge = bearer(server.url().toString() + u"/token"_s);
    Asked nobody(tokens, challenge, {});
    tokens.clear();
    QCOMPARE(Asked(tokens, challenge, password).wait(), u"t"_s);
    QTRY_COMPARE(server.requests().size(), 2);
    server.broadcast("HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"token\": \"a\"}");
    QCOMPARE(nobody.wait(), u"a"_s);
    QCOMPARE(tokens.known(challenge, scope), QByteArray("t"));
}

void TestBearerTokens::failures_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("told");
    QTest::newRow("wrong password") << 401 << QByteArray(R"({"details": "incorrect"})") << u"Unauthorized "_s;
    QTest::newRow("denied") << 403 << QByteArray(R"({"errors": [{"code": "DENIED"}]})") << u"Forbidden DENIED"_s;
    QTest::newRow("slow down") << 429 << QByteArray() << u"TooManyRequests "_s;
    QTest::newRow("down") << 503 << QByteArray() << u"Server "_s;
    QTest::newRow("login page") << 200 << QByteArray("<html>") << u"Malformed BadTokenAnswer"_s;
    QTest::newRow("huge") << 200 << QByteArray(300'000, ' ') << u"Malformed TooLarge"_s;
    QTest::newRow("redirect") << 307 << QByteArray() << u"Malformed Redirect"_s;
}

void TestBearerTokens::failures()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    FaultServer thief;
    FaultServer server;
    server.setScripts({Script::answer(status, Json, body, {{"Location", thief.url().toEncoded()}})});
    BearerTokens tokens({.server = server.url()}, "test");
    Asked asked(tokens, bearer(server.url().toString() + u"/token"_s), password);
    QTEST(asked.wait(), "told");
    QVERIFY(!asked.message.contains(password.secret));
    QCOMPARE(thief.connections(), 0);
}

QTEST_GUILESS_MAIN(TestBearerTokens)
#include "tst_bearertokens.moc"
