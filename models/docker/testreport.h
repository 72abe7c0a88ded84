// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/severity.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::models {

//! What a test of a daemon or a registry found, point by point, in the order in which it asked.
struct TestReport
{
    struct Line
    {
        QString name; //!< "may build"; translated
        QString text; //!< what was found, or the words of whoever refused; not plain yet
        Severity severity = Severity::Ok;
        std::optional<std::chrono::milliseconds> duration{}; //!< none: nobody has measured
        QString manifest{}; //!< YAML that somebody may apply to put it right; empty: none. Not plain yet

        bool operator==(const Line &) const = default;
    };

    bool isRunning = false;
    std::int64_t ended = 0; //!< seconds since 1970; 0: never
    std::vector<Line> lines;

    bool operator==(const TestReport &) const = default;
};

} // namespace fairlead::models
