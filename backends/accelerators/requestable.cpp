// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "requestable.h"

namespace fairlead::accelerators {

namespace {

constexpr std::int64_t leastCpuMillicores = 100;
constexpr std::int64_t leastMemoryBytes = 128 * 1024 * 1024;

//! 0 allocatable means that the Node does not say.
bool hasRoom(std::int64_t allocatable, std::int64_t taken, std::int64_t least)
{
    return allocatable <= 0 || allocatable - taken >= least;
}

Shortage shortage(const NodeAvailability &node, std::int64_t cpu, std::int64_t memory, std::int64_t pods)
{
    return {.isOfCpu = !hasRoom(node.cpuAllocatableMillicores, cpu, leastCpuMillicores),
            .isOfMemory = !hasRoom(node.memoryAllocatableBytes, memory, leastMemoryBytes),
            .isOfPodSlots = node.podsAllocatable - pods < 1};
}

bool isTakenKnown(const NodeAvailability &node)
{
    return node.cpuRequestedMillicores && node.memoryRequestedBytes && node.pods;
}

} // namespace

Requestable requestable(const NodeAvailability &node, const NodeDevices &devices)
{
    if (!node.isSchedulable || devices.isMultiHost)
        return {};
    Requestable result;
    if (shortage(node, 0, 0, 0) == Shortage())
        result.max = devices.allocatable;
    if (devices.available && isTakenKnown(node) && shortage(node) == Shortage())
        result.now = *devices.available;
    if (devices.isOnePerContainer) {
        result.max = std::min<std::int64_t>(result.max, 1);
        result.now = std::min<std::int64_t>(result.now, 1);
    }
    if (devices.product.kind == Kind::Tpu && result.now < devices.allocatable)
        result.now = 0;
    return result;
}

Shortage shortage(const NodeAvailability &node)
{
    return isTakenKnown(node) ? shortage(node, *node.cpuRequestedMillicores, *node.memoryRequestedBytes, *node.pods)
                              : Shortage();
}

std::vector<std::int64_t> requestableCounts(std::int64_t maximum)
{
    std::vector<std::int64_t> result;
    if (maximum <= 0)
        return result;
    for (std::int64_t count = 1; count < maximum; count *= 2) {
        result.push_back(count);
        if (count > maximum / 2)
            break;
    }
    result.push_back(maximum);
    return result;
}

std::int64_t topologyChips(QStringView topology)
{
    std::int64_t chips = 1;
    for (const QStringView side : topology.split(u'x')) {
        bool ok = false;
        const std::int64_t length = side.toLongLong(&ok);
        if (!ok || length <= 0 || length > 65536 || chips > (std::int64_t(1) << 40))
            return 0;
        chips *= length;
    }
    return chips;
}

} // namespace fairlead::accelerators
