// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::models {

//! A line of one of two texts, or of both.
struct DiffLine
{
    enum class Kind : std::uint8_t {
        Same,
        Removed,
        Added,
        Gap, //!< lines that are the same and left out
    };

    Kind kind = Kind::Same;
    QString text; //!< of a gap: how many

    bool operator==(const DiffLine &) const = default;
};

//! What makes \p after of \p before: the fewest lines, as long as what differs is no more than some thousand lines;
//! else all that stands between what is the same at the beginning and at the end.
std::vector<DiffLine> lineDiff(const QString &before, const QString &after);

//! Only what differs, with \p context lines around it.
std::vector<DiffLine> shortened(const std::vector<DiffLine> &lines, int context = 3);

//! A line each, with "+ ", "- " or two blanks before it.
QString toText(const std::vector<DiffLine> &lines);

} // namespace fairlead::models
