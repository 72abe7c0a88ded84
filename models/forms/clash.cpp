// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clash.h"

#include "backends/settings/settingsdocument.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

constexpr qsizetype LongestValue = 2'000; // characters of a side

bool isReference(const YamlValue &map)
{
    return map.find(u"id") && map.find(u"name") && map.members.size() == 2;
}

//! Within another value: what has several parts stands in brackets.
QString partText(const YamlValue &value)
{
    if (value.type == Type::Map && !isReference(value))
        return u'{' + valueText(value) + u'}';
    if (value.type == Type::List && value.items.size() > 1)
        return u'[' + valueText(value) + u']';
    return valueText(value);
}

//! All of an object; nothing: it is removed.
QString objectText(const YamlValue &object)
{
    if (object.type == Type::Null)
        return QCoreApplication::translate("ObjectEdit", "removed");
    QStringList parts;
    for (const YamlMember &member : object.members)
        parts += member.key + u": "_s + partText(member.value);
    return parts.join(", "_L1);
}

const YamlValue *find(const YamlValue &object, const QStringList &path)
{
    const YamlValue *value = &object;
    for (const QString &key : path)
        value = value ? value->find(key) : nullptr;
    return value;
}

//! Null: the key goes. All maps around it are there.
void put(YamlValue &object, const QStringList &path, const YamlValue *value)
{
    YamlValue *map = &object;
    for (qsizetype i = 0;; ++i) {
        const auto it = std::find_if(map->members.begin(), map->members.end(),
                                     [&](const YamlMember &member) { return member.key == path[i]; });
        const bool isThere = it != map->members.end();
        if (i + 1 < path.size() && !isThere)
            return;
        if (i + 1 < path.size()) {
            map = &it->value;
            continue;
        }
        if (!isThere && value)
            map->members.push_back({path[i], *value});
        else if (isThere && value)
            it->value = *value;
        else if (isThere)
            map->members.erase(it);
        return;
    }
}

} // namespace

std::vector<ClashText> clashTexts(const std::vector<settings::SettingsClash> &clashes)
{
    std::vector<ClashText> texts;
    for (const settings::SettingsClash &clash : clashes) {
        const QString key = clashKey(clash);
        const auto text = [&key](const YamlValue &value) {
            return plainText(key.isEmpty() ? objectText(value) : valueText(value), LongestValue);
        };
        texts.push_back({key, text(clash.theirs), text(clash.ours)});
    }
    return texts;
}

QString clashKey(const settings::SettingsClash &clash)
{
    return clash.path.join(u'.');
}

QString valueText(const YamlValue &value)
{
    QStringList parts;
    switch (value.type) {
    case Type::Null:
        return {};
    case Type::Bool:
    case Type::Number:
    case Type::String:
        return value.text;
    case Type::List:
        for (const YamlValue &item : value.items)
            parts += partText(item);
        return parts.join(", "_L1);
    case Type::Map:
        if (isReference(value)) // its id says nothing to people
            return value.find(u"name")->text;
        for (const YamlMember &member : value.members)
            parts += member.key + u'=' + partText(member.value);
        return parts.join(", "_L1);
    }
    return {};
}

settings::SettingsChange resolved(const settings::SettingsChange &change, const YamlValue &root,
                                  const QStringList &theirs)
{
    const YamlValue *now = settings::findObject(root, change.section, change.id);
    settings::SettingsChange result = change;
    result.before = now ? *now : YamlValue();
    if (!now || change.after.type == Type::Null)
        return result;
    const auto merged = settings::changed(root, change, true);
    const YamlValue *ours = settings::findObject(*merged, change.section, change.id);
    result.after = *ours;
    const auto clashing = settings::changed(root, change);
    for (const settings::SettingsClash &clash : clashing ? std::vector<settings::SettingsClash>() : clashing.error()) {
        if (theirs.contains(clashKey(clash)))
            put(result.after, clash.path, find(*now, clash.path));
    }
    return result;
}

} // namespace fairlead::models
