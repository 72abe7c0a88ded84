// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configoutlook.h"

#include "backends/settings/findbyid.h"
#include "factcheck.h"
#include "models/plaintext.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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

OutlookMaker::OutlookMaker(std::shared_ptr<const manifests::PodSchema> schema, QObject *parent)
    : QObject(parent)
    , m_schema(std::move(schema))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &OutlookMaker::start);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &OutlookMaker::onFinished);
}

void OutlookMaker::ask()
{
    if (m_isMaking)
        m_isAsked = true;
    else if (!m_timer.isActive())
        m_timer.start();
}

void OutlookMaker::forget()
{
    m_timer.stop();
    m_isAsked = false;
    m_isForgotten = m_isMaking;
}

void OutlookMaker::start()
{
    if (!m_query)
        return;
    m_isMaking = true;
    m_watcher.setFuture(
        QtConcurrent::run([query = m_query(), schema = m_schema] { return configOutlook(query, *schema); }));
}

void OutlookMaker::onFinished()
{
    m_isMaking = false;
    const bool isForgotten = std::exchange(m_isForgotten, false);
    if (std::exchange(m_isAsked, false))
        m_timer.start();
    if (!isForgotten)
        emit made(m_watcher.result());
}

} // namespace fairlead::models
