// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/runs/launchlogin.h"
#include "run.h"

namespace fairlead::runs {

//! How places are reached; the same for all of them.
struct RunAccess
{
    kubernetes::ExecPolicy execPolicy;
    QString dockerFolder; //!< with the contexts of the docker client
    QByteArray userAgent = "fairlead";
    std::chrono::milliseconds answerTimeout{15'000};
};

//! Where a plan goes: the context or the daemon that its target names.
struct RunServer
{
    kubernetes::Context context; //!< of Kubernetes
    docker::DaemonChoice daemon; //!< of Docker
    //! The login for the image's registry, where the config makes a pull secret of it; null: none. Asked in the thread
    //! of the run.
    std::function<std::optional<PullLogin>()> login;
};

//! How \p plan is tried for a run of \p config.
RunPlace runPlace(const LaunchPlan &plan, const RunServer &server, const settings::RuntimeConfig &config,
                  const RunAccess &access);

enum class LookMode { OnlyLooks, MayChange };

//! To follow, stop or remove what \p record says of its last attempt; \p context and \p daemon are what its place means
//! now, null: nothing. An error is why that is not known, a short English sentence.
tl::expected<std::unique_ptr<RunAttempt>, QString> attemptOf(const RunRecord &record,
                                                             const kubernetes::Context *context,
                                                             const docker::DaemonChoice *daemon,
                                                             const RunAccess &access, LookMode mode);

} // namespace fairlead::runs
