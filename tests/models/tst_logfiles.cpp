// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logfile.h"
#include "models/logs/logfiles.h"

#include <QBuffer>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using Source = LogRing::Source;

namespace {

constexpr std::int64_t Time = 1'795'356'131'123; // 2026-11-22T14:02:11.123Z

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

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

    //! More than waits for the disk is left out, and the file says so.
    void aSlowDisk()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s), {.queueBytes = 1'000});
        files.open(u"a"_s);
        files.append(u"a"_s, "first\n", Time, Source::Output);
        files.append(u"a"_s, QByteArray(2'000, 'x') + '\n', Time, Source::Output); // never fits
        finish(files, u"a"_s);
        const QByteArray text = contentOf(files.path(u"a"_s));
        QVERIFY2(text.contains("fairlead F 2001 bytes are left out here: the disk was too slow\n"), text.constData());
        QVERIFY(text.contains("stdout F first\n"));
    }

    void aLogThatIsTooLong()
    {
        QTemporaryDir folder;
        LogFiles files(folder.filePath(u"logs"_s), {.fileBytes = 10'000});
        files.open(u"a"_s);
        for (int i = 0; i < 1'000; ++i)
            files.append(u"a"_s, "0123456789012345678901234567890123456789\n", Time + i, Source::Output);
        finish(files, u"a"_s);
        const QByteArray text = contentOf(files.path(u"a"_s));
        QVERIFY(text.size() < 12'000);
        QVERIFY(text.endsWith("fairlead F The log is too long: what follows is left out\n"));
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
        LogFiles other(logs); // another console, which still writes what is the oldest
        makeOld(logs + u"/z.log"_s, 10, 9'000);
        other.open(u"z"_s);
        QTRY_VERIFY(LogFiles::isBeingWritten(other.path(u"z"_s)));
        {
            LogFiles files(logs, {.files = 3});
            files.open(u"new"_s);
            files.append(u"new"_s, "x\n", Time, Source::Output);
            finish(files, u"new"_s);
        }
        QCOMPARE(QDir(logs).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"c.log"_s, u"d.log"_s, u"new.log"_s, u"notes.txt"_s, u"z.log"_s}));
        LogFiles files(logs, {.bytes = 1'500});
        finish(files, u"none"_s);
        QCOMPARE(QDir(logs).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"d.log"_s, u"new.log"_s, u"notes.txt"_s, u"z.log"_s}));
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
