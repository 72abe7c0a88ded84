// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "podamounts.h"

#include <vector>

//! What a namespace's ResourceQuotas leave for a run. Source: Kubernetes, "Resource Quotas".
namespace fairlead::runs {

//! What one more run counts for.
struct QuotaDemand
{
    PodAmounts pod;
    int pods = 1; //!< all alike
    int secrets = 0;
    int serviceAccounts = 0;
};

//! Whether \p quota is about pods of \p pod, by its scopes.
bool isCounted(const QJsonObject &quota, const PodAmounts &pod);

//! More than a quota leaves of one thing.
struct QuotaExcess
{
    QString text;        //!< "team: pods: asks for 1, used 3 of 3"
    bool isHard = false; //!< also where nothing else is used

    bool operator==(const QuotaExcess &) const = default;
};

//! By the quota's status, which follows within seconds. One that does not count such pods is not exceeded.
std::vector<QuotaExcess> exceeded(const QJsonObject &quota, const QuotaDemand &demand);

} // namespace fairlead::runs
