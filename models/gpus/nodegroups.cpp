// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodegroups.h"

#include "backends/accelerators/nodepool.h"
#include "models/clusters/contextstate.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using Grouping = NodeGroups::Grouping;
using Shown = NodeTableModel::Shown;

//! What a Node can still give, the worst first: who looks at the groups looks for these.
enum class Standing : std::uint8_t { Unusable, Unhealthy, Unknown, Full, PartlyFree, Free };

Standing standingOf(const Shown &row)
{
    if (!row.node.availability.isSchedulable)
        return Standing::Unusable;
    if (row.devices && (row.devices->unhealthy > 0 || row.devices->problem != accelerators::NodeDevices::Problem::None))
        return Standing::Unhealthy;
    if (!row.devices || !row.devices->available || !row.devices->requested)
        return Standing::Unknown;
    if (*row.devices->available == 0)
        return Standing::Full;
    return *row.devices->requested > 0 ? Standing::PartlyFree : Standing::Free;
}

QString standingText(Standing standing)
{
    switch (standing) {
    case Standing::Unusable:
        return NodeGroups::tr("Nothing can be placed");
    case Standing::Unhealthy:
        return NodeGroups::tr("Unhealthy devices");
    case Standing::Unknown:
        return NodeGroups::tr("Not known");
    case Standing::Full:
        return NodeGroups::tr("Full");
    case Standing::PartlyFree:
        return NodeGroups::tr("Partly free");
    case Standing::Free:
        return NodeGroups::tr("All free");
    }
    return {};
}

//! What the group of a row is called within its cluster, and what it is sorted by.
std::pair<int, QString> categoryOf(const Shown &row, Grouping grouping)
{
    switch (grouping) {
    case Grouping::Cluster:
        break;
    case Grouping::Product:
        return {0, row.devices ? row.product : NodeGroups::tr("no accelerators")};
    case Grouping::Pool: {
        const QString pool = plainLine(accelerators::nodePool(*row.node.availability.node), 120);
        return pool.isEmpty() ? std::pair(1, NodeGroups::tr("no pool")) : std::pair(0, pool);
    }
    case Grouping::State: {
        const Standing standing = standingOf(row);
        return {int(standing), standingText(standing)};
    }
    }
    return {};
}

struct Sum
{
    std::int64_t free = 0;
    std::int64_t allocatable = 0;
    bool isKnown = true;

    void add(const accelerators::NodeDevices &devices)
    {
        isKnown = isKnown && devices.available.has_value();
        free += devices.available.value_or(0);
        allocatable += devices.allocatable;
    }

    QString text() const
    {
        return NodeGroups::tr("%1 of %2").arg(isKnown ? numberText(free) : u"?"_s, numberText(allocatable));
    }
};

//! Kinds that are named where there are more of them; the others are counted.
constexpr std::size_t NamedKinds = 3;

//! Of the products, the ones with most of \p amount first.
template <class Value, class Amount>
std::vector<std::pair<QString, Value>> ranked(const QHash<QString, Value> &byProduct, Amount amount)
{
    std::vector<std::pair<QString, Value>> sorted;
    for (auto it = byProduct.cbegin(); it != byProduct.cend(); ++it)
        sorted.emplace_back(it.key(), it.value());
    std::sort(sorted.begin(), sorted.end(), [&amount](const auto &a, const auto &b) {
        const std::int64_t ofA = amount(a.second);
        const std::int64_t ofB = amount(b.second);
        return ofA != ofB ? ofA > ofB : naturalOrder(a.first, b.first) < 0;
    });
    return sorted;
}

//! "4 of 8 H100 MIG 3g.40gb free, 19 of 32 H100 MIG 1g.10gb": slices and shares are each a kind of their own.
QString partsText(const QHash<QString, Sum> &parts)
{
    const auto sums = ranked(parts, [](const Sum &sum) { return sum.allocatable; });
    QStringList words;
    for (const auto &[product, sum] : sums) {
        if (std::size_t(words.size()) == NamedKinds)
            break;
        words += (words.isEmpty() ? NodeGroups::tr("%1 %2 free") : NodeGroups::tr("%1 %2")).arg(sum.text(), product);
    }
    if (sums.size() > NamedKinds)
        words += NodeGroups::tr("%Ln more kind(s)", nullptr, int(sums.size() - NamedKinds));
    return words.join(", "_L1);
}

} // namespace

NodeGroups::NodeGroups(const NodeTableModel &nodes, const ContextsModel &contexts, QObject *parent)
    : QObject(parent)
    , m_nodes(nodes)
    , m_contexts(contexts)
{
    // The models announce a change row by row: what comes in one turn of the event loop is one change here.
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &NodeGroups::regroup);
    const auto rowsMoved = [this] {
        m_hasOtherRows = true;
        m_timer.start();
    };
    connect(&nodes, &QAbstractItemModel::rowsInserted, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::rowsRemoved, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::layoutChanged, this, rowsMoved);
    connect(&nodes, &QAbstractItemModel::modelReset, this, rowsMoved);
    const auto later = [this] { m_timer.start(); };
    connect(&nodes, &QAbstractItemModel::dataChanged, this, later);
    connect(&contexts, &QAbstractItemModel::dataChanged, this, later);
    connect(&contexts, &QAbstractItemModel::rowsInserted, this, later);
    connect(&contexts, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&contexts, &QAbstractItemModel::modelReset, this, later);
    regroup();
}

void NodeGroups::setGrouping(Grouping grouping)
{
    m_grouping = grouping;
    m_hasOtherRows = true;
    regroup();
}

void NodeGroups::flush()
{
    if (m_timer.isActive())
        regroup();
}

void NodeGroups::regroup()
{
    m_timer.stop();
    // A node stays in its cluster; its state changes, and its labels come late: the product of a new node, its pool.
    if (std::exchange(m_hasOtherRows, false) || m_grouping != Grouping::Cluster)
        placeRows();
    else
        std::erase_if(m_groups, [](const NodeGroup &group) { return group.rows.empty(); });
    for (NodeGroup &group : m_groups) {
        group.isStale = m_nodes.shown(group.rows.front()).isStale;
        describe(group);
        describeState(group);
    }
    appendSilentClusters();
    emit regrouped();
}

//! Rows in natural order into the groups that they belong to; only the groups are sorted then, as these are few.
void NodeGroups::placeRows()
{
    struct Bucket
    {
        int cluster;
        std::pair<int, QString> category;
        std::vector<int> rows;
    };
    std::vector<Bucket> buckets;
    QHash<std::pair<int, std::pair<int, QString>>, std::size_t> places;
    std::size_t place = 0;
    for (const int row : naturalRows()) {
        const Shown shown = m_nodes.shown(row);
        const int cluster = shown.clusterOrder;
        auto category = categoryOf(shown, m_grouping);
        if (buckets.empty() || buckets[place].cluster != cluster || buckets[place].category != category) {
            const auto known = places.constFind({cluster, category});
            place = known != places.constEnd() ? *known : buckets.size();
            if (place == buckets.size()) {
                places.insert({cluster, category}, place);
                buckets.push_back({cluster, std::move(category), {}});
            }
        }
        buckets[place].rows.push_back(row);
    }
    std::sort(buckets.begin(), buckets.end(), [](const Bucket &a, const Bucket &b) {
        if (a.cluster != b.cluster)
            return a.cluster < b.cluster;
        if (a.category.first != b.category.first)
            return a.category.first < b.category.first;
        return naturalOrder(a.category.second, b.category.second) < 0;
    });
    m_groups.clear();
    const Bucket *last = nullptr;
    for (Bucket &bucket : buckets) {
        const Shown shown = m_nodes.shown(bucket.rows.front());
        const bool isOtherCluster = !last || last->cluster != bucket.cluster;
        m_groups.push_back({.contextId = shown.contextId,
                            .title = isOtherCluster ? plainLine(shown.clusterName, 120) : QString(),
                            .subtitle = bucket.category.second,
                            .rows = std::move(bucket.rows)});
        last = &bucket;
    }
}

//! By cluster and name, which is the order of the table unless the user sorted it.
std::vector<int> NodeGroups::naturalRows() const
{
    std::vector<int> rows(std::size_t(m_nodes.rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    if (m_nodes.sortColumn() >= 0)
        std::sort(rows.begin(), rows.end(), [this](int a, int b) { return m_nodes.isNaturallyBefore(a, b); });
    return rows;
}

void NodeGroups::describe(NodeGroup &group) const
{
    int nodes = 0;
    const accelerators::NodeRow *last = nullptr; // rows of one Node are neighbours
    Sum cards;
    QHash<QString, Sum> parts;
    for (const int row : group.rows) {
        const Shown shown = m_nodes.shown(row);
        nodes += std::exchange(last, &shown.node) != &shown.node;
        if (shown.devices && shown.devices->allocatable > 0)
            (isWhole(shown.devices->product.kind) ? cards : parts[shown.product]).add(*shown.devices);
    }
    QStringList words{tr("%Ln node(s)", nullptr, nodes)};
    if (cards.allocatable > 0)
        words += tr("%1 free").arg(cards.text());
    if (parts.size() == 1 && m_grouping == Grouping::Product) // its title names them
        words += tr("%1 slices free").arg(parts.cbegin()->text());
    else if (!parts.isEmpty())
        words += partsText(parts);
    group.note = words.join(u" · "_s);
}

//! Said once a cluster, and only where something is wrong: what is live needs no word.
void NodeGroups::describeState(NodeGroup &group) const
{
    const ContextEntry *entry = group.title.isEmpty() ? nullptr : m_contexts.entry(group.contextId);
    group.state.clear();
    if (!entry || entry->status.state == kubernetes::ConnectionState::Live)
        return;
    QStringList words{stateText(entry->status)};
    if (const auto remedy = remedyFor(*entry))
        words += remedy->cause.endsWith(u'.') ? remedy->cause.chopped(1) : remedy->cause; // the line goes on
    if (const QString retry = retryText(entry->status); !retry.isEmpty())
        words += retry;
    group.state = words.join(u" · "_s);
    group.stateSeverity = severityOf(entry->status.state);
}

void NodeGroups::appendSilentClusters()
{
    QSet<QString> shown;
    for (const NodeGroup &group : m_groups)
        shown.insert(group.contextId);
    for (const ContextEntry *entry : m_contexts.openEntries()) {
        if (!entry->isPrimary || shown.contains(entry->context.id) ||
            entry->status.state == kubernetes::ConnectionState::Live)
            continue;
        NodeGroup group{.contextId = entry->context.id, .title = plainLine(entry->context.id, 120)};
        describeState(group);
        m_groups.push_back(std::move(group));
    }
}

QString NodeGroups::holdingText(const HolderSelection &selection) const
{
    QSet<const kubernetes::Node *> nodes;
    std::int64_t devices = 0;
    QHash<QString, std::int64_t> parts;
    for (int row = 0; row < m_nodes.rowCount(); ++row) {
        const Shown shown = m_nodes.shown(row);
        for (const DeviceRun &run : shown.strip.runs) {
            if (run.pod < 0 || !selection.covers(shown.contextId, *shown.node.holders[std::size_t(run.pod)]))
                continue;
            nodes.insert(shown.node.availability.node.get());
            (isWhole(shown.devices->product.kind) ? devices : parts[shown.product]) += run.count;
        }
    }
    if (nodes.isEmpty())
        return m_nodes.query().isEmpty() ? tr("holds nothing") : tr("holds nothing on the nodes that match the filter");
    QStringList amounts;
    if (devices > 0)
        amounts += tr("%Ln device(s)", nullptr, int(devices));
    std::size_t named = 0;
    for (const auto &[product, count] : ranked(parts, [](std::int64_t count) { return count; })) {
        if (++named <= NamedKinds)
            amounts += tr("%1 × %2").arg(numberText(count), product);
    }
    if (named > NamedKinds)
        amounts += tr("%Ln more kind(s)", nullptr, int(named - NamedKinds));
    const QString where = tr("%Ln node(s)", nullptr, int(nodes.size()));
    return (m_nodes.query().isEmpty() ? tr("holds %1 on %2") : tr("holds %1 on %2 that match the filter"))
        .arg(amounts.join(" + "_L1), where);
}

NodeGroups::Grouping groupingFromString(const QString &text)
{
    for (const Grouping grouping : {Grouping::Product, Grouping::Pool, Grouping::State}) {
        if (text == toString(grouping))
            return grouping;
    }
    return Grouping::Cluster;
}

QString toString(NodeGroups::Grouping grouping)
{
    switch (grouping) {
    case Grouping::Cluster:
        return u"cluster"_s;
    case Grouping::Product:
        return u"product"_s;
    case Grouping::Pool:
        return u"pool"_s;
    case Grouping::State:
        return u"state"_s;
    }
    return {};
}

} // namespace fairlead::models
