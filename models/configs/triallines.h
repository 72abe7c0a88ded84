// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/trials/trialresult.h"
#include "models/docker/testreport.h"

namespace fairlead::models {

//! What a step of a trial found, for people: its remedy, and what a container wrote, on lines of their own.
TestReport::Line testLine(const runs::TrialResult &result);

} // namespace fairlead::models
