// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QString>

namespace fairlead::settings {

//! Where a path of fairlead.yaml leads: "~" is \p home, also before a slash; what is relative begins at \p folder, that
//! of the file. Another user's "~name" is a name like any other. Clean; empty stays empty.
QString absolutePath(const QString &written, const QString &folder, const QString &home = QDir::homePath());

//! Whether it depends on the folder where it leads.
bool isRelativePath(const QString &written);

//! For a message about what is missing there: absolute, and as it was written where that is something else. Says what a
//! "~name" is not.
QString pathText(const QString &written, const QString &absolute);

} // namespace fairlead::settings
