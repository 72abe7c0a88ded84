// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "datatable.h"

#include "celldelegate.h"
#include "models/indexedtablemodel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr int RowHeight = 26;
constexpr int HeaderHeight = 28;
constexpr int MinimumColumnWidth = 36;
constexpr int MaximumFittedWidth = 360;
constexpr int HeaderPadding = 14;
constexpr auto FitDelay = 50ms;
constexpr char UserWidths = 'u'; // first byte of saved columns
constexpr char FittedWidths = 'f';

} // namespace

DataTable::DataTable(const Theme &theme, models::IndexedTableModel &model, const QString &name, QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setModel(&model);
    setItemDelegate(new CellDelegate(theme, this));
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(RowHeight);
    verticalHeader()->setDefaultSectionSize(RowHeight);

    QHeaderView *header = horizontalHeader();
    header->setFixedHeight(HeaderHeight);
    header->setMinimumSectionSize(MinimumColumnWidth);
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorClearable(true);
    setSortingEnabled(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &DataTable::showColumnMenu);

    connect(header, &QHeaderView::sectionResized, this, [this](int, int from, int to) {
        if (!m_isFitting && from > 0 && to > 0 && horizontalHeader()->isVisible() &&
            QApplication::mouseButtons() != Qt::NoButton)
            m_areWidthsTheUsers = true;
    });
    header->setResizeContentsPrecision(0); // visible rows say enough
    m_fit.setSingleShot(true);
    m_fit.setInterval(FitDelay);
    connect(&m_fit, &QTimer::timeout, this, &DataTable::fitColumns);
    const auto fitSoon = [this] {
        if (!m_fit.isActive())
            m_fit.start();
    };
    connect(&model, &QAbstractItemModel::rowsInserted, this, fitSoon);
    connect(&model, &QAbstractItemModel::modelReset, this, fitSoon);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_keyBeforeReset = selectedKey(); });
    connect(&model, &QAbstractItemModel::modelReset, this, &DataTable::restoreSelection);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int row = currentIndex().row();
        if (row >= first.row() && row <= last.row())
            emit currentRowChanged();
    });
}

void DataTable::setDefaultColumns(const QList<int> &widths, int stretched)
{
    m_defaultWidths = widths;
    m_stretched = stretched;
    applyDefaultColumns();
}

void DataTable::applyDefaultColumns()
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < m_defaultWidths.size(); ++column) {
        header->moveSection(header->visualIndex(column), column);
        setColumnHidden(column, m_defaultWidths[column] == 0);
        if (m_defaultWidths[column] > 0)
            header->resizeSection(column, m_defaultWidths[column]);
        header->setSectionResizeMode(column, column == m_stretched ? QHeaderView::Stretch : QHeaderView::Interactive);
    }
    m_areWidthsTheUsers = false;
    m_fit.start();
}

//! What is left over the least widths goes to the columns whose contents are cut, from the first on.
//! Only of what is seen: hidden, Qt would measure every row.
void DataTable::fitColumns()
{
    if (!isVisible() || m_areWidthsTheUsers || m_defaultWidths.isEmpty() || model()->rowCount() == 0)
        return;
    QHeaderView *header = horizontalHeader();
    const auto leastOf = [this, header](int column) {
        const int width = m_defaultWidths[column] > 0 ? m_defaultWidths[column] : MinimumColumnWidth * 2;
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        return std::max(width, header->fontMetrics().horizontalAdvance(title) + HeaderPadding);
    };
    int spare = viewport()->width();
    for (int column = 0; column < header->count(); ++column)
        spare -= isColumnHidden(column) ? 0 : leastOf(column);
    m_isFitting = true;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (isColumnHidden(column) || column == m_stretched)
            continue;
        const int least = leastOf(column);
        const int wanted = qBound(least, qMin(sizeHintForColumn(column), MaximumFittedWidth), least + qMax(0, spare));
        spare -= wanted - least;
        header->resizeSection(column, wanted);
    }
    m_isFitting = false;
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_fit.start();
}

void DataTable::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    m_fit.start();
}

QByteArray DataTable::saveColumns() const
{
    return (m_areWidthsTheUsers ? UserWidths : FittedWidths) + horizontalHeader()->saveState();
}

void DataTable::restoreColumns(const QByteArray &state)
{
    m_areWidthsTheUsers = state.startsWith(UserWidths);
    if (state.isEmpty() || !horizontalHeader()->restoreState(state.mid(1)) ||
        horizontalHeader()->hiddenSectionCount() == model()->columnCount())
        applyDefaultColumns();
    horizontalHeader()->setFixedHeight(HeaderHeight);
}

QString DataTable::selectedKey() const
{
    return currentIndex().data(models::IndexedTableModel::KeyRole).toString();
}

void DataTable::selectRowOf(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    setCurrentIndex(index.siblingAtColumn(horizontalHeader()->logicalIndex(0)));
    selectRow(index.row());
    scrollTo(currentIndex());
}

void DataTable::restoreSelection()
{
    if (m_keyBeforeReset.isEmpty())
        return;
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (index.data(models::IndexedTableModel::KeyRole).toString() == m_keyBeforeReset) {
            selectRowOf(index);
            return;
        }
    }
    emit currentRowChanged();
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        emit currentRowChanged();
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copySelection();
    else
        QTableView::keyPressEvent(event);
}

void DataTable::copySelection() const
{
    const QString text = tabSeparated();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

QString DataTable::tabSeparated() const
{
    const QHeaderView *header = horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns += column;
    }
    QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty() || columns.isEmpty())
        return {};
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells += model()->headerData(column, Qt::Horizontal).toString();
    lines += cells.join(u'\t');
    for (const QModelIndex &row : rows) {
        cells.clear();
        for (const int column : columns)
            cells += row.siblingAtColumn(column).data(Qt::AccessibleTextRole).toString();
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void DataTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int columns = model()->columnCount();
    const int hidden = horizontalHeader()->hiddenSectionCount();
    for (int column = 0; column < columns; ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || hidden + 1 < columns); // one stays
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
            if (isShown && columnWidth(column) < MinimumColumnWidth * 2)
                setColumnWidth(column, MinimumColumnWidth * 2);
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Columns as in the beginning")), &QAction::triggered, this,
            &DataTable::applyDefaultColumns);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

} // namespace fairlead::ui
