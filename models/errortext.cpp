// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "errortext.h"

#include "remedies.h"

namespace fairlead::models {

QString errorText(const ApiError &error)
{
    const QString cause = remedyFor(error).cause;
    return error.message.isEmpty() ? cause : cause + u' ' + error.message;
}

} // namespace fairlead::models
