// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "availability.h"
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

struct Requests
{
    std::set<std::int64_t> atomic;
    std::int64_t most = 0;

    void add(std::int64_t count, bool isAtomic)
    {
        if (isAtomic && count > 0)
            atomic.insert(count);
        else
            most = std::max(most, count);
    }

    std::vector<std::int64_t> counts() const
    {
        return atomic.empty() ? requestableCounts(most) : std::vector<std::int64_t>(atomic.begin(), atomic.end());
    }
};

struct Sum
{
    ProductAvailability total;
    Requests now;
    Requests max;
};

//! Unknown plus known is unknown: a total that leaves something out would look like the whole.
void addKnown(std::optional<std::int64_t> &sum, const std::optional<std::int64_t> &amount)
{
    if (sum)
        sum = amount ? std::optional(*sum + *amount) : std::nullopt;
}

void addDevices(Sum &sum, const NodeAvailability &node, const NodeDevices &devices)
{
    ProductAvailability &total = sum.total;
    ++total.nodes;
    total.capacity += devices.capacity;
    total.allocatable += devices.allocatable;
    addKnown(total.requested, devices.requested);
    addKnown(total.free, devices.available);
    if (node.isSchedulable)
        total.usable += devices.allocatable;
    const Requestable counts = requestable(node, devices);
    const bool isAtomic = devices.product.kind == Kind::Tpu;
    sum.now.add(counts.now, isAtomic);
    sum.max.add(counts.max, isAtomic);
}

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
    MemoryOfEquals memory;
    for (const NodeAvailability &node : nodes) {
        for (const NodeDevices &devices : node.devices)
            memory.add(devices.product);
    }
    ByProduct<Sum> sums;
    for (const NodeAvailability &node : nodes) {
        for (const NodeDevices &devices : node.devices) {
            const auto [it, isNew] = sums.try_emplace(memory.completed(devices.product));
            if (isNew) {
                it->second.total.requested = 0;
                it->second.total.free = 0;
            }
            addDevices(it->second, node, devices);
        }
    }
    std::vector<ProductAvailability> result;
    result.reserve(sums.size());
    for (auto &[product, sum] : sums) {
        sum.total.product = product;
        sum.total.requestableNow = sum.now.counts();
        sum.total.requestableMax = sum.max.counts();
        result.push_back(std::move(sum.total));
    }
    return result;
}

const ProductAvailability *rowOf(const std::vector<ProductAvailability> &rows, const Product &product)
{
    const ProductAvailability *lender = nullptr;
    for (const ProductAvailability &row : rows) {
        if (row.product == product)
            return &row;
        Product lent = product;
        lent.memoryMiB = row.product.memoryMiB;
        if (!product.memoryMiB && row.product == lent)
            lender = &row;
    }
    return lender;
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
