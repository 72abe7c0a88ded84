// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/remedies.h"

namespace fairlead::models {

//! As remedyFor(), of a docker daemon, whose address and files are no kubeconfig's.
Remedy daemonRemedyFor(const ApiError &error);
//! Of a registry.
Remedy registryRemedyFor(const ApiError &error);

} // namespace fairlead::models
