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
    QString daemon{};           //!< id; that builds it
    QStringList missingBases{}; //!< images that this daemon does not have
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
    //! Id of the one that it is built on and that another daemon builds, so that it cannot begin: nothing is brought
    //! from daemon to daemon; empty: nothing is in the way.
    QString elsewhere{};

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
//! on one that is built is built too. What is built on an image of a registry waits for the push of that one, and for
//! nothing else: without a push it is not built anew. Steps of those asked for are there also where nothing is to be
//! done. Errors: a circle that one asked for is in or behind.
tl::expected<std::vector<PlanStep>, PlanCircle> buildPlan(const std::vector<PlanRecipe> &recipes,
                                                          const ImageGraph &graph, const PlanRequest &request);

} // namespace fairlead::images
