// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dispatch.h"

#include "backends/settings/findbyid.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using settings::ConfigChoice;
using settings::RuntimeConfig;
using settings::Settings;
using settings::TargetChoice;

//! Who says which config, or that there is to be none.
void chooseConfig(Dispatch &dispatch, const DispatchQuery &query, const Settings &settings)
{
    const ConfigChoice &ofAll =
        query.workload == Workload::Visual ? settings.defaults.visual : settings.defaults.userCode;
    const std::array<std::pair<Scope, const ConfigChoice *>, 3> choices{
        std::pair(Scope::Object, query.object ? &*query.object : nullptr),
        std::pair(Scope::Project, query.project ? &query.project->config : nullptr),
        std::pair(Scope::Instance, &ofAll)};
    for (const auto &[scope, choice] : choices) {
        if (!choice)
            continue;
        if (!choice->containerize) {
            dispatch.containerizes = false;
            dispatch.containerizesBy = scope;
            return;
        }
        if (choice->runtimeConfig.id.isEmpty())
            continue;
        dispatch.configBy = scope;
        dispatch.config = settings::findById(settings.runtimeConfigs, choice->runtimeConfig.id);
        if (!dispatch.config)
            dispatch.problems += u"the runtime config %1 is not in the settings any more, or has a mistake there"_s.arg(
                choice->runtimeConfig.name.isEmpty() ? choice->runtimeConfig.id : choice->runtimeConfig.name);
        return;
    }
    dispatch.problems += u"nobody says which runtime config: neither the object nor the project nor the defaults"_s;
}

bool isSaid(const TargetChoice &target, bool isDocker)
{
    return isDocker ? !target.daemon.id.isEmpty() : !target.contexts.isEmpty();
}

} // namespace

QString toString(Scope scope)
{
    switch (scope) {
    case Scope::Object:
        return u"object"_s;
    case Scope::Project:
        return u"project"_s;
    case Scope::Instance:
        return u"defaults"_s;
    case Scope::Config:
        return u"runtimeConfig"_s;
    case Scope::Nobody:
        return u"nobody"_s;
    }
    return {};
}

bool mayUse(const RuntimeConfig &config, const settings::User *user)
{
    if (config.usableBy != "groups"_L1)
        return true;
    const auto isAllowed = [&config](const QString &group) { return config.groups.contains(group); };
    return user && std::any_of(user->groups.begin(), user->groups.end(), isAllowed);
}

manifests::ManifestProblems useProblems(const RuntimeConfig &config, const settings::User *user,
                                        std::optional<Workload> workload)
{
    manifests::ManifestProblems problems;
    if (!config.enabled)
        problems.push_back({u"enabled"_s, u"the runtime config %1 is switched off"_s.arg(config.name)});
    if (config.workload == "userCode"_L1 && workload == Workload::Visual)
        problems.push_back({u"workload"_s, u"the runtime config %1 is for user code"_s.arg(config.name)});
    if (config.workload == "visual"_L1 && workload == Workload::UserCode)
        problems.push_back({u"workload"_s, u"the runtime config %1 is for visual workloads"_s.arg(config.name)});
    if (mayUse(config, user))
        return problems;
    const QString who = user ? user->name : u"a user whom the settings do not know"_s;
    problems.push_back({u"groups"_s, config.groups.isEmpty()
                                         ? u"no group may use the runtime config %1"_s.arg(config.name)
                                         : u"%1 is in none of the groups that may use the runtime config %2: %3"_s.arg(
                                               who, config.name, config.groups.join(u", "_s))});
    return problems;
}

SaidTarget saidTarget(const RuntimeConfig &config, const settings::Project *project, const settings::Defaults &defaults)
{
    const bool isDocker = config.isDocker();
    const TargetChoice own{.contexts = config.kubernetes.contexts, .daemon = config.docker.daemon};
    const std::array<std::pair<Scope, const TargetChoice *>, 3> choices{
        std::pair(Scope::Config, &own), std::pair(Scope::Project, project ? &project->target : nullptr),
        std::pair(Scope::Instance, &defaults.target)};
    for (const auto &[scope, choice] : choices) {
        if (!choice || !isSaid(*choice, isDocker))
            continue;
        return isDocker ? SaidTarget{scope, {.daemon = choice->daemon}}
                        : SaidTarget{scope, {.contexts = choice->contexts}};
    }
    return {};
}

Dispatch dispatched(const DispatchQuery &query, const Settings &settings)
{
    Dispatch dispatch;
    chooseConfig(dispatch, query, settings);
    if (dispatch.config) {
        const SaidTarget said = saidTarget(*dispatch.config, query.project, settings.defaults);
        dispatch.targetBy = said.by;
        dispatch.target = said.target;
        for (const manifests::ManifestProblem &problem : useProblems(*dispatch.config, query.user, query.workload))
            dispatch.problems += problem.message;
    }
    return dispatch;
}

} // namespace fairlead::runs
