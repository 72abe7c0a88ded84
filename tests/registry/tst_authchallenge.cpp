// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/authchallenge.h"
#include "backends/registry/pagelink.h"
#include "backends/registry/registryerror.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;

using Challenges = std::vector<AuthChallenge>;
Q_DECLARE_METATYPE(Challenges)

//! What registries say in headers and in the bodies of failures.
class TestAuthChallenge : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void parses_data();
    void parses();
    void chooses_data();
    void chooses();
    void links_data();
    void links();
    void errors_data();
    void errors();
    void statusDecides();
};

void TestAuthChallenge::parses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Challenges>("challenges");
    const auto row = [](const char *name, const QByteArray &value, const Challenges &challenges) {
        QTest::newRow(name) << value << challenges;
    };
    const auto bearer = u"bearer"_s;
    const auto basic = u"basic"_s;
    const auto realm = u"realm"_s;
    const auto https = u"https://auth.example/token"_s;
    row("docker hub",
        R"(Bearer realm="https://auth.example/token",service="registry.docker.io",scope="repository:a/b:pull,push")",
        {{bearer,
          {{realm, https}, {u"service"_s, u"registry.docker.io"_s}, {u"scope"_s, u"repository:a/b:pull,push"_s}}}});
    row("error", R"(Bearer realm="https://auth.example/token", error="insufficient_scope")",
        {{bearer, {{realm, https}, {u"error"_s, u"insufficient_scope"_s}}}});
    row("any case, blanks", "BEARER  Realm = \"https://auth.example/token\" ,\tSERVICE=s",
        {{bearer, {{realm, https}, {u"service"_s, u"s"_s}}}});
    row("basic", R"(Basic realm="Registry, \"quoted\" \\ realm")",
        {{basic, {{realm, u"Registry, \"quoted\" \\ realm"_s}}}});
    row("basic alone", "Basic", {{basic, {}}});
    row("two", R"(Basic realm="x", Bearer realm="https://auth.example/token",service=s)",
        {{basic, {{realm, u"x"_s}}}, {bearer, {{realm, https}, {u"service"_s, u"s"_s}}}});
    row("two, first without parameters", R"(Negotiate, Basic realm="x")",
        {{u"negotiate"_s, {}}, {basic, {{realm, u"x"_s}}}});
    row("token68", R"(Negotiate YWJj/+x==, Basic realm="x")", {{u"negotiate"_s, {}}, {basic, {{realm, u"x"_s}}}});
    row("empty elements", R"(, ,Basic realm="x",,  charset="UTF-8",)",
        {{basic, {{realm, u"x"_s}, {u"charset"_s, u"UTF-8"_s}}}});
    row("empty value", R"(Bearer realm="",service="")", {{bearer, {{realm, u""_s}, {u"service"_s, u""_s}}}});
    row("letters beyond ASCII", "Basic realm=\"\xc3\xbc\"", {{basic, {{realm, u"\u00fc"_s}}}});
    row("the first of two counts", R"(Bearer realm="a",realm="b")", {{bearer, {{realm, u"a"_s}}}});
    row("never closed", R"(Bearer realm="https://auth)", {{bearer, {}}});
    row("second never closed", R"(Bearer realm="x",service="abc)", {{bearer, {{realm, u"x"_s}}}});
    row("blanks around commas", R"(Basic realm="x" , Bearer realm="y" )",
        {{basic, {{realm, u"x"_s}}}, {bearer, {{realm, u"y"_s}}}});
    row("quote last", "Bearer realm=\"x\\", {{bearer, {}}});
    row("garbage behind", R"(Basic realm="x" }{)", {{basic, {{realm, u"x"_s}}}});
    row("nothing", "", {});
    row("no scheme", "=x", {});
}

void TestAuthChallenge::parses()
{
    QFETCH(const QByteArray, value);
    QFETCH(const Challenges, challenges);
    const Challenges parsed = parseAuthChallenges(value);
    QCOMPARE(parsed.size(), challenges.size());
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        QCOMPARE(parsed[i].scheme, challenges[i].scheme);
        QCOMPARE(parsed[i].parameters, challenges[i].parameters);
    }
}

void TestAuthChallenge::chooses_data()
{
    QTest::addColumn<QList<QByteArray>>("values");
    QTest::addColumn<QString>("scheme");
    using Values = QList<QByteArray>;
    QTest::newRow("bearer before basic") << Values{R"(Basic realm="x")", R"(Bearer realm="https://y")"} << u"bearer"_s;
    QTest::newRow("in one header") << Values{R"(Basic realm="x", Bearer realm="https://y")"} << u"bearer"_s;
    QTest::newRow("bearer without realm") << Values{R"(Bearer service="x", Basic realm="x")"} << u"basic"_s;
    QTest::newRow("neither") << Values{"Negotiate"} << QString();
    QTest::newRow("none") << Values{} << QString();
}

void TestAuthChallenge::chooses()
{
    QFETCH(const QList<QByteArray>, values);
    transport::HttpHeaders headers{{"content-type", "Bearer realm=\"https://not.this\""}};
    for (const QByteArray &value : values)
        headers.append({"www-authenticate", value});
    const auto chosen = chooseChallenge(headers);
    QTEST(chosen ? chosen->scheme : QString(), "scheme");
}

void TestAuthChallenge::links_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("query");
    const auto row = [](const char *name, const QByteArray &value, const QString &path, const QString &query) {
        QTest::newRow(name) << value << path << query;
    };
    const auto here = u"/v2/a/b/tags/list"_s;
    row("usual", R"(</v2/a/b/tags/list?last=x&n=2>; rel="next")", here, u"last=x&n=2"_s);
    row("not quoted", "</v2/a/b/tags/list?n=2>;rel=next", here, u"n=2"_s);
    row("another host", R"(<http://inside:5000/v2/a/b/tags/list?n=2>; rel="next")", here, u"n=2"_s);
    row("query alone", R"(<?last=x>; rel="next")", here, u"last=x"_s);
    row("second", R"(</v2/x>; rel="prev", </v2/a/b/tags/list?n=3>; title="a, <b>"; rel="last next")", here, u"n=3"_s);
    row("escaped", R"(</v2/a/b/tags/list?last=v1%2Bx%26y>; rel="next")", here, u"last=v1%2Bx%26y"_s);
    row("another relation", R"(</v2/a/b/tags/list?n=2>; rel="prev")", {}, {});
    row("no relation", "</v2/a/b/tags/list?n=2>", {}, {});
    row("out of the API", R"(</admin?n=2>; rel="next")", {}, {});
    row("up", R"(</v2/../admin>; rel="next")", {}, {});
    row("up, escaped", R"(</v2/%2e%2e/admin>; rel="next")", {}, {});
    row("never closed", "</v2/a", {}, {});
    row("nothing", "", {}, {});
}

void TestAuthChallenge::links()
{
    QFETCH(const QByteArray, value);
    QUrl page;
    page.setPath(u"/v2/a/b/tags/list"_s);
    const auto link = nextPage({{"date", "x"}, {"link", value}}, page);
    QTEST(link ? link->path : QString(), "path");
    QTEST(link ? link->query.toString(QUrl::FullyEncoded) : QString(), "query");
}

void TestAuthChallenge::errors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &body, const QString &code, const QString &message) {
        QTest::newRow(name) << body << code << message;
    };
    row("one", R"({"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"x"}}]})",
        u"MANIFEST_UNKNOWN"_s, u"manifest unknown"_s);
    row("detail is a text", R"({"errors":[{"code":"DENIED","message":"no","detail":"ask Ann"}]})", u"DENIED"_s,
        u"no: ask Ann"_s);
    row("detail alone", R"({"errors":[{"code":"UNKNOWN","detail":"broken"}]})", u"UNKNOWN"_s, u"broken"_s);
    row("said twice", R"({"errors":[{"code":"A","message":"m","detail":"m"}]})", u"A"_s, u"m"_s);
    row("two", R"({"errors":[{"code":"A","message":"a"},{"code":"B","message":"b"}]})", u"A"_s, u"a; b"_s);
    row("token server", R"({"details":"incorrect username or password"})", {}, u"incorrect username or password"_s);
    row("OAuth", R"({"error":"invalid_grant","error_description":"expired"})", u"invalid_grant"_s, u"expired"_s);
    row("no list", R"({"errors":"x"})", {}, {});
    row("no object", "[]", {}, {});
    row("no JSON", "<html>", {}, {});
    row("empty list", R"({"errors":[]})", {}, {});
}

void TestAuthChallenge::errors()
{
    QFETCH(const QByteArray, body);
    const auto text = parseRegistryError(body);
    QTEST(text ? text->code : QString(), "code");
    QTEST(text ? text->message : QString(), "message");
}

void TestAuthChallenge::statusDecides()
{
    const QByteArray denied = R"({"errors":[{"code":"DENIED","message":"no"}]})";
    ApiError error{.kind = ApiError::Kind::NotFound, .httpStatus = 404};
    const ApiError told = errorFromFailure({.error = error, .contentType = {}, .headers = {}, .body = denied});
    QCOMPARE(toString(told.kind), u"NotFound"_s);
    QCOMPARE(told.reason, u"DENIED"_s);
    QCOMPARE(told.message, u"no"_s);
    error = {.kind = ApiError::Kind::Tls, .reason = u"Expired"_s};
    QCOMPARE(errorFromFailure({.error = error, .contentType = {}, .headers = {}, .body = denied}), error);
}

QTEST_GUILESS_MAIN(TestAuthChallenge)
#include "tst_authchallenge.moc"
