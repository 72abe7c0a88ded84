// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/processes/boundedprocess.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace fairlead::processes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using How = ProcessEnd::How;

class TestBoundedProcess : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void splits_data();
    void splits();
    void longLines();
    void ends_data();
    void ends();
    void whatItGets();
    void keepsTheEndOfErrors();
    void takesMuchInput();
    void takesInputPieceByPiece();
    void takesNoInput();
    void interrupted_data();
    void interrupted();
    void longerLines();
    void reportsLines();
    void doesNotStart();
    void endsWhatItStarted();
    void destroyed();
    void destroyedInDone();
    void endsWithUs();
    void contextGoesFirst();

private:
    ProcessCommand shell(const QByteArray &script, const QByteArray &input = {}) const;
    ProcessEnd run(const ProcessCommand &command, const ProcessLimits &limits = {.run = 20s, .kill = 200ms}) const;
    QByteArray read(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestBoundedProcess::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

ProcessCommand TestBoundedProcess::shell(const QByteArray &script, const QByteArray &input) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FOLDER"_s, m_folder->path());
    return {.program = u"/bin/sh"_s,
            .arguments = {u"-c"_s, QString::fromUtf8(script)},
            .environment = environment,
            .input = input};
}

ProcessEnd TestBoundedProcess::run(const ProcessCommand &command, const ProcessLimits &limits) const
{
    BoundedProcess process(command, limits);
    std::optional<ProcessEnd> result;
    process.start(this, [&result](const ProcessEnd &end) {
        Q_ASSERT(!result);
        result = end;
    });
    Q_ASSERT(!result);
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30'000))
        qFatal("no answer");
    return *result;
}

QByteArray TestBoundedProcess::read(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestBoundedProcess::splits_data()
{
    QTest::addColumn<QList<QByteArray>>("pieces");
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<QByteArray>("rest");
    using List = QList<QByteArray>;
    QTest::newRow("whole") << List{"a\nb\n"} << List{"a", "b"} << QByteArray();
    QTest::newRow("in pieces") << List{"a", "b\nc", "\n"} << List{"ab", "c"} << QByteArray();
    QTest::newRow("no newline at the end") << List{"a\nb"} << List{"a"} << QByteArray("b");
    QTest::newRow("empty lines") << List{"\n\n"} << List{"", ""} << QByteArray();
    QTest::newRow("carriage returns") << List{"a\r", "\nb\r\n"} << List{"a", "b"} << QByteArray();
    QTest::newRow("nothing") << List{""} << List{} << QByteArray();
}

void TestBoundedProcess::splits()
{
    QFETCH(const QList<QByteArray>, pieces);
    LineSplitter splitter;
    QList<QByteArray> lines;
    for (const QByteArray &piece : pieces)
        lines += splitter.take(piece);
    QTEST(lines, "lines");
    QTEST(splitter.rest(), "rest");
    QVERIFY(splitter.rest().isEmpty());
}

void TestBoundedProcess::longLines()
{
    const QByteArray all(2 * LineSplitter::LineLimit + 7, 'x');
    LineSplitter splitter;
    QList<QByteArray> lines;
    for (const char c : all)
        lines += splitter.take(QByteArray(1, c));
    lines << splitter.rest();
    QCOMPARE(lines.join(), all);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(LineSplitter().take(all + "\nend\n").size(), 4);
}

void TestBoundedProcess::ends_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<How>("how");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("errors");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &script, How how, int exitCode, const QByteArray &output,
                        const QByteArray &errors, const QString &problem) {
        QTest::newRow(name) << script << how << exitCode << output << errors << problem;
    };
    row("well", "echo out; echo err >&2", How::Exited, 0, "out\n", "err\n", {});
    row("fails", "echo out; echo err >&2; exit 3", How::Exited, 3, "out\n", "err\n", u"failed with exit code 3"_s);
    row("crashes", "echo out; kill -SEGV $$", How::Crashed, SIGSEGV, "out\n", "", u"crashed"_s);
    row("hangs", "echo out; echo err >&2; sleep 60", How::TimedOut, SIGTERM, "out\n", "err\n",
        u"did not answer within 1 s"_s);
    row("hangs, deaf", "trap '' TERM; sleep 60 & wait; sleep 60", How::TimedOut, SIGKILL, "", "",
        u"did not answer within 1 s"_s);
    row("ends well when told to", "trap 'exit 0' TERM; sleep 60 & wait", How::TimedOut, 0, "", "",
        u"did not answer within 1 s"_s);
    row("floods", "exec yes", How::PrintedTooMuch, SIGTERM, "", "", u"printed more than 64 KiB"_s);
}

void TestBoundedProcess::ends()
{
    QFETCH(const QByteArray, script);
    QFETCH(const How, how);
    const bool isHanging = how == How::TimedOut;
    const ProcessEnd end = run(shell(script), {.run = isHanging ? 1s : 20s, .kill = 200ms, .outputBytes = 64 * 1024});
    QCOMPARE(end.how, how);
    QTEST(end.exitCode, "exitCode");
    QTEST(end.output, "output");
    QTEST(end.errors, "errors");
    QTEST(end.problem, "problem");
    QCOMPARE(end.isGood(), end.problem.isEmpty());
}

//! No terminal, no shell between, its input and then the end of it.
void TestBoundedProcess::whatItGets()
{
    ProcessCommand command = shell("printf '%s|' \"$@\"; cat; (: < /dev/tty) 2>/dev/null && echo terminal", "in");
    command.arguments += {u"name"_s, u"a b"_s, u"$HOME"_s, QString()};
    QCOMPARE(run(command).output, QByteArray("a b|$HOME||in"));
    command.input.clear();
    QCOMPARE(run(command).output, QByteArray("a b|$HOME||"));
}

void TestBoundedProcess::keepsTheEndOfErrors()
{
    const ProcessEnd end = run(shell("head -c 1000000 /dev/zero >&2; echo last >&2"),
                               {.run = 20s, .kill = 200ms, .outputBytes = 1024, .errorBytes = 1000});
    QVERIFY(end.isGood());
    QCOMPARE(end.errors.size(), 1000);
    QVERIFY(end.errors.endsWith("last\n"));
}

void TestBoundedProcess::takesMuchInput()
{
    const QByteArray input(1'000'000, 'x');
    QCOMPARE(run(shell("wc -c", input)).output.trimmed(), QByteArray("1000000"));
    QCOMPARE(run(shell("echo not read", input)).output, QByteArray("not read\n"));
}

//! Never more of it in memory than there is room for.
void TestBoundedProcess::takesInputPieceByPiece()
{
    ProcessCommand command = shell("wc -c");
    command.takesInput = true;
    BoundedProcess process(command, {.run = 20s});
    qint64 left = 8 << 20;
    const auto send = [&] {
        while (left > 0 && process.room() > 0) {
            const QByteArray piece(std::min<qint64>(left, process.room()), 'x');
            QVERIFY(piece.size() <= 256 << 10);
            process.write(piece);
            left -= piece.size();
        }
        if (left == 0)
            process.closeInput();
    };
    connect(&process, &BoundedProcess::drained, &process, send);
    std::optional<ProcessEnd> result;
    process.start(this, [&result](const ProcessEnd &end) { result = end; });
    send();
    QVERIFY(left > 0);
    QTRY_VERIFY_WITH_TIMEOUT(result, 30'000);
    QCOMPARE(result->output.trimmed(), QByteArray::number(8 << 20));
}

void TestBoundedProcess::takesNoInput()
{
    ProcessCommand command = shell("exec 0<&-; echo not read; sleep 0.2");
    command.takesInput = true;
    BoundedProcess process(command, {.run = 20s});
    QCOMPARE(process.room(), 0);
    std::optional<ProcessEnd> result;
    process.start(this, [&result](const ProcessEnd &end) { result = end; });
    while (process.room() > 0)
        process.write(QByteArray(process.room(), 'x'));
    QTRY_VERIFY_WITH_TIMEOUT(result, 30'000);
    QVERIFY(result->isGood());
    QCOMPARE(result->output, QByteArray("not read\n"));
    QCOMPARE(process.room(), 0);
    process.write("too late");
    process.closeInput();
    process.interrupt();
}

void TestBoundedProcess::interrupted_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("ends") << QByteArray("echo ready; sleep 60 & wait") << int(SIGINT);
    QTest::newRow("says why") << QByteArray("trap 'exit 130' INT; echo ready; sleep 60 & wait") << 130;
    QTest::newRow("deaf") << QByteArray("trap '' INT; echo ready; sleep 60 & wait; sleep 60") << int(SIGKILL);
}

void TestBoundedProcess::interrupted()
{
    QFETCH(const QByteArray, script);
    BoundedProcess process(shell(script), {.run = 20s, .kill = 200ms});
    QSignalSpy lines(&process, &BoundedProcess::outputLine);
    std::optional<ProcessEnd> result;
    process.start(this, [&result](const ProcessEnd &end) { result = end; });
    QTRY_COMPARE(lines.size(), 1);
    process.interrupt();
    process.interrupt();
    QTRY_VERIFY_WITH_TIMEOUT(result, 30'000);
    QCOMPARE(result->how, How::Interrupted);
    QTEST(result->exitCode, "exitCode");
    QVERIFY(!result->isGood());
}

void TestBoundedProcess::longerLines()
{
    BoundedProcess process(shell("head -c 100000 /dev/zero >&2; echo >&2"), {.lineBytes = 100'000});
    QSignalSpy lines(&process, &BoundedProcess::errorLine);
    bool isDone = false;
    process.start(this, [&isDone](const ProcessEnd &) { isDone = true; });
    QTRY_VERIFY(isDone);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines[0][0].toByteArray().size(), 100'000);
}

void TestBoundedProcess::reportsLines()
{
    BoundedProcess process(shell("echo one; echo; printf two; echo err >&2"), {});
    QSignalSpy output(&process, &BoundedProcess::outputLine);
    QSignalSpy errors(&process, &BoundedProcess::errorLine);
    qsizetype known = -1;
    process.start(this, [&](const ProcessEnd &) { known = output.size(); });
    QTRY_COMPARE(known, 3);
    QCOMPARE(output[0][0].toByteArray(), QByteArray("one"));
    QCOMPARE(output[1][0].toByteArray(), QByteArray());
    QCOMPARE(output[2][0].toByteArray(), QByteArray("two"));
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors[0][0].toByteArray(), QByteArray("err"));
}

void TestBoundedProcess::doesNotStart()
{
    const ProcessEnd end = run({.program = m_folder->filePath(u"missing"_s)});
    QCOMPARE(end.how, How::NotStarted);
    QVERIFY(end.problem.startsWith(u"cannot be started: "_s));
}

void TestBoundedProcess::endsWhatItStarted()
{
    const ProcessEnd end = run(shell("sleep 60 & echo $! > \"$FOLDER/child\"; wait"), {.run = 1s, .kill = 200ms});
    QCOMPARE(end.how, How::TimedOut);
    const int child = read(u"child"_s).trimmed().toInt();
    QVERIFY(child > 0);
    QTRY_VERIFY(::kill(child, 0) != 0);
}

void TestBoundedProcess::destroyed()
{
    bool isCalled = false;
    auto process = std::make_unique<BoundedProcess>(
        shell("sleep 60 & echo $! > \"$FOLDER/child.new\"; mv \"$FOLDER/child.new\" \"$FOLDER/child\"; wait"),
        ProcessLimits{});
    process->start(this, [&isCalled](const ProcessEnd &) { isCalled = true; });
    QTRY_VERIFY(QFile::exists(m_folder->filePath(u"child"_s)));
    const int child = read(u"child"_s).trimmed().toInt();
    process.reset();
    QTRY_VERIFY(::kill(child, 0) != 0);
    QVERIFY(!isCalled);
    process = std::make_unique<BoundedProcess>(shell("sleep 60"), ProcessLimits{});
    process->start(this, [&isCalled](const ProcessEnd &) { isCalled = true; });
    process.reset(); // before it has begun
    QVERIFY(!isCalled);
}

void TestBoundedProcess::destroyedInDone()
{
    auto process = std::make_unique<BoundedProcess>(shell("echo x"), ProcessLimits{});
    process->start(this, [&process](const ProcessEnd &) { process.reset(); });
    QTRY_VERIFY(!process);
}

//! Whoever is killed puts nothing right.
void TestBoundedProcess::endsWithUs()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FAIRLEAD_TEST_FOLDER"_s, m_folder->path());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder->filePath(u"ids"_s)), 60'000);
    const QList<QByteArray> ids = read(u"ids"_s).simplified().split(' ');
    QCOMPARE(ids.size(), 2);
    for (const QByteArray &id : ids)
        QVERIFY(::kill(id.toInt(), 0) == 0);
    process.kill();
    QVERIFY(process.waitForFinished());
    for (const QByteArray &id : ids)
        QTRY_VERIFY(::kill(id.toInt(), 0) != 0);
}

void TestBoundedProcess::contextGoesFirst()
{
    bool isCalled = false;
    auto context = std::make_unique<QObject>();
    BoundedProcess process(shell(": > \"$FOLDER/ran\""), {});
    process.start(context.get(), [&isCalled](const ProcessEnd &) { isCalled = true; });
    context.reset();
    QTRY_VERIFY(QFile::exists(m_folder->filePath(u"ran"_s)));
    QTRY_VERIFY(process.findChildren<QProcess *>().isEmpty());
    QVERIFY(!isCalled);
}

//! Of a process that endsWithUs() kills: programs come and go, and one stays, with one that it has started.
static int runUntilKilled(QCoreApplication &application, const QString &folder)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FOLDER"_s, folder);
    const auto shell = [&environment](const QString &script) {
        return ProcessCommand{.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}, .environment = environment};
    };
    BoundedProcess first(shell(u"exit"_s), {});
    BoundedProcess stays(shell(u"sleep 600 & echo $$ $! > \"$FOLDER/new\"; mv \"$FOLDER/new\" \"$FOLDER/ids\"; wait"_s),
                         {});
    first.start(&application, [&](const ProcessEnd &) { stays.start(&application, [](const ProcessEnd &) {}); });
    return application.exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QString folder = qEnvironmentVariable("FAIRLEAD_TEST_FOLDER");
    if (!folder.isEmpty())
        return runUntilKilled(application, folder);
    TestBoundedProcess test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_boundedprocess.moc"
