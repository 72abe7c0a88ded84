// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/prepush.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Purpose = HookCommand::Purpose;
using How = processes::ProcessEnd::How;

namespace {

const auto ecrHost = u"123456789012.dkr.ecr.eu-west-1.amazonaws.com"_s;
const auto acrHost = u"fairlead.azurecr.io"_s;
const auto garHost = u"europe-west1-docker.pkg.dev"_s;
const auto secret = u"s3cr3tT0ken"_s;

// As the programs print it.
const QByteArray noRepository =
    "\nAn error occurred (RepositoryNotFoundException) when calling the DescribeRepositories operation: The repository "
    "with name 'team/app' does not exist in the registry with id '123456789012'\n";
const QByteArray alreadyThere = "\nAn error occurred (RepositoryAlreadyExistsException) when calling the "
                                "CreateRepository operation: The repository "
                                "with name 'team/app' already exists in the registry with id '123456789012'\n";
const QByteArray accessDenied =
    "\nAn error occurred (AccessDeniedException) when calling the CreateRepository operation: User: "
    "arn:aws:iam::123456789012:user/ann is not authorized to perform: ecr:CreateRepository\n";
const QByteArray described =
    R"({"repositories": [{"repositoryArn": "arn:aws:ecr:eu-west-1:123456789012:repository/team/app",
"registryId": "123456789012", "repositoryName": "team/app"}]})";
const QByteArray acrToken = R"({
  "accessToken": "s3cr3tT0ken",
  "loginServer": "fairlead.azurecr.io"
})";

HookRequest request(const QString &kind, const QString &host, const QStringList &command = {})
{
    return {.kind = kind, .host = host, .repository = u"team/app"_s, .command = command};
}

QString told(const Result<std::optional<Login>> &login)
{
    if (!login)
        return (toString(login.error().kind) + u' ' + login.error().reason).trimmed();
    if (!*login)
        return u"nobody"_s;
    return (*login)->username + u" with "_s + (*login)->secret;
}

} // namespace

class TestPrePush : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void commands_data();
    void commands();
    void refuses_data();
    void refuses();
    void outcomes_data();
    void outcomes();
    void quotes();
    void runs_data();
    void runs();
    void isAskedForOnce();
    void asksWhenAScriptChanges_data();
    void asksWhenAScriptChanges();
    void waitsForTheUser_data();
    void waitsForTheUser();
    void cancelledWhileItWaits();
    void whatTheCommandSees();
    void missingPrograms();
    void cancels();
    void goesFirst();
    void manyLines();

private:
    struct Ran
    {
        QString outcome;
        QString message;
        QStringList lines;
    };
    void program(const QString &name, const QByteArray &body) const;
    QByteArray read(const QString &name) const;
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QProcessEnvironment environment() const;
    Ran run(const HookRequest &request, const processes::ProgramPolicy &policy = {true, {}}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPrePush::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

//! A shell script that notes its arguments, one run a line.
void TestPrePush::program(const QString &name, const QByteArray &body) const
{
    QFile file(path(name));
    const QByteArray text = "#!/bin/sh\ncd '" + QFile::encodeName(m_folder->path()) + "'\necho \"$*\" >> runs\n" + body;
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write the test file");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::WriteOwner);
}

QByteArray TestPrePush::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QProcessEnvironment TestPrePush::environment() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, m_folder->path() + u":/usr/bin:/bin"_s);
    return environment;
}

TestPrePush::Ran TestPrePush::run(const HookRequest &request, const processes::ProgramPolicy &policy) const
{
    PrePush hook(request, environment(), policy);
    hook.setLimits({.run = 2s, .kill = 200ms, .outputBytes = 64 * 1024});
    Ran ran;
    connect(&hook, &PrePush::line, this, [&ran](const QString &line) { ran.lines << line; });
    int answers = 0;
    connect(&hook, &PrePush::finished, this, [&](const Result<std::optional<Login>> &login) {
        ++answers;
        ran.outcome = told(login);
        ran.message = login ? QString() : login.error().message;
    });
    hook.start();
    Q_ASSERT(answers == 0 && ran.lines.isEmpty());
    if (!QTest::qWaitFor([&answers] { return answers > 0; }, 30'000))
        qFatal("no answer");
    Q_ASSERT(answers == 1);
    return ran;
}

void TestPrePush::commands_data()
{
    QTest::addColumn<HookRequest>("request");
    QTest::addColumn<QStringList>("texts");
    const auto ecr = [](const QString &where, const QString &account) {
        const QString registry = u"--region %1 --registry-id %2"_s.arg(where, account);
        return QStringList{
            u"aws ecr describe-repositories %1 --repository-names team/app --output json"_s.arg(registry),
            u"aws ecr create-repository %1 --repository-name team/app --output json"_s.arg(registry),
            u"aws ecr get-login-password --region %1"_s.arg(where)};
    };
    const QStringList az{u"az acr login --name fairlead --expose-token --output json --only-show-errors"_s};
    const QStringList gcloud{u"gcloud auth print-access-token --quiet"_s};
    QTest::newRow("none") << request(u"none"_s, u"h"_s) << QStringList();
    QTest::newRow("ecr") << request(u"ecr"_s, ecrHost) << ecr(u"eu-west-1"_s, u"123456789012"_s);
    QTest::newRow("ecr, China") << request(u"ecr"_s, u"210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn"_s)
                                << ecr(u"cn-north-1"_s, u"210987654321"_s);
    QTest::newRow("ecr, FIPS") << request(u"ecr"_s, u"123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com"_s)
                               << ecr(u"us-gov-west-1"_s, u"123456789012"_s);
    QTest::newRow("ecr, dual stack") << request(u"ecr"_s, u"123456789012.dkr-ecr.eu-west-1.on.aws"_s)
                                     << ecr(u"eu-west-1"_s, u"123456789012"_s);
    HookRequest open = request(u"ecr"_s, u"public.ecr.aws"_s);
    open.repository = u"alias/team/app"_s;
    QTest::newRow("ecr, public")
        << open
        << QStringList{
               u"aws ecr-public describe-repositories --region us-east-1 --repository-names team/app --output "
               "json"_s,
               u"aws ecr-public create-repository --region us-east-1 --repository-name team/app --output json"_s,
               u"aws ecr-public get-login-password --region us-east-1"_s};
    QTest::newRow("acr") << request(u"acr"_s, acrHost) << az;
    QTest::newRow("acr, China") << request(u"acr"_s, u"fairlead.azurecr.cn"_s) << az;
    QTest::newRow("gar") << request(u"gar"_s, garHost) << gcloud;
    QTest::newRow("gcr") << request(u"gar"_s, u"eu.gcr.io"_s) << gcloud;
    QTest::newRow("command") << request(u"command"_s, u"h:5000"_s, {u"/opt/hook"_s, u"--a b"_s, u"$X"_s})
                             << QStringList{u"/opt/hook '--a b' '$X'"_s};
}

void TestPrePush::commands()
{
    QFETCH(const HookRequest, request);
    const auto commands = hookCommands(request);
    QVERIFY(commands);
    QStringList texts;
    for (const HookCommand &command : *commands)
        texts << command.text();
    QTEST(texts, "texts");
}

//! Above all, a cloud's token goes to nobody else.
void TestPrePush::refuses_data()
{
    QTest::addColumn<HookRequest>("request");
    const auto row = [](const char *name, const QString &kind, const QString &host) {
        QTest::newRow(name) << request(kind, host);
    };
    row("ecr elsewhere", u"ecr"_s, u"registry.example"_s);
    row("ecr, only at the beginning", u"ecr"_s, ecrHost + u".evil.example"_s);
    row("ecr, only at the end", u"ecr"_s, u"evil.example/"_s + ecrHost);
    row("ecr, short account", u"ecr"_s, u"12345.dkr.ecr.eu-west-1.amazonaws.com"_s);
    row("ecr, an option for a region", u"ecr"_s, u"123456789012.dkr.ecr.--debug.amazonaws.com"_s);
    row("ecr, a line break", u"ecr"_s, ecrHost + u'\n');
    row("acr elsewhere", u"acr"_s, u"registry.example"_s);
    row("acr, an option for a name", u"acr"_s, u"--help.azurecr.io"_s);
    row("acr, only at the beginning", u"acr"_s, u"fairlead.azurecr.io.evil.example"_s);
    row("acr, a line break", u"acr"_s, u"fairlead.azurecr.io\n"_s);
    row("gar elsewhere", u"gar"_s, u"registry.example"_s);
    row("gar, only at the end", u"gar"_s, u"evilgcr.io"_s);
    row("gar, with port", u"gar"_s, garHost + u":5000"_s);
    row("unknown kind", u"quay"_s, u"quay.io"_s);
    row("no command", u"command"_s, u"h"_s);
    QTest::newRow("empty command") << request(u"command"_s, u"h"_s, {QString()});
    HookRequest bad = request(u"ecr"_s, ecrHost);
    bad.repository = u"--debug"_s;
    QTest::newRow("repository is an option") << bad;
    bad.repository = u"team/app:1"_s;
    QTest::newRow("repository with tag") << bad;
    bad.repository.clear();
    QTest::newRow("no repository") << bad;
    bad = request(u"ecr"_s, u"public.ecr.aws"_s);
    bad.repository = u"alias"_s;
    QTest::newRow("public, only an alias") << bad;
}

void TestPrePush::refuses()
{
    QFETCH(const HookRequest, request);
    const auto commands = hookCommands(request);
    QVERIFY(!commands);
    QCOMPARE(commands.error().reason, u"BadHook"_s);
    QVERIFY(commands.error().kind == ApiError::Kind::Invalid);
}

void TestPrePush::outcomes_data()
{
    QTest::addColumn<Purpose>("purpose");
    QTest::addColumn<processes::ProcessEnd>("end");
    QTest::addColumn<QString>("outcome");
    const auto good = [](const char *name, Purpose purpose, const QByteArray &output, const QString &outcome) {
        QTest::newRow(name) << purpose << processes::ProcessEnd{.output = output} << outcome;
    };
    const auto bad = [](const char *name, Purpose purpose, How how, int exitCode, const QByteArray &errors,
                        const QString &outcome) {
        QTest::newRow(name) << purpose
                            << processes::ProcessEnd{.how = how,
                                                     .exitCode = exitCode,
                                                     .output = secret.toLatin1(),
                                                     .errors = errors,
                                                     .problem = u"went wrong"_s}
                            << outcome;
    };
    const auto malformed = u"Malformed HookMalformed"_s;
    const auto failed = u"Unauthorized HookFailed"_s;
    good("found", Purpose::FindRepository, described, u"nobody"_s);
    good("created", Purpose::CreateRepository, described, u"nobody"_s);
    good("password", Purpose::EcrPassword, "s3cr3tT0ken\n", u"AWS with s3cr3tT0ken"_s);
    good("no password", Purpose::EcrPassword, "\n", malformed);
    good("password of two words", Purpose::EcrPassword, "docker login\n", malformed);
    good("password of two lines", Purpose::EcrPassword, "a\nb\n", malformed);
    good("token", Purpose::AcrToken, acrToken, u"00000000-0000-0000-0000-000000000000 with s3cr3tT0ken"_s);
    good("token with username", Purpose::AcrToken, R"({"accessToken": "t", "username": "u"})", u"u with t"_s);
    good("token of another", Purpose::AcrToken, R"({"accessToken": "t", "loginServer": "evil.azurecr.io"})", malformed);
    good("no token", Purpose::AcrToken, "{}", malformed);
    good("no JSON", Purpose::AcrToken, "s3cr3tT0ken", malformed);
    good("google", Purpose::GarToken, "ya29.s3cr3tT0ken_-\n", u"oauth2accesstoken with ya29.s3cr3tT0ken_-"_s);
    good("command, silent", Purpose::UserCommand, "", u"nobody"_s);
    good("command, text", Purpose::UserCommand, "pushed the button\n", u"nobody"_s);
    good("command, login", Purpose::UserCommand, R"({"Username": "u", "Secret": "p"})", u"u with p"_s);
    good("command, identity token", Purpose::UserCommand, R"({"Username": "<token>", "Secret": "p"})", u" with p"_s);
    good("command, other JSON", Purpose::UserCommand, R"({"state": "good"})", u"nobody"_s);
    bad("missing", Purpose::FindRepository, How::Exited, 254, noRepository, u"missing"_s);
    bad("missing, elsewhere", Purpose::EcrPassword, How::Exited, 254, noRepository, failed);
    bad("missing, but killed", Purpose::FindRepository, How::TimedOut, 0, noRepository, u"Timeout HookTimeout"_s);
    bad("somebody was faster", Purpose::CreateRepository, How::Exited, 254, alreadyThere, u"nobody"_s);
    bad("may not", Purpose::CreateRepository, How::Exited, 254, accessDenied, failed);
    bad("crashed", Purpose::GarToken, How::Crashed, 11, "", failed);
    bad("late", Purpose::AcrToken, How::TimedOut, 0, "", u"Timeout HookTimeout"_s);
    bad("too much", Purpose::UserCommand, How::PrintedTooMuch, 0, "", malformed);
}

void TestPrePush::outcomes()
{
    QFETCH(const Purpose, purpose);
    QFETCH(const processes::ProcessEnd, end);
    const HookCommand command{purpose, u"program"_s, {u"argument"_s}};
    const auto outcome = readHookOutcome(request(u"acr"_s, acrHost), command, end);
    if (outcome && outcome->isMissing) {
        QTEST(u"missing"_s, "outcome");
        return;
    }
    QTEST(outcome ? told(outcome->login) : told(tl::make_unexpected(outcome.error())), "outcome");
    if (outcome)
        return;
    const QString message = outcome.error().message;
    QVERIFY(message.startsWith(u"program argument: "_s));
    QVERIFY2(!message.contains(secret), qPrintable(message));
    QVERIFY(message.contains(QString::fromUtf8(end.errors.trimmed())));
}

void TestPrePush::quotes()
{
    const HookCommand command{Purpose::UserCommand, u"/opt/a b"_s, {u"it's"_s, QString(), u"a=b"_s, u"x\ny"_s}};
    QCOMPARE(command.text(), u"'/opt/a b' 'it'\\''s' '' a=b 'x\ny'"_s);
}

void TestPrePush::runs_data()
{
    QTest::addColumn<HookRequest>("request");
    QTest::addColumn<QByteArray>("body"); // of aws, az, gcloud and command
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("programs");  // that were run
    QTest::addColumn<QString>("shown"); // in the log
    const auto row = [](const char *name, const HookRequest &request, const QByteArray &body, const QString &outcome,
                        int programs, const QString &shown = {}) {
        QTest::newRow(name) << request << body << outcome << programs << shown;
    };
    const HookRequest ecr = request(u"ecr"_s, ecrHost);
    const HookRequest acr = request(u"acr"_s, acrHost);
    const HookRequest gar = request(u"gar"_s, garHost);
    const HookRequest command = request(u"command"_s, u"h:5000"_s, {u"command"_s, u"push"_s});
    const auto aws = u"AWS with s3cr3tT0ken"_s;
    const auto failed = u"Unauthorized HookFailed"_s;
    const auto fail = [](const QByteArray &errors) { return "cat >&2 <<'END'" + errors + "END\nexit 254\n"; };
    const auto ecrCases = [](const QByteArray &describe, const QByteArray &create, const QByteArray &password) {
        return "case $2 in describe-repositories)\n" + describe + ";; create-repository)\n" + create +
               ";; get-login-password)\n" + password + ";; esac\n";
    };
    const QByteArray password = "echo s3cr3tT0ken\n";
    const QByteArray json = "cat <<'END'\n" + described + "\nEND\n";
    row("none", request(u"none"_s, u"h"_s), "", u"nobody"_s, 0);
    row("ecr, there", ecr, ecrCases(json, "exit 9", password), aws, 2, u"$ aws ecr get-login-password"_s);
    row("ecr, missing", ecr, ecrCases(fail(noRepository), json, password), aws, 3, u"$ aws ecr create-repository"_s);
    row("ecr, somebody was faster", ecr, ecrCases(fail(noRepository), fail(alreadyThere), password), aws, 3);
    row("ecr, may not create", ecr, ecrCases(fail(noRepository), fail(accessDenied), password), failed, 2,
        u"AccessDeniedException"_s);
    row("ecr, may not look", ecr, ecrCases(fail(accessDenied), json, password), failed, 1, u"AccessDeniedException"_s);
    row("ecr, no credentials", ecr,
        ecrCases(json, json,
                 fail("\nUnable to locate credentials. You can configure credentials by running \"aws configure\".\n")),
        failed, 2, u"Unable to locate credentials"_s);
    row("acr", acr, "cat <<'END'\n" + acrToken + "\nEND\n", u"00000000-0000-0000-0000-000000000000 with s3cr3tT0ken"_s,
        1);
    row("acr, not logged in", acr, fail("\nERROR: Please run 'az login' to setup account.\n"), failed, 1,
        u"az login"_s);
    row("gar", gar, "echo ya29.s3cr3tT0ken\n", u"oauth2accesstoken with ya29.s3cr3tT0ken"_s, 1);
    row("gar, not logged in", gar,
        fail("\nERROR: (gcloud.auth.print-access-token) You do not currently have an active account selected.\n"),
        failed, 1, u"active account"_s);
    row("command", command, "echo making $1\necho ready >&2\n", u"nobody"_s, 1, u"(standard output is not shown"_s);
    row("command, a password without a name", command, "echo s3cr3tT0ken\n", u"nobody"_s, 1,
        u"(standard output is not shown"_s);
    row("command, standard error", command, "echo making $1\necho ready >&2\n", u"nobody"_s, 1, u"ready"_s);
    row("command, login", command, "echo '{\"Username\": \"u\", \"Secret\": \"s3cr3tT0ken\"}'\n",
        u"u with s3cr3tT0ken"_s, 1);
    row("command fails", command, "echo s3cr3tT0ken secret\necho no >&2\nexit 3\n", failed, 1, u"no"_s);
    row("command crashes", command, "kill -SEGV $$\n", failed, 1);
    row("hangs", gar, "echo waiting >&2\nsleep 1000\n", u"Timeout HookTimeout"_s, 1, u"waiting"_s);
    row("hangs, deaf", command, "trap '' TERM\nwhile :; do sleep 0.1; done\n", u"Timeout HookTimeout"_s, 1);
    row("floods", gar, "exec yes s3cr3tT0ken\n", u"Malformed HookMalformed"_s, 1);
    row("asks", acr, "read answer || echo '{\"accessToken\": \"s3cr3tT0ken\"}'\n",
        u"00000000-0000-0000-0000-000000000000 with s3cr3tT0ken"_s, 1);
}

void TestPrePush::runs()
{
    QFETCH(const HookRequest, request);
    QFETCH(const QByteArray, body);
    QFETCH(const int, programs);
    QFETCH(const QString, shown);
    for (const QString &name : {u"aws"_s, u"az"_s, u"gcloud"_s, u"command"_s})
        program(name, body);
    const Ran ran = run(request);
    QTEST(ran.outcome, "outcome");
    const QList<QByteArray> seen = read(u"runs"_s).trimmed().split('\n');
    QCOMPARE(seen.first().isEmpty() ? 0 : int(seen.size()), programs);
    const QString log = ran.lines.join(u'\n');
    QVERIFY2(log.contains(shown), qPrintable(log));
    QCOMPARE(log.count(u"$ "_s), programs);
    QVERIFY2(!log.contains(secret) && !ran.message.contains(secret), qPrintable(log + ran.message));
    // Every program got just what the pure function says.
    const auto commands = hookCommands(request);
    QStringList expected;
    for (const HookCommand &command : *commands)
        expected << command.arguments.join(u' ');
    for (const QByteArray &arguments : seen)
        QVERIFY(arguments.isEmpty() || expected.contains(QString::fromUtf8(arguments)));
}

void TestPrePush::isAskedForOnce()
{
    program(u"command"_s, "");
    const HookRequest wanted = request(u"command"_s, u"h"_s, {path(u"command"_s), u"push"_s});
    processes::ProgramPolicy policy;
    QCOMPARE(run(wanted, policy).outcome, u"Unauthorized HookNotAllowed"_s);
    QVERIFY(read(u"runs"_s).isEmpty());
    PrePush hook(wanted, environment(), policy);
    QSignalSpy ended(&hook, &PrePush::finished);
    hook.start();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(hook.approval().program, path(u"command"_s));
    QCOMPARE(hook.approval().args, QStringList{u"push"_s});
    policy.approve(hook.approval().key());
    QCOMPARE(run(wanted, policy).outcome, u"nobody"_s);
    QCOMPARE(run(request(u"command"_s, u"h"_s, {path(u"command"_s), u"other"_s}), policy).outcome,
             u"Unauthorized HookNotAllowed"_s);
    program(u"command"_s, "echo changed\n");
    QCOMPARE(run(wanted, policy).outcome, u"Unauthorized HookNotAllowed"_s);
    QCOMPARE(read(u"runs"_s), QByteArray("push\n"));
    program(u"gcloud"_s, "echo token\n"); // of a cloud: named by the settings' word, not by a path of theirs
    QCOMPARE(run(request(u"gar"_s, garHost), policy).outcome, u"oauth2accesstoken with token"_s);
}

void TestPrePush::asksWhenAScriptChanges_data()
{
    QTest::addColumn<bool>("isRelative"); // as the command has it
    QTest::newRow("absolute") << false;
    QTest::newRow("relative") << true;
}

//! The program is a shell, which stays as it is.
void TestPrePush::asksWhenAScriptChanges()
{
    program(u"script"_s, "");
    const QString script = path(u"script"_s);
    QFETCH(const bool, isRelative);
    const QString name = isRelative ? QDir().relativeFilePath(script) : script;
    const HookRequest wanted = request(u"command"_s, u"h"_s, {u"/bin/sh"_s, name, u"push"_s});
    processes::ProgramPolicy policy;
    PrePush hook(wanted, environment(), policy);
    QSignalSpy ended(&hook, &PrePush::finished);
    hook.start();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(hook.approval().files.size(), 1u);
    QCOMPARE(hook.approval().files[0].path, QFileInfo(name).absoluteFilePath());
    policy.approve(hook.approval());
    QCOMPARE(run(wanted, policy).outcome, u"nobody"_s);
    program(u"script"_s, "echo changed\n");
    QCOMPARE(run(wanted, policy).outcome, u"Unauthorized HookNotAllowed"_s);
    QCOMPARE(read(u"runs"_s), QByteArray("push\n"));
}

void TestPrePush::waitsForTheUser_data()
{
    QTest::addColumn<QList<bool>>("answers"); // to each question
    QTest::addColumn<bool>("changes");        // while the question stands
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("message");
    QTest::newRow("yes") << QList<bool>{true} << false << u"nobody"_s << QString();
    QTest::newRow("no") << QList<bool>{false} << false << u"Unauthorized HookNotAllowed"_s
                        << u"has not been allowed to run before the push: push again"_s;
    QTest::newRow("it changes meanwhile, yes") << QList<bool>{true, true} << true << u"nobody"_s << QString();
    QTest::newRow("it changes meanwhile, no")
        << QList<bool>{true, false} << true << u"Unauthorized HookNotAllowed"_s << u"push again"_s;
}

void TestPrePush::waitsForTheUser()
{
    QFETCH(const QList<bool>, answers);
    QFETCH(const bool, changes);
    program(u"command"_s, "");
    const processes::ProgramPolicy policy;
    PrePushPrompts prompts(policy);
    QList<HookQuestion> questions;
    connect(&prompts, &PrePushPrompts::asked, this, [&questions](const HookQuestion &each) { questions += each; });
    PrePush hook(request(u"command"_s, u"h"_s, {path(u"command"_s), u"push"_s}), environment(), policy);
    hook.setPrompts(&prompts, {u"basic"_s, u"h/team/app:1"_s});
    QSignalSpy waits(&hook, &PrePush::awaitsApproval);
    QSignalSpy lines(&hook, &PrePush::line);
    std::optional<Result<std::optional<Login>>> ended;
    connect(&hook, &PrePush::finished, this, [&ended](const Result<std::optional<Login>> &login) { ended = login; });
    hook.start();
    for (qsizetype i = 0; i < answers.size(); ++i) {
        QTRY_COMPARE(questions.size(), i + 1);
        QVERIFY(!ended && lines.isEmpty() && read(u"runs"_s).isEmpty());
        const processes::ProgramApproval asked = questions[i].approval;
        QCOMPARE(asked.program, path(u"command"_s));
        QCOMPARE(asked.args, QStringList{u"push"_s});
        QVERIFY(asked.envNames.contains(u"FAIRLEAD_REGISTRY"_s) && asked.envNames.contains(u"FAIRLEAD_REPOSITORY"_s));
        QCOMPARE(asked.fileHash.size(), 64);
        QCOMPARE(asked.isChanged, i > 0);
        QCOMPARE(questions[i].uses, (std::vector<HookUse>{{u"basic"_s, u"h/team/app:1"_s}}));
        if (changes && i == 0)
            program(u"command"_s, "echo changed\n");
        prompts.answer(asked.key(), answers[i]);
    }
    QTRY_VERIFY(ended);
    QTEST(told(*ended), "outcome");
    QFETCH(const QString, message);
    QVERIFY(ended->has_value() || ended->error().message.contains(message));
    QCOMPARE(waits.size(), 2 * answers.size());
    QCOMPARE(read(u"runs"_s), ended->has_value() ? QByteArray("push\n") : QByteArray());
}

void TestPrePush::cancelledWhileItWaits()
{
    program(u"command"_s, "");
    PrePushPrompts prompts{processes::ProgramPolicy()};
    QSignalSpy asked(&prompts, &PrePushPrompts::asked);
    QSignalSpy over(&prompts, &PrePushPrompts::over);
    for (const bool isDestroyed : {false, true}) {
        auto hook = std::make_unique<PrePush>(request(u"command"_s, u"h"_s, {path(u"command"_s)}), environment(),
                                              processes::ProgramPolicy());
        hook->setPrompts(&prompts, {});
        QSignalSpy ended(hook.get(), &PrePush::finished);
        hook->start();
        QTRY_COMPARE(asked.size(), isDestroyed ? 2 : 1);
        isDestroyed ? hook.reset() : hook->cancel();
        QCOMPARE(over.size(), asked.size());
        QCOMPARE(ended.size(), 1 - int(isDestroyed));
    }
    QVERIFY(read(u"runs"_s).isEmpty());
}

void TestPrePush::whatTheCommandSees()
{
    program(u"command"_s,
            "echo \"$FAIRLEAD_REGISTRY|$FAIRLEAD_REPOSITORY|$AWS_PAGER|$CLOUDSDK_CORE_DISABLE_PROMPTS\" >&2\n"
            "(: < /dev/tty) 2>/dev/null && echo terminal >&2\n");
    const Ran ran = run(request(u"command"_s, u"h:5000"_s, {u"command"_s, u"a b"_s}));
    QCOMPARE(ran.lines, (QStringList{u"$ command 'a b'"_s, u"h:5000|team/app||1"_s}));
}

void TestPrePush::missingPrograms()
{
    for (const QString &name : {u"fairlead-no-such-hook"_s, path(u"missing"_s)}) {
        const Ran ran = run(request(u"command"_s, u"h"_s, {name}));
        QCOMPARE(ran.outcome, u"NotFound HookProgramNotFound"_s);
        QVERIFY(ran.message.contains(name));
        QVERIFY(ran.lines.isEmpty());
    }
    QVERIFY(hookProgram(u"sh"_s, environment()).endsWith(u"/sh"_s));
    QVERIFY(hookProgram(u"sh"_s, {}).isEmpty());
    QVERIFY(hookProgram(m_folder->path(), environment()).isEmpty());
}

void TestPrePush::cancels()
{
    program(u"gcloud"_s, "echo $$ > pid.new; mv pid.new pid; sleep 1000\n");
    PrePush hook(request(u"gar"_s, garHost), environment(), {});
    QString outcome;
    int answers = 0;
    connect(&hook, &PrePush::finished, this, [&](const Result<std::optional<Login>> &login) {
        ++answers;
        outcome = told(login);
    });
    hook.start();
    QTRY_VERIFY(QFile::exists(path(u"pid"_s)));
    const int pid = read(u"pid"_s).trimmed().toInt();
    hook.cancel();
    hook.cancel();
    QCOMPARE(outcome, u"Cancelled"_s);
    QTRY_VERIFY(::kill(pid, 0) != 0);
    QCOMPARE(answers, 1);
}

void TestPrePush::goesFirst()
{
    program(u"gcloud"_s, "echo $$ > pid.new; mv pid.new pid; sleep 1000\n");
    auto hook = std::make_unique<PrePush>(request(u"gar"_s, garHost), environment(), processes::ProgramPolicy());
    hook->start();
    QTRY_VERIFY(QFile::exists(path(u"pid"_s)));
    hook.reset();
    const int pid = read(u"pid"_s).trimmed().toInt();
    QTRY_VERIFY(::kill(pid, 0) != 0);
    auto gone =
        std::make_unique<PrePush>(request(u"command"_s, u"h"_s, {u"sh"_s}), environment(), processes::ProgramPolicy());
    QSignalSpy ended(gone.get(), &PrePush::finished);
    connect(gone.get(), &PrePush::finished, this, [&gone] { gone.release()->deleteLater(); });
    gone->start();
    QTRY_VERIFY(!gone);
}

//! What never ends is not shown for ever.
void TestPrePush::manyLines()
{
    program(u"command"_s, "i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done\n");
    const Ran ran = run(request(u"command"_s, u"h"_s, {u"command"_s}));
    QCOMPARE(ran.outcome, u"nobody"_s);
    QCOMPARE(ran.lines.size(), 2002);
    QCOMPARE(ran.lines.last(), u"..."_s);
}

QTEST_GUILESS_MAIN(TestPrePush)
#include "tst_prepush.moc"
