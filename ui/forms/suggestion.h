// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace fairlead::ui {

//! What may be written into a line, and what a person wants to know of it.
struct Suggestion
{
    QString text;
    QString detail{}; //!< one plain line: "FROM debian:12"
    //! For the field beside it while that is empty; empty: that one's own word.
    QString hint{};

    bool operator==(const Suggestion &) const = default;
};

using Suggestions = std::vector<Suggestion>;

} // namespace fairlead::ui
