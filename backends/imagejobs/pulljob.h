// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "registryfleet.h"

#include "backends/docker/engineclient.h"
#include "backends/docker/imagetransfer.h"

#include <QTimer>

namespace fairlead::imagejobs {

//! Brings an image onto a daemon, with the login that is known for its registry.
class PullJob : public Job
{
    Q_OBJECT
public:
    //! \p image as a person writes it; \p platform empty: the daemon's. \p client and \p registries outlive it, or it
    //! is cancelled and destroyed first.
    PullJob(docker::EngineClient &client, RegistryFleet &registries, QString image, QString platform = {},
            QObject *parent = nullptr);
    ~PullJob() override;

    void start() override;
    void cancel() override;

private:
    void logIn();
    void pull();
    void onPulled(const Result<docker::TransferResult> &result);
    void tellLayers();
    void finish(const JobResult &result);

    docker::EngineClient &m_client;
    RegistryFleet &m_registries;
    const QString m_image;
    const QString m_platform;
    std::unique_ptr<QObject> m_asked; //!< context of what is under way; none: it is over, or has not begun
    RegistryFleet::Connection m_registry;
    std::optional<registry::Login> m_login;
    docker::ImageTransfer *m_transfer = nullptr;
    QTimer m_ticks;
    bool m_hasTriedAgain = false;
};

} // namespace fairlead::imagejobs
