// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/objectdetails.h"
#include "runentry.h"

namespace fairlead::models {

//! The inspector's words, from values alone: why it waits or went wrong, its attempts, its pods, what the cluster told.
//! \p now: seconds since 1970 UTC.
ObjectDetails runDetails(const RunEntry &entry, std::int64_t now);

} // namespace fairlead::models
