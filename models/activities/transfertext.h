// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

//! How far something that is transferred is, as the locale of the user writes it. Units as docker has them: 1 MB is
//! 1,000,000 bytes.
namespace fairlead::models {

//! "40 MB", "1.5 GB"
QString dataText(std::int64_t bytes);
//! "12.3 of 40 MB"; without a total (-1) "12.3 MB"; with neither nothing.
QString transferText(std::int64_t currentBytes, std::int64_t totalBytes);
//! "4.2 MB/s"; nothing for 0.
QString rateText(double bytesPerSecond);
//! Seconds until all of it is there at this rate; none where nobody knows.
std::optional<std::int64_t> remainingSeconds(std::int64_t currentBytes, std::int64_t totalBytes, double bytesPerSecond);
//! "0.4 s", then as durationText().
QString stepTimeText(std::int64_t milliseconds);
//! 0 to 1; -1: not known.
double shareOf(std::int64_t currentBytes, std::int64_t totalBytes);

} // namespace fairlead::models
