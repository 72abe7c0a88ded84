// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <chrono>
#include <cstdint>

//! Numbers, times and lists as the locale of the user writes them.
namespace fairlead::models {

QString numberText(std::int64_t number);
//! "40 s", "2 h 10 min", "41 d"
QString durationText(std::int64_t seconds);
//! "17 ms", "1.2 s", then as of seconds.
QString durationText(std::chrono::milliseconds duration);
//! Full date and time; empty for 0.
QString timeText(std::int64_t secondsSinceEpoch);
//! "14:02:11" today, else date and time.
QString clockText(std::int64_t secondsSinceEpoch);
//! "31", "31.5"
QString coresText(std::int64_t millicores);
//! "402 GiB"
QString memoryText(std::int64_t bytes);

//! "a, b, c, d and 4 more"; \p names are plain already.
QString namesText(const QStringList &names);

std::int64_t secondsNow();

} // namespace fairlead::models
