// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settingschange.h"
#include "backends/settings/settingsdocument.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::models {

//! "daemon-1a2b3c4d" for \p section "daemons": made once, kept over renames.
QString newObjectId(const QString &section);
//! The keys of an object whose values differ.
QStringList changedKeys(const files::YamlValue &before, const files::YamlValue &after);
template <class Object>
QStringList changedKeys(const Object &before, const Object &after)
{
    return changedKeys(settings::toYaml(before), settings::toYaml(after));
}

//! An object of the settings while it is edited: as it stood when that began, so that what others change meanwhile is
//! not overwritten. \p Object is any that a section of settings::Settings has.
template <class Object>
class ObjectEdit
{
public:
    //! Of \p object as \p root has it; a new one where it has none, and without an id it gets its id here.
    ObjectEdit(const files::YamlValue &root, Object object)
        : m_object(std::move(object))
    {
        if (m_object.id.isEmpty())
            m_object.id = newObjectId(settings::sectionOf<Object>());
        else if (const files::YamlValue *now = settings::findObject(root, settings::sectionOf<Object>(), m_object.id))
            m_before = m_like = *now;
    }

    //! Of what \p root has by this id. Errors: none where it is gone, or cannot be used.
    static std::optional<ObjectEdit> of(const files::YamlValue &root, const QString &id)
    {
        const files::YamlValue *now = settings::findObject(root, settings::sectionOf<Object>(), id);
        std::optional<Object> object = now ? settings::fromYaml<Object>(*now) : std::nullopt;
        return object ? std::optional(ObjectEdit(root, *std::move(object))) : std::nullopt;
    }

    //! Of \p copy, a new one, with what nobody knows of the object \p id that it was made from.
    static ObjectEdit ofCopy(const files::YamlValue &root, const QString &id, Object copy)
    {
        ObjectEdit edit({}, std::move(copy));
        if (const files::YamlValue *original = settings::findObject(root, settings::sectionOf<Object>(), id))
            edit.m_like = *original;
        return edit;
    }

    const Object &object() const { return m_object; } //!< as it stood
    bool isNew() const { return m_before.type == files::YamlValue::Type::Null; }
    bool isIn(const files::YamlValue &root) const
    {
        return settings::findObject(root, settings::sectionOf<Object>(), m_object.id) != nullptr;
    }

    settings::SettingsChange change(const Object &now) const
    {
        return {settings::sectionOf<Object>(), m_object.id, m_before, settings::toYaml(now, m_like)};
    }
    settings::SettingsChange removal() const { return {settings::sectionOf<Object>(), m_object.id, m_before, {}}; }

private:
    Object m_object;
    files::YamlValue m_before; //!< in the file when it was begun; null: new
    files::YamlValue m_like;   //!< what keys that nobody knows come from
};

} // namespace fairlead::models
