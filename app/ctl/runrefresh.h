// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/lifecycle/runrecord.h"
#include "settingsobjects.h"

namespace fairlead::ctl {

//! Asks the places of \p records that have not ended how they stand, and keeps that; changes nothing there. Places that
//! do not answer are told on standard error. Runs the event loop. \return whether all have said.
bool refreshRuns(std::vector<runs::RunRecord> &records, const LoadedSettings &loaded, const Options &options);

} // namespace fairlead::ctl
