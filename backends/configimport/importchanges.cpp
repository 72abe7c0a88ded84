// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "importchanges.h"

#include <algorithm>

#include "backends/settings/settingsdocument.h"
#include "referencewalk.h"

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlValue;
using settings::Settings;
using settings::SettingsChange;

//! Visitor of all sections: what their objects are as changes.
class Changes
{
public:
    explicit Changes(const YamlValue &root)
        : m_root(root)
    {
    }
    std::vector<SettingsChange> take() { return std::move(m_changes); }

    template <class Object>
    void section(const char *key, std::vector<Object> &objects)
    {
        for (const Object &object : objects)
            m_changes.push_back({QString::fromLatin1(key), object.id, {}, settings::toYaml(object)});
    }
    void section(const char *key, settings::Defaults &added)
    {
        if (added == settings::Defaults())
            return;
        const QString name = QString::fromLatin1(key);
        const YamlValue *found = m_root.find(name);
        const YamlValue before = found ? *found : YamlValue();
        YamlValue after = before;
        after.type = YamlValue::Type::Map;
        for (files::YamlMember &member : settings::toYaml(added).members)
            put(after, std::move(member));
        m_changes.push_back({name, {}, before, after});
    }

private:
    //! What is there stays; of maps what is not there yet is added.
    static void put(YamlValue &map, files::YamlMember member)
    {
        const auto it = std::find_if(map.members.begin(), map.members.end(),
                                     [&member](const files::YamlMember &each) { return each.key == member.key; });
        if (it == map.members.end()) {
            map.members.push_back(std::move(member));
        } else if (it->value.type == YamlValue::Type::Null) {
            it->value = std::move(member.value);
        } else {
            for (files::YamlMember &below : member.value.members)
                put(it->value, std::move(below));
        }
    }

    const YamlValue &m_root;
    std::vector<SettingsChange> m_changes;
};

//! Visitor that leaves only the objects that were chosen.
struct Chooser
{
    const QSet<QString> &chosen;

    template <class Object>
    void section(const char *, std::vector<Object> &objects)
    {
        std::erase_if(objects, [this](const Object &each) { return !chosen.contains(each.id); });
    }
    void section(const char *, settings::Defaults &defaults)
    {
        if (!chosen.contains(QLatin1String(DefaultsId)))
            defaults = {};
    }
};

//! Visitor that collects ids.
struct Ids
{
    QSet<QString> all;

    template <class Object>
    void section(const char *key, std::vector<Object> &objects)
    {
        for (const Object &each : objects)
            all.insert(QLatin1String(key) + u'/' + each.id);
    }
    void section(const char *, settings::Defaults &) {}
};

QSet<QString> idsOf(Settings &all)
{
    Ids ids;
    all.visit(ids);
    return ids.all;
}

} // namespace

Settings onlyChosen(Settings additions, const QSet<QString> &chosen)
{
    const QSet<QString> before = idsOf(additions);
    Chooser chooser{chosen};
    additions.visit(chooser);
    const QSet<QString> after = idsOf(additions);
    forEachReference(additions, [&](settings::Reference &reference, const char *section) {
        const QString key = QLatin1String(section) + u'/' + reference.id;
        if (before.contains(key) && !after.contains(key))
            reference = {};
    });
    return additions;
}

std::vector<SettingsChange> changesOf(const Settings &additions, const YamlValue &root)
{
    Settings copy = additions;
    Changes changes(root);
    copy.visit(changes);
    return changes.take();
}

} // namespace fairlead::configimport
