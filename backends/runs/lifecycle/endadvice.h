// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runadvice.h"

namespace fairlead::runs {

//! Why a run has failed.
RunAdvice endAdvice(const RunStatus &status);

} // namespace fairlead::runs
