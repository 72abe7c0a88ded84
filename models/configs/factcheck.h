// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"
#include "targetfits.h"

#include <vector>

namespace fairlead::models {

//! What the clusters and daemons that \p config names do not have of what it asks for, as far as they have said: a
//! product that no target has, a count above every node, a config that only a control-plane node fits, a runtime that
//! the daemon does not know. A context that no kubeconfig has, where any is known. Warnings: clusters change.
std::vector<FieldProblem> factProblems(const settings::RuntimeConfig &config, const runs::LaunchFacts &facts,
                                       const settings::Settings &settings);
//! The same, of \p fits that somebody has made.
std::vector<FieldProblem> factProblems(const settings::RuntimeConfig &config, const TargetFits &fits,
                                       const runs::LaunchFacts &facts);

} // namespace fairlead::models
