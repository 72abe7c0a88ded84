// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/docker/engineclient.h"
#include "backends/runs/launchlogin.h"
#include "backends/runs/launchplan.h"
#include "runattempt.h"

#include <QFutureWatcher>
#include <QTimer>

#include <functional>
#include <memory>

namespace fairlead::docker {
class ImageTransfer;
class LogStream;
} // namespace fairlead::docker

namespace fairlead::runs {

//! A run at one daemon: the image if it is missing, a container, its log, its end. The container stays behind its end,
//! for its log; one that was refused or stopped does not, nor a pull that was stopped. An image that was pulled stays.
class DockerAttempt : public RunAttempt
{
    Q_OBJECT
public:
    struct Settings
    {
        docker::DaemonChoice choice;
        QString dockerFolder;
        LaunchPlan plan; //!< that is possible
        QString pullPolicy;
        std::optional<std::chrono::seconds> runLimit; //!< none: for ever
        //! For pulling the image; null, or nothing: none.
        std::function<std::optional<PullLogin>()> login;
        //! Called before the container is made. \return why that could not be remembered; empty: it is.
        std::function<QString()> remember;
        bool isThere = false;   //!< it was launched before, and is only followed
        bool onlyLooks = false; //!< with it: nothing is changed there unless it is stopped
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{15'000};
        std::chrono::seconds grace{10}; //!< between SIGTERM and SIGKILL
    };

    explicit DockerAttempt(Settings settings, QObject *parent = nullptr);
    ~DockerAttempt() override;

    void start() override;
    void stop(bool isForced) override;
    void readLogs(bool follows) override;

private:
    template <class Answered>
    auto guarded(Answered answered)
    {
        return [this, answered](const auto &...answer) {
            if (goesOn())
                answered(answer...);
        };
    }
    bool goesOn();
    QString name() const { return m_settings.plan.launch.name; }
    void refuse(const QString &what, const ApiError &error);

    void onResolved();
    void askVersion();
    void lookForImage();
    void pull();
    void create();
    void run();

    // Of dockerattemptfollow.cpp: until it is over, and until it is gone.
    void follow();
    void wait();
    void look();
    void onLook(const Result<docker::ContainerDetails> &made);
    void updateLog();
    void onRunLimit();
    void endWell();
    void remove(const AttemptEnd &end);
    void lookWhetherGone(AttemptEnd end, const std::optional<ApiError> &error);

    Settings m_settings;
    std::unique_ptr<QFutureWatcher<Result<docker::DockerEndpoint>>> m_resolving;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<docker::EngineClient> m_client;
    docker::ImageTransfer *m_pull = nullptr;
    docker::LogStream *m_log = nullptr;
    transport::RequestHandle m_wait;
    QTimer m_runTimer;
    bool m_hasPulled = false;
    bool m_mayHaveMade = false;
    bool m_isFollowing = false;
    std::optional<bool> m_followsLog; //!< none: nobody wants it
    bool m_hasReadLog = false;
    bool m_isTooLong = false; //!< it was stopped for its time limit
    bool m_isStopping = false;
    bool m_isForced = false;
    bool m_isRemoving = false;
};

} // namespace fairlead::runs
