// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pruneactivities.h"

#include "models/docker/cleanup.h"
#include "models/errortext.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using imagejobs::CleanUpOutcome;
using State = Activity::State;

QString translated(const char *text, int number = -1)
{
    return QCoreApplication::translate("CleanUp", text, nullptr, number);
}

QString cacheLine(const Result<docker::BuildCacheOutcome> &cache)
{
    return translated(QT_TRANSLATE_NOOP("CleanUp", "build cache: %1")).arg(cacheOutcomeText(cache));
}

State stateOf(const CleanUpOutcome &outcome)
{
    if (outcome.error)
        return outcome.error->kind == ApiError::Kind::Cancelled ? State::Cancelled : State::Failed;
    // What has come into use stays, as it should.
    const bool isCacheKept = outcome.cache && (!*outcome.cache || (*outcome.cache)->records == 0);
    const bool isAnyRemoved = !outcome.removedNames.isEmpty() || (outcome.cache && !isCacheKept);
    return !isAnyRemoved && (!outcome.kept.empty() || isCacheKept) ? State::Failed : State::Succeeded;
}

} // namespace

void PruneActivities::begin(const QString &daemonId, const QString &name, const QString &where,
                            std::function<void()> cancel)
{
    m_running[daemonId] =
        m_activities.begin({.kind = Activity::Kind::Prune, .title = name, .target = where, .state = State::Running},
                           {.cancel = std::move(cancel), .retry = {}});
}

void PruneActivities::advance(const QString &daemonId, int names, int allNames)
{
    if (!m_running.contains(daemonId) || allNames <= 0)
        return;
    m_activities.update(m_running[daemonId], [names, allNames](Activity &activity) {
        activity.progress = double(names) / allNames;
        activity.detail = translated(QT_TRANSLATE_NOOP("CleanUp", "%1 of %2")).arg(names).arg(allNames);
    });
}

void PruneActivities::end(const QString &daemonId, const CleanUpOutcome &outcome)
{
    const QString id = m_running.take(daemonId);
    if (id.isEmpty())
        return;
    const auto say = [this, &id](const QString &line, LogRing::Source source) {
        m_activities.log(id, (plainLine(line) + u'\n').toUtf8(), source);
    };
    for (const QString &name : outcome.removedNames)
        say(translated(QT_TRANSLATE_NOOP("CleanUp", "removed %1")).arg(name), LogRing::Source::Output);
    for (const CleanUpOutcome::Kept &kept : outcome.kept)
        say(translated(QT_TRANSLATE_NOOP("CleanUp", "%1: %2")).arg(kept.name, keptReason(kept)),
            LogRing::Source::Error);
    if (outcome.cache)
        say(cacheLine(*outcome.cache), *outcome.cache ? LogRing::Source::Output : LogRing::Source::Error);
    if (outcome.error)
        say(errorText(*outcome.error), LogRing::Source::Error);
    m_activities.finish(id, stateOf(outcome), pruneResult(outcome));
}

void PruneActivities::fail(const QString &daemonId, const ApiError &error)
{
    if (error.reason != "Removing"_L1) // a list that had to wait for it
        end(daemonId, {.error = error});
}

QString pruneResult(const CleanUpOutcome &outcome)
{
    QStringList parts;
    if (!outcome.removedNames.isEmpty() || !outcome.cache)
        parts += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln name(s) removed"), int(outcome.removedNames.size()));
    if (!outcome.kept.empty())
        parts += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln kept"), int(outcome.kept.size()));
    if (outcome.cache)
        parts += cacheLine(*outcome.cache);
    if (outcome.untried > 0)
        parts += translated(QT_TRANSLATE_N_NOOP("CleanUp", "%Ln not tried"), outcome.untried);
    if (outcome.error && outcome.error->kind != ApiError::Kind::Cancelled)
        parts += plainLine(errorText(*outcome.error));
    return parts.join(u", "_s);
}

} // namespace fairlead::models
