// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl gpus`: GPUs per product, cluster and node. Runs the event loop until it has an answer. \return the exit
//! code.
int runGpus(const Options &options);

} // namespace fairlead::ctl
