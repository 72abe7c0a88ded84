// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/nodefit.h"
#include "backends/settings/runtimeconfig.h"
#include "trialresult.h"

namespace fairlead::runs {

//! What a launch wants of the nodes.
struct PlacementWish
{
    PodDemand demand;
    settings::GpuRequest gpu;
    bool hasAutoscaler = false; //!< waits for one that makes a node
};

//! Which nodes take it now, which when they are free, and what keeps it off the others, by the nodes' names. Failed
//! where none takes it until somebody changes something; Warning where it has to wait, or only the control plane has
//! room.
TrialResult placementFinding(const std::vector<accelerators::NodeAvailability> &nodes, const PlacementWish &wish);

//! Of a GPU product or kind that none of \p nodes has, or of which nobody knows, for \p error.
TrialResult devicesFinding(const settings::GpuRequest &gpu, const std::vector<accelerators::NodeAvailability> &nodes,
                           const std::optional<ApiError> &error);

} // namespace fairlead::runs
