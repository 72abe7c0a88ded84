// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QStringList>

namespace fairlead::models {

//! The objects of \p settings that would be without the object \p id of \p section: "Base image exec", "Project P",
//! "The defaults"; each once. Plain. Who says that workloads get a runtime config: configs/configusers.h.
QStringList usersOf(const settings::Settings &settings, const QString &section, const QString &id);
QStringList usersOfDaemon(const settings::Settings &settings, const QString &id);
QStringList usersOfRegistry(const settings::Settings &settings, const QString &id);
QStringList usersOfBaseImage(const settings::Settings &settings, const QString &id);

} // namespace fairlead::models
