// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace fairlead::tests {

//! What a person writes as YAML as Kubernetes and Docker are sent it.
inline QJsonObject objectOf(const QByteArray &yaml)
{
    return files::toJson(files::parseYaml(yaml).value().root).toObject();
}

//! For comparisons that say where two values differ.
inline QByteArray text(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson();
}

} // namespace fairlead::tests
