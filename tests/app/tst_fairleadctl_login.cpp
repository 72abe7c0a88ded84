// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runctl.h"
#include "tests/docker/engineanswers.h"
#include "tests/support/testpki.h"
#include "tests/support/tree.h"

#include <QRegularExpression>
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <functional>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::runCtlBeside;

namespace {

const QByteArray Json = "application/json";

//! A terminal, and somebody at it who answers what a line of it ends with.
class Typist : public QObject
{
public:
    explicit Typist(const QList<QPair<QByteArray, QByteArray>> &answers)
        : m_file(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
        , m_answers(answers)
        , m_notifier(m_file, QSocketNotifier::Read)
    {
        if (::grantpt(m_file) != 0 || ::unlockpt(m_file) != 0)
            qFatal("no terminal");
        m_name = ::ptsname(m_file);
        m_keptOpen = ::open(m_name.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC); // else it ends between two processes
        connect(&m_notifier, &QSocketNotifier::activated, this, &Typist::take);
    }
    ~Typist() override
    {
        ::close(m_keptOpen);
        ::close(m_file);
    }

    //! In the child, before it is another program: all but standard output is that terminal.
    void become() const
    {
        ::setsid();
        ::signal(SIGINT, SIG_DFL); // a test may run in the background
        const int file = ::open(m_name.constData(), O_RDWR);
        ::ioctl(file, TIOCSCTTY, 0);
        ::dup2(file, STDIN_FILENO);
        ::dup2(file, STDERR_FILENO);
    }
    const QByteArray &seen() const { return m_seen; }
    bool hasTypedAll() const { return m_answers.isEmpty(); }
    //! Shows what is typed, as terminals do.
    bool hasEcho() const
    {
        termios now{};
        return ::tcgetattr(m_file, &now) == 0 && (now.c_lflag & ECHO) != 0;
    }
    //! Behind all answers, once a line ends with \p end.
    void then(const QByteArray &end, std::function<void()> run)
    {
        m_last = end;
        m_run = std::move(run);
    }
    //! What is typed is seen, and read line by line.
    bool isAsBefore() const
    {
        termios now{};
        return ::tcgetattr(m_keptOpen, &now) == 0 && (now.c_lflag & ECHO) && (now.c_lflag & ICANON);
    }
    //! What the next program reads when only Enter is pressed.
    QByteArray nextLine() const
    {
        QByteArray line(100, '\0');
        const bool isTyped = ::write(m_file, "\r", 1) == 1;
        line.truncate(isTyped ? std::max<ssize_t>(0, ::read(m_keptOpen, line.data(), size_t(line.size()))) : 0);
        return line;
    }

private:
    void take()
    {
        char bytes[4096];
        const ssize_t count = ::read(m_file, bytes, sizeof bytes);
        if (count <= 0)
            return m_notifier.setEnabled(false);
        m_seen.append(bytes, count);
        if (m_answers.isEmpty() && m_run && m_seen.endsWith(m_last))
            std::exchange(m_run, {})();
        if (m_answers.isEmpty() || !m_seen.endsWith(m_answers.first().first))
            return;
        const QByteArray typed = m_answers.takeFirst().second;
        if (::write(m_file, typed.constData(), size_t(typed.size())) != typed.size())
            qFatal("nothing can be typed");
    }

    const int m_file;
    int m_keptOpen = -1;
    QByteArray m_name;
    QByteArray m_seen;
    QList<QPair<QByteArray, QByteArray>> m_answers;
    QByteArray m_last;
    std::function<void()> m_run; //!< once that is seen
    QSocketNotifier m_notifier;
};

} // namespace

//! Passwords at a terminal, and what is said where there is none.
class TestFairleadctlLogin : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void asks_data();
    void asks();
    void endedByASignal();
    void endsWhatNobodyWaitsFor_data();
    void endsWhatNobodyWaitsFor();
    void asksNobodyWithoutTerminal();

private:
    QStringList arguments() const
    {
        return {u"registries"_s, u"tags"_s, u"127.0.0.1:%1/team/app"_s.arg(m_registry->port()), u"--config"_s,
                m_tree->path() + u"/fairlead.yaml"_s};
    }

    TestPki m_pki;
    std::unique_ptr<Tree> m_tree;
    std::unique_ptr<FaultServer> m_registry;
};

void TestFairleadctlLogin::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_registry = std::make_unique<FaultServer>(m_pki.server());
    m_registry->setHandler([](const SeenRequest &request) {
        const bool isIn = request.value("authorization") == "Basic " + QByteArray("ann:hunter2").toBase64();
        return isIn ? Script::answer(200, Json, R"({"tags":["1","2"]})")
                    : Script::answer(401, Json, R"({"errors":[{"code":"UNAUTHORIZED","message":"who is it?"}]})",
                                     {{"WWW-Authenticate", "Basic realm=\"bed\""}});
    });
    m_tree = std::make_unique<Tree>();
    m_tree->add(u"ca.pem"_s, m_pki.caPem());
    m_tree->add(u"config.json"_s, "{}");
    m_tree->add(u"fairlead.yaml"_s,
                "apiVersion: fairlead/v1\nregistries:\n  - id: r-lab\n    name: lab\n    host: 127.0.0.1:" +
                    QByteArray::number(m_registry->port()) + "\n    certificateAuthority: ca.pem\n");
    qputenv("DOCKER_CONFIG", QFile::encodeName(m_tree->path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // nobody's keychain
}

void TestFairleadctlLogin::asks_data()
{
    using Answers = QList<QPair<QByteArray, QByteArray>>;
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("out");
    const QByteArray user = "User name: ";
    const QByteArray password = "Password or token: ";
    const QByteArray tags = "TAG\n1\n2\n";
    QTest::newRow("right") << Answers{{user, "ann\r"}, {password, "hunter2\r"}} << 0 << tags;
    QTest::newRow("a slip of the finger") << Answers{{user, "ann\r"}, {password, "hunter3\x7f\x32\r"}} << 0 << tags;
    QTest::newRow("wrong, right") << Answers{{user, "ann\r"},
                                             {password, "hunter3\r"},
                                             {"User name [ann]: ", "\r"},
                                             {password, "hunter2\r"}}
                                  << 0 << tags;
    QTest::newRow("Ctrl+C at the user name") << Answers{{user, "\x03"}} << 130 << QByteArray();
    QTest::newRow("Ctrl+C at the password") << Answers{{user, "ann\r"}, {password, "\x03"}} << 130 << QByteArray();
    QTest::newRow("nothing more comes") << Answers{{user, "ann\r"}, {password, "\x04"}} << 1 << QByteArray();
}

void TestFairleadctlLogin::asks()
{
    using Answers = QList<QPair<QByteArray, QByteArray>>;
    QFETCH(const Answers, answers);
    QFETCH(const int, exitCode);
    Typist typist(answers);
    QProcess process;
    process.setChildProcessModifier([&typist] { typist.become(); });
    process.start(QStringLiteral(FAIRLEADCTL), arguments());
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 60'000);
    const QByteArray out = process.readAllStandardOutput();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == exitCode, typist.seen());
    QTEST(out, "out");
    QVERIFY2(typist.hasTypedAll(), typist.seen());
    QVERIFY2(!typist.seen().contains("hunter"), typist.seen());
    QVERIFY(typist.hasEcho());
    QVERIFY2(typist.seen().contains("wants a login (docker's config.json has none"), typist.seen());
}

//! While a password is asked for: what is typed behind that is seen again.
void TestFairleadctlLogin::endedByASignal()
{
    const QList<QPair<QByteArray, QByteArray>> answers{{"User name: ", "ann\r"}};
    Typist typist(answers);
    QProcess process;
    process.setChildProcessModifier([&typist] { typist.become(); });
    process.start(QStringLiteral(FAIRLEADCTL), arguments());
    QTRY_VERIFY_WITH_TIMEOUT(typist.seen().endsWith("Password or token: ") && !typist.hasEcho(), 60'000);
    ::kill(pid_t(process.processId()), SIGTERM);
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 60'000);
    QCOMPARE(process.exitCode(), 128 + SIGTERM);
    QVERIFY(typist.hasEcho());
    QTRY_VERIFY2(typist.seen().contains("registries tags was cancelled"), typist.seen());
}

void TestFairleadctlLogin::endsWhatNobodyWaitsFor_data()
{
    using Answers = QList<QPair<QByteArray, QByteArray>>;
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<QByteArray>("last"); // that is seen before
    QTest::newRow("at the user name") << Answers{} << QByteArray("User name: ");
    QTest::newRow("in the user name") << Answers{{"User name: ", "rm -rf"}} << QByteArray("User name: rm -rf");
    QTest::newRow("at the password") << Answers{{"User name: ", "ann\r"}} << QByteArray("Password or token: ");
}

//! The registry asks who looks at it while the daemon is at the push, which fails then.
void TestFairleadctlLogin::endsWhatNobodyWaitsFor()
{
    using Answers = QList<QPair<QByteArray, QByteArray>>;
    QFETCH(const Answers, answers);
    QFETCH(const QByteArray, last);
    const QByteArray host = "127.0.0.1:" + QByteArray::number(m_registry->port());
    EngineAnswers engine;
    engine.set("/events", Script().head(200, Json).pause(std::chrono::hours(1))); // no broadcast reaches them
    engine.set("/images/base/exec:1/json", Script::answer(200, Json, R"({"Id":"sha256:aaa"})"));
    engine.set("/images/sha256:aaa/tag", Script::answer(201, Json, {}));
    engine.set(
        "/images/" + host + "/team/app/push",
        Script()
            .head(200, Json)
            .chunk(
                "{\"status\":\"Pushing\",\"progressDetail\":{\"current\":1,\"total\":9},\"id\":\"5f70bf18a086\"}\r\n")
            .hang());
    QFile settings(m_tree->path() + u"/fairlead.yaml"_s);
    QVERIFY(settings.open(QIODevice::Append));
    settings.write("daemons:\n  - id: d-1\n    name: local\n    host: tcp://127.0.0.1:" +
                   QByteArray::number(engine.server.port()) + '\n');
    settings.close();
    Typist typist(answers);
    typist.then(last, [&engine] {
        const QByteArray line = R"({"errorDetail":{"message":"no space left"},"error":"no space left"})"
                                "\r\n";
        engine.server.broadcast(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n0\r\n\r\n");
    });
    QProcess process;
    process.setChildProcessModifier([&typist] { typist.become(); });
    process.start(QStringLiteral(FAIRLEADCTL),
                  {u"images"_s, u"push"_s, u"base/exec:1"_s, u"--to"_s, QString::fromLatin1(host) + u"/team/app:1"_s,
                   u"--config"_s, settings.fileName()});
    QTRY_VERIFY2_WITH_TIMEOUT(process.state() == QProcess::NotRunning, typist.seen(), 60'000);
    const QByteArray out = process.readAllStandardOutput();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 1, typist.seen());
    QVERIFY2(out.contains("no space left"), out);
    QVERIFY2(
        typist.seen().endsWith(last + "\r\nNo login for " + host + " is needed any more: what wanted it has ended\r\n"),
        typist.seen());
    QVERIFY(typist.isAsBefore());
    QCOMPARE(typist.nextLine(), "\n");
}

void TestFairleadctlLogin::asksNobodyWithoutTerminal()
{
    const CtlRun run = runCtlBeside(arguments());
    QCOMPARE(run.exitCode, 1);
    const QByteArray host = "127.0.0.1:" + QByteArray::number(m_registry->port());
    QVERIFY2(run.error.contains("who is it? (no login: docker's config.json has none"), run.error);
    QVERIFY2(run.error.contains("docker login " + host + ", or change credentials of the registry lab"), run.error);
}

QTEST_GUILESS_MAIN(TestFairleadctlLogin)
#include "tst_fairleadctl_login.moc"
