// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/promptlogins.h"
#include "backends/registry/registryconnection.h"
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

QString told(const LoginSource::Answer &answer)
{
    if (!answer)
        return (toString(answer.error().kind) + u' ' + answer.error().reason).trimmed();
    if (!*answer)
        return u"nobody"_s;
    return (*answer)->username + u" with "_s + (*answer)->secret;
}

} // namespace

class TestRegistryConnection : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void names_data();
    void names();
    void belonging_data();
    void belonging();
    void hooks();
    void logins_data();
    void logins();
    void authorities_data();
    void authorities();
    void opensByTls_data();
    void opensByTls();
    void insecure_data();
    void insecure();
    void isDownAtFirst();
    void anotherAuthority();
    void sharesOpening();
    void refusedLogin();
    void goesFirst();

private:
    QString write(const QString &name, const QByteArray &bytes) const;
    RegistryContext context() const;
    settings::Registry registry(const FaultServer &server) const
    {
        return {.host = u"127.0.0.1:%1"_s.arg(server.port()), .credentials = u"none"_s};
    }
    //! "ok" and where, or the error. A \p plain server waits for a request line where the client speaks TLS.
    static QString open(RegistryConnection &connection, QString *message = nullptr, FaultServer *plain = nullptr);

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void TestRegistryConnection::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(u"DOCKER_CONFIG"_s, m_folder->path());
    m_environment.insert(u"HOME"_s, m_folder->path());
}

QString TestRegistryConnection::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test file");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
    return file.fileName();
}

RegistryContext TestRegistryConnection::context() const
{
    return {.environment = m_environment, .settingsFolder = m_folder->path(), .userAgent = "test"};
}

QString TestRegistryConnection::open(RegistryConnection &connection, QString *message, FaultServer *plain)
{
    std::optional<Result<RegistryClient *>> result;
    QObject context;
    connection.open(&context, [&result](const Result<RegistryClient *> &client) {
        Q_ASSERT(!result);
        result = client;
    });
    Q_ASSERT(!result);
    const auto isOver = [&result, plain] {
        if (plain && plain->connections() == 1 && plain->openConnections() == 1 && plain->requests().isEmpty())
            plain->dropAll();
        return result.has_value();
    };
    if (!QTest::qWaitFor(isOver, 30'000))
        return u"no answer"_s;
    if (*result)
        return u"ok %1%2"_s.arg((**result)->endpoint().server.scheme(),
                                (**result)->endpoint().insecureSkipTlsVerify ? u" unchecked"_s : QString());
    if (message)
        *message = result->error().message;
    return toString(result->error().kind) + u' ' + result->error().reason;
}

void TestRegistryConnection::names_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("server");
    const auto hub = u"https://index.docker.io/v1/"_s;
    QTest::newRow("host") << u"h.example:5000"_s << u"h.example:5000"_s << u"h.example:5000"_s;
    QTest::newRow("hub") << u"docker.io"_s << u"docker.io"_s << hub;
    QTest::newRow("hub's index") << u"index.docker.io"_s << u"docker.io"_s << hub;
    QTest::newRow("hub's registry") << u"registry-1.docker.io"_s << u"docker.io"_s << hub;
}

void TestRegistryConnection::names()
{
    QFETCH(const QString, host);
    QTEST(registryDomain(host), "domain");
    QTEST(serverAddress(host), "server");
}

void TestRegistryConnection::belonging_data()
{
    QTest::addColumn<QStringList>("registries"); // host, and behind a blank its prefix
    QTest::addColumn<QString>("image");
    QTest::addColumn<int>("which"); // -1: none
    const QStringList two{u"h:5000 team"_s, u"h:5000 team/images/"_s, u"other.example"_s};
    QTest::newRow("the longest prefix") << two << u"h:5000/team/images/app"_s << 1;
    QTest::newRow("a shorter one") << two << u"h:5000/team/app"_s << 0;
    QTest::newRow("part of a name is none") << two << u"h:5000/team/images2/app"_s << 0;
    QTest::newRow("no prefix fits") << two << u"h:5000/base/app"_s << 0;
    QTest::newRow("another host") << two << u"other.example/team/images/app"_s << 2;
    QTest::newRow("of none") << two << u"third.example/team/app"_s << -1;
    const QStringList whole{u"h:5000 team"_s, u"h:5000"_s, u"h:5000"_s};
    QTest::newRow("without prefix before one that does not fit") << whole << u"h:5000/base/app"_s << 1;
    QTest::newRow("the hub") << QStringList{u"index.docker.io me"_s} << u"busybox"_s << 0;
}

void TestRegistryConnection::belonging()
{
    QFETCH(const QStringList, registries);
    QFETCH(const QString, image);
    std::vector<settings::Registry> all;
    for (const QString &each : registries)
        all.push_back({.host = each.section(u' ', 0, 0), .repositoryPrefix = each.section(u' ', 1)});
    const settings::Registry *found = registryOf(all, *ImageReference::parseNormalized(image));
    QTEST(found ? int(found - all.data()) : -1, "which");
}

void TestRegistryConnection::hooks()
{
    settings::Registry registry{.host = u"h:5000"_s,
                                .repositoryPrefix = u"team/images/"_s,
                                .prePush = u"command"_s,
                                .prePushCommand = {u"hooks/push"_s, u"x"_s}};
    QCOMPARE(prefixedRepository(registry, u"app"_s), u"team/images/app"_s);
    const HookRequest request = hookRequest(registry, context(), u"team/images/app"_s);
    QCOMPARE(request.command, (QStringList{m_folder->filePath(u"hooks/push"_s), u"x"_s}));
    QCOMPARE(request.host, u"h:5000"_s);
    QCOMPARE(request.repository, u"team/images/app"_s);
    registry.repositoryPrefix.clear();
    registry.prePushCommand = {u"push"_s};
    QCOMPARE(prefixedRepository(registry, u"app"_s), u"app"_s);
    QCOMPARE(hookRequest(registry, context(), u"app"_s).command, QStringList{u"push"_s});
}

void TestRegistryConnection::logins_data()
{
    QTest::addColumn<QString>("credentials");
    QTest::addColumn<QString>("username");
    QTest::addColumn<bool>("hasPrompts");
    QTest::addColumn<QString>("login");
    const auto typed = u"ann with typed"_s;
    QTest::newRow("docker") << u"docker"_s << QString() << true << u"u with p"_s;
    QTest::newRow("helper") << u"helper"_s << QString() << true << u"who with h.example:5000"_s;
    QTest::newRow("none") << u"none"_s << QString() << true << u"nobody"_s;
    QTest::newRow("none, username") << u"none"_s << u"ann"_s << true << typed;
    QTest::newRow("none, username, nobody to ask") << u"none"_s << u"ann"_s << false << u"nobody"_s;
}

void TestRegistryConnection::logins()
{
    QFETCH(const QString, credentials);
    QFETCH(const QString, username);
    QFETCH(const bool, hasPrompts);
    write(u"config.json"_s, R"({"auths": {"h.example:5000": {"auth": "dTpw"}}})");
    write(u"docker-credential-conn"_s,
          "#!/bin/sh\nread server\necho \"{\\\"Username\\\": \\\"who\\\", \\\"Secret\\\": \\\"$server\\\"}\"\n");
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(m_folder->path()) + ':' + path);
    LoginPrompts prompts([](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
        reply(Login{question.usernameHint, u"typed"_s, false});
    });
    RegistryContext where = context();
    where.prompts = hasPrompts ? &prompts : nullptr;
    RegistryConnection connection(
        {.host = u"h.example:5000"_s, .credentials = credentials, .credentialHelper = u"conn"_s, .username = username},
        where);
    QCOMPARE(connection.serverAddress(), u"h.example:5000"_s);
    std::optional<LoginSource::Answer> answer;
    connection.login(this, [&answer](const LoginSource::Answer &known) { answer = known; });
    QTRY_VERIFY(answer);
    qputenv("PATH", path);
    QTEST(told(*answer), "login");
}

void TestRegistryConnection::authorities_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("content"); // "-": no file
    QTest::addColumn<QString>("outcome");
    const auto bad = u"Invalid BadCertificateAuthority"_s;
    QTest::newRow("no file") << u"h"_s << QByteArray("-") << bad;
    QTest::newRow("no certificate") << u"h"_s << QByteArray("-----BEGIN PRIVATE KEY-----") << bad;
    QTest::newRow("empty") << u"h"_s << QByteArray() << bad;
    QTest::newRow("bad host") << u"u:p@h"_s << QByteArray("-----BEGIN CERTIFICATE-----")
                              << u"Invalid BadRegistryHost"_s;
}

void TestRegistryConnection::authorities()
{
    QFETCH(const QString, host);
    QFETCH(const QByteArray, content);
    if (content != "-")
        write(u"ca.pem"_s, content);
    RegistryConnection connection({.host = host, .certificateAuthority = u"ca.pem"_s}, context());
    QString message;
    QTEST(open(connection, &message), "outcome");
    const QString place = m_folder->filePath(u"ca.pem"_s) + u" (written \"ca.pem\")"_s;
    QVERIFY2(message.contains(host == "h"_L1 ? place : host), qPrintable(message));
}

void TestRegistryConnection::opensByTls_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("with its authority") << true;
    QTest::newRow("without") << false;
}

void TestRegistryConnection::opensByTls()
{
    QFETCH(const bool, isTrusted);
    TestPki pki;
    FaultServer server(pki.server());
    server.setScripts({Script::answer(200, Json, "{}")});
    write(u"ca.pem"_s, pki.caPem());
    settings::Registry registry = this->registry(server);
    registry.certificateAuthority = isTrusted ? u"~/ca.pem"_s : QString();
    RegistryConnection connection(registry, context());
    QCOMPARE(open(connection), u"ok https"_s);
    std::optional<Result<Ping>> ping;
    connection.open(this, [&ping, this](const Result<RegistryClient *> &client) {
        (*client)->ping(this, [&ping](const Result<Ping> &answer) { ping = answer; });
    });
    QTRY_VERIFY(ping);
    QCOMPARE(ping->has_value(), isTrusted);
    QVERIFY(isTrusted || ping->error().kind == ApiError::Kind::Tls);
}

void TestRegistryConnection::insecure_data()
{
    QTest::addColumn<bool>("hasTls");
    QTest::addColumn<bool>("isInsecure");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("TLS that nobody checks") << true << true << u"ok https unchecked"_s;
    QTest::newRow("plain") << false << true << u"ok http unchecked"_s;
    QTest::newRow("plain, not said to be so") << false << false << u"ok https"_s; // nothing is sent in clear
}

void TestRegistryConnection::insecure()
{
    QFETCH(const bool, hasTls);
    QFETCH(const bool, isInsecure);
    TestPki pki;
    const auto server = hasTls ? std::make_unique<FaultServer>(pki.server()) : std::make_unique<FaultServer>();
    server->setScripts({Script::answer(200, Json, "{}")});
    settings::Registry registry = this->registry(*server);
    registry.insecure = isInsecure;
    RegistryConnection connection(registry, context());
    QTEST(open(connection, nullptr, hasTls ? nullptr : server.get()), "outcome");
    const auto requests = server->requests().size();
    QTEST(open(connection), "outcome"); // without asking again
    QCOMPARE(server->requests().size(), requests);
}

//! No answer by TLS, and none without it: that it is down says nothing about what is spoken there.
void TestRegistryConnection::isDownAtFirst()
{
    TestPki pki;
    FaultServer server(pki.server());
    server.setScripts({Script().close(), Script::answer(200, Json, "{}")});
    settings::Registry registry = this->registry(server);
    registry.insecure = true;
    RegistryConnection connection(registry, context());
    QVERIFY(!open(connection).startsWith("ok"_L1));
    QCOMPARE(open(connection), u"ok https unchecked"_s);
}

//! The file was wrong and is put right: no new start is needed.
void TestRegistryConnection::anotherAuthority()
{
    TestPki pki;
    TestPki other;
    FaultServer server(pki.server());
    server.setScripts({Script::answer(200, Json, "{}")});
    settings::Registry registry = this->registry(server);
    registry.certificateAuthority = u"ca.pem"_s;
    RegistryConnection connection(registry, context());
    const auto ping = [&]() -> QString {
        std::optional<Result<Ping>> ping;
        connection.open(this, [&ping, this](const Result<RegistryClient *> &client) {
            (*client)->ping(this, [&ping](const Result<Ping> &answer) { ping = answer; });
        });
        if (!QTest::qWaitFor([&ping] { return ping.has_value(); }, 30'000))
            return u"no answer"_s;
        return *ping ? u"ok"_s : toString(ping->error().kind);
    };
    write(u"ca.pem"_s, other.caPem());
    QCOMPARE(ping(), u"Tls"_s);
    write(u"ca.pem"_s, pki.caPem());
    QCOMPARE(ping(), u"ok"_s);
}

void TestRegistryConnection::sharesOpening()
{
    TestPki pki;
    FaultServer server(pki.server());
    server.setScripts({Script::answer(200, Json, "{}")});
    settings::Registry registry = this->registry(server);
    registry.insecure = true;
    RegistryConnection connection(registry, context());
    QList<RegistryClient *> clients;
    for (int i = 0; i < 3; ++i)
        connection.open(this, [&clients](const Result<RegistryClient *> &client) { clients << *client; });
    auto gone = std::make_unique<QObject>();
    connection.open(gone.get(), [&clients](const Result<RegistryClient *> &) { clients << nullptr; });
    gone.reset();
    QTRY_COMPARE(clients.size(), 3);
    QVERIFY(clients[0] && clients.count(clients[0]) == 3);
    QCOMPARE(server.requests().size(), 1);
    connection.open(this, [&clients](const Result<RegistryClient *> &client) { clients << *client; });
    QTRY_COMPARE(clients.size(), 4);
    QCOMPARE(clients[3], clients[0]);
}

//! A daemon came with it, and was sent away.
void TestRegistryConnection::refusedLogin()
{
    int asked = 0;
    LoginPrompts prompts([&asked](const LoginQuestion &question, const LoginPrompts::Reply &reply) {
        reply(Login{question.usernameHint, QString::number(++asked), false});
    });
    RegistryContext where = context();
    where.prompts = &prompts;
    RegistryConnection connection({.host = u"h"_s, .credentials = u"none"_s, .username = u"ann"_s}, where);
    QStringList answers;
    const auto login = [&] {
        connection.login(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    };
    login();
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(connection.invalidate({u"ann"_s, u"1"_s, false}));
    login();
    QTRY_COMPARE(answers, (QStringList{u"ann with 1"_s, u"ann with 2"_s}));
}

void TestRegistryConnection::goesFirst()
{
    FaultServer server;
    server.setScripts({Script().hang()});
    settings::Registry registry = this->registry(server);
    registry.insecure = true;
    bool isCalled = false;
    auto connection = std::make_unique<RegistryConnection>(registry, context());
    connection->open(this, [&isCalled](const Result<RegistryClient *> &) { isCalled = true; });
    QTRY_VERIFY(server.connections() > 0);
    connection.reset();
    QCoreApplication::processEvents();
    QVERIFY(!isCalled);
    connection = std::make_unique<RegistryConnection>(this->registry(server), context());
    connection->open(this, [&connection](const Result<RegistryClient *> &) { connection.reset(); });
    QTRY_VERIFY(!connection);
}

QTEST_GUILESS_MAIN(TestRegistryConnection)
#include "tst_registryconnection.moc"
