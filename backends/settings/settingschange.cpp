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

//! Key by key; what differs from \p before in both \p theirs and \p ours, and in two ways, is a clash.
void mergeKeys(YamlValue &theirs, const SettingsChange &change, const QString &field, bool wins,
               std::vector<SettingsClash> &clashes)
{
    QStringList keys;
    for (const YamlValue *map : {&change.before, &change.after}) {
        for (const YamlMember &member : map->members) {
            if (!keys.contains(member.key))
                keys += member.key;
        }
    }
    for (const QString &key : std::as_const(keys)) {
        const YamlValue before = at(change.before, key);
        const YamlValue ours = at(change.after, key);
        const YamlValue now = at(theirs, key);
        if (isSameValue(before, ours) || isSameValue(now, ours))
            continue;
        if (!isSameValue(before, now))
            clashes.push_back({field + u'.' + key, before, now, ours});
        if (isSameValue(before, now) || wins)
            put(theirs, key, ours, change.after.find(key));
    }
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
        if (change.before.type != Type::Null)
            clashes.push_back({field, change.before, {}, change.after});
        if (clashes.empty() || wins)
            list.items.push_back(change.after);
    } else {
        mergeKeys(*theirs, change, field, wins, clashes);
    }
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
        mergeKeys(*section, change, change.section, wins, clashes);
    else
        mergeObject(*section, change, wins, clashes);
    if (!clashes.empty() && !wins)
        return tl::make_unexpected(clashes);
    return root;
}

} // namespace fairlead::settings
