// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "considered.h"

namespace fairlead::runs {

//! What a run sends to one of its places.
struct RunPlan
{
    settings::RuntimeConfig config; //!< as the run changes it there
    LaunchPlan plan;                //!< not possible where the place can never take it
};

//! For each place in failover order, by the kind of node there that takes the run soonest; empty: \p considered has no
//! place. \p considered: of the same run.
std::vector<RunPlan> runPlans(const FormedRun &run, const Considered &considered, LaunchRequest request,
                              const LaunchFacts &facts, const settings::Settings &settings,
                              const manifests::PodSchema &schema);

} // namespace fairlead::runs
