// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holdersmodel.h"

#include "holdercolours.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"

#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::models {

HoldersModel::HoldersModel(HolderColours &colours, QObject *parent)
    : IndexedTableModel(Columns, parent)
    , m_colours(colours)
{
}

void HoldersModel::setNode(const QString &contextId, const accelerators::NodeRowPtr &node)
{
    if (node == m_node && contextId == m_contextId)
        return;
    m_contextId = contextId;
    m_node = node;
    QSet<QString> here;
    for (const kubernetes::PodPtr &pod : node ? node->holders : std::vector<kubernetes::PodPtr>()) {
        Row row{.pod = pod, .holder = m_colours.indexOf(pod->namespaceName)};
        QStringList counts;
        for (const accelerators::NodeDevices &devices : node->availability.devices) {
            const std::int64_t count = pod->requests.value(devices.product.resource).value();
            if (count > 0) {
                row.devices += count;
                counts += numberText(count);
            }
        }
        row.count = counts.join(" + "_L1); // kinds of devices never add up
        here.insert(pod->uid);
        const auto known = m_slotByUid.constFind(pod->uid);
        const Slot slot = known != m_slotByUid.constEnd() ? *known : allocate();
        if (slot >= m_rows.size())
            m_rows.resize(slot + 1);
        m_rows[slot] = std::move(row);
        m_slotByUid.insert(pod->uid, slot);
        touch(slot);
    }
    for (auto it = m_slotByUid.begin(); it != m_slotByUid.end();) {
        if (here.contains(it.key())) {
            ++it;
        } else {
            retire(*it);
            it = m_slotByUid.erase(it);
        }
    }
    flush();
}

void HoldersModel::setPicked(const std::optional<HolderSelection> &holder)
{
    if (m_picked == holder)
        return;
    m_picked = holder;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1), {IsPickedRole, Qt::AccessibleTextRole});
}

std::optional<HolderSelection> HoldersModel::nextPick(const QModelIndex &index) const
{
    return index.isValid() ? HolderSelection::next(m_picked, m_contextId, *m_rows[slotAt(index.row())].pod) : m_picked;
}

QString HoldersModel::tabSeparated() const
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < Columns; ++column)
        cells += columnTitle(column);
    lines += cells.join(u'\t');
    for (int row = 0; row < rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < Columns; ++column)
            cells += index(row, column).data().toString();
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

void HoldersModel::updateAges()
{
    refreshAges(int(Column::Pod), {SubtitleRole, Qt::AccessibleTextRole});
    refreshAges(int(Column::Age));
}

const QueryFields &HoldersModel::queryFields() const
{
    static const QueryFields none;
    return none;
}

QVariant HoldersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return isPicked(row) ? tr("%1 holds %2. %3. Picked").arg(title(row), row.count, subtitle(row))
                             : tr("%1 holds %2. %3").arg(title(row), row.count, subtitle(row));
    case Qt::ToolTipRole:
        return toolTipText(
            tr("Pod %1/%2\nsince %3").arg(row.pod->namespaceName, row.pod->name, timeText(row.pod->since())));
    case SortRole:
        switch (column) {
        case Column::Devices:
            return qlonglong(row.devices);
        case Column::Age:
            return qlonglong(row.pod->since());
        case Column::Pod:
        case Column::Owner:
        case Column::State:
        case Column::User:
            return text(row, column);
        }
        return {};
    case SeverityRole:
        return QVariant::fromValue(Severity::Neutral);
    case KeyRole:
        return row.pod->uid;
    case HolderRole:
        return row.holder;
    case TitleRole:
        return title(row);
    case SubtitleRole:
        return subtitle(row);
    case CountRole:
        return row.count;
    case IsReleasingRole:
        return row.pod->isTerminating;
    case IsPickedRole:
        return isPicked(row);
    default:
        return IndexedTableModel::data(index, role);
    }
}

bool HoldersModel::isPicked(const Row &row) const
{
    return m_picked && m_picked->covers(m_contextId, *row.pod);
}

bool HoldersModel::isNumeric(int column) const
{
    return Column(column) == Column::Devices || Column(column) == Column::Age;
}

QString HoldersModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Pod:
        return tr("Pod");
    case Column::Owner:
        return tr("Owner");
    case Column::Devices:
        return tr("Devices");
    case Column::State:
        return tr("State");
    case Column::User:
        return tr("User");
    case Column::Age:
        return tr("Age");
    }
    return {};
}

QString HoldersModel::text(const Row &row, Column column) const
{
    const kubernetes::Pod &pod = *row.pod;
    switch (column) {
    case Column::Pod:
        return plainLine(pod.namespaceName + '/'_L1 + pod.name);
    case Column::Owner:
        return pod.ownerName.isEmpty() ? QString() : plainLine(pod.ownerKind + ' '_L1 + pod.ownerName);
    case Column::Devices:
        return row.count;
    case Column::State:
        return pod.isTerminating ? tr("releasing") : kubernetes::toString(pod.phase).toLower();
    case Column::User:
        return plainLine(pod.user);
    case Column::Age:
        return durationText(secondsNow() - pod.since());
    }
    return {};
}

QString HoldersModel::title(const Row &row) const
{
    const kubernetes::Pod &pod = *row.pod;
    const QString what = pod.ownerName.isEmpty() ? pod.name : pod.ownerKind + u' ' + pod.ownerName;
    return plainLine(tr("%1 / %2").arg(pod.namespaceName, what));
}

QString HoldersModel::subtitle(const Row &row) const
{
    QStringList parts;
    if (row.pod->isTerminating)
        parts += tr("releasing");
    else if (row.pod->phase != kubernetes::PodPhase::Running)
        parts += kubernetes::toString(row.pod->phase).toLower();
    if (!row.pod->user.isEmpty())
        parts += plainLine(row.pod->user);
    parts += text(row, Column::Age);
    if (!row.pod->ownerName.isEmpty())
        parts += plainLine(row.pod->name);
    return parts.join(u" · "_s);
}

std::strong_ordering HoldersModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) { // the largest holder first
        if (const auto order = b.devices <=> a.devices; order != 0)
            return order;
        if (const auto order = naturalOrder(title(a), title(b)); order != 0)
            return order;
        return a.pod->uid.compare(b.pod->uid) <=> 0;
    }
    switch (Column(column)) {
    case Column::Devices:
        return a.devices <=> b.devices;
    case Column::Age:
        return b.pod->since() <=> a.pod->since();
    case Column::Pod:
    case Column::Owner:
    case Column::State:
    case Column::User:
        return naturalOrder(text(a, Column(column)), text(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool HoldersModel::isShown(Slot slot) const
{
    Q_UNUSED(slot);
    return true;
}

void HoldersModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> HoldersModel::changingRoles() const
{
    return {Qt::DisplayRole, SortRole, TitleRole, SubtitleRole, CountRole, IsReleasingRole};
}

} // namespace fairlead::models
