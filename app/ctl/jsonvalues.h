// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QStringList>

#include <nlohmann/json.hpp>
#include <optional>

namespace fairlead::ctl {

using Json = nlohmann::ordered_json;

//! What is not known is null in JSON, not "".
Json orNull(const QString &text);
Json strings(const QStringList &list);
//! In the order of the file, which QJsonObject would not keep; numbers as they are written: 3.10 is no 3.1.
Json jsonOf(const files::YamlValue &value);

template <class T>
Json orNull(const std::optional<T> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

} // namespace fairlead::ctl
