// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/logs/logmarks.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestLogMarks : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void marks_data()
    {
        using Ranges = QList<LogMarks::Range>;
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Ranges>("expected");
        QTest::newRow("nothing") << u""_s << u"a"_s << Ranges();
        QTest::newRow("no expression") << u"["_s << u"["_s << Ranges();
        QTest::newRow("several") << u"a+"_s << u"aab a"_s << Ranges{{0, 2}, {4, 5}};
        QTest::newRow("of no length") << u"x*"_s << u"abx"_s << Ranges{{2, 3}};
        QTest::newRow("too costly") << u"(\\w+\\s*)+[:;]"_s << QString(4'096, u'w') << Ranges();
    }
    void marks()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        LogMarks marks;
        marks.setExpression(QRegularExpression(pattern));
        marks.beginTurn();
        QTEST(marks.in(text), "expected");
        QVERIFY(!marks.hasMore());
    }

    //! A turn without any time marks one line more.
    void aLineATurn()
    {
        LogMarks marks(std::chrono::milliseconds(0));
        marks.setExpression(QRegularExpression(u"a"_s));
        int turns = 0;
        do {
            QVERIFY(++turns <= 3);
            marks.beginTurn();
            int marked = 0;
            for (const QString &line : {u"a1"_s, u"a2"_s, u"a3"_s})
                marked += int(marks.in(line).size());
            QCOMPARE(marked, turns);
        } while (marks.hasMore());
        QCOMPARE(turns, 3);
        marks.setExpression(QRegularExpression(u"3"_s));
        marks.beginTurn();
        QCOMPARE(marks.in(u"a3"_s), (QList<LogMarks::Range>{{1, 2}}));
    }
};

QTEST_GUILESS_MAIN(TestLogMarks)
#include "tst_logmarks.moc"
