// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/podamounts.h"
#include "trialresult.h"

namespace fairlead::runs {

//! What \p quotas leave for a pod of \p amounts in a Job, with \p secrets and \p serviceAccounts that are made for it.
TrialResult quotaFinding(const std::vector<QJsonObject> &quotas, const PodAmounts &amounts, int secrets,
                         int serviceAccounts);

} // namespace fairlead::runs
