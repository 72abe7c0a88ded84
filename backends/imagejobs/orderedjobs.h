// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "orderedjob.h"
#include "recipesurvey.h"

#include "backends/images/buildplan.h"

#include <functional>

namespace fairlead::imagejobs {

//! An order, what was found for it, and what else is under way.
struct TakenOrder
{
    JobOrder order;
    int number = 0;                      //!< orders count from 1
    std::vector<images::PlanStep> steps; //!< of orderPlan()
    SurveyResult found;
    std::vector<settings::BaseImage> recipes;
    std::vector<settings::Registry> registries;
    std::vector<settings::Daemon> daemons;
    std::vector<OrderedJob> underWay;
};

//! What an order adds to what is under way.
struct OrderedJobs
{
    std::vector<OrderedJob> added; //!< each behind those that it waits for
    int joined = 0;                //!< so many are done already by a job that waits or runs
};

//! Of each step the build, behind the builds and pushes of what it is built on, and behind it the pushes. What a job
//! does already (OrderedJob::does()) is not done twice: whatever is behind it waits for that one. \p newId: for each
//! job that is added.
OrderedJobs orderedJobs(const TakenOrder &taken, const std::function<QString()> &newId);

} // namespace fairlead::imagejobs
