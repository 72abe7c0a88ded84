// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/docker/engineclient.h"
#include "backends/runs/launchplan.h"
#include "trialcommand.h"
#include "trialrun.h"
#include "trialwishes.h"

#include <QFutureWatcher>

#include <memory>

namespace fairlead::docker {
class ImageTransfer;
class LogStream;
} // namespace fairlead::docker

namespace fairlead::runs {

//! A runtime config tried at one daemon on the exact path of a launch, step by step, and a container that really runs.
//! What it makes has the labels of its run and is removed; what a process that was killed has left is in the journal.
//! An image that had to be pulled stays, as a launch needs it. A step that fails is the last before the clean-up, but
//! for those that only look. Deleted before finished() it leaves what the journal has.
class DockerTrial : public TrialRun
{
    Q_OBJECT
public:
    struct Settings
    {
        docker::DaemonChoice choice;
        QString dockerFolder;
        settings::RuntimeConfig config;
        LaunchPlan plan;
        TrialWishes wishes; //!< login: for pulling the image
    };

    explicit DockerTrial(Settings settings, QObject *parent = nullptr);
    ~DockerTrial() override;

    const QString &runId() const { return m_runId; }

    void start() override;
    void cancel() override;

private:
    using Step = TrialResult::Step;
    template <class Answered>
    auto guarded(Answered answered)
    {
        return [this, answered](const auto &...answer) {
            if (goesOn())
                answered(answer...);
        };
    }
    bool goesOn();
    void failAt(Step step, const ApiError &error);
    void makeSpec();

    void onResolved();
    void askVersion();
    void askInfo();
    void look();
    void lookForNetwork();
    void lookForVolumes();

    // Of dockertrialrun.cpp: what changes something.
    void lookForImage();
    void pull();
    void create();
    void inspectMade(const QStringList &warnings);
    void run();
    void readLog();
    void onEnd();
    void wrapUp();
    void remove();
    void lookWhetherGone(const std::optional<ApiError> &error);

    Settings m_settings;
    const QString m_runId;
    docker::ContainerSpec m_spec;
    std::unique_ptr<QFutureWatcher<Result<docker::DockerEndpoint>>> m_resolving;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<docker::EngineClient> m_client;
    docker::ImageTransfer *m_pull = nullptr;
    docker::LogStream *m_log = nullptr;
    transport::RequestHandle m_wait;
    docker::EngineVersion m_version;
    docker::EngineInfo m_info;
    QString m_container; //!< id
    QByteArray m_output;
    QString m_journalProblem;
    bool m_hasPulled = false;
    bool m_mayHaveMade = false;
    bool m_isCancelled = false;
    bool m_isRemoving = false;
};

} // namespace fairlead::runs
