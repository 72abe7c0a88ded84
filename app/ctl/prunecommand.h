// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/workshop.h"
#include "settingsobjects.h"

namespace fairlead::ctl {

//! `fairleadctl images prune --dry-run`: what could go from the daemon with that id, or from all of them where it is
//! empty, all asked at once. Runs the event loop. \return the exit code.
int showPrune(imagejobs::Workshop &workshop, const LoadedSettings &loaded, const QString &daemonId,
              const Options &options);

} // namespace fairlead::ctl
