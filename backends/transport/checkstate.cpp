// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "checkstate.h"

using namespace Qt::StringLiterals;

namespace fairlead {

QString toString(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return u"ok"_s;
    case CheckState::Note:
        return u"note"_s;
    case CheckState::Warning:
        return u"warning"_s;
    case CheckState::Failed:
        return u"failed"_s;
    case CheckState::Skipped:
        return u"skipped"_s;
    }
    return {};
}

} // namespace fairlead
