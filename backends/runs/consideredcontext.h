// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "considered.h"

namespace fairlead::runs {

//! What considered() is asked, for one place after the other.
struct ConsideredQuery
{
    const FormedRun &run;
    const LaunchRequest &request;
    const LaunchFacts &facts;
    const settings::Settings &settings;
    const manifests::PodSchema &schema;
    const settings::TextPairs &prices;
};

//! Why nothing can be sent, whatever nodes there are; empty: something can. An image that nobody has chosen yet keeps
//! no pod off a node, and of devices the nodes tell more.
QString launchProblem(const LaunchPlan &plan);

//! The rows of one context: kinds of node that have what is asked for first, in the order in which it is asked for, the
//! control plane last; without GPUs, nodes without GPUs first.
std::vector<ConsideredRow> contextRows(const ConsideredQuery &query, const LaunchTarget &target,
                                       const ContextLimits &limits);

//! Of a daemon, which reserves nothing: by what its host has, of which GPUs are not told.
ConsideredRow daemonRow(const ConsideredQuery &query, const LaunchTarget &target);

} // namespace fairlead::runs
