// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/runs/launchplan.h"
#include "backends/runs/trials/trialwishes.h"
#include "cancellation.h"

#include <vector>

namespace fairlead::ctl {

//! One place where a runtime config is tried.
struct ConfigTestTarget
{
    runs::LaunchPlan plan;
    kubernetes::Context context; //!< of Kubernetes
    docker::DaemonChoice daemon; //!< of Docker
    //! The login for the image's registry, where the config makes a pull secret of it; null: none.
    std::function<std::optional<runs::PullLogin>()> login;
};

//! Tries \p config at all \p targets at once and prints each step, the verdict of each target, and what would put right
//! what is missing. \p wishes: but for the login, the timeout and the user agent, which \p targets and \p options say.
//! A signal ends it once what was made is gone. \return 0 when all is well, else as exitCodeOf() has it.
int testConfig(const settings::RuntimeConfig &config, const std::vector<ConfigTestTarget> &targets,
               const runs::TrialWishes &wishes, const QString &dockerFolder, const Options &options,
               Cancellation &cancellation);

} // namespace fairlead::ctl
