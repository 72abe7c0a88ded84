// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"

namespace fairlead::ctl {

//! `fairleadctl images [list|plan|build|push|pull|prune]`. Runs the event loop. \return the exit code.
int runImages(const Options &options, Cancellation &cancellation);

} // namespace fairlead::ctl
