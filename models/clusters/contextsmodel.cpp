// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextsmodel.h"

#include "contextstate.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "refusal.h"

#include <QSet>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using kubernetes::ConnectionState;
using Column = ContextsModel::Column;

std::optional<Remedy> notAllowed(const ContextEntry &entry)
{
    if (!entry.approval)
        return {};
    return remedyFor(ApiError{.kind = ApiError::Kind::Unauthorized, .reason = u"ExecPluginNotAllowed"_s},
                     entry.context.name);
}

} // namespace

std::optional<Remedy> remedyFor(const ContextEntry &entry)
{
    if (entry.context.problem)
        return remedyFor(*entry.context.problem);
    if (auto remedy = notAllowed(entry))
        return remedy;
    if (const auto refusal = refusalOf(entry))
        return remedyFor(*refusal, entry.context.name);
    if (entry.status.error)
        return remedyFor(*entry.status.error, entry.context.name);
    for (const kubernetes::ResourceState *resource : {&entry.status.nodes, &entry.status.pods}) {
        if (entry.isOpen && resource->error)
            return remedyFor(*resource->error, entry.context.name);
    }
    return {};
}

//! Its fields are the columns.
class ContextsModel::Asked final : public QueryRow
{
public:
    Asked(const ContextsModel &model, const Row &row)
        : m_model(model)
        , m_row(row)
    {
    }

    QString words() const override { return m_row.words; }
    QString text(std::size_t field) const override { return m_model.text(m_row.entry, Column(field)); }
    std::optional<double> number(std::size_t field) const override
    {
        const auto &latency = m_row.entry.status.latency;
        return Column(field) == Column::Latency && latency ? std::optional(double(latency->count())) : std::nullopt;
    }

private:
    const ContextsModel &m_model;
    const Row &m_row;
};

ContextsModel::ContextsModel(QObject *parent)
    : IndexedTableModel(Columns, parent)
{
}

void ContextsModel::setContexts(const std::vector<ContextEntry> &entries)
{
    QSet<QString> here;
    int order = 0;
    for (const ContextEntry &entry : entries) {
        here.insert(entry.context.id);
        put(entry, order++);
    }
    for (auto it = m_slotById.begin(); it != m_slotById.end();) {
        if (here.contains(it.key())) {
            ++it;
        } else {
            retire(*it);
            it = m_slotById.erase(it);
        }
    }
    flush();
}

void ContextsModel::setContext(const ContextEntry &entry)
{
    const auto known = m_slotById.constFind(entry.context.id);
    if (known != m_slotById.constEnd())
        put(entry, m_rows[*known].order);
}

void ContextsModel::put(const ContextEntry &entry, int order)
{
    const auto known = m_slotById.constFind(entry.context.id);
    const Slot slot = known != m_slotById.constEnd() ? *known : allocate();
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    QStringList parts;
    for (int column = 0; column < Columns; ++column)
        parts += text(entry, Column(column));
    m_rows[slot] = {entry, order, Query::words(parts)};
    if (entry.context.problem)
        m_rows[slot].entry.status.state = ConnectionState::Invalid; // open or not
    m_slotById.insert(entry.context.id, slot);
    touch(slot);
}

const ContextEntry *ContextsModel::entry(const QString &id) const
{
    const auto known = m_slotById.constFind(id);
    return known != m_slotById.constEnd() ? &m_rows[*known].entry : nullptr;
}

const ContextEntry *ContextsModel::entry(const QModelIndex &index) const
{
    return index.isValid() ? &m_rows[slotAt(index.row())].entry : nullptr;
}

QModelIndex ContextsModel::indexOf(const QString &id) const
{
    const auto known = m_slotById.constFind(id);
    const int row = known != m_slotById.constEnd() ? rowOf(*known) : -1;
    return row >= 0 ? index(row, 0) : QModelIndex();
}

std::vector<const ContextEntry *> ContextsModel::entries() const
{
    std::vector<const Row *> rows;
    rows.reserve(std::size_t(m_slotById.size()));
    for (const Slot slot : m_slotById)
        rows.push_back(&m_rows[slot]);
    std::sort(rows.begin(), rows.end(), [](const Row *a, const Row *b) { return a->order < b->order; });
    std::vector<const ContextEntry *> entries;
    entries.reserve(rows.size());
    for (const Row *row : rows)
        entries.push_back(&row->entry);
    return entries;
}

std::vector<const ContextEntry *> ContextsModel::openEntries() const
{
    std::vector<const ContextEntry *> open = entries();
    std::erase_if(open, [](const ContextEntry *entry) { return !entry->isOpen; });
    return open;
}

std::vector<ContextsModel::Count> ContextsModel::counts() const
{
    std::map<ConnectionState, int> byState;
    for (const ContextEntry *entry : openEntries())
        ++byState[entry->status.state];
    std::vector<Count> result;
    for (const ConnectionState state :
         {ConnectionState::Invalid, ConnectionState::Unreachable, ConnectionState::Forbidden,
          ConnectionState::NeedsLogin, ConnectionState::Stale, ConnectionState::Degraded, ConnectionState::Connecting,
          ConnectionState::Live}) {
        if (byState.contains(state))
            result.push_back({state, byState.at(state)});
    }
    return result;
}

const QueryFields &ContextsModel::queryFields() const
{
    static const QueryFields fields{
        // in the order of Column
        {u"context"_s}, {u"state"_s},     {u"version"_s}, {u"latency"_s, QueryField::Kind::Number},
        {u"you"_s},     {u"nodes"_s},     {u"pods"_s},    {u"cluster"_s},
        {u"user"_s},    {u"namespace"_s}, {u"server"_s},  {u"file"_s},
        {u"problem"_s}};
    return fields;
}

int ContextsModel::attentionCount() const
{
    const auto open = openEntries();
    return int(std::count_if(open.begin(), open.end(),
                             [](const ContextEntry *entry) { return needsAttention(entry->status.state); }));
}

QVariant ContextsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const ContextEntry &entry = row.entry;
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(entry, column);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(entry, column));
    case Qt::CheckStateRole:
        if (column != Column::Name)
            return {};
        return entry.isOpen ? Qt::Checked : Qt::Unchecked;
    case SortRole:
        return sortValue(row, column);
    case SeverityRole:
        if (column == Column::State)
            return QVariant::fromValue(severityOf(entry.status.state));
        return QVariant::fromValue(column == Column::Name || column == Column::Username || column == Column::Version ||
                                           column == Column::Latency
                                       ? Severity::Neutral
                                       : Severity::Dim);
    case IsStaleRole:
        return !entry.isOpen;
    case ShorterRole:
        return column == Column::State ? QVariant(shorterStates(entry.status)) : QVariant();
    case KeyRole:
        return entry.context.id;
    case StateRole:
        return int(entry.status.state);
    case IsOpenRole:
        return entry.isOpen;
    case IsInsecureRole:
        return entry.context.endpoint.insecureSkipTlsVerify;
    case AlertRole:
        return column == Column::Name && entry.context.endpoint.insecureSkipTlsVerify ? tr("insecure") : QString();
    default:
        return IndexedTableModel::data(index, role);
    }
}

bool ContextsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const ContextEntry *entry = this->entry(index);
    if (!entry || role != Qt::CheckStateRole || index.column() != int(Column::Name))
        return false;
    emit openRequested(entry->context.id, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ContextsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = IndexedTableModel::flags(index);
    return index.isValid() && index.column() == int(Column::Name) ? flags | Qt::ItemIsUserCheckable : flags;
}

bool ContextsModel::isNumeric(int column) const
{
    return Column(column) == Column::Latency;
}

QString ContextsModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Name:
        return tr("Context");
    case Column::State:
        return tr("State");
    case Column::Version:
        return tr("Version");
    case Column::Latency:
        return tr("Latency");
    case Column::Username:
        return tr("You are");
    case Column::Nodes:
        return tr("Nodes");
    case Column::Pods:
        return tr("Pods");
    case Column::Cluster:
        return tr("Cluster");
    case Column::User:
        return tr("User");
    case Column::Namespace:
        return tr("Namespace");
    case Column::Server:
        return tr("Server");
    case Column::File:
        return tr("File");
    case Column::Error:
        return tr("Problem");
    }
    return {};
}

QString ContextsModel::text(const ContextEntry &entry, Column column) const
{
    switch (column) {
    case Column::Name:
        return plainLine(entry.context.id.isEmpty() ? entry.context.name : entry.context.id);
    case Column::State:
        return stateText(entry.status);
    case Column::Version:
        return plainLine(entry.status.serverVersion, 60);
    case Column::Latency:
        return entry.status.latency ? tr("%1 ms").arg(numberText(entry.status.latency->count())) : QString();
    case Column::Username:
        return plainLine(entry.status.username);
    case Column::Nodes:
        return entry.isOpen ? resourceText(entry.status.nodes) : QString();
    case Column::Pods:
        return entry.isOpen ? resourceText(entry.status.pods) : QString();
    case Column::Cluster:
        return plainLine(entry.context.clusterName);
    case Column::User:
        return plainLine(entry.context.userName);
    case Column::Namespace:
        return plainLine(entry.context.namespaceName);
    case Column::Server:
        return plainLine(entry.context.endpoint.server.toDisplayString(QUrl::RemoveUserInfo));
    case Column::File:
        return plainLine(entry.context.file);
    case Column::Error: {
        const auto remedy = remedyFor(entry);
        return remedy ? remedy->cause : QString();
    }
    }
    return {};
}

QString ContextsModel::toolTip(const ContextEntry &entry, Column column) const
{
    switch (column) {
    case Column::State:
        if (entry.status.state == ConnectionState::Stale)
            return tr("Last seen %1").arg(timeText(entry.status.staleSince));
        return stateText(entry.status);
    case Column::Username:
        return entry.status.groups.isEmpty()
                   ? entry.status.username
                   : tr("%1\nGroups: %2").arg(entry.status.username, entry.status.groups.join(", "_L1));
    case Column::Name:
        return tr("%1\n%2").arg(entry.context.name, entry.context.file);
    case Column::Nodes:
    case Column::Pods: {
        const auto &resource = column == Column::Nodes ? entry.status.nodes : entry.status.pods;
        return resource.error ? resource.error->message : QString();
    }
    case Column::Version:
    case Column::Latency:
        return {};
    case Column::Cluster:
    case Column::User:
    case Column::Namespace:
    case Column::Server:
    case Column::File:
    case Column::Error:
        return text(entry, column);
    }
    return {};
}

QVariant ContextsModel::sortValue(const Row &row, Column column) const
{
    switch (column) {
    case Column::Latency:
        return row.entry.status.latency ? QVariant(qlonglong(row.entry.status.latency->count())) : QVariant();
    case Column::State:
        return int(row.entry.status.state);
    case Column::Name:
    case Column::Version:
    case Column::Username:
    case Column::Nodes:
    case Column::Pods:
    case Column::Cluster:
    case Column::User:
    case Column::Namespace:
    case Column::Server:
    case Column::File:
    case Column::Error:
        return text(row.entry, column);
    }
    return {};
}

std::strong_ordering ContextsModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) {
        const auto order = a.order <=> b.order;
        return order != 0 ? order : a.entry.context.id.compare(b.entry.context.id) <=> 0;
    }
    switch (Column(column)) {
    case Column::Latency: {
        const auto &latencyA = a.entry.status.latency;
        const auto &latencyB = b.entry.status.latency;
        return latencyA && latencyB ? latencyA->count() <=> latencyB->count()
                                    : latencyA.has_value() <=> latencyB.has_value();
    }
    case Column::State:
        return a.entry.status.state <=> b.entry.status.state;
    case Column::Name:
    case Column::Version:
    case Column::Username:
    case Column::Nodes:
    case Column::Pods:
    case Column::Cluster:
    case Column::User:
    case Column::Namespace:
    case Column::Server:
    case Column::File:
    case Column::Error:
        return naturalOrder(text(a.entry, Column(column)), text(b.entry, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool ContextsModel::isShown(Slot slot) const
{
    return query().matches(Asked(*this, m_rows[slot]));
}

void ContextsModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> ContextsModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::ToolTipRole, Qt::CheckStateRole, SortRole,
            SeverityRole,    IsStaleRole,     StateRole,          IsOpenRole};
}

} // namespace fairlead::models
