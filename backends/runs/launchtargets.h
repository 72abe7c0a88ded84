// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "launchfacts.h"

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::runs {

//! One place where a config runs.
struct LaunchTarget
{
    QString contextId; //!< of Kubernetes
    QString daemonId;  //!< of Docker: one of the settings
    QString name;      //!< of the context or the daemon, for people; not plain
    //! Nobody says one: it is the kubeconfig's current context, or the first daemon.
    bool isBuiltin = false;

    bool operator==(const LaunchTarget &) const = default;
};

//! Where \p config runs, in failover order: each context once, by the first of its names and globs that fits. What
//! \p config does not say says \p choice, that of its project or the defaults.
//! Errors, in a short English sentence: no context fits, there is none, the daemon is not in the settings.
tl::expected<std::vector<LaunchTarget>, QString> launchTargets(const settings::RuntimeConfig &config,
                                                               const settings::TargetChoice &choice,
                                                               const LaunchFacts &facts,
                                                               const settings::Settings &settings);

//! Whether a context is called as \p pattern, a name or a glob, says.
bool hasContext(const LaunchFacts &facts, const QString &pattern);

} // namespace fairlead::runs
