// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "holdingsmodel.h"

#include "holdercolours.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "models/severity.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr int FewRows = 256; // are counted at once
constexpr std::chrono::milliseconds Slice(6);

//! Lines of a tool tip, names of a cell: what is more is counted.
constexpr std::size_t MostLines = 20;
constexpr std::size_t MostNamed = 8;

//! More or less of \p key; what is none is not there.
template <class Map, class Key>
void shiftAmount(Map &amounts, const Key &key, std::int64_t by)
{
    const auto it = amounts.try_emplace(key, 0).first;
    if ((it->second += by) == 0)
        amounts.erase(it);
}

//! One Pod more or less under \p name; a name without Pods is none.
template <class Counts>
void shift(Counts &counts, const QString &name, int by)
{
    const auto it = counts.find(name);
    if (it == counts.end())
        counts.insert(name, by);
    else if ((*it += by) == 0)
        counts.erase(it);
}

} // namespace

HoldingsModel::HoldingsModel(const NodeTableModel &nodes, HolderColours &colours, QObject *parent)
    : IndexedTableModel(Columns, parent)
    , m_nodes(nodes)
    , m_colours(colours)
{
    connect(&nodes, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { countRows(first, last); });
    connect(&nodes, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { forgetRows(first, last); });
    connect(&nodes, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        if (from.column() != int(NodeTableModel::Column::Age)) // alone it is no change
            countRows(from.row(), to.row());
    });
    connect(&nodes, &QAbstractItemModel::modelReset, this, &HoldingsModel::recount);
    connect(&m_slices, &QTimer::timeout, this, &HoldingsModel::takeSlice);
    connect(&nodes, &IndexedTableModel::countsChanged, this, &HoldingsModel::refreshShares);
    connect(&nodes, &IndexedTableModel::countsChanged, this, &HoldingsModel::scopeChanged);
    connect(this, &IndexedTableModel::countsChanged, this, &HoldingsModel::refreshShares);
    connect(&nodes, &NodeTableModel::coloursChanged, this, [this] { refreshAges(int(Column::Holder), {HolderRole}); });
    recount();
}

void HoldingsModel::setGrouping(Grouping grouping)
{
    if (m_grouping == grouping)
        return;
    // No row of the one grouping is a row of the other.
    for (const Slot slot : std::as_const(m_slotByKey))
        retire(slot);
    m_slotByKey.clear();
    m_offered.clear();
    m_offeredDevices = 0;
    m_counted.clear();
    m_grouping = grouping;
    recount();
    flush();
}

void HoldingsModel::sort(int column, Qt::SortOrder order)
{
    finishSlices();
    IndexedTableModel::sort(column, order);
}

void HoldingsModel::countRows(int first, int last)
{
    if (last - first >= FewRows) {
        countLater(first, last);
        return;
    }
    for (int row = first; row <= last; ++row)
        count(m_nodes.shown(row));
}

void HoldingsModel::forgetRows(int first, int last)
{
    const bool areFew = last - first < FewRows;
    for (int row = first; row <= last; ++row) {
        const std::uint32_t slot = m_nodes.shown(row).slot;
        if (slot >= m_counted.size())
            continue; // it waits to be counted
        if (areFew)
            forget(m_counted[slot]);
        else
            m_toForget.push_back(slot);
    }
    if (!areFew)
        startSlices();
}

//! What is held as before stays the row it is: what came is added before what went is taken away.
void HoldingsModel::recount()
{
    for (std::uint32_t slot = 0; slot < m_counted.size(); ++slot) {
        if (m_counted[slot].node)
            m_toForget.push_back(slot);
    }
    countLater(0, m_nodes.rowCount() - 1);
}

void HoldingsModel::countLater(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_toCount.push_back(m_nodes.shown(row).slot);
    startSlices();
}

void HoldingsModel::startSlices()
{
    if (!isCounting())
        return;
    setHeld(true);
    m_slices.start(0);
}

void HoldingsModel::takeSlice()
{
    work(QDeadlineTimer(Slice));
}

void HoldingsModel::finishSlices()
{
    work(QDeadlineTimer(QDeadlineTimer::Forever));
}

//! By what the node table shows now, whatever it was when the row was set to wait.
void HoldingsModel::work(const QDeadlineTimer &until)
{
    while (!m_toCount.empty() && !until.hasExpired()) {
        if (const int row = m_nodes.rowOfSlot(m_toCount.back()); row >= 0)
            count(m_nodes.shown(row));
        m_toCount.pop_back();
    }
    while (m_toCount.empty() && !m_toForget.empty() && !until.hasExpired()) {
        const std::uint32_t slot = m_toForget.back();
        m_toForget.pop_back();
        if (slot < m_counted.size() && m_nodes.rowOfSlot(slot) < 0)
            forget(m_counted[slot]);
    }
    if (isCounting())
        return;
    m_slices.stop();
    setHeld(false);
}

void HoldingsModel::count(const NodeTableModel::Shown &shown)
{
    if (shown.slot >= m_counted.size())
        m_counted.resize(shown.slot + 1);
    Counted &counted = m_counted[shown.slot];
    if (counted.node.get() == &shown.node && counted.isStale == shown.isStale &&
        counted.clusterName == shown.clusterName)
        return; // as it was
    Counted before = std::exchange(counted, {});
    if (shown.devices) {
        counted = {.node = shown.nodePtr,
                   .contextId = shown.contextId,
                   .clusterName = shown.clusterName,
                   .product = {isWhole(shown.devices->product.kind), shown.product},
                   .nodeKey = shown.contextId + u'\n' + shown.node.availability.node->name,
                   .offered = shown.devices->allocatable,
                   .isStale = shown.isStale};
        offer(counted.product, counted.offered);
        const bool countsAlike = before.nodeKey == counted.nodeKey && before.clusterName == counted.clusterName &&
                                 before.product == counted.product && before.isStale == counted.isStale;
        auto left = before.parts.begin();
        for (const kubernetes::PodPtr &pod : shown.node.holders) {
            const std::int64_t devices = pod->requests.value(shown.devices->product.resource).value();
            if (devices <= 0)
                continue;
            // Mostly one Pod of many is another; the holders are in the order in which they were before.
            const auto same = std::find_if(left, before.parts.end(), [&](const Part &part) { return part.pod == pod; });
            if (countsAlike && same != before.parts.end() && same->devices == devices) {
                counted.parts.push_back(std::move(*same));
                left = same + 1;
                continue;
            }
            counted.parts.push_back({keyOf(counted, *pod), pod, devices});
            add(counted, counted.parts.back());
        }
    }
    std::erase_if(before.parts, [](const Part &part) { return !part.pod; }); // they count on
    forget(before);
}

void HoldingsModel::forget(Counted &counted)
{
    for (const Part &part : counted.parts)
        subtract(counted, part);
    if (counted.node)
        offer(counted.product, -counted.offered);
    counted = {};
}

void HoldingsModel::offer(const Product &product, std::int64_t more)
{
    if (more == 0)
        return;
    shiftAmount(m_offered, product, more);
    if (!product.isWhole)
        return;
    m_offeredDevices += more;
    m_areSharesOld = true;
}

//! Shares change with the devices that there are.
void HoldingsModel::refreshShares()
{
    if (std::exchange(m_areSharesOld, false))
        refreshAges(int(Column::Share), {Qt::DisplayRole, Qt::ToolTipRole, FractionRole});
}

QString HoldingsModel::keyOf(const Counted &counted, const kubernetes::Pod &pod) const
{
    const HolderSelection holder = selectionOf(counted, pod);
    const QStringList parts{holder.contextId, holder.namespaceName, holder.ownerKind,
                            holder.ownerName, holder.podName,       holder.user};
    return parts.join(u'\n');
}

HolderSelection HoldingsModel::selectionOf(const Counted &counted, const kubernetes::Pod &pod) const
{
    switch (m_grouping) {
    case Grouping::Namespace:
        break;
    case Grouping::Workload:
        return HolderSelection::workloadOf(counted.contextId, pod);
    case Grouping::User:
        return HolderSelection::userOf(pod);
    }
    return HolderSelection::namespaceOf(pod);
}

void HoldingsModel::add(const Counted &counted, const Part &part)
{
    const kubernetes::Pod &pod = *part.pod;
    const auto known = m_slotByKey.constFind(part.key);
    const Slot slot = known != m_slotByKey.constEnd() ? *known : allocate();
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    Row &row = m_rows[slot];
    if (known == m_slotByKey.constEnd()) {
        m_slotByKey.insert(part.key, slot);
        row = {.key = part.key, .holder = selectionOf(counted, pod)};
        row.title = title(row.holder);
    }
    shiftAmount(row.products, counted.product, part.devices);
    (counted.product.isWhole ? row.devices : row.slices) += part.devices;
    row.releasing += pod.isTerminating ? part.devices : 0;
    row.pods += 1;
    row.stalePods += counted.isStale ? 1 : 0;
    shift(row.clusters, counted.clusterName, 1);
    shift(row.nodes, counted.nodeKey, 1);
    if (!pod.user.isEmpty())
        shift(row.users, pod.user, 1);
    ++row.starts[pod.since()];
    touch(slot);
}

void HoldingsModel::subtract(const Counted &counted, const Part &part)
{
    const kubernetes::Pod &pod = *part.pod;
    const Slot slot = m_slotByKey.value(part.key);
    Row &row = m_rows[slot];
    if (row.pods == 1) {
        retire(slot); // still shown with what it had, until that is announced
        m_slotByKey.remove(part.key);
        return;
    }
    shiftAmount(row.products, counted.product, -part.devices);
    (counted.product.isWhole ? row.devices : row.slices) -= part.devices;
    row.releasing -= pod.isTerminating ? part.devices : 0;
    row.pods -= 1;
    row.stalePods -= counted.isStale ? 1 : 0;
    shift(row.clusters, counted.clusterName, -1);
    shift(row.nodes, counted.nodeKey, -1);
    if (!pod.user.isEmpty())
        shift(row.users, pod.user, -1);
    if (const auto start = row.starts.find(pod.since()); --start->second == 0)
        row.starts.erase(start);
    touch(slot);
}

std::optional<HolderSelection> HoldingsModel::holder(const QModelIndex &index) const
{
    return index.isValid() ? std::optional(m_rows[slotAt(index.row())].holder) : std::nullopt;
}

QModelIndex HoldingsModel::indexOf(const HolderSelection &holder) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[slotAt(row)].holder == holder)
            return index(row, 0);
    }
    return {};
}

//! A user is one by the label alone.
QString HoldingsModel::title(const HolderSelection &holder) const
{
    if (m_grouping != Grouping::User)
        return holder.text();
    return holder.hasNoUser ? tr("no user label (%1)").arg(plainLine(holder.namespaceName)) : plainLine(holder.user);
}

QString HoldingsModel::scopeText() const
{
    const NodeTableModel::NodeCount nodes = m_nodes.shownNodeCount();
    const QString text = m_nodes.query().isEmpty() ? tr("of all %Ln node(s)", nullptr, nodes.all)
                                                   : tr("of the %Ln node(s) that match", nullptr, nodes.all);
    return nodes.stale == 0 ? text : tr("%1, %2 as last seen").arg(text, numberText(nodes.stale));
}

void HoldingsModel::updateAges()
{
    refreshAges(int(Column::Age));
}

//! The node table's filter is the one that holds here.
const QueryFields &HoldingsModel::queryFields() const
{
    static const QueryFields none;
    return none;
}

//! Of the whole devices that the Nodes shown have, 0 to 1; more where some are over-committed.
std::optional<double> HoldingsModel::shareOf(const Row &row) const
{
    return row.devices > 0 && m_offeredDevices > 0 ? std::optional(double(row.devices) / double(m_offeredDevices))
                                                   : std::nullopt;
}

std::int64_t HoldingsModel::oldest(const Row &row)
{
    return row.starts.empty() ? 0 : row.starts.begin()->first;
}

QVariant HoldingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
        switch (column) {
        case Column::Clusters:
            return toolTipText(QStringList(row.clusters.keys()).join(u'\n'));
        case Column::Users:
            return toolTipText(QStringList(row.users.keys()).join(u'\n'));
        case Column::Age:
            return toolTipText(timeText(oldest(row)));
        case Column::Share:
            return shareOf(row) ? toolTipText(tr("%1 of the %2 whole devices of these nodes")
                                                  .arg(numberText(row.devices), numberText(m_offeredDevices)))
                                : QVariant();
        case Column::Devices:
        case Column::Slices:
        case Column::Products:
            return toolTipText(amountsText(row));
        case Column::Holder:
            return toolTipText(text(row, column));
        case Column::Releasing:
        case Column::Pods:
        case Column::Nodes:
            break;
        }
        return {};
    case SortRole:
        switch (column) {
        case Column::Devices:
        case Column::Share:
            return qlonglong(row.devices);
        case Column::Slices:
            return qlonglong(row.slices);
        case Column::Releasing:
            return qlonglong(row.releasing);
        case Column::Pods:
            return qlonglong(row.pods);
        case Column::Nodes:
            return qlonglong(row.nodes.size());
        case Column::Age:
            return qlonglong(oldest(row));
        case Column::Holder:
        case Column::Products:
        case Column::Clusters:
        case Column::Users:
            return text(row, column);
        }
        return {};
    case SeverityRole:
        return QVariant::fromValue(column == Column::Holder || column == Column::Devices || column == Column::Slices
                                       ? Severity::Neutral
                                       : Severity::Dim);
    case IsStaleRole:
        return row.stalePods == row.pods;
    case KeyRole:
        return row.key;
    case HolderRole:
        return row.holder.namespaceName.isEmpty() ? -1 : m_colours.indexOf(row.holder.namespaceName);
    case FractionRole:
        return column == Column::Share && shareOf(row) ? QVariant(std::min(1.0, *shareOf(row))) : QVariant();
    default:
        return IndexedTableModel::data(index, role);
    }
}

bool HoldingsModel::isNumeric(int column) const
{
    switch (Column(column)) {
    case Column::Devices:
    case Column::Slices:
    case Column::Releasing:
    case Column::Pods:
    case Column::Nodes:
    case Column::Age:
        return true;
    case Column::Share:
    case Column::Holder:
    case Column::Products:
    case Column::Clusters:
    case Column::Users:
        break;
    }
    return false;
}

QString HoldingsModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Holder:
        return tr("Holder");
    case Column::Devices:
        return tr("Devices");
    case Column::Slices:
        return tr("Slices");
    case Column::Products:
        return tr("Products");
    case Column::Share:
        return tr("Share");
    case Column::Releasing:
        return tr("Releasing");
    case Column::Pods:
        return tr("Pods");
    case Column::Nodes:
        return tr("Nodes");
    case Column::Clusters:
        return tr("Clusters");
    case Column::Users:
        return tr("Users");
    case Column::Age:
        return tr("Longest");
    }
    return {};
}

QString HoldingsModel::columnToolTip(int column) const
{
    switch (Column(column)) {
    case Column::Devices:
        return tr("Whole devices that it holds; slices and shares are no part of this number");
    case Column::Slices:
        return tr("Parts of cards that it holds: MIG instances, shares, vGPUs, partitions; each kind by itself");
    case Column::Share:
        return tr("Of the whole devices that these nodes have, held or not");
    case Column::Products:
        return tr("What it holds most of first, slices last");
    case Column::Releasing:
        return tr("Devices and slices of pods that are being deleted");
    case Column::Holder:
    case Column::Pods:
    case Column::Nodes:
    case Column::Clusters:
    case Column::Users:
    case Column::Age:
        break;
    }
    return {};
}

QString HoldingsModel::names(const QMap<QString, int> &counts) const
{
    constexpr int Named = 3;
    QStringList words;
    for (auto it = counts.cbegin(); it != counts.cend() && words.size() < Named; ++it)
        words += plainLine(it.key(), 80);
    if (counts.size() > Named)
        words += tr("%Ln more", nullptr, int(counts.size()) - Named);
    return words.join(", "_L1);
}

//! Whole devices first, then most of them first.
std::vector<std::pair<HoldingsModel::Product, std::int64_t>> HoldingsModel::ranked(const Amounts &amounts)
{
    std::vector<std::pair<Product, std::int64_t>> sorted(amounts.begin(), amounts.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) {
        if (a.first.isWhole != b.first.isWhole)
            return a.first.isWhole;
        return a.second != b.second ? a.second > b.second : naturalOrder(a.first.text, b.first.text) < 0;
    });
    return sorted;
}

QString HoldingsModel::productsText(const Row &row) const
{
    QStringList words;
    for (const auto &[product, count] : ranked(row.products)) {
        if (words.size() == MostNamed)
            break;
        words += tr("%1 × %2").arg(numberText(count), product.text);
    }
    if (row.products.size() > MostNamed)
        words += tr("%Ln more", nullptr, int(row.products.size() - MostNamed));
    return words.join(", "_L1);
}

//! "13", and of several kinds "11 + 2": these are no sum.
QString HoldingsModel::slicesText(const Row &row) const
{
    constexpr int Named = 3;
    QStringList words;
    for (const auto &[product, count] : ranked(row.products)) {
        if (!product.isWhole)
            words += numberText(count);
    }
    if (words.size() > Named)
        words = words.mid(0, Named) << tr("…");
    return words.join(" + "_L1);
}

//! "H100 80 GB: 214 of 1,200", line by line: what is held of what these Nodes have.
QString HoldingsModel::amountsText(const Row &row) const
{
    QStringList lines;
    for (const auto &[product, count] : ranked(row.products)) {
        if (lines.size() == MostLines)
            break;
        const auto offered = m_offered.find(product);
        lines +=
            tr("%1: %2 of %3")
                .arg(product.text, numberText(count), numberText(offered != m_offered.end() ? offered->second : 0));
    }
    if (row.products.size() > MostLines)
        lines += tr("%Ln more", nullptr, int(row.products.size() - MostLines));
    return lines.join(u'\n');
}

QString HoldingsModel::text(const Row &row, Column column) const
{
    switch (column) {
    case Column::Holder:
        return row.title;
    case Column::Devices:
        return row.devices > 0 ? numberText(row.devices) : QString();
    case Column::Slices:
        return slicesText(row);
    case Column::Share:
        return shareOf(row) ? tr("%1 %").arg(qRound(*shareOf(row) * 100)) : QString();
    case Column::Products:
        return productsText(row);
    case Column::Releasing:
        return row.releasing > 0 ? numberText(row.releasing) : QString();
    case Column::Pods:
        return numberText(row.pods);
    case Column::Nodes:
        return numberText(row.nodes.size());
    case Column::Clusters:
        return names(row.clusters);
    case Column::Users:
        return names(row.users);
    case Column::Age:
        return oldest(row) > 0 ? durationText(secondsNow() - oldest(row)) : QString();
    }
    return {};
}

std::strong_ordering HoldingsModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    if (column < 0) { // the largest holder first: of whole devices, then of slices
        if (const auto order = b.devices <=> a.devices; order != 0)
            return order;
        if (const auto order = b.slices <=> a.slices; order != 0)
            return order;
        if (const auto order = naturalOrder(a.title, b.title); order != 0)
            return order;
        return a.key.compare(b.key) <=> 0;
    }
    switch (Column(column)) {
    case Column::Devices:
    case Column::Share:
        return a.devices <=> b.devices;
    case Column::Slices:
        return a.slices <=> b.slices;
    case Column::Releasing:
        return a.releasing <=> b.releasing;
    case Column::Pods:
        return a.pods <=> b.pods;
    case Column::Nodes:
        return a.nodes.size() <=> b.nodes.size();
    case Column::Age:
        return oldest(b) <=> oldest(a);
    case Column::Holder:
    case Column::Products:
    case Column::Clusters:
    case Column::Users:
        return naturalOrder(text(a, Column(column)), text(b, Column(column)));
    }
    return std::strong_ordering::equal;
}

bool HoldingsModel::isShown(Slot slot) const
{
    Q_UNUSED(slot);
    return true;
}

void HoldingsModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> HoldingsModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::ToolTipRole, SortRole, IsStaleRole, HolderRole, FractionRole};
}

HoldingsModel::Grouping holdingsGroupingFromString(const QString &text)
{
    for (const auto grouping : {HoldingsModel::Grouping::Workload, HoldingsModel::Grouping::User}) {
        if (text == toString(grouping))
            return grouping;
    }
    return HoldingsModel::Grouping::Namespace;
}

QString toString(HoldingsModel::Grouping grouping)
{
    switch (grouping) {
    case HoldingsModel::Grouping::Namespace:
        return u"namespace"_s;
    case HoldingsModel::Grouping::Workload:
        return u"workload"_s;
    case HoldingsModel::Grouping::User:
        return u"user"_s;
    }
    return {};
}

} // namespace fairlead::models
