// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/runplans.h"
#include "runrecord.h"

namespace fairlead::runs {

//! What is kept of a run of \p config that begins: as \p form has it, with the name, image and command of the first of
//! \p plans.
RunRecord newRunRecord(const RunForm &form, const settings::RuntimeConfig &config, const QString &runId,
                       const std::vector<RunPlan> &plans);

} // namespace fairlead::runs
