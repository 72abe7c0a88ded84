// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productdetails.h"

#include "backends/accelerators/requestable.h"
#include "models/formats.h"
#include "models/naturalorder.h"
#include "models/plaintext.h"
#include "productparts.h"
#include "producttext.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using accelerators::NodeDevices;
using accelerators::NodeRow;
using accelerators::Product;
using accelerators::ProductAvailability;
using accelerators::Reason;

struct ProductWords
{
    Q_DECLARE_TR_FUNCTIONS(ProductDetails)
};

//! Whether a product without memory is counted as \p row, which has one.
bool isSameButForMemory(const Product &row, Product product)
{
    if (product.memoryMiB)
        return false;
    product.memoryMiB = row.memoryMiB;
    return row == product;
}

//! One cluster's rows that the total is made of: its own, and the one without memory that joined it. A row without
//! memory of a cluster that is not counted is taken, too, as nothing says that it is another one.
std::vector<const ProductAvailability *> rowsOf(const ProductSource &source, const Product &product)
{
    std::vector<const ProductAvailability *> rows;
    for (const ProductAvailability &row : source.products) {
        if (row.product == product || isSameButForMemory(product, row.product))
            rows.push_back(&row);
    }
    return rows;
}

class Collector
{
public:
    explicit Collector(ProductDetails &details)
        : m_details(details)
    {
    }

    void add(const ProductSource &source);
    void finish();

private:
    using Holders = QHash<QString, ProductDetails::Holder>;

    void addNode(const ProductSource &source, const NodeRow &row, const NodeDevices &devices);
    void addHolders(const NodeRow &row, const QString &resource);
    void addUnusable(const NodeRow &row, const NodeDevices &devices);
    static std::vector<ProductDetails::Holder> ranked(const Holders &holders);
    void rankNodes();
    void countSizes();

    ProductDetails &m_details;
    Holders m_namespaces;
    Holders m_users;
    QHash<QString, ProductDetails::Name> m_names;
    std::set<Product> m_products;
    std::map<std::int64_t, std::int64_t> m_requestable; //!< Nodes by what one Pod can ask for
    bool m_isAtomic = false;
};

void Collector::add(const ProductSource &source)
{
    const auto rows = rowsOf(source, m_details.total.product);
    if (rows.empty())
        return;
    ProductDetails::Cluster cluster{.contextId = source.contextId,
                                    .status = source.status,
                                    .isCounted = source.isCounted,
                                    .requested = 0,
                                    .free = 0};
    for (const ProductAvailability *row : rows) {
        cluster.nodes += row->nodes;
        cluster.allocatable += row->allocatable;
        cluster.usable += row->usable;
        const auto sum = [](std::optional<std::int64_t> &whole, const std::optional<std::int64_t> &part) {
            whole = whole && part ? std::optional(*whole + *part) : std::nullopt;
        };
        sum(cluster.requested, row->requested);
        sum(cluster.free, row->free);
    }
    m_details.clusters.push_back(std::move(cluster));
    if (!source.isCounted)
        return;
    for (const accelerators::NodeRowPtr &node : source.nodes) {
        for (const NodeDevices &devices : node->availability.devices) {
            const ProductAvailability *counted = devices.product.resource == m_details.total.product.resource
                                                     ? accelerators::rowOf(source.products, devices.product)
                                                     : nullptr;
            if (counted && std::find(rows.begin(), rows.end(), counted) != rows.end())
                addNode(source, *node, devices);
        }
    }
}

void Collector::addNode(const ProductSource &source, const NodeRow &row, const NodeDevices &devices)
{
    m_details.capacity += devices.capacity;
    m_details.unhealthy += devices.unhealthy;
    m_isAtomic = m_isAtomic || devices.product.kind == accelerators::Kind::Tpu;
    auto &name = m_names[devices.labelSource + u'\n' + devices.rawProduct];
    name.label = devices.labelSource;
    name.value = devices.rawProduct;
    ++name.nodes;
    m_products.insert(devices.product);
    addHolders(row, devices.product.resource);
    if (!row.availability.isSchedulable) {
        addUnusable(row, devices);
        return;
    }
    const std::int64_t free = devices.available.value_or(0);
    const std::int64_t now = accelerators::requestable(row.availability, devices).now;
    if (now > 0)
        ++m_requestable[now];
    else if (free > 0 && !m_isAtomic)
        m_details.stranded += free;
    if (free > 0) {
        const kubernetes::Node &node = *row.availability.node;
        m_details.freeNodes.push_back(
            {source.contextId, node.uid, node.name, devices.product.resource, free, devices.allocatable, now});
    }
}

void Collector::addHolders(const NodeRow &row, const QString &resource)
{
    for (const kubernetes::PodPtr &pod : row.holders) {
        const std::int64_t count = pod->requests.value(resource).value();
        if (count <= 0)
            continue;
        const auto add = [&](ProductDetails::Holder &holder) {
            holder.devices += count;
            holder.releasing += pod->isTerminating ? count : 0;
            ++holder.pods;
        };
        add(m_namespaces[pod->namespaceName]);
        add(m_users[pod->user]);
    }
}

void Collector::addUnusable(const NodeRow &row, const NodeDevices &devices)
{
    switch (row.availability.reasons.front().code) {
    case Reason::Code::NotReady:
        m_details.onNotReadyNodes += devices.allocatable;
        break;
    case Reason::Code::Cordoned:
        m_details.onCordonedNodes += devices.allocatable;
        break;
    case Reason::Code::Taint:
        m_details.onTaintedNodes += devices.allocatable;
        break;
    }
}

std::vector<ProductDetails::Holder> Collector::ranked(const Holders &holders)
{
    std::vector<ProductDetails::Holder> result;
    result.reserve(std::size_t(holders.size()));
    for (auto it = holders.cbegin(); it != holders.cend(); ++it) {
        result.push_back(*it);
        result.back().name = it.key();
    }
    std::sort(result.begin(), result.end(), [](const auto &a, const auto &b) {
        if (a.name.isEmpty() != b.name.isEmpty())
            return b.name.isEmpty();
        return a.devices != b.devices ? a.devices > b.devices : naturalOrder(a.name, b.name) < 0;
    });
    return result;
}

void Collector::rankNodes()
{
    auto &nodes = m_details.freeNodes;
    const auto isBefore = [](const ProductDetails::FreeNode &a, const ProductDetails::FreeNode &b) {
        if (a.requestable != b.requestable)
            return a.requestable > b.requestable;
        if (a.free != b.free)
            return a.free > b.free;
        if (const auto order = naturalOrder(a.name, b.name); order != 0)
            return order < 0;
        return std::tie(a.contextId, a.uid, a.resource) < std::tie(b.contextId, b.uid, b.resource);
    };
    const std::size_t kept = std::min(nodes.size(), ProductDetails::MostNodes);
    std::partial_sort(nodes.begin(), nodes.begin() + std::ptrdiff_t(kept), nodes.end(), isBefore);
    m_details.moreFreeNodes = std::int64_t(nodes.size() - kept);
    nodes.resize(kept);
}

//! A Node that gives eight gives four, too; a slice that is atomic does not.
void Collector::countSizes()
{
    if (m_requestable.empty())
        return;
    if (m_isAtomic) {
        for (auto it = m_requestable.rbegin(); it != m_requestable.rend(); ++it)
            m_details.sizes.push_back({it->first, it->second});
        return;
    }
    const auto counts = accelerators::requestableCounts(m_requestable.rbegin()->first);
    for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
        std::int64_t nodes = 0;
        for (auto it = m_requestable.lower_bound(*count); it != m_requestable.end(); ++it)
            nodes += it->second;
        m_details.sizes.push_back({*count, nodes});
    }
}

void Collector::finish()
{
    std::stable_partition(m_details.clusters.begin(), m_details.clusters.end(),
                          [](const ProductDetails::Cluster &cluster) { return cluster.isCounted; });
    m_details.namespaces = ranked(m_namespaces);
    m_details.users = ranked(m_users);
    for (const ProductDetails::Name &name : std::as_const(m_names))
        m_details.names.push_back(name);
    std::sort(m_details.names.begin(), m_details.names.end(), [](const auto &a, const auto &b) {
        return a.nodes != b.nodes ? a.nodes > b.nodes : std::tie(a.value, a.label) < std::tie(b.value, b.label);
    });
    for (const Product &product : m_products)
        m_details.shownAs += productText(product);
    rankNodes();
    countSizes();
}

} // namespace

ProductDetails productDetails(const accelerators::ProductTotal &total, const std::vector<ProductSource> &sources)
{
    ProductDetails details{.total = total};
    Collector collector(details);
    for (const ProductSource &source : sources)
        collector.add(source);
    collector.finish();
    return details;
}

QString unusableText(const ProductDetails &details)
{
    QStringList reasons;
    if (details.onCordonedNodes > 0)
        reasons += ProductWords::tr("%1 on cordoned nodes").arg(numberText(details.onCordonedNodes));
    if (details.onTaintedNodes > 0)
        reasons += ProductWords::tr("%1 on tainted nodes").arg(numberText(details.onTaintedNodes));
    if (details.onNotReadyNodes > 0)
        reasons += ProductWords::tr("%1 on nodes that are not ready").arg(numberText(details.onNotReadyNodes));
    QStringList sentences;
    const std::int64_t there = details.total.allocatable - details.total.usable;
    const auto parts = ProductParts::of(details.total);
    if (there > 0)
        sentences += reasons.isEmpty()
                         ? ProductWords::tr("%1 on nodes where nothing can be placed.").arg(numberText(there))
                         : ProductWords::tr("%1 on nodes where nothing can be placed: %2.")
                               .arg(numberText(there), reasons.join(", "_L1));
    if (parts.unusable > 0)
        sentences +=
            parts.unusable == there
                ? ProductWords::tr("None of these is requested: they are unusable.")
                : ProductWords::tr("%1 of these are not requested, and so unusable.").arg(numberText(parts.unusable));
    if (parts.elsewhere > 0)
        sentences +=
            ProductWords::tr("%1 held through another resource of their cards.").arg(numberText(parts.elsewhere));
    if (const std::int64_t over = parts.free + parts.requested - parts.total; over > 0)
        sentences += ProductWords::tr("At least %1 more requested than there are.").arg(numberText(over));
    if (details.unhealthy > 0)
        sentences +=
            ProductWords::tr("%1 more unhealthy, which are not in the total.").arg(numberText(details.unhealthy));
    if (details.stranded > 0)
        sentences += ProductWords::tr("%1 free on nodes with no CPU, memory or pod slot left.")
                         .arg(numberText(details.stranded));
    return sentences.join(u' ');
}

QString kindWords(const Product &product)
{
    using accelerators::Kind;
    const QString profile = plainLine(product.profile, 40);
    switch (product.kind) {
    case Kind::Device:
        return ProductWords::tr("whole devices");
    case Kind::Mig:
        return ProductWords::tr("MIG instances, a part of a card each");
    case Kind::Shared:
        return ProductWords::tr("shares of a card (time slicing or MPS)");
    case Kind::Vgpu:
        return ProductWords::tr("virtual GPUs");
    case Kind::Tpu:
        return profile.isEmpty() ? ProductWords::tr("TPU chips") : ProductWords::tr("TPU chips, slice %1").arg(profile);
    case Kind::Partition:
        return ProductWords::tr("partitions, a part of a card each");
    }
    return {};
}

QString filterFor(const ProductDetails &details)
{
    return productFilter(details.shownAs.isEmpty() ? QStringList{productText(details.total.product)} : details.shownAs);
}

QString productFilter(QStringList names)
{
    QStringList quoted;
    quoted.reserve(names.size());
    for (QString &name : names)
        quoted += u'"' + name.remove(u'"') + u'"';
    return "product="_L1 + quoted.join(u',');
}

} // namespace fairlead::models
