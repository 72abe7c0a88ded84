// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QString>

namespace fairlead::models {

//! An error in one line of plain text: the cause in our words, then the server's own, verbatim.
QString errorText(const ApiError &error);

} // namespace fairlead::models
