// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job.h"
#include "transferlogin.h"

#include "backends/docker/engineclient.h"
#include "backends/docker/imagetransfer.h"
#include "backends/registry/imagereference.h"
#include "backends/registry/prepush.h"

#include <QTimer>

namespace fairlead::imagejobs {

//! Brings an image of a daemon into a registry: what has to be done before, login, name, push; at last the registry is
//! asked what it has under that name now. The name stays on the daemon, as docker leaves it.
class PushJob : public Job
{
    Q_OBJECT
public:
    enum class State { Idle, Preparing, LoggingIn, Naming, Pushing, Verifying, Finished };

    struct Settings
    {
        QString image;  //!< on the daemon: a reference or an id
        QString target; //!< "registry.example:5000/team/base:1.2"
        QProcessEnvironment environment;
        processes::ProgramPolicy policy;             //!< of a command that is run before
        registry::PrePushPrompts *prompts = nullptr; //!< who asks for it; outlives it; null: nobody is asked
    };

    //! \p client outlives it, or it is cancelled and destroyed first.
    PushJob(docker::EngineClient &client, RegistryFleet::Connection registry, Settings settings,
            QObject *parent = nullptr);
    ~PushJob() override;

    void start() override;
    void cancel() override;

private:
    void readTarget();
    void prepare();
    void tellAwaited(bool awaits);
    void logIn();
    void name();
    void push();
    void onPushed(const Result<docker::TransferResult> &result);
    void tellLayers();
    void introduceOurselves();
    void verify();
    void askDigest(registry::RegistryClient &client);
    void onUnverified(const ApiError &error);
    void compare(const QString &found);
    void fail(const ApiError &error);
    void finish(const JobResult &result);

    docker::EngineClient &m_client;
    const RegistryFleet::Connection m_registry;
    const Settings m_settings;
    registry::ImageReference m_target;
    State m_state = State::Idle;
    std::unique_ptr<QObject> m_asked; //!< context of what is under way: gone, nobody hears of it
    registry::PrePush *m_hook = nullptr;
    docker::ImageTransfer *m_transfer = nullptr;
    QTimer m_rates;
    TransferLogin m_login;
    std::unique_ptr<registry::RegistryClient> m_own; //!< asks with a hook's login
    bool m_isIntroduced = false;
    bool m_isCancelled = false; //!< while it was named
    QString m_digest;
};

} // namespace fairlead::imagejobs
