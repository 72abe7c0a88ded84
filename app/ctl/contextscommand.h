// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl contexts`: what the kubeconfigs say. Sends no request. \return the exit code.
int runContexts(const Options &options);

} // namespace fairlead::ctl
