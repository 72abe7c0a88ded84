// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"
#include "productorder.h"

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
    //! How many Nodes say each count.
    using Counts = std::map<std::int64_t, std::int64_t>;

    struct Requests
    {
        Counts atomic;
        Counts divisible;

        void add(const Requests &other, int by);
        std::vector<std::int64_t> requestable() const;
    };

    //! Of the Nodes that name the product in the same way.
    struct Sum
    {
        std::int64_t nodes = 0;
        std::int64_t capacity = 0;
        std::int64_t allocatable = 0;
        std::int64_t usable = 0;
        std::int64_t requested = 0; //!< of the Nodes that say it
        std::int64_t free = 0;      //!< likewise
        std::int64_t silent = 0;    //!< Nodes that do not
        Requests now;
        Requests max;

        void add(const Sum &other, int by);
    };

    static Sum sumOf(const NodeAvailability &node, const NodeDevices &devices);
    void count(const NodeAvailability &node, int by);

    ByProduct<Sum> m_sums;
};

} // namespace fairlead::accelerators
