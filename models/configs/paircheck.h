// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/runtimeconfig.h"
#include "models/forms/fieldproblem.h"

#include <vector>

namespace fairlead::models {

//! What a file could not have of \p config: a name that stands twice where names tell values apart, and a value without
//! a name.
std::vector<FieldProblem> pairProblems(const settings::RuntimeConfig &config);

} // namespace fairlead::models
