// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objectclient.h"
#include "backends/runs/podprogress.h"
#include "trialcommand.h"
#include "trialmanifest.h"

#include <QObject>

namespace fairlead::runs {

//! The run of a trial: the Job first and, where it has helpers, suspended, then these as its property, then it is let
//! go and followed until its container has ended, does not start, or takes too long. Removes nothing: who started it
//! does. Lives in the thread of its client, which it must not outlive.
class TrialJob : public QObject
{
    Q_OBJECT
public:
    TrialJob(kubernetes::ObjectClient &client, const TrialManifest &manifest, const TrialWishes &wishes,
             QObject *parent = nullptr);

    void start();
    //! finished() follows once no request is under way that makes anything.
    void cancel() { m_isCancelled = true; }

    // From finished() on.
    const PodProgress &progress() const { return m_progress; }
    const TrialOutput &output() const { return m_output; }
    const QStringList &events() const { return m_events; }
    const std::optional<kubernetes::ObjectError> &error() const { return m_error; } //!< why there is no run
    const QString &failedObject() const { return m_failedObject; }                  //!< which was refused

signals:
    void finished();

private:
    void createHelpers(const QJsonObject &job);
    void release();
    void look();
    void onPods(const std::vector<QJsonObject> &pods);
    bool isPatient() const;
    void lookWhetherPulling();
    void readLog();
    void readEvents();
    void fail(const kubernetes::ObjectError &error, const QString &object);
    void end();

    kubernetes::ObjectClient &m_client;
    const TrialManifest m_manifest;
    const TrialWishes m_wishes;
    std::chrono::steady_clock::time_point m_released;
    std::chrono::steady_clock::time_point m_changed; //!< when it came to where it is
    PodProgress::Stage m_stage = PodProgress::Stage::Absent;
    PodProgress m_progress;
    TrialOutput m_output;
    QStringList m_events;
    std::optional<kubernetes::ObjectError> m_error;
    QString m_failedObject;
    bool m_isCancelled = false;
    bool m_isOver = false;
};

} // namespace fairlead::runs
