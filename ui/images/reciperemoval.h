// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"

#include <QObject>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class Notice;

//! Takes recipes out of the settings file, once somebody has decided so, and puts them back where they stood. One that
//! a runtime config has stays.
class RecipeRemoval : public QObject
{
    Q_OBJECT
public:
    RecipeRemoval(settings::SettingsStore &store, Notice &notice, QObject *parent = nullptr);

    void remove(const QString &id);

private:
    void putBack(const std::vector<settings::SettingsChange> &back, const QString &name);

    settings::SettingsStore &m_store;
    Notice &m_notice;
};

} // namespace fairlead::ui
