// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "backends/settings/settingschange.h"

#include <QSet>

namespace fairlead::configimport {

//! How people choose the defaults among the objects.
constexpr auto DefaultsId = "defaults";

//! \p additions without the objects whose ids are not in \p chosen; what referred to one of them refers to none.
settings::Settings onlyChosen(settings::Settings additions, const QSet<QString> &chosen);

//! What has to be saved so that \p additions are in the file, which says \p root: objects before those that refer to
//! them, and what the defaults do not say yet.
std::vector<settings::SettingsChange> changesOf(const settings::Settings &additions, const files::YamlValue &root);

//! A fairlead.yaml of the runtime configs with these ids and of all that they refer to: importConfigs() makes the same
//! objects of it. Paths in it stay as they are written. No secret is in it, as there is none in the settings.
QByteArray selfContained(const settings::Settings &settings, const QStringList &configIds);

} // namespace fairlead::configimport
