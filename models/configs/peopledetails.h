// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dispatchanswer.h"
#include "models/objectdetails.h"
#include "peoplemodels.h"

//! What the inspector says of users, projects and who gets what.
namespace fairlead::models {

ObjectDetails userDetails(const UserEntry &entry);
ObjectDetails projectDetails(const ProjectEntry &entry);
ObjectDetails dispatchDetails(const DispatchAnswer &answer);

} // namespace fairlead::models
