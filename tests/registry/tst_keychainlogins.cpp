// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/chainedlogins.h"
#include "backends/registry/keychainlogins.h"
#include "backends/registry/promptlogins.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Login builder{u"builder"_s, u"hunter2-\u00fc \"quoted\"\n:"_s, false};
const auto host = u"registry.example:5000"_s;

QString told(const LoginSource::Answer &answer)
{
    if (!answer)
        return answer.error().reason;
    return *answer ? u"%1 with %2"_s.arg((*answer)->username, (*answer)->secret) : u"nobody"_s;
}

//! The keychain, and behind it the user, who answers with \p reply.
struct Asked
{
    explicit Asked(LoginReply reply)
        : prompts([this, reply](const LoginQuestion &question, const LoginPrompts::Reply &answer) {
            questions.push_back(question);
            answer(reply);
        })
    {
        std::vector<std::unique_ptr<LoginSource>> sources;
        sources.push_back(std::make_unique<KeychainLogins>(host));
        sources.push_back(std::make_unique<PromptLogins>(prompts, host, QString()));
        chain = std::make_unique<ChainedLogins>(std::move(sources));
    }

    QString get()
    {
        std::optional<LoginSource::Answer> result;
        QObject context;
        chain->get(&context, [&result](const LoginSource::Answer &answer) { result = answer; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 60'000))
            return u"no answer"_s;
        last = *result && **result ? ***result : Login{};
        return told(*result);
    }

    std::vector<LoginQuestion> questions;
    LoginPrompts prompts;
    std::unique_ptr<ChainedLogins> chain;
    Login last;
};

//! What another process finds in the keychain.
QString getElsewhere()
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {u"--read"_s});
    if (!process.waitForFinished(60'000))
        return u"no answer"_s;
    return QString::fromUtf8(process.readAllStandardOutput());
}

int read(QCoreApplication &app)
{
    KeychainLogins logins(host);
    logins.get(&app, [](const LoginSource::Answer &answer) {
        fputs(told(answer).toUtf8().constData(), stdout);
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}

} // namespace

//! On a bus of its own: first without any keychain, then with that of GNOME.
class TestKeychainLogins : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();
    void entries_data();
    void entries();
    void withoutKeychain();
    void withoutKeychainTheUserIsAsked();
    void startsKeychain();
    void keepsWhatWasAccepted();
    void replacesWhatWasRefused();
    void forgetsWhatWasRefused();
    void keepsNothingUnasked();
    void writesReadsRemoves();
    void usersAreApart();
    void keepsIdentityTokens();
    void foreignEntry();
    void takesTooLong();
    void goesFirst();

private:
    bool startBus();
    QString get(const LoginKey &of = host);
    QString write(const Login &login, const LoginKey &of = host);
    QString remove(const LoginKey &of = host);
    static QString ended(const std::optional<Result<void>> &result);

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
    QString m_message;
};

void TestKeychainLogins::initTestCase()
{
    QVERIFY(m_folder.isValid());
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path()));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    qunsetenv("DISPLAY");
    QVERIFY(startBus());
}

bool TestKeychainLogins::startBus()
{
    QFile config(m_folder.filePath(u"bus.conf"_s));
    const QByteArray text =
        "<busconfig><type>session</type><listen>unix:path=" + QFile::encodeName(m_folder.path()) +
        "/bus</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
        "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";
    if (!config.open(QIODevice::WriteOnly) || config.write(text) != text.size())
        return false;
    config.close();
    m_bus.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_bus.start(u"dbus-daemon"_s, {u"--config-file"_s, config.fileName(), u"--nofork"_s, u"--print-address"_s});
    const bool isUp = QTest::qWaitFor([this] { return m_bus.canReadLine(); }, 30'000);
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    return isUp;
}

void TestKeychainLogins::cleanupTestCase()
{
    for (QProcess *process : {&m_keyring, &m_bus}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(10'000))
            process->kill();
        process->waitForFinished(10'000);
    }
}

QString TestKeychainLogins::get(const LoginKey &of)
{
    KeychainLogins logins(of);
    std::optional<LoginSource::Answer> result;
    logins.get(this, [&result](const LoginSource::Answer &answer) { result = answer; });
    Q_ASSERT(!result);
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 60'000))
        return u"no answer"_s;
    m_message = *result ? QString() : result->error().message;
    return told(*result);
}

QString TestKeychainLogins::ended(const std::optional<Result<void>> &result)
{
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 60'000))
        return u"no answer"_s;
    return *result ? u"ok"_s : result->error().reason + u' ' + result->error().message;
}

QString TestKeychainLogins::write(const Login &login, const LoginKey &of)
{
    KeychainLogins logins(of);
    std::optional<Result<void>> result;
    logins.write(login, this, [&result](const Result<void> &written) { result = written; });
    return ended(result);
}

QString TestKeychainLogins::remove(const LoginKey &of)
{
    KeychainLogins logins(of);
    std::optional<Result<void>> result;
    logins.remove(this, [&result](const Result<void> &removed) { result = removed; });
    return ended(result);
}

void TestKeychainLogins::entries_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("login");
    const auto bad = u"BadKeychainEntry"_s;
    QTest::newRow("login") << QByteArray(R"({"username": "u", "secret": "p"})") << u"u with p"_s;
    QTest::newRow("more") << QByteArray(R"({"username": "u", "secret": "p", "more": 1})") << u"u with p"_s;
    QTest::newRow("no username") << QByteArray(R"({"secret": "p"})") << u" with p"_s;
    QTest::newRow("no secret") << QByteArray(R"({"username": "u"})") << bad;
    QTest::newRow("empty secret") << QByteArray(R"({"username": "u", "secret": ""})") << bad;
    QTest::newRow("password alone") << QByteArray("hunter2") << bad;
    QTest::newRow("nothing") << QByteArray() << bad;
}

void TestKeychainLogins::entries()
{
    QFETCH(const QByteArray, entry);
    const auto login = parseKeychainEntry(entry);
    QTEST(login ? told(*login) : login.error().reason, "login");
    QVERIFY(login || !login.error().message.contains(u"hunter2"_s));
    QVERIFY(*parseKeychainEntry(keychainEntry(builder)) == builder);
}

void TestKeychainLogins::withoutKeychain()
{
    const QString outcome = get();
    QVERIFY2(outcome == u"KeychainUnavailable"_s || outcome == u"KeychainFailed"_s, qPrintable(outcome));
    QVERIFY2(!m_message.isEmpty() && m_message.size() < 120, qPrintable(m_message));
    const QString words = keychainWords({host, u"ann"_s}, m_message);
    QVERIFY2(words.contains(host + u"/ann: "_s + m_message) && words.contains(u"docker login"_s) &&
                 words.contains(u"credential helper"_s),
             qPrintable(words));
    QVERIFY(write(builder).startsWith(outcome));
    QVERIFY(!write(builder).contains(builder.secret));
    QVERIFY(remove().startsWith(outcome));
}

//! That there is no keychain is told, with why nothing can be kept.
void TestKeychainLogins::withoutKeychainTheUserIsAsked()
{
    Asked asked({builder, true});
    QSignalSpy changed(&asked.prompts, &LoginPrompts::keychainChanged);
    QVERIFY(get().startsWith(u"Keychain"_s));
    QCOMPARE(asked.get(), told(builder));
    QCOMPARE(asked.questions.size(), 1u);
    const LoginQuestion &question = asked.questions[0];
    QVERIFY(question.why == LoginQuestion::Why::NobodyKnown);
    QVERIFY(question.keeping == LoginQuestion::Keeping::Missing);
    QCOMPARE(question.keepingProblem, m_message);
    const std::vector<LoginPassed> passed = asked.chain->passed();
    QVERIFY(passed.size() == 1 && passed[0].why == LoginPassed::Why::Missing);
    asked.chain->accept(asked.last);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(changed[0][2].toString().contains(m_message));
    QCOMPARE(asked.get(), told(builder)); // until the end
}

//! Only then, and for other processes too.
void TestKeychainLogins::keepsWhatWasAccepted()
{
    Asked asked({builder, true});
    QSignalSpy changed(&asked.prompts, &LoginPrompts::keychainChanged);
    QCOMPARE(asked.get(), told(builder));
    QVERIFY(asked.questions[0].keeping == LoginQuestion::Keeping::Possible);
    QVERIFY(!asked.questions[0].isInKeychain);
    QCOMPARE(get(), u"nobody"_s);
    asked.chain->accept({u"ann"_s, u"another"_s});
    QCOMPARE(get(), u"nobody"_s);
    asked.chain->accept(asked.last);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0], (QVariantList{host, true, QString()}));
    QCOMPARE(getElsewhere(), told(builder));
    asked.chain->accept(asked.last); // it is there
    QCOMPARE(get(), told(builder));
    QCOMPARE(changed.size(), 1);
}

//! What keepsWhatWasAccepted() left there is right no more.
void TestKeychainLogins::replacesWhatWasRefused()
{
    const Login changedOne{u"builder"_s, u"changed"_s, false};
    Asked asked({changedOne, true});
    QSignalSpy changed(&asked.prompts, &LoginPrompts::keychainChanged);
    QCOMPARE(asked.get(), told(builder));
    QVERIFY(asked.questions.empty());
    QVERIFY(asked.chain->invalidate(asked.last));
    QCOMPARE(asked.get(), told(changedOne));
    QCOMPARE(asked.questions.size(), 1u);
    QVERIFY(asked.questions[0].why == LoginQuestion::Why::Refused);
    QVERIFY(asked.questions[0].isInKeychain);
    QCOMPARE(getElsewhere(), told(builder));
    asked.chain->accept(asked.last);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(getElsewhere(), told(changedOne));
}

//! The user declines, and has it removed.
void TestKeychainLogins::forgetsWhatWasRefused()
{
    Asked asked(std::nullopt);
    QSignalSpy changed(&asked.prompts, &LoginPrompts::keychainChanged);
    QCOMPARE(asked.get(), u"builder with changed"_s);
    QVERIFY(asked.chain->invalidate(asked.last));
    QCOMPARE(asked.get(), u"builder with changed"_s); // nobody knows another one
    QVERIFY(asked.questions.size() == 1 && asked.questions[0].isInKeychain);
    asked.prompts.forgetKept(host);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0], (QVariantList{host, false, QString()}));
    QCOMPARE(getElsewhere(), u"nobody"_s);
}

void TestKeychainLogins::keepsNothingUnasked()
{
    Asked asked({builder, false});
    QSignalSpy changed(&asked.prompts, &LoginPrompts::keychainChanged);
    QCOMPARE(asked.get(), told(builder));
    asked.chain->accept(asked.last);
    QCOMPARE(getElsewhere(), u"nobody"_s);
    QCOMPARE(changed.size(), 0);
}

void TestKeychainLogins::startsKeychain()
{
    m_keyring.setProcessChannelMode(QProcess::MergedChannels);
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--unlock"_s, u"--foreground"_s, u"--components=secrets"_s});
    m_keyring.write("a password of this test");
    m_keyring.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(get(), u"nobody"_s, 60'000);
}

void TestKeychainLogins::writesReadsRemoves()
{
    QCOMPARE(write(builder), u"ok"_s);
    QCOMPARE(get(), told(builder));
    QCOMPARE(get(u"other.example"_s), u"nobody"_s);
    QCOMPARE(write({u"builder"_s, u"changed"_s, false}), u"ok"_s);
    QCOMPARE(get(), u"builder with changed"_s);
    QCOMPARE(remove(), u"ok"_s);
    QCOMPARE(get(), u"nobody"_s);
    QCOMPARE(remove(), u"ok"_s);
}

//! Several users of one host; what stands for the host alone is that of its own username.
void TestKeychainLogins::usersAreApart()
{
    const LoginKey ann{host, u"ann"_s};
    const LoginKey robot{host, u"robot$team/a"_s};
    const Login anns{u"ann"_s, u"one"_s, false};
    const Login robots{robot.username, u"two"_s, false};
    QCOMPARE(write(anns), u"ok"_s);
    QCOMPARE(get(ann), told(anns));
    QCOMPARE(get(robot), u"nobody"_s);
    QCOMPARE(write(robots, robot), u"ok"_s);
    QCOMPARE(get(robot), told(robots));
    QCOMPARE(get(), told(anns));
    const Login newer{u"ann"_s, u"three"_s, false};
    QCOMPARE(write(newer, ann), u"ok"_s);
    QCOMPARE(get(ann), told(newer));
    QCOMPARE(get(), told(anns));
    QCOMPARE(remove(ann), u"ok"_s);
    QCOMPARE(get(ann), u"nobody"_s); // that of the host would be found instead
    QCOMPARE(get(), u"nobody"_s);
    QCOMPARE(write(anns), u"ok"_s);
    QCOMPARE(remove(robot), u"ok"_s);
    QCOMPARE(get(robot), u"nobody"_s);
    QCOMPARE(get(), told(anns));
    QCOMPARE(remove(), u"ok"_s);
}

void TestKeychainLogins::keepsIdentityTokens()
{
    const Login token{{}, u"refresh"_s, true};
    QCOMPARE(write(token), u"ok"_s);
    KeychainLogins logins(host);
    std::optional<LoginSource::Answer> result;
    logins.get(this, [&result](const LoginSource::Answer &answer) { result = answer; });
    QTRY_VERIFY(result);
    QVERIFY(*result && **result == token);
    QCOMPARE(remove(), u"ok"_s);
}

//! What stands there under our name, but is not of ours.
void TestKeychainLogins::foreignEntry()
{
    QCOMPARE(write({{}, {}, false}), u"ok"_s);
    QCOMPARE(get(), u"BadKeychainEntry"_s);
    QCOMPARE(remove(), u"ok"_s);
}

void TestKeychainLogins::takesTooLong()
{
    KeychainLogins logins(host);
    logins.setTimeout(0ms);
    int answers = 0;
    QString reason;
    logins.get(this, [&](const LoginSource::Answer &answer) {
        ++answers;
        reason = told(answer);
    });
    QTRY_COMPARE(answers, 1);
    QCOMPARE(reason, u"KeychainTimeout"_s);
    QCOMPARE(get(), u"nobody"_s); // the late one has been answered by now, to nobody
    QCOMPARE(answers, 1);
}

void TestKeychainLogins::goesFirst()
{
    int answers = 0;
    auto logins = std::make_unique<KeychainLogins>(host);
    logins->get(this, [&answers](const LoginSource::Answer &) { ++answers; });
    logins.reset();
    auto context = std::make_unique<QObject>();
    KeychainLogins other(host);
    other.get(context.get(), [&answers](const LoginSource::Answer &) { ++answers; });
    context.reset();
    QCOMPARE(get(), u"nobody"_s);
    QCOMPARE(answers, 0);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(u"--read"_s))
        return read(app);
    TestKeychainLogins test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychainlogins.moc"
