// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/launchfacts.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"

#include <vector>

//! What is wrong with users, projects and defaults while somebody types them, by the keys of the file. An error keeps
//! them from being saved.
namespace fairlead::models {

//! \p settings have all users, perhaps this one among them.
std::vector<FieldProblem> userProblems(const settings::User &user, const settings::Settings &settings);
//! \p settings have all projects, perhaps this one among them. Contexts are compared with \p facts as far as those have
//! any.
std::vector<FieldProblem> projectProblems(const settings::Project &project, const settings::Settings &settings,
                                          const runs::LaunchFacts &facts);
std::vector<FieldProblem> defaultsProblems(const settings::Defaults &defaults, const settings::Settings &settings,
                                           const runs::LaunchFacts &facts);

} // namespace fairlead::models
