// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "faultscript.h"
#include "jobdrift.h"

namespace fairlead::sandbox {

//! The clusters of fairlead --sandbox. Names of teams, people and jobs are invented.
Site trainingSite(); //!< 24 Nodes of eight H100s
Site researchSite(); //!< AMD, NVIDIA, MIG and time-sliced, hardly two alike
Site flakySite();    //!< L40S behind a bad line

//! What goes wrong at the flaky one, every five minutes again: slow, cut, overloaded, expired, gone.
FaultScript flakyFaults();

} // namespace fairlead::sandbox
