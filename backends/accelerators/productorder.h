// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "product.h"

#include <cstdint>
#include <map>
#include <set>
#include <tuple>

namespace fairlead::accelerators {

//! As products are listed: by name, kind, profile, memory, resource.
struct ByDisplayOrder
{
    bool operator()(const Product &a, const Product &b) const
    {
        const auto key = [](const Product &product) {
            return std::tie(product.name, product.kind, product.profile, product.memoryMiB, product.resource);
        };
        return key(a) < key(b);
    }
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

} // namespace fairlead::accelerators
