// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/shelltext.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

//! Every row was tried with BuildKit's shell.Lex.
class TestShellText : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void expansion_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result"); // or "refused"
        const auto row = [](const QString &text, const QString &result) {
            QTest::newRow(qPrintable(text)) << text << result;
        };
        row(u"debian:12"_s, u"debian:12"_s);
        row(u"$A-${A}"_s, u"1-1"_s);
        row(u"$AB"_s, QString());
        row(u"${U}debian:12"_s, u"debian:12"_s);
        row(u"${E:-x}${E-y}"_s, u"x"_s);
        row(u"${U:-x}${U-y}"_s, u"xy"_s);
        row(u"${U:-${A}:${E:-z}}"_s, u"1:z"_s);
        row(u"${A:+x}${U+y}${E:+z}${E+w}"_s, u"xw"_s);
        row(u"${A:?no}${A?no}${E?no}"_s, u"11"_s);
        row(u"${E:?no}"_s, u"refused"_s);
        row(u"${U?no}"_s, u"refused"_s);
        row(u"\\$A \\\\ 5$"_s, u"$A \\ 5$"_s);
        row(u"'$A'\"$A\\n\\$A\""_s, u"$A1\\n$A"_s);
        row(u"${A"_s, u"refused"_s);
        row(u"${A!}"_s, u"refused"_s);
        row(u"${}"_s, u"refused"_s);
        row(u"'A"_s, u"refused"_s);
        row(u"\"A"_s, u"refused"_s);
        row(u"${V#*.}-${V##*.}-${V%.*}-${V%%.*}"_s, u"2.3-3-1.2-1"_s);
        row(u"${V/./-}-${V//./-}"_s, u"1-2.3-1-2-3"_s);
        row(u"${V:#1}"_s, u"refused"_s);
        row(u"${A:-"_s.repeated(60) + u"}"_s.repeated(60), u"refused"_s);
    }
    void expansion()
    {
        QFETCH(QString, text);
        const auto read = shellText(text, {{u"A"_s, u"1"_s}, {u"E"_s, QString()}, {u"V"_s, u"1.2.3"_s}});
        QTEST(read ? read->text : u"refused"_s, "result");
    }

    void wordsAndNames()
    {
        const auto read = shellText(u"a 'b c'\t\"$D\"e \\ f ${G:-$H} << I"_s, {},
                                    {.keepsQuotes = true, .keepsEscapes = true, .keepsUnset = true});
        QVERIFY(read);
        QCOMPARE(read->words, (QStringList{u"a"_s, u"'b c'"_s, u"\"$D\"e"_s, u"\\ f"_s, u"${G:-$H}"_s, u"<< I"_s}));
        QCOMPARE(read->names, (QStringList{u"D"_s, u"G"_s, u"H"_s}));
    }
    void anotherEscape() { QCOMPARE(shellText(u"`$A\\"_s, {}, {.escape = u'`'})->text, u"$A\\"_s); }
};

QTEST_GUILESS_MAIN(TestShellText)
#include "tst_shelltext.moc"
