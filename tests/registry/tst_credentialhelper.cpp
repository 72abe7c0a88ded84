// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/credentialhelper.h"
#include "backends/registry/dockerlogins.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray Secret = "hunter2-\xc3\xbc \"quoted\"";
const QByteArray NotFound = "credentials not found in native keychain";

QString told(const LoginSource::Answer &answer)
{
    if (!answer)
        return answer.error().reason;
    if (!*answer)
        return u"nobody"_s;
    const Login &login = **answer;
    return login.isIdentityToken ? u"token %1"_s.arg(login.secret) : u"%1 with %2"_s.arg(login.username, login.secret);
}

} // namespace

class TestCredentialHelper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { qputenv("PATH", m_path); }
    void parses_data();
    void parses();
    void runs_data();
    void runs();
    void asksOnStandardInput();
    void isKilledWithWhatItStarted();
    void contextGoesFirst();
    void dockerLogins_data();
    void dockerLogins();
    void helperLogins_data();
    void helperLogins();
    void helperLoginsShareNothing();
    void helperLoginsGoFirst();

private:
    void write(const QString &name, const QByteArray &bytes) const;
    QByteArray read(const QString &name) const;
    void helper(const QByteArray &body) const;
    LoginSource::Answer run(const QString &name = u"test"_s) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_path;
};

void TestCredentialHelper::initTestCase()
{
    m_path = qgetenv("PATH");
}

void TestCredentialHelper::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    qputenv("PATH", QFile::encodeName(m_folder->path()) + ':' + m_path);
}

void TestCredentialHelper::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write the test file");
}

QByteArray TestCredentialHelper::read(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! docker-credential-test, a shell script.
void TestCredentialHelper::helper(const QByteArray &body) const
{
    const auto name = u"docker-credential-test"_s;
    write(name, "#!/bin/sh\ncd '" + QFile::encodeName(m_folder->path()) + "'\n" + body);
    QFile::setPermissions(m_folder->filePath(name),
                          QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
}

LoginSource::Answer TestCredentialHelper::run(const QString &name) const
{
    CredentialHelper helper(name);
    helper.setLimits({.run = 1s, .kill = 200ms, .outputBytes = 64 * 1024});
    std::optional<LoginSource::Answer> result;
    helper.get(u"registry.example:5000"_s, this, [&result](const LoginSource::Answer &answer) {
        Q_ASSERT(!result);
        result = answer;
    });
    Q_ASSERT(!result);
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 10'000))
        qFatal("no answer");
    return *result;
}

void TestCredentialHelper::parses_data()
{
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("errors");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("message");
    const auto good = [](const char *name, const QByteArray &output, const QString &who) {
        QTest::newRow(name) << 0 << output << QByteArray() << who << QString();
    };
    const auto bad = [](const char *name, int exitCode, const QByteArray &output, const QByteArray &errors,
                        const QString &reason, const QString &message) {
        QTest::newRow(name) << exitCode << output << errors << reason << message;
    };
    const auto failed = u"CredentialHelperFailed"_s;
    const auto malformed = u"CredentialHelperMalformed"_s;
    const auto noLogin = u"did not answer with a login"_s;
    good("login", "{\"ServerURL\": \"h\", \"Username\": \"u\", \"Secret\": \"p\"}", u"u with p"_s);
    good("newline", "{\"Username\": \"u\", \"Secret\": \"p\"}\n", u"u with p"_s);
    good("identity token", "{\"Username\": \"<token>\", \"Secret\": \"t\"}", u"token t"_s);
    good("empty", "{\"ServerURL\": \"h\", \"Username\": \"\", \"Secret\": \"\"}", u"nobody"_s);
    bad("not found", 1, NotFound, {}, u"nobody"_s, {});
    bad("not found, newline", 1, NotFound + '\n', "warning", u"nobody"_s, {});
    bad("not found, but well", 0, NotFound, {}, malformed, noLogin);
    bad("no server", 1, "no credentials server URL", {}, failed,
        u"failed with exit code 1: no credentials server URL"_s);
    bad("reason on standard error", 3, "", "locked\n", failed, u"failed with exit code 3: locked"_s);
    bad("no reason", 2, "", "", failed, u"failed with exit code 2"_s);
    bad("failed behind an answer", 1, "{\"Username\": \"u\", \"Secret\": \"hunter2\"}", "late", failed,
        u"failed with exit code 1"_s);
    bad("secret on standard error", 1, "", "secret=hunter2", failed, u"failed with exit code 1"_s);
    bad("no JSON", 0, "<html>hunter2</html>", {}, malformed, noLogin);
    bad("list", 0, "[]", {}, malformed, noLogin);
    bad("nothing", 0, "", {}, malformed, noLogin);
    bad("no secret", 0, "{\"Username\": \"u\"}", {}, malformed, noLogin);
    bad("secret is a number", 0, "{\"Username\": \"u\", \"Secret\": 1}", {}, malformed, noLogin);
}

void TestCredentialHelper::parses()
{
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, output);
    QFETCH(const QByteArray, errors);
    const auto answer = parseHelperOutput({exitCode, output, errors});
    QTEST(told(answer), "who");
    QTEST(answer ? QString() : answer.error().message, "message");
}

void TestCredentialHelper::runs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &body, const QString &who, const QString &message = {}) {
        QTest::newRow(name) << body << who << message;
    };
    const QByteArray login = "echo '{\"Username\": \"u\", \"Secret\": \"p\"}'\n";
    row("login", "cat > asked\n" + login, u"u with p"_s);
    row("does not read", login, u"u with p"_s);
    row("not found", "echo '" + NotFound + "'; exit 1", u"nobody"_s);
    row("fails", "echo locked; exit 1", u"CredentialHelperFailed"_s,
        u"docker-credential-test: failed with exit code 1: locked"_s);
    row("crashes", login + "kill -9 $$", u"CredentialHelperFailed"_s, u"docker-credential-test: crashed"_s);
    row("hangs", "sleep 60", u"CredentialHelperTimeout"_s, u"docker-credential-test: did not answer within 1 s"_s);
    row("hangs, deaf", "trap '' TERM\nsleep 60 & wait; sleep 60", u"CredentialHelperTimeout"_s,
        u"docker-credential-test: did not answer within 1 s"_s);
    row("floods", "exec yes secret", u"CredentialHelperMalformed"_s,
        u"docker-credential-test: printed more than 64 KiB"_s);
    row("floods standard error", "head -c 1000000 /dev/zero >&2\n" + login, u"u with p"_s);
}

void TestCredentialHelper::runs()
{
    QFETCH(const QByteArray, body);
    helper(body);
    const auto answer = run();
    QTEST(told(answer), "who");
    QTEST(answer ? QString() : answer.error().message, "message");
    QVERIFY(answer ||
            answer.error().kind == (told(answer) == u"CredentialHelperTimeout"_s ? ApiError::Kind::Timeout
                                                                                 : ApiError::Kind::Unauthorized));
}

void TestCredentialHelper::asksOnStandardInput()
{
    helper("cat > asked; echo \"$@\" > arguments; echo '{\"Username\": \"u\", \"Secret\": \"p\"}'");
    QCOMPARE(told(run()), u"u with p"_s);
    QCOMPARE(read(u"asked"_s).trimmed(), QByteArray("registry.example:5000"));
    QCOMPARE(read(u"arguments"_s), QByteArray("get\n"));
    QCOMPARE(told(run(u"nowhere"_s)), u"CredentialHelperNotFound"_s);
    QCOMPARE(told(run(u"../test"_s)), u"CredentialHelperNotFound"_s);
    QCOMPARE(told(run(u"test; true"_s)), u"CredentialHelperNotFound"_s);
    QCOMPARE(told(run({})), u"CredentialHelperNotFound"_s);
}

void TestCredentialHelper::isKilledWithWhatItStarted()
{
    helper("sleep 60 & echo $! > child; wait");
    QCOMPARE(told(run()), u"CredentialHelperTimeout"_s);
    const int child = read(u"child"_s).trimmed().toInt();
    QVERIFY(child > 0);
    QTRY_VERIFY(::kill(child, 0) != 0);
}

void TestCredentialHelper::contextGoesFirst()
{
    helper("echo '{\"Username\": \"u\", \"Secret\": \"p\"}'; : > ran");
    bool isCalled = false;
    auto context = std::make_unique<QObject>();
    CredentialHelper run(u"test"_s);
    run.get(u"x"_s, context.get(), [&isCalled](const LoginSource::Answer &) { isCalled = true; });
    context.reset();
    QTRY_VERIFY(QFile::exists(m_folder->filePath(u"ran"_s)));
    QTRY_VERIFY(run.findChildren<QProcess *>().isEmpty());
    QVERIFY(!isCalled);
}

void TestCredentialHelper::dockerLogins_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("who");
    QTest::newRow("no file") << QByteArray() << u"nobody"_s;
    QTest::newRow("auths") << QByteArray("{\"auths\": {\"h:1\": {\"auth\": \"dTpw\"}}}") << u"u with p"_s;
    QTest::newRow("helper") << QByteArray("{\"credHelpers\": {\"h:1\": \"test\"}}") << u"who with what"_s;
    QTest::newRow("store") << QByteArray("{\"credsStore\": \"test\"}") << u"who with what"_s;
    QTest::newRow("missing helper") << QByteArray("{\"credsStore\": \"gone\"}") << u"CredentialHelperNotFound"_s;
    QTest::newRow("broken file") << QByteArray("{") << u"BadDockerConfig"_s;
    QTest::newRow("broken auth") << QByteArray("{\"auths\": {\"h:1\": {\"auth\": \"%\"}}}") << u"BadDockerConfig"_s;
}

void TestCredentialHelper::dockerLogins()
{
    QFETCH(const QByteArray, config);
    helper("echo run >> runs; echo '{\"Username\": \"who\", \"Secret\": \"what\"}'");
    if (!config.isEmpty())
        write(u"config.json"_s, config);
    DockerLogins logins(m_folder->filePath(u"config.json"_s), u"h:1"_s);
    QStringList answers;
    for (int i = 0; i < 2; ++i)
        logins.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QTRY_COMPARE(answers.size(), 2);
    QTEST(answers[0], "who");
    QCOMPARE(answers[1], answers[0]);
    QVERIFY(read(u"runs"_s).count("run") <= 1);
    logins.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QTRY_COMPARE(answers.size(), 3);
    QCOMPARE(answers[2], answers[0]);
}

void TestCredentialHelper::helperLogins_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("who");
    QTest::newRow("login") << QByteArray("echo '{\"Username\": \"u\", \"Secret\": \"p\"}'") << u"u with p"_s;
    QTest::newRow("identity token") << QByteArray("echo '{\"Username\": \"<token>\", \"Secret\": \"t\"}'")
                                    << u"token t"_s;
    QTest::newRow("nobody") << "echo '" + NotFound + "'; exit 1" << u"nobody"_s;
    QTest::newRow("fails") << QByteArray("echo locked; exit 1") << u"CredentialHelperFailed"_s;
    QTest::newRow("garbage") << QByteArray("echo '<html>'") << u"CredentialHelperMalformed"_s;
}

void TestCredentialHelper::helperLogins()
{
    QFETCH(const QByteArray, body);
    helper("cat > asked\n" + body);
    write(u"config.json"_s, "{\"auths\": {\"h:1\": {\"auth\": \"dTpw\"}}}"); // of no account here
    qputenv("DOCKER_CONFIG", QFile::encodeName(m_folder->path()));
    const auto reset = qScopeGuard([] { qunsetenv("DOCKER_CONFIG"); });
    HelperLogins logins(u"test"_s, u"https://index.docker.io/v1/"_s);
    QStringList answers;
    logins.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
    QVERIFY(answers.isEmpty());
    QTRY_COMPARE(answers.size(), 1);
    QTEST(answers[0], "who");
    QCOMPARE(read(u"asked"_s).trimmed(), QByteArray("https://index.docker.io/v1/"));
    QTRY_VERIFY(logins.findChildren<CredentialHelper *>().isEmpty());
    QVERIFY(!logins.invalidate({}));
}

//! Each call runs the helper: who has logged in meanwhile is known.
void TestCredentialHelper::helperLoginsShareNothing()
{
    helper("echo run >> runs; echo \"{\\\"Username\\\": \\\"u\\\", \\\"Secret\\\": \\\"$(wc -l < runs)\\\"}\"");
    HelperLogins logins(u"test"_s, u"h:1"_s);
    QStringList answers;
    for (int i = 1; i < 3; ++i) {
        logins.get(this, [&answers](const LoginSource::Answer &answer) { answers << told(answer); });
        QTRY_COMPARE(answers.size(), i);
    }
    QCOMPARE(answers, (QStringList{u"u with 1"_s, u"u with 2"_s}));
}

void TestCredentialHelper::helperLoginsGoFirst()
{
    helper("echo $$ > pid.new; mv pid.new pid; sleep 60");
    bool isCalled = false;
    const auto isRunning = [this] { return QFile::exists(m_folder->filePath(u"pid"_s)); };
    const auto pid = [this] { return read(u"pid"_s).trimmed().toInt(); };
    auto logins = std::make_unique<HelperLogins>(u"test"_s, u"h:1"_s);
    logins->get(this, [&isCalled](const LoginSource::Answer &) { isCalled = true; });
    QTRY_VERIFY(isRunning());
    logins.reset();
    QTRY_VERIFY(::kill(pid(), 0) != 0);
    QFile::remove(m_folder->filePath(u"pid"_s));
    auto context = std::make_unique<QObject>();
    HelperLogins others(u"test"_s, u"h:1"_s);
    others.get(context.get(), [&isCalled](const LoginSource::Answer &) { isCalled = true; });
    QTRY_VERIFY(isRunning());
    context.reset();
    QTRY_VERIFY(::kill(pid(), 0) != 0);
    QVERIFY(!isCalled);
}

QTEST_GUILESS_MAIN(TestCredentialHelper)
#include "tst_credentialhelper.moc"
