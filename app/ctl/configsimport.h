// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "settingsobjects.h"

namespace fairlead::ctl {

//! `fairleadctl configs import FILE`: prints what becomes of each field of FILE ("-": standard input), and saves the
//! new objects; with --dry-run nothing. What was saved is read back and compared. \return the exit code: SomeFailed
//! where something could not be taken as it stands.
int importConfigs(const LoadedSettings &loaded, const Options &options);

} // namespace fairlead::ctl
