// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace fairlead::models {

//! What becomes of all devices of a product, in numbers that add up: free + requested + unusable + elsewhere = total.
//! Only where more is requested than there is do they come to more.
struct ProductParts
{
    std::int64_t total = 0;     //!< allocatable
    std::int64_t free = 0;      //!< a Pod can take them
    std::int64_t requested = 0; //!< on whatever Node
    std::int64_t unusable = 0;  //!< nobody requests them, and nothing can be placed on their Nodes
    std::int64_t elsewhere = 0; //!< held through another resource of the same cards

    //! \p onUnusableNodes: allocatable on Nodes where nothing can be placed, requested or not.
    static ProductParts of(const accelerators::KnownPart &known, std::int64_t onUnusableNodes)
    {
        const std::int64_t rest = std::max<std::int64_t>(0, known.allocatable - known.requested - known.free);
        const std::int64_t unusable = std::clamp<std::int64_t>(onUnusableNodes, 0, rest);
        return {known.allocatable, known.free, known.requested, unusable, rest - unusable};
    }
    //! Absent where the Pods are not known.
    static std::optional<ProductParts> of(const accelerators::ProductAvailability &product)
    {
        if (!product.requested || !product.free)
            return {};
        return of({product.allocatable, *product.requested, *product.free}, product.allocatable - product.usable);
    }
    static ProductParts of(const accelerators::ProductTotal &total)
    {
        return of(total.known, total.allocatable - total.usable);
    }

    bool operator==(const ProductParts &) const = default;
};

} // namespace fairlead::models
