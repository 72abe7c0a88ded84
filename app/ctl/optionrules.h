// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! Why \p options do not go together, or are not the command's; empty: they are. \p hasTarget: --to was said.
QString optionsProblem(const Options &options, bool hasTarget);

} // namespace fairlead::ctl
