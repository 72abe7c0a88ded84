// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/connectionstate.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

//! Everything that is known of one product over all clusters: pure functions on what the models hold.
namespace fairlead::models {

//! One cluster with its Nodes.
struct ProductSource
{
    QString contextId;
    kubernetes::ContextStatus status;
    bool isCounted = false; //!< its numbers are in the sums
    std::vector<accelerators::ProductAvailability> products;
    std::vector<accelerators::NodeRowPtr> nodes;
};

struct ProductDetails
{
    struct Cluster
    {
        QString contextId;
        kubernetes::ContextStatus status;
        bool isCounted = false;
        std::int64_t nodes = 0;
        std::int64_t allocatable = 0;
        std::int64_t usable = 0;
        std::optional<std::int64_t> requested;
        std::optional<std::int64_t> free;

        bool operator==(const Cluster &) const = default;
    };

    //! Nodes of which one Pod can ask for so many devices now.
    struct Size
    {
        std::int64_t devices = 0;
        std::int64_t nodes = 0;

        bool operator==(const Size &) const = default;
    };

    struct Holder
    {
        QString name; //!< empty: Pods that name nobody
        std::int64_t devices = 0;
        std::int64_t releasing = 0; //!< of devices
        std::int64_t pods = 0;

        bool operator==(const Holder &) const = default;
    };

    struct FreeNode
    {
        QString contextId;
        QString uid;
        QString name;
        QString resource;
        std::int64_t free = 0;
        std::int64_t allocatable = 0;
        std::int64_t requestable = 0; //!< what one Pod can ask for of free

        bool operator==(const FreeNode &) const = default;
    };

    struct Name
    {
        QString label; //!< key; empty where no label names the product
        QString value;
        std::int64_t nodes = 0;

        bool operator==(const Name &) const = default;
    };

    //! The sums are over counted clusters only, and these are the rest of the same sums.
    accelerators::ProductTotal total;
    std::int64_t capacity = 0;
    std::int64_t unhealthy = 0; //!< in capacity and not in allocatable
    // Of total.allocatable - total.usable, by the first reason of the Node:
    std::int64_t onNotReadyNodes = 0;
    std::int64_t onCordonedNodes = 0;
    std::int64_t onTaintedNodes = 0;
    std::int64_t stranded = 0;       //!< free, and no Pod can use them: no CPU, memory or Pod slot is left on the Node
    std::vector<Cluster> clusters;   //!< in the order of the sources, those that are not counted last
    std::vector<Size> sizes;         //!< largest first; a Node counts for every size that it can give
    std::vector<Holder> namespaces;  //!< largest first
    std::vector<Holder> users;       //!< largest first, Pods that name nobody last
    std::vector<FreeNode> freeNodes; //!< most that one Pod can ask for first; at most MostNodes
    std::int64_t moreFreeNodes = 0;  //!< that freeNodes leaves out
    std::vector<Name> names;         //!< most Nodes first
    QStringList shownAs;             //!< productText() of the Nodes' own: some may not tell the memory

    static constexpr std::size_t MostNodes = 8;
};

//! \p total is a row of productTotals() over the counted ones of \p sources.
ProductDetails productDetails(const accelerators::ProductTotal &total, const std::vector<ProductSource> &sources);

//! "24 on nodes where nothing can be placed: 16 on cordoned nodes, 8 on nodes that are not ready. 8 of these are not
//! requested, and so unusable. 1 more unhealthy."; empty when there is nothing to say.
QString unusableText(const ProductDetails &details);
//! "Time-sliced or MPS shares of L4 24 GB cards": what one of these is.
QString kindWords(const accelerators::Product &product);
//! What to type into the filter to see exactly the Nodes of the product.
QString filterFor(const ProductDetails &details);
//! The same of names as productText() writes them: product="A100 40 GB".
QString productFilter(QStringList names);

} // namespace fairlead::models
