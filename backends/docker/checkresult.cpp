// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkresult.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

QString toString(CheckResult::Id id)
{
    switch (id) {
    case CheckResult::Id::Address:
        return u"address"_s;
    case CheckResult::Id::Reachable:
        return u"reachable"_s;
    case CheckResult::Id::Encryption:
        return u"encryption"_s;
    case CheckResult::Id::Api:
        return u"api"_s;
    case CheckResult::Id::Engine:
        return u"engine"_s;
    case CheckResult::Id::Identity:
        return u"identity"_s;
    case CheckResult::Id::Platform:
        return u"platform"_s;
    case CheckResult::Id::Storage:
        return u"storage"_s;
    case CheckResult::Id::Disk:
        return u"disk"_s;
    case CheckResult::Id::Runtimes:
        return u"runtimes"_s;
    case CheckResult::Id::Devices:
        return u"devices"_s;
    case CheckResult::Id::Builder:
        return u"builder"_s;
    case CheckResult::Id::TrialBuild:
        return u"trialBuild"_s;
    case CheckResult::Id::Registries:
        return u"registries"_s;
    case CheckResult::Id::Warnings:
        return u"warnings"_s;
    case CheckResult::Id::Images:
        return u"images"_s;
    case CheckResult::Id::OtherImages:
        return u"otherImages"_s;
    case CheckResult::Id::Pull:
        return u"pull"_s;
    case CheckResult::Id::Push:
        return u"push"_s;
    }
    return {};
}

CheckResult::State overall(const std::vector<CheckResult> &results)
{
    using State = CheckResult::State;
    const auto has = [&](State state) {
        return std::any_of(results.begin(), results.end(),
                           [&](const CheckResult &each) { return each.state == state; });
    };
    if (has(State::Failed))
        return State::Failed;
    return has(State::Warning) ? State::Warning : State::Ok;
}

} // namespace fairlead::docker
