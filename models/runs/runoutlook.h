// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/runplans.h"
#include "models/configs/configpreview.h"
#include "models/forms/fieldproblem.h"

namespace fairlead::models {

//! A run that somebody is writing, and all that it is to be judged by. Values: may go to another thread.
struct RunQuestion
{
    runs::RunForm form;
    QString runId; //!< that it will have
    settings::Settings settings;
    runs::LaunchFacts facts;
    QHash<QString, runs::ContextLimits> limits; //!< by id of the context
    settings::TextPairs prices;                 //!< of one device and hour, by product
};

//! What a run that somebody is writing would come to.
struct RunOutlook
{
    QString runId;
    std::vector<FieldProblem> problems;  //!< by field of RunForm; errors keep it from being launched
    QStringList notes;                   //!< what whoever writes it should know, plain
    runs::FormedRun run;                 //!< without errors
    runs::Considered considered;         //!< empty, with errors
    std::vector<runs::RunPlan> plans;    //!< in failover order
    std::vector<ConfigPreview> previews; //!< of the plans

    //! Whether any place may take it.
    bool isPossible() const;
};

//! Pure; some tens of milliseconds for a cluster of thousands of nodes.
RunOutlook runOutlook(const RunQuestion &question, const manifests::PodSchema &schema);

} // namespace fairlead::models
