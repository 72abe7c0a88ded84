// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"

namespace fairlead::ctl {

//! `fairleadctl daemons [test [NAME...]]`. Runs the event loop for a test. \return the exit code.
int runDaemons(const Options &options, Cancellation &cancellation);

} // namespace fairlead::ctl
