// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::models {

//! " --context 'name'" for a kubectl command that is ready to paste into a shell; empty where there is no name.
QString contextOption(const QString &contextName);

} // namespace fairlead::models
