// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"
#include "backends/settings/settingschange.h"
#include "backends/settings/settingsdocument.h"
#include "backends/settings/settingsstore.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::models {

//! One key of an object for which both sides have another value, in words that are safe to show.
struct ClashText
{
    QString key; //!< "host"; empty: the whole object
    QString theirs;
    QString ours;

    bool operator==(const ClashText &) const = default;
};
std::vector<ClashText> clashTexts(const std::vector<settings::SettingsClash> &clashes);

//! An object of the settings while it is edited: as it stood when that began, so that what others change meanwhile is
//! not overwritten. \p Object is a settings::Daemon or a settings::Registry.
template <class Object>
class ObjectEdit
{
public:
    //! Of \p object as \p root has it; without an id it is a new one, and gets its id here.
    ObjectEdit(const files::YamlValue &root, Object object);

    const Object &object() const { return m_object; } //!< as it stood
    bool isNew() const { return m_isNew; }
    settings::SettingsChange change(const Object &now) const;
    settings::SettingsChange removal() const;
    //! \p ours with the values of \p theirs for the keys of \p clashes.
    static Object merged(Object ours, const Object &theirs, const std::vector<settings::SettingsClash> &clashes);

private:
    Object m_object;
    files::YamlValue m_before;
    bool m_isNew;
};

extern template class ObjectEdit<settings::Daemon>;
extern template class ObjectEdit<settings::Registry>;

//! The objects of \p settings that would be without the daemon or the registry: "Base image exec". Plain.
QStringList usersOfDaemon(const settings::Settings &settings, const QString &id);
QStringList usersOfRegistry(const settings::Settings &settings, const QString &id);

//! Why nothing can be saved: what is broken, with file, line and field; empty: it can.
QString readOnlyText(const settings::SettingsStore &store);

} // namespace fairlead::models
