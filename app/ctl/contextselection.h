// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"

#include <tl/expected.hpp>

namespace fairlead::ctl {

//! The contexts that the command line asks for, in kubeconfig order; problems of the files go to standard error.
//! Fails with a usage error when a name or glob matches nothing, or when there is no context at all.
tl::expected<std::vector<kubernetes::Context>, EarlyEnd> selectContexts(const Options &options);

//! What may be run: everything with --allow-exec, else what was approved in the console; kuberc limits both.
kubernetes::ExecPolicy execPolicy(const Options &options);

QByteArray userAgent();

} // namespace fairlead::ctl
