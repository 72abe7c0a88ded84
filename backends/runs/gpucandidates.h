// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/settings/runtimeconfig.h"
#include "gpuask.h"

#include <optional>
#include <vector>

//! What the nodes of a cluster have of what a person asks for.
namespace fairlead::runs {

//! Why \p devices of a node are not what \p ask asks for, however many they are, in a few English words; nothing: they
//! are. Devices whose memory nobody knows have none that was asked for.
std::optional<QString> unlike(const accelerators::NodeDevices &devices, const GpuAsk &ask);

struct GpuCandidates
{
    //! In order: as the names stand, then the least memory, then by name. Of a number, or a vendor and a number, the
    //! resource alone: whatever the nodes have of it.
    std::vector<settings::GpuRequest> choices;
    QStringList reasons; //!< why others that nodes have are none, each once
};

//! What a runtime config would ask for so that it gets what \p ask asks for on one of \p nodes. Of a range of counts
//! the lowest is asked for: a pod waits for no more than it needs.
GpuCandidates candidates(const GpuAsk &ask, const std::vector<accelerators::NodeRowPtr> &nodes);

//! The same as far as it can be said without a look at nodes: the first name, memory that is one size, the vendor's
//! usual resource.
settings::GpuRequest plainRequest(const GpuAsk &ask);

} // namespace fairlead::runs
