// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"
#include "options.h"

namespace fairlead::ctl {

//! "run CONFIG -- COMMAND": launches it, writes what its containers write, and ends as it does.
int runRun(const Options &options, Cancellation &cancellation);

} // namespace fairlead::ctl
