// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runoutlook.h"

#include "backends/settings/findbyid.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Runs)
};

constexpr qsizetype LongestProblem = 600;

template <class Object>
const Object *named(const std::vector<Object> &objects, const QString &name)
{
    const auto found =
        std::find_if(objects.begin(), objects.end(), [&name](const Object &each) { return each.name == name; });
    return found == objects.end() ? nullptr : &*found;
}

//! The rows of RunForm are called as the fields of the form are.
std::vector<FieldProblem> fieldProblems(const manifests::ManifestProblems &problems)
{
    std::vector<FieldProblem> result;
    for (const manifests::ManifestProblem &problem : problems)
        result.push_back({.field = problem.field, .message = plainLine(problem.message, LongestProblem)});
    return result;
}

} // namespace

bool RunOutlook::isPossible() const
{
    return !hasErrors(problems) &&
           std::any_of(plans.begin(), plans.end(), [](const runs::RunPlan &each) { return each.plan.isPossible(); });
}

RunOutlook runOutlook(const RunQuestion &question, const manifests::PodSchema &schema)
{
    const runs::RunForm &form = question.form;
    const settings::Settings &settings = question.settings;
    RunOutlook outlook{.runId = question.runId};
    const auto *config = settings::findById(settings.runtimeConfigs, form.configId);
    if (!config) {
        outlook.problems = {{.field = u"configId"_s, .message = Words::tr("Choose a runtime config")}};
        return outlook;
    }
    const settings::User *user = named(settings.users, form.user);
    const settings::Project *project = named(settings.projects, form.project);
    if (!user && !form.user.isEmpty())
        outlook.problems.push_back({.field = u"user"_s, .message = Words::tr("There is no such user any more")});
    if (!project && !form.project.isEmpty())
        outlook.problems.push_back({.field = u"project"_s, .message = Words::tr("There is no such project any more")});
    const auto formed = runs::formedConfig(*config, form, settings);
    if (!formed) {
        const std::vector<FieldProblem> more = fieldProblems(formed.error());
        outlook.problems.insert(outlook.problems.end(), more.begin(), more.end());
    }
    if (!outlook.problems.empty())
        return outlook;
    outlook.run = *formed;
    for (const QString &note : formed->notes)
        outlook.notes += plainLine(note, LongestProblem);
    const runs::LaunchRequest request{
        .user = user,
        .project = project,
        .runId = question.runId,
        .name = runs::launchName(form.name.isEmpty() ? config->name : form.name, question.runId)};
    outlook.considered =
        runs::considered(*formed, request, question.facts, settings, schema, question.limits, question.prices);
    outlook.plans = runs::runPlans(*formed, outlook.considered, request, question.facts, settings, schema);
    for (const runs::RunPlan &plan : outlook.plans)
        outlook.previews.push_back(planPreview(plan.plan, plan.config.image.pullPolicy, question.facts, settings));
    if (!outlook.considered.problem.isEmpty())
        outlook.problems.push_back(
            {.field = u"targets"_s, .message = plainLine(outlook.considered.problem, LongestProblem)});
    return outlook;
}

} // namespace fairlead::models
