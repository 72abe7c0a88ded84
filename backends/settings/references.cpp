// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "references.h"

#include "settingsdocument.h"

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

YamlValue *memberOf(YamlValue &map, const QString &key)
{
    const auto it = std::find_if(map.members.begin(), map.members.end(),
                                 [&key](const YamlMember &member) { return member.key == key; });
    return it == map.members.end() ? nullptr : &it->value;
}

QString textAt(const YamlValue &map, const QString &key)
{
    const YamlValue *value = map.find(key);
    return value ? value->text : QString();
}

//! Visitor that goes with the shapes of the sections through the values of a file.
class ReferenceWalker
{
public:
    //! Of each reference to an object of the section; false: it is to go.
    using Visit = std::function<bool(YamlValue &reference, const ReferencePlace &place)>;

    ReferenceWalker(YamlValue &root, QString section, Visit visit)
        : m_map(&root)
        , m_section(std::move(section))
        , m_visit(std::move(visit))
    {
        Settings().visit(*this);
    }

    template <class Object>
    void section(const char *key, std::vector<Object> &)
    {
        const QString name = QString::fromLatin1(key);
        YamlValue *list = memberOf(*m_map, name);
        if (!list)
            return;
        for (YamlValue &item : list->items) {
            m_place = {name, textAt(item, u"id"_s), textAt(item, QString::fromLatin1(nameKey<Object>())), {}};
            Object object;
            within(&item, {}, object);
        }
    }
    template <class Object>
    void section(const char *key, Object &object)
    {
        m_place = {QString::fromLatin1(key), {}, {}, {}};
        within(memberOf(*m_map, m_place.section), {}, object);
    }
    void reference(const char *key, Reference &, const char *section)
    {
        const QString name = QString::fromLatin1(key);
        YamlValue *value = memberOf(*m_map, name);
        if (value && !isKept(*value, fieldOf(name), section))
            std::erase_if(m_map->members, [&name](const YamlMember &member) { return member.key == name; });
    }
    void references(const char *key, std::vector<Reference> &, const char *section)
    {
        YamlValue *list = memberOf(*m_map, QString::fromLatin1(key));
        if (!list)
            return;
        std::vector<YamlValue> kept;
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            if (isKept(list->items[i], fieldOf(u"%1[%2]"_s.arg(QLatin1String(key)).arg(i)), section))
                kept.push_back(list->items[i]);
        }
        list->items = std::move(kept);
    }
    template <class Object>
    void part(const char *key, Object &object)
    {
        const QString name = QString::fromLatin1(key);
        within(memberOf(*m_map, name), fieldOf(name) + u'.', object);
    }
    template <class Object>
    void objects(const char *key, std::vector<Object> &)
    {
        YamlValue *list = memberOf(*m_map, QString::fromLatin1(key));
        for (std::size_t i = 0; list && i < list->items.size(); ++i) {
            Object object;
            within(&list->items[i], fieldOf(u"%1[%2]"_s.arg(QLatin1String(key)).arg(i)) + u'.', object);
        }
    }

    template <class... Rest>
    void required(Rest &&...)
    {
    }
    template <class... Rest>
    void text(Rest &&...)
    {
    }
    template <class... Rest>
    void flag(Rest &&...)
    {
    }
    template <class... Rest>
    void number(Rest &&...)
    {
    }
    void oneOf(const char *, QString &, std::initializer_list<const char *>) {}
    void choice(const char *, QString &, std::initializer_list<const char *>) {}
    template <class... Rest>
    void texts(Rest &&...)
    {
    }
    template <class... Rest>
    void pairs(Rest &&...)
    {
    }
    template <class... Rest>
    void yaml(Rest &&...)
    {
    }

private:
    template <class Object>
    void within(YamlValue *map, const QString &path, Object &object)
    {
        if (!map)
            return;
        YamlValue *outer = std::exchange(m_map, map);
        const QString outerPath = std::exchange(m_path, path);
        object.visit(*this);
        m_path = outerPath;
        m_map = outer;
    }
    QString fieldOf(const QString &key) const { return m_path + key; }
    bool isKept(YamlValue &reference, const QString &field, const char *section)
    {
        if (m_section != QLatin1String(section))
            return true;
        m_place.field = field;
        return m_visit(reference, m_place);
    }

    YamlValue *m_map;
    QString m_section;
    Visit m_visit;
    ReferencePlace m_place;
    QString m_path; //!< of the map in its object, with a dot behind it
};

//! Visitor that writes all sections.
struct RootMaker
{
    YamlValue root{.type = Type::Map};

    template <class Object>
    void section(const char *key, std::vector<Object> &objects)
    {
        YamlValue list{.type = Type::List};
        for (const Object &object : objects)
            list.items.push_back(toYaml(object));
        root.members.push_back({QString::fromLatin1(key), std::move(list)});
    }
    template <class Object>
    void section(const char *key, Object &object)
    {
        root.members.push_back({QString::fromLatin1(key), toYaml(object)});
    }
};

void put(YamlValue &map, const QString &key, const QString &text)
{
    const YamlValue value{.type = Type::String, .text = text};
    if (YamlValue *now = memberOf(map, key))
        *now = value;
    else
        map.members.push_back({key, value});
}

} // namespace

std::vector<ReferencePlace> referencesTo(const YamlValue &root, const QString &section, const QString &id)
{
    std::vector<ReferencePlace> places;
    YamlValue copy = root;
    ReferenceWalker(copy, section, [&](YamlValue &reference, const ReferencePlace &place) {
        if (textAt(reference, u"id"_s) == id)
            places.push_back(place);
        return true;
    });
    return places;
}

std::vector<ReferencePlace> referencesTo(const Settings &settings, const QString &section, const QString &id)
{
    Settings copy = settings; // visitors take references to what they may change
    RootMaker maker;
    copy.visit(maker);
    return referencesTo(maker.root, section, id);
}

void renameReferences(YamlValue &root, const QString &section, const QString &id, const QString &name)
{
    ReferenceWalker(root, section, [&](YamlValue &reference, const ReferencePlace &) {
        YamlValue *beside = memberOf(reference, u"name"_s);
        if (beside && textAt(reference, u"id"_s) == id)
            *beside = {.type = Type::String, .text = name};
        return true;
    });
}

std::vector<SettingsChange> redirectedReferences(const YamlValue &root, const QString &section, const QString &id,
                                                 const Reference &instead)
{
    std::vector<ReferencePlace> owners;
    YamlValue after = root;
    ReferenceWalker(after, section, [&](YamlValue &reference, const ReferencePlace &place) {
        if (textAt(reference, u"id"_s) != id)
            return true;
        if (owners.empty() || owners.back().section != place.section || owners.back().id != place.id)
            owners.push_back(place);
        put(reference, u"id"_s, instead.id);
        put(reference, u"name"_s, instead.name);
        return !instead.id.isEmpty();
    });
    std::vector<SettingsChange> changes;
    for (const ReferencePlace &place : owners) {
        const YamlValue *before = findObject(root, place.section, place.id);
        const YamlValue *now = findObject(after, place.section, place.id);
        if (before && now) // not in a list and without an id
            changes.push_back({place.section, place.id, *before, *now});
    }
    return changes;
}

} // namespace fairlead::settings
