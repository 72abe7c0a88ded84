// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! Where a run would get its nodes: asks the clusters and daemons, sends nothing else. \return the exit code.
int runFit(const Options &options);

} // namespace fairlead::ctl
