// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/run.h"
#include "plannedtargets.h"

namespace fairlead::ctl {

//! How \p target is tried for a run of \p config.
runs::RunPlace runPlace(const PlannedTarget &target, const settings::RuntimeConfig &config, const Options &options);

enum class LookMode { OnlyLooks, MayChange };

//! To follow, stop or remove what \p record says of its last attempt. Null: its place is not known any more, or is
//! another by now, which \p why tells.
std::unique_ptr<runs::RunAttempt> attemptOf(const runs::RunRecord &record, const ConfigFacts &facts,
                                            const LoadedSettings &loaded, const Options &options, LookMode mode,
                                            QString &why);

} // namespace fairlead::ctl
