// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/imagecleanup.h"
#include "models/activities/activitycentre.h"

#include <QHash>

#include <functional>

namespace fairlead::models {

//! Removals of images and build cache as activities, one for each daemon. What was removed cannot be done again, so
//! there is no retry.
class PruneActivities
{
public:
    //! \p activities outlives it.
    explicit PruneActivities(ActivityCentre &activities)
        : m_activities(activities)
    {
    }

    bool isRunning(const QString &daemonId) const { return m_running.contains(daemonId); }
    QStringList running() const { return m_running.values(); } //!< ids of activities
    //! Where none runs.
    void begin(const QString &daemonId, const QString &name, const QString &where, std::function<void()> cancel);
    void advance(const QString &daemonId, int names, int allNames);
    void end(const QString &daemonId, const imagejobs::CleanUpOutcome &outcome);
    //! Of whatever was asked of that daemon: only of a removal that came to nothing it is told.
    void fail(const QString &daemonId, const ApiError &error);

private:
    ActivityCentre &m_activities;
    QHash<QString, QString> m_running; //!< by daemon: the activity
};

//! "3 names removed, 1 kept", "build cache: 12 records removed, 3 GiB freed".
QString pruneResult(const imagejobs::CleanUpOutcome &outcome);

} // namespace fairlead::models
