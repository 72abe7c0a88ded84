// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "imagegraph.h"
#include "outofdate.h"

#include <tl/expected.hpp>

namespace fairlead::images {

struct PlanRecipe
{
    QString id;
    QStringList registries; //!< ids
    BuildVerdict verdict;
};

//! What somebody wants: one image, or all of them.
struct PlanRequest
{
    QStringList ids;
    bool pushes = true;
    bool forces = false; //!< builds also what is current
};

struct PlanStep
{
    QString id;
    std::vector<BuildReason> reasons; //!< empty: it is not built
    QStringList registries;           //!< that it is pushed to

    bool builds() const { return !reasons.empty(); }
    bool operator==(const PlanStep &) const = default;
};

//! Recipes that are built on one another in a circle.
struct PlanCircle
{
    QStringList ids;
};

//! What is built and pushed, in order: each one asked for, built if it is not current, and behind its parents. Those of
//! its parents that are not asked for are built if they are out of date or not there, and pushed nowhere; what is built
//! on one that is built is built too. Steps of those asked for are there also where nothing is to be done.
//! Errors: a circle that one asked for is in or behind.
tl::expected<std::vector<PlanStep>, PlanCircle> buildPlan(const std::vector<PlanRecipe> &recipes,
                                                          const ImageGraph &graph, const PlanRequest &request);

} // namespace fairlead::images
