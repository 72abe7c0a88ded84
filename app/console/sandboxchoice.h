// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "backends/sandbox/sandbox.h"
#include "options.h"

#include <memory>

namespace fairlead::console {

//! Where the console looks for kubeconfigs.
kubernetes::KubeconfigSources sourcesOf(const Options &options);

//! Whether simulated clusters are shown: where it is asked for, and with --sandbox-if-empty where there is no
//! kubeconfig at all. A kubeconfig that somebody named, by option or in KUBECONFIG, is never replaced, whatever is in
//! it.
bool wantsSandbox(const Options &options, const kubernetes::KubeconfigSources &sources);

//! Starts the simulated clusters and makes \p options theirs. \return null when they cannot start.
std::unique_ptr<sandbox::Sandbox> startSandbox(Options &options);

} // namespace fairlead::console
