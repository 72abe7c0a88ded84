// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"
#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl configs`: the runtime configs of the settings. May run the event loop. \return the exit code.
int runConfigs(const Options &options, Cancellation &cancellation);

} // namespace fairlead::ctl
