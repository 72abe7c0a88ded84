// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/consolemodels.h"
#include "tests/models/fakecluster.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using Column = NodeTableModel::Column;
using kubernetes::ConnectionState;

namespace {

struct Fixture
{
    Theme theme{*qApp, Theme::Mode::Light};
    ConsoleModels models;
    DataTable table{theme, models.nodes, u"Nodes"_s};
    FakeCluster cluster;

    //! Nodes from number \p firstTainted on have much to say of their state.
    explicit Fixture(int firstTainted = 0)
    {
        models.setContexts({makeEntry(u"prod"_s, ConnectionState::Live)}, {});
        for (int i = 0; i < 100; ++i) {
            auto node = makeNode(u"node-%1"_s.arg(i), 1 + i % 8);
            if (i >= firstTainted)
                node->taints = {{u"reserved-for-a-team-with-a-long-name"_s, u"llm"_s, u"NoSchedule"_s}};
            cluster.put(kubernetes::NodePtr(node));
        }
        models.applyDelta(u"prod"_s, cluster.takeDelta());
        models.flush();
        QList<int> widths(NodeTableModel::Columns, 0);
        for (const Column column : {Column::Cluster, Column::Node, Column::Product, Column::Free})
            widths[int(column)] = 60;
        widths[int(Column::State)] = 80;
        table.setDefaultColumns(widths, int(Column::State));
        show(800);
    }

    void show(int width)
    {
        table.resize(width, 300);
        table.show();
        Q_UNUSED(QTest::qWaitForWindowExposed(&table));
    }

    int top() const { return table.verticalScrollBar()->value(); }
    int columnWidth(Column column) const { return table.columnWidth(int(column)); }
    bool isShown(Column column) const { return !table.isColumnHidden(int(column)); }
    QString nameAt(int row) const { return models.nodes.index(row, int(Column::Node)).data().toString(); }
};

} // namespace

class TestDataTable : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    //! What the table is read for is not cut while the others have more than they need.
    void theStretchedColumnComesFirst_data()
    {
        QTest::addColumn<int>("firstTainted");
        QTest::newRow("all have words") << 0;
        QTest::newRow("only some that are not on screen") << 90;
    }
    void theStretchedColumnComesFirst()
    {
        QFETCH(int, firstTainted);
        Fixture f(firstTainted);
        const int wanted = QFontMetrics(f.table.font())
                               .horizontalAdvance(f.models.nodes.index(99, int(Column::State)).data().toString());
        QVERIFY(wanted > 200);
        f.show(wanted + 280); // the least widths of the others, and a little
        QTRY_VERIFY2(f.columnWidth(Column::State) >= wanted, qPrintable(QString::number(f.columnWidth(Column::State))));
    }

    void sortingShowsTheFirstRows_data()
    {
        QTest::addColumn<int>("current");
        QTest::newRow("no current row") << -1;
        QTest::newRow("a current row that is not on screen") << 2;
        QTest::newRow("a current row that is") << 97;
    }
    void sortingShowsTheFirstRows()
    {
        QFETCH(int, current);
        Fixture f;
        if (current >= 0)
            f.table.setCurrentIndex(f.models.nodes.index(current, int(Column::Node)));
        f.table.scrollToBottom();
        QVERIFY(f.top() > 0);
        const QString name = current >= 0 ? f.nameAt(current) : QString();
        f.table.sortByColumn(int(Column::Free), Qt::AscendingOrder);
        QCOMPARE(f.top(), 0);
        if (current >= 0)
            QCOMPARE(f.nameAt(f.table.currentIndex().row()), name);
    }

    void jumpsSelectTheirRow()
    {
        Fixture f;
        f.table.selectRowOf(f.models.nodes.index(5, 0));
        for (const auto &[key, row] : {std::pair(Qt::Key_End, f.models.nodes.rowCount() - 1), {Qt::Key_Home, 0}}) {
            QTest::keyClick(&f.table, key, Qt::ControlModifier);
            QCOMPARE(f.table.currentIndex().row(), row);
            const QModelIndexList selected = f.table.selectionModel()->selectedRows();
            QCOMPARE(selected.size(), 1);
            QCOMPARE(selected.first().row(), row);
        }
    }

    //! Issue 4: at the start the first row was underlined and not selected.
    void whatTheFocusMakesCurrentIsSelected()
    {
        Fixture f;
        f.table.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.table));
        f.table.setFocus(Qt::TabFocusReason);
        QTRY_COMPARE(f.table.currentIndex().row(), 0);
        QCOMPARE(f.table.selectionModel()->selectedRows().size(), 1);
        QCOMPARE(f.table.selectionModel()->selectedRows().first().row(), 0);
    }

    void hidesWhatNobodyNeeds()
    {
        Fixture f;
        f.table.setColumnNeeded(int(Column::Cluster), false);
        QVERIFY(!f.isShown(Column::Cluster));
        f.table.selectRowOf(f.models.nodes.index(90, 0)); // scrolls all the same
        QVERIFY(f.top() > 0);
        QVERIFY(f.table.chosenColumns().contains(int(Column::Cluster)));
        QVERIFY(!f.table.shownColumns().contains(int(Column::Cluster)));
        const QByteArray state = f.table.saveColumns();
        QVERIFY(!f.isShown(Column::Cluster));
        f.table.setColumnNeeded(int(Column::Cluster), true);
        QVERIFY(f.isShown(Column::Cluster));

        Fixture later; // of two clusters: what nobody needed is no choice that was saved
        later.table.restoreColumns(state);
        QVERIFY(later.isShown(Column::Cluster));
        later.table.setColumnNeeded(int(Column::Cluster), false);
        QVERIFY(!later.isShown(Column::Cluster));
        later.table.restoreColumns(state);
        QVERIFY(!later.isShown(Column::Cluster));
    }

    void severalThatNobodyNeedsComeBack()
    {
        Fixture f;
        for (const Column column : {Column::Cluster, Column::Product})
            f.table.setColumnNeeded(int(column), false);
        QVERIFY(!f.isShown(Column::Cluster) && !f.isShown(Column::Product));
        for (const Column column : {Column::Cluster, Column::Product}) {
            f.table.setColumnNeeded(int(column), true);
            QVERIFY(f.isShown(column));
        }
    }

    //! What a row is comes before what is to be said of it.
    void theFirstColumnIsWhole()
    {
        Fixture f;
        QList<int> widths(NodeTableModel::Columns, 0);
        widths[int(Column::Node)] = 40;
        widths[int(Column::State)] = 80;
        f.table.setDefaultColumns(widths, int(Column::State), int(Column::Node));
        const int wanted = QFontMetrics(f.table.font()).horizontalAdvance(u"node-9"_s) + 12;
        QVERIFY(wanted > 50);
        f.show(wanted + 130); // the words of the state have no room
        QTRY_VERIFY2(f.columnWidth(Column::Node) >= wanted, qPrintable(QString::number(f.columnWidth(Column::Node))));
        QVERIFY(f.columnWidth(Column::State) >= 80);
    }

    void textsFit_data()
    {
        QTest::addColumn<int>("room"); // of the text at this place, and of no longer one
        QTest::newRow("the whole") << 0;
        QTest::newRow("the shorter one") << 1;
        QTest::newRow("the shortest") << 2;
        QTest::newRow("what fits of the shortest") << 3;
    }
    void textsFit()
    {
        QFETCH(int, room);
        const QStringList texts{u"Taint dedicated=gpu:NoSchedule"_s, u"Taint dedicated=gpu"_s, u"Taint dedicated"_s};
        const QFontMetrics metrics(QApplication::font());
        const int width = metrics.horizontalAdvance(texts.at(std::min(room, 2))) - (room == 3 ? 1 : 0);
        const QString shown = fittingText(metrics, texts.front(), texts.sliced(1), width);
        QVERIFY(metrics.horizontalAdvance(shown) <= width);
        if (room < 3)
            QCOMPARE(shown, texts.at(room));
        else
            QVERIFY2(shown.startsWith(u"Taint ded"_s) && shown != texts.at(2), qPrintable(shown));
    }

    void whoAsksForAColumnHasIt()
    {
        Fixture f;
        f.table.setColumnNeeded(int(Column::Cluster), false);
        f.table.showColumnChooser();
        auto *menu = f.table.findChild<QMenu *>();
        QVERIFY(menu);
        QAction *cluster = menu->actions().at(int(Column::Cluster));
        QVERIFY(!cluster->isChecked());
        cluster->trigger();
        QVERIFY(f.isShown(Column::Cluster));
        f.table.setColumnNeeded(int(Column::Cluster), true);
        QVERIFY(f.isShown(Column::Cluster));
    }

    void aViewNamesTheColumnAllTheSame()
    {
        Fixture f;
        const QList<int> columns = f.table.chosenColumns();
        f.table.setColumnNeeded(int(Column::Cluster), false);
        QCOMPARE(f.table.chosenColumns(), columns);
        f.table.setShownColumns({int(Column::Node), int(Column::Cluster)});
        QVERIFY(!f.isShown(Column::Cluster));
        QCOMPARE(f.table.chosenColumns(), (QList<int>{int(Column::Node), int(Column::Cluster)}));
    }

    void filesHaveNumbers()
    {
        Fixture f;
        f.table.setShownColumns({int(Column::Node), int(Column::Free), int(Column::Allocatable)});
        const QList<QStringList> cells = f.table.cells(DataTable::Rows::All);
        QCOMPARE(cells.at(4), (QStringList{u"node-3"_s, u"0"_s, u"4"_s}));
        QCOMPARE(f.models.nodes.index(3, int(Column::Free)).data(Qt::AccessibleTextRole).toString(), u"0 of 4"_s);
    }
};

QTEST_MAIN(TestDataTable)
#include "tst_datatable.moc"
