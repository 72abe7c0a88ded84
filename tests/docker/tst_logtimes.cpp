// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/logtimes.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::docker;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Time = 1'795'356'131'123; // 2026-11-22T14:02:11.123Z
const QByteArray Stamp = "2026-11-22T14:02:11.123456789Z ";
const QByteArray Later = "2026-11-22T14:02:12.000000000Z ";

//! The text with, before each of its parts that has another time than the one before, that time behind Time.
class Told
{
public:
    LogTimes::Each each()
    {
        return [this](std::int64_t time, QByteArrayView bytes) {
            if (time != m_time)
                text += '<' + (time == 0 ? "none"_ba : QByteArray::number(qlonglong(time - Time))) + '>';
            m_time = time;
            text += bytes;
            return true;
        };
    }

    QByteArray text;

private:
    std::int64_t m_time = -1;
};

} // namespace

class TestLogTimes : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void times_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("time"); // -1: none
        QTest::newRow("nanoseconds") << "2026-11-22T14:02:11.123456789Z"_ba << Time;
        QTest::newRow("milliseconds") << "2026-11-22T14:02:11.123Z"_ba << Time;
        QTest::newRow("one digit") << "2026-11-22T14:02:11.1Z"_ba << Time - 23;
        QTest::newRow("no fraction") << "2026-11-22T14:02:11Z"_ba << Time - 123;
        QTest::newRow("east") << "2026-11-22T15:02:11.123456789+01:00"_ba << Time;
        QTest::newRow("west") << "2026-11-22T08:32:11.123456789-05:30"_ba << Time;
        for (const QByteArray &other :
             {""_ba, "2026-11-22"_ba, "2026-11-22T14:02:11"_ba, "2026-11-22T14:02:11.Z"_ba, "2026-13-22T14:02:11Z"_ba,
              "2026-11-22 14:02:11Z"_ba, "2026-11-22T24:02:11Z"_ba, "2026-11-22T14:02:11.1234567890Z"_ba,
              "2026-11-22T14:02:11ZZ"_ba, "2026-11-22T14:02:11+1:00"_ba, "2026-11-22T14:02:11.12-4Z"_ba,
              "-026-11-22T14:02:11Z"_ba, "2026-11-22T14:02:11"_ba})
            QTest::addRow("none: %s", other.constData()) << other << qint64(-1);
    }
    void times()
    {
        QFETCH(QByteArray, text);
        QTEST(qint64(logTime(text).value_or(-1)), "time");
    }

    void taken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray entry(16 << 10, 'x'); // what the engine cuts a line after
        QTest::newRow("two lines") << Stamp + "one\n" + Later + "two\n"
                                   << "<0>one\n<877>two\n"_ba;
        QTest::newRow("an empty line") << Stamp + "\n" + Later + "\n"
                                       << "<0>\n<877>\n"_ba;
        QTest::newRow("a time of the program's own") << Stamp + Later + "x\n"
                                                     << "<0>" + Later + "x\n";
        QTest::newRow("a time within a line") << Stamp + "at " + Later + "x\n"
                                              << "<0>at " + Later + "x\n";
        QTest::newRow("no times at all") << "one\n2 two\n\n2026 three\n4"_ba
                                         << "<none>one\n2 two\n\n2026 three\n4"_ba;
        QTest::newRow("one line without") << Stamp + "one\nError grabbing logs\n"
                                          << "<0>one\nError grabbing logs\n"_ba;
        QTest::newRow("a line in two entries") << Stamp + entry + Later + "rest\n"
                                               << "<0>" + entry + "<877>rest\n";
        QTest::newRow("as long as an entry") << Stamp + entry + Later + "\n"
                                             << "<0>" + entry + "<877>\n";
        QTest::newRow("a longer line that was not cut") << Stamp + entry + "rest\n"
                                                        << "<0>" + entry + "rest\n";
        QTest::newRow("within a time") << Stamp + "one\n2026-11-2"
                                       << "<0>one\n2026-11-2"_ba;
        QTest::newRow("many digits") << Stamp + "one\n" + QByteArray(100, '7') + '\n'
                                     << "<0>one\n" + QByteArray(100, '7') + '\n';
    }
    //! Wherever it is cut on its way.
    void taken()
    {
        QFETCH(QByteArray, bytes);
        for (qsizetype cut = 0; cut <= bytes.size(); cut += cut < 200 || cut > 16'300 ? 1 : 97) {
            LogTimes times;
            Told told;
            times.feed(bytes.first(cut), false, told.each());
            times.feed(bytes.sliced(cut), false, told.each());
            times.finish(told.each());
            QTEST(told.text, "expected");
        }
    }

    //! Of an engine that cuts lines elsewhere it is the frames that tell.
    void framesBeginEntries()
    {
        LogTimes times;
        Told told;
        times.feed(Stamp + "one ", true, told.each());
        times.feed(Later, false, told.each()); // the frame came in two pieces
        times.feed(Later + "two\n", true, told.each());
        times.feed("20", true, told.each());
        times.feed("no time", true, told.each());
        QCOMPARE(told.text, "<0>one " + Later + "<877>two\n20no time");
    }

    void stops()
    {
        LogTimes times;
        int calls = 0;
        const auto once = [&](std::int64_t, QByteArrayView) {
            ++calls;
            return false;
        };
        times.feed(Stamp + "one\n" + Later + "two\n", false, once);
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(TestLogTimes)
#include "tst_logtimes.moc"
