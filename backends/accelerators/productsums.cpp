// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productsums.h"

#include "requestable.h"

#include <algorithm>

namespace fairlead::accelerators {

void ProductSums::Requests::add(const Requests &other, int by)
{
    const auto addTo = [by](Counts &counts, const Counts &others) {
        for (const auto &[count, nodes] : others) {
            const auto it = counts.try_emplace(count).first;
            if ((it->second += by * nodes) == 0)
                counts.erase(it);
        }
    };
    addTo(atomic, other.atomic);
    addTo(divisible, other.divisible);
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

void ProductSums::Sum::add(const Sum &other, int by)
{
    nodes += by * other.nodes;
    capacity += by * other.capacity;
    allocatable += by * other.allocatable;
    usable += by * other.usable;
    requested += by * other.requested;
    free += by * other.free;
    silent += by * other.silent;
    now.add(other.now, by);
    max.add(other.max, by);
}

ProductSums::Sum ProductSums::sumOf(const NodeAvailability &node, const NodeDevices &devices)
{
    const auto requests = [isTpu = devices.product.kind == Kind::Tpu](std::int64_t count) {
        const Counts counts{{count, 1}};
        return isTpu && count > 0 ? Requests{.atomic = counts} : Requests{.divisible = counts};
    };
    const Requestable counts = requestable(node, devices);
    return {.nodes = 1,
            .capacity = devices.capacity,
            .allocatable = devices.allocatable,
            .usable = node.isSchedulable ? devices.allocatable : 0,
            .requested = devices.requested.value_or(0),
            .free = devices.available.value_or(0),
            .silent = devices.requested && devices.available ? 0 : 1,
            .now = requests(counts.now),
            .max = requests(counts.max)};
}

void ProductSums::count(const NodeAvailability &node, int by)
{
    for (const NodeDevices &devices : node.devices) {
        const auto it = m_sums.try_emplace(devices.product).first;
        it->second.add(sumOf(node, devices), by);
        if (it->second.nodes == 0)
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
        merged[memory.completed(product)].add(sum, 1);
    }
    std::vector<ProductAvailability> result;
    result.reserve(merged.size());
    for (const auto &[product, sum] : merged) {
        ProductAvailability row{.product = product,
                                .nodes = sum.nodes,
                                .capacity = sum.capacity,
                                .allocatable = sum.allocatable,
                                .usable = sum.usable,
                                .requestableNow = sum.now.requestable(),
                                .requestableMax = sum.max.requestable()};
        if (sum.silent == 0) { // else a total that leaves something out would look like the whole
            row.requested = sum.requested;
            row.free = sum.free;
        }
        result.push_back(std::move(row));
    }
    return result;
}

} // namespace fairlead::accelerators
