// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "orderplan.h"

#include "ourbases.h"

#include "backends/settings/findbyid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

QStringList registriesOf(const settings::BaseImage &recipe, const JobOrder &order)
{
    QStringList ids;
    for (const settings::Reference &reference : recipe.registries) {
        if (order.registryIds.isEmpty() || order.registryIds.contains(reference.id))
            ids += reference.id;
    }
    return ids;
}

std::vector<images::PlanStep> pushSteps(const JobOrder &order, const std::vector<settings::BaseImage> &recipes)
{
    std::vector<images::PlanStep> steps;
    for (const settings::BaseImage &recipe : recipes) {
        if (order.recipeIds.isEmpty() || order.recipeIds.contains(recipe.id))
            steps.push_back({.id = recipe.id, .reasons = {}, .registries = registriesOf(recipe, order)});
    }
    return steps;
}

//! Whether a base image is newer in its registry is sure once it was pulled: the job does that, and ends as "up to
//! date" where it is not.
images::BuildVerdict wantedVerdict(const settings::BaseImage &recipe, const RecipeFinding &finding, const Judge &judged)
{
    if (!finding.findings)
        return {}; // what could not be looked at gets a job that says why
    const images::BuildVerdict verdict = (recipe.pull ? judged(finding) : finding).findings->verdict;
    if (!recipe.pull || verdict.state != images::BuildState::Current)
        return verdict;
    return {.state = images::BuildState::OutOfDate, .reasons = {{.kind = images::BuildReason::Kind::BasesPulled}}};
}

} // namespace

tl::expected<std::vector<images::PlanStep>, QString> orderPlan(const JobOrder &order, const SurveyResult &found,
                                                               const std::vector<settings::BaseImage> &recipes,
                                                               const Judge &judged)
{
    if (!order.builds)
        return pushSteps(order, recipes);
    std::vector<images::PlanRecipe> wanted;
    for (const RecipeFinding &finding : found.findings) {
        const settings::BaseImage *recipe = settings::findById(recipes, finding.recipeId);
        if (!recipe)
            continue;
        wanted.push_back({.id = recipe->id,
                          .registries = registriesOf(*recipe, order),
                          .verdict = wantedVerdict(*recipe, finding, judged),
                          .daemon = finding.daemonId,
                          .missingBases = finding.findings ? finding.findings->missingBases : QStringList()});
    }
    images::PlanRequest request{.ids = order.recipeIds, .pushes = order.pushes, .forces = order.isForced};
    if (request.ids.isEmpty()) {
        for (const settings::BaseImage &recipe : recipes)
            request.ids += recipe.id;
    }
    auto steps = images::buildPlan(wanted, images::ImageGraph(found.outlines), request);
    if (steps)
        return *steps;
    QStringList names;
    for (const QString &id : steps.error().ids)
        names += settings::nameById(recipes, id);
    return tl::unexpected(u"%1 are built on one another in a circle"_s.arg(names.join(u", "_s)));
}

QString unpushedText(const JobOrder &order, const std::vector<settings::BaseImage> &recipes)
{
    QStringList names;
    bool isAnyPushed = false;
    for (const settings::BaseImage &recipe : recipes) {
        if (!order.recipeIds.isEmpty() && !order.recipeIds.contains(recipe.id))
            continue;
        if (registriesOf(recipe, order).isEmpty())
            names += recipe.name;
        else
            isAnyPushed = true;
    }
    if (!order.pushes || names.isEmpty() || (order.recipeIds.isEmpty() && isAnyPushed))
        return {};
    return names.size() == 1
               ? u"%1 is pushed nowhere, as its recipe names no registry: choose one there"_s.arg(names.front())
               : u"%1 are pushed nowhere, as their recipes name no registry: choose one there"_s.arg(
                     names.join(u", "_s));
}

bool isEmptyPlan(const std::vector<images::PlanStep> &steps)
{
    return std::none_of(steps.begin(), steps.end(),
                        [](const images::PlanStep &step) { return step.builds() || !step.registries.isEmpty(); });
}

QString elsewhereProblem(const images::PlanStep &step, const SurveyResult &found,
                         const std::vector<settings::BaseImage> &recipes, const std::vector<settings::Daemon> &daemons)
{
    if (step.elsewhere.isEmpty())
        return {};
    const auto daemonOf = [&](const QString &recipeId) {
        const RecipeFinding *finding = findingOf(found, recipeId);
        return finding ? settings::nameById(daemons, finding->daemonId) : QString();
    };
    return elsewhereText(settings::nameById(recipes, step.elsewhere), daemonOf(step.elsewhere), daemonOf(step.id));
}

const RecipeFinding *findingOf(const SurveyResult &found, const QString &recipeId)
{
    const auto isIt = [&recipeId](const RecipeFinding &finding) { return finding.recipeId == recipeId; };
    const auto finding = std::find_if(found.findings.begin(), found.findings.end(), isIt);
    return finding == found.findings.end() ? nullptr : &*finding;
}

} // namespace fairlead::imagejobs
