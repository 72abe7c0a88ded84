// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productsums.h"
#include "requestable.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace fairlead::accelerators {

namespace {

auto sortKey(const Product &product)
{
    return std::tie(product.name, product.kind, product.profile, product.memoryMiB, product.resource);
}

struct ByDisplayOrder
{
    bool operator()(const Product &a, const Product &b) const { return sortKey(a) < sortKey(b); }
};

template <class Value>
using ByProduct = std::map<Product, Value, ByDisplayOrder>;

//! Lends a product without memory the one size in which its equals occur.
class MemoryOfEquals
{
public:
    void add(const Product &product)
    {
        if (product.memoryMiB)
            m_sizes[withoutMemory(product)].insert(*product.memoryMiB);
    }

    Product completed(Product product) const
    {
        if (product.memoryMiB)
            return product;
        const auto it = m_sizes.find(product);
        if (it != m_sizes.end() && it->second.size() == 1)
            product.memoryMiB = *it->second.begin();
        return product;
    }

private:
    static Product withoutMemory(Product product)
    {
        product.memoryMiB.reset();
        return product;
    }

    ByProduct<std::set<std::int64_t>> m_sizes;
};

void addRow(ProductTotal &total, const ProductAvailability &row)
{
    total.allocatable += row.allocatable;
    total.usable += row.usable;
    if (!row.requested || !row.free)
        return;
    total.known.allocatable += row.allocatable;
    total.known.requested += *row.requested;
    total.known.free += *row.free;
}

} // namespace

std::vector<ProductAvailability> productAvailability(const std::vector<NodeAvailability> &nodes)
{
    ProductSums sums;
    for (const NodeAvailability &node : nodes)
        sums.add(node);
    return sums.availability();
}

bool ProductSums::DisplayOrder::operator()(const Product &a, const Product &b) const
{
    return ByDisplayOrder()(a, b);
}

void ProductSums::Requests::count(std::int64_t count, bool isAtomic, int by)
{
    Counts &counts = isAtomic && count > 0 ? atomic : divisible;
    const auto it = counts.try_emplace(count).first;
    if ((it->second += by) == 0)
        counts.erase(it);
}

void ProductSums::Requests::add(const Requests &other)
{
    for (const auto &[count, nodes] : other.atomic)
        atomic[count] += nodes;
    for (const auto &[count, nodes] : other.divisible)
        divisible[count] += nodes;
}

std::vector<std::int64_t> ProductSums::Requests::requestable() const
{
    if (atomic.empty())
        return requestableCounts(divisible.empty() ? 0 : std::max<std::int64_t>(0, divisible.rbegin()->first));
    std::vector<std::int64_t> result;
    for (const auto &[count, nodes] : atomic)
        result.push_back(count);
    return result;
}

void ProductSums::add(const NodeAvailability &node)
{
    count(node, 1);
}

void ProductSums::remove(const NodeAvailability &node)
{
    count(node, -1);
}

void ProductSums::count(const NodeAvailability &node, int by)
{
    for (const NodeDevices &devices : node.devices) {
        const auto it = m_sums.try_emplace(devices.product).first;
        Sum &sum = it->second;
        sum.known.nodes += by;
        sum.known.capacity += by * devices.capacity;
        sum.known.allocatable += by * devices.allocatable;
        sum.known.usable += node.isSchedulable ? by * devices.allocatable : 0;
        sum.known.requested = sum.known.requested.value_or(0) + by * devices.requested.value_or(0);
        sum.known.free = sum.known.free.value_or(0) + by * devices.available.value_or(0);
        sum.silent += devices.requested && devices.available ? 0 : by;
        const Requestable counts = requestable(node, devices);
        const bool isAtomic = devices.product.kind == Kind::Tpu;
        sum.now.count(counts.now, isAtomic, by);
        sum.max.count(counts.max, isAtomic, by);
        if (sum.known.nodes == 0)
            m_sums.erase(it);
    }
}

std::vector<ProductAvailability> ProductSums::availability() const
{
    MemoryOfEquals memory;
    for (const auto &[product, sum] : m_sums)
        memory.add(product);
    ByProduct<Sum> merged;
    for (const auto &[product, sum] : m_sums) {
        Sum &total = merged[memory.completed(product)];
        total.known.nodes += sum.known.nodes;
        total.known.capacity += sum.known.capacity;
        total.known.allocatable += sum.known.allocatable;
        total.known.usable += sum.known.usable;
        total.known.requested = total.known.requested.value_or(0) + sum.known.requested.value_or(0);
        total.known.free = total.known.free.value_or(0) + sum.known.free.value_or(0);
        total.silent += sum.silent;
        total.now.add(sum.now);
        total.max.add(sum.max);
    }
    std::vector<ProductAvailability> result;
    result.reserve(merged.size());
    for (auto &[product, sum] : merged) {
        ProductAvailability row = std::move(sum.known);
        row.product = product;
        if (sum.silent > 0) { // a total that leaves something out would look like the whole
            row.requested.reset();
            row.free.reset();
        }
        row.requestableNow = sum.now.requestable();
        row.requestableMax = sum.max.requestable();
        result.push_back(std::move(row));
    }
    return result;
}

const ProductAvailability *rowOf(const std::vector<ProductAvailability> &rows, const Product &product)
{
    const auto row = findProduct(rows, product, &ProductAvailability::product);
    return row != rows.end() ? &*row : nullptr;
}

std::vector<ProductTotal> productTotals(const std::vector<std::vector<ProductAvailability>> &clusters)
{
    MemoryOfEquals memory;
    for (const auto &cluster : clusters) {
        for (const ProductAvailability &row : cluster)
            memory.add(row.product);
    }
    ByProduct<ProductTotal> totals;
    for (const auto &cluster : clusters) {
        std::map<ProductTotal *, bool> ofThisCluster; // and whether it knows
        for (const ProductAvailability &row : cluster) {
            ProductTotal &total = totals[memory.completed(row.product)];
            addRow(total, row);
            bool &isKnown = ofThisCluster.try_emplace(&total, true).first->second;
            isKnown = isKnown && row.requested && row.free;
        }
        for (const auto &[total, isKnown] : ofThisCluster) {
            ++total->clusters;
            total->unknownClusters += isKnown ? 0 : 1;
        }
    }
    std::vector<ProductTotal> result;
    result.reserve(totals.size());
    for (auto &[product, total] : totals) {
        total.product = product;
        if (total.unknownClusters == 0) {
            total.requested = total.known.requested;
            total.free = total.known.free;
        }
        result.push_back(std::move(total));
    }
    return result;
}

} // namespace fairlead::accelerators
