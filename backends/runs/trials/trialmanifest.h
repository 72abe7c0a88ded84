// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/manifests/jobmanifest.h"
#include "trialwishes.h"

namespace fairlead::runs {

//! What a trial sends: what a launch would, under a name and a run of its own, and what of it really runs.
struct TrialManifest
{
    QString runId; //!< "trial-1a2b3c4d", the name of all that is made, too
    QString namespaceName;
    QString selector; //!< of the labels that all of it has
    manifests::JobManifest launch;
    QJsonObject pod; //!< as the Job's controller makes it; its own service account left out, which is not there yet
    QJsonObject job; //!< bounded: it ends and goes without us
    //! With helpers it waits until they are there and owned by it; with a queue of Kueue's until that lets it go.
    bool isSuspended = false;
    bool isQueued = false;
    QString pullSecret;               //!< name of the Secret that is made; empty: none
    std::chrono::seconds patience{0}; //!< with a scheduler that finds no node
};

//! As TrialWishes::patience has it.
std::chrono::seconds patienceOf(const settings::Timeouts &timeouts, const TrialWishes &wishes);

//! \p launch as the plan has it: its name, its run and its command become the trial's, and it is one node.
//! Errors: those of manifests::jobManifest().
tl::expected<TrialManifest, manifests::ManifestProblems> trialManifest(const settings::RuntimeConfig &config,
                                                                       const manifests::Launch &launch,
                                                                       const TrialWishes &wishes, const QString &runId);

QString newTrialId();

//! The label by which all that a trial makes is found again.
QString trialSelector(const QString &runId);
//! With the labels of the trial.
QJsonObject marked(QJsonObject object, const QString &runId);

//! The pod's spec in a Job.
QJsonObject podSpec(const QJsonObject &job);

} // namespace fairlead::runs
