// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::models {

//! Why nothing can be saved: what is broken, with file, line and field; empty: it can.
QString readOnlyText(const settings::SettingsStore &store);

} // namespace fairlead::models
