// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>

namespace fairlead {

//! What a check of any server came to.
enum class CheckState : std::uint8_t { Ok, Note, Warning, Failed, Skipped };

//! "ok", "note", "warning", "failed", "skipped": the spelling of JSON output.
QString toString(CheckState state);

} // namespace fairlead
