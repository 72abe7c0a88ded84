// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QStringList>

namespace fairlead::models {

//! The objects of \p settings that would be without the daemon or the registry: "Base image exec". Plain.
QStringList usersOfDaemon(const settings::Settings &settings, const QString &id);
QStringList usersOfRegistry(const settings::Settings &settings, const QString &id);

} // namespace fairlead::models
