// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>

#include <cstdint>

namespace fairlead::models {

//! How much a row or a cell asks for attention; the ui makes a colour of it, and always shows a word beside it.
enum class Severity : std::uint8_t { Neutral, Dim, Ok, Warning, Error };

} // namespace fairlead::models

Q_DECLARE_METATYPE(fairlead::models::Severity)
