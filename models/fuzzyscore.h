// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace fairlead::models {

//! How well \p text answers to what somebody typed in haste: the letters of \p pattern in their order, whatever the
//! case and whatever stands between; more is better. What is the text, a word of it, the beginning of a word or
//! anywhere in it as it was typed comes before scattered letters, in this order; among these, letters side by side, at
//! the beginning of a word and early count more. Nothing when a letter is missing. Spaces of the pattern divide it:
//! every part must be found, in any order, and the one that is found worst decides.
std::optional<int> fuzzyScore(const QString &pattern, const QString &text);

} // namespace fairlead::models
