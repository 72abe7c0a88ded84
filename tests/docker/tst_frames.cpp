// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/jsonlines.h"
#include "backends/docker/logframes.h"

#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

using namespace fairlead;
using namespace fairlead::docker;
using namespace Qt::StringLiterals;

namespace {

QByteArray frame(char source, const QByteArray &content)
{
    QByteArray header(8, '\0');
    header[0] = source;
    qToBigEndian(quint32(content.size()), header.data() + 4);
    return header + content;
}

//! \p bytes in pieces that end at \p cuts.
template <class Feed>
void inPieces(const QByteArray &bytes, QList<qsizetype> cuts, Feed feed)
{
    cuts << bytes.size();
    qsizetype at = 0;
    for (const qsizetype cut : cuts) {
        const QByteArray piece = bytes.mid(at, cut - at); // of its own: reading beyond it is an error
        feed(piece);
        at = cut;
    }
}

} // namespace

class TestFrames : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void lines_data();
    void lines();
    void lineLimit_data();
    void lineLimit();
    void linesStop();
    void logs();
    void logsInOrder();
    void badLogs_data();
    void badLogs();
    void cutLogs();
    void logsStop();
};

void TestFrames::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::addColumn<QByteArray>("last");

    QTest::newRow("nothing") << QByteArray() << QByteArrayList() << QByteArray();
    QTest::newRow("one") << QByteArray("{}\n") << QByteArrayList{"{}"} << QByteArray();
    QTest::newRow("several") << QByteArray("{\"a\":1}\n{}\n[]\n") << QByteArrayList{"{\"a\":1}", "{}", "[]"}
                             << QByteArray();
    QTest::newRow("CR LF") << QByteArray("{}\r\n{\"a\":\"\r\"}\r\n") << QByteArrayList{"{}", "{\"a\":\"\r\"}"}
                           << QByteArray();
    QTest::newRow("empty ones") << QByteArray("\n\r\n{}\n\n") << QByteArrayList{"{}"} << QByteArray();
    QTest::newRow("without an end") << QByteArray("{}\n{\"b\"") << QByteArrayList{"{}"} << QByteArray("{\"b\"");
    QTest::newRow("NUL and 0xff") << QByteArray("\0\xff\n", 3) << QByteArrayList{QByteArray("\0\xff", 2)}
                                  << QByteArray();
}

//! At every pair of splits.
void TestFrames::lines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, expected);
    QFETCH(QByteArray, last);
    for (qsizetype first = 0; first <= bytes.size(); ++first) {
        for (qsizetype second = first; second <= bytes.size(); ++second) {
            JsonLines lines;
            QByteArrayList seen;
            const auto keep = [&](QByteArrayView line) {
                seen << line.toByteArray();
                return true;
            };
            inPieces(bytes, {first, second}, [&](const QByteArray &piece) { QVERIFY(lines.feed(piece, keep)); });
            QCOMPARE(seen, expected);
            QCOMPARE(lines.pending(), last.size());
            lines.finish(keep);
            QCOMPARE(seen, last.isEmpty() ? expected : expected + QByteArrayList{last});
        }
    }
}

void TestFrames::lineLimit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("as long as allowed") << QByteArray("12345678\n") << true;
    QTest::newRow("longer") << QByteArray("123456789\n") << false;
    QTest::newRow("longer, without an end") << QByteArray("123456789") << false;
    QTest::newRow("each as long as allowed") << QByteArray("12345678\n12345678\n") << true;
    QTest::newRow("the second longer") << QByteArray("1\n123456789\n") << false;
}

void TestFrames::lineLimit()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        JsonLines lines(8);
        Result<void> result;
        inPieces(bytes, {cut}, [&](const QByteArray &piece) {
            if (result)
                result = lines.feed(piece, [](QByteArrayView) { return true; });
        });
        QTEST(result.has_value(), "isTaken");
        QVERIFY(lines.pending() <= 8);
        if (!result)
            QCOMPARE(result.error().reason, u"LineTooLong"_s);
    }
}

void TestFrames::linesStop()
{
    JsonLines lines;
    QByteArrayList seen;
    QVERIFY(lines.feed("a\nb\nc", [&](QByteArrayView line) {
        seen << line.toByteArray();
        return false;
    }));
    QCOMPARE(seen, QByteArrayList{"a"});
    QCOMPARE(lines.pending(), 0);
}

//! At every pair of splits each source says what it said.
void TestFrames::logs()
{
    const QByteArray bytes = frame(1, "out\n") + frame(2, "err\n") + frame(1, "") + frame(3, "s") +
                             frame(1, QByteArray("\0\1\2\n", 4)) + frame(0, "in");
    const QByteArrayList expected{"in", QByteArray("out\n\0\1\2\n", 8), "err\n", "s"};
    for (qsizetype first = 0; first <= bytes.size(); ++first) {
        for (qsizetype second = first; second <= bytes.size(); ++second) {
            LogFrames frames;
            QByteArrayList seen(4);
            inPieces(bytes, {first, second}, [&](const QByteArray &piece) {
                QVERIFY(frames.feed(piece, [&](LogSource source, QByteArrayView content) {
                    seen[int(source)] += content;
                    return true;
                }));
            });
            QCOMPARE(seen, expected);
            QVERIFY(frames.isComplete());
        }
    }
}

void TestFrames::logsInOrder()
{
    LogFrames frames;
    QStringList seen;
    const QByteArray bytes = frame(1, "a") + frame(2, "b") + frame(1, "c");
    for (const char byte : bytes) {
        QVERIFY(frames.feed(QByteArray(1, byte), [&](LogSource source, QByteArrayView content) {
            seen << QString::number(int(source)) + QString::fromLatin1(content);
            return true;
        }));
    }
    QCOMPARE(seen, (QStringList{u"1a"_s, u"2b"_s, u"1c"_s}));
}

void TestFrames::badLogs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text of a terminal") << QByteArray("hello, world\n");
    QTest::newRow("no such source") << QByteArray("\4\0\0\0\0\0\0\1x", 9);
    QTest::newRow("no zeros") << QByteArray("\1\0\1\0\0\0\0\1x", 9);
    QTest::newRow("too long") << QByteArray("\1\0\0\0\1\0\0\1x", 9);
    QTest::newRow("negative") << QByteArray("\1\0\0\0\xff\xff\xff\xff", 8);
    QTest::newRow("behind a good one") << QByteArray(frame(1, "good") + "bad, bad, bad");
}

void TestFrames::badLogs()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        LogFrames frames;
        Result<void> result;
        inPieces(bytes, {cut}, [&](const QByteArray &piece) {
            if (result)
                result = frames.feed(piece, [](LogSource, QByteArrayView) { return true; });
        });
        QVERIFY(!result);
        QCOMPARE(result.error().reason, u"BadFrame"_s);
    }
}

void TestFrames::cutLogs()
{
    const QByteArray bytes = frame(1, "four");
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        LogFrames frames;
        QVERIFY(frames.feed(bytes.left(size), [](LogSource, QByteArrayView) { return true; }));
        QCOMPARE(frames.isComplete(), size == 0 || size == bytes.size());
    }
}

void TestFrames::logsStop()
{
    LogFrames frames;
    int calls = 0;
    QVERIFY(frames.feed(frame(1, "a") + frame(1, "b"), [&](LogSource, QByteArrayView) {
        ++calls;
        return false;
    }));
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestFrames)
#include "tst_frames.moc"
