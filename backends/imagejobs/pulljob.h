// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "pulleddigest.h"
#include "transferlogin.h"

#include "backends/docker/engineclient.h"
#include "backends/docker/imagetransfer.h"

#include <QTimer>

namespace fairlead::imagejobs {

//! Brings an image onto a daemon, with the login that is known for its registry; at last the registry is asked what it
//! has under that name. That it cannot be asked, or that the tag has moved meanwhile, is told and is no failure; an
//! image of which it knows nothing is.
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
    void begin();
    void logIn();
    void pull();
    void onPulled(const Result<docker::TransferResult> &result);
    void findDigest();
    void verify(const QStringList &digests);
    void tellLayers();
    void finish(const JobResult &result);

    docker::EngineClient &m_client;
    RegistryFleet &m_registries;
    const QString m_image;
    const QString m_platform;
    std::unique_ptr<QObject> m_asked; //!< context of what is under way; none: it is over, or has not begun
    RegistryFleet::Connection m_registry;
    TransferLogin m_login;
    registry::ImageReference m_reference;
    JobResult m_result;
    docker::ImageTransfer *m_transfer = nullptr;
    PulledDigest *m_check = nullptr; //!< of the registry, begun beside it
    QTimer m_ticks;
};

} // namespace fairlead::imagejobs
