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
