// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devicerequest.h"
#include "product.h"
#include "resourcenames.h"
#include "taints.h"

#include "backends/kubernetes/objects.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

//! Which accelerators a Node has, what they are called, what is requested of them and what is left:
//! pure functions on stored objects. Every view and every output of the product uses these and no others.
namespace fairlead::accelerators {

//! What the user may say about accelerators; the default is right for most clusters.
struct Options
{
    QStringList extraResources; //!< resource names to treat as accelerators too
    std::vector<kubernetes::Toleration>
        tolerations; //!< of the viewer's workloads, beside the GPU taints that all GPU pods tolerate
};

//! One accelerator resource of one Node.
//! A resource of 0 devices has no entry beside one of the same vendor that has some (nvidia.com/gpu: 0 on a Node in MIG
//! mode); a Node whose labels or plugin say that there should be devices and that has none keeps an entry of capacity 0
//! with the Problem. Held is what is requested, and for Neuron also what Pods hold of the same chips as cores or as
//! devices. A resource that Pods hold and the Node no longer has keeps an entry too, over-committed.
struct NodeDevices
{
    //! NoDevices: the plugin runs and counts 0 (failed cards, no driver).
    //! NotRegistered: the labels name a product and there is no such resource (no plugin, or devices handed out by
    //! other means).
    enum class Problem : std::uint8_t { None, NoDevices, NotRegistered };

    Product product;
    QString rawProduct;             //!< the label's value as it stands; empty when unlabelled
    QString labelSource;            //!< key of the label that named it; empty when unlabelled
    std::int64_t sharedBy = 1;      //!< replicas of one card (time slicing, MPS); 1 when it is not shared
    bool isOnePerContainer = false; //!< of a shared card, see Identity
    std::int64_t capacity = 0;
    std::int64_t allocatable = 0;
    std::optional<std::int64_t> requested; //!< absent when Pods cannot be listed
    std::optional<std::int64_t> free;      //!< max(0, allocatable - held); absent when requested is
    std::int64_t usable = 0;               //!< allocatable where something new is placed, held or not; else 0
    std::optional<std::int64_t> available; //!< what a Pod can really take: free where something new is placed; else 0
    std::int64_t unhealthy = 0;            //!< max(0, capacity - allocatable)
    bool isOvercommitted = false;          //!< held > allocatable
    bool isMultiHost = false;              //!< TPU slice over several Nodes: shown, never requestable by one Pod
    Problem problem = Problem::None;

    bool operator==(const NodeDevices &) const = default;
};

//! Why nothing new is placed on a Node.
struct Reason
{
    enum class Code : std::uint8_t { NotReady, Cordoned, Taint };
    Code code = Code::NotReady;
    QString detail; //!< NotReady: condition reason; Taint: "key=value:effect"

    //! "NotReady (KubeletNotReady)", "Cordoned", "Taint team=llm:NoSchedule": for tables and JSON.
    QString text() const;

    bool operator==(const Reason &) const = default;
};

//! What Pods take from one Node.
struct NodeUsage
{
    kubernetes::ResourceList requested; //!< sum of Pod::requests of the Pods that occupy it
    std::int64_t pods = 0;
};

//! The answer for one Node.
struct NodeAvailability
{
    kubernetes::NodePtr node;
    bool isReady = false;
    bool isCordoned = false;
    bool isSchedulable = false;  //!< ready, not cordoned, no hard taint that is not tolerated
    std::vector<Reason> reasons; //!< empty exactly when schedulable
    std::vector<TaintView> taints;
    std::int64_t cpuCapacityMillicores = 0;
    std::int64_t cpuAllocatableMillicores = 0;
    std::optional<std::int64_t> cpuRequestedMillicores; //!< absent when Pods cannot be listed
    std::int64_t memoryCapacityBytes = 0;
    std::int64_t memoryAllocatableBytes = 0;
    std::optional<std::int64_t> memoryRequestedBytes;
    std::int64_t podsAllocatable = 0;
    std::optional<std::int64_t> pods; //!< that occupy it; absent when Pods cannot be listed
    std::vector<NodeDevices> devices; //!< sorted by resource; empty on a Node without accelerators

    bool operator==(const NodeAvailability &) const = default;
};

//! \p usage is null when Pods cannot be listed. A Node without allocatable has its capacity, as the API server defaults
//! it.
NodeAvailability nodeAvailability(const kubernetes::NodePtr &node, const NodeUsage *usage, const Options &options);

//! One product in one cluster.
struct ProductAvailability
{
    Product product;
    std::int64_t nodes = 0;
    std::int64_t capacity = 0;
    std::int64_t allocatable = 0;
    std::optional<std::int64_t> requested;
    std::optional<std::int64_t> free; //!< what Pods can really take: sum of NodeDevices::available
    std::int64_t usable = 0;          //!< allocatable on schedulable Nodes, held or not
    std::vector<std::int64_t>
        requestableNow; //!< what one Pod could ask for now on some Node: 1, 2, 4, ... and the exact maximum
    std::vector<std::int64_t> requestableMax; //!< the same on an empty cluster (schedulable Nodes' allocatable)

    bool operator==(const ProductAvailability &) const = default;
};

//! Products sorted by name, kind, profile, memory, resource. The memory of a product is the label's where any Node has
//! it: Nodes that do not say join the one size that the others have; with several sizes they stay a row of their own.
//! Requestable: see requestable.h; for TPUs the counts of the single Nodes, as these are atomic.
std::vector<ProductAvailability> productAvailability(const std::vector<NodeAvailability> &nodes);
//! The row that devices of \p product are counted in, which may know the memory that their own Node does not tell; the
//! end of \p rows: none. Each row has a Product, which is what \p productOf gives of it.
template <class Rows, class ProductOf>
auto findProduct(const Rows &rows, const Product &product, ProductOf productOf)
{
    auto lender = rows.end();
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const Product &candidate = std::invoke(productOf, *row);
        if (candidate == product)
            return row;
        Product lent = product;
        lent.memoryMiB = candidate.memoryMiB;
        if (!product.memoryMiB && candidate == lent)
            lender = row;
    }
    return lender;
}
//! The same; null: none.
const ProductAvailability *rowOf(const std::vector<ProductAvailability> &rows, const Product &product);

//! What the clusters say whose Pods can be listed: numbers that belong together.
struct KnownPart
{
    std::int64_t allocatable = 0;
    std::int64_t requested = 0;
    std::int64_t free = 0;

    bool operator==(const KnownPart &) const = default;
};

//! One product over many clusters; every cluster appears once in the input, whatever the number of its contexts.
struct ProductTotal
{
    Product product;
    std::int64_t allocatable = 0;
    std::int64_t usable = 0;
    std::optional<std::int64_t> requested; //!< absent when a cluster does not know: a part would look like the whole
    std::optional<std::int64_t> free;      //!< likewise
    std::int64_t clusters = 0;
    std::int64_t unknownClusters = 0; //!< of these, the ones whose Pods cannot be listed
    KnownPart known;                  //!< sums over the other ones

    bool operator==(const ProductTotal &) const = default;
};

//! Sorted as productAvailability(); a product without memory joins one of another cluster by the same rule.
std::vector<ProductTotal> productTotals(const std::vector<std::vector<ProductAvailability>> &clusters);

} // namespace fairlead::accelerators
