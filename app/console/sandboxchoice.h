// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/dockerendpoint.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/sandbox/sandbox.h"
#include "options.h"

#include <QProcessEnvironment>

#include <memory>

namespace fairlead::console {

//! Where the console looks for kubeconfigs.
kubernetes::KubeconfigSources sourcesOf(const Options &options);

//! Whether this user has, or may have, a Docker daemon: a settings file, DOCKER_HOST, DOCKER_CONTEXT or the socket of
//! Debian's engine.
bool mayHaveDaemons(const QString &settingsPath, const QProcessEnvironment &environment,
                    const QString &socketPath = docker::defaultSocketPath());

//! Whether simulated clusters are shown: where it is asked for, and with --sandbox-if-empty where there is neither a
//! kubeconfig nor a daemon. A kubeconfig that somebody named, by option or in KUBECONFIG, is never replaced, whatever
//! is in it.
bool wantsSandbox(const Options &options, const kubernetes::KubeconfigSources &sources, bool mayHaveDaemons);

//! Starts the simulated clusters and makes \p options theirs, with a settings file of their own, which goes with them:
//! what is tried in there changes nothing of the user's. \return null when they cannot start.
std::unique_ptr<sandbox::Sandbox> startSandbox(Options &options);

} // namespace fairlead::console
