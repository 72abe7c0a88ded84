// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"

#include <map>
#include <vector>

namespace fairlead::accelerators {

//! productAvailability() kept up to date at a constant price per Node that changes.
class ProductSums
{
public:
    void add(const NodeAvailability &node);
    //! \p node is equal to one that was added.
    void remove(const NodeAvailability &node);
    //! As productAvailability() of the Nodes that are in.
    std::vector<ProductAvailability> availability() const;

private:
    struct DisplayOrder
    {
        bool operator()(const Product &a, const Product &b) const;
    };

    //! How many Nodes say each count.
    using Counts = std::map<std::int64_t, std::int64_t>;

    struct Requests
    {
        Counts atomic;
        Counts divisible;

        void count(std::int64_t count, bool isAtomic, int by);
        void add(const Requests &other);
        std::vector<std::int64_t> requestable() const;
    };

    //! Of the Nodes that name the product in the same way.
    struct Sum
    {
        ProductAvailability known; //!< requested and free: of the Nodes that say it
        std::int64_t silent = 0;   //!< Nodes that do not
        Requests now;
        Requests max;
    };

    using Sums = std::map<Product, Sum, DisplayOrder>;

    void count(const NodeAvailability &node, int by);

    Sums m_sums;
};

} // namespace fairlead::accelerators
