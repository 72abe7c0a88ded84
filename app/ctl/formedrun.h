// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/runform.h"
#include "settingsobjects.h"

namespace fairlead::ctl {

//! What the options of "run" and "fit" say of a run of \p config.
runs::RunForm runForm(const settings::RuntimeConfig &config, const Options &options);
//! \p config as the options change it. Nothing where they cannot be meant, which is told: a mistake of the command
//! line.
std::optional<runs::FormedRun> formedRun(const settings::RuntimeConfig &config, const LoadedSettings &loaded,
                                         const Options &options);

} // namespace fairlead::ctl
