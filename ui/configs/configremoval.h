// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"

#include <QObject>

#include <vector>

namespace fairlead::settings {
class SettingsStore;
}

namespace fairlead::ui {

class Notice;

//! Takes runtime configs out of the settings file, once somebody has decided so, and puts them back.
class ConfigRemoval : public QObject
{
    Q_OBJECT
public:
    ConfigRemoval(settings::SettingsStore &store, Notice &notice, QObject *parent = nullptr);

    //! \p clearsReferences: what refers to it says nothing of a runtime config then.
    void remove(const QString &id, bool clearsReferences);

private:
    void putBack(const std::vector<settings::SettingsChange> &back, const QString &name);

    settings::SettingsStore &m_store;
    Notice &m_notice;
};

} // namespace fairlead::ui
