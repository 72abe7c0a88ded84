// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/promptlogins.h"
#include "backends/registry/registrychecks.h"
#include "backends/registry/registrytest.h"
#include "tests/support/faultserver.h"
#include "tests/support/testpki.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Json = "application/json";
const QByteArray Denied = R"({"errors": [{"code": "DENIED", "message": "not for you"}]})";
const Headers Version{{"Docker-Distribution-Api-Version", "registry/2.0"}};
const Headers Basic = Version + Headers{{"WWW-Authenticate", "Basic realm=\"here\""}};
const Login user{u"u"_s, u"p"_s, false};

//! "reachable tls! login?": "!" an error, "?" a warning, "." a note.
QString shortOf(const QList<CheckResult> &results)
{
    QStringList texts;
    for (const CheckResult &result : results)
        texts << result.id + QString(u" .?!"_s[int(result.state)]).trimmed();
    return texts.join(u' ');
}

const CheckResult *resultOf(const QList<CheckResult> &results, const QString &id)
{
    const auto found = std::find_if(results.begin(), results.end(), [&id](const auto &one) { return one.id == id; });
    return found == results.end() ? nullptr : &*found;
}

} // namespace

//! What a registry may be like, one by one. Real ones: tst_registrytest_server.
class TestRegistryTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void reads_data();
    void reads();
    void answers_data();
    void answers();
    void pushLeavesNothing();
    void uploadStays_data();
    void uploadStays();
    void deletingIsAnotherRight_data();
    void deletingIsAnotherRight();
    void tls_data();
    void tls();
    void unreachable();
    void wrongSettings();
    void hooks_data();
    void hooks();
    void cancels();
    void cancelsAnUpload();
    void clientGoes();

private:
    struct Tested
    {
        QList<CheckResult> results;
        QString outcome = u"no answer"_s;
    };
    static RegistryContext context(LoginPrompts *prompts)
    {
        return {.environment = QProcessEnvironment::systemEnvironment(),
                .settingsFolder = {},
                .userAgent = "test",
                .prompts = prompts};
    }
    Tested test(const settings::Registry &registry, const RegistryTestOptions &options = {});
    static settings::Registry registry(quint16 port)
    {
        return {.host = u"127.0.0.1:%1"_s.arg(port), .credentials = u"none"_s, .username = user.username};
    }

    TestPki m_pki;
    QTemporaryDir m_folder;
};

TestRegistryTest::Tested TestRegistryTest::test(const settings::Registry &registry, const RegistryTestOptions &options)
{
    LoginPrompts prompts([](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
        if (question.why == LoginQuestion::Why::Refused)
            reply(Login{u"again"_s, u"wrong"_s, false});
        else
            reply(user);
    });
    RegistryConnection connection(registry, context(&prompts));
    RegistryTest test(connection, options);
    Tested tested;
    int ends = 0;
    connect(&test, &RegistryTest::checked, this, [&tested](const CheckResult &result) { tested.results << result; });
    connect(&test, &RegistryTest::finished, this, [&](const std::optional<ApiError> &failure) {
        ++ends;
        tested.outcome = failure ? toString(failure->kind) : u"ok"_s;
    });
    test.start();
    Q_ASSERT(ends == 0 && tested.results.isEmpty());
    if (!QTest::qWaitFor([&ends] { return ends > 0; }, 60'000))
        return tested;
    Q_ASSERT(ends == 1);
    return tested;
}

void TestRegistryTest::reads_data()
{
    QTest::addColumn<CheckResult>("result");
    QTest::addColumn<QString>("expected"); // state, detail, remedy
    const auto row = [](const char *name, const CheckResult &result, const QString &expected) {
        QTest::newRow(name) << result << expected;
    };
    const ApiError refused{
        .kind = ApiError::Kind::Unauthorized, .httpStatus = 401, .reason = u"UNAUTHORIZED"_s, .message = u"no"_s};
    const ApiError silent{.kind = ApiError::Kind::Forbidden, .httpStatus = 403};
    const ApiError helper{.kind = ApiError::Kind::Unauthorized, .reason = u"x"_s, .message = u"helper: broken"_s};
    const ApiError missing{
        .kind = ApiError::Kind::NotFound, .httpStatus = 404, .reason = u"NAME_UNKNOWN"_s, .message = u"unknown"_s};
    const settings::Registry docker{.host = u"h"_s};
    const auto r = u"team/app"_s;
    row("accepted", loginResult(LoginCheck::Accepted, docker), u"0 |  | "_s);
    row("anonymous", loginResult(LoginCheck::Anonymous, docker),
        u"1 | no login is known; the registry lets anybody in that far | docker login h"_s);
    row("refused", loginResult(tl::make_unexpected(refused), docker), u"3 | no | docker login h"_s);
    row("refused without a word", loginResult(tl::make_unexpected(silent), docker),
        u"3 | Forbidden | docker login h"_s);
    const auto refusedAt = [&refused](const settings::Registry &registry) {
        return loginResult(tl::make_unexpected(refused), registry);
    };
    row("refused, named", refusedAt({.id = u"r"_s, .name = u"lab"_s, .host = u"ghcr.io"_s}),
        u"3 | no | docker login ghcr.io, or change credentials of the registry lab"_s);
    row("refused, named as its host", refusedAt({.id = u"r"_s, .name = u"ghcr.io"_s, .host = u"ghcr.io"_s}),
        u"3 | no | docker login ghcr.io, or change credentials of the registry ghcr.io"_s);
    row("refused, none of the settings", refusedAt({.name = u"ghcr.io"_s, .host = u"ghcr.io"_s}),
        u"3 | no | docker login ghcr.io, or add it to the registries with other credentials"_s);
    row("helper", loginResult(tl::make_unexpected(helper), docker), u"3 | helper: broken | "_s);
    row("tags", tagsResult(TagList{}, r), u"0 | team/app | "_s);
    row("tags, missing", tagsResult(tl::make_unexpected(missing), r), u"0 | team/app is not there yet | "_s);
    row("tags, refused", tagsResult(tl::make_unexpected(refused), r),
        u"2 | team/app: no | ask for the right to pull from team/app"_s);
    row("push", pushResult(PushCheck{.isUploadGone = true}, r), u"0 | team/app: an upload was begun and given up | "_s);
    row("push, refused", pushResult(tl::make_unexpected(refused), r),
        u"3 | team/app: no | ask for the right to push to team/app"_s);
    row("push, missing", pushResult(tl::make_unexpected(missing), r),
        u"3 | team/app: unknown | create the repository, or choose a pre-push hook that does"_s);
}

void TestRegistryTest::reads()
{
    QFETCH(const CheckResult, result);
    QVERIFY(!result.id.isEmpty() && !result.title.isEmpty());
    QTEST(u"%1 | %2 | %3"_s.arg(int(result.state)).arg(result.detail, result.remedy), "expected");
}

void TestRegistryTest::answers_data()
{
    QTest::addColumn<QByteArray>("ping");
    QTest::addColumn<QString>("password"); // that is right; empty: none is wanted
    QTest::addColumn<int>("tags");
    QTest::addColumn<int>("push");
    QTest::addColumn<QString>("results");
    const auto row = [](const char *name, const QByteArray &ping, const QString &password, int tags, int push,
                        const QString &results) { QTest::newRow(name) << ping << password << tags << push << results; };
    const auto before = u"reachable tls? api authentication "_s;
    row("all well", "{}", u"p"_s, 200, 202, before + u"login tags push"_s);
    row("no login wanted", "{}", {}, 200, 202, before + u"login. tags push"_s);
    row("wrong password", "{}", u"other"_s, 200, 202, before + u"login!"_s);
    row("no tags yet", "{}", u"p"_s, 404, 202, before + u"login tags push"_s);
    row("may not list", "{}", u"p"_s, 403, 202, before + u"login tags? push"_s);
    row("may not push", "{}", u"p"_s, 200, 403, before + u"login tags push!"_s);
    row("no repository", "{}", u"p"_s, 404, 404, before + u"login tags push!"_s);
    row("broken", "{}", u"p"_s, 500, 500, before + u"login tags! push!"_s);
    row("no registry", "<html>", {}, 200, 202, u"reachable tls? api!"_s);
}

void TestRegistryTest::answers()
{
    QFETCH(const QByteArray, ping);
    QFETCH(const QString, password);
    QFETCH(const int, tags);
    QFETCH(const int, push);
    FaultServer server(m_pki.server());
    const QByteArray right = Login{user.username, password, false}.basicAuthorization();
    server.setHandler([=](const SeenRequest &seen) {
        const bool isHtml = ping.startsWith('<');
        if (!password.isEmpty() && seen.value("Authorization") != right)
            return Script::answer(401, Json, Denied, Basic);
        if (seen.path() == "/v2/")
            return Script::answer(200, isHtml ? "text/html" : Json, ping);
        const int status = seen.path().endsWith("/tags/list") ? tags : push;
        if (seen.method == "DELETE")
            return Script::answer(204, Json, "");
        const Headers place{{"Location", "/v2/team/fairlead-test/blobs/uploads/1?state=a%2Bb"}};
        return Script::answer(status, Json, status < 300 ? QByteArray("{}") : Denied,
                              status == 202 ? place : Headers());
    });
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    registry.repositoryPrefix = u"team"_s;
    const Tested tested = test(registry, {.testsPush = true});
    QCOMPARE(tested.outcome, u"ok"_s);
    QTEST(shortOf(tested.results), "results");
    for (const CheckResult &result : tested.results) {
        const bool isTold = result.state < CheckState::Warning || result.id == "api"_L1 || result.id == "tls"_L1 ||
                            result.detail.contains(u"not for you"_s);
        QVERIFY2(isTold, qPrintable(result.id + result.detail));
    }
}

//! And does not begin what nobody wants.
void TestRegistryTest::pushLeavesNothing()
{
    FaultServer server(m_pki.server());
    server.setHandler([](const SeenRequest &seen) {
        if (seen.method == "POST")
            return Script::answer(
                202, Json, "", {{"Location", "http://inside:5000/v2/x/fairlead-test/blobs/uploads/1?_state=a%2Bb%3D"}});
        return Script::answer(seen.method == "DELETE" ? 204 : 200, Json, seen.method == "DELETE" ? "" : "{}");
    });
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    registry.repositoryPrefix = u"x/"_s;
    QCOMPARE(test(registry).outcome, u"ok"_s);
    for (const SeenRequest &seen : server.requests())
        QCOMPARE(seen.method, QByteArray("GET"));
    const Tested tested = test(registry, {.testsPush = true});
    QVERIFY(resultOf(tested.results, u"push"_s)->state == CheckState::Ok);
    const auto last = server.requests().last();
    QCOMPARE(last.method, QByteArray("DELETE"));
    QCOMPARE(last.target, QByteArray("/v2/x/fairlead-test/blobs/uploads/1?_state=a%2Bb%3D"));
    const auto before = server.requests()[server.requests().size() - 2];
    QCOMPARE(before.target, QByteArray("/v2/x/fairlead-test/blobs/uploads/"));
    QCOMPARE(before.value("Content-Length"), QByteArray("0"));
}

void TestRegistryTest::uploadStays_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("isTried");
    QTest::newRow("may not be given up") << QByteArray("/v2/fairlead-test/blobs/uploads/1") << true;
    QTest::newRow("no place") << QByteArray() << false;
    QTest::newRow("out of the API") << QByteArray("https://storage.example/upload?signature=s3cr3t") << false;
    QTest::newRow("the same place") << QByteArray("/v2/fairlead-test/blobs/uploads/") << false;
}

void TestRegistryTest::uploadStays()
{
    QFETCH(const QByteArray, location);
    QFETCH(const bool, isTried);
    FaultServer server(m_pki.server());
    server.setHandler([location](const SeenRequest &seen) {
        if (seen.method == "POST")
            return Script::answer(202, Json, "", location.isEmpty() ? Headers() : Headers{{"Location", location}});
        return Script::answer(seen.method == "DELETE" ? 405 : 200, Json, "{}");
    });
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    const Tested tested = test(registry, {.testsPush = true});
    const CheckResult *push = resultOf(tested.results, u"push"_s);
    QVERIFY(push && push->state == CheckState::Note);
    QVERIFY(push->detail.contains(u"until it expires"_s) && !push->detail.contains(u"s3cr3t"_s));
    QCOMPARE(server.requests().last().method == "DELETE", isTried);
}

void TestRegistryTest::deletingIsAnotherRight_data()
{
    QTest::addColumn<bool>("mayDelete");
    QTest::addColumn<QString>("state");
    QTest::newRow("granted") << true << u"ok"_s;
    QTest::newRow("refused as a whole") << false << u"note"_s;
}

//! A token server that refuses what it does not grant in part: it must not spoil the question for the push.
void TestRegistryTest::deletingIsAnotherRight()
{
    QFETCH(const bool, mayDelete);
    FaultServer server(m_pki.server());
    QStringList scopes;
    server.setHandler([&server, &scopes, mayDelete](const SeenRequest &seen) {
        if (seen.path() == "/token") {
            scopes << seen.query(u"scope"_s);
            const bool isDelete = scopes.last().endsWith(u"delete"_s);
            return isDelete && !mayDelete
                       ? Script::answer(403, Json, Denied)
                       : Script::answer(200, Json, isDelete ? R"({"token": "d"})" : R"({"token": "t"})");
        }
        const QByteArray realm = "Bearer realm=\"" + server.url().toEncoded() + "/token\"";
        const QByteArray wanted = seen.method == "DELETE" ? "Bearer d" : "Bearer t";
        if (seen.value("Authorization") != wanted)
            return Script::answer(401, Json, Denied, {{"WWW-Authenticate", realm}});
        if (seen.method == "POST")
            return Script::answer(202, Json, "", {{"Location", "/v2/fairlead-test/blobs/uploads/1"}});
        return Script::answer(seen.method == "DELETE" ? 204 : 200, Json, "{}");
    });
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    const Tested tested = test(registry, {.testsPush = true});
    QTEST(toString(resultOf(tested.results, u"push"_s)->state), "state");
    const auto repository = u"repository:fairlead-test:pull"_s;
    QCOMPARE(scopes, (QStringList{QString(), repository, repository + u",push"_s, repository + u",push,delete"_s}));
}

void TestRegistryTest::tls_data()
{
    QTest::addColumn<bool>("isNamed");
    QTest::addColumn<bool>("isInsecure");
    QTest::addColumn<QString>("results");
    QTest::addColumn<QString>("detail");
    const auto after = u" api authentication login. tags"_s;
    QTest::newRow("own authority") << true << false << u"reachable tls"_s + after << u"ca.pem"_s;
    QTest::newRow("unknown authority") << false << false << u"reachable tls!"_s << QString();
    QTest::newRow("insecure") << false << true << u"reachable tls?"_s + after << QString();
}

void TestRegistryTest::tls()
{
    QFETCH(const bool, isNamed);
    QFETCH(const bool, isInsecure);
    QFile ca(m_folder.filePath(u"ca.pem"_s));
    QVERIFY(ca.open(QIODevice::WriteOnly) && ca.write(m_pki.caPem()) > 0);
    ca.close();
    FaultServer server(m_pki.server());
    server.setScripts({Script::answer(200, Json, "{}")});
    settings::Registry registry = this->registry(server.port());
    registry.insecure = isInsecure;
    registry.certificateAuthority = isNamed ? ca.fileName() : QString();
    const Tested tested = test(registry);
    QTEST(shortOf(tested.results), "results");
    QFETCH(const QString, detail);
    QVERIFY(resultOf(tested.results, u"tls"_s)->detail.contains(detail));
}

void TestRegistryTest::unreachable()
{
    quint16 port = 0;
    {
        FaultServer gone;
        port = gone.port();
    }
    const Tested tested = test(registry(port));
    QCOMPARE(shortOf(tested.results), u"reachable!"_s);
    QVERIFY(tested.results[0].detail.contains(QString::number(port)));
    QVERIFY(!tested.results[0].remedy.isEmpty());
    QCOMPARE(tested.outcome, u"ok"_s);
}

void TestRegistryTest::wrongSettings()
{
    settings::Registry registry = this->registry(1);
    registry.certificateAuthority = u"/nowhere/ca.pem"_s;
    const Tested tested = test(registry);
    QCOMPARE(shortOf(tested.results), u"settings!"_s);
    QVERIFY(tested.results[0].detail.contains(u"/nowhere/ca.pem"_s));
}

void TestRegistryTest::hooks_data()
{
    QTest::addColumn<QString>("prePush");
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("results");
    QTest::newRow("command") << u"command"_s << QStringList{u"sh"_s, u"-c"_s} << u"settings! hook"_s;
    QTest::newRow("missing") << u"command"_s << QStringList{u"/nowhere/hook"_s} << u"settings! hook!"_s;
    QTest::newRow("no command") << u"command"_s << QStringList() << u"settings! hook!"_s;
    QTest::newRow("of another cloud") << u"ecr"_s << QStringList() << u"settings! hook!"_s;
}

void TestRegistryTest::hooks()
{
    settings::Registry registry = this->registry(1);
    registry.certificateAuthority = u"/nowhere/ca.pem"_s;
    QFETCH(const QString, prePush);
    QFETCH(const QStringList, command);
    registry.prePush = prePush;
    registry.prePushCommand = command;
    QTEST(shortOf(test(registry).results), "results");
}

void TestRegistryTest::cancels()
{
    FaultServer server(m_pki.server());
    server.setScripts({Script().hang()});
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    RegistryConnection connection(registry, context(nullptr));
    RegistryTest test(connection, {});
    QStringList outcomes;
    connect(&test, &RegistryTest::finished, this, [&outcomes](const std::optional<ApiError> &failure) {
        outcomes << (failure ? toString(failure->kind) : u"ok"_s);
    });
    test.start();
    QTRY_COMPARE(server.requests().size(), 1);
    test.cancel();
    test.cancel();
    QCOMPARE(outcomes, QStringList{u"Cancelled"_s});
}

//! What was begun there is given up before it is over.
void TestRegistryTest::cancelsAnUpload()
{
    FaultServer server(m_pki.server());
    settings::Registry registry = this->registry(server.port());
    registry.insecure = true;
    RegistryConnection connection(registry, context(nullptr));
    RegistryTest test(connection, {.testsPush = true, .repositories = {u"team/a"_s, u"team/b"_s}});
    QStringList outcomes;
    server.setHandler([&](const SeenRequest &request) {
        if (request.method == "DELETE")
            return Script::answer(204, {}, {});
        if (request.method != "POST")
            return Script::answer(200, "application/json", "{}");
        test.cancel();
        test.cancel();
        outcomes << u"asked"_s;
        return Script().send(
            "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nLocation: /v2/team/a/blobs/uploads/1\r\n\r\n");
    });
    connect(&test, &RegistryTest::finished, this, [&](const std::optional<ApiError> &failure) {
        outcomes << (failure ? toString(failure->kind) : u"ok"_s)
                 << QString::fromLatin1(server.requests().last().method);
    });
    test.start();
    QTRY_COMPARE(outcomes, (QStringList{u"asked"_s, u"Cancelled"_s, u"DELETE"_s}));
}

//! Deleted by its own end.
void TestRegistryTest::clientGoes()
{
    settings::Registry registry = this->registry(1);
    registry.certificateAuthority = u"/nowhere/ca.pem"_s;
    RegistryConnection connection(registry, context(nullptr));
    auto test = std::make_unique<RegistryTest>(connection, RegistryTestOptions{});
    connect(test.get(), &RegistryTest::finished, this, [&test] { test.reset(); });
    test->start();
    QTRY_VERIFY(!test);
}

QTEST_GUILESS_MAIN(TestRegistryTest)
#include "tst_registrytest.moc"
