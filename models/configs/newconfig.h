// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

namespace fairlead::models {

//! For Kubernetes, with the first name that no other has: "New config 1". Of the only base image, if there is one.
settings::RuntimeConfig newConfig(const settings::Settings &others);

//! As \p config, with an id and a name of its own: "Copy of gpu", "Copy of gpu 2".
settings::RuntimeConfig duplicateOf(settings::RuntimeConfig config, const settings::Settings &others);

} // namespace fairlead::models
