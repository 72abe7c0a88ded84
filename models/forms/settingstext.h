// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::models {

//! Why nothing can be saved, what is shown instead, and what is broken, with file, line and field; empty: it can.
QString readOnlyText(const settings::SettingsStore &store);
//! What is wrong in the file with the objects of \p section, or with all of it: a line each, the first three; empty:
//! nothing.
QString problemsText(const settings::SettingsStore &store, const QString &section);

} // namespace fairlead::models
