// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runplaces.h"
#include "plannedtargets.h"

namespace fairlead::ctl {

runs::RunAccess runAccess(const Options &options);

//! How \p target is tried for a run of \p config.
runs::RunPlace runPlace(const PlannedTarget &target, const settings::RuntimeConfig &config, const Options &options);

//! As runs::attemptOf(), of what the settings and kubeconfigs say now.
tl::expected<std::unique_ptr<runs::RunAttempt>, QString> attemptOf(const runs::RunRecord &record,
                                                                   const ConfigFacts &facts,
                                                                   const LoadedSettings &loaded, const Options &options,
                                                                   runs::LookMode mode);

} // namespace fairlead::ctl
