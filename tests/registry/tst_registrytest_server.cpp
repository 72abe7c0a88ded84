// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/dockerlogins.h"
#include "backends/registry/promptlogins.h"
#include "backends/registry/registrytest.h"
#include "tests/support/bedcommands.h"
#include "tests/support/bedservers.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

QString shortOf(const QList<CheckResult> &results)
{
    QStringList texts;
    for (const CheckResult &result : results)
        texts << result.id + QString(u" .?!"_s[int(result.state)]).trimmed();
    return texts.join(u' ');
}

} // namespace

//! The bed's registries through an entry of the settings, with every way to a login.
class TestRegistryTestServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void tests_data();
    void tests();
    void uploads_data();
    void uploads();
    void unknownAuthority();
    void typedPassword_data();
    void typedPassword();
    void helperLogins_data();
    void helperLogins();
    void pushesWithThatLogin_data();
    void pushesWithThatLogin();

private:
    RegistryContext context(LoginPrompts *prompts = nullptr) const;
    QList<CheckResult> test(const settings::Registry &registry, LoginPrompts *prompts = nullptr) const;

    BedServers m_bed;
};

void TestRegistryTestServer::initTestCase()
{
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

RegistryContext TestRegistryTestServer::context(LoginPrompts *prompts) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOCKER_CONFIG"_s, m_bed.dockerConfig());
    return {.environment = environment, .settingsFolder = {}, .userAgent = "fairlead-test", .prompts = prompts};
}

QList<CheckResult> TestRegistryTestServer::test(const settings::Registry &registry, LoginPrompts *prompts) const
{
    RegistryConnection connection(registry, context(prompts));
    RegistryTest test(connection, {.testsPush = true});
    QList<CheckResult> results;
    bool isOver = false;
    connect(&test, &RegistryTest::checked, this, [&results](const CheckResult &result) { results << result; });
    connect(&test, &RegistryTest::finished, this, [&isOver] { isOver = true; });
    test.start();
    if (!QTest::qWaitFor([&isOver] { return isOver; }, 60'000))
        results.clear();
    return results;
}

void TestRegistryTestServer::tests_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("credentials");
    QTest::addColumn<QString>("username"); // with its password typed in
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("results");
    const auto row = [](const char *what, const QString &name, const QString &credentials, const QString &username,
                        const QString &prefix, const QString &results) {
        QTest::newRow(what) << name << credentials << username << prefix
                            << u"reachable tls api authentication "_s + results;
    };
    const auto basic = u"basic"_s;
    const auto token = u"token"_s;
    const auto none = u"none"_s;
    const auto all = u"login tags push"_s;
    row("basic, docker", basic, u"docker"_s, {}, u"team-a"_s, all);
    row("basic, helper", basic, u"helper"_s, {}, u"team-a"_s, all);
    row("basic, typed", basic, none, u"odd"_s, u"team-a"_s, all);
    row("basic, nobody", basic, none, {}, u"team-a"_s, u"login!"_s);
    row("token, docker", token, u"docker"_s, {}, u"team-a"_s, all);
    row("token, helper", token, u"helper"_s, {}, u"team-b"_s, all);
    row("token, no prefix", token, u"docker"_s, {}, {}, all);
    row("token, team in its own", token, none, u"team-a"_s, u"team-a"_s, u"login tags push."_s); // may not delete
    row("token, team elsewhere", token, none, u"team-a"_s, u"team-b"_s, u"login tags? push!"_s);
    row("token, reader", token, none, u"reader"_s, u"team-a"_s, u"login tags push!"_s);
    row("token, anybody", token, none, {}, u"public"_s, u"login. tags push!"_s);
}

void TestRegistryTestServer::tests()
{
    QFETCH(const QString, name);
    QFETCH(const QString, credentials);
    QFETCH(const QString, username);
    QFETCH(const QString, prefix);
    LoginPrompts prompts([&](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
        reply(Login{question.usernameHint, m_bed.password(name, question.usernameHint), false});
    });
    settings::Registry registry = m_bed.registry(name, prefix);
    registry.credentials = credentials;
    registry.credentialHelper = u"bed"_s;
    registry.username = username;
    const QList<CheckResult> results = test(registry, &prompts);
    QTEST(shortOf(results), "results");
    for (const CheckResult &result : results) {
        if (result.state >= CheckState::Warning)
            QVERIFY2(!result.detail.isEmpty(), qPrintable(result.id));
    }
}

void TestRegistryTestServer::uploads_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("basic") << u"basic"_s;
    QTest::newRow("token") << u"token"_s;
}

//! What the test of pushes began is gone, and no repository came of it.
void TestRegistryTestServer::uploads()
{
    QFETCH(const QString, name);
    RegistryConnection connection(m_bed.registry(name, u"team-a"_s), context());
    RegistryClient *client = nullptr;
    connection.open(this, [&client](const Result<RegistryClient *> &opened) { client = opened.value_or(nullptr); });
    QTRY_VERIFY(client);
    std::optional<Result<PushCheck>> push;
    client->checkPush(u"team-a/never-pushed"_s, this, [&push](const Result<PushCheck> &answer) { push = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(push, 30'000);
    QVERIFY2(*push, qPrintable(*push ? QString() : push->error().message));
    QVERIFY((*push)->isUploadGone);
    std::optional<Result<TagList>> tags;
    client->tags(u"team-a/never-pushed"_s, 1, this, [&tags](const Result<TagList> &answer) { tags = answer; });
    QTRY_VERIFY_WITH_TIMEOUT(tags, 30'000);
    QVERIFY(!*tags && tags->error().kind == ApiError::Kind::NotFound);
}

void TestRegistryTestServer::unknownAuthority()
{
    settings::Registry registry = m_bed.registry(u"basic"_s, u"team-a"_s);
    registry.certificateAuthority.clear();
    QCOMPARE(shortOf(test(registry)), u"reachable tls!"_s);
    registry.insecure = true;
    QCOMPARE(shortOf(test(registry)), u"reachable tls? api authentication login tags push"_s);
}

void TestRegistryTestServer::typedPassword_data()
{
    uploads_data();
}

//! Wrong at first: the real registries say so, and the user is asked once more.
void TestRegistryTestServer::typedPassword()
{
    QFETCH(const QString, name);
    QList<LoginQuestion::Why> asked;
    LoginPrompts prompts([&](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
        asked << question.why;
        reply(Login{question.usernameHint, asked.size() == 1 ? u"wrong"_s : m_bed.password(name, u"builder"_s), false});
    });
    settings::Registry registry = m_bed.registry(name, u"team-a"_s);
    registry.credentials = u"none"_s;
    registry.username = u"builder"_s;
    QCOMPARE(shortOf(test(registry, &prompts)), u"reachable tls api authentication login tags push"_s);
    QCOMPARE(asked, (QList{LoginQuestion::Why::NobodyKnown, LoginQuestion::Why::Refused}));
}

void TestRegistryTestServer::helperLogins_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("known") << m_bed.address(u"basic"_s) << QByteArray() << u"builder"_s;
    QTest::newRow("unknown") << u"nowhere.example"_s << QByteArray() << u"nobody"_s;
    QTest::newRow("locked") << m_bed.address(u"basic"_s) << QByteArray("fail") << u"CredentialHelperFailed"_s;
    QTest::newRow("garbage") << m_bed.address(u"basic"_s) << QByteArray("garbage") << u"CredentialHelperMalformed"_s;
}

void TestRegistryTestServer::helperLogins()
{
    QFETCH(const QString, server);
    QFETCH(const QByteArray, fault);
    const QString faultFile = m_bed.faultFile();
    if (!fault.isEmpty()) {
        QFile file(faultFile);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(fault) == fault.size());
    }
    const auto mended = qScopeGuard([&faultFile] { QFile::remove(faultFile); });
    HelperLogins logins(u"bed"_s, server);
    QString outcome;
    logins.get(this, [&outcome](const LoginSource::Answer &answer) {
        if (!answer)
            outcome = answer.error().reason;
        else
            outcome = *answer ? (*answer)->username : u"nobody"_s;
    });
    QTRY_VERIFY_WITH_TIMEOUT(!outcome.isEmpty(), 30'000);
    QTEST(outcome, "outcome");
}

void TestRegistryTestServer::pushesWithThatLogin_data()
{
    uploads_data();
}

//! The login and the address that we would give a daemon are those that docker itself takes.
void TestRegistryTestServer::pushesWithThatLogin()
{
    QFETCH(const QString, name);
    RegistryConnection connection(m_bed.registry(name, u"team-a"_s), context());
    std::optional<Login> login;
    connection.login(this, [&login](const LoginSource::Answer &answer) { login = answer.value_or(std::nullopt); });
    QTRY_VERIFY(login);
    QTemporaryDir folder;
    QVERIFY(
        runProgram(u"docker"_s,
                   {u"--config"_s, folder.path(), u"--host"_s, qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), u"login"_s,
                    u"--username"_s, login->username, u"--password-stdin"_s, connection.serverAddress()},
                   login->secret.toUtf8()));
}

QTEST_GUILESS_MAIN(TestRegistryTestServer)
#include "tst_registrytest_server.moc"
