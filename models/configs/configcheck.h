// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"

#include <vector>

namespace fairlead::models {

//! All that is wrong with \p config as it is to be saved among \p others, without a look at any cluster or daemon. An
//! error keeps it from being saved. Of the part of the engine that is not chosen nothing is said.
std::vector<FieldProblem> configProblems(const settings::RuntimeConfig &config, const settings::Settings &others,
                                         const manifests::PodSchema &schema);

} // namespace fairlead::models
