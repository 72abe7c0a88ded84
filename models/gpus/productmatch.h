// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"

#include <QString>

namespace fairlead::models {

//! Whether \p pattern ("A100", "h100*", "NVIDIA-L4") names the product: its name, its label or its raw value,
//! case-insensitive, whole (A10 is not A100), with * and ? as wildcards.
bool productMatches(const accelerators::Product &product, const QString &rawProduct, const QString &pattern);

} // namespace fairlead::models
