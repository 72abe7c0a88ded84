// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "options.h"

namespace fairlead::ctl {

//! What was found of base images.
struct ImageReport
{
    settings::Settings settings;
    std::vector<imagejobs::RecipeFinding> findings;
    std::vector<imagejobs::RegistryFinding> inRegistries = {};
};

void printImages(const ImageReport &report, Format format);
void printPlan(const std::vector<images::PlanStep> &steps, const imagejobs::SurveyResult &findings,
               const settings::Settings &settings, Format format);
//! Of what could be looked at.
int exitCodeOf(const ImageReport &report);

} // namespace fairlead::ctl
