// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/logqueue.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;
using Source = LogQueue::Source;
using Overflow = LogQueue::Overflow;

namespace {

constexpr qsizetype Limit = 10'000;
constexpr qsizetype LongestPiece = 64 << 10;

//! All that is there, as "time source text".
QStringList taken(LogQueue &queue)
{
    QStringList all;
    while (const auto piece = queue.take()) {
        if (piece->leftOut > 0)
            all += u"%1 left out"_s.arg(piece->leftOut);
        all += u"%1 %2 %3"_s.arg(piece->time).arg(int(piece->source)).arg(QString::fromUtf8(piece->utf8));
    }
    return all;
}

} // namespace

class TestLogQueue : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void inOrder()
    {
        LogQueue queue(Overflow::Waits);
        QVERIFY(queue.append("one\ntw", 1, Source::Output));
        QVERIFY(queue.append("o\n", 1, Source::Output)); // goes on
        QVERIFY(queue.append("three\n", 2, Source::Output));
        QVERIFY(queue.append("four\n", 2, Source::Error));
        QVERIFY(queue.append("five\n", 2, Source::Ours));
        QVERIFY(queue.append("", 3, Source::Ours));
        QCOMPARE(taken(queue), (QStringList{u"1 0 one\ntwo\n"_s, u"2 0 three\n"_s, u"2 1 four\n"_s, u"2 2 five\n"_s}));
        QCOMPARE(queue.bytes(), 0);
    }

    void tellsOnce()
    {
        LogQueue queue(Overflow::Waits);
        QSignalSpy more(&queue, &LogQueue::hasMore);
        queue.append("one\n", 1, Source::Output);
        queue.append("two\n", 2, Source::Output);
        QCOMPARE(more.size(), 1);
        QVERIFY(queue.take());
        queue.append("three\n", 3, Source::Output); // whoever takes has not found the end
        QCOMPARE(more.size(), 1);
        QCOMPARE(taken(queue).size(), 2);
        queue.append("four\n", 4, Source::Output);
        QCOMPARE(more.size(), 2);
    }

    void waits()
    {
        LogQueue queue(Overflow::Waits, Limit);
        QSignalSpy room(&queue, &LogQueue::hasRoom);
        int appended = 1;
        while (queue.append(QByteArray(99, 'x') + '\n', appended, Source::Output))
            ++appended;
        QVERIFY(queue.bytes() > Limit);
        int count = 0;
        while (room.isEmpty()) {
            QVERIFY(queue.take());
            ++count;
        }
        QVERIFY2(count >= appended / 2 && count < appended, QByteArray::number(count).constData());
        count += int(taken(queue).size());
        QCOMPARE(count, appended); // the one that was too much, too
        QCOMPARE(room.size(), 1);
    }

    void losesTheOldest()
    {
        LogQueue queue(Overflow::LosesOldest, Limit);
        for (int i = 1; i <= 1'000; ++i) {
            QVERIFY(queue.append(QByteArray::number(i) + '\n', i, Source::Output));
            QVERIFY(queue.bytes() <= Limit);
        }
        const QStringList all = taken(queue);
        QCOMPARE(all.last(), u"1000 0 1000\n"_s);
        QCOMPARE(all.first(), u"%1 left out"_s.arg(1'000 - (all.size() - 1)));
        queue.append("next\n", 2'000, Source::Output);
        QCOMPARE(taken(queue), QStringList{u"2000 0 next\n"_s});
    }

    //! What is one piece of more than there is room for.
    void muchAtOnce()
    {
        LogQueue queue(Overflow::LosesOldest, 3 * LongestPiece);
        QByteArray much;
        for (int i = 0; i < 200'000; ++i)
            much += QByteArray::number(i) + '\n';
        queue.append(much, 1, Source::Output);
        QVERIFY(queue.bytes() <= 3 * LongestPiece);
        const auto first = queue.take();
        QVERIFY(first->leftOut > 100'000 && first->utf8.size() <= LongestPiece);
        QByteArray rest = first->utf8;
        while (const auto piece = queue.take())
            rest += piece->utf8;
        QVERIFY(much.endsWith(rest));
        QCOMPARE(first->leftOut + rest.count('\n'), 200'000);
    }

    //! One appends and waits, one takes: all of it comes, and never is more of it here than there may be.
    void fromThreadToThread()
    {
        constexpr int Lines = 100'000;
        LogQueue queue(Overflow::Waits, Limit);
        QSemaphore mayGoOn(1);
        std::atomic<qsizetype> most = 0;
        connect(&queue, &LogQueue::hasRoom, &queue, [&] { mayGoOn.release(); });
        std::thread other([&] {
            for (int i = 0; i < Lines; ++i) {
                mayGoOn.acquire();
                if (queue.append(QByteArray::number(i) + '\n', i / 10, Source::Output))
                    mayGoOn.release();
                most = std::max<qsizetype>(most, queue.bytes());
            }
        });
        QByteArray all;
        connect(
            &queue, &LogQueue::hasMore, this,
            [&] {
                while (const auto piece = queue.take())
                    all += piece->utf8;
            },
            Qt::QueuedConnection);
        QTRY_VERIFY_WITH_TIMEOUT(all.endsWith(QByteArray::number(Lines - 1) + '\n'), 240'000);
        other.join();
        QVERIFY2(most < Limit + 1'000, QByteArray::number(most).constData());
        QCOMPARE(all.count('\n'), Lines);
        qsizetype at = 0;
        for (int i = 0; i < Lines; ++i) {
            const QByteArray line = QByteArray::number(i) + '\n';
            QVERIFY(QByteArrayView(all).sliced(at).startsWith(line));
            at += line.size();
        }
    }
};

QTEST_GUILESS_MAIN(TestLogQueue)
#include "tst_logqueue.moc"
