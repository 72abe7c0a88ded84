// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"
#include "options.h"

namespace fairlead::ctl {

//! "runs list|show|stop|delete|orphans": what was launched from here.
int runRuns(const Options &options, Cancellation &cancellation);
//! "logs RUN": what its containers wrote, or write.
int runLogs(const Options &options, Cancellation &cancellation);
//! "explain RUN": why it waits or has failed.
int runExplain(const Options &options);

} // namespace fairlead::ctl
