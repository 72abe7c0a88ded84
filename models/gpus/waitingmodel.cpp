// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "waitingmodel.h"

#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"
#include "producttext.h"
#include "waitingfacts.h"

#include <QMap>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

enum class Field : std::uint8_t { Cluster, Pod, Namespace, Owner, User, Product, Resource, Reason, Age };

//! Of a KeyRole; the uid stands behind it.
QString contextIdOf(const QString &key)
{
    return key.left(std::max(key.lastIndexOf(u'\n'), qsizetype(0)));
}

//! What is waited for where \p resource is wanted: the one product that carries it, else the resource.
QString deviceText(const QMap<QString, QStringList> &products, const QString &resource)
{
    const QStringList names = products.value(resource);
    return names.size() == 1 ? names.front() : plainLine(resource, 80);
}

QString countedText(std::int64_t count, const QString &device)
{
    return WaitingModel::tr("%1 × %2").arg(numberText(count), device);
}

QMap<QString, QStringList> productsByResource(const std::vector<accelerators::ProductAvailability> &all)
{
    QMap<QString, QStringList> products;
    for (const accelerators::ProductAvailability &each : all)
        products[each.product.resource] += productText(each.product);
    for (QStringList &names : products) {
        names.sort();
        names.removeDuplicates();
    }
    return products;
}

} // namespace

class WaitingModel::Asked final : public QueryRow
{
public:
    Asked(const WaitingModel &model, const Row &row)
        : m_model(model)
        , m_row(row)
    {
    }

    QString words() const override { return m_row.words; }

    QString text(std::size_t field) const override
    {
        const kubernetes::Pod &pod = *m_row.pod;
        switch (Field(field)) {
        case Field::Cluster:
            return m_model.text(m_row, Column::Cluster);
        case Field::Pod:
            return pod.name;
        case Field::Namespace:
            return pod.namespaceName;
        case Field::Owner:
            return pod.ownerName;
        case Field::User:
            return pod.user;
        case Field::Product:
            return m_row.products.join(u'\n');
        case Field::Resource: {
            QStringList lines;
            for (const accelerators::DeviceRequest &request : m_row.requests)
                lines += request.resource;
            return lines.join(u'\n');
        }
        case Field::Reason:
            return m_model.reason(m_row);
        case Field::Age:
            break;
        }
        return {};
    }

    std::optional<double> number(std::size_t field) const override
    {
        return Field(field) == Field::Age ? std::optional(double(secondsNow() - m_row.pod->created)) : std::nullopt;
    }

private:
    const WaitingModel &m_model;
    const Row &m_row;
};

WaitingModel::WaitingModel(QObject *parent)
    : IndexedTableModel(Columns, parent)
{
}

void WaitingModel::setExtraResources(const QStringList &extraResources)
{
    m_extraResources = extraResources;
}

void WaitingModel::applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta)
{
    Cluster &cluster = m_clusters[contextId];
    cluster.isKnown = true;
    QMap<QString, QStringList> products = productsByResource(delta.products);
    const bool isRenamed = products != cluster.products;
    cluster.products = std::move(products);
    QSet<QString> here;
    for (const kubernetes::PodPtr &pod : delta.waiting) {
        here.insert(pod->uid);
        put(cluster, contextId, pod, isRenamed);
    }
    for (auto it = cluster.slotByUid.begin(); it != cluster.slotByUid.end();) {
        if (here.contains(it.key())) {
            ++it;
        } else {
            retire(*it);
            it = cluster.slotByUid.erase(it);
        }
    }
}

//! \p isRenamed: what carries a resource in its cluster is not what it was.
void WaitingModel::put(Cluster &cluster, const QString &contextId, const kubernetes::PodPtr &pod, bool isRenamed)
{
    const auto known = cluster.slotByUid.constFind(pod->uid);
    if (known != cluster.slotByUid.constEnd() && m_rows[*known].pod == pod && !isRenamed)
        return;
    Row row{.contextId = contextId, .pod = pod};
    QStringList wants;
    QStringList resources;
    row.requests = accelerators::deviceRequests(*pod, m_extraResources);
    for (const accelerators::DeviceRequest &request : row.requests) {
        row.devices += request.count;
        row.products += cluster.products.value(request.resource);
        const QString device = deviceText(cluster.products, request.resource);
        wants += countedText(request.count, device);
        resources += request.resource;
    }
    row.wants = wants.join(", "_L1);
    row.causes = plainLine(causesText(reason(row)));
    row.words = Query::words({cluster.name, contextId, pod->namespaceName, pod->name, row.wants, resources.join(u' '),
                              pod->user, pod->ownerName, reason(row)});
    const Slot slot = known != cluster.slotByUid.constEnd() ? *known : allocate();
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    m_rows[slot] = std::move(row);
    cluster.slotByUid.insert(pod->uid, slot);
    touch(slot);
}

void WaitingModel::removeCluster(const QString &contextId)
{
    const auto it = m_clusters.find(contextId);
    if (it == m_clusters.end())
        return;
    for (const Slot slot : std::as_const(it->slotByUid))
        retire(slot);
    it->slotByUid.clear();
    it->isKnown = false;
}

void WaitingModel::setContext(const QString &contextId, const QString &name, const kubernetes::ContextStatus &status)
{
    const bool isStale = status.staleSince > 0;
    const bool areNodesKnown = status.nodes.freshness != kubernetes::Freshness::Connecting;
    Cluster &cluster = m_clusters[contextId];
    if (cluster.name == name && cluster.isStale == isStale && cluster.areNodesKnown == areNodesKnown)
        return;
    cluster.name = name;
    cluster.isStale = isStale;
    cluster.areNodesKnown = areNodesKnown;
    for (const Slot slot : std::as_const(cluster.slotByUid))
        touch(slot);
}

void WaitingModel::setShortName(const QString &contextId, const QString &name)
{
    Cluster &cluster = m_clusters[contextId];
    if (std::exchange(cluster.shortName, name) == name)
        return;
    for (const Slot slot : std::as_const(cluster.slotByUid))
        touch(slot);
}

QString WaitingModel::summary() const
{
    QMap<QString, std::int64_t> wants; // by device; kinds of device never add up
    int pods = 0;
    for (const Cluster &cluster : m_clusters) {
        for (const Slot slot : cluster.slotByUid) {
            if (rowOf(slot) < 0)
                continue;
            for (const accelerators::DeviceRequest &request : m_rows[slot].requests)
                wants[deviceText(cluster.products, request.resource)] += request.count;
            ++pods;
        }
    }
    if (totalCount() == 0)
        return {};
    if (pods == 0)
        return tr("none of %Ln pod(s)", nullptr, totalCount());
    constexpr int Named = 3;
    QStringList parts;
    for (auto it = wants.cbegin(); it != wants.cend() && parts.size() < Named; ++it)
        parts += countedText(it.value(), it.key());
    if (wants.size() > Named)
        parts += tr("…");
    const QString wanted = parts.join(", "_L1);
    return pods == totalCount() ? tr("%Ln pod(s) want %1", nullptr, pods).arg(wanted)
                                : tr("%1 of %Ln pod(s): %2", nullptr, totalCount()).arg(numberText(pods), wanted);
}

std::optional<WaitingModel::Slot> WaitingModel::slotOf(const QString &key) const
{
    const auto cluster = m_clusters.constFind(contextIdOf(key));
    if (cluster == m_clusters.constEnd())
        return {};
    const auto slot = cluster->slotByUid.constFind(key.mid(key.lastIndexOf(u'\n') + 1));
    return slot != cluster->slotByUid.constEnd() ? std::optional(*slot) : std::nullopt;
}

std::optional<WaitingModel::Selected> WaitingModel::pod(const QString &key) const
{
    const auto slot = slotOf(key);
    if (!slot)
        return {};
    const Row &row = m_rows[*slot];
    const Cluster &cluster = *m_clusters.constFind(row.contextId);
    return Selected{wantsToolTip(row), row.contextId, cluster.name, row.pod, row.requests, cluster.isStale};
}

bool WaitingModel::showsPod(const QString &key) const
{
    const auto slot = slotOf(key);
    return slot && rowOf(*slot) >= 0;
}

bool WaitingModel::isKnown(const QString &key) const
{
    const auto cluster = m_clusters.constFind(contextIdOf(key));
    return cluster != m_clusters.constEnd() && cluster->isKnown;
}

int WaitingModel::clusterCount() const
{
    return int(std::count_if(m_clusters.cbegin(), m_clusters.cend(),
                             [](const Cluster &cluster) { return !cluster.slotByUid.isEmpty(); }));
}

void WaitingModel::updateAges()
{
    refreshAges(int(Column::Since));
}

const QueryFields &WaitingModel::queryFields() const
{
    static const QueryFields fields{// in the order of Field
                                    {u"cluster"_s},  {u"pod"_s},    {u"namespace"_s},
                                    {u"owner"_s},    {u"user"_s},   {u"product"_s},
                                    {u"resource"_s}, {u"reason"_s}, {u"age"_s, QueryField::Kind::Age}};
    return fields;
}

QVariant WaitingModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return column == Column::Reason ? plainLine(reason(row), SchedulerWords::Longest) : text(row, column);
    case Qt::ToolTipRole:
        if (column == Column::Since)
            return toolTipText(timeText(row.pod->created));
        if (column == Column::Reason)
            return toolTipText(reason(row));
        return toolTipText(column == Column::Wants ? wantsToolTip(row) : text(row, column));
    case ShorterRole: // what tells the row from the others
        if (const QString &name = m_clusters.constFind(row.contextId)->shortName;
            column == Column::Cluster && !name.isEmpty())
            return QStringList{plainLine(name)};
        return {};
    case SortRole:
        switch (column) {
        case Column::Wants:
            return qlonglong(row.devices);
        case Column::Since:
            return qlonglong(row.pod->created);
        case Column::Namespace:
        case Column::Pod:
        case Column::Cluster:
        case Column::Reason:
            return text(row, column);
        }
        return {};
    case SeverityRole:
        return QVariant::fromValue(column == Column::Pod || column == Column::Wants ? Severity::Neutral
                                                                                    : Severity::Dim);
    case IsStaleRole:
        return m_clusters.constFind(row.contextId)->isStale;
    case KeyRole:
        return keyOf(row.contextId, row.pod->uid);
    default:
        return IndexedTableModel::data(index, role);
    }
}

bool WaitingModel::isNumeric(int column) const
{
    return Column(column) == Column::Since;
}

QString WaitingModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Namespace:
        return tr("Namespace");
    case Column::Pod:
        return tr("Pod");
    case Column::Wants:
        return tr("Wants");
    case Column::Since:
        return tr("Waits");
    case Column::Cluster:
        return tr("Cluster");
    case Column::Reason:
        return tr("Reason");
    }
    return {};
}

QString WaitingModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Namespace:
        return plainLine(row.pod->namespaceName);
    case Column::Pod:
        return plainLine(row.pod->name);
    case Column::Wants:
        return row.wants;
    case Column::Since:
        return durationText(secondsNow() - row.pod->created);
    case Column::Cluster:
        return plainLine(m_clusters.constFind(row.contextId)->name);
    case Column::Reason:
        return row.causes;
    }
    return {};
}

//! The resources as they stand in the Pod, and what carries them.
QString WaitingModel::wantsToolTip(const Row &row) const
{
    const Cluster &cluster = *m_clusters.constFind(row.contextId);
    QStringList lines;
    for (const accelerators::DeviceRequest &request : row.requests) {
        const QStringList names = cluster.products.value(request.resource);
        const QString wanted = countedText(request.count, plainLine(request.resource, 80));
        lines += !names.isEmpty()        ? tr("%1: %2").arg(wanted, namesText(names))
                 : cluster.areNodesKnown ? tr("%1: no node of the cluster has it").arg(wanted)
                                         : wanted;
    }
    return lines.join(u'\n');
}

QString WaitingModel::reason(const Row &row) const
{
    if (!row.pod->waitingMessage.isEmpty())
        return row.pod->waitingMessage;
    return row.pod->waitingReason.isEmpty() ? tr("The scheduler has not looked at it yet") : row.pod->waitingReason;
}

std::strong_ordering WaitingModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) { // longest waiting first
        if (const auto order = a.pod->created <=> b.pod->created; order != 0)
            return order;
        if (const auto order = a.contextId.compare(b.contextId) <=> 0; order != 0)
            return order;
        return a.pod->uid.compare(b.pod->uid) <=> 0;
    }
    switch (Column(column)) {
    case Column::Wants:
        return a.devices <=> b.devices;
    case Column::Since:
        return b.pod->created <=> a.pod->created;
    case Column::Namespace:
    case Column::Pod:
    case Column::Cluster:
    case Column::Reason:
        return naturalOrder(text(a, Column(column)), text(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool WaitingModel::isShown(Slot slot) const
{
    return query().matches(Asked(*this, m_rows[slot]));
}

void WaitingModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> WaitingModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::ToolTipRole, SortRole, IsStaleRole};
}

} // namespace fairlead::models
