// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dispatchanswer.h"

#include "backends/manifests/launchnamespace.h"
#include "backends/runs/launchtargets.h"
#include "backends/runs/launchvariables.h"
#include "backends/variables/expansion.h"
#include "backends/variables/kubernetesname.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using runs::Dispatch;
using runs::DispatchQuery;
using runs::Scope;
using settings::Settings;
using State = DispatchAnswer::State;

constexpr qsizetype LongestName = 200;
constexpr qsizetype LongestProblem = 600;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DispatchAnswer)
};

//! Who says which config, or that there is to be none.
QString configByText(const Dispatch &dispatch, const DispatchQuery &query)
{
    const bool isVisual = query.workload == runs::Workload::Visual;
    switch (dispatch.containerizes ? dispatch.configBy : dispatch.containerizesBy) {
    case Scope::Object:
        return Words::tr("The object itself says so.");
    case Scope::Project:
        return Words::tr("Project %1 says so.").arg(plainLine(query.project->name, LongestName));
    case Scope::Instance:
        return isVisual ? Words::tr("The defaults for visual workloads say so.")
                        : Words::tr("The defaults for user code say so.");
    case Scope::Config:
    case Scope::Nobody:
        return Words::tr("Neither the object nor the project nor the defaults say one.");
    }
    return {};
}

QString targetsByText(const Dispatch &dispatch, const DispatchQuery &query)
{
    switch (dispatch.targetBy) {
    case Scope::Object:
    case Scope::Config:
        return Words::tr("The runtime config says so.");
    case Scope::Project:
        return Words::tr("The runtime config says none: project %1 does.")
            .arg(plainLine(query.project->name, LongestName));
    case Scope::Instance:
        return Words::tr("Neither the runtime config nor the project says one: the defaults do.");
    case Scope::Nobody:
        return dispatch.config->isDocker() ? Words::tr("Nobody says one: it is the first daemon.")
                                           : Words::tr("Nobody says one: it is the kubeconfig's current context.");
    }
    return {};
}

//! Where a launch goes: its first target, by which the namespace goes that no config names.
std::optional<runs::LaunchTarget> putTargets(DispatchAnswer &answer, const Dispatch &dispatch, const Settings &settings,
                                             const runs::LaunchFacts &facts)
{
    const auto targets = runs::launchTargets(*dispatch.config, dispatch.target, facts, settings);
    if (!targets) {
        answer.problems += plainLine(targets.error(), LongestProblem);
        return {};
    }
    QStringList names;
    for (const runs::LaunchTarget &target : *targets)
        names += plainLine(target.name, LongestName);
    answer.targets = names.join(", "_L1);
    return targets->empty() ? std::nullopt : std::optional(targets->front());
}

//! As jobManifest() makes it; the context's is not known before there is a target.
void putNamespace(DispatchAnswer &answer, const settings::KubernetesPart &part, const variables::Variables &variables,
                  const std::optional<runs::LaunchTarget> &target, const runs::LaunchFacts &facts)
{
    const runs::ContextFacts *context = target ? facts.context(target->contextId) : nullptr;
    if (part.ns.isEmpty() && !context)
        return;
    const auto ns = manifests::launchNamespace(part, context ? context->ns : QString(), variables);
    if (!ns) {
        answer.problems += Words::tr("Namespace: %1").arg(plainLine(ns.error(), LongestProblem));
        return;
    }
    answer.ns = plainLine(ns->name, LongestName);
    answer.isNamespaceChanged = ns->isChanged;
    const QString from = plainLine(part.ns, LongestName);
    if (part.ns.isEmpty())
        answer.nsNote = Words::tr("The runtime config names none: it is the context's.");
    else if (ns->isChanged)
        answer.nsNote = Words::tr("%1 is \"%2\", which is no name: changed, with a hash so that no other one "
                                  "becomes the same.")
                            .arg(from, plainLine(ns->text, LongestName));
    else
        answer.nsNote = Words::tr("From %1.").arg(from);
}

//! Those that the runtime config says; of a Pod, each value that is none is made into one.
void putLabels(DispatchAnswer &answer, const settings::RuntimeConfig &config, const variables::Variables &variables)
{
    for (const auto &[key, value] : config.labels) {
        const auto text = variables::expand(value, variables);
        if (text)
            answer.labels.emplace_back(plainLine(key, LongestName), config.isDocker()
                                                                        ? plainLine(text->text, LongestName)
                                                                        : variables::labelValue(text->text).name);
        else
            answer.problems += Words::tr("Label %1: %2")
                                   .arg(plainLine(key, LongestName), plainLine(text.error().message, LongestProblem));
    }
}

} // namespace

DispatchAnswer dispatchAnswer(const DispatchQuery &query, const Settings &settings, const runs::LaunchFacts &facts)
{
    const Dispatch dispatch = runs::dispatched(query, settings);
    DispatchAnswer answer;
    if (query.user) {
        answer.userId = query.user->id;
        answer.user = plainLine(query.user->name, LongestName);
    }
    if (query.project) {
        answer.projectId = query.project->id;
        answer.project = plainLine(query.project->name, LongestName);
    }
    answer.configBy = configByText(dispatch, query);
    for (const QString &problem : dispatch.problems)
        answer.problems += plainLine(problem, LongestProblem);
    if (const settings::RuntimeConfig *config = dispatch.config) {
        answer.config = plainLine(config->name, LongestName);
        answer.targetsBy = targetsByText(dispatch, query);
        const auto target = putTargets(answer, dispatch, settings, facts);
        const variables::Variables variables = runs::launchVariables(query.user, query.project, settings.defaults);
        if (!config->isDocker())
            putNamespace(answer, config->kubernetes, variables, target, facts);
        putLabels(answer, *config, variables);
    }
    if (!dispatch.containerizes)
        answer.state = State::NotContainerized;
    else if (!answer.problems.isEmpty())
        answer.state = State::Impossible;
    return answer;
}

std::vector<DispatchAnswer> answersOfUsers(const DispatchQuery &query, const Settings &settings,
                                           const runs::LaunchFacts &facts)
{
    std::vector<DispatchAnswer> answers;
    DispatchQuery each = query;
    for (const settings::User &user : settings.users) {
        each.user = &user;
        answers.push_back(dispatchAnswer(each, settings, facts));
    }
    each.user = nullptr;
    answers.push_back(dispatchAnswer(each, settings, facts));
    return answers;
}

std::vector<DispatchAnswer> answersOfProjects(const DispatchQuery &query, const Settings &settings,
                                              const runs::LaunchFacts &facts)
{
    std::vector<DispatchAnswer> answers;
    DispatchQuery each = query;
    for (const settings::Project &project : settings.projects) {
        each.project = &project;
        answers.push_back(dispatchAnswer(each, settings, facts));
    }
    each.project = nullptr;
    answers.push_back(dispatchAnswer(each, settings, facts));
    return answers;
}

} // namespace fairlead::models
