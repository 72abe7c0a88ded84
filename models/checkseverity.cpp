// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkseverity.h"

namespace fairlead::models {

Severity severityOf(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return Severity::Ok;
    case CheckState::Note:
        return Severity::Neutral;
    case CheckState::Warning:
        return Severity::Warning;
    case CheckState::Failed:
        return Severity::Error;
    case CheckState::Skipped:
        return Severity::Dim;
    }
    return Severity::Neutral;
}

} // namespace fairlead::models
