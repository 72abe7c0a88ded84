// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "celltablemodel.h"

#include "formats.h"
#include "naturalorder.h"
#include "plaintext.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString ageText(std::int64_t time)
{
    return time > 0 ? durationText(secondsNow() - time) : QString();
}

std::strong_ordering numberOrder(const std::optional<double> &a, const std::optional<double> &b)
{
    if (!a || !b)
        return a.has_value() <=> b.has_value();
    return *a < *b ? std::strong_ordering::less : *a > *b ? std::strong_ordering::greater : std::strong_ordering::equal;
}

} // namespace

//! Its fields are the columns.
class CellTableModel::Asked final : public QueryRow
{
public:
    Asked(const CellTableModel &model, Slot slot)
        : m_model(model)
        , m_slot(slot)
    {
    }

    QString words() const override { return m_model.m_words[m_slot]; }
    QString text(std::size_t field) const override { return m_model.m_rows[m_slot].cells[field].text; }
    std::optional<double> number(std::size_t field) const override
    {
        const TableCell &cell = m_model.m_rows[m_slot].cells[field];
        if (!m_model.isAge(int(field)))
            return cell.number;
        return cell.time > 0 ? std::optional(double(secondsNow() - cell.time)) : std::nullopt;
    }

private:
    const CellTableModel &m_model;
    Slot m_slot;
};

CellTableModel::CellTableModel(std::vector<TableColumn> columns, QObject *parent)
    : IndexedTableModel(int(columns.size()), parent)
    , m_columns(std::move(columns))
{
    for (const TableColumn &column : m_columns)
        m_fields.push_back({column.field, column.kind});
}

void CellTableModel::putRow(Row row)
{
    Q_ASSERT(row.cells.size() == m_columns.size());
    const auto known = m_slots.constFind(row.key);
    if (known != m_slots.constEnd() && m_rows[*known] == row)
        return;
    const Slot slot = known != m_slots.constEnd() ? *known : allocate();
    if (slot >= m_rows.size()) {
        m_rows.resize(slot + 1);
        m_words.resize(slot + 1);
    }
    QStringList texts;
    for (const TableCell &cell : row.cells)
        texts << cell.text << cell.alert;
    m_words[slot] = Query::words(texts);
    m_slots.insert(row.key, slot);
    m_rows[slot] = std::move(row);
    touch(slot);
}

void CellTableModel::dropRow(const QString &key)
{
    if (m_slots.contains(key))
        retire(m_slots.take(key));
}

QModelIndex CellTableModel::indexOf(const QString &key) const
{
    const auto known = m_slots.constFind(key);
    const int row = known != m_slots.constEnd() ? rowOf(*known) : -1;
    return row >= 0 ? index(row, 0) : QModelIndex();
}

QString CellTableModel::keyOf(const QModelIndex &index) const
{
    return index.isValid() ? m_rows[slotAt(index.row())].key : QString();
}

QStringList CellTableModel::keys() const
{
    std::vector<Slot> places(m_slots.cbegin(), m_slots.cend());
    std::sort(places.begin(), places.end(), [this](Slot a, Slot b) { return compare(a, b, -1) < 0; });
    QStringList keys;
    for (const Slot slot : places)
        keys += m_rows[slot].key;
    return keys;
}

void CellTableModel::updateAges()
{
    for (int column = 0; column < columnCount(); ++column) {
        if (isAge(column))
            refreshAges(column, {Qt::DisplayRole, Qt::AccessibleTextRole});
    }
}

bool CellTableModel::isAge(int column) const
{
    return m_columns[std::size_t(column)].kind == QueryField::Kind::Age;
}

bool CellTableModel::isNumeric(int column) const
{
    return isAge(column) || m_columns[std::size_t(column)].kind == QueryField::Kind::Number;
}

QString CellTableModel::shownText(const TableCell &cell, int column) const
{
    return isAge(column) && cell.text.isEmpty() ? ageText(cell.time) : cell.text;
}

QVariant CellTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const int column = index.column();
    const TableCell &cell = row.cells[std::size_t(column)];
    switch (role) {
    case Qt::DisplayRole:
        return shownText(cell, column);
    case Qt::AccessibleTextRole: {
        const QString text = shownText(cell, column);
        return cell.alert.isEmpty() ? text : text + u", "_s + cell.alert;
    }
    case Qt::ToolTipRole:
        if (!cell.toolTip.isEmpty())
            return toolTipText(cell.toolTip);
        return toolTipText(cell.time > 0 ? timeText(cell.time) : cell.text);
    case SortRole:
        if (isAge(column))
            return qlonglong(cell.time);
        return isNumeric(column) ? (cell.number ? QVariant(*cell.number) : QVariant()) : QVariant(cell.text);
    case ExportRole:
        return cell.time > 0 ? QDateTime::fromSecsSinceEpoch(cell.time, Qt::UTC).toString(Qt::ISODate) : cell.text;
    case SeverityRole:
        return QVariant::fromValue(cell.severity);
    case IsStaleRole:
        return row.isStale;
    case AlertRole:
        return cell.alert;
    case KeyRole:
        return row.key;
    default:
        return IndexedTableModel::data(index, role);
    }
}

std::strong_ordering CellTableModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) {
        const auto order = a.order <=> b.order;
        return order != 0 ? order : a.key.compare(b.key) <=> 0;
    }
    const TableCell &cellA = a.cells[std::size_t(column)];
    const TableCell &cellB = b.cells[std::size_t(column)];
    if (isAge(column))
        return cellB.time <=> cellA.time; // the youngest has the least age
    return isNumeric(column) ? numberOrder(cellA.number, cellB.number) : naturalOrder(cellA.text, cellB.text);
}

bool CellTableModel::isShown(Slot slot) const
{
    return query().matches(Asked(*this, slot));
}

void CellTableModel::release(Slot slot)
{
    m_rows[slot] = {};
    m_words[slot].clear();
}

QList<int> CellTableModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, SortRole,
            ExportRole,      SeverityRole,           IsStaleRole,     AlertRole};
}

} // namespace fairlead::models
