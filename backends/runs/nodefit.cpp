// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodefit.h"

#include "nodematch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using kubernetes::Quantity;
using Cause = NodeFit::Cause;
using When = NodeFit::When;

struct Room
{
    std::optional<Quantity> free; //!< none: nobody knows
    Quantity allocatable;
};

template <class Number>
Room roomOf(Number allocatable, const std::optional<Number> &requested, Quantity (*quantity)(Number))
{
    Room room{.allocatable = quantity(allocatable)};
    if (requested)
        room.free = quantity(std::max(Number(0), allocatable - *requested));
    return room;
}

//! Of what nobody counts pod by pod, all is thought to be free.
Room roomFor(const QString &resource, const NodeAvailability &node)
{
    if (resource == "cpu"_L1)
        return roomOf(node.cpuAllocatableMillicores, node.cpuRequestedMillicores, &Quantity::fromMilli);
    if (resource == "memory"_L1)
        return roomOf(node.memoryAllocatableBytes, node.memoryRequestedBytes, &Quantity::fromUnits);
    for (const NodeDevices &devices : node.devices) {
        if (devices.product.resource == resource)
            return roomOf(devices.allocatable, devices.requested, &Quantity::fromUnits);
    }
    const Quantity allocatable = node.node->allocatable.value(resource);
    return {allocatable, allocatable};
}

QString amountText(const QString &resource, Quantity amount)
{
    constexpr std::int64_t GiB = std::int64_t(1) << 30;
    constexpr std::int64_t MiB = std::int64_t(1) << 20;
    if (resource == "cpu"_L1)
        return amount.milliValue() % 1'000 == 0 ? QString::number(amount.value()) : u"%1m"_s.arg(amount.milliValue());
    const bool isBytes =
        resource == "memory"_L1 || resource == "ephemeral-storage"_L1 || resource.startsWith("hugepages-"_L1);
    if (isBytes && amount.value() >= GiB)
        return u"%1Gi"_s.arg(double(amount.value()) / double(GiB), 0, 'g', 3);
    return isBytes ? u"%1Mi"_s.arg(amount.value() / MiB) : QString::number(amount.value());
}

NodeFit roomFit(const PodDemand &demand, const NodeAvailability &node)
{
    NodeFit fit;
    for (const auto &[resource, wanted] : demand.requests) {
        const Room room = roomFor(resource, node);
        if (wanted.isZero())
            continue;
        if (room.allocatable < wanted) {
            return {When::Never, Cause::Room,
                    room.allocatable.isZero()
                        ? u"no %1"_s.arg(resource)
                        : u"%1 of %2 asked for, the node has %3"_s.arg(amountText(resource, wanted), resource,
                                                                       amountText(resource, room.allocatable))};
        }
        if (!room.free && fit.when == When::Now)
            fit = {When::Unknown, Cause::None, u"what pods hold is not known"_s};
        else if (room.free && *room.free < wanted && fit.when != When::Later)
            fit = {When::Later, Cause::Room,
                   u"%1 of %2 %3 free"_s.arg(amountText(resource, *room.free), amountText(resource, room.allocatable),
                                             resource)};
    }
    if (fit.when == When::Now && node.pods && *node.pods >= node.podsAllocatable)
        return {When::Later, Cause::Room, u"no room for another pod"_s};
    return fit;
}

} // namespace

NodeFit nodeFit(const PodDemand &demand, const NodeAvailability &node)
{
    if (const auto fit = mismatch(demand, node))
        return *fit;
    const NodeFit fit = roomFit(demand, node);
    if (fit.when == When::Never)
        return fit;
    if (!node.isReady)
        return {When::Later, Cause::State, u"not ready"_s};
    if (node.isCordoned && !isTolerated(demand, {u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s}))
        return {When::Later, Cause::State, u"cordoned"_s};
    return fit;
}

ClusterFit clusterFit(const PodDemand &demand, const std::vector<accelerators::NodeRowPtr> &nodes)
{
    ClusterFit cluster;
    int ordinary = 0;
    for (const accelerators::NodeRowPtr &row : nodes) {
        const NodeFit fit = nodeFit(demand, row->availability);
        int &count = fit.when == When::Now       ? cluster.now
                     : fit.when == When::Later   ? cluster.later
                     : fit.when == When::Unknown ? cluster.unknown
                                                 : cluster.never;
        ++count;
        ordinary += fit.when != When::Never && !isControlPlane(*row->availability.node) ? 1 : 0;
        if (fit.when == When::Now)
            continue;
        const auto isIt = [&fit](const ClusterFit::Reason &each) { return each.text == fit.reason; };
        const auto known = std::find_if(cluster.reasons.begin(), cluster.reasons.end(), isIt);
        if (known == cluster.reasons.end())
            cluster.reasons.push_back({fit.cause, fit.reason, 1});
        else
            ++known->nodes;
    }
    std::stable_sort(cluster.reasons.begin(), cluster.reasons.end(),
                     [](const auto &a, const auto &b) { return a.nodes > b.nodes; });
    cluster.fitsControlPlaneOnly = cluster.isPossible() && ordinary == 0;
    return cluster;
}

QString ClusterFit::text() const
{
    constexpr std::size_t Most = 4;
    if (nodes() == 0)
        return u"there are no nodes"_s;
    QStringList whys;
    for (std::size_t i = 0; i < std::min(reasons.size(), Most); ++i)
        whys += u"%1: %2"_s.arg(reasons[i].nodes).arg(reasons[i].text);
    if (reasons.size() > Most)
        whys += u"and others"_s;
    const QString when = now > 0       ? u"fits now on %1 of %2 nodes"_s.arg(now).arg(nodes())
                         : unknown > 0 ? u"could fit on %1 of %2 nodes"_s.arg(unknown).arg(nodes())
                         : later > 0   ? u"fits later on %1 of %2 nodes, on none now"_s.arg(later).arg(nodes())
                                       : u"fits on none of %1 nodes"_s.arg(nodes());
    return whys.isEmpty() ? when : when + u" ("_s + whys.join(u"; "_s) + u')';
}

} // namespace fairlead::runs
