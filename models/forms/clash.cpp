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

//! All of an object; nothing: it is removed.
QString objectText(const YamlValue &object)
{
    if (object.type == Type::Null)
        return QCoreApplication::translate("ObjectEdit", "removed");
    QStringList parts;
    for (const YamlMember &member : object.members)
        parts += member.key + u": "_s + valueText(member.value);
    return parts.join(", "_L1);
}

void put(YamlValue &map, const QString &key, const YamlValue *value)
{
    const auto it = std::find_if(map.members.begin(), map.members.end(),
                                 [&key](const YamlMember &member) { return member.key == key; });
    if (it == map.members.end() && value)
        map.members.push_back({key, *value});
    else if (it != map.members.end() && value)
        it->value = *value;
    else if (it != map.members.end())
        map.members.erase(it);
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
        texts.push_back({plainLine(key, 80), text(clash.theirs), text(clash.ours)});
    }
    return texts;
}

QString clashKey(const settings::SettingsClash &clash)
{
    const qsizetype end = clash.field.lastIndexOf(u']');
    return clash.field.mid(end + 2); // behind "].", which no key of an object has
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
            parts += valueText(item);
        return parts.join(", "_L1);
    case Type::Map:
        if (const YamlValue *name = value.find(u"name")) // a reference: its id says nothing to people
            return valueText(*name);
        for (const YamlMember &member : value.members)
            parts += member.key + u'=' + valueText(member.value);
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
    for (const QString &key : theirs)
        put(result.after, key, now->find(key));
    return result;
}

} // namespace fairlead::models
