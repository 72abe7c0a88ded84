// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/podschema.h"
#include "backends/settings/values.h"

#include <vector>

namespace fairlead::models {

//! What of the policies of a namespace that is created no API server would take, and where it stands: an item that is
//! no map, of another kind than ResourceQuota, LimitRange or NetworkPolicy, of another apiVersion than that kind's, or
//! without a name; fields that its kind does not have, amounts that are none. Fields: "[0].metadata.name".
std::vector<manifests::SchemaProblem> policyProblems(const settings::YamlPart &policies);

} // namespace fairlead::models
