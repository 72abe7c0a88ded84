// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/attachrequest.h"
#include "backends/docker/execstream.h"
#include "backends/docker/statsstream.h"
#include "bedengine.h"
#include "tests/support/peakmemory.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <array>

//! What is freed is used again at once, or peaks are those of the sanitizer.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}

using namespace fairlead;
using namespace fairlead::docker;
using namespace fairlead::tests;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! Commands in containers, attached containers and what they use, against the daemons of FAIRLEAD_BED_DOCKER (a
//! socket), FAIRLEAD_BED_DOCKER_TLS and FAIRLEAD_BED_DOCKER_NEWEST (a socket, too).

namespace {

constexpr auto Long = 60'000;

enum class Which { Local, Remote, Newest };

constexpr std::array<const char *, 3> Names{"socket", "TLS", "newest"};

//! One command, with what it said.
struct Exec
{
    Exec(EngineClient &client, const QString &container, const ExecSpec &spec)
        : stream(client, container, spec)
    {
        QObject::connect(&stream, &ExecStream::started, &stream, [this] { isStarted = true; });
        QObject::connect(&stream, &ExecStream::received, &stream, [this](LogSource source, QByteArrayView bytes) {
            size += bytes.size();
            if (keeps)
                (source == LogSource::Stderr ? err : out) += bytes;
        });
        QObject::connect(&stream, &ExecStream::finished, &stream, [this](const ExecEnd &end) {
            this->end = end;
            ++ends;
        });
        stream.start();
    }

    ExecStream stream;
    bool isStarted = false;
    bool keeps = true;
    qint64 size = 0;
    QByteArray out;
    QByteArray err;
    ExecEnd end;
    int ends = 0;
};

QString sayEnd(const ExecEnd &end)
{
    if (end.error)
        return toString(end.error->kind) + u": "_s + end.error->message;
    return end.exitCode ? QString::number(*end.exitCode) : u"no code"_s;
}

} // namespace

class TestExecStreamServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanupTestCase();
    void runs_data();
    void runs();
    void inputAndOutput_data() { engines(); }
    void inputAndOutput();
    void muchInput_data() { engines(); }
    void muchInput();
    void muchOutput_data() { engines(); }
    void muchOutput();
    void slowReader();
    void terminal_data() { engines(); }
    void terminal();
    void errors_data();
    void errors();
    void isStopped();
    void containerGoes();
    void attach_data() { engines(); }
    void attach();
    void stats();
    void statsOfNobody();

private:
    void engines()
    {
        QTest::addColumn<Which>("which");
        for (const Which which : {Which::Local, Which::Remote, Which::Newest})
            QTest::newRow(Names[std::size_t(which)]) << which;
    }
    BedEngine &engine(Which which) { return m_engines[std::size_t(which)]; }
    QString container(Which which) const { return m_containers[std::size_t(which)]; }

    std::array<BedEngine, Names.size()> m_engines;
    BedEngine &m_local = m_engines[0];
    std::array<QString, Names.size()> m_containers; //!< one that runs, of each
    QString &m_localContainer = m_containers[0];
};

void TestExecStreamServer::initTestCase()
{
    const std::array<DaemonAddress, Names.size()> addresses{
        DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")},
        DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
                      .enablesTls = true,
                      .certificatePath = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS")},
        DaemonAddress{.host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_NEWEST")}};
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        QVERIFY2(!addresses[i].host.isEmpty(), "the environment names not all daemons; start the test bed");
        const QString problem = m_engines[i].open({.address = addresses[i]});
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        m_containers[i] = m_engines[i].run({u"sleep"_s, u"3600"_s});
        QVERIFY2(m_containers[i].size() == 64, qPrintable(m_containers[i]));
    }
}

void TestExecStreamServer::cleanupTestCase()
{
    for (BedEngine &engine : m_engines)
        engine.close();
}

void TestExecStreamServer::runs_data()
{
    QTest::addColumn<Which>("which");
    QTest::addColumn<ExecSpec>("spec");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::addColumn<QString>("end");
    const auto sh = [](const QString &script) { return QStringList{u"/bin/busybox"_s, u"sh"_s, u"-c"_s, script}; };
    for (const Which which : {Which::Local, Which::Remote, Which::Newest}) {
        const auto row = [&](const char *name, const ExecSpec &spec, const QByteArray &out, const QByteArray &err,
                             const QString &end) {
            QTest::addRow("%s, %s", name, Names[std::size_t(which)]) << which << spec << out << err << end;
        };
        row("both outputs and a code", {.command = sh(u"echo out; echo err >&2; exit 3"_s)}, "out\n", "err\n", u"3"_s);
        row("nothing", {.command = sh(u":"_s)}, {}, {}, u"0"_s);
        row("environment and folder", {.command = sh(u"echo $A; pwd"_s), .env = {u"A=b c"_s}, .workingDir = u"/bin"_s},
            "b c\n/bin\n", {}, u"0"_s);
        row("input that nobody gives", {.command = sh(u"cat; echo over"_s)}, "over\n", {}, u"0"_s);
        row("a signal", {.command = sh(u"kill -9 $$"_s)}, {}, {}, u"137"_s);
    }
}

void TestExecStreamServer::runs()
{
    QFETCH(Which, which);
    QFETCH(ExecSpec, spec);
    Exec exec(*engine(which).client, container(which), spec);
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, Long);
    QTEST(sayEnd(exec.end), "end");
    QTEST(exec.out, "out");
    QTEST(exec.err, "err");
    QVERIFY(exec.isStarted);
}

//! The end of our direction, and only that: output and exit code come behind it.
void TestExecStreamServer::inputAndOutput()
{
    QFETCH(Which, which);
    Exec exec(*engine(which).client, container(which),
              {.command = {u"/bin/busybox"_s, u"sh"_s, u"-c"_s,
                           u"while read line; do echo \"<$line>\"; done; echo end; exit 7"_s},
               .attachesInput = true});
    QCOMPARE(exec.stream.write("too early"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(exec.isStarted, Long);
    QCOMPARE(exec.stream.write("one\n"), 4);
    QTRY_COMPARE_WITH_TIMEOUT(exec.out, QByteArray("<one>\n"), Long);
    QCOMPARE(exec.stream.write("two\n"), 4);
    exec.stream.closeInput();
    QCOMPARE(exec.stream.write("three\n"), 0);
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, Long);
    QCOMPARE(sayEnd(exec.end), u"7"_s);
    QCOMPARE(exec.out, QByteArray("<one>\n<two>\nend\n"));
}

//! 32 MB through cat and back, of which never more than a little is ours.
void TestExecStreamServer::muchInput()
{
    QFETCH(Which, which);
    constexpr qint64 All = 32 << 20;
    Exec exec(*engine(which).client, container(which),
              {.command = {u"/bin/busybox"_s, u"cat"_s}, .attachesInput = true});
    exec.keeps = false;
    const QByteArray piece(64 << 10, 'x');
    const qint64 before = peakMemory();
    qint64 sent = 0;
    const auto feed = [&] {
        while (sent < All) {
            const qsizetype taken =
                exec.stream.write(QByteArrayView(piece).first(std::min<qint64>(piece.size(), All - sent)));
            sent += taken;
            if (taken == 0)
                return;
        }
        exec.stream.closeInput();
    };
    connect(&exec.stream, &ExecStream::started, &exec.stream, feed);
    connect(&exec.stream, &ExecStream::drained, &exec.stream, feed);
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, 2 * Long);
    QCOMPARE(sayEnd(exec.end), u"0"_s);
    QCOMPARE(exec.size, All);
    QVERIFY2(peakMemory() - before < 16 << 20, qPrintable(u"grew by %1"_s.arg(peakMemory() - before)));
}

void TestExecStreamServer::muchOutput()
{
    QFETCH(Which, which);
    const qint64 before = peakMemory();
    Exec exec(*engine(which).client, container(which),
              {.command = {u"/bin/busybox"_s, u"dd"_s, u"if=/dev/zero"_s, u"bs=65536"_s, u"count=3200"_s}});
    exec.keeps = false;
    QElapsedTimer time;
    time.start();
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, 2 * Long);
    qInfo("%.0f MB/s", double(exec.size) / 1e3 / double(std::max<qint64>(1, time.elapsed())));
    QCOMPARE(sayEnd(exec.end), u"0"_s);
    QVERIFY(exec.size >= 3200LL * 65536);
    QVERIFY2(peakMemory() - before < 16 << 20, qPrintable(u"grew by %1"_s.arg(peakMemory() - before)));
}

//! While nobody takes anything, nothing is kept for him.
void TestExecStreamServer::slowReader()
{
    const qint64 before = peakMemory();
    Exec exec(*m_local.client, m_localContainer,
              {.command = {u"/bin/busybox"_s, u"dd"_s, u"if=/dev/zero"_s, u"bs=65536"_s, u"count=1600"_s}});
    exec.keeps = false;
    QTRY_VERIFY_WITH_TIMEOUT(exec.size > 0, Long);
    QThread::msleep(500);
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, 2 * Long);
    QVERIFY(exec.size >= 1600LL * 65536);
    QVERIFY(peakMemory() - before < 16 << 20);
}

void TestExecStreamServer::terminal()
{
    QFETCH(Which, which);
    Exec exec(*engine(which).client, container(which),
              {.command = {u"/bin/busybox"_s, u"sh"_s}, .isTty = true, .attachesInput = true});
    exec.stream.resize({.columns = 99, .rows = 33});
    QTRY_VERIFY_WITH_TIMEOUT(exec.isStarted, Long);
    const auto size = [&](const QByteArray &expected) {
        exec.out.clear();
        exec.stream.write("/bin/busybox stty size\n");
        return QTest::qWaitFor([&] { return exec.out.contains(expected) || exec.out.count('#') > 1; }, 2'000) &&
               exec.out.contains(expected);
    };
    QTRY_VERIFY_WITH_TIMEOUT(size("33 99"), Long);
    exec.stream.resize({.columns = 120, .rows = 40});
    QTRY_VERIFY_WITH_TIMEOUT(size("40 120"), Long);
    exec.stream.write("echo err >&2; exit 5\n");
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, Long);
    QCOMPARE(sayEnd(exec.end), u"5"_s);
    QVERIFY(exec.out.contains("err\r\n"));
    QVERIFY(exec.err.isEmpty()); // a terminal has one output
}

void TestExecStreamServer::errors_data()
{
    QTest::addColumn<QString>("container"); // empty: the one that runs
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("end");
    QTest::newRow("no such container") << u"fairlead-nobody"_s << QStringList{u"true"_s}
                                       << u"NotFound: No such container: fairlead-nobody"_s;
    QTest::newRow("no name") << u"../info"_s << QStringList{u"true"_s}
                             << u"Invalid: \"../info\" is no name of an image or a container"_s;
    QTest::newRow("no command") << QString() << QStringList() << u"Invalid: No exec command specified"_s;
    QTest::newRow("no such program") << QString() << QStringList{u"/nonexistent"_s} << u"126|127"_s;
}

void TestExecStreamServer::errors()
{
    QFETCH(QString, container);
    QFETCH(QStringList, command);
    QFETCH(QString, end);
    Exec exec(*m_local.client, container.isEmpty() ? m_localContainer : container, {.command = command});
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, Long);
    qInfo("%s", qPrintable(sayEnd(exec.end) + u" / "_s + QString::fromUtf8(exec.out + exec.err)));
    QVERIFY2(end.split(u'|').contains(sayEnd(exec.end)), qPrintable(sayEnd(exec.end)));
}

void TestExecStreamServer::isStopped()
{
    Exec exec(*m_local.client, m_localContainer, {.command = {u"/bin/busybox"_s, u"yes"_s}});
    exec.keeps = false;
    QTRY_VERIFY_WITH_TIMEOUT(exec.size > 0, Long);
    exec.stream.stop();
    const qint64 size = exec.size;
    QTest::qWait(100);
    QCOMPARE(exec.size, size);
    QCOMPARE(exec.ends, 0);
}

void TestExecStreamServer::containerGoes()
{
    const QString id = m_local.run({u"sleep"_s, u"3600"_s});
    Exec exec(*m_local.client, id,
              {.command = {u"/bin/busybox"_s, u"sh"_s, u"-c"_s, u"echo up; exec /bin/busybox sleep 3600"_s}});
    // Started is what dockerd says; its process may not be there yet, and would then not be killed but never run (126).
    QTRY_VERIFY_WITH_TIMEOUT(exec.out.contains("up"), Long);
    QVERIFY(m_local.remove(id));
    QTRY_COMPARE_WITH_TIMEOUT(exec.ends, 1, Long);
    QVERIFY2(exec.end.error || exec.end.exitCode == 137, qPrintable(sayEnd(exec.end)));
}

void TestExecStreamServer::attach()
{
    QFETCH(Which, which);
    BedEngine &engine = this->engine(which);
    const QString id = engine.create(
        {.command = {u"sh"_s, u"-c"_s, u"while read line; do echo \"<$line>\"; done; echo err >&2; exit 9"_s},
         .opensStdin = true});
    const auto request = attachRequest({.apiVersion = engine.client->apiVersion(), .container = id});
    QVERIFY(request);
    HijackedStream stream(*engine.http, *request);
    QByteArray out;
    QByteArray err;
    bool isStarted = false;
    bool isOver = false;
    std::optional<ApiError> error;
    connect(&stream, &HijackedStream::started, this, [&] { isStarted = true; });
    connect(&stream, &HijackedStream::received, this,
            [&](LogSource source, QByteArrayView bytes) { (source == LogSource::Stderr ? err : out) += bytes; });
    connect(&stream, &HijackedStream::finished, this, [&](const std::optional<ApiError> &end) {
        error = end;
        isOver = true;
    });
    stream.start();
    QTRY_VERIFY_WITH_TIMEOUT(isStarted, Long);
    QVERIFY(engine.start(id));
    stream.write("one\n");
    QTRY_COMPARE_WITH_TIMEOUT(out, QByteArray("<one>\n"), Long);
    stream.closeInput();
    QTRY_VERIFY_WITH_TIMEOUT(isOver, Long);
    QVERIFY2(!error, qPrintable(error.value_or(ApiError()).message));
    QCOMPARE(err, QByteArray("err\n"));
    const auto exit =
        engine.ask<ContainerExit>([&](auto *c, auto done) { engine.client->waitContainer(id, 60s, c, done); });
    QVERIFY(exit);
    QCOMPARE(exit->statusCode, 9);
    QVERIFY(!attachRequest({.container = u"a/../b"_s}));
}

void TestExecStreamServer::stats()
{
    const QString id = m_local.run({u"sh"_s, u"-c"_s, u"while :; do :; done"_s});
    StatsStream stream(*m_local.http, {.apiVersion = m_local.client->apiVersion(), .container = id});
    std::vector<ContainerStats> samples;
    bool isOver = false;
    std::optional<ApiError> error;
    connect(&stream, &StatsStream::received, this, [&](const ContainerStats &stats) { samples.push_back(stats); });
    connect(&stream, &StatsStream::finished, this, [&](const std::optional<ApiError> &end) {
        error = end;
        isOver = true;
    });
    stream.start();
    QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 3, Long);
    const ContainerStats &last = samples.back();
    qInfo("cpu %.2f of %.0f, memory %lld of %lld, pids %lld", last.cpuFraction.value_or(-1), last.cpus,
          qlonglong(last.memoryBytes), qlonglong(last.memoryLimitBytes), qlonglong(last.pids));
    QVERIFY(last.cpuFraction);
    QVERIFY(*last.cpuFraction > 0.02); // as much as a busy machine lets it have
    QVERIFY(*last.cpuFraction < last.cpus + 0.5);
    QVERIFY(last.memoryBytes > 0);
    QVERIFY(last.memoryLimitBytes > last.memoryBytes);
    QCOMPARE(last.pids, 1);
    QVERIFY(m_local.remove(id));
    QTRY_VERIFY_WITH_TIMEOUT(isOver, Long);
    QVERIFY2(!error, qPrintable(error.value_or(ApiError()).message));
}

void TestExecStreamServer::statsOfNobody()
{
    for (const QString &name : {u"fairlead-nobody"_s, u"../info"_s}) {
        StatsStream stream(*m_local.http, {.apiVersion = m_local.client->apiVersion(), .container = name});
        std::optional<ApiError> error;
        connect(&stream, &StatsStream::finished, this, [&](const std::optional<ApiError> &end) { error = end; });
        stream.start();
        QTRY_VERIFY_WITH_TIMEOUT(error, Long);
        QCOMPARE(toString(error->kind), name.startsWith(u'.') ? u"Invalid"_s : u"NotFound"_s);
    }
}

QTEST_GUILESS_MAIN(TestExecStreamServer)
#include "tst_execstream_server.moc"
