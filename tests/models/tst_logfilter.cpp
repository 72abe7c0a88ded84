// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logbuffer.h"
#include "models/logs/logfilter.h"

#include <QSignalSpy>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    LogBuffer buffer;
    LogFilter filter;

    explicit Fixture(int lines = 0)
    {
        append(lines);
        filter.setBuffer(&buffer);
    }
    void append(int lines)
    {
        for (int i = 0; i < lines; ++i)
            buffer.append("line " + QByteArray::number(qlonglong(buffer.ring().endLine())) + '\n');
    }
    bool isDone() const
    {
        return QTest::qWaitFor([this] { return filter.isDone(); }, 60'000);
    }
    QList<qint64> lines() const
    {
        QList<qint64> result;
        for (std::int64_t place = filter.firstPlace(); place < filter.endPlace(); ++place)
            result += filter.line(place);
        return result;
    }
};

} // namespace

class TestLogFilter : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsWhatIsThereAndWhatComes()
    {
        Fixture f(10'000);
        QVERIFY(!f.filter.isActive() && f.filter.isDone());
        QCOMPARE(f.filter.size(), 0);
        f.filter.setExpression(QRegularExpression(u"line (2|4|6|8|10)000$"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.lines(), (QList<qint64>{2'000, 4'000, 6'000, 8'000}));
        f.append(1);
        QVERIFY(f.isDone());
        QTRY_COMPARE(f.lines().size(), 5);
        QCOMPARE(f.filter.placeOf(4'000), 1);
        QCOMPARE(f.filter.placeOf(4'001), 2);
        QCOMPARE(f.filter.placeOf(99'999), f.filter.endPlace());
    }

    void anotherExpression()
    {
        Fixture f(100);
        f.filter.setExpression(QRegularExpression(u"7"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.filter.size(), 19);
        f.filter.setExpression(QRegularExpression(u"77"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.lines(), QList<qint64>{77});
        f.filter.setExpression(QRegularExpression(u"["_s));
        QVERIFY(!f.filter.isActive());
        QCOMPARE(f.filter.size(), 0);
        f.filter.setExpression(QRegularExpression(u"7$"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.filter.size(), 10);
        f.filter.setBuffer(nullptr);
        QCOMPARE(f.filter.size(), 0);
    }

    //! What looks like text in the view is what is searched.
    void escapeSequencesAreNoText()
    {
        Fixture f;
        f.buffer.append("\x1b[31mer\x1b[1mror\x1b[0m\n31m\n");
        f.filter.setExpression(QRegularExpression(u"error|31m"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.lines(), (QList<qint64>{0, 1}));
        f.filter.setExpression(QRegularExpression(u"31merror"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.filter.size(), 0);
    }

    //! Review 5, 11. Each line takes such an expression to its limit; what it can tell of others is told.
    void costlyExpressionsEnd_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<qint64>("found");
        QTest::addColumn<qint64>("tooCostly");
        QTest::newRow("repeats within repeats") << u"(\\w+\\s*)+[:;]"_s << qint64(1) << qint64(40);
        QTest::newRow("three repeats") << u"\\w*\\w*\\w*[:;]"_s << qint64(1) << qint64(40);
        QTest::newRow("a limit of the user's") << u"(*LIMIT_MATCH=999999999)w.*w.*[:;]"_s << qint64(0) << qint64(40);
        QTest::newRow("one that is none") << u"w.*w.*:"_s << qint64(0) << qint64(0);
    }
    void costlyExpressionsEnd()
    {
        QFETCH(const QString, pattern);
        Fixture f;
        for (int i = 0; i < 40; ++i)
            f.buffer.append(QByteArray(32 << 10, 'w') + '\n');
        f.buffer.append("three words are here: cheap\n");
        f.filter.setExpression(QRegularExpression(pattern));
        QVERIFY(f.isDone());
        QTEST(qint64(f.filter.size()), "found");
        QTEST(qint64(f.filter.tooCostly()), "tooCostly");
        f.filter.setExpression(QRegularExpression(u"cheap"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.lines(), QList<qint64>{40});
        QCOMPARE(f.filter.tooCostly(), 0);
    }

    //! Another expression, another log, no log: nobody waits for the line that is under way.
    void leavesACostlyLine()
    {
        Fixture f;
        for (int i = 0; i < 100; ++i)
            f.buffer.append(QByteArray(60 << 10, 'w') + '\n');
        const QRegularExpression costly(u"(\\w+\\s*)+[:;]"_s);
        f.filter.setExpression(costly);
        QSignalSpy changes(&f.filter, &LogFilter::changed);
        QVERIFY(changes.wait(60'000));
        QVERIFY(!f.filter.isDone());
        f.filter.setExpression(QRegularExpression(u"^w{9}"_s));
        QVERIFY(f.isDone());
        QCOMPARE(f.filter.size(), 100);
        f.filter.setExpression(costly);
        QVERIFY(changes.wait(60'000));
        f.buffer.clear(); // while its lines are looked at
        f.buffer.append("a b:\nw\n");
        QVERIFY(f.isDone());
        QTRY_COMPARE(f.lines(), QList<qint64>{0});
        QCOMPARE(f.filter.tooCostly(), 0);
        f.filter.setBuffer(nullptr);
        QVERIFY(f.filter.isDone());
    }

    //! Places stay while lines go.
    void olderLinesGo()
    {
        Fixture f;
        f.buffer.setRing(LogRing(1 << 20));
        f.append(50'000);
        f.filter.setExpression(QRegularExpression(u"^line \\d*00$"_s));
        QVERIFY(f.isDone());
        const std::int64_t place = f.filter.placeOf(40'000);
        QCOMPARE(f.filter.line(place), 40'000);
        const QByteArray block(1'000, 'x');
        while (f.buffer.ring().firstLine() < 20'000)
            f.buffer.append((block + '\n').repeated(100));
        QSignalSpy changes(&f.filter, &LogFilter::changed);
        QVERIFY(changes.wait(60'000));
        QVERIFY(f.isDone());
        QTRY_VERIFY(f.filter.firstPlace() > 0);
        QCOMPARE(f.filter.line(place), 40'000);
        QVERIFY(f.filter.line(f.filter.firstPlace()) >= f.buffer.ring().firstLine());
        f.buffer.clear();
        f.append(101);
        QTRY_COMPARE(f.lines(), (QList<qint64>{100}));
    }
};

QTEST_GUILESS_MAIN(TestLogFilter)
#include "tst_logfilter.moc"
