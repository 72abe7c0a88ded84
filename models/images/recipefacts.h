// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QPair>
#include <QString>

#include <cstdint>

namespace fairlead::models {

class BaseImagesModel;

//! What the inspector says of a recipe that \p recipes has, in names and values; of what is not known the value is
//! empty. \p now: seconds since 1970 UTC.
QList<QPair<QString, QString>> recipeFacts(const BaseImagesModel &recipes, const QString &id, std::int64_t now);

} // namespace fairlead::models
