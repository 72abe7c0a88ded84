// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "nodeobstacles.h"

#include "backends/accelerators/resourcenames.h"
#include "nodematch.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using accelerators::NodeAvailability;
using accelerators::NodeDevices;
using kubernetes::Quantity;
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

Hindrance hindranceOf(const QString &resource)
{
    if (accelerators::isAcceleratorResource(resource))
        return Hindrance::Device;
    return resource == "cpu"_L1 ? Hindrance::Cpu : resource == "memory"_L1 ? Hindrance::Memory : Hindrance::Resource;
}

Hindrance hindranceOf(NodeFit::Cause cause)
{
    return cause == NodeFit::Cause::Label      ? Hindrance::Selector
           : cause == NodeFit::Cause::Affinity ? Hindrance::Affinity
                                               : Hindrance::Taint;
}

std::optional<Obstacle> roomObstacle(const QString &resource, Quantity wanted, const Room &room)
{
    if (wanted.isZero())
        return {};
    Obstacle obstacle{.what = hindranceOf(resource), .resource = resource};
    if (room.allocatable < wanted) {
        obstacle.reason = room.allocatable.isZero()
                              ? u"no %1"_s.arg(resource)
                              : u"%1 of %2 asked for, the node has %3"_s.arg(amountText(resource, wanted), resource,
                                                                             amountText(resource, room.allocatable));
        obstacle.missing = wanted - room.allocatable;
        return obstacle;
    }
    if (!room.free) {
        obstacle.when = When::Unknown;
        obstacle.reason = u"what pods hold is not known"_s;
        return obstacle;
    }
    if (*room.free >= wanted)
        return {};
    obstacle.when = When::Later;
    obstacle.reason =
        u"%1 of %2 %3 free"_s.arg(amountText(resource, *room.free), amountText(resource, room.allocatable), resource);
    obstacle.missing = wanted - *room.free;
    return obstacle;
}

void addState(const PodDemand &demand, const NodeAvailability &node, std::vector<Obstacle> &found)
{
    if (!node.isReady)
        found.push_back({Hindrance::State, When::Later, u"not ready"_s});
    else if (node.isCordoned && !isTolerated(demand, {u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s}))
        found.push_back({Hindrance::State, When::Later, u"cordoned"_s});
}

} // namespace

QString toString(Hindrance hindrance)
{
    switch (hindrance) {
    case Hindrance::None:
        return {};
    case Hindrance::Launch:
        return u"launch"_s;
    case Hindrance::Device:
        return u"device"_s;
    case Hindrance::Cpu:
        return u"cpu"_s;
    case Hindrance::Memory:
        return u"memory"_s;
    case Hindrance::Resource:
        return u"resource"_s;
    case Hindrance::Taint:
        return u"taint"_s;
    case Hindrance::Selector:
        return u"selector"_s;
    case Hindrance::Affinity:
        return u"affinity"_s;
    case Hindrance::ClaimZone:
        return u"claimZone"_s;
    case Hindrance::Quota:
        return u"quota"_s;
    case Hindrance::PodSecurity:
        return u"podSecurity"_s;
    case Hindrance::Platform:
        return u"platform"_s;
    case Hindrance::Cuda:
        return u"cuda"_s;
    case Hindrance::State:
        return u"state"_s;
    }
    return {};
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

std::vector<Obstacle> obstacles(const PodDemand &demand, const NodeAvailability &node)
{
    std::vector<Obstacle> found;
    for (const auto &[resource, wanted] : demand.requests) {
        if (const auto obstacle = roomObstacle(resource, wanted, roomFor(resource, node)))
            found.push_back(*obstacle);
    }
    if (node.pods && *node.pods >= node.podsAllocatable)
        found.push_back({Hindrance::Resource, When::Later, u"no room for another pod"_s, u"pods"_s,
                         Quantity::fromUnits(1 + *node.pods - node.podsAllocatable)});
    for (const NodeFit &fit : mismatches(demand, node))
        found.push_back({hindranceOf(fit.cause), fit.when, fit.reason});
    addState(demand, node, found);
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.what < b.what; });
    return found;
}

std::int64_t copies(const PodDemand &demand, const NodeAvailability &node, Fill fill)
{
    const bool isEmpty = fill == Fill::Empty;
    std::int64_t most = node.podsAllocatable - (isEmpty ? 0 : node.pods.value_or(0));
    for (const auto &[resource, wanted] : demand.requests) {
        const Room room = roomFor(resource, node);
        const Quantity there = isEmpty ? room.allocatable : room.free.value_or(Quantity());
        if (wanted.milliValue() > 0)
            most = std::min(most, there.milliValue() / wanted.milliValue());
    }
    return std::clamp<std::int64_t>(most, 0, demand.needsOwnNode ? 1 : std::numeric_limits<std::int64_t>::max());
}

} // namespace fairlead::runs
