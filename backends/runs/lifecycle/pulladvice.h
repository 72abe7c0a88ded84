// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runadvice.h"

namespace fairlead::runs {

//! Why an image does not come.
enum class PullFailure : std::uint8_t { NotFound, Unauthorized, NoRoute, Certificate, TooMany, BadName, Never, Other };

//! \p reason and \p message as a node tells them of a container that waits.
PullFailure pullFailure(const QString &reason, const QString &message);

//! Of a pod whose node does not get an image.
RunAdvice pullAdvice(const RunPod &pod);

} // namespace fairlead::runs
