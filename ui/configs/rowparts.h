// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configrows.h"

#include <QCoreApplication>

#include <functional>

//! What the files of configrows.h share.
namespace fairlead::ui::configrows {

using Kind = RowCell::Kind;

inline QString tr(const char *text)
{
    return QCoreApplication::translate("ConfigRows", text);
}

inline QString numberOf(const std::optional<qint64> &number)
{
    return number ? QString::number(*number) : QString();
}

inline std::optional<qint64> numberIn(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

inline QString flagOf(bool isSet)
{
    return isSet ? QStringLiteral("true") : QString();
}

template <class Object>
std::vector<Object> objectsOf(const Rows &rows, const std::function<Object(const QStringList &)> &make)
{
    std::vector<Object> objects;
    for (const QStringList &row : rows)
        objects.push_back(make(row));
    return objects;
}

} // namespace fairlead::ui::configrows
