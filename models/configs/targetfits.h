// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/runs/launchtargets.h"
#include "backends/runs/nodefit.h"

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::models {

//! How one pod of a config fits the nodes of a target.
struct PodFit
{
    enum class State : std::uint8_t {
        NotKnown,  //!< nobody has said what the nodes are, or it is a daemon
        NoPod,     //!< what would be sent cannot be made
        NoDevices, //!< no node has the GPUs that it asks for by product or kind
        Known,
    };

    State state = State::NotKnown;
    runs::ClusterFit fit;    //!< where it is known
    bool awaitsNode = false; //!< no node fits, and an autoscaler is waited for that makes one
};

//! Where a config runs, and how it fits there. All nodes are looked at: make it once for all that tells of it.
struct TargetFits
{
    tl::expected<std::vector<runs::LaunchTarget>, QString> targets; //!< as runs::launchTargets() has them
    std::vector<PodFit> pods;                                       //!< of each of them
};

//! For nobody in no project, or, where the launch of nobody cannot be made, for the first whose can.
TargetFits targetFits(const settings::RuntimeConfig &config, const runs::LaunchFacts &facts,
                      const settings::Settings &settings, const manifests::PodSchema &schema);

} // namespace fairlead::models
