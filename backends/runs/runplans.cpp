// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runplans.h"

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

using When = NodeFit::When;

//! The sooner the less.
int rank(When when)
{
    switch (when) {
    case When::Now:
        return 0;
    case When::Later:
        return 1;
    case When::Unknown:
        return 2;
    case When::Never:
        break;
    }
    return 3;
}

//! One row of each place, in the order of the places.
std::vector<const ConsideredRow *> bestRows(const std::vector<ConsideredRow> &rows)
{
    std::vector<const ConsideredRow *> best;
    for (const ConsideredRow &row : rows) {
        if (best.empty() || best.back()->target != row.target)
            best.push_back(&row);
        else if (rank(row.when) < rank(best.back()->when))
            best.back() = &row;
    }
    return best;
}

} // namespace

std::vector<RunPlan> runPlans(const FormedRun &run, const Considered &considered, LaunchRequest request,
                              const LaunchFacts &facts, const settings::Settings &settings,
                              const manifests::PodSchema &schema)
{
    request.command = run.command;
    request.nodes = run.nodes;
    std::vector<RunPlan> plans;
    for (const ConsideredRow *row : bestRows(considered.rows)) {
        RunPlan planned{.config = configAt(run, *row)};
        planned.plan = launchPlan(planned.config, row->target, request, facts, settings, schema);
        if (planned.plan.isPossible() && row->when == When::Never && !planned.config.timeouts.waitForAutoscaler)
            planned.plan.problems.push_back({{}, u"fits nowhere there: "_s + row->reason});
        plans.push_back(std::move(planned));
    }
    return plans;
}

} // namespace fairlead::runs
