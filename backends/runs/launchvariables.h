// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/people.h"
#include "backends/variables/variables.h"

namespace fairlead::runs {

//! What the settings say of a launch for \p user in \p project; null: for nobody, in none.
//!
//!     dssUserLogin       the user's login
//!     adminProperty:K    of the user
//!     userProperty:K     of the user
//!     projectKey         of the project
//!     any other name     of the project, else of the defaults; there, a property by its whole name is that of users
//!                        who have none
variables::Variables launchVariables(const settings::User *user, const settings::Project *project,
                                     const settings::Defaults &defaults);

} // namespace fairlead::runs
