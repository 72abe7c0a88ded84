// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/registry/keychainlogins.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
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
    void startsKeychain();
    void writesReadsRemoves();
    void keepsIdentityTokens();
    void foreignEntry();
    void takesTooLong();
    void goesFirst();

private:
    bool startBus();
    QString get(const QString &of = host);
    QString write(const Login &login);
    QString remove();
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

QString TestKeychainLogins::get(const QString &of)
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

QString TestKeychainLogins::write(const Login &login)
{
    KeychainLogins logins(host);
    std::optional<Result<void>> result;
    logins.write(login, this, [&result](const Result<void> &written) { result = written; });
    return ended(result);
}

QString TestKeychainLogins::remove()
{
    KeychainLogins logins(host);
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
    QVERIFY2(m_message.contains(host) && m_message.contains(u"Secret Service"_s) &&
                 m_message.contains(u"docker login"_s) && m_message.contains(u"credential helper"_s),
             qPrintable(m_message));
    QVERIFY(write(builder).startsWith(outcome));
    QVERIFY(!write(builder).contains(builder.secret));
    QVERIFY(remove().startsWith(outcome));
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
    QVERIFY(m_message.contains(host));
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

QTEST_GUILESS_MAIN(TestKeychainLogins)
#include "tst_keychainlogins.moc"
