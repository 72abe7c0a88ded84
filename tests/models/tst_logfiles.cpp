// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logfile.h"
#include "models/logs/logfiles.h"
#include "models/logs/logsegments.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using Source = LogRing::Source;

namespace {

constexpr std::int64_t Time = 1'795'356'131'123; // 2026-11-22T14:02:11.123Z

QByteArrayList linesOf(const LogRing &ring)
{
    QByteArrayList lines;
    for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i)
        lines += ring.line(i).utf8.toByteArray();
    return lines;
}

void finish(LogFiles &files, const QString &id)
{
    QSignalSpy closed(&files, &LogFiles::closed);
    files.close(id);
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 60'000);
}

void makeOld(const QString &path, qint64 bytes, int secondsAgo)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(bytes, 'x'));
    file.flush();
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo), QFileDevice::FileModificationTime));
}

} // namespace

class TestLogFiles : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void linesOfAFile()
    {
        LogFileLines lines;
        QByteArray text;
        lines.add("one\ntw", Time, Source::Output, text);
        lines.add("o\n", Time, Source::Output, text);
        lines.add("tail", Time, Source::Output, text);
        lines.add("\x1b[31mother\xff\n", Time + 1, Source::Error, text);
        lines.add("ours", 0, Source::Fairlead, text);
        lines.finish(text);
        QCOMPARE(text, "2026-11-22T14:02:11.123Z stdout F one\n"
                       "2026-11-22T14:02:11.123Z stdout F two\n"
                       "2026-11-22T14:02:11.123Z stdout F tail\n"
                       "2026-11-22T14:02:11.124Z stderr F \x1b[31mother\xff\n"
                       "1970-01-01T00:00:00.000Z fairlead F ours\n"_ba);
    }

    void linesAreParsed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("whole") << "2026-11-22T14:02:11.123Z stdout F a b"_ba
                               << "a b"_ba << qint64(Time) << false;
        QTest::newRow("cut") << "2026-11-22T14:02:11.123Z stderr P a"_ba
                             << "a"_ba << qint64(Time) << true;
        QTest::newRow("empty") << "2026-11-22T14:02:11.123Z stdout F "_ba
                               << ""_ba << qint64(Time) << false;
        for (const QByteArray &other :
             {""_ba, "plain"_ba, "2026-11-22T14:02:11.123Z"_ba, "2026-11-22T14:02:11.123Z stdout"_ba,
              "2026-11-22T14:02:11.123Z stdout F"_ba, "2026-11-22T14:02:11.123Z stdout X a"_ba,
              "2026-13-22T14:02:11.123Z stdout F a"_ba, "2026-11-22 14:02:11.123Z stdout F a"_ba,
              "2026-11-22T14:02:11.123Z elsewhere F a"_ba, "-026-11-22T14:02:11.123Z stdout F a"_ba})
            QTest::addRow("another: %s", other.constData()) << other << other << qint64(0) << false;
    }
    void linesAreParsed()
    {
        QFETCH(QByteArray, line);
        const LogFileLine parsed = parseLogFileLine(line);
        QTEST(parsed.text.toByteArray(), "text");
        QTEST(qint64(parsed.time), "time");
        QTEST(parsed.isCut, "isCut");
    }

    void headLines()
    {
        const QByteArray head = logHeadLine(1'234, Time);
        QCOMPARE(head, "2026-11-22T14:02:11.123Z fairlead F:before=1234 1234 lines go before this one\n"_ba);
        const LogFileLine parsed = parseLogFileLine(QByteArrayView(head).chopped(1));
        QCOMPARE(parsed.linesBefore, 1'234);
        QCOMPARE(parsed.text.toByteArray(), "1234 lines go before this one"_ba);
        for (const QByteArray &other :
             {"fairlead F:before= x"_ba, "fairlead F:before=-4 x"_ba, "fairlead F:before=4"_ba,
              "fairlead F:before=4x y"_ba, "stdout F:before=4 x"_ba}) {
            const QByteArray line = "2026-11-22T14:02:11.123Z " + other;
            QCOMPARE(parseLogFileLine(line).linesBefore, 0);
            QCOMPARE(parseLogFileLine(line).text.toByteArray(), line);
        }
    }

    //! However the log was cut on its way, the file gives back the lines that the ring in memory has.
    void readsWhatWasWritten()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        LogRing ring;
        files.open(u"a"_s);
        for (int i = 0; i < 3'000; ++i) {
            QByteArray bytes(random.bounded(50) == 0 ? random.bounded(100'000) : random.bounded(120), '\0');
            for (char &c : bytes)
                c = char(random.bounded(20) == 0 ? '\n' : 32 + random.bounded(224));
            const auto source = Source(random.bounded(3));
            const std::int64_t time = Time + random.bounded(1'000);
            ring.append(bytes, time, source);
            files.append(u"a"_s, bytes, time, source);
        }
        ring.finishLine();
        finish(files, u"a"_s);
        const auto read = readLogFile(files.path(u"a"_s));
        QVERIFY(read);
        QCOMPARE(linesOf(*read).join('\n'), linesOf(ring).join('\n'));
        QCOMPARE(read->endLine(), ring.endLine());
        for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i) {
            QCOMPARE(read->line(i).source, ring.line(i).source);
            QCOMPARE(read->line(i).isCut, ring.line(i).isCut);
        }
    }

    void onlyTheOwnerMayRead()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        files.open(u"a"_s);
        finish(files, u"a"_s);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QVERIFY(QFile::exists(files.path(u"a"_s)));
        QVERIFY(!(QFile::permissions(files.path(u"a"_s)) & others));
        QVERIFY(!(QFile::permissions(files.folder()) & others));
    }

    void namesThatLeadElsewhere()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        for (const QString &id : {u"../a"_s, u""_s, u"a/b"_s, u"."_s, u"ä"_s, QString(200, u'a')})
            QCOMPARE(files.path(id), QString());
        QVERIFY(!files.path(u"3f2-A"_s).isEmpty());
    }

    //! Of more than may wait for the disk the oldest is left out, and the file says so; its end is there.
    void aSlowDisk()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s), {.queueBytes = 2'000});
        QVERIFY(QDir().mkpath(files.folder()));
        const QByteArray pipe = QFile::encodeName(files.path(u"a"_s));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        files.open(u"a"_s); // waits until somebody reads
        for (int i = 0; i < 20; ++i)
            files.append(u"a"_s, QByteArray(499, char('a' + i)) + '\n', Time + i, Source::Output);
        QSignalSpy closed(&files, &LogFiles::closed);
        files.close(u"a"_s);
        const int descriptor = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(descriptor >= 0);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 60'000);
        QFile out;
        QVERIFY(out.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle));
        const QByteArray text = out.readAll();
        QVERIFY2(text.startsWith(
                     "2026-11-22T14:02:11.140Z fairlead F 8500 bytes are left out here: the disk was too slow\n"),
                 text.constData());
        QVERIFY(text.endsWith("stdout F " + QByteArray(499, 't') + '\n'));
        QCOMPARE(text.count('\n'), 4);
    }

    //! The end of a log is what one looks for: of more than may be kept the beginning goes.
    void aLogThatIsTooLong_data()
    {
        QTest::addColumn<qsizetype>("lineBytes");
        QTest::addColumn<int>("linesAtOnce");
        QTest::newRow("line by line") << qsizetype(40) << 1;
        QTest::newRow("many lines at once") << qsizetype(40) << 1'000;
        QTest::newRow("long lines") << qsizetype(9'000) << 3;
        QTest::newRow("lines longer than a file") << qsizetype(30'000) << 1;
    }
    void aLogThatIsTooLong()
    {
        constexpr qint64 Limit = 160'000;
        QFETCH(qsizetype, lineBytes);
        QFETCH(int, linesAtOnce);
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s), {.fileBytes = Limit});
        files.open(u"a"_s);
        files.open(u"b"_s);
        files.append(u"b"_s, "another log\n", Time, Source::Output);
        QByteArrayList written;
        qint64 sum = 0;
        while (sum < 5 * Limit) {
            QByteArray text;
            for (int i = 0; i < linesAtOnce; ++i) {
                written += QByteArray::number(written.size()) + QByteArray(lineBytes, 'x');
                text += written.last() + '\n';
            }
            sum += text.size();
            files.append(u"a"_s, text, Time + sum, Source::Output);
        }
        QSignalSpy reads(&files, &LogFiles::contentRead);
        files.read(u"a"_s); // while it is written
        QTRY_COMPARE_WITH_TIMEOUT(reads.size(), 1, 60'000);
        finish(files, u"a"_s);
        const QString path = files.path(u"a"_s);
        QVERIFY(olderLogSegments(path).size() < LogSegments::Most);
        qint64 onDisk = QFileInfo(path).size();
        for (const QString &older : olderLogSegments(path))
            onDisk += QFileInfo(older).size();
        QVERIFY2(onDisk <= std::max<qint64>(Limit, LogSegments::Most * (lineBytes + 200)),
                 QByteArray::number(onDisk).constData());

        const auto read = readLogFile(path);
        QVERIFY(read);
        const auto inBetween = reads[0][1].value<LogFiles::Content>();
        for (const LogRing *ring : {&*read, static_cast<const LogRing *>(inBetween.ring.get())}) {
            QByteArrayList lines = linesOf(*ring);
            const std::int64_t missing = ring->missing();
            QVERIFY(missing > written.size() / 2);
            QCOMPARE(lines.takeFirst(), QByteArray::number(qlonglong(missing)) +
                                            " lines of the beginning are left out: the log was too long to be kept");
            QCOMPARE(ring->line(0).source, Source::Fairlead);
            QCOMPARE(lines, written.mid(missing));
        }
        QVERIFY2((written.size() - read->missing()) * (lineBytes + 40) > Limit / 2,
                 QByteArray::number(qlonglong(read->missing())).constData());

        QBuffer text;
        std::int64_t missing = 0;
        QVERIFY(text.open(QIODevice::WriteOnly));
        QVERIFY(writeLogFileText(text, path, false, &missing));
        QCOMPARE(missing, read->missing());
        QCOMPARE(text.data(), linesOf(*read).join('\n') + '\n');

        files.remove(u"a"_s);
        finish(files, u"b"_s);
        QCOMPARE(QDir(files.folder()).entryList(QDir::Files), QStringList{u"b.log"_s});
    }

    //! A ring in memory that has let lines go says so where it is saved.
    void savesWhatTheRingHas()
    {
        LogRing ring(1 << 20, 100'000);
        while (ring.missing() == 0)
            ring.append(QByteArray(1'000, 'x') + '\n');
        QBuffer text;
        QVERIFY(text.open(QIODevice::WriteOnly));
        QVERIFY(writeLogText(text, ring, false));
        QVERIFY(text.data().startsWith(QByteArray::number(qlonglong(ring.missing())) +
                                       " lines of the beginning are left out: the log was too long to be kept\nxxx"));
    }

    void theOldestGo()
    {
        QTemporaryDir folder;
        const QString logs = folder.filePath(u"logs"_s);
        QDir().mkpath(logs);
        int age = 1'000;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            makeOld(logs + u'/' + id + u".log"_s, 1'000, age -= 100);
        makeOld(logs + u"/notes.txt"_s, 1'000, 5'000);
        for (const QString &segment : {u"a.1"_s, u"d.7"_s, u"d.8"_s}) // they count and go with their logs
            makeOld(logs + u'/' + segment + u".log"_s, 100, 2'000);
        LogFiles other(logs); // another console, which still writes what is the oldest
        makeOld(logs + u"/z.log"_s, 10, 9'000);
        other.open(u"z"_s);
        QTRY_VERIFY(isLogBeingWritten(other.path(u"z"_s)));
        {
            LogFiles files(logs, {.files = 3});
            files.open(u"new"_s);
            files.append(u"new"_s, "x\n", Time, Source::Output);
            finish(files, u"new"_s);
        }
        QCOMPARE(QDir(logs).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"c.log"_s, u"d.7.log"_s, u"d.8.log"_s, u"d.log"_s, u"new.log"_s, u"notes.txt"_s,
                              u"z.log"_s}));
        LogFiles files(logs, {.bytes = 1'500});
        finish(files, u"none"_s);
        QCOMPARE(QDir(logs).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"d.7.log"_s, u"d.8.log"_s, u"d.log"_s, u"new.log"_s, u"notes.txt"_s, u"z.log"_s}));
    }

    void removes()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        files.open(u"a"_s);
        finish(files, u"a"_s);
        QVERIFY(QFile::exists(files.path(u"a"_s)));
        files.remove(u"a"_s);
        QTRY_VERIFY(!QFile::exists(files.path(u"a"_s)));
    }

    //! What was appended just before is in it.
    void readsInBetween()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        files.open(u"a"_s);
        files.append(u"a"_s, "one\ntwo\n", Time, Source::Output);
        QSignalSpy reads(&files, &LogFiles::contentRead);
        files.read(u"a"_s);
        files.read(u"gone"_s);
        QTRY_COMPARE_WITH_TIMEOUT(reads.size(), 2, 60'000);
        for (const auto &read : std::as_const(reads)) {
            const auto content = read[1].value<LogFiles::Content>();
            QCOMPARE(bool(content.ring), read[0].toString() == u"a"_s);
            QCOMPARE(content.problem.isEmpty(), bool(content.ring));
            if (content.ring)
                QCOMPARE(linesOf(*content.ring), (QByteArrayList{"one", "two"}));
        }
    }

    void aFolderThatCannotBe()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        LogFiles files(folder.filePath(u"file/logs"_s));
        QSignalSpy failures(&files, &LogFiles::failed);
        files.open(u"a"_s);
        files.append(u"a"_s, "one\n", Time, Source::Output);
        finish(files, u"a"_s);
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures[0][0].toString(), u"a"_s);
        QVERIFY(!failures[0][1].toString().isEmpty());
    }

    //! Full: write(2) fails from then on.
    void aFullDisk()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        QDir().mkpath(files.folder());
        QVERIFY(QFile::link(u"/dev/full"_s, files.path(u"a"_s)));
        QSignalSpy failures(&files, &LogFiles::failed);
        files.open(u"a"_s); // links are not followed: whoever made one decides nothing
        finish(files, u"a"_s);
        QCOMPARE(failures.size(), 1);
    }

    void textForPeople()
    {
        LogRing ring;
        ring.append("\x1b[31mred\x1b[0m\nplain\x1b]0;title\x07\n", 0);
        ring.append("rest", 0);
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));
        QVERIFY(writeLogText(out, ring, true));
        QCOMPARE(out.data(), "red\nplain\nrest\n"_ba);
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s));
        files.open(u"a"_s);
        files.append(u"a"_s, "\x1b[31mred\x1b[0m\n" + QByteArray(200'000, 'y') + "\nend", Time, Source::Output);
        finish(files, u"a"_s);
        QBuffer whole;
        QVERIFY(whole.open(QIODevice::WriteOnly));
        QVERIFY(writeLogFileText(whole, files.path(u"a"_s), false));
        QCOMPARE(whole.data(), "red\n" + QByteArray(200'000, 'y') + "\nend\n");
        QVERIFY(!writeLogFileText(whole, folder.filePath(u"none"_s), false));
    }
};

QTEST_GUILESS_MAIN(TestLogFiles)
#include "tst_logfiles.moc"
