// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkstate.h"

#include <QMetaType>

namespace fairlead {

//! One thing that the test of a registry looked at, and what it found.
struct CheckResult
{
    QString id; //!< of the check, the same each time: "tls"
    CheckState state = CheckState::Ok;
    QString title;  //!< in a few words of English: "TLS is verified"
    QString detail; //!< what was found; may be the server's own words, verbatim and unsanitized
    QString remedy; //!< what to do about it; empty: nothing

    bool operator==(const CheckResult &) const = default;
};

} // namespace fairlead

Q_DECLARE_METATYPE(fairlead::CheckResult)
