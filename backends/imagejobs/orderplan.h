// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "recipesurvey.h"

#include "backends/images/buildplan.h"

#include <functional>

namespace fairlead::imagejobs {

//! What was found, with what registries say meanwhile of the base images; see BaseLook::judged().
using Judge = std::function<RecipeFinding(const RecipeFinding &)>;

//! What \p order comes to by what was \p found: builds and pushes, in order. Of an order that builds nothing all pushes
//! are in it, whatever was found. Errors: recipes that are built on one another in a circle.
tl::expected<std::vector<images::PlanStep>, QString> orderPlan(const JobOrder &order, const SurveyResult &found,
                                                               const std::vector<settings::BaseImage> &recipes,
                                                               const Judge &judged);

//! What the order pushes and no registry is to have, a sentence with what to do; empty: nothing. Of an order of all
//! recipes those that stay on their daemon are meant to, as long as others do not.
QString unpushedText(const JobOrder &order, const std::vector<settings::BaseImage> &recipes);

//! Nothing is built and nothing is pushed.
bool isEmptyPlan(const std::vector<images::PlanStep> &steps);

//! Why \p step cannot begin although it is to be built: see elsewhereText(). Empty: nothing is in the way.
QString elsewhereProblem(const images::PlanStep &step, const SurveyResult &found,
                         const std::vector<settings::BaseImage> &recipes, const std::vector<settings::Daemon> &daemons);

//! The finding of a recipe; null: none.
const RecipeFinding *findingOf(const SurveyResult &found, const QString &recipeId);

} // namespace fairlead::imagejobs
