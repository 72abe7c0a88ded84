// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonvalues.h"

namespace fairlead::ctl {

using files::YamlMember;
using files::YamlValue;

Json orNull(const QString &text)
{
    return text.isEmpty() ? Json(nullptr) : Json(text.toStdString());
}

Json strings(const QStringList &list)
{
    Json result = Json::array();
    for (const QString &text : list)
        result.push_back(text.toStdString());
    return result;
}

Json jsonOf(const YamlValue &value)
{
    switch (value.type) {
    case YamlValue::Type::Null:
        return nullptr;
    case YamlValue::Type::Bool:
        return value.isTrue();
    case YamlValue::Type::Number: {
        const Json number = Json::parse(value.text.toStdString(), nullptr, false);
        return number.is_number() && QString::fromStdString(number.dump()) == value.text
                   ? number
                   : Json(value.text.toStdString());
    }
    case YamlValue::Type::String:
        return value.text.toStdString();
    case YamlValue::Type::List: {
        Json list = Json::array();
        for (const YamlValue &item : value.items)
            list.push_back(jsonOf(item));
        return list;
    }
    case YamlValue::Type::Map: {
        Json map = Json::object();
        for (const YamlMember &member : value.members)
            map[member.key.toStdString()] = jsonOf(member.value);
        return map;
    }
    }
    return nullptr;
}

} // namespace fairlead::ctl
