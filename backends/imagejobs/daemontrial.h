// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonneeds.h"
#include "registryfleet.h"
#include "transferlogin.h"
#include "trialfindings.h"

#include "backends/docker/daemontest.h"
#include "backends/registry/registrytest.h"

namespace fairlead::imagejobs {

//! A daemon with all that it is used for: docker::DaemonTest, which images of ours it lacks, and for each registry
//! that has some for it "push" (asked from here, for each repository that its own images go to) and "pull" (asked by
//! the daemon itself, with our login). Leaves nothing behind: the image of the trial build is removed, uploads are
//! given up; the hook before a push is looked for, not run.
//! A slot of finished may delete it, later.
class DaemonTrial : public docker::CheckRun
{
    Q_OBJECT
public:
    struct Settings
    {
        docker::DaemonTest::Settings daemon; //!< the images in it are set by the needs
        DaemonNeeds needs{};
        bool triesPush = true;
    };

    //! \p registries outlives it.
    DaemonTrial(RegistryFleet &registries, Settings settings, QObject *parent = nullptr);
    ~DaemonTrial() override;

    //! How many checks there are to be where none ends it.
    int expected() const;

    void start() override;
    //! As CheckRun, behind the removal of what a trial build has made, and of an upload that was begun.
    void cancel() override;

private:
    void onDaemonTested(const std::optional<ApiError> &error);
    void askNextRegistry();
    void tryPush();
    void onRegistryTested(const std::optional<ApiError> &failure);
    void tryPull();
    void askDaemon();
    void onAnswered(const QString &image, const Result<QString> &digest);
    void failPull(const ApiError &error);
    void endPull(const docker::CheckResult &result);
    void finish(const std::optional<ApiError> &error);
    const DaemonNeeds::InRegistry &need() const { return m_settings.needs.registries[m_registry]; }

    RegistryFleet &m_registries;
    const Settings m_settings;
    std::unique_ptr<docker::DaemonTest> m_daemonTest; //!< its client asks, too
    std::size_t m_registry = 0;                       //!< the one that is asked about
    RegistryFleet::Connection m_connection;           //!< to it
    PullLook m_look;
    qsizetype m_asked = 0; //!< so many of its images
    TransferLogin m_login; //!< as of a pull
    docker::EngineClient::RequestHandle m_request;
    std::unique_ptr<registry::RegistryTest> m_registryTest;
    std::vector<CheckResult> m_registryResults;
};

} // namespace fairlead::imagejobs
