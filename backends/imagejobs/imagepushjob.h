// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pushjob.h"

namespace fairlead::imagejobs {

//! Pushes an image that is no recipe's under another name. The name that it gets on the daemon for that is taken away
//! again, however the push ended: it goes, or means again what it meant before. A name that the image had already
//! stays, and so does one that has become the image's last.
class ImagePushJob : public Job
{
    Q_OBJECT
public:
    enum class State { Idle, Looking, Pushing, Cleaning, Finished };

    //! \p client outlives it, or it is cancelled and destroyed first.
    ImagePushJob(docker::EngineClient &client, RegistryFleet::Connection registry, PushJob::Settings settings,
                 QObject *parent = nullptr);
    ~ImagePushJob() override;

    void start() override;
    void cancel() override;

private:
    void look();
    void lookAtTarget();
    void push();
    void cleanUp();
    void takeAway();
    void giveBack();
    void leave(const ApiError &error);
    void finish(const JobResult &result);

    docker::EngineClient &m_client;
    const RegistryFleet::Connection m_registry;
    PushJob::Settings m_settings;
    QString m_target; //!< as the daemon knows it, with its tag
    QString m_imageId;
    QString m_formerId; //!< that the target meant before; empty: nothing
    State m_state = State::Idle;
    std::unique_ptr<QObject> m_asked; //!< context of what is under way: gone, nobody hears of it
    PushJob *m_push = nullptr;
    std::optional<JobResult> m_result; //!< of the push
};

} // namespace fairlead::imagejobs
