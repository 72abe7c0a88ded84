// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"

namespace fairlead::ctl {

//! `fairleadctl registries [test [NAME...] | tags IMAGE]`. Runs the event loop but to list. \return the exit code.
int runRegistries(const Options &options, Cancellation &cancellation);

} // namespace fairlead::ctl
