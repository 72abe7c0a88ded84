// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logring.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using Source = LogRing::Source;

namespace {

QByteArrayList linesOf(const LogRing &ring)
{
    QByteArrayList lines;
    for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i)
        lines += ring.line(i).utf8.toByteArray();
    return lines;
}

} // namespace

class TestLogRing : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void cutAnywhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("lines") << "a\nbc\n"_ba << QByteArrayList{"a", "bc"};
        QTest::newRow("empty ones") << "\n\na\n\n"_ba << QByteArrayList{"", "", "a", ""};
        QTest::newRow("ends of Windows") << "a\r\nb\r\n"_ba << QByteArrayList{"a", "b"};
        QTest::newRow("carriage returns within") << "a\rb\nc\r\r\n"_ba << QByteArrayList{"a\rb", "c\r"};
        QTest::newRow("no end") << "a\nbc"_ba << QByteArrayList{"a", "bc"};
        QTest::newRow("zeros") << QByteArray("a\0b\n", 4) << QByteArrayList{QByteArray("a\0b", 3)};
    }
    //! In two pieces at every place, and byte by byte.
    void cutAnywhere()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, lines);
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            LogRing ring;
            ring.append(bytes.first(cut));
            ring.append(bytes.sliced(cut));
            ring.finishLine();
            QCOMPARE(linesOf(ring), lines);
        }
        LogRing ring;
        for (const char byte : bytes)
            ring.append(QByteArrayView(&byte, 1));
        ring.finishLine();
        QCOMPARE(linesOf(ring), lines);
        QVERIFY(ring.unfinished().isEmpty());
    }

    void linesKnowWhenAndWhence()
    {
        LogRing ring;
        ring.append("a\nb", 5);
        QCOMPARE(ring.unfinished(), QByteArrayView("b"));
        ring.append("err\n", 6, Source::Error); // ends the line of the other one
        ring.append("c\n", 7, Source::Fairlead);
        QCOMPARE(linesOf(ring), (QByteArrayList{"a", "b", "err", "c"}));
        QCOMPARE(ring.line(0).time, 5);
        QCOMPARE(ring.line(1).source, Source::Output);
        QCOMPARE(ring.line(2).source, Source::Error);
        QCOMPARE(ring.line(2).time, 6);
        QCOMPARE(ring.line(3).source, Source::Fairlead);
    }

    void longLinesAreCut()
    {
        LogRing ring;
        const QByteArray letters = QByteArray("é").repeated(40'000); // 80,000 bytes; a cut at 65,536 is between two
        ring.append('x' + letters + '\n');
        QCOMPARE(ring.size(), 2);
        QVERIFY(ring.line(0).isCut && !ring.line(1).isCut);
        QCOMPARE(ring.line(0).utf8.size(), 65'535); // not in the middle of a letter
        QCOMPARE(ring.line(0).utf8.toByteArray() + ring.line(1).utf8.toByteArray(), 'x' + letters);
        ring.clear();
        QCOMPARE(ring.size(), 0);
        for (int i = 0; i < 200; ++i)
            ring.append(QByteArray(1'000, 'y')); // never an end
        QVERIFY(ring.unfinished().size() <= 65'536);
        QCOMPARE(ring.size(), 3);
    }

    void theOldestGo_data()
    {
        QTest::addColumn<qsizetype>("limitBytes");
        QTest::addColumn<std::int64_t>("limitLines");
        QTest::newRow("by bytes") << qsizetype(1 << 20) << std::int64_t(1'000'000'000);
        QTest::newRow("by lines") << qsizetype(1 << 30) << std::int64_t(20'000);
        QTest::newRow("tiny") << qsizetype(1) << std::int64_t(1);
    }
    void theOldestGo()
    {
        QFETCH(qsizetype, limitBytes);
        QFETCH(std::int64_t, limitLines);
        constexpr int Lines = 200'000;
        LogRing ring(limitBytes, limitLines);
        for (int i = 0; i < Lines; ++i) {
            ring.append(QByteArray::number(i) + '\n');
            QVERIFY(ring.bytes() <= limitBytes + (512 << 10));
            QVERIFY(ring.size() <= limitLines + 40'000);
        }
        QCOMPARE(ring.endLine(), Lines);
        QVERIFY(ring.firstLine() > 0);
        for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i)
            QCOMPARE(ring.line(i).utf8, QByteArrayView(QByteArray::number(qlonglong(i))));
    }

    //! Against a plain list of lines.
    void randomPieces()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        QByteArray all;
        for (int i = 0; i < 300'000; ++i)
            all += random.bounded(12) == 0 ? '\n' : char('a' + random.bounded(26));
        LogRing ring;
        for (qsizetype at = 0; at < all.size();) {
            const qsizetype piece = std::min<qsizetype>(random.bounded(1, 5'000), all.size() - at);
            ring.append(QByteArrayView(all).sliced(at, piece));
            at += piece;
        }
        ring.finishLine();
        QByteArrayList expected = all.split('\n');
        if (expected.last().isEmpty())
            expected.removeLast();
        QCOMPARE(linesOf(ring), expected);
    }
};

QTEST_GUILESS_MAIN(TestLogRing)
#include "tst_logring.moc"
