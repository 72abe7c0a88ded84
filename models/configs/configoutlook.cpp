// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configoutlook.h"

#include "backends/settings/findbyid.h"
#include "factcheck.h"
#include "models/plaintext.h"

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! Why a launch for \p user, null being nobody, would be refused.
QStringList useNotes(const settings::RuntimeConfig &config, const settings::User *user)
{
    QStringList notes;
    for (const manifests::ManifestProblem &problem :
         user ? runs::useProblems(config, user, std::nullopt) : manifests::ManifestProblems())
        notes += plainLine(problem.field + u": "_s + problem.message, 1'000);
    return notes;
}

} // namespace

ConfigOutlook configOutlook(const OutlookQuery &query, const manifests::PodSchema &schema)
{
    const settings::Settings &settings = query.settings;
    const settings::User *user = settings::findById(settings.users, query.userId);
    const settings::Project *project = settings::findById(settings.projects, query.projectId);
    const auto previews = [&](const settings::RuntimeConfig &config) {
        runs::LaunchRequest request = previewRequest(config);
        request.user = user;
        request.project = project;
        request.checksUse = false; // what would be sent is shown all the same
        const settings::TargetChoice choice = runs::saidTarget(config, project, settings.defaults).target;
        auto made = configPreviews(config, request, choice, query.facts, settings, schema);
        for (ConfigPreview &preview : made)
            preview.notes = useNotes(config, user) + preview.notes;
        return made;
    };
    ConfigOutlook outlook{.previews = previews(query.config),
                          .saved = {},
                          .problems = factProblems(query.config, query.facts, settings),
                          .choices = factChoices(query.config, query.facts, settings),
                          .defaults = configDefaults(query.config, query.facts, settings)};
    if (query.saved)
        outlook.saved = previews(*query.saved);
    return outlook;
}

} // namespace fairlead::models
