// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialresult.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

using Step = TrialResult::Step;

QString toString(Step step)
{
    switch (step) {
    case Step::Reachable:
        return u"reachable"_s;
    case Step::Identity:
        return u"identity"_s;
    case Step::Namespace:
        return u"namespace"_s;
    case Step::Rights:
        return u"rights"_s;
    case Step::Policies:
        return u"policies"_s;
    case Step::ServiceAccount:
        return u"serviceAccount"_s;
    case Step::References:
        return u"references"_s;
    case Step::PullSecret:
        return u"pullSecret"_s;
    case Step::Quota:
        return u"quota"_s;
    case Step::Placement:
        return u"placement"_s;
    case Step::DryRun:
        return u"dryRun"_s;
    case Step::Runtime:
        return u"runtime"_s;
    case Step::Devices:
        return u"devices"_s;
    case Step::Network:
        return u"network"_s;
    case Step::Volumes:
        return u"volumes"_s;
    case Step::Image:
        return u"image"_s;
    case Step::Create:
        return u"create"_s;
    case Step::Run:
        return u"run"_s;
    case Step::Callback:
        return u"callback"_s;
    case Step::CleanUp:
        return u"cleanUp"_s;
    }
    return {};
}

CheckState trialVerdict(const std::vector<TrialResult> &results)
{
    const auto has = [&results](CheckState state) {
        return std::any_of(results.begin(), results.end(),
                           [state](const TrialResult &each) { return each.state == state; });
    };
    if (has(CheckState::Failed))
        return CheckState::Failed;
    return has(CheckState::Warning) ? CheckState::Warning : CheckState::Ok;
}

QStringList failedSteps(const std::vector<TrialResult> &results)
{
    QStringList steps;
    for (const TrialResult &result : results) {
        if (result.state == CheckState::Failed && !steps.contains(toString(result.step)))
            steps += toString(result.step);
    }
    return steps;
}

} // namespace fairlead::runs
