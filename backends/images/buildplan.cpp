// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildplan.h"

#include <QSet>

#include <algorithm>

namespace fairlead::images {

namespace {

using Kind = BuildReason::Kind;

enum class Edges { All, OfDaemons };

//! Ids that these are built on, directly or not; themselves only where they are in a circle.
QSet<QString> ancestorsOf(const QStringList &ids, const ImageGraph &graph, Edges edges)
{
    QSet<QString> ancestors;
    QStringList left = ids;
    while (!left.isEmpty()) {
        const QString id = left.takeLast();
        for (const QString &base : graph.basesOf(id)) {
            const bool isMeant = edges == Edges::All || !graph.isByRegistry(id, base);
            if (isMeant && !ancestors.contains(base)) {
                ancestors.insert(base);
                left += base;
            }
        }
    }
    return ancestors;
}

QStringList circleOf(const QSet<QString> &needed, const ImageGraph &graph)
{
    QStringList circle;
    for (const QString &id : graph.circular()) {
        if (needed.contains(id) && ancestorsOf({id}, graph, Edges::All).contains(id))
            circle += id;
    }
    return circle;
}

std::vector<BuildReason> ownReasons(const BuildVerdict &verdict, bool isAsked, bool isForced)
{
    switch (verdict.state) {
    case BuildState::NotBuilt:
        return {{Kind::NotBuilt}};
    case BuildState::OutOfDate:
        return verdict.reasons;
    case BuildState::Foreign:
        return isAsked ? std::vector<BuildReason>{{Kind::Foreign}} : std::vector<BuildReason>();
    case BuildState::Current:
        return isAsked && isForced ? std::vector<BuildReason>{{Kind::Asked}} : std::vector<BuildReason>();
    }
    return {};
}

//! What the steps before it do.
struct Done
{
    QSet<QString> built;
    QSet<QString> pushed; //!< of those
};

bool isRenewed(const QString &id, const QString &base, const ImageGraph &graph, const Done &done)
{
    return graph.isByRegistry(id, base) ? done.pushed.contains(base) : done.built.contains(base);
}

void addParents(std::vector<BuildReason> &reasons, const QString &id, const ImageGraph &graph, const Done &done)
{
    for (const QString &base : graph.basesOf(id)) {
        const bool isKnown = std::any_of(reasons.begin(), reasons.end(),
                                         [&base](const BuildReason &reason) { return reason.recipe == base; });
        if (isRenewed(id, base, graph, done) && !isKnown)
            reasons.push_back({.kind = Kind::ParentRebuilt, .recipe = base});
    }
}

const PlanRecipe *find(const std::vector<PlanRecipe> &recipes, const QString &id)
{
    const auto recipe =
        std::find_if(recipes.begin(), recipes.end(), [&id](const PlanRecipe &each) { return each.id == id; });
    return recipe == recipes.end() ? nullptr : &*recipe;
}

//! A parent of another daemon whose image is not on this one, or is there as it was before.
QString elsewhere(const PlanRecipe &recipe, const std::vector<PlanRecipe> &recipes, const ImageGraph &graph,
                  const Done &done)
{
    for (const QString &base : graph.basesOf(recipe.id)) {
        const PlanRecipe *parent = find(recipes, base);
        const bool isAway = parent && parent->daemon != recipe.daemon && !graph.isByRegistry(recipe.id, base);
        if (isAway && (done.built.contains(base) || recipe.missingBases.contains(graph.imageOf(recipe.id, base))))
            return base;
    }
    return {};
}

} // namespace

tl::expected<std::vector<PlanStep>, PlanCircle> buildPlan(const std::vector<PlanRecipe> &recipes,
                                                          const ImageGraph &graph, const PlanRequest &request)
{
    const QSet<QString> asked(request.ids.begin(), request.ids.end());
    const QSet<QString> behind = asked + ancestorsOf(request.ids, graph, Edges::All);
    if (const QStringList circle = circleOf(behind, graph); !circle.isEmpty())
        return tl::unexpected(PlanCircle{circle});
    const QSet<QString> needed = asked + ancestorsOf(request.ids, graph, Edges::OfDaemons);
    std::vector<PlanStep> plan;
    Done done;
    for (const QString &id : graph.order()) {
        const PlanRecipe *recipe = find(recipes, id);
        if (!needed.contains(id) || !recipe)
            continue;
        const bool isAsked = asked.contains(id);
        PlanStep step{.id = id, .reasons = ownReasons(recipe->verdict, isAsked, request.forces)};
        addParents(step.reasons, id, graph, done);
        if (isAsked && request.pushes)
            step.registries = recipe->registries;
        if (step.builds()) {
            step.elsewhere = elsewhere(*recipe, recipes, graph, done);
            done.built.insert(id);
            if (!step.registries.isEmpty())
                done.pushed.insert(id);
        }
        if (isAsked || step.builds())
            plan.push_back(std::move(step));
    }
    return plan;
}

} // namespace fairlead::images
