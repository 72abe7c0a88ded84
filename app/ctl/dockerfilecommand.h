// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

namespace fairlead::ctl {

//! `fairleadctl dockerfile NAME`: what a base image is built from. \return the exit code.
int runDockerfile(const Options &options);

} // namespace fairlead::ctl
