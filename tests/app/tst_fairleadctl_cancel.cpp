// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/bedservers.h"
#include "tests/support/faultserver.h"
#include "tests/support/testpki.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace fairlead;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 120'000;

//! Ids of those among whose arguments \p text is.
QStringList processesWith(const QByteArray &text)
{
    QStringList found;
    for (const QString &id : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        QFile arguments(u"/proc/%1/cmdline"_s.arg(id));
        if (arguments.open(QIODevice::ReadOnly) && arguments.readAll().replace('\0', ' ').contains(text))
            found += id;
    }
    return found;
}

//! What a daemon at a unix socket answers, with its head.
QByteArray ask(const QString &host, const QByteArray &request)
{
    QLocalSocket socket;
    socket.connectToServer(QString(host).remove(u"unix://"_s));
    socket.write(request + " HTTP/1.0\r\nHost: d\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(30'000))
        answer += socket.readAll();
    return answer;
}

//! A unix socket before that of a daemon: tells what goes there.
class Tap : public QObject
{
public:
    Tap(const QString &path, const QString &host, const std::function<void(const QByteArray &)> &seen)
        : m_seen(seen)
    {
        if (!m_server.listen(path))
            qFatal("no unix socket");
        connect(&m_server, &QLocalServer::newConnection, this, [this, host] {
            QLocalSocket *near = m_server.nextPendingConnection();
            auto *far = new QLocalSocket(near);
            far->connectToServer(QString(host).remove(u"unix://"_s));
            connect(near, &QLocalSocket::readyRead, far, [this, near, far] {
                const QByteArray bytes = near->readAll();
                far->write(bytes);
                m_seen(bytes);
            });
            connect(far, &QLocalSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
            connect(far, &QLocalSocket::disconnected, near, &QLocalSocket::disconnectFromServer);
            connect(near, &QLocalSocket::disconnected, near, &QObject::deleteLater);
        });
    }

private:
    QLocalServer m_server;
    std::function<void(const QByteArray &)> m_seen;
};

//! fairleadctl, to which signals can be sent; its temporary files are below a folder of its own.
class Ctl
{
public:
    //! \p output: a file for it; empty: out() has it.
    Ctl(const QStringList &arguments, const Tree &tree, const QString &output = {})
    {
        if (!output.isEmpty())
            m_process.setStandardOutputFile(output);
        auto environment = BedServers::environment(tree.path());
        environment.insert(u"TMPDIR"_s, tree.path(u"tmp"_s));
        m_process.setProcessEnvironment(environment);
        m_process.setChildProcessModifier([] { ::signal(SIGINT, SIG_DFL); }); // a test may run in the background
        m_process.start(QStringLiteral(FAIRLEADCTL),
                        arguments + QStringList{u"--config"_s, tree.path(u"fairlead.yaml"_s)});
        m_process.closeWriteChannel();
    }
    ~Ctl()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void send(int signal) { ::kill(pid_t(m_process.processId()), signal); }
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    //! As a shell has it.
    int exitCode() const { return m_process.exitCode() + (m_process.exitStatus() == QProcess::CrashExit ? 128 : 0); }
    bool isKilled() const { return m_process.exitStatus() == QProcess::CrashExit; }
    const QByteArray &out() { return m_out += m_process.readAllStandardOutput(); }
    const QByteArray &error() { return m_error += m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_error;
};

} // namespace

//! Ctrl+C in the midst of what fairleadctl does: nothing of it goes on, and nothing is left behind.
class TestFairleadctlCancel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void endsBuilds_data();
    void endsBuilds();
    void endsHooks_data();
    void endsHooks();
    void takesNamesAway_data();
    void takesNamesAway();
    void removesTrialImages();
    void givesUploadsUp();
    void endsAtOnce_data();
    void endsAtOnce();

private:
    void writeSettings(const QString &daemon, const QByteArray &dockerfile, const QByteArray &registry = {});
    void installBuildx(const QByteArray &script = {});

    BedServers m_bed;
    std::unique_ptr<Tree> m_tree;
    QByteArray m_mark; //!< of this row: so many seconds sleeps what it begins
};

void TestFairleadctlCancel::initTestCase()
{
    const QString problem = m_bed.open();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestFairleadctlCancel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_mark = QByteArray::number(QRandomGenerator::global()->bounded(100'000'000, 999'999'999));
    m_tree = std::make_unique<Tree>();
    m_tree->add(u"tmp/"_s);
    QVERIFY(QFile::copy(m_bed.dockerConfig() + u"/config.json"_s, m_tree->path(u"config.json"_s)));
}

//! One daemon, one base image, one registry, where \p registry says more about that.
void TestFairleadctlCancel::writeSettings(const QString &daemon, const QByteArray &dockerfile,
                                          const QByteArray &registry)
{
    const settings::Registry basic = m_bed.registry(u"basic"_s, {});
    m_tree->add(
        u"fairlead.yaml"_s,
        "apiVersion: fairlead/v1\ndaemons: [{id: d, name: d, host: '" + daemon.toUtf8() +
            "'}]\nregistries:\n  - id: r\n    name: basic\n    host: " + basic.host.toUtf8() +
            "\n    repositoryPrefix: cancel\n    " + "certificateAuthority: " + basic.certificateAuthority.toUtf8() +
            "\n" + registry + "baseImages:\n  - id: i\n    name: slow\n    tag: cancel/slow:" + m_mark +
            "\n    dockerfile: Dockerfile\n    context: context\n    " + "registries: [{id: r, name: basic}]\n");
    m_tree->add(u"context/Dockerfile"_s, dockerfile);
    if (!QFile::exists(m_tree->path(u"context/busybox"_s)))
        QVERIFY(QFile::copy(u"/bin/busybox"_s, m_tree->path(u"context/busybox"_s)));
}

//! The bed's, or what says it is of that age and is \p script.
void TestFairleadctlCancel::installBuildx(const QByteArray &script)
{
    const QString plugin = u"cli-plugins/docker-buildx"_s;
    m_tree->add(u"cli-plugins/"_s);
    if (script.isEmpty())
        QVERIFY(QFile::link(qEnvironmentVariable("FAIRLEAD_BED_BUILDX"), m_tree->path(plugin)));
    else
        m_tree->add(plugin,
                    "#!/bin/sh\nif [ \"$1\" = docker-cli-plugin-metadata ]; then echo "
                    "'{\"SchemaVersion\":\"0.1.0\",\"Version\":\"v0.30.0\"}'; exit; fi\n" +
                        script,
                    0755);
}

void TestFairleadctlCancel::endsBuilds_data()
{
    QTest::addColumn<QString>("daemon");
    QTest::addColumn<bool>("isBuildx");
    QTest::addColumn<int>("signal");
    const QString old = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    const QString newest = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_NEWEST");
    QTest::newRow("classic, Ctrl+C") << old << false << SIGINT;
    QTest::newRow("BuildKit, Ctrl+C") << newest << false << SIGINT;
    QTest::newRow("BuildKit, terminated") << newest << false << SIGTERM;
    QTest::newRow("BuildKit, its terminal is closed") << newest << false << SIGHUP;
    QTest::newRow("buildx, Ctrl+C") << newest << true << SIGINT;
    QTest::newRow("buildx, killed") << newest << true << SIGKILL;
}

void TestFairleadctlCancel::endsBuilds()
{
    QFETCH(const QString, daemon);
    QFETCH(const bool, isBuildx);
    QFETCH(const int, signal);
    const QByteArray sleep = "/bin/busybox sleep " + m_mark;
    const QByteArray flag = isBuildx ? "--mount=type=tmpfs,target=/scratch " : "";
    writeSettings(daemon, "FROM scratch\nCOPY busybox /bin/busybox\nRUN " + flag + "[\"/bin/busybox\", \"sleep\", \"" +
                              m_mark + "\"]\n");
    if (isBuildx)
        installBuildx();
    Ctl ctl({u"images"_s, u"build"_s}, *m_tree);
    QTRY_VERIFY2_WITH_TIMEOUT(!processesWith(sleep).isEmpty() || ctl.hasEnded(), ctl.error() + ctl.out(), Patience);
    QVERIFY2(!ctl.hasEnded(), ctl.error() + ctl.out());
    QCOMPARE(processesWith(QFile::encodeName(m_tree->path(u"tmp/"_s))).isEmpty(), !isBuildx);
    ctl.send(signal);
    QTRY_VERIFY_WITH_TIMEOUT(ctl.hasEnded(), Patience);
    QVERIFY2(ctl.exitCode() == 128 + signal, ctl.error() + ctl.out());
    QTRY_COMPARE_WITH_TIMEOUT(processesWith(sleep), QStringList(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(processesWith(QFile::encodeName(m_tree->path(u"tmp/"_s))), QStringList(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!ask(daemon, "GET /v1.41/containers/json?all=1").contains(m_mark), Patience);
    if (signal == SIGKILL)
        return;
    QVERIFY2(!ctl.isKilled() && ctl.error().contains("images build is being cancelled"), ctl.error());
    QVERIFY2(ctl.out().contains("cancelled"), ctl.out()); // in the table
    QCOMPARE(QDir(m_tree->path(u"tmp"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
}

void TestFairleadctlCancel::endsHooks_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("killed") << SIGKILL;
}

//! And what the hook has begun.
void TestFairleadctlCancel::endsHooks()
{
    QFETCH(const int, signal);
    m_tree->add(u"hook"_s, "#!/bin/sh\nsleep " + m_mark + "\necho never\n", 0755);
    writeSettings(qEnvironmentVariable("FAIRLEAD_BED_DOCKER"), "FROM scratch\nCOPY busybox /bin/busybox\n",
                  "    prePush: command\n    prePushCommand: [" + QFile::encodeName(m_tree->path(u"hook"_s)) + "]\n");
    Ctl ctl({u"images"_s, u"push"_s, u"--allow-exec"_s}, *m_tree);
    QTRY_VERIFY_WITH_TIMEOUT(!processesWith("sleep " + m_mark).isEmpty() || ctl.hasEnded(), Patience);
    QVERIFY2(!ctl.hasEnded(), ctl.error() + ctl.out());
    ctl.send(signal);
    QTRY_VERIFY_WITH_TIMEOUT(ctl.hasEnded(), Patience);
    QCOMPARE(ctl.exitCode(), 128 + signal);
    QTRY_COMPARE_WITH_TIMEOUT(processesWith(QFile::encodeName(m_tree->path(u"hook"_s))), QStringList(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(processesWith("sleep " + m_mark), QStringList(), Patience);
}

void TestFairleadctlCancel::takesNamesAway_data()
{
    QTest::addColumn<bool>("isRead"); // what it says
    QTest::newRow("Ctrl+C") << true;
    QTest::newRow("Ctrl+C, which has ended who read it, too") << false;
}

//! The name by which the daemon pushes is there as soon as it does.
void TestFairleadctlCancel::takesNamesAway()
{
    QFETCH(const bool, isRead);
    const QString pipe = m_tree->path(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    const QString daemon = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    writeSettings(daemon, "FROM scratch\nCOPY busybox large /\n");
    QByteArray large(64 << 20, '\0');
    QRandomGenerator::global()->fillRange(reinterpret_cast<quint32 *>(large.data()), large.size() / 4);
    m_tree->add(u"context/large"_s, large);
    Ctl build({u"images"_s, u"build"_s}, *m_tree);
    QTRY_VERIFY_WITH_TIMEOUT(build.hasEnded(), Patience);
    QVERIFY2(build.exitCode() == 0, build.error() + build.out());

    std::unique_ptr<Ctl> push;
    const Tap tap(m_tree->path(u"tap"_s), daemon, [&push, reader](const QByteArray &bytes) {
        if (!bytes.contains("/push"))
            return;
        push->send(SIGINT);
        ::close(reader);
    });
    writeSettings(u"unix://"_s + m_tree->path(u"tap"_s), "FROM scratch\n");
    push = std::make_unique<Ctl>(
        QStringList{u"images"_s, u"push"_s, u"cancel/slow:"_s + QString::fromLatin1(m_mark), u"--to"_s, u"basic"_s},
        *m_tree, isRead ? QString() : pipe);
    QTRY_VERIFY_WITH_TIMEOUT(push->hasEnded(), Patience);
    QVERIFY2(push->exitCode() == 130, push->error() + push->out());
    if (isRead)
        QVERIFY2(push->out().contains("was taken away from the daemon again"), push->out());
    const QByteArray images = ask(daemon, "GET /v1.41/images/json");
    QVERIFY2(images.contains("cancel/slow:" + m_mark), images);
    QVERIFY2(!images.contains(m_bed.registry(u"basic"_s, {}).host.toUtf8() + "/cancel/slow:" + m_mark), images);
}

//! That of a test which is cancelled while it is made.
void TestFairleadctlCancel::removesTrialImages()
{
    const QString daemon = qEnvironmentVariable("FAIRLEAD_BED_DOCKER");
    const auto trials = [&daemon] {
        return ask(daemon, "GET /v1.41/images/json?all=1").count("\"dev.fairlead.trial\"");
    };
    QCOMPARE(trials(), 0);
    std::unique_ptr<Ctl> test;
    bool isBuilding = false;
    const Tap tap(m_tree->path(u"tap"_s), daemon, [&](const QByteArray &bytes) {
        if (!bytes.contains("/build?"))
            return;
        isBuilding = true;
        test->send(SIGINT);
    });
    writeSettings(u"unix://"_s + m_tree->path(u"tap"_s), "FROM scratch\n");
    test = std::make_unique<Ctl>(QStringList{u"daemons"_s, u"test"_s}, *m_tree);
    QTRY_VERIFY_WITH_TIMEOUT(test->hasEnded(), Patience);
    QVERIFY(isBuilding);
    QVERIFY2(test->exitCode() == 130, test->error() + test->out());
    QVERIFY2(test->error().contains("daemons test is being cancelled"), test->error());
    QCOMPARE(trials(), 0);
}

void TestFairleadctlCancel::givesUploadsUp()
{
    TestPki pki;
    FaultServer server(pki.server());
    std::unique_ptr<Ctl> test;
    server.setHandler([&test](const SeenRequest &request) {
        if (request.method != "POST")
            return Script::answer(request.method == "DELETE" ? 204 : 200, "application/json", "{}");
        test->send(SIGINT);
        return Script()
            .pause(std::chrono::milliseconds(500))
            .send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n"
                  "Location: /v2/fairlead-test/blobs/uploads/1\r\n\r\n");
    });
    m_tree->add(u"fairlead.yaml"_s,
                "apiVersion: fairlead/v1\nregistries: [{id: r, name: r, insecure: true, credentials: none, host: "
                "'127.0.0.1:" +
                    QByteArray::number(server.port()) + "'}]\n");
    test = std::make_unique<Ctl>(QStringList{u"registries"_s, u"test"_s}, *m_tree);
    QTRY_VERIFY_WITH_TIMEOUT(test->hasEnded(), Patience);
    QVERIFY2(test->exitCode() == 130, test->error() + test->out());
    QCOMPARE(server.requests().last().method, QByteArray("DELETE"));
    QCOMPARE(server.requests().last().path(), QByteArray("/v2/fairlead-test/blobs/uploads/1"));
}

void TestFairleadctlCancel::endsAtOnce_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("times");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("what has begun nothing") << QStringList{u"registries"_s, u"tags"_s, u"%1/a"_s} << 1
                                            << QByteArray("fairleadctl: registries tags was cancelled\n");
    QTest::newRow("twice, what hears nothing")
        << QStringList{u"images"_s, u"build"_s} << 2
        << QByteArray("fairleadctl: images build is being cancelled; Ctrl+C again breaks it off\n"
                      "fairleadctl: images build was cancelled\n");
}

void TestFairleadctlCancel::endsAtOnce()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, times);
    QFETCH(const QByteArray, says);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    writeSettings(qEnvironmentVariable("FAIRLEAD_BED_DOCKER_NEWEST"),
                  "FROM scratch\nCOPY --link busybox /bin/busybox\n");
    installBuildx("trap '' INT TERM\necho " + m_mark + " >&2\nexec sleep " + m_mark + "\n");
    for (QString &argument : arguments)
        argument = argument.contains(u'%') ? argument.arg(u"127.0.0.1:%1"_s.arg(silent.serverPort())) : argument;
    Ctl ctl(arguments, *m_tree);
    QTRY_VERIFY_WITH_TIMEOUT(
        silent.hasPendingConnections() || !processesWith("sleep " + m_mark).isEmpty() || ctl.hasEnded(), Patience);
    QVERIFY2(!ctl.hasEnded(), ctl.error() + ctl.out());
    ctl.send(SIGINT);
    if (times > 1) {
        QTRY_VERIFY_WITH_TIMEOUT(ctl.error().contains("is being cancelled"), Patience);
        ctl.send(SIGINT);
    }
    QTRY_VERIFY_WITH_TIMEOUT(ctl.hasEnded(), Patience);
    QVERIFY2(ctl.exitCode() == 130 && !ctl.isKilled(), ctl.error());
    QCOMPARE(ctl.error(), says);
    QTRY_COMPARE_WITH_TIMEOUT(processesWith("sleep " + m_mark), QStringList(), Patience);
}

QTEST_GUILESS_MAIN(TestFairleadctlCancel)
#include "tst_fairleadctl_cancel.moc"
