// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl config path|validate|show`: of the settings file. Writes nothing. \return the exit code.
int runConfig(const Options &options);

} // namespace fairlead::ctl
