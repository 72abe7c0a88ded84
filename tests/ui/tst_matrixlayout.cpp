// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/gpus/matrixlayout.h"

#include <QTest>

using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using Place = MatrixLayout::Place;

namespace {

//! Cells of 100 x 20 with gaps of 10 under headers of 30, groups 8 apart.
constexpr MatrixLayout::Metrics Grid{
    .headerHeight = 30, .cellWidth = 100, .cellHeight = 20, .columnGap = 10, .groupGap = 8};
constexpr MatrixLayout::Metrics Lines{.headerHeight = 30, .cellHeight = 20, .groupGap = 8, .isStretched = true};

MatrixLayout arranged(const std::vector<int> &sizes, const MatrixLayout::Metrics &metrics, int width)
{
    MatrixLayout layout;
    layout.arrange(sizes, metrics, width);
    return layout;
}

QString text(const std::optional<Place> &place)
{
    return place ? u"%1/%2"_s.arg(place->group).arg(place->cell) : u"none"_s;
}

} // namespace

class TestMatrixLayout : public QObject
{
    Q_OBJECT
private slots:
    void placesCells()
    {
        const MatrixLayout layout = arranged({5, 0, 2}, Grid, 320);
        QCOMPARE(layout.columns(), 3);
        QCOMPARE(layout.header(0), QRect(0, 0, 320, 30));
        QCOMPARE(layout.cell({0, 0}), QRect(0, 30, 100, 20));
        QCOMPARE(layout.cell({0, 2}), QRect(220, 30, 100, 20));
        QCOMPARE(layout.cell({0, 4}), QRect(110, 50, 100, 20));
        QCOMPARE(layout.header(1), QRect(0, 78, 320, 30));
        QCOMPARE(layout.header(2), QRect(0, 116, 320, 30));
        QCOMPARE(layout.cell({2, 1}), QRect(110, 146, 100, 20));
        QCOMPARE(layout.height(), 174);
    }

    void linesTakeTheWholeWidth()
    {
        const MatrixLayout layout = arranged({2}, Lines, 700);
        QCOMPARE(layout.columns(), 1);
        QCOMPARE(layout.cell({0, 1}), QRect(0, 50, 700, 20));
    }

    void stretchedCellsShareTheWidth_data()
    {
        QTest::addColumn<std::vector<int>>("sizes");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QRect>("second");
        QTest::newRow("one fits") << std::vector<int>{3} << 209 << 1 << QRect(0, 50, 209, 20);
        QTest::newRow("two fit") << std::vector<int>{3} << 210 << 2 << QRect(110, 30, 100, 20);
        QTest::newRow("two share what is left") << std::vector<int>{3} << 310 << 2 << QRect(160, 30, 150, 20);
        QTest::newRow("no more columns than cells") << std::vector<int>{1, 2} << 900 << 2 << QRect(0, 0, 0, 0);
        QTest::newRow("narrower than a cell") << std::vector<int>{3} << 60 << 1 << QRect(0, 50, 60, 20);
    }
    void stretchedCellsShareTheWidth()
    {
        QFETCH(std::vector<int>, sizes);
        QFETCH(int, width);
        QFETCH(int, columns);
        QFETCH(QRect, second);
        MatrixLayout::Metrics metrics = Grid;
        metrics.isStretched = true;
        const MatrixLayout layout = arranged(sizes, metrics, width);
        QCOMPARE(layout.columns(), columns);
        if (second.isValid()) {
            QCOMPARE(layout.cell({0, 1}), second);
            QCOMPARE(text(layout.at(second.center())), u"0/1"_s);
            QCOMPARE(text(layout.at(second.bottomRight())), u"0/1"_s);
        }
    }

    void tooNarrowForOneCell()
    {
        const MatrixLayout layout = arranged({2}, Grid, 60);
        QCOMPARE(layout.columns(), 1);
        QCOMPARE(layout.cell({0, 1}), QRect(0, 50, 60, 20));
    }

    void nothing()
    {
        const MatrixLayout layout = arranged({}, Grid, 320);
        QCOMPARE(layout.height(), 0);
        QVERIFY(!layout.at({1, 1}));
        QVERIFY(!layout.first() && !layout.last());
        QCOMPARE(layout.groupsIn(0, 100), std::pair(0, -1));
    }

    void finds_data()
    {
        QTest::addColumn<QPoint>("point");
        QTest::addColumn<QString>("place");
        QTest::newRow("header") << QPoint(300, 29) << u"0/-1"_s;
        QTest::newRow("first cell") << QPoint(0, 30) << u"0/0"_s;
        QTest::newRow("its last pixel") << QPoint(99, 49) << u"0/0"_s;
        QTest::newRow("between two cells") << QPoint(105, 40) << u"none"_s;
        QTest::newRow("second line") << QPoint(115, 50) << u"0/4"_s;
        QTest::newRow("behind the last cell of a line") << QPoint(230, 55) << u"none"_s;
        QTest::newRow("between two groups") << QPoint(10, 75) << u"none"_s;
        QTest::newRow("header of an empty group") << QPoint(10, 80) << u"1/-1"_s;
        QTest::newRow("last group") << QPoint(110, 165) << u"2/1"_s;
        QTest::newRow("below all") << QPoint(10, 174) << u"none"_s;
        QTest::newRow("above") << QPoint(10, -1) << u"none"_s;
        QTest::newRow("left") << QPoint(-1, 40) << u"none"_s;
        QTest::newRow("right") << QPoint(320, 40) << u"none"_s;
    }
    void finds()
    {
        QFETCH(QPoint, point);
        QTEST(text(arranged({5, 0, 2}, Grid, 320).at(point)), "place");
    }

    //! Every pixel belongs to the cell that says so, and every stripe shows the cells that reach into it.
    void agreesWithItself()
    {
        const std::vector<int> sizes{7, 1, 0, 12};
        const MatrixLayout layout = arranged(sizes, Grid, 250);
        for (int group = 0; group < int(sizes.size()); ++group) {
            for (int cell = 0; cell < sizes[std::size_t(group)]; ++cell) {
                const QRect rect = layout.cell({group, cell});
                QCOMPARE(text(layout.at(rect.topLeft())), text(Place{group, cell}));
                QCOMPARE(text(layout.at(rect.bottomRight())), text(Place{group, cell}));
            }
        }
        for (int top = 0; top < layout.height(); top += 7) {
            const int bottom = top + 40;
            const auto [firstGroup, lastGroup] = layout.groupsIn(top, bottom);
            for (int group = 0; group < int(sizes.size()); ++group) {
                const auto [first, last] =
                    group >= firstGroup && group <= lastGroup ? layout.cellsIn(group, top, bottom) : std::pair(0, -1);
                for (int cell = 0; cell < sizes[std::size_t(group)]; ++cell) {
                    const QRect rect = layout.cell({group, cell});
                    if (rect.bottom() >= top && rect.top() <= bottom)
                        QVERIFY(cell >= first && cell <= last);
                }
                QVERIFY(last < sizes[std::size_t(group)]);
            }
        }
    }

    void moves_data()
    {
        QTest::addColumn<int>("group");
        QTest::addColumn<int>("cell");
        QTest::addColumn<QPoint>("by");
        QTest::addColumn<QString>("to");
        QTest::newRow("right") << 0 << 0 << QPoint(1, 0) << u"0/1"_s;
        QTest::newRow("right over the end of the line") << 0 << 2 << QPoint(1, 0) << u"0/3"_s;
        QTest::newRow("right over an empty group") << 0 << 4 << QPoint(1, 0) << u"2/0"_s;
        QTest::newRow("right at the end") << 2 << 1 << QPoint(1, 0) << u"2/1"_s;
        QTest::newRow("left over an empty group") << 2 << 0 << QPoint(-1, 0) << u"0/4"_s;
        QTest::newRow("left at the beginning") << 0 << 0 << QPoint(-1, 0) << u"0/0"_s;
        QTest::newRow("down") << 0 << 1 << QPoint(0, 1) << u"0/4"_s;
        QTest::newRow("down where the line is shorter") << 0 << 2 << QPoint(0, 1) << u"0/4"_s;
        QTest::newRow("down into the next group") << 0 << 4 << QPoint(0, 1) << u"2/1"_s;
        QTest::newRow("up into the group before") << 2 << 0 << QPoint(0, -1) << u"0/3"_s;
        QTest::newRow("up at the top") << 0 << 1 << QPoint(0, -1) << u"0/1"_s;
        QTest::newRow("a page down") << 0 << 0 << QPoint(0, 50) << u"2/0"_s;
    }
    void moves()
    {
        QFETCH(int, group);
        QFETCH(int, cell);
        QFETCH(QPoint, by);
        QTEST(text(arranged({5, 0, 2}, Grid, 320).moved({group, cell}, by.x(), by.y())), "to");
    }
};

QTEST_GUILESS_MAIN(TestMatrixLayout)
#include "tst_matrixlayout.moc"
