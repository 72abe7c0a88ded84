// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

//! The labels by which all that is made for a run is told from everything else, and found again.
namespace fairlead::manifests {

inline constexpr QLatin1StringView ManagedByLabel("app.kubernetes.io/managed-by"); //!< "fairlead"
inline constexpr QLatin1StringView RunLabel("fairlead.dev/run");
inline constexpr QLatin1StringView ConfigLabel("fairlead.dev/config");
inline constexpr QLatin1StringView UserLabel("fairlead.dev/user");
inline constexpr QLatin1StringView ProjectLabel("fairlead.dev/project");
inline constexpr QLatin1StringView TrialLabel("fairlead.dev/trial"); //!< "true": the run is one of the Test button

//! Of Kueue: the LocalQueue in which a Job waits.
inline constexpr QLatin1StringView QueueLabel("kueue.x-k8s.io/queue-name");

//! Whether a launch sets it, over what a config says.
bool isRunLabel(const QString &key);

//! A labelSelector for all that was made for runs of ours, without trials, whose own clean-up finds them.
QString runsSelector();
//! A labelSelector for all that was made for \p runId, be it a trial.
QString runSelector(const QString &runId);

} // namespace fairlead::manifests
