// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace fairlead::models {

//! How well \p text answers to what somebody typed in haste: the letters of \p pattern in their order, whatever the
//! case and whatever stands between; more is better. What is the text, a word of it, the beginning of a word or
//! anywhere in it as it was typed comes before scattered letters, in this order; among these, letters side by side, at
//! the beginning of a word and early count more. Nothing when a letter is missing. Spaces of the pattern divide it:
//! every part must be found, in any order, and the one that is found worst decides.
std::optional<int> fuzzyScore(const QString &pattern, const QString &text);

struct FuzzyMatch
{
    std::size_t place = 0;
    int score = 0; //!< fuzzyScore()
};

//! Of \p count texts the \p most that answer best, the best first; among equals those in front.
std::vector<FuzzyMatch> bestMatches(const QString &pattern, std::size_t count,
                                    const std::function<QString(std::size_t place)> &text, std::size_t most);

} // namespace fairlead::models
