// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "datatable.h"

#include "celldelegate.h"
#include "models/indexedtablemodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

constexpr int RowHeight = 26;
constexpr int HeaderHeight = 28;
constexpr int MinimumColumnWidth = 36;
constexpr int MaximumFittedWidth = 360;
constexpr int MaximumStretchedWidth = 720;
constexpr int StretchedRows = 200; // that are looked at for it, below and above what is seen
constexpr int HeaderPadding = 14;
constexpr auto FitDelay = 50ms;
constexpr char UserWidths = 'u'; // first byte of saved columns
constexpr char FittedWidths = 'f';

//! The mark of the sorted column stands above the titles, so that it hides none.
class SortHeader final : public QHeaderView
{
public:
    SortHeader(const Theme &theme, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_theme(theme)
    {
        setSectionsClickable(true);
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override
    {
        QHeaderView::initStyleOptionForIndex(option, logicalIndex);
        option->sortIndicator = QStyleOptionHeader::None;
    }

    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override
    {
        painter->save();
        QHeaderView::paintSection(painter, rect, logicalIndex);
        painter->restore();
        if (!isSortIndicatorShown() || sortIndicatorSection() != logicalIndex)
            return;
        const bool isUp = sortIndicatorOrder() == Qt::AscendingOrder;
        const QPointF tip(rect.center().x() + 0.5, rect.top() + (isUp ? 2 : 6));
        const double base = rect.top() + (isUp ? 6 : 2);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.tokens().accent);
        painter->drawPolygon(QPolygonF({tip, {tip.x() - 4, base}, {tip.x() + 4, base}}));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

QString exportedText(const QModelIndex &index)
{
    const QVariant text = index.data(models::IndexedTableModel::ExportRole);
    return text.isValid() ? text.toString() : index.data(Qt::AccessibleTextRole).toString();
}

} // namespace

DataTable::DataTable(const Theme &theme, models::IndexedTableModel &model, const QString &name, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setAccessibleName(name);
    setModel(&model);
    setItemDelegate(new CellDelegate(theme, this));
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalHeader(new SortHeader(theme, this));
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
    connect(header, &QHeaderView::sortIndicatorChanged, this, &DataTable::scrollToTop); // that is what one sorts for
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this,
            [this](const QPoint &position) { popUpColumnMenu(horizontalHeader()->mapToGlobal(position)); });

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
    connect(&model, &models::IndexedTableModel::aboutToFlush, this, &DataTable::rememberPlace);
    connect(&model, &models::IndexedTableModel::countsChanged, this, &DataTable::restorePlace);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int row = currentIndex().row();
        if (row >= first.row() && row <= last.row())
            emit currentRowChanged();
    });
}

void DataTable::setDefaultColumns(const QList<int> &widths, int stretched, int first)
{
    m_defaultWidths = widths;
    m_stretched = stretched;
    m_first = first;
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
    m_kept.clear();
    m_autoHidden.clear();
    hideUnneeded();
    m_fit.start();
}

void DataTable::setColumnNeeded(int column, bool isNeeded)
{
    if (isNeeded != m_unneeded.contains(column))
        return;
    if (!isNeeded) {
        m_unneeded.insert(column);
        hideUnneeded();
        return;
    }
    m_unneeded.remove(column);
    m_kept.remove(column);
    if (m_autoHidden.remove(column)) {
        setColumnHidden(column, false);
        m_fit.start();
    }
}

void DataTable::hideUnneeded()
{
    for (const int column : std::as_const(m_unneeded)) {
        if (isColumnHidden(column) || m_kept.contains(column)) // it may be m_autoHidden already
            continue;
        m_autoHidden.insert(column);
        setColumnHidden(column, true);
    }
    if (m_autoHidden.isEmpty())
        return;
    if (currentIndex().isValid()) // nothing scrolls to a column that is hidden
        selectionModel()->setCurrentIndex(seenCell(currentIndex()), QItemSelectionModel::NoUpdate);
    m_fit.start();
}

//! Of the row of \p index, in the first column that is shown.
QModelIndex DataTable::seenCell(const QModelIndex &index) const
{
    const QList<int> columns = shownColumns();
    return isColumnHidden(index.column()) && !columns.isEmpty() ? index.siblingAtColumn(columns.front()) : index;
}

void DataTable::elideMiddle(int column)
{
    auto *delegate = new CellDelegate(m_theme, this);
    delegate->setElideMode(Qt::ElideMiddle);
    setItemDelegateForColumn(column, delegate);
}

int DataTable::leastWidth(int column) const
{
    const int width = m_defaultWidths[column] > 0 ? m_defaultWidths[column] : MinimumColumnWidth * 2;
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    return std::max(width, horizontalHeader()->fontMetrics().horizontalAdvance(title) + HeaderPadding);
}

//! What is left over the least widths goes to the columns whose contents are cut: half of it at least to the stretched
//! one, which says what the table is read for, if it needs so much, then to the others from the first on. Only of what
//! is seen, but for the stretched one, whose words are few and far between; hidden, Qt would measure every row.
void DataTable::fitColumns()
{
    if (!isVisible() || m_areWidthsTheUsers || m_defaultWidths.isEmpty() || model()->rowCount() == 0)
        return;
    QHeaderView *header = horizontalHeader();
    int spare = viewport()->width();
    for (int column = 0; column < header->count(); ++column)
        spare -= isColumnHidden(column) ? 0 : leastWidth(column);
    const auto wantedBy = [&](int column, int most) {
        const int least = leastWidth(column);
        const int wanted = qBound(least, qMin(sizeHintForColumn(column), most), least + qMax(0, spare));
        spare -= wanted - least;
        return wanted;
    };
    const auto isOther = [&](int column) {
        return !isColumnHidden(column) && column != m_stretched && column != m_first;
    };
    m_isFitting = true;
    if (m_first >= 0 && !isColumnHidden(m_first))
        header->resizeSection(m_first, wantedBy(m_first, MaximumStretchedWidth));
    if (m_stretched >= 0 && !isColumnHidden(m_stretched)) {
        int others = 0;
        for (int column = 0; column < header->count(); ++column)
            others +=
                isOther(column) ? qMax(0, qMin(sizeHintForColumn(column), MaximumFittedWidth) - leastWidth(column)) : 0;
        header->setResizeContentsPrecision(StretchedRows);
        wantedBy(m_stretched, qMin(MaximumStretchedWidth, leastWidth(m_stretched) + qMax(spare / 2, spare - others)));
        header->setResizeContentsPrecision(0);
    }
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (isOther(column))
            header->resizeSection(column, wantedBy(column, MaximumFittedWidth));
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
    QByteArray state = horizontalHeader()->saveState();
    if (!m_autoHidden.isEmpty()) {        // what nobody needs now is no choice of the user
        QHeaderView copy(Qt::Horizontal); // of another header: nothing flickers under who works here
        copy.setModel(model());
        copy.restoreState(state);
        for (const int column : m_autoHidden)
            copy.setSectionHidden(column, false);
        state = copy.saveState();
    }
    return (m_areWidthsTheUsers ? UserWidths : FittedWidths) + state;
}

void DataTable::restoreColumns(const QByteArray &state)
{
    m_areWidthsTheUsers = state.startsWith(UserWidths);
    if (state.isEmpty() || !horizontalHeader()->restoreState(state.mid(1)) ||
        horizontalHeader()->hiddenSectionCount() == model()->columnCount()) {
        applyDefaultColumns();
    } else {
        m_autoHidden.clear();
        hideUnneeded();
    }
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
    // Not as a click would: with Ctrl held, a click takes a row out of the selection.
    selectionModel()->setCurrentIndex(seenCell(index.siblingAtColumn(horizontalHeader()->logicalIndex(0))),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(currentIndex());
}

void DataTable::restoreSelection()
{
    if (m_keyBeforeReset.isEmpty())
        return;
    if (const int row = rowOfKey(m_keyBeforeReset); row >= 0)
        selectRowOf(model()->index(row, 0));
    else
        emit currentRowChanged();
}

int DataTable::rowOfKey(const QString &key) const
{
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (model()->index(row, 0).data(models::IndexedTableModel::KeyRole).toString() == key)
            return row;
    }
    return -1;
}

void DataTable::rememberPlace()
{
    m_seen.clear();
    executeDelayedItemsLayout(); // the scroll bar may still have the range of before
    m_firstSeen = rowAt(0);
    if (m_firstSeen <= 0)
        return;
    m_keyOfFirstSeen = model()->index(m_firstSeen, 0).data(models::IndexedTableModel::KeyRole).toString();
    const int last = rowAt(viewport()->height() - 1);
    for (int row = m_firstSeen; row <= (last < 0 ? model()->rowCount() - 1 : last); ++row)
        m_seen.append(model()->index(row, 0));
}

//! Most of the rows that one reads stay where they are, whatever comes, goes and moves around them.
void DataTable::restorePlace()
{
    if (m_seen.isEmpty())
        return;
    std::vector<int> shifts;
    for (qsizetype i = 0; i < m_seen.size(); ++i) {
        if (m_seen[i].isValid())
            shifts.push_back(m_seen[i].row() - m_firstSeen - int(i));
    }
    m_seen.clear();
    int top = 0;
    if (shifts.empty()) { // a reset
        top = rowOfKey(m_keyOfFirstSeen);
    } else {
        const auto middle = shifts.begin() + std::ptrdiff_t(shifts.size() / 2);
        std::nth_element(shifts.begin(), middle, shifts.end());
        top = m_firstSeen + *middle;
    }
    executeDelayedItemsLayout();
    updateGeometries();
    if (top >= 0)
        verticalScrollBar()->setValue(top);
}

void DataTable::focusInEvent(QFocusEvent *event)
{
    const bool hadCurrent = currentIndex().isValid();
    const bool isFirst = m_goneRow < 0 && !selectionModel()->hasSelection();
    const int goneRow = m_goneRow;
    QTableView::focusInEvent(event); // makes the first row current where none is
    if (hadCurrent)
        return;
    if (isFirst)
        return selectRowOf(currentIndex());
    selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    m_goneRow = goneRow;
}

void DataTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        m_goneRow = -1;
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        emit currentRowChanged();
}

//! Qt would go to the next row, which then is inspected, picked or approved as if the user had chosen it.
void DataTable::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.row() >= first && current.row() <= last) {
        m_goneRow = first;
        selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

QModelIndex DataTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model()->rowCount();
    const bool isStep = action == MoveUp || action == MoveDown || action == MovePageUp || action == MovePageDown;
    if (!isStep || currentIndex().isValid() || m_goneRow < 0 || rows == 0)
        return QTableView::moveCursor(action, modifiers);
    const int row = m_goneRow - (action == MoveUp || action == MovePageUp ? 1 : 0);
    return model()->index(std::clamp(row, 0, rows - 1), horizontalHeader()->logicalIndex(0));
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    QTableView::keyPressEvent(event);
    // With Ctrl held Qt moves the current row alone: inspector and copy would speak of different ones.
    const bool isJump =
        event->matches(QKeySequence::MoveToStartOfDocument) || event->matches(QKeySequence::MoveToEndOfDocument);
    if (isJump)
        selectRowOf(currentIndex());
}

void DataTable::copySelection() const
{
    const QString text = tabSeparated();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

QList<int> DataTable::shownColumns() const
{
    const QHeaderView *header = horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!isColumnHidden(column))
            columns += column;
    }
    return columns;
}

QList<int> DataTable::chosenColumns() const
{
    const QHeaderView *header = horizontalHeader();
    QList<int> columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!isColumnHidden(column) || m_autoHidden.contains(column))
            columns += column;
    }
    return columns;
}

void DataTable::setShownColumns(const QList<int> &columns)
{
    QHeaderView *header = horizontalHeader();
    QList<int> known;
    for (const int column : columns) {
        if (column >= 0 && column < header->count() && !known.contains(column))
            known += column;
    }
    if (known.isEmpty() || known == chosenColumns())
        return;
    for (int i = 0; i < known.size(); ++i)
        header->moveSection(header->visualIndex(known[i]), i);
    for (int column = 0; column < header->count(); ++column)
        setColumnHidden(column, !known.contains(column));
    m_autoHidden.clear();
    hideUnneeded();
    m_fit.start();
}

QList<QStringList> DataTable::cells(Rows rows) const
{
    const QList<int> columns = shownColumns();
    QList<int> numbers;
    if (rows == Rows::Selected) {
        for (const QModelIndex &index : selectionModel()->selectedRows())
            numbers += index.row();
        std::sort(numbers.begin(), numbers.end());
    } else {
        numbers.resize(model()->rowCount());
        std::iota(numbers.begin(), numbers.end(), 0);
    }
    if (numbers.isEmpty() || columns.isEmpty())
        return {};
    QList<QStringList> result;
    result.reserve(numbers.size() + 1);
    QStringList line;
    for (const int column : columns)
        line += model()->headerData(column, Qt::Horizontal).toString();
    result += line;
    for (const int row : std::as_const(numbers)) {
        line.clear();
        for (const int column : columns)
            line += exportedText(model()->index(row, column));
        result += line;
    }
    return result;
}

QString DataTable::tabSeparated() const
{
    QString text;
    for (const QStringList &line : cells(Rows::Selected))
        text += line.join(u'\t') + u'\n';
    return text;
}

std::vector<Command> DataTable::commands()
{
    const QString group = tr("Table");
    const QString name = accessibleName();
    return {{tr("%1: choose columns").arg(name), group, {}, [this] { showColumnChooser(); }},
            {tr("%1: columns as in the beginning").arg(name), group, {}, [this] { applyDefaultColumns(); }},
            {tr("%1: copy the selected rows").arg(name), group, u"Ctrl+C"_s, [this] { copySelection(); }},
            {tr("%1: export this table as CSV…").arg(name), group, {}, [this] { emit exportRequested(); }}};
}

std::vector<KeyHint> DataTable::keyHints()
{
    const auto keys = [](std::initializer_list<const char *> texts) {
        QList<QKeySequence> list;
        for (const char *text : texts)
            list += QKeySequence(QLatin1String(text));
        return list;
    };
    return {{keys({"Up", "Down"}), tr("Row before, row after")},
            {keys({"PgUp", "PgDown"}), tr("A page up, a page down")},
            {keys({"Ctrl+Home", "Ctrl+End"}), tr("First row, last row")},
            {keys({"Shift+Up", "Shift+Down"}), tr("Select more rows")},
            {keys({"Ctrl+A"}), tr("Select all rows")},
            {keys({"Ctrl+C"}), tr("Copy the selected rows, columns divided by tabs")},
            {keys({"Menu", "Shift+F10"}), tr("Columns, sorting, export")}};
}

//! Where the toolkit makes no context menu of Shift+F10 (Qt 6.4 under X11), it is made here.
bool DataTable::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_F10 && key->modifiers() == Qt::ShiftModifier) {
            event->accept();
            if (event->type() == QEvent::KeyPress) {
                QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), QPoint());
                contextMenuEvent(&menu);
            }
            return true;
        }
    }
    return QTableView::event(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    if (QApplication::activePopupWidget())
        return; // the same keys came another way before
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("Copy the selected rows"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(selectionModel()->hasSelection());
    connect(copy, &QAction::triggered, this, &DataTable::copySelection);
    connect(menu->addAction(tr("Export this table as CSV…")), &QAction::triggered, this, &DataTable::exportRequested);
    menu->addSeparator();
    fillSortMenu(*menu->addMenu(tr("Sort by")));
    fillColumnMenu(*menu->addMenu(tr("Columns")));
    const QPoint keyboard = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? keyboard : event->globalPos());
}

void DataTable::showColumnChooser()
{
    popUpColumnMenu(mapToGlobal(horizontalHeader()->geometry().bottomLeft()));
}

void DataTable::popUpColumnMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(globalPosition);
    menu->setActiveAction(menu->actions().constFirst());
}

void DataTable::fillSortMenu(QMenu &menu)
{
    const QHeaderView *header = horizontalHeader();
    const int sorted = header->sortIndicatorSection();
    const bool isSorted = sorted >= 0 && sorted < model()->columnCount();
    const auto add = [&menu](const QString &text, bool isChecked) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(isChecked);
        return action;
    };
    for (const int column : shownColumns()) {
        QAction *action = add(model()->headerData(column, Qt::Horizontal).toString(), column == sorted);
        const auto first = model()->headerData(column, Qt::Horizontal, Qt::InitialSortOrderRole);
        connect(action, &QAction::triggered, this, [this, column, first] {
            sortByColumn(column, first.isValid() ? Qt::SortOrder(first.toInt()) : Qt::AscendingOrder);
        });
    }
    menu.addSeparator();
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        QAction *action = add(order == Qt::AscendingOrder ? tr("Smallest first") : tr("Largest first"),
                              isSorted && header->sortIndicatorOrder() == order);
        action->setEnabled(isSorted);
        connect(action, &QAction::triggered, this, [this, sorted, order] { sortByColumn(sorted, order); });
    }
    connect(add(tr("Natural order"), !isSorted), &QAction::triggered, this,
            [this] { sortByColumn(-1, Qt::AscendingOrder); });
}

void DataTable::fillColumnMenu(QMenu &menu)
{
    const int columns = model()->columnCount();
    const int hidden = horizontalHeader()->hiddenSectionCount();
    for (int column = 0; column < columns; ++column) {
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || hidden + 1 < columns); // one stays
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_autoHidden.remove(column);
            if (isShown && m_unneeded.contains(column))
                m_kept.insert(column);
            else
                m_kept.remove(column);
            setColumnHidden(column, !isShown);
            if (isShown && columnWidth(column) < MinimumColumnWidth * 2)
                setColumnWidth(column, MinimumColumnWidth * 2);
            m_fit.start();
        });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("Columns as in the beginning")), &QAction::triggered, this,
            &DataTable::applyDefaultColumns);
}

} // namespace fairlead::ui
