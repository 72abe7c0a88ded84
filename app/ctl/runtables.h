// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runrecord.h"
#include "jsonvalues.h"
#include "options.h"

namespace fairlead::ctl {

//! \p now: seconds since 1970 UTC.
void printRuns(const std::vector<runs::RunRecord> &records, Format format, std::int64_t now);
void printRun(const runs::RunRecord &record, Format format, std::int64_t now);
//! Kind Advice of fairlead/v1, or lines.
void printAdvice(const runs::RunRecord &record, const runs::RunStatus &status, const runs::RunAdvice &advice,
                 Format format);

} // namespace fairlead::ctl
