// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "apibytes.h"

#include "backends/kubernetes/apiclient.h"
#include "tests/support/faultserver.h"
#include "tests/support/testcredentials.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::kubernetes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using tests::FaultServer;
using tests::Script;

Q_DECLARE_METATYPE(Script)

namespace {

Script jsonAnswer(int status, const QByteArray &body)
{
    return Script::answer(status, "application/json", body);
}

Script refusal(int code, const QString &reason)
{
    return jsonAnswer(code, tests::json(tests::status(code, reason, u"says the server"_s)));
}

} // namespace

class TestApiClient : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void answers_data();
    void answers();
    void failures_data();
    void failures();
    void asks_data();
    void asks();
    void cancels();
    void forgetsWithItsContext();

private:
    //! Calls the function named and writes what it gave: a value, or "kind reason: message".
    static QString call(FaultServer &server, const QString &function)
    {
        tests::TestCredentials::State credentials;
        transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                                   "fairlead-test");
        ApiClient api(http);
        api.setAnswerTimeout(200ms);
        QObject context;
        QStringList results;
        const auto take = [&results](auto write) {
            return [&results, write](const auto &result) {
                results << (result ? write(*result)
                                   : u"%1 %2: %3"_s.arg(toString(result.error().kind), result.error().reason,
                                                        result.error().message));
            };
        };
        const auto ask = [&](const ResourceAttributes &attributes) {
            api.selfSubjectAccessReview(attributes, &context, take([](bool yes) { return yes ? u"yes"_s : u"no"_s; }));
        };
        if (function == u"version"_s)
            api.version(&context, take([](const ServerVersion &v) { return v.gitVersion; }));
        else if (function == u"user"_s)
            api.selfSubjectReview(&context,
                                  take([](const UserInfo &u) { return u.username + u' ' + u.groups.join(u','); }));
        else if (function == u"right"_s)
            ask({.verb = u"create"_s, .resource = u"pods"_s, .subresource = u"exec"_s, .namespaceName = u"ns"_s});
        else if (function == u"right of one"_s)
            ask({.verb = u"bind"_s,
                 .group = u"rbac.authorization.k8s.io"_s,
                 .resource = u"clusterroles"_s,
                 .name = u"view"_s});
        else if (function == u"uid"_s)
            api.clusterUid(&context, take([](const QString &uid) { return uid; }));
        else if (function == u"daemonsets"_s)
            api.daemonSets(&context, take([](const QStringList &names) { return names.join(u' '); }));
        else if (function == u"preferred"_s)
            api.preferredVersion(u"kueue.x-k8s.io"_s, &context, take([](const QString &version) { return version; }));
        else
            api.servesResource(u"nvidia.com/v1"_s, u"clusterpolicies"_s, &context,
                               take([](bool yes) { return yes ? u"yes"_s : u"no"_s; }));
        if (!QTest::qWaitFor([&results] { return !results.isEmpty(); }, 10'000))
            return u"never"_s;
        return results.join(u" and again "_s);
    }
};

void TestApiClient::answers_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("result");

    const auto row = [](const char *name, const QString &function, int status, const char *body,
                        const QString &result) {
        QTest::newRow(name) << function << status << QByteArray(body).replace('\'', '"') << result;
    };
    row("version", u"version"_s, 200, "{'major': '1', 'gitVersion': 'v1.36.3', 'platform': 'linux/amd64'}",
        u"v1.36.3"_s);
    row("version unknown", u"version"_s, 200, "{}", {});
    row("user", u"user"_s, 201,
        "{'status': {'userInfo': {'username': 'ada', 'groups': ['dev', 'system:authenticated']}}}",
        u"ada dev,system:authenticated"_s);
    row("user without groups", u"user"_s, 201, "{'status': {'userInfo': {'username': 'ada'}}}", u"ada "_s);
    row("allowed", u"right"_s, 201, "{'status': {'allowed': true, 'reason': 'RBAC'}}", u"yes"_s);
    row("not allowed", u"right"_s, 201, "{'status': {'allowed': false}}", u"no"_s);
    row("denied", u"right"_s, 201, "{'status': {'allowed': false, 'denied': true}}", u"no"_s);
    row("allowed by a word is not allowed", u"right"_s, 201, "{'status': {'allowed': 'true'}}", u"no"_s);
    row("no status is not allowed", u"right"_s, 201, "{}", u"no"_s);
    row("cluster uid", u"uid"_s, 200, "{'metadata': {'name': 'kube-system', 'uid': '4f0a'}}", u"4f0a"_s);
    row("daemon sets", u"daemonsets"_s, 200,
        "{'items': [{'metadata': {'namespace': 'a', 'name': 'b'}}, {'metadata': {'namespace': 'c', 'name': 'd'}}]}",
        u"a/b c/d"_s);
    row("no daemon sets", u"daemonsets"_s, 200, "{'items': null}", {});
    row("preferred version", u"preferred"_s, 200,
        "{'kind': 'APIGroup', 'versions': [{'groupVersion': 'kueue.x-k8s.io/v1beta2'}], "
        "'preferredVersion': {'groupVersion': 'kueue.x-k8s.io/v1beta2', 'version': 'v1beta2'}}",
        u"kueue.x-k8s.io/v1beta2"_s);
    row("no preferred version", u"preferred"_s, 200, "{'kind': 'APIGroup'}",
        u"Malformed BadGroup: no preferred version"_s);
    row("resource", u"resource"_s, 200,
        "{'kind': 'APIResourceList', 'resources': [{'name': 'nvidiadrivers'}, {'name': 'clusterpolicies'}]}", u"yes"_s);
    row("resources of another product", u"resource"_s, 200,
        "{'kind': 'APIResourceList', 'resources': [{'name': 'dynamographdeployments'}]}", u"no"_s);
    row("no list of resources", u"resource"_s, 200, "{'kind': 'Status'}", u"Malformed BadList: no list of resources"_s);
    row("no group", u"resource"_s, 404, "404 page not found", u"no"_s);
}

void TestApiClient::answers()
{
    QFETCH(QString, function);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, result);
    FaultServer server;
    server.setScripts({jsonAnswer(status, body)});
    QCOMPARE(call(server, function), result);
    QCOMPARE(server.requests().size(), 1);
}

//! Every function tells every failure, once, in the server's words where it has any.
void TestApiClient::failures_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("result");

    const std::vector<std::tuple<const char *, Script, QString>> failures{
        {"401", refusal(401, u"Unauthorized"_s), u"Unauthorized Unauthorized: says the server"_s},
        {"403", refusal(403, u"Forbidden"_s), u"Forbidden Forbidden: says the server"_s},
        {"429", refusal(429, u"TooManyRequests"_s), u"TooManyRequests TooManyRequests: says the server"_s},
        {"500 in words", Script::answer(500, "text/plain", "boom\n"), u"Server : boom"_s},
        {"502 of a proxy", Script::answer(502, "text/html", "<html>"), u"Server HtmlAnswer: "_s},
        {"page with 200", Script::answer(200, "text/html", "<html>"),
         u"Malformed HtmlAnswer: answered with content type \"text/html\""_s},
        {"no content type", Script().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
         u"Malformed UnexpectedContentType: answered with content type \"\""_s},
        {"cut off", jsonAnswer(200, "{\"status\": {"), u"Malformed BadJson: unterminated object"_s},
        {"array", jsonAnswer(200, "[]"), u"Malformed BadJson: not an object"_s},
        {"silence", Script().hang(), u"Timeout NoAnswer: no answer within 0 s"_s},
    };
    for (const QString &function :
         {u"version"_s, u"user"_s, u"right"_s, u"uid"_s, u"daemonsets"_s, u"resource"_s, u"preferred"_s}) {
        for (const auto &[name, script, result] : failures)
            QTest::addRow("%s: %s", qPrintable(function), name) << function << script << result;
    }
    QTest::newRow("user before 1.28") << u"user"_s << refusal(404, u"NotFound"_s)
                                      << u"NotFound NotFound: says the server"_s;
    QTest::newRow("uid, not there") << u"uid"_s << refusal(404, u"NotFound"_s)
                                    << u"NotFound NotFound: says the server"_s;
}

void TestApiClient::failures()
{
    QFETCH(QString, function);
    QFETCH(Script, script);
    QFETCH(QString, result);
    FaultServer server;
    server.setScripts({script});
    QCOMPARE(call(server, function), result);
}

void TestApiClient::asks_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("version") << u"version"_s << QByteArray("GET") << QByteArray("/version") << QByteArray();
    QTest::newRow("user") << u"user"_s << QByteArray("POST")
                          << QByteArray("/apis/authentication.k8s.io/v1/selfsubjectreviews")
                          << QByteArray(R"({"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"})");
    QTest::newRow("right") << u"right"_s << QByteArray("POST")
                           << QByteArray("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                           << QByteArray(R"({"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",)"
                                         R"("spec":{"resourceAttributes":{"group":"","name":"","namespace":"ns",)"
                                         R"("resource":"pods","subresource":"exec","verb":"create"}}})");
    QTest::newRow("right to one object")
        << u"right of one"_s << QByteArray("POST")
        << QByteArray("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        << QByteArray(R"({"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",)"
                      R"("spec":{"resourceAttributes":{"group":"rbac.authorization.k8s.io","name":"view",)"
                      R"("namespace":"","resource":"clusterroles","subresource":"","verb":"bind"}}})");
    QTest::newRow("uid") << u"uid"_s << QByteArray("GET") << QByteArray("/api/v1/namespaces/kube-system")
                         << QByteArray();
    QTest::newRow("daemonsets") << u"daemonsets"_s << QByteArray("GET")
                                << QByteArray("/apis/apps/v1/daemonsets?limit=500") << QByteArray();
    QTest::newRow("preferred") << u"preferred"_s << QByteArray("GET") << QByteArray("/apis/kueue.x-k8s.io")
                               << QByteArray();
    QTest::newRow("resource") << u"resource"_s << QByteArray("GET") << QByteArray("/apis/nvidia.com/v1")
                              << QByteArray();
}

void TestApiClient::asks()
{
    QFETCH(QString, function);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    FaultServer server;
    server.setScripts({jsonAnswer(200, "{}")});
    call(server, function);
    QCOMPARE(server.requests().size(), 1);
    const tests::SeenRequest &request = server.requests().front();
    QCOMPARE(request.method, method);
    QCOMPARE(request.target, target);
    QCOMPARE(request.body, body);
    QCOMPARE(request.value("Content-Type"), body.isEmpty() ? QByteArray() : QByteArray("application/json"));
    QVERIFY(request.value("Accept").startsWith("application/json"));
}

void TestApiClient::cancels()
{
    FaultServer server;
    server.setScripts({Script().hang()});
    tests::TestCredentials::State credentials;
    transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                               "fairlead-test");
    ApiClient api(http);
    QObject context;
    QStringList results;
    transport::RequestHandle handle = api.version(&context, [&results](const Result<ServerVersion> &version) {
        results << (version ? version->gitVersion : toString(version.error().kind));
    });
    QTRY_COMPARE(server.requests().size(), 1);
    handle.cancel();
    handle.cancel();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(results, QStringList{u"Cancelled"_s});
}

void TestApiClient::forgetsWithItsContext()
{
    FaultServer server;
    server.setScripts({Script().pause(5s).send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")});
    tests::TestCredentials::State credentials;
    transport::HttpClient http({.server = server.url()}, std::make_unique<tests::TestCredentials>(credentials),
                               "fairlead-test");
    ApiClient api(http);
    auto context = std::make_unique<QObject>();
    bool wasCalled = false;
    api.clusterUid(context.get(), [&wasCalled](const Result<QString> &) { wasCalled = true; });
    QTRY_COMPARE(server.requests().size(), 1);
    context.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(!wasCalled);
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_apiclient.moc"
