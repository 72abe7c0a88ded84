// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::files {

//! Whole-string match with * (any run of characters, slashes and colons too: context names have them) and ? (any one).
bool globMatches(QStringView pattern, QStringView text, Qt::CaseSensitivity sensitivity = Qt::CaseSensitive);

} // namespace fairlead::files
