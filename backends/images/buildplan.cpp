// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildplan.h"

#include <QSet>

#include <algorithm>

namespace fairlead::images {

namespace {

using Kind = BuildReason::Kind;

//! Ids that these are built on, directly or not; themselves only where they are in a circle.
QSet<QString> ancestorsOf(const QStringList &ids, const ImageGraph &graph)
{
    QSet<QString> ancestors;
    QStringList left = ids;
    while (!left.isEmpty()) {
        for (const QString &base : graph.basesOf(left.takeLast())) {
            if (!ancestors.contains(base)) {
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
        if (needed.contains(id) && ancestorsOf({id}, graph).contains(id))
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

void addParents(std::vector<BuildReason> &reasons, const QStringList &bases, const QSet<QString> &built)
{
    for (const QString &base : bases) {
        const bool isKnown = std::any_of(reasons.begin(), reasons.end(),
                                         [&base](const BuildReason &reason) { return reason.recipe == base; });
        if (built.contains(base) && !isKnown)
            reasons.push_back({.kind = Kind::ParentRebuilt, .recipe = base});
    }
}

} // namespace

tl::expected<std::vector<PlanStep>, PlanCircle> buildPlan(const std::vector<PlanRecipe> &recipes,
                                                          const ImageGraph &graph, const PlanRequest &request)
{
    const QSet<QString> asked(request.ids.begin(), request.ids.end());
    const QSet<QString> needed = asked + ancestorsOf(request.ids, graph);
    if (const QStringList circle = circleOf(needed, graph); !circle.isEmpty())
        return tl::unexpected(PlanCircle{circle});
    std::vector<PlanStep> plan;
    QSet<QString> built;
    for (const QString &id : graph.order()) {
        const auto recipe =
            std::find_if(recipes.begin(), recipes.end(), [&id](const PlanRecipe &each) { return each.id == id; });
        if (!needed.contains(id) || recipe == recipes.end())
            continue;
        const bool isAsked = asked.contains(id);
        PlanStep step{.id = id, .reasons = ownReasons(recipe->verdict, isAsked, request.forces)};
        addParents(step.reasons, graph.basesOf(id), built);
        if (isAsked && request.pushes)
            step.registries = recipe->registries;
        if (step.builds())
            built.insert(id);
        if (isAsked || step.builds())
            plan.push_back(std::move(step));
    }
    return plan;
}

} // namespace fairlead::images
