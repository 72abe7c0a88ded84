// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonValue>
#include <QString>

#include <optional>
#include <tl/expected.hpp>

namespace fairlead::variables {

//! What stands behind a "|".
struct Filter
{
    QString name;
    QString argument;
    bool hasArgument = false;
};

//! Why it is none, whatever it is applied to; empty: it is one.
QString problemOf(const Filter &filter);

//! What \p filter makes of \p value; nothing stays nothing but for \c default.
//! Errors: a short English sentence. The filter must have no problemOf().
tl::expected<std::optional<QJsonValue>, QString> applied(const Filter &filter, const std::optional<QJsonValue> &value);

//! As it stands in a text: a string itself, nothing for null, else its JSON without blanks.
QString textOf(const QJsonValue &value);

} // namespace fairlead::variables
