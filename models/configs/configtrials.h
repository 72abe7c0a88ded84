// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/runs/launchplan.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialwishes.h"
#include "configtest.h"
#include "models/workshop/testactivities.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace fairlead::runs {
class TrialRun;
struct TrialResult;
} // namespace fairlead::runs

namespace fairlead::transport {
class NetworkThreads;
}

namespace fairlead::models {

//! One place where a runtime config is tried, and how it is reached.
struct TrialTarget
{
    runs::LaunchPlan plan;
    kubernetes::Context context; //!< of Kubernetes
    docker::DaemonChoice daemon; //!< of Docker
    //! Asked in a network thread for the login of the image's registry; null: none is wanted.
    std::function<std::optional<runs::PullLogin>()> login;
};

//! Trials of runtime configs, many at once: each target is an activity with a line of its log for each step, and can be
//! cancelled and tried again. Of each config and target the last is kept. Also removes what trials of a console that
//! was killed have left. Lives in the GUI thread; the trials in network ones.
class ConfigTrials : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QByteArray userAgent = "fairlead";
        QString dockerFolder;
        QString journalPath; //!< a file of the state folder; empty: nothing is remembered
        //! Tries a config again as it stands by then; null: as it was.
        std::function<void(const QString &configId)> retry;
        std::function<kubernetes::ExecPolicy()> execPolicy; //!< of this moment; null: no program runs
    };

    //! Both outlive it.
    ConfigTrials(ActivityCentre &activities, transport::NetworkThreads &threads, Settings settings,
                 QObject *parent = nullptr);
    //! What still runs leaves what the journal has: cancelAll() before, and idle(), leave nothing.
    ~ConfigTrials() override;

    //! At all \p targets at once; what was found of it before it was changed is forgotten. One that is being tried
    //! there already goes on, and is not begun again.
    void test(const settings::RuntimeConfig &config, const std::vector<TrialTarget> &targets,
              const runs::TrialWishes &wishes);
    void cancel(const QString &configId);
    void cancelAll();
    bool isIdle() const { return m_runs.isEmpty(); }
    //! In the order in which they were first made.
    std::vector<ConfigTest> tests(const QString &configId) const { return m_tests.value(configId); }

    //! What is in the journal of consoles that are gone, where \p contexts and \p daemons (by id of the settings) know
    //! the place; without a word of it. The journal is read in another thread.
    void sweep(const std::vector<kubernetes::Context> &contexts, const QHash<QString, docker::DaemonChoice> &daemons);

signals:
    void changed(const QString &configId, const std::vector<fairlead::models::ConfigTest> &tests);
    //! The last has ended.
    void idle();

private:
    struct Run
    {
        QString configId;
        QString target;
        runs::TrialRun *trial = nullptr; //!< in its thread
    };

    void begin(const settings::RuntimeConfig &config, const TrialTarget &target, const runs::TrialWishes &wishes);
    runs::TrialRun *trialAt(const settings::RuntimeConfig &config, const TrialTarget &target,
                            runs::TrialWishes wishes) const;
    ConfigTest &testOf(const QString &configId, const QString &target);
    void onChecked(const QString &id, const runs::TrialResult &result);
    void onFinished(const QString &id, bool isCancelled);
    void cancelRun(const QString &id);
    kubernetes::ExecPolicy execPolicy() const
    {
        return m_settings.execPolicy ? m_settings.execPolicy() : kubernetes::ExecPolicy();
    }
    void sweepOne(const runs::TrialEntry &entry, const kubernetes::Context *context,
                  const docker::DaemonChoice *daemon);

    transport::NetworkThreads &m_threads;
    const Settings m_settings;
    TestActivities m_activities;
    QHash<QString, Run> m_runs; //!< by id of the activity
    QHash<QString, std::vector<ConfigTest>> m_tests;
    QHash<QString, QObject *> m_sweepers; //!< by run
};

} // namespace fairlead::models
