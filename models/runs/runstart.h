// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/availability.h"
#include "backends/runs/runform.h"

namespace fairlead::models {

//! One of \p product as a run asks for it: "H100 80GB", "1g.10gb"; "1" where nobody knows what it is called.
QString askFor(const accelerators::Product &product);

//! What a run begins with that somebody wants on such a node: its context, and one of its first product that there is.
runs::RunForm runOn(const QString &contextName, const accelerators::NodeAvailability &node);

} // namespace fairlead::models
