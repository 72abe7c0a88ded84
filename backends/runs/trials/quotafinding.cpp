// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "quotafinding.h"

#include "backends/kubernetes/objectkinds.h"
#include "backends/runs/quotaroom.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

TrialResult quotaFinding(const std::vector<QJsonObject> &quotas, const PodAmounts &amounts, int secrets,
                         int serviceAccounts)
{
    TrialResult result{.step = TrialResult::Step::Quota};
    QStringList names;
    for (const QJsonObject &quota : quotas) {
        if (!isCounted(quota, amounts))
            continue;
        names += kubernetes::nameOf(quota);
        for (const QuotaExcess &each : exceeded(quota, {amounts, 1, secrets, serviceAccounts}))
            result.items += each.text;
    }
    if (!result.items.isEmpty()) {
        result.state = CheckState::Failed;
        result.detail = result.items.join(u"; "_s);
        result.remedy = u"ask for less, wait until others have ended, or have the ResourceQuota raised"_s;
    } else {
        result.detail = names.isEmpty() ? u"the namespace has none that counts this"_s
                                        : u"%1: there is room"_s.arg(names.join(u", "_s));
    }
    return result;
}

} // namespace fairlead::runs
