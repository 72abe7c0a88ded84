// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/considered.h"
#include "options.h"

namespace fairlead::ctl {

//! One row for each kind of node; tables mark the chosen one with a star.
void printConsidered(const runs::Considered &considered, const runs::FormedRun &run, Format format);

} // namespace fairlead::ctl
