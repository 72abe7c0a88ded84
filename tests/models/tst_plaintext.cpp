// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/naturalorder.h"
#include "models/plaintext.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestPlainText : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sanitizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Grüße, 你好"_s << u"Grüße, 你好"_s;
        QTest::newRow("lines") << u"a\nb\tc"_s << u"a\nb\tc"_s;
        QTest::newRow("carriage return of a line") << u"a\r\nb"_s << u"a\nb"_s;
        QTest::newRow("carriage return alone") << u"safe\revil"_s << u"safe\uFFFDevil"_s;
        QTest::newRow("escape") << u"\u001b[31mred"_s << u"\uFFFD[31mred"_s;
        QTest::newRow("bidi override") << u"a\u202Eb\u2066c"_s << u"a\uFFFDb\uFFFDc"_s;
        QTest::newRow("zero width") << u"a\u200Bb\uFEFF"_s << u"a\uFFFDb\uFFFD"_s;
        QTest::newRow("emoji") << u"\U0001F680"_s << u"\U0001F680"_s;
        QTest::newRow("tag characters") << u"a\U000E0041"_s << u"a\uFFFD"_s;
        QTest::newRow("lone surrogate") << (u"a"_s + QChar(0xD800)) << u"a\uFFFD"_s;
        QTest::newRow("markup") << u"<b>x</b>"_s << u"<b>x</b>"_s;
    }
    void sanitizes()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(plainText(text), shown);
    }

    void cutsAndJoins()
    {
        QCOMPARE(plainText(QString(100, u'x'), 10), QString(10, u'x') + u'…');
        QCOMPARE(plainLine(u"a\nb"_s), u"a b"_s);
    }

    void toolTipsShowMarkupAsItStands()
    {
        QCOMPARE(toolTipText(u"<img src=x>\n&"_s), u"<qt>&lt;img src=x&gt;<br>&amp;</qt>"_s);
        QVERIFY(toolTipText({}).isEmpty());
    }

    void ordersAsPeopleDo_data()
    {
        QTest::addColumn<QString>("less");
        QTest::addColumn<QString>("more");
        QTest::newRow("numbers") << u"node-9"_s << u"node-10"_s;
        QTest::newRow("case") << u"Alpha"_s << u"beta"_s;
        QTest::newRow("prefix") << u"a"_s << u"a1"_s;
        QTest::newRow("zeros") << u"a01b"_s << u"a1c"_s;
        QTest::newRow("never equal") << u"a01"_s << u"a1"_s;
        QTest::newRow("large numbers") << u"v99999999999999999999"_s << u"v100000000000000000000"_s;
    }
    void ordersAsPeopleDo()
    {
        QFETCH(QString, less);
        QFETCH(QString, more);
        QVERIFY(naturalOrder(less, more) < 0);
        QVERIFY(naturalOrder(more, less) > 0);
        QVERIFY(naturalOrder(less, less) == 0);
    }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
