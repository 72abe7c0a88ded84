// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/podprogress.h"
#include "trialresult.h"

namespace fairlead::runs {

//! \p progress as far as it came, with what Events said of Job and pod.
TrialResult runFinding(const PodProgress &progress, const QStringList &lines, const QStringList &events);

} // namespace fairlead::runs
