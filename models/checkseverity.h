// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/checkstate.h"
#include "severity.h"

namespace fairlead::models {

//! How much what a check came to asks for attention.
Severity severityOf(CheckState state);

} // namespace fairlead::models
