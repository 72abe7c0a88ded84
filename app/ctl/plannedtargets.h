// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/daemonchoice.h"
#include "backends/runs/launchlogin.h"
#include "configfacts.h"

#include <functional>
#include <vector>

namespace fairlead::ctl {

//! What is sent to one target of a runtime config, and how it is reached.
struct PlannedTarget
{
    runs::LaunchPlan plan;
    kubernetes::Context context; //!< of Kubernetes
    docker::DaemonChoice daemon; //!< of Docker
    //! The login for the image's registry, where the config makes a pull secret of it; null: none.
    std::function<std::optional<runs::PullLogin>()> login;
};

docker::DaemonChoice choiceOf(const settings::Daemon &daemon, const LoadedSettings &loaded);
//! Null: no kubeconfig has it.
const kubernetes::Context *contextOf(const ConfigFacts &facts, const QString &id);

struct Planning
{
    ConfigFacts facts;
    std::vector<PlannedTarget> targets; //!< in failover order
};

//! For those of \p config that --target names, else all; for whom --user and --project say. Asks clusters only where
//! their nodes tell what is sent, and for the login of the image's registry. Nothing where there is no such target,
//! which is told. Runs the event loop.
std::optional<Planning> planTargets(const settings::RuntimeConfig &config, runs::LaunchRequest request,
                                    const LoadedSettings &loaded, const Options &options);

//! How what \p plans send is reached, and the login of the image's registry, which is asked for. Runs the event loop.
std::vector<PlannedTarget> withLogins(std::vector<runs::LaunchPlan> plans, const settings::RuntimeConfig &config,
                                      const ConfigFacts &facts, const LoadedSettings &loaded, const Options &options);

} // namespace fairlead::ctl
