// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodetablemodel.h"

#include "backends/accelerators/nodepool.h"
#include "backends/accelerators/requestable.h"
#include "gpuavailability.h"
#include "holdercolours.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "nodefacts.h"
#include "producttext.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr std::size_t FewNodes = 256; // are taken at once
constexpr std::chrono::milliseconds Slice(6);

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using Column = NodeTableModel::Column;

std::optional<std::int64_t> cpuFree(const NodeAvailability &node)
{
    if (!node.cpuRequestedMillicores)
        return {};
    return std::max<std::int64_t>(0, node.cpuAllocatableMillicores - *node.cpuRequestedMillicores);
}

std::optional<std::int64_t> memoryFree(const NodeAvailability &node)
{
    if (!node.memoryRequestedBytes)
        return {};
    return std::max<std::int64_t>(0, node.memoryAllocatableBytes - *node.memoryRequestedBytes);
}

std::optional<double> requestedFraction(const std::optional<NodeDevices> &devices)
{
    if (!devices || !devices->requested || devices->allocatable <= 0)
        return {};
    return std::min(1.0, double(*devices->requested) / double(devices->allocatable));
}

//! Absent values sort below all others.
template <class T>
std::strong_ordering orderOf(const std::optional<T> &a, const std::optional<T> &b)
{
    return a.has_value() && b.has_value() ? *a <=> *b : a.has_value() <=> b.has_value();
}

template <class T>
QVariant variantOf(const std::optional<T> &value)
{
    return value ? QVariant::fromValue(*value) : QVariant();
}

std::optional<std::int64_t> availableOf(const std::optional<NodeDevices> &devices)
{
    return devices ? devices->available : std::nullopt;
}

std::int64_t countOf(const std::optional<NodeDevices> &devices, std::int64_t NodeDevices::*member)
{
    return devices ? (*devices).*member : 0;
}

enum class Field : std::uint8_t {
    Cluster,
    Node,
    Product,
    Resource,
    Kind,
    State,
    Pool,
    Namespace,
    Pod,
    Owner,
    User,
    Label,
    Taint,
    Kubelet,
    Free,
    Allocatable,
    Requested,
    Unhealthy,
    Releasing,
    Cpu,
    Memory,
    Pods,
    Age,
};

//! One line for each holder of a device.
template <class Text>
QString ofHolders(const accelerators::NodeRow &node, Text text)
{
    QStringList lines;
    for (const kubernetes::PodPtr &pod : node.holders)
        lines += text(*pod);
    return lines.join(u'\n');
}

QString labelsText(const kubernetes::Node &node)
{
    QStringList lines;
    for (const auto &[key, value] : node.labels)
        lines += key + u'=' + value;
    return lines.join(u'\n');
}

QString taintsText(const kubernetes::Node &node)
{
    QStringList lines;
    for (const kubernetes::Taint &taint : node.taints)
        lines += accelerators::taintText(taint);
    return lines.join(u'\n');
}

//! "Not ready", "Tainted": words for what the column says by the API's.
QString reasonWords(const NodeAvailability &node)
{
    using Code = accelerators::Reason::Code;
    const auto has = [&node](Code code) {
        return std::any_of(node.reasons.begin(), node.reasons.end(),
                           [code](const accelerators::Reason &reason) { return reason.code == code; });
    };
    QStringList lines;
    if (has(Code::NotReady))
        lines += NodeTableModel::tr("Not ready");
    if (has(Code::Taint))
        lines += NodeTableModel::tr("Tainted");
    return lines.join(u'\n');
}

} // namespace

class NodeTableModel::Asked final : public QueryRow
{
public:
    Asked(const NodeTableModel &model, const Row &row)
        : m_model(model)
        , m_row(row)
    {
    }

    QString words() const override { return m_row.words; }
    QString text(std::size_t field) const override;
    std::optional<double> number(std::size_t field) const override;

private:
    const NodeTableModel &m_model;
    const Row &m_row;
};

QString NodeTableModel::Asked::text(std::size_t field) const
{
    const accelerators::NodeRow &node = *m_row.node;
    switch (Field(field)) {
    case Field::Cluster:
        return m_model.text(m_row, Column::Cluster);
    case Field::Node:
        return node.availability.node->name;
    case Field::Product:
        return m_row.devices ? m_row.product + u'\n' + m_row.devices->rawProduct : QString();
    case Field::Resource:
        return m_model.text(m_row, Column::Resource);
    case Field::Kind:
        return m_row.devices ? toString(m_row.devices->product.kind) : QString();
    case Field::State:
        return m_model.stateWords(m_row);
    case Field::Pool:
        return accelerators::nodePool(*node.availability.node);
    case Field::Namespace:
        return ofHolders(node, [](const kubernetes::Pod &pod) { return pod.namespaceName; });
    case Field::Pod:
        return ofHolders(node, [](const kubernetes::Pod &pod) { return pod.name; });
    case Field::Owner:
        return ofHolders(node, [](const kubernetes::Pod &pod) { return pod.ownerName; });
    case Field::User:
        return ofHolders(node, [](const kubernetes::Pod &pod) { return pod.user; });
    case Field::Label:
        return labelsText(*node.availability.node);
    case Field::Taint:
        return taintsText(*node.availability.node);
    case Field::Kubelet:
        return node.availability.node->kubeletVersion;
    case Field::Free:
    case Field::Allocatable:
    case Field::Requested:
    case Field::Unhealthy:
    case Field::Releasing:
    case Field::Cpu:
    case Field::Memory:
    case Field::Pods:
    case Field::Age:
        break;
    }
    return {};
}

std::optional<double> NodeTableModel::Asked::number(std::size_t field) const
{
    const NodeAvailability &node = m_row.node->availability;
    const auto count = [this](std::int64_t NodeDevices::*member) {
        return m_row.devices ? std::optional(double((*m_row.devices).*member)) : std::nullopt;
    };
    const auto known = [](const std::optional<std::int64_t> &number, double unit = 1) {
        return number ? std::optional(double(*number) / unit) : std::nullopt;
    };
    switch (Field(field)) {
    case Field::Free:
        return known(availableOf(m_row.devices));
    case Field::Allocatable:
        return count(&NodeDevices::allocatable);
    case Field::Requested:
        return m_row.devices ? known(m_row.devices->requested) : std::nullopt;
    case Field::Unhealthy:
        return count(&NodeDevices::unhealthy);
    case Field::Releasing:
        return m_row.devices ? std::optional(double(m_row.releasing)) : std::nullopt;
    case Field::Cpu:
        return known(cpuFree(node), 1'000);
    case Field::Memory:
        return known(memoryFree(node));
    case Field::Pods:
        return known(node.pods);
    case Field::Age:
        return node.node->created > 0 ? std::optional(double(secondsNow() - node.node->created)) : std::nullopt;
    case Field::Cluster:
    case Field::Node:
    case Field::Product:
    case Field::Resource:
    case Field::Kind:
    case Field::State:
    case Field::Pool:
    case Field::Namespace:
    case Field::Pod:
    case Field::Owner:
    case Field::User:
    case Field::Label:
    case Field::Taint:
    case Field::Kubelet:
        break;
    }
    return {};
}

NodeTableModel::NodeTableModel(HolderColours &colours, QObject *parent)
    : IndexedTableModel(Columns, parent)
    , m_colours(colours)
{
    connect(&m_slices, &QTimer::timeout, this, &NodeTableModel::takeSlice);
}

void NodeTableModel::applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta)
{
    Cluster &cluster = this->cluster(contextId);
    for (const QString &uid : delta.removed) {
        cluster.coming.remove(uid);
        dropNode(cluster, uid);
    }
    arrangeColours(delta);
    if (delta.changed.size() > FewNodes || !cluster.coming.isEmpty()) {
        awaitNodes(cluster, contextId, delta.changed);
        return;
    }
    for (const accelerators::NodeRowPtr &node : delta.changed)
        putNode(cluster, contextId, node);
}

//! In about the order in which they will stand: a slice then goes into few places. Nodes with accelerators come first:
//! nobody shall read for a moment that there are none.
void NodeTableModel::awaitNodes(Cluster &cluster, const QString &contextId, std::vector<accelerators::NodeRowPtr> nodes)
{
    std::sort(nodes.begin(), nodes.end(), [](const auto &a, const auto &b) {
        const NodeAvailability &left = a->availability;
        const NodeAvailability &right = b->availability;
        if (left.devices.empty() != right.devices.empty())
            return right.devices.empty();
        return left.node->name < right.node->name;
    });
    cluster.coming.reserve(cluster.coming.size() + qsizetype(nodes.size()));
    for (const accelerators::NodeRowPtr &node : nodes) {
        const QString &uid = node->availability.node->uid;
        if (!cluster.coming.contains(uid))
            m_coming.push_back({contextId, uid});
        cluster.coming.insert(uid, node);
    }
    m_slices.start(0);
}

//! Rows are made in one turn of the event loop and announced in the next.
void NodeTableModel::takeSlice()
{
    if (hasTouched())
        announce();
    else
        takeComing(QDeadlineTimer(Slice));
    if (!isFilling() && !hasTouched())
        m_slices.stop();
}

void NodeTableModel::finishSlices()
{
    takeComing(QDeadlineTimer(QDeadlineTimer::Forever));
    m_slices.stop();
}

void NodeTableModel::takeComing(const QDeadlineTimer &until)
{
    while (isFilling() && !until.hasExpired()) {
        const Coming next = std::move(m_coming.front());
        m_coming.pop_front();
        Cluster &cluster = this->cluster(next.contextId);
        if (const accelerators::NodeRowPtr node = cluster.coming.take(next.uid))
            putNode(cluster, next.contextId, node);
    }
}

//! Before new holders are shown: what colour they get is no matter of which cluster answers first.
void NodeTableModel::arrangeColours(const accelerators::ClusterDelta &delta)
{
    const auto addDevices = [](QHash<QString, std::int64_t> &held, const accelerators::NodeRow &node) {
        for (const kubernetes::PodPtr &pod : node.holders) {
            std::int64_t &amount = held[pod->namespaceName];
            for (const NodeDevices &devices : node.availability.devices)
                amount += pod->requests.value(devices.product.resource).value();
        }
    };
    QHash<QString, std::int64_t> held;
    for (const accelerators::NodeRowPtr &node : delta.changed)
        addDevices(held, *node);
    if (held.isEmpty() || m_colours.areKnown(held.keys()))
        return;
    if (m_colours.isSettled()) {
        m_colours.arrange(held);
        return;
    }
    QSet<QString> replaced;
    for (const accelerators::NodeRowPtr &node : delta.changed)
        replaced.insert(node->availability.node->uid);
    for (const auto &[contextId, cluster] : std::as_const(m_clusters)) {
        for (auto it = cluster.slotsByUid.cbegin(); it != cluster.slotsByUid.cend(); ++it) {
            if (!replaced.contains(it.key()))
                addDevices(held, *m_rows[it->front()].node);
        }
    }
    if (!m_colours.arrange(held))
        return;
    for (const auto &[contextId, cluster] : std::as_const(m_clusters)) {
        for (const std::vector<Slot> &slotsOfNode : cluster.slotsByUid) {
            for (const Slot slot : slotsOfNode) {
                Row &row = m_rows[slot];
                if (row.devices)
                    row.strip = deviceStrip(*row.node, *row.devices, m_colours);
                touch(slot);
            }
        }
    }
    emit coloursChanged();
}

void NodeTableModel::removeCluster(const QString &contextId)
{
    const auto it = m_clusters.find(contextId);
    if (it == m_clusters.end())
        return;
    Cluster &cluster = it->second;
    cluster.coming.clear();
    const QStringList uids = cluster.slotsByUid.keys();
    for (const QString &uid : uids)
        dropNode(cluster, uid);
}

void NodeTableModel::setContext(const QString &contextId, const QString &name, const kubernetes::ContextStatus &status)
{
    Cluster &cluster = this->cluster(contextId);
    if (cluster.name == name && cluster.staleSince == status.staleSince)
        return;
    cluster.name = name;
    cluster.isStale = status.staleSince > 0;
    cluster.staleSince = status.staleSince;
    for (const std::vector<Slot> &slotsOfNode : std::as_const(cluster.slotsByUid)) {
        for (const Slot slot : slotsOfNode) {
            m_rows[slot].words = words(m_rows[slot]);
            touch(slot);
        }
    }
}

void NodeTableModel::setShortName(const QString &contextId, const QString &name)
{
    Cluster &cluster = this->cluster(contextId);
    if (std::exchange(cluster.shortName, name) == name)
        return;
    for (const std::vector<Slot> &slotsOfNode : std::as_const(cluster.slotsByUid)) {
        for (const Slot slot : slotsOfNode)
            touch(slot);
    }
}

NodeTableModel::Cluster &NodeTableModel::cluster(const QString &contextId)
{
    const auto it = m_clusters.find(contextId);
    return it != m_clusters.end()
               ? it->second
               : m_clusters.emplace(contextId, Cluster{.order = int(m_clusters.size())}).first->second;
}

QString NodeTableModel::words(const Row &row) const
{
    return Query::words({row.cluster->name, row.contextId, text(row, Column::Node), row.product,
                         text(row, Column::Resource), row.devices ? row.devices->rawProduct : QString(), stateText(row),
                         reasonWords(row.node->availability)});
}

void NodeTableModel::putNode(Cluster &cluster, const QString &contextId, const accelerators::NodeRowPtr &node)
{
    const auto &devices = node->availability.devices;
    const QString &uid = node->availability.node->uid;
    const bool isNew = !cluster.slotsByUid.contains(uid);
    const std::vector<Slot> before = cluster.slotsByUid.take(uid);
    std::vector<Slot> after;
    if (isNew)
        ++m_nodeCount;
    else if (!m_rows[before.front()].devices)
        --m_plainNodeCount;
    if (devices.empty())
        ++m_plainNodeCount;

    // A row is the same row while its resource is: the selection stays where it was.
    const auto slotFor = [&](const QString &resource) {
        const auto it = std::find_if(before.begin(), before.end(), [&](Slot slot) {
            const auto &had = m_rows[slot].devices;
            return had ? had->product.resource == resource : resource.isEmpty();
        });
        return it != before.end() ? *it : allocate();
    };
    for (int i = 0; i < std::max(1, int(devices.size())); ++i) {
        const Slot slot = slotFor(devices.empty() ? QString() : devices[std::size_t(i)].product.resource);
        after.push_back(slot);
    }
    for (const Slot slot : before) {
        if (std::find(after.begin(), after.end(), slot) == after.end())
            retire(slot);
    }
    for (std::size_t i = 0; i < after.size(); ++i)
        fill(after[i], cluster, contextId, node, devices.empty() ? -1 : int(i));
    cluster.slotsByUid.insert(uid, after);
}

void NodeTableModel::dropNode(Cluster &cluster, const QString &uid)
{
    const std::vector<Slot> slotsOfNode = cluster.slotsByUid.take(uid);
    if (slotsOfNode.empty())
        return;
    --m_nodeCount;
    if (!m_rows[slotsOfNode.front()].devices)
        --m_plainNodeCount;
    for (const Slot slot : slotsOfNode)
        retire(slot);
}

void NodeTableModel::fill(Slot slot, const Cluster &cluster, const QString &contextId,
                          const accelerators::NodeRowPtr &node, int device)
{
    if (slot >= m_rows.size())
        m_rows.resize(slot + 1);
    Row &row = m_rows[slot];
    row = {.contextId = contextId, .cluster = &cluster, .node = node};
    if (device >= 0) {
        row.devices = node->availability.devices[std::size_t(device)];
        row.product = productText(row.devices->product);
        row.strip = deviceStrip(*node, *row.devices, m_colours);
        for (const DeviceRun &run : row.strip.runs)
            row.releasing += run.state == DeviceRun::State::Releasing ? run.count : 0;
    }
    row.words = words(row);
    touch(slot);
}

const QueryFields &NodeTableModel::queryFields() const
{
    using Kind = QueryField::Kind;
    static const QueryFields fields{// in the order of Field
                                    {u"cluster"_s},
                                    {u"node"_s},
                                    {u"product"_s},
                                    {u"resource"_s},
                                    {u"kind"_s},
                                    {u"state"_s, QueryField::Kind::Words},
                                    {u"pool"_s},
                                    {u"namespace"_s},
                                    {u"pod"_s},
                                    {u"owner"_s},
                                    {u"user"_s},
                                    {u"label"_s},
                                    {u"taint"_s},
                                    {u"kubelet"_s},
                                    {u"free"_s, Kind::Number},
                                    {u"allocatable"_s, Kind::Number},
                                    {u"requested"_s, Kind::Number},
                                    {u"unhealthy"_s, Kind::Number},
                                    {u"releasing"_s, Kind::Number},
                                    {u"cpu"_s, Kind::Number},
                                    {u"memory"_s, Kind::Number},
                                    {u"pods"_s, Kind::Number},
                                    {u"age"_s, Kind::Age}};
    return fields;
}

std::vector<accelerators::NodeRowPtr> NodeTableModel::nodesOf(const QString &contextId) const
{
    std::vector<accelerators::NodeRowPtr> nodes;
    const auto it = m_clusters.find(contextId);
    if (it == m_clusters.end())
        return nodes;
    const Cluster &cluster = it->second;
    nodes.reserve(std::size_t(cluster.slotsByUid.size() + cluster.coming.size()));
    for (auto here = cluster.slotsByUid.begin(); here != cluster.slotsByUid.end(); ++here) {
        if (!cluster.coming.contains(here.key()))
            nodes.push_back(m_rows[here->front()].node);
    }
    nodes.insert(nodes.end(), cluster.coming.begin(), cluster.coming.end());
    return nodes;
}

void NodeTableModel::setShowsAllNodes(bool showsAll)
{
    if (m_showsAllNodes == showsAll)
        return;
    m_showsAllNodes = showsAll;
    refilter();
}

std::optional<NodeTableModel::Selected> NodeTableModel::selected(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const Cluster &cluster = *row.cluster;
    return Selected{row.contextId, cluster.name, row.node, cluster.isStale, cluster.staleSince};
}

NodeTableModel::Shown NodeTableModel::shown(int row) const
{
    const Slot slot = slotAt(row);
    const Row &shown = m_rows[slot];
    const Cluster &cluster = *shown.cluster;
    return {shown.contextId, cluster.name,  cluster.order, cluster.isStale, *shown.node,
            shown.node,      shown.devices, shown.product, shown.strip,     slot};
}

int NodeTableModel::staleNodeCount() const
{
    int nodes = 0;
    for (const auto &[id, cluster] : m_clusters) {
        if (cluster.isStale)
            nodes += int(std::count_if(cluster.slotsByUid.begin(), cluster.slotsByUid.end(),
                                       [this](const auto &ofNode) { return m_rows[ofNode.front()].devices; }));
    }
    return nodes;
}

NodeTableModel::NodeCount NodeTableModel::shownNodeCount() const
{
    NodeCount count;
    QSet<const accelerators::NodeRow *> ofSeveralRows;
    for (int index = 0; index < rowCount(); ++index) {
        const Row &row = m_rows[slotAt(index)];
        if (row.node->availability.devices.size() > 1) {
            if (ofSeveralRows.contains(row.node.get()))
                continue;
            ofSeveralRows.insert(row.node.get());
        }
        ++count.all;
        count.stale += row.cluster->isStale ? 1 : 0;
    }
    return count;
}

//! Without making the key: it is asked of thousands of rows.
bool NodeTableModel::hasKey(int row, QStringView key) const
{
    const Row &shown = m_rows[slotAt(row)];
    const auto takes = [&key](QStringView part) {
        if (!key.startsWith(part))
            return false;
        key = key.sliced(part.size());
        return true;
    };
    return takes(shown.contextId) && takes(u"\n") && takes(shown.node->availability.node->uid) && takes(u"\n") &&
           key == (shown.devices ? QStringView(shown.devices->product.resource) : QStringView());
}

QModelIndex NodeTableModel::indexOfKey(const QString &key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (hasKey(row, key))
            return index(row, 0);
    }
    return {};
}

void NodeTableModel::updateAges()
{
    refreshAges(int(Column::Age));
}

QVariant NodeTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[slotAt(index.row())];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        if (column == Column::Free && row.devices)
            return tr("%1 %2").arg(text(row, Column::Free), text(row, Column::Allocatable));
        return column == Column::Devices ? stripText(row.strip) : text(row, column);
    case ExportRole: // numbers
        if (column == Column::Free)
            return text(row, column);
        return column == Column::Allocatable && row.devices ? numberText(row.devices->allocatable) : QVariant();
    case Qt::ToolTipRole:
        return toolTipText(toolTip(row, column));
    case SortRole:
        return sortValue(row, column);
    case SeverityRole:
        return QVariant::fromValue(severity(row, column));
    case IsStaleRole:
        return row.cluster->isStale;
    case KeyRole:
        return keyOf(row);
    case ShorterRole:
        if (column == Column::Cluster)
            return row.cluster->shortName.isEmpty() ? QVariant() : QStringList{plainLine(row.cluster->shortName)};
        return column == Column::State
                   ? QVariant(QStringList{stateText(row, Length::Short), stateText(row, Length::Shortest)})
                   : QVariant();
    case OwnStateRole:
        return ownStateText(row);
    case ShorterOwnStateRole:
        return QStringList{ownStateText(row, Length::Short), ownStateText(row, Length::Shortest)};
    case OwnSeverityRole:
        return QVariant::fromValue(ownSeverity(row));
    case StripRole:
        return column == Column::Devices && row.devices ? QVariant::fromValue(row.strip) : QVariant();
    case FractionRole:
        return column == Column::Requested ? variantOf(requestedFraction(row.devices)) : QVariant();
    case ContextIdRole:
        return row.contextId;
    default:
        return IndexedTableModel::data(index, role);
    }
}

bool NodeTableModel::isNumeric(int column) const
{
    switch (Column(column)) {
    case Column::Free:
    case Column::Unhealthy:
    case Column::CpuFree:
    case Column::MemoryFree:
    case Column::Pods:
    case Column::Age:
        return true;
    case Column::Allocatable: // "of 8" continues what stands before it
    case Column::Requested:
    case Column::Cluster:
    case Column::Node:
    case Column::Product:
    case Column::Devices:
    case Column::State:
    case Column::Resource:
    case Column::KubeletVersion:
        return false;
    }
    return false;
}

QString NodeTableModel::columnTitle(int column) const
{
    switch (Column(column)) {
    case Column::Cluster:
        return tr("Cluster");
    case Column::Node:
        return tr("Node");
    case Column::Product:
        return tr("Product");
    case Column::Devices:
        return tr("Devices");
    case Column::Free:
        return tr("Free");
    case Column::Allocatable:
        return tr("Allocatable");
    case Column::Requested:
        return tr("Requested");
    case Column::State:
        return tr("State");
    case Column::Unhealthy:
        return tr("Unhealthy");
    case Column::Resource:
        return tr("Resource");
    case Column::CpuFree:
        return tr("CPU free");
    case Column::MemoryFree:
        return tr("Memory free");
    case Column::Pods:
        return tr("Pods");
    case Column::Age:
        return tr("Age");
    case Column::KubeletVersion:
        return tr("Kubelet");
    }
    return {};
}

QString NodeTableModel::text(const Row &row, Column column) const
{
    const NodeAvailability &node = row.node->availability;
    const auto unknown = [] { return u"?"_s; };
    switch (column) {
    case Column::Cluster:
        return plainLine(row.cluster->name);
    case Column::Node:
        return plainLine(node.node->name);
    case Column::Product:
        return row.devices ? row.product : tr("no accelerators");
    case Column::Devices:
        return {};
    case Column::Free:
        if (!row.devices)
            return {};
        return row.devices->available ? numberText(*row.devices->available) : unknown();
    case Column::Allocatable:
        return row.devices ? tr("of %1").arg(numberText(row.devices->allocatable)) : QString();
    case Column::Requested:
        if (!row.devices)
            return {};
        return row.devices->requested ? numberText(*row.devices->requested) : unknown();
    case Column::State:
        return stateText(row);
    case Column::Unhealthy:
        return row.devices && row.devices->unhealthy > 0 ? numberText(row.devices->unhealthy) : QString();
    case Column::Resource:
        return row.devices ? plainLine(row.devices->product.resource) : QString();
    case Column::CpuFree:
        return cpuFree(node) ? coresText(*cpuFree(node)) : unknown();
    case Column::MemoryFree:
        return memoryFree(node) ? memoryText(*memoryFree(node)) : unknown();
    case Column::Pods:
        return node.pods ? numberText(*node.pods) : unknown();
    case Column::Age:
        return node.node->created > 0 ? durationText(secondsNow() - node.node->created) : QString();
    case Column::KubeletVersion:
        return plainLine(node.node->kubeletVersion);
    }
    return {};
}

QString NodeTableModel::stateText(const Row &row, Length length) const
{
    const Cluster &cluster = *row.cluster;
    QString own = ownStateText(row, length);
    if (!cluster.isStale)
        return own;
    const QString stale = tr("stale since %1").arg(clockText(cluster.staleSince));
    return own.isEmpty() ? stale : stale + u" · "_s + own;
}

//! What a filter may ask for: what the column says as a whole and each part of it with and without its count, what the
//! inspector calls the Node, and its reasons as people call them and by their details alone.
QString NodeTableModel::stateWords(const Row &row) const
{
    const NodeAvailability &node = row.node->availability;
    QStringList lines = ownState(row, Length::Whole);
    lines.prepend(stateText(row));
    lines += nodeState(node).text;
    lines += reasonWords(node);
    for (const accelerators::Reason &reason : node.reasons)
        lines += plainLine(reason.detail, 200);
    static const QRegularExpression count(u"^\\d\\S* "_s); // "2 releasing"
    lines += QStringList(lines).filter(count).replaceInStrings(count, QString());
    return lines.join(u'\n');
}

QString NodeTableModel::ownStateText(const Row &row, Length length)
{
    return ownState(row, length).join(u" · "_s);
}

//! Why no Pod can use what is free, where the devices are not the reason.
QStringList NodeTableModel::strandedState(const Row &row)
{
    const NodeAvailability &node = row.node->availability;
    if (!row.devices || row.devices->available.value_or(0) <= 0 || !node.isSchedulable || row.devices->isMultiHost)
        return {};
    const accelerators::Shortage shortage = accelerators::shortage(node);
    QStringList parts;
    if (shortage.isOfCpu)
        parts += tr("no CPU left");
    if (shortage.isOfMemory)
        parts += tr("no memory left");
    if (shortage.isOfPodSlots)
        parts += tr("no pod slot left");
    return parts;
}

//! Of a taint the name of its key stays to the last, without the domain before it: it says whom the Node is for.
QStringList NodeTableModel::ownState(const Row &row, Length length)
{
    const auto shortened = [length](accelerators::Reason reason) {
        switch (reason.code) {
        case accelerators::Reason::Code::NotReady:
            reason.detail.clear();
            break;
        case accelerators::Reason::Code::Cordoned:
            break;
        case accelerators::Reason::Code::Taint: {
            const QString taint = reason.detail.left(reason.detail.lastIndexOf(u':'));
            const QString key = taint.section(u'=', 0, 0);
            reason.detail = (length == Length::Short ? taint : key).sliced(key.lastIndexOf(u'/') + 1);
            break;
        }
        }
        return reason;
    };
    QStringList parts;
    for (const accelerators::Reason &reason : row.node->availability.reasons)
        parts += plainLine((length == Length::Whole ? reason : shortened(reason)).text(), 200);
    if (row.devices) {
        if (row.devices->problem != NodeDevices::Problem::None)
            parts += problemWords(row.devices->problem);
        if (row.devices->unhealthy > 0)
            parts += tr("%1 unhealthy").arg(numberText(row.devices->unhealthy));
        if (row.devices->isOvercommitted)
            parts += tr("over-committed");
        if (!row.devices->requested)
            parts += tr("pods not readable");
        if (row.releasing > 0)
            parts += tr("%1 releasing").arg(numberText(row.releasing));
        if (row.devices->isMultiHost)
            parts += tr("part of a multi-host slice");
    }
    return parts + strandedState(row);
}

Severity NodeTableModel::ownSeverity(const Row &row)
{
    const bool hasProblem =
        row.devices && (row.devices->unhealthy > 0 || row.devices->problem != NodeDevices::Problem::None);
    if (!row.node->availability.isReady || hasProblem)
        return Severity::Error;
    const bool isOvercommitted = row.devices && row.devices->isOvercommitted;
    const bool isWell = row.node->availability.reasons.empty() && !isOvercommitted && strandedState(row).isEmpty();
    return isWell ? Severity::Dim : Severity::Warning;
}

Severity NodeTableModel::severity(const Row &row, Column column) const
{
    switch (column) {
    case Column::State:
        return ownSeverity(row) == Severity::Dim && row.cluster->isStale ? Severity::Warning : ownSeverity(row);
    case Column::Unhealthy:
        return Severity::Error;
    case Column::Cluster:
    case Column::Allocatable:
    case Column::Resource:
    case Column::Age:
    case Column::KubeletVersion:
        return Severity::Dim;
    case Column::Product:
        return row.devices ? Severity::Neutral : Severity::Dim;
    case Column::Free:
    case Column::Node:
    case Column::Devices:
    case Column::Requested:
    case Column::CpuFree:
    case Column::MemoryFree:
    case Column::Pods:
        return Severity::Neutral;
    }
    return Severity::Neutral;
}

QString NodeTableModel::toolTip(const Row &row, Column column) const
{
    const NodeAvailability &node = row.node->availability;
    switch (column) {
    case Column::Devices:
        return stripText(row.strip);
    case Column::Product:
        if (!row.devices)
            return tr("This node offers no accelerator resource.");
        if (row.devices->labelSource.isEmpty())
            return tr("%1\nNo label names the product.").arg(row.devices->product.resource);
        return tr("%1\n%2 = %3").arg(row.devices->product.resource, row.devices->labelSource, row.devices->rawProduct);
    case Column::Free:
        if (!row.devices)
            return {};
        if (!row.devices->available)
            return tr("Not known: the pods of this cluster cannot be listed.");
        if (row.devices->free != row.devices->available)
            return tr("%1 free, none of them usable: %2")
                .arg(numberText(row.devices->free.value_or(0)), stateText(row));
        return {};
    case Column::Requested:
        if (!row.devices || !row.devices->requested)
            return {};
        return tr("%1 of %2 requested").arg(numberText(*row.devices->requested), numberText(row.devices->allocatable));
    case Column::State:
        return stateText(row);
    case Column::Age:
        return timeText(node.node->created);
    case Column::Node:
        return node.node->internalAddress.isEmpty() ? node.node->name
                                                    : tr("%1\n%2").arg(node.node->name, node.node->internalAddress);
    case Column::Cluster:
    case Column::Allocatable:
    case Column::Unhealthy:
    case Column::Resource:
    case Column::CpuFree:
    case Column::MemoryFree:
    case Column::Pods:
    case Column::KubeletVersion:
        return {};
    }
    return {};
}

QVariant NodeTableModel::sortValue(const Row &row, Column column) const
{
    const NodeAvailability &node = row.node->availability;
    switch (column) {
    case Column::Cluster:
    case Column::Node:
    case Column::Product:
    case Column::Resource:
    case Column::State:
    case Column::KubeletVersion:
        return text(row, column);
    case Column::Devices:
        return qlonglong(countOf(row.devices, &NodeDevices::capacity));
    case Column::Free:
        return variantOf(availableOf(row.devices));
    case Column::Allocatable:
        return qlonglong(countOf(row.devices, &NodeDevices::allocatable));
    case Column::Requested:
        return variantOf(requestedFraction(row.devices));
    case Column::Unhealthy:
        return qlonglong(countOf(row.devices, &NodeDevices::unhealthy));
    case Column::CpuFree:
        return variantOf(cpuFree(node));
    case Column::MemoryFree:
        return variantOf(memoryFree(node));
    case Column::Pods:
        return variantOf(node.pods);
    case Column::Age:
        return qlonglong(node.node->created);
    }
    return {};
}

std::strong_ordering NodeTableModel::compare(Slot slotA, Slot slotB, int column) const
{
    const Row &a = m_rows[slotA];
    const Row &b = m_rows[slotB];
    const NodeAvailability &nodeA = a.node->availability;
    const NodeAvailability &nodeB = b.node->availability;
    if (column < 0) {
        if (const auto order = a.cluster->order <=> b.cluster->order; order != 0)
            return order;
        if (const auto order = naturalOrder(nodeA.node->name, nodeB.node->name); order != 0)
            return order;
        if (const auto order = nodeA.node->uid.compare(nodeB.node->uid) <=> 0; order != 0)
            return order;
        return keyOf(a).compare(keyOf(b)) <=> 0;
    }
    switch (Column(column)) {
    case Column::Cluster:
        return naturalOrder(a.cluster->name, b.cluster->name);
    case Column::Node:
        return naturalOrder(nodeA.node->name, nodeB.node->name);
    case Column::Product:
        return naturalOrder(a.product, b.product);
    case Column::Resource:
        return text(a, Column::Resource).compare(text(b, Column::Resource)) <=> 0;
    case Column::KubeletVersion:
        return naturalOrder(nodeA.node->kubeletVersion, nodeB.node->kubeletVersion);
    case Column::State:
        if (const auto order = severity(a, Column::State) <=> severity(b, Column::State); order != 0)
            return order;
        return stateText(a).compare(stateText(b)) <=> 0;
    case Column::Devices:
        return countOf(a.devices, &NodeDevices::capacity) <=> countOf(b.devices, &NodeDevices::capacity);
    case Column::Free:
        return orderOf(availableOf(a.devices), availableOf(b.devices));
    case Column::Allocatable:
        return countOf(a.devices, &NodeDevices::allocatable) <=> countOf(b.devices, &NodeDevices::allocatable);
    case Column::Requested: {
        // Exact, without doubles: requested / allocatable as cross products.
        const auto known = [](const Row &row) { return requestedFraction(row.devices).has_value(); };
        if (!known(a) || !known(b))
            return known(a) <=> known(b);
        return *a.devices->requested * b.devices->allocatable <=> *b.devices->requested * a.devices->allocatable;
    }
    case Column::Unhealthy:
        return countOf(a.devices, &NodeDevices::unhealthy) <=> countOf(b.devices, &NodeDevices::unhealthy);
    case Column::CpuFree:
        return orderOf(cpuFree(nodeA), cpuFree(nodeB));
    case Column::MemoryFree:
        return orderOf(memoryFree(nodeA), memoryFree(nodeB));
    case Column::Pods:
        return orderOf(nodeA.pods, nodeB.pods);
    case Column::Age: // the youngest is the smallest age
        return nodeB.node->created <=> nodeA.node->created;
    }
    return std::strong_ordering::equal;
}

bool NodeTableModel::isShown(Slot slot) const
{
    const Row &row = m_rows[slot];
    return (row.devices || m_showsAllNodes) && query().matches(Asked(*this, row));
}

void NodeTableModel::release(Slot slot)
{
    m_rows[slot] = {};
}

QList<int> NodeTableModel::changingRoles() const
{
    return {Qt::DisplayRole, Qt::ToolTipRole, SortRole, SeverityRole, IsStaleRole, StripRole, FractionRole};
}

QString NodeTableModel::keyOf(const QString &contextId, const QString &uid, const QString &resource)
{
    return contextId + u'\n' + uid + u'\n' + resource;
}

QString NodeTableModel::keyOf(const Row &row) const
{
    return keyOf(row.contextId, row.node->availability.node->uid,
                 row.devices ? row.devices->product.resource : QString());
}

} // namespace fairlead::models
