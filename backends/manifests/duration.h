// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace fairlead::manifests {

//! "90s", "10m", "1h30m", "2d": numbers with d, h, m and s, each once and in this order. Nothing where it is none, is
//! zero, or longer than 68 years, which is what Kubernetes' seconds hold.
std::optional<std::chrono::seconds> parseDuration(const QString &text);

//! The same, and "0s", where nothing is a time, too.
std::optional<std::chrono::seconds> parseDurationFromZero(const QString &text);

} // namespace fairlead::manifests
