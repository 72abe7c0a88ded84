// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settings.h"

namespace fairlead::settings {

//! \p settings in which each recipe of a base image is pushed to the registries, too, from which runtime configs take
//! it: behind its own, each once, in the order of the configs. Those that are switched off take nothing. For whoever
//! builds, pushes and looks; it is not what stands in the file.
Settings withPushTargets(Settings settings);

} // namespace fairlead::settings
