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
        // What stands there as it was typed is meant.
        QTest::newRow("a word, not initials")
            << u"speech"_s << u"team-speech · prod"_s << u"Show Products, Export Each as CSV, Hide"_s;
        QTest::newRow("the text, not one that has more") << u"speech"_s << u"speech"_s << u"speech / asr-large-0"_s;
        QTest::newRow("the text, whatever the case") << u"h100"_s << u"H100"_s << u"h100 h100"_s;
        QTest::newRow("the text of several words") << u"zoom in"_s << u"Zoom in"_s << u"Zoom in, zoom in"_s;
        QTest::newRow("alone, not a part of a name") << u"node-1"_s << u"node-1 · prod"_s << u"node-1-2 · prod"_s;
        QTest::newRow("a word, not the beginning of one") << u"node-1"_s << u"a-node-1"_s << u"node-10"_s;
        QTest::newRow("the beginning of a word, not its inside") << u"train"_s << u"big-trainer"_s << u"constrain"_s;
        QTest::newRow("the inside of a word, not letters") << u"asr"_s << u"xasrx"_s << u"Add Slices, Remove"_s;
        QTest::newRow("each part in itself") << u"prod h100"_s << u"H100 of prod"_s << u"prod: H1, H0, H0"_s;
        QTest::newRow("the worst part decides")
            << u"gpu free"_s << u"xgpux xfreex"_s << u"gpu for reports, ears, eyes"_s;
        QTest::newRow("the best place of a part") << u"asr"_s << u"xasr asr"_s << u"asr-1"_s;
    }
    void prefers()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        QVERIFY(fuzzyScore(pattern, better) > fuzzyScore(pattern, worse));
    }

    void findsTheBest_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("most");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("the best first") << u"node-1"_s << 9 << QStringList{u"node-1"_s, u"node-1-2"_s, u"node-10"_s};
        QTest::newRow("so many") << u"node-1"_s << 1 << QStringList{u"node-1"_s};
        QTest::newRow("equals in their order") << u"b"_s << 9 << QStringList{u"b 2"_s, u"b 1"_s};
        QTest::newRow("none") << u"z"_s << 9 << QStringList{};
        QTest::newRow("none is wanted") << u"b"_s << 0 << QStringList{};
    }
    void findsTheBest()
    {
        QFETCH(QString, pattern);
        QFETCH(int, most);
        const QStringList texts{u"node-10"_s, u"b 2"_s, u"node-1-2"_s, u"node-1"_s, u"b 1"_s};
        QStringList found;
        for (const FuzzyMatch &match : bestMatches(
                 pattern, std::size_t(texts.size()), [&texts](std::size_t place) { return texts[qsizetype(place)]; },
                 std::size_t(most))) {
            found += texts[qsizetype(match.place)];
            QCOMPARE(match.score, fuzzyScore(pattern, found.last()).value());
        }
        QTEST(found, "found");
    }
};

QTEST_GUILESS_MAIN(TestFuzzyScore)
#include "tst_fuzzyscore.moc"
