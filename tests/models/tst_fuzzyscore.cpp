// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/fuzzyscore.h"

#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;

class TestFuzzyScore : public QObject
{
    Q_OBJECT
private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("nothing typed") << QString() << u"Zoom in"_s << true;
        QTest::newRow("word") << u"zoom"_s << u"Zoom in"_s << true;
        QTest::newRow("initials") << u"zi"_s << u"Zoom in"_s << true;
        QTest::newRow("letters in their order") << u"gh4"_s << u"gpu-h100-04"_s << true;
        QTest::newRow("other order") << u"4hg"_s << u"gpu-h100-04"_s << false;
        QTest::newRow("letter twice") << u"zz"_s << u"Zoom in"_s << false;
        QTest::newRow("parts in any order") << u"04 gpu"_s << u"gpu-h100-04"_s << true;
        QTest::newRow("one part missing") << u"gpu b"_s << u"gpu-h100-04"_s << false;
        QTest::newRow("no text") << u"a"_s << QString() << false;
    }
    void finds()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, isFound);
        QCOMPARE(fuzzyScore(pattern, text).has_value(), isFound);
    }

    void prefers_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("side by side") << u"abc"_s << u"xabc"_s << u"xaxbxc"_s;
        QTest::newRow("word start") << u"da"_s << u"theme dark"_s << u"mandate"_s;
        QTest::newRow("text start") << u"g"_s << u"gpu"_s << u"a gpu"_s;
        QTest::newRow("as it was typed") << u"nodes as table"_s << u"Show nodes as table"_s
                                         << u"Nodes: export this table as CSV…"_s;
        QTest::newRow("best place, not the first") << u"node"_s << u"nnode"_s << u"nxoxdxe"_s;
    }
    void prefers()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyScore(pattern, better) > fuzzyScore(pattern, worse));
    }
};

QTEST_GUILESS_MAIN(TestFuzzyScore)
#include "tst_fuzzyscore.moc"
