// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/product.h"

#include <QString>

namespace fairlead::models {

//! "H100 80 GB", "A100 MIG 1g.10gb", "L4 24 GB shared": one line, safe to show.
QString productText(const accelerators::Product &product);

} // namespace fairlead::models
