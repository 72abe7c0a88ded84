// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/trials/trialwishes.h"
#include "cancellation.h"
#include "plannedtargets.h"

#include <vector>

namespace fairlead::ctl {

//! Tries \p config at all \p targets at once and prints each step, the verdict of each target, and what would put right
//! what is missing. \p wishes: but for the login, the timeout and the user agent, which \p targets and \p options say.
//! A signal ends it once what was made is gone. \return 0 when all is well, else as exitCodeOf() has it.
int testConfig(const settings::RuntimeConfig &config, const std::vector<PlannedTarget> &targets,
               const runs::TrialWishes &wishes, const QString &dockerFolder, const Options &options,
               Cancellation &cancellation);

} // namespace fairlead::ctl
