// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "indexedtablemodel.h"

#include "plaintext.h"

namespace fairlead::models {

namespace {

constexpr qint64 FlushInterval = 250;

QVariant alignment(bool isNumeric)
{
    return QVariant::fromValue(Qt::Alignment((isNumeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

} // namespace

IndexedTableModel::IndexedTableModel(int columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
    , m_index([this](Slot a, Slot b) { return isBefore(a, b); },
              [this](Slot slot) { return m_isUsed[slot] && isShown(slot); })
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IndexedTableModel::announce);
}

int IndexedTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_index.size();
}

int IndexedTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant IndexedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(section);
    case Qt::ToolTipRole: {
        const QString text = columnToolTip(section);
        return text.isEmpty() ? QVariant() : toolTipText(text);
    }
    case Qt::TextAlignmentRole:
        return alignment(isNumeric(section));
    case Qt::InitialSortOrderRole:
        return int(isNumeric(section) ? Qt::DescendingOrder : Qt::AscendingOrder);
    default:
        return {};
    }
}

QString IndexedTableModel::columnToolTip(int column) const
{
    Q_UNUSED(column);
    return {};
}

QVariant IndexedTableModel::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::TextAlignmentRole:
        return alignment(isNumeric(index.column()));
    case IsNumericRole:
        return isNumeric(index.column());
    default:
        return {};
    }
}

void IndexedTableModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && order == m_sortOrder)
        return;
    announce();
    m_sortColumn = column;
    m_sortOrder = order;
    m_index.resort(*this);
}

void IndexedTableModel::setFilterText(const QString &text)
{
    m_query = Query(text, queryFields());
    refilter();
}

void IndexedTableModel::refilter()
{
    announce();
    std::vector<Slot> all;
    all.reserve(m_isUsed.size());
    for (Slot slot = 0; slot < m_isUsed.size(); ++slot) {
        if (m_isUsed[slot])
            all.push_back(slot);
    }
    m_index.refilter(all, *this);
    emit countsChanged();
}

void IndexedTableModel::refreshAges(int column, const QList<int> &roles)
{
    if (m_query.asksForAge())
        refilter();
    if (rowCount() > 0)
        emit dataChanged(index(0, column), index(rowCount() - 1, column), roles);
}

IndexedTableModel::Slot IndexedTableModel::allocate()
{
    if (m_free.empty()) {
        m_isUsed.push_back(true);
        return Slot(m_isUsed.size() - 1);
    }
    const Slot slot = m_free.back();
    m_free.pop_back();
    m_isUsed[slot] = true;
    return slot;
}

void IndexedTableModel::touch(Slot slot)
{
    m_touched.push_back(slot);
    schedule();
}

void IndexedTableModel::retire(Slot slot)
{
    m_isUsed[slot] = false;
    m_gone.push_back(slot);
    touch(slot);
}

void IndexedTableModel::schedule()
{
    if (m_timer.isActive() || m_isHeld)
        return;
    const qint64 elapsed = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : FlushInterval;
    m_timer.start(int(qMax(qint64(0), FlushInterval - elapsed)));
}

void IndexedTableModel::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (isHeld)
        m_timer.stop();
    else if (hasTouched())
        schedule();
}

void IndexedTableModel::flush()
{
    finishSlices();
    announce();
}

void IndexedTableModel::announce()
{
    m_timer.stop();
    if (m_touched.empty())
        return;
    m_sinceFlush.start();
    emit aboutToFlush();
    m_index.update(std::exchange(m_touched, {}), *this);
    for (const Slot slot : std::exchange(m_gone, {})) {
        release(slot);
        m_free.push_back(slot);
    }
    emit countsChanged();
}

bool IndexedTableModel::isBefore(Slot a, Slot b) const
{
    if (m_sortColumn >= 0) {
        const auto order = compare(a, b, m_sortColumn);
        if (order != 0)
            return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    }
    return compare(a, b, -1) < 0;
}

void IndexedTableModel::aboutToRemove(SortedIndex::Range rows)
{
    beginRemoveRows({}, rows.first, rows.last);
}

void IndexedTableModel::removed()
{
    endRemoveRows();
}

void IndexedTableModel::aboutToInsert(SortedIndex::Range rows)
{
    beginInsertRows({}, rows.first, rows.last);
}

void IndexedTableModel::inserted()
{
    endInsertRows();
}

void IndexedTableModel::aboutToReorder()
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
}

void IndexedTableModel::reordered(const std::vector<int> &newRows)
{
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(createIndex(newRows[std::size_t(index.row())], index.column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void IndexedTableModel::changed(SortedIndex::Range rows)
{
    emit dataChanged(index(rows.first, 0), index(rows.last, columnCount() - 1), changingRoles());
}

void IndexedTableModel::aboutToReset()
{
    beginResetModel();
}

void IndexedTableModel::reset()
{
    endResetModel();
}

} // namespace fairlead::models
