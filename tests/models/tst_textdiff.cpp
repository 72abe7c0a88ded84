// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/configs/textdiff.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestTextDiff : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void diffs_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("diff");
        const auto row = [](const char *name, const QString &before, const QString &after, const QString &diff) {
            QTest::newRow(name) << before << after << diff;
        };
        row("nothing", {}, {}, {});
        row("the same", u"a\nb\n"_s, u"a\nb\n"_s, u"  a\n  b\n"_s);
        row("no line end", u"a\nb"_s, u"a\nb\n"_s, u"  a\n  b\n"_s);
        row("all new", {}, u"a\nb\n"_s, u"+ a\n+ b\n"_s);
        row("all gone", u"a\nb\n"_s, {}, u"- a\n- b\n"_s);
        row("changed", u"a\nb\nc\n"_s, u"a\nx\nc\n"_s, u"  a\n- b\n+ x\n  c\n"_s);
        row("added at the end", u"a\n"_s, u"a\nb\n"_s, u"  a\n+ b\n"_s);
        row("removed at the beginning", u"a\nb\n"_s, u"b\n"_s, u"- a\n  b\n"_s);
        row("a line of several that are the same", u"a\na\n"_s, u"a\na\na\n"_s, u"  a\n  a\n+ a\n"_s);
        row("moved", u"a\nb\nc\n"_s, u"c\na\nb\n"_s, u"+ c\n  a\n  b\n- c\n"_s);
        row("two places", u"a\nb\nc\nd\ne\n"_s, u"a\nx\nc\ny\ne\n"_s, u"  a\n- b\n+ x\n  c\n- d\n+ y\n  e\n"_s);
        row("blank lines", u"a\n\nb\n"_s, u"a\nb\n"_s, u"  a\n- \n  b\n"_s);
    }
    void diffs()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(toText(lineDiff(before, after)), "diff");
    }

    //! What was taken out and put in makes one of the other, however little both have in common.
    void appliesToLongTexts()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 6'000; ++i) {
            before += QString::number(i * 7 % 1'000);
            after += QString::number(i * 11 % 1'000);
        }
        QStringList a;
        QStringList b;
        for (const DiffLine &line : lineDiff(before.join(u'\n'), after.join(u'\n'))) {
            if (line.kind != DiffLine::Kind::Added)
                a += line.text;
            if (line.kind != DiffLine::Kind::Removed)
                b += line.text;
        }
        QCOMPARE(a, before);
        QCOMPARE(b, after);
    }

    void leavesOutWhatIsTheSame()
    {
        QStringList lines;
        for (int i = 0; i < 20; ++i)
            lines += QString::number(i);
        QStringList changed = lines;
        changed[10] = u"x"_s;
        const auto diff = shortened(lineDiff(lines.join(u'\n'), changed.join(u'\n')), 2);
        QCOMPARE(diff.size(), 8U);
        QCOMPARE(diff.front().kind, DiffLine::Kind::Gap);
        QVERIFY(diff.front().text.contains(u"8"_s));
        QCOMPARE(diff[3], (DiffLine{DiffLine::Kind::Removed, u"10"_s}));
        QCOMPARE(diff[4], (DiffLine{DiffLine::Kind::Added, u"x"_s}));
        QVERIFY(diff.back().text.contains(u"7"_s));
        // One line is as long as what would be said of it.
        QCOMPARE(toText(shortened(lineDiff(u"a\nb\nc"_s, u"a\nb\nd"_s), 1)), u"  a\n  b\n- c\n+ d\n"_s);
        QVERIFY(shortened(lineDiff(u"a"_s, u"a"_s)).size() == 1);
        QVERIFY(shortened({}).empty());
    }
};

QTEST_APPLESS_MAIN(TestTextDiff)
#include "tst_textdiff.moc"
