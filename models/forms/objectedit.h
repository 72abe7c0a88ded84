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

//! The id of an object; empty: it is a section by itself.
template <class Object>
QString idOf(const Object &object)
{
    if constexpr (requires { object.id; })
        return object.id;
    else
        return {};
}

//! An object of the settings while it is edited: as it stood when that began, so that what others change meanwhile is
//! not overwritten. \p Object is any that a section of settings::Settings has, or is.
template <class Object>
class ObjectEdit
{
public:
    //! Of \p object as \p root has it; a new one where it has none, and without an id it gets its id here.
    ObjectEdit(const files::YamlValue &root, Object object)
        : m_object(std::move(object))
    {
        if constexpr (requires { m_object.id; }) {
            if (m_object.id.isEmpty()) {
                m_object.id = newObjectId(settings::sectionOf<Object>());
                return;
            }
        }
        if (const files::YamlValue *now = find(root, idOf(m_object)))
            m_before = m_like = *now;
    }

    //! Of what \p root has by this id; a section that is one object may be missing. Errors: none where it is gone, or
    //! cannot be used.
    static std::optional<ObjectEdit> of(const files::YamlValue &root, const QString &id)
    {
        const files::YamlValue *now = find(root, id);
        std::optional<Object> object = now ? settings::fromYaml<Object>(*now) : std::nullopt;
        if constexpr (!requires(Object each) { each.id; }) {
            if (!root.find(settings::sectionOf<Object>()))
                object = Object();
        }
        return object ? std::optional(ObjectEdit(root, *std::move(object))) : std::nullopt;
    }

    //! Of \p copy, a new one, with what nobody knows of the object \p id that it was made from.
    static ObjectEdit ofCopy(const files::YamlValue &root, const QString &id, Object copy)
    {
        ObjectEdit edit({}, std::move(copy));
        if (const files::YamlValue *original = find(root, id))
            edit.m_like = *original;
        return edit;
    }

    const Object &object() const { return m_object; } //!< as it stood
    bool isNew() const { return m_before.type == files::YamlValue::Type::Null; }
    bool isIn(const files::YamlValue &root) const { return find(root, idOf(m_object)) != nullptr; }

    settings::SettingsChange change(const Object &now) const
    {
        return {settings::sectionOf<Object>(), idOf(m_object), m_before, settings::toYaml(now, m_like)};
    }
    settings::SettingsChange removal() const { return {settings::sectionOf<Object>(), idOf(m_object), m_before, {}}; }

private:
    static const files::YamlValue *find(const files::YamlValue &root, const QString &id)
    {
        return settings::findObject(root, settings::sectionOf<Object>(), id);
    }

    Object m_object;
    files::YamlValue m_before; //!< in the file when it was begun; null: new
    files::YamlValue m_like;   //!< what keys that nobody knows come from
};

} // namespace fairlead::models
