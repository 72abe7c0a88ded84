// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace fairlead::models {

//! How well \p text answers to what somebody typed in haste: the letters of \p pattern in their order, whatever the
//! case and whatever stands between; more is better. Letters side by side, at the beginning of a word and early count
//! more. Nothing when a letter is missing. Spaces of the pattern divide it: every part must be found, in any order.
std::optional<int> fuzzyScore(const QString &pattern, const QString &text);

} // namespace fairlead::models
