// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configdefaults.h"
#include "configpreview.h"
#include "factchoices.h"
#include "models/forms/fieldproblem.h"

#include <optional>

namespace fairlead::models {

//! A config that is being written, and all that says what it comes to.
struct OutlookQuery
{
    settings::RuntimeConfig config;
    std::optional<settings::RuntimeConfig> saved; //!< what the file has of it
    runs::LaunchFacts facts;
    settings::Settings settings;
    QString userId{};    //!< for whom; empty: nobody whom the settings know
    QString projectId{}; //!< empty: none
};

//! What a config comes to with the clusters and daemons as they are.
struct ConfigOutlook
{
    std::vector<ConfigPreview> previews;
    std::vector<ConfigPreview> saved; //!< of what the file has
    std::vector<FieldProblem> problems;
    FactChoices choices;
    ConfigDefaults defaults;
};
ConfigOutlook configOutlook(const OutlookQuery &query, const manifests::PodSchema &schema);

} // namespace fairlead::models
