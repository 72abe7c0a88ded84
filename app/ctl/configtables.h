// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/dispatch.h"
#include "backends/runs/launchplan.h"
#include "models/forms/fieldproblem.h"
#include "options.h"

#include <vector>

namespace fairlead::ctl {

//! A runtime config, and what is known of it without asking any cluster.
struct ConfigRow
{
    const settings::RuntimeConfig *config = nullptr;
    std::vector<models::FieldProblem> problems;
    QStringList targets; //!< names, in failover order
    QString image;       //!< the whole reference; empty: nobody can tell
    QStringList usedBy;

    QString state() const; //!< "ok", "warnings", "errors", "disabled"
};

void printConfigs(const std::vector<ConfigRow> &rows, Format format);
//! Problems alone. \return the exit code: whether all can be used.
int printConfigProblems(const std::vector<ConfigRow> &rows, Format format);

//! As table or CSV what is sent, as it stands: YAML documents, JSON bodies. \return the exit code: whether it can be.
int printPlans(const settings::RuntimeConfig &config, const std::vector<runs::LaunchPlan> &plans, Format format);

//! Which config and target somebody gets.
struct Resolution
{
    QString user; //!< empty: nobody whom the settings know
    QString project;
    runs::Workload workload = runs::Workload::UserCode;
    runs::Dispatch dispatch;
    QStringList targets;
    QString ns; //!< namespace; empty: none, or nobody can tell
    QStringList problems;
};

int printResolutions(const std::vector<Resolution> &resolutions, Format format);

} // namespace fairlead::ctl
