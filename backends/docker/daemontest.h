// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkrun.h"
#include "daemonchoice.h"
#include "engineclient.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <vector>

namespace fairlead::docker {

class TrialBuild;

//! Tries a daemon as it will be used, check by check, over a connection of its own. Changes nothing there, but for the
//! trial build where that is asked for, which is removed again, as is what a crash has left of earlier ones. A check
//! that everything behind needs and that fails is the last.
class DaemonTest : public CheckRun
{
    Q_OBJECT
public:
    enum class State { Idle, Resolving, Asking, Counting, Building, LookingForImages, Finished };

    struct Settings
    {
        DaemonChoice choice;
        QString dockerFolder;
        QByteArray userAgent = "fairlead";
        std::chrono::milliseconds answerTimeout{15'000};
        QString runtime;         //!< that has to be there ("nvidia"); empty: none
        QStringList images;      //!< references of what it builds
        QStringList otherImages; //!< what others build, and it could get from no registry
        QStringList unnamed;     //!< what it builds, too, and nobody can tell under which tag
        bool triesBuild = false;
    };

    explicit DaemonTest(Settings settings, QObject *parent = nullptr);
    ~DaemonTest() override;

    State state() const { return m_state; }
    //! To ask more, once it has got as far as Identity; null before. It goes with this object.
    EngineClient *client() const { return m_info.id.isEmpty() && m_info.name.isEmpty() ? nullptr : m_client.get(); }
    const EngineVersion &version() const { return m_version; }

    void start() override;
    //! As CheckRun; an image of the trial build that is there already is removed before.
    void cancel() override;

private:
    void onResolved();
    void ping();
    bool isWordLost(const ApiError &error) const;
    void askVersion();
    void askInfo();
    void count();
    void tryBuild();
    void lookForNext();
    void reportImages();
    void failAt(CheckResult::Id id, const ApiError &error);
    void finish(const std::optional<ApiError> &error);

    Settings m_settings;
    State m_state = State::Idle;
    std::unique_ptr<QFutureWatcher<Result<DockerEndpoint>>> m_resolving;
    DockerEndpoint m_endpoint;
    std::unique_ptr<transport::HttpClient> m_http;
    std::unique_ptr<EngineClient> m_client;
    transport::RequestHandle m_request;
    TrialBuild *m_build = nullptr;
    bool m_isCancelled = false;
    int m_pings = 0;
    Ping m_ping;
    EngineVersion m_version;
    EngineInfo m_info;
    qsizetype m_nextImage = 0;
    QStringList m_missing;
};

} // namespace fairlead::docker
