// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "settingschange.h"

#include "backends/files/yamledit.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::settings {

namespace {

using files::isSameValue;
using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

YamlValue *memberOf(YamlValue &map, const QString &key)
{
    const auto it = std::find_if(map.members.begin(), map.members.end(),
                                 [&key](const YamlMember &member) { return member.key == key; });
    return it == map.members.end() ? nullptr : &it->value;
}

YamlValue at(const YamlValue &map, const QString &key)
{
    const YamlValue *value = map.find(key);
    return value ? *value : YamlValue();
}

void put(YamlValue &map, const QString &key, const YamlValue &value, bool isThere)
{
    if (YamlValue *now = memberOf(map, key); now && isThere)
        *now = value;
    else if (isThere)
        map.members.push_back({key, value});
    else
        std::erase_if(map.members, [&key](const YamlMember &member) { return member.key == key; });
}

std::vector<YamlValue>::iterator find(YamlValue &list, const QString &id)
{
    return std::find_if(list.items.begin(), list.items.end(),
                        [&id](const YamlValue &item) { return at(item, u"id"_s).text == id; });
}

QString idOf(const YamlValue &value)
{
    return at(value, u"id"_s).text;
}

//! No more than an id and a name beside it.
bool isReference(const YamlValue &value)
{
    return value.find(u"id") && value.members.size() == (value.find(u"name") ? 2 : 1);
}

//! What is merged key by key.
bool arePlainMaps(const YamlValue &a, const YamlValue &b)
{
    return a.type == Type::Map && b.type == Type::Map && !isReference(a) && !isReference(b);
}

//! Whatever the objects are called beside the references to them.
bool isSameButNames(const YamlValue &a, const YamlValue &b)
{
    if (isReference(a) && isReference(b))
        return idOf(a) == idOf(b);
    if (a.type == Type::List && b.type == Type::List)
        return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), isSameButNames);
    return isSameValue(a, b);
}

//! References in \p ours that \p now has too are called as there.
YamlValue withNames(YamlValue ours, const YamlValue &now)
{
    for (YamlValue &item : ours.items) {
        const auto same = std::find_if(now.items.begin(), now.items.end(), [&item](const YamlValue &other) {
            return isReference(item) && isReference(other) && idOf(item) == idOf(other);
        });
        if (same != now.items.end())
            item = *same;
    }
    return ours;
}

QStringList keysOf(const YamlValue &before, const YamlValue &after)
{
    QStringList keys;
    for (const YamlValue *map : {&before, &after}) {
        for (const YamlMember &member : map->members) {
            if (!keys.contains(member.key))
                keys += member.key;
        }
    }
    return keys;
}

//! The keys of a map; what differs from \c before in both sides, and in two ways, is a clash.
class Merge
{
public:
    Merge(QString object, bool wins, std::vector<SettingsClash> &clashes)
        : m_object(std::move(object))
        , m_wins(wins)
        , m_clashes(clashes)
    {
    }

    void keys(YamlValue &theirs, const YamlValue &before, const YamlValue &after)
    {
        const QStringList all = keysOf(before, after);
        for (const QString &key : all) {
            m_path += key;
            oneKey(theirs, key, before, after);
            m_path.removeLast();
        }
    }

private:
    void oneKey(YamlValue &theirs, const QString &key, const YamlValue &beforeMap, const YamlValue &after)
    {
        const YamlValue before = at(beforeMap, key);
        const YamlValue ours = at(after, key);
        const YamlValue now = at(theirs, key);
        if (isSameValue(before, ours) || isSameValue(now, ours))
            return;
        const bool isTheirsNew = !isSameButNames(before, now);
        if (isTheirsNew && arePlainMaps(ours, now))
            return keys(*memberOf(theirs, key), before, ours);
        if (isTheirsNew && isSameButNames(before, ours)) // only another name for what they have replaced
            return;
        if (isTheirsNew)
            m_clashes.push_back({m_object + u'.' + m_path.join(u'.'), before, now, ours, m_path});
        if (!isTheirsNew || m_wins)
            put(theirs, key, isTheirsNew ? ours : withNames(ours, now), after.find(key));
    }

    QString m_object;
    bool m_wins;
    std::vector<SettingsClash> &m_clashes;
    QStringList m_path;
};

//! Behind the object that is said; where that is gone, to the end.
void move(YamlValue &list, const SettingsChange &change)
{
    const auto place = find(list, change.id);
    if (!change.moveBehind || *change.moveBehind == change.id || place == list.items.end())
        return;
    const YamlValue object = *place;
    list.items.erase(place);
    auto behind = list.items.begin();
    if (!change.moveBehind->isEmpty()) {
        behind = find(list, *change.moveBehind);
        behind += behind == list.items.end() ? 0 : 1;
    }
    list.items.insert(behind, object);
}

//! Of an object in a list.
void mergeObject(YamlValue &list, const SettingsChange &change, bool wins, std::vector<SettingsClash> &clashes)
{
    const QString field = u"%1[id=%2]"_s.arg(change.section, change.id);
    const auto theirs = find(list, change.id);
    const bool isThere = theirs != list.items.end();
    if (change.after.type == Type::Null) {
        if (isThere && !isSameValue(*theirs, change.before))
            clashes.push_back({field, change.before, *theirs, change.after});
        if (isThere && (clashes.empty() || wins))
            list.items.erase(theirs);
    } else if (!isThere) {
        if (change.moveBehind && isSameValue(change.before, change.after))
            return; // it was only to move
        if (change.before.type != Type::Null)
            clashes.push_back({field, change.before, {}, change.after});
        if (clashes.empty() || wins)
            list.items.push_back(change.after);
    } else {
        Merge(field, wins, clashes).keys(*theirs, change.before, change.after);
    }
    move(list, change);
}

} // namespace

std::optional<files::YamlPlace> sectionProblem(const YamlValue &root, const SettingsChange &change)
{
    const Type expected = change.isWholeSection() ? Type::Map : Type::List;
    const YamlValue *section = root.find(change.section);
    if (!section || section->type == expected || section->type == Type::Null)
        return {};
    return files::YamlPlace{
        u"%1: expected %2, found %3"_s.arg(change.section, files::describe(expected), files::describe(section->type)),
        section->line, section->column};
}

tl::expected<YamlValue, std::vector<SettingsClash>> changed(YamlValue root, const SettingsChange &change, bool wins)
{
    Q_ASSERT(!sectionProblem(root, change));
    YamlValue *section = memberOf(root, change.section);
    if (!section && change.after.type == Type::Null)
        return root;
    if (!section) {
        root.members.push_back({change.section, {}});
        section = &root.members.back().value;
    }
    std::vector<SettingsClash> clashes;
    section->type = change.isWholeSection() ? Type::Map : Type::List;
    if (change.isWholeSection())
        Merge(change.section, wins, clashes).keys(*section, change.before, change.after);
    else
        mergeObject(*section, change, wins, clashes);
    if (!clashes.empty() && !wins)
        return tl::make_unexpected(clashes);
    return root;
}

std::vector<SettingsChange> reversed(const std::vector<SettingsChange> &changes, const YamlValue &root)
{
    std::vector<SettingsChange> result;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        result.push_back(
            {.section = change->section, .id = change->id, .before = change->after, .after = change->before});
        const YamlValue *section = root.find(change->section);
        if (!section || (change->after.type != Type::Null && !change->moveBehind))
            continue;
        QString previous;
        for (const YamlValue &item : section->items) {
            if (idOf(item) == change->id)
                result.back().moveBehind = previous;
            previous = idOf(item);
        }
    }
    return result;
}

SettingsChange moved(const QString &section, const YamlValue &object, const QString &behind)
{
    return {.section = section, .id = idOf(object), .before = object, .after = object, .moveBehind = behind};
}

} // namespace fairlead::settings
