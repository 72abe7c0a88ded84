// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialfindings.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

using docker::CheckResult;
using Id = CheckResult::Id;
using State = CheckResult::State;

bool isRefusal(const ApiError &error)
{
    return error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
}

QString wordsOf(const ApiError &error)
{
    if (!error.message.isEmpty())
        return error.message;
    return error.reason.isEmpty() ? toString(error.kind) : error.reason;
}

CheckResult errorFinding(const PullLook &look)
{
    CheckResult result{
        .id = Id::Pull, .state = State::Warning, .subject = look.registry.name, .detail = wordsOf(*look.error)};
    result.error = look.error;
    if (isRefusal(*look.error) && hookLogsIn(look.registry)) {
        result.state = State::Skipped;
        result.detail =
            u"not without the login that the pre-push hook gets, which a test does not run: "_s + result.detail;
    } else if (isRefusal(*look.error) && look.isNobody) {
        result.state = look.isOwn ? State::Failed : State::Warning;
        result.remedy = u"the daemon needs a login there: choose where it comes from in the registry's settings"_s;
    } else if (isRefusal(*look.error)) {
        result.remedy = u"nothing, where nothing was pushed there yet; else give this login the right to pull"_s;
    } else {
        result.state = look.isOwn ? State::Failed : State::Warning;
        result.remedy = u"the daemon has to reach it, to trust its certificate authority, and to get a login"_s;
    }
    return result;
}

} // namespace

bool hookLogsIn(const settings::Registry &registry)
{
    return registry.prePush == "ecr"_L1 || registry.prePush == "acr"_L1 || registry.prePush == "gar"_L1;
}

CheckResult pullFinding(const PullLook &look)
{
    if (look.error)
        return errorFinding(look);
    CheckResult result{.id = Id::Pull, .subject = look.registry.name, .items = look.missing};
    const QString here = u"the daemon gets there; "_s;
    if (look.missing.isEmpty()) {
        result.detail = here + u"all %1 are there"_s.arg(look.wanted);
        return result;
    }
    result.state = State::Warning;
    result.detail =
        here + u"%1 of %2 are missing: %3"_s.arg(look.missing.size()).arg(look.wanted).arg(look.missing.join(u", "_s));
    result.remedy = u"push what is missing: until then only the daemon that built it has it"_s;
    return result;
}

CheckResult pullNotAsked(const settings::Registry &registry)
{
    return {.id = Id::Pull,
            .state = State::Skipped,
            .subject = registry.name,
            .detail = u"this engine cannot be asked what a registry has for it"_s};
}

CheckResult pushFinding(const settings::Registry &registry, const std::vector<fairlead::CheckResult> &results)
{
    CheckResult finding{.id = Id::Push, .subject = registry.name};
    QStringList problems;
    QStringList tried;
    for (const fairlead::CheckResult &result : results) {
        if (result.id == "push"_L1 && result.state != State::Failed)
            tried += result.detail;
        if (result.state != State::Failed || result.id == "tags"_L1)
            continue;
        problems += result.detail.isEmpty() ? result.title : u"%1: %2"_s.arg(result.title, result.detail);
        if (finding.remedy.isEmpty())
            finding.remedy = result.remedy;
    }
    if (!problems.isEmpty()) {
        finding.state = State::Failed;
        finding.detail = problems.join(u"; "_s);
    } else if (tried.isEmpty()) {
        finding.state = State::Skipped;
        finding.detail = u"not tried: the pre-push hook logs in, and a test does not run it"_s;
    } else {
        finding.detail = tried.join(u"; "_s);
    }
    return finding;
}

CheckResult pushNotAsked(const settings::Registry &registry)
{
    return {.id = Id::Push, .state = State::Skipped, .subject = registry.name, .detail = u"not asked for"_s};
}

} // namespace fairlead::imagejobs
