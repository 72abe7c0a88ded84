// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <compare>

namespace fairlead::models {

//! As people sort names: case does not matter, and digits count as numbers ("node-9" before "node-10").
//! Equal only when the strings are the same.
std::strong_ordering naturalOrder(QStringView a, QStringView b);

} // namespace fairlead::models
