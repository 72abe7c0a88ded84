// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <initializer_list>
#include <utility>

namespace fairlead::configimport {

//! Visitor of an object that hands each reference in it, with the section that it leads to, to a function, which may
//! change it. A reference without an id leads nowhere and is handed on, too.
template <class Each>
class ReferenceWalk
{
public:
    explicit ReferenceWalk(Each each)
        : m_each(std::move(each))
    {
    }

    void required(const char *, QString &) {}
    void text(const char *, QString &) {}
    template <class Flag>
    void flag(const char *, Flag &, bool = false)
    {
    }
    void number(const char *, std::optional<qint64> &) {}
    void oneOf(const char *, QString &, std::initializer_list<const char *>) {}
    void choice(const char *, QString &, std::initializer_list<const char *>) {}
    void texts(const char *, QStringList &) {}
    void pairs(const char *, settings::TextPairs &) {}
    void yaml(const char *, settings::YamlPart &, files::YamlValue::Type) {}
    void reference(const char *, settings::Reference &value, const char *section) { m_each(value, section); }
    //! Those that lead nowhere afterwards are none.
    void references(const char *, std::vector<settings::Reference> &values, const char *section)
    {
        for (settings::Reference &value : values)
            m_each(value, section);
        std::erase_if(values, [](const settings::Reference &value) { return value.id.isEmpty(); });
    }
    template <class Object>
    void objects(const char *, std::vector<Object> &objects)
    {
        for (Object &object : objects)
            object.visit(*this);
    }
    template <class Object>
    void part(const char *, Object &object)
    {
        object.visit(*this);
    }
    template <class Object>
    void section(const char *key, std::vector<Object> &all)
    {
        objects(key, all);
    }
    template <class Object>
    void section(const char *key, Object &object)
    {
        part(key, object);
    }

private:
    Each m_each;
};

//! \p each gets every reference of \p object: one object, or all Settings.
template <class Object, class Each>
void forEachReference(Object &object, Each each)
{
    ReferenceWalk<Each> walk(std::move(each));
    object.visit(walk);
}

} // namespace fairlead::configimport
