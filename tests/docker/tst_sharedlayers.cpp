// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/docker/sharedlayers.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::docker;
using namespace Qt::StringLiterals;

using Images = std::vector<SharedLayers::ImageLayers>;

class TestSharedLayers : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void frees_data();
    void frees();
};

void TestSharedLayers::frees_data()
{
    QTest::addColumn<Images>("images");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");

    const auto row = [](const char *name, const Images &images, const QStringList &ids, int least, int most) {
        QTest::newRow(name) << images << ids << least << most;
    };
    const Images none;
    row("nothing", none, {u"a"_s}, 0, 0);
    const Images alone{{u"a"_s, {}, 100, 0}, {u"b"_s, {}, 50, 0}};
    row("what shares nothing", alone, {u"a"_s, u"b"_s}, 150, 150);
    row("nobody's id", alone, {u"x"_s}, 0, 0);
    row("one id twice", alone, {u"a"_s, u"a"_s}, 100, 100);
    row("no ids", alone, {}, 0, 0);

    // Two on a common layer of 60, which is no image by itself.
    const Images pair{{u"a"_s, {u"l"_s, u"a1"_s}, 100, 60}, {u"b"_s, {u"l"_s, u"b1"_s}, 70, 60}};
    row("the one of two", pair, {u"a"_s}, 40, 40);
    row("both: the common one once", pair, {u"a"_s, u"b"_s}, 110, 110);

    // The common layer is an image that stays, or goes too.
    const Images based{
        {u"base"_s, {u"l"_s}, 60, 60}, {u"a"_s, {u"l"_s, u"a1"_s}, 100, 60}, {u"b"_s, {u"l"_s, u"b1"_s}, 70, 60}};
    row("the base stays", based, {u"a"_s, u"b"_s}, 50, 50);
    row("the base alone frees nothing", based, {u"base"_s}, 0, 0);
    row("all", based, {u"base"_s, u"a"_s, u"b"_s}, 110, 110);
    row("base and one", based, {u"base"_s, u"a"_s}, 40, 40);

    const Images same{{u"a"_s, {u"l"_s}, 60, 60}, {u"b"_s, {u"l"_s}, 60, 60}};
    row("same layers, one of both", same, {u"a"_s}, 0, 0);
    row("same layers, both", same, {u"a"_s, u"b"_s}, 60, 60);

    // Three storeys: l below m, m below a and b; c on l alone.
    const Images storeys{{u"a"_s, {u"l"_s, u"m"_s, u"a1"_s}, 100, 80},
                         {u"b"_s, {u"l"_s, u"m"_s, u"b1"_s}, 90, 80},
                         {u"c"_s, {u"l"_s, u"c1"_s}, 70, 50}};
    row("upper storey", storeys, {u"a"_s, u"b"_s}, 60, 60);
    row("beside it", storeys, {u"c"_s}, 20, 20);
    row("across", storeys, {u"a"_s, u"c"_s}, 40, 40);
    row("the house", storeys, {u"a"_s, u"b"_s, u"c"_s}, 130, 130);

    // Nothing says where l ends: m and n are what its images share most.
    const Images vague{{u"a"_s, {u"l"_s, u"m"_s, u"a1"_s}, 100, 80},
                       {u"b"_s, {u"l"_s, u"m"_s, u"b1"_s}, 90, 80},
                       {u"c"_s, {u"l"_s, u"n"_s, u"c1"_s}, 70, 60},
                       {u"d"_s, {u"l"_s, u"n"_s, u"d1"_s}, 65, 60}};
    row("a layer of unknown size stays", vague, {u"a"_s, u"b"_s}, 30 + 20, 30 + 80);
    row("it goes with all", vague, {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, 20 + 10 + 10 + 5 + 80, 20 + 10 + 10 + 5 + 80 + 60);
    row("it does not matter", vague, {u"a"_s}, 20, 20);

    const Images unknown{{u"a"_s, {u"l"_s, u"a1"_s}, 100, -1}, {u"b"_s, {u"l"_s, u"b1"_s}, 70, -1}};
    row("shared bytes are not said, one", unknown, {u"a"_s}, 30, 100);
    row("shared bytes are not said, all", unknown, {u"a"_s, u"b"_s}, 100, 170);
    row("no size at all", {{u"a"_s, {u"l"_s}, -1, -1}}, {u"a"_s}, 0, 0);
}

void TestSharedLayers::frees()
{
    QFETCH(Images, images);
    QFETCH(QStringList, ids);
    const SharedLayers::Freed freed = SharedLayers(images).freedBy(ids);
    QTEST(int(freed.leastBytes), "least");
    QTEST(int(freed.mostBytes), "most");
}

QTEST_GUILESS_MAIN(TestSharedLayers)
#include "tst_sharedlayers.moc"
