// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"

#include <cstdint>
#include <vector>

namespace fairlead::accelerators {

//! What one Pod could ask for on one Node.
//! Devices alone make no Pod start: a Node counts only while it has room for the smallest sensible Pod, 100 millicores,
//! 128 MiB and a Pod slot, beside the devices. Cpu and memory that the Node does not state (virtual kubelets) are no
//! limit, as a Pod need not ask for them; without Pod slots it takes none at all. Free devices of a Node without that
//! room stay in NodeDevices::free, as they are free, and are missing here. A TPU slice is atomic: all chips of the Node
//! or none. A slice over several Nodes cannot be requested by one Pod at all.
struct Requestable
{
    std::int64_t now = 0; //!< 0 when it is not known what Pods hold
    std::int64_t max = 0; //!< were the Node empty
};

Requestable requestable(const NodeAvailability &node, const NodeDevices &devices);

//! Of what a Node has too little left for that smallest Pod. Nothing where it is not known what Pods hold.
struct Shortage
{
    bool isOfCpu = false;
    bool isOfMemory = false;
    bool isOfPodSlots = false;

    bool operator==(const Shortage &) const = default;
};

Shortage shortage(const NodeAvailability &node);

//! 1, 2, 4, ... and \p maximum itself; empty for 0.
std::vector<std::int64_t> requestableCounts(std::int64_t maximum);

//! Chips of a TPU topology ("2x4" is 8); 0 when it is none.
std::int64_t topologyChips(QStringView topology);

} // namespace fairlead::accelerators
