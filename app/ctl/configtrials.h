// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cancellation.h"
#include "settingsobjects.h"

namespace fairlead::ctl {

//! `fairleadctl configs test NAME`: finds where \p config runs, the logins that it takes with it, and tries it there.
//! Before that it removes what a test that was killed has left. Runs the event loop. \return the exit code.
int tryConfig(const settings::RuntimeConfig &config, const LoadedSettings &loaded, const Options &options,
              Cancellation &cancellation);

} // namespace fairlead::ctl
