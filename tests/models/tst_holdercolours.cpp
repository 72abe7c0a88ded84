// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/gpus/holdercolours.h"

#include <QTest>

#include <algorithm>

using fairlead::models::HolderColours;
using namespace Qt::StringLiterals;

class TestHolderColours : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void noTwoLookTheSame()
    {
        HolderColours colours;
        QSet<int> indices;
        for (int i = 0; i < 40; ++i)
            indices += colours.indexOf(u"team-%1"_s.arg(i));
        QCOMPARE(indices.size(), 40);
        const int most = *std::max_element(indices.cbegin(), indices.cend());
        QCOMPARE(most / HolderColours::Colours, 39 / HolderColours::Colours); // all colours before the next pattern
        QCOMPARE(colours.indexOf(u"team-7"_s), colours.indexOf(u"team-7"_s));
    }

    //! Which cluster answers first is chance: it must not decide who is orange today.
    void isAsLastTimeWhoeverComesFirst()
    {
        QStringList names;
        for (int i = 0; i < 12; ++i)
            names += u"team-%1"_s.arg(i);
        HolderColours yesterday;
        for (const QString &name : std::as_const(names))
            yesterday.indexOf(name);
        HolderColours today;
        today.remember(yesterday.remembered());
        std::reverse(names.begin(), names.end());
        for (const QString &name : std::as_const(names))
            QCOMPARE(today.indexOf(name), yesterday.indexOf(name));
    }

    //! Nor on the very first day, for two who look at the same clusters.
    void isTheSameForEverybody()
    {
        QHash<QString, std::int64_t> east;
        QHash<QString, std::int64_t> west;
        for (int i = 0; i < 12; ++i)
            (i % 2 == 0 ? east : west).insert(u"team-%1"_s.arg(i), 10 + i);
        QHash<QString, std::int64_t> all = east;
        all.insert(west);
        HolderColours one;
        one.arrange(east);
        const bool moved = one.arrange(all);
        HolderColours other;
        other.indexOf(u"team-11"_s); // something was shown before
        other.arrange(west);
        other.arrange(all);
        for (auto it = all.cbegin(); it != all.cend(); ++it)
            QCOMPARE(one.indexOf(it.key()), other.indexOf(it.key()));
        QVERIFY(moved);
        for (int i = 5; i < 12; ++i) // the largest
            QVERIFY2(one.indexOf(u"team-%1"_s.arg(i)) < HolderColours::Colours, qPrintable(QString::number(i)));
    }

    void nobodyLosesAColourThatIsSettled()
    {
        HolderColours colours;
        QVERIFY(!colours.arrange({{u"a"_s, 1}, {u"b"_s, 2}}));
        const int a = colours.indexOf(u"a"_s);
        const int b = colours.indexOf(u"b"_s);
        colours.settle();
        QHash<QString, std::int64_t> held;
        for (int i = 0; i < 20; ++i)
            held.insert(u"large-%1"_s.arg(i), 100);
        QVERIFY(!colours.arrange(held));
        QCOMPARE(colours.indexOf(u"a"_s), a);
        QCOMPARE(colours.indexOf(u"b"_s), b);
        QVERIFY(colours.areKnown(held.keys()));
    }

    void leavesTheColourOfOneThatMayCome()
    {
        HolderColours colours;
        HolderColours probe;
        const int wanted = probe.indexOf(u"speech"_s); // what the name alone leads to
        colours.remember({u"%1 vision"_s.arg(wanted)});
        QVERIFY(colours.indexOf(u"speech"_s) != wanted);
        QCOMPARE(colours.indexOf(u"vision"_s), wanted);
    }

    void takesTheColourOfOneThatIsGoneBeforeAPattern()
    {
        HolderColours colours;
        colours.remember({u"0 a"_s, u"1 b"_s, u"2 c"_s, u"3 d"_s, u"4 e"_s, u"5 f"_s, u"6 g"_s});
        QVERIFY(colours.indexOf(u"new"_s) < HolderColours::Colours);
    }

    void remember_data()
    {
        QTest::addColumn<QString>("line");
        for (const QString &line :
             {u""_s, u"x"_s, u"x speech"_s, u"-1 speech"_s, u"99999999999 speech"_s, u"3"_s, u"3 "_s, u"5000 speech"_s})
            QTest::newRow(qPrintable(u"\"%1\""_s.arg(line))) << line;
    }

    void remember()
    {
        QFETCH(QString, line);
        HolderColours colours;
        colours.remember({line});
        QCOMPARE(colours.remembered(), QStringList());
    }

    void isBounded()
    {
        HolderColours colours;
        for (int i = 0; i < 1000; ++i)
            colours.indexOf(QString::number(i));
        QCOMPARE(colours.remembered().size(), HolderColours::MostRemembered);
    }
};

QTEST_MAIN(TestHolderColours)
#include "tst_holdercolours.moc"
