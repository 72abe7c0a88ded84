// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "backends/settings/settingschange.h"

#include <QStringList>

#include <vector>

namespace fairlead::models {

//! Somebody in the settings who says that workloads get a runtime config.
struct ConfigUser
{
    QString section; //!< "projects", "defaults"
    QString id;      //!< of the project; empty: the defaults
    QString text;    //!< "Project CHURN", "Defaults of user code"; plain

    bool operator==(const ConfigUser &) const = default;
};

std::vector<ConfigUser> configUsers(const settings::Settings &settings, const QString &id);
//! Their texts.
QStringList usersOfConfig(const settings::Settings &settings, const QString &id);

//! What takes the runtime config \p id out of the file whose content is \p root, and with \p clearsReferences also all
//! that refers to it there: a project or the defaults then say nothing of a runtime config. Nothing where it is gone.
std::vector<settings::SettingsChange> configRemoval(const files::YamlValue &root, const QString &id,
                                                    bool clearsReferences);

} // namespace fairlead::models
