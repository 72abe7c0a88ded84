// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/checkresult.h"
#include "backends/transport/checkresult.h"
#include "models/docker/testreport.h"

namespace fairlead::models {

//! What a test found, for people.
TestReport::Line testLine(const docker::CheckResult &result);
TestReport::Line testLine(const CheckResult &result);
//! The last of a test that was cancelled.
TestReport::Line cancelledLine();

} // namespace fairlead::models
