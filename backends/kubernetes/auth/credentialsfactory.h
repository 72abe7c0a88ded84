// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/kubeconfig/kubeconfig.h"
#include "execpolicy.h"

#include "backends/transport/credentials.h"

#include <memory>

namespace fairlead::kubernetes {

//! The source of a context's credentials, to be made in the thread of its connection. Nothing is read or run before
//! get(). A client certificate of the kubeconfig goes along with whatever else the context has.
std::unique_ptr<transport::CredentialSource> makeCredentialSource(const Context &context, const ExecPolicy &policy);

} // namespace fairlead::kubernetes
