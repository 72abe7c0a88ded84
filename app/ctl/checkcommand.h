// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl check`: every context in parallel, reported in kubeconfig order. Runs the event loop. \return the exit
//! code.
int runCheck(const Options &options);

} // namespace fairlead::ctl
