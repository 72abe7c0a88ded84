// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include "backends/kubernetes/auth/execpolicy.h"
#include "backends/kubernetes/kubeconfig/kubeconfig.h"

#include <tl/expected.hpp>

namespace fairlead::ctl {

//! What the command line asks for.
struct Selection
{
    std::vector<kubernetes::Context> contexts;
    bool isComplete = true; //!< false: a file that was asked for cannot be read, and its contexts are missing

    //! \p exitCode of a command that asked the contexts; missing ones have not answered either.
    int exitCode(int exitCode) const { return exitCode == AllAnswered && !isComplete ? SomeFailed : exitCode; }
};

//! The contexts that the command line asks for, in kubeconfig order; problems of the files go to standard error.
//! Fails with a usage error when a name or glob matches nothing, or when there is no context at all.
tl::expected<Selection, EarlyEnd> selectContexts(const Options &options);

//! What may be run: everything with --allow-exec, else what was approved in the console; kuberc limits both.
kubernetes::ExecPolicy execPolicy(const Options &options);

QByteArray userAgent();

} // namespace fairlead::ctl
