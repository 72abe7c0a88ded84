// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runform.h"

#include <vector>

namespace fairlead::runs {

//! What people run first on a new config or cluster.
struct RunTemplate
{
    QString id; //!< "nvidia-smi": stays the same
    QString name;
    QString description; //!< one line: what it shows, and what has to be in the image
    QString command;
    bool isShell = false;
    QString gpus; //!< see gpuask.h
    int nodes = 1;
};

//! In the order in which they are offered.
const std::vector<RunTemplate> &runTemplates();

//! \p form with the template's command, GPUs and nodes.
RunForm filledIn(RunForm form, const RunTemplate &from);

} // namespace fairlead::runs
