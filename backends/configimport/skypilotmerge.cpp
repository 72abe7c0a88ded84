// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "skypilotmerge.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::configimport {

namespace {

using files::YamlMember;
using files::YamlValue;
using Type = YamlValue::Type;

struct MergeKey
{
    QLatin1StringView list;
    QLatin1StringView key;
};

constexpr std::initializer_list<MergeKey> MergeKeys{
    {"containers"_L1, "name"_L1},
    {"initContainers"_L1, "name"_L1},
    {"ephemeralContainers"_L1, "name"_L1},
    {"volumes"_L1, "name"_L1},
    {"env"_L1, "name"_L1},
    {"resourceClaims"_L1, "name"_L1},
    {"claims"_L1, "name"_L1},
    {"volumeMounts"_L1, "mountPath"_L1},
    {"ports"_L1, "containerPort"_L1},
    {"hostAliases"_L1, "ip"_L1},
    {"volumeDevices"_L1, "devicePath"_L1},
    {"topologySpreadConstraints"_L1, "topologyKey"_L1},
};

void merge(YamlValue &into, const YamlValue &from, const QString &field);

//! The item of \p list that \p item is another word of; null: it is a new one.
YamlValue *counterpart(YamlValue &list, const YamlValue &item, const QString &field)
{
    const auto key =
        std::find_if(MergeKeys.begin(), MergeKeys.end(), [&](const MergeKey &each) { return each.list == field; });
    if (field == "imagePullSecrets"_L1)
        return list.items.empty() ? nullptr : &list.items.front();
    if (key == MergeKeys.end() || item.type != Type::Map)
        return nullptr;
    const QString name = textOf(item, key->key);
    if (name.isEmpty())
        return field == "containers"_L1 && !list.items.empty() ? &list.items.front() : nullptr;
    const auto it = std::find_if(list.items.begin(), list.items.end(),
                                 [&](const YamlValue &each) { return textOf(each, key->key) == name; });
    return it == list.items.end() ? nullptr : &*it;
}

void merge(YamlValue &into, const YamlValue &from, const QString &field)
{
    if (into.type == Type::Map && from.type == Type::Map) {
        for (const YamlMember &member : from.members) {
            if (YamlValue *there = find(into, member.key))
                merge(*there, member.value, member.key);
            else
                into.members.push_back(member);
        }
        into.line = from.line;
        into.column = from.column;
    } else if (into.type == Type::List && from.type == Type::List && field != "args"_L1 && field != "command"_L1) {
        for (const YamlValue &item : from.items) {
            if (YamlValue *there = counterpart(into, item, field))
                merge(*there, item, {});
            else
                into.items.push_back(item);
        }
    } else {
        into = from;
    }
}

} // namespace

YamlValue *find(YamlValue &map, QStringView key)
{
    const auto it =
        std::find_if(map.members.begin(), map.members.end(), [key](const YamlMember &each) { return each.key == key; });
    return it == map.members.end() ? nullptr : &it->value;
}

QString textOf(const YamlValue &map, const QString &key)
{
    const YamlValue *value = map.find(key);
    return value ? value->text : QString();
}

void mergePodConfig(YamlValue &into, const YamlValue &from)
{
    merge(into, from, {});
}

YamlValue mergedSettings(const std::vector<SourceValue> &layers)
{
    YamlValue merged{.type = Type::Map, .line = layers.front().line(), .column = layers.front().column()};
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        for (const YamlMember &member : layer->value->members) {
            YamlValue *there = find(merged, member.key);
            if (member.value.type == Type::Null || member.key == "context_configs"_L1)
                continue;
            if (there && there->type == Type::Map && member.value.type == Type::Map)
                mergePodConfig(*there, member.value);
            else if (there)
                *there = member.value;
            else
                merged.members.push_back(member);
        }
    }
    return merged;
}

} // namespace fairlead::configimport
