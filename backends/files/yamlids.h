// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yamlvalue.h"

#include <QHash>

#include <optional>

namespace fairlead::files {

//! What tells an item of a list from the others; empty: nothing does.
inline QString idOf(const YamlValue &item)
{
    const YamlValue *id = item.type == YamlValue::Type::Map ? item.find(u"id") : nullptr;
    return id ? id->text : QString();
}

//! Where each id stands; nothing unless each item has one of its own.
inline std::optional<QHash<QString, std::size_t>> placesById(const std::vector<YamlValue> &items)
{
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const QString id = idOf(items[i]);
        if (id.isEmpty() || places.contains(id))
            return {};
        places.insert(id, i);
    }
    return places;
}

} // namespace fairlead::files
