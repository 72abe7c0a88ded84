// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "productorder.h"
#include "productsums.h"

namespace fairlead::accelerators {

namespace {

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
