// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace fairlead::images {

struct ShellRules
{
    QChar escape = u'\\';
    bool keepsQuotes = false;
    bool keepsEscapes = false;
    bool keepsUnset = false; //!< variables without a value stay as they are written; else they are empty
};

struct ShellText
{
    QString text;
    QStringList words; //!< of it, at blanks that were neither quoted nor escaped; none is empty
    QStringList names; //!< variables that stand in it
};

//! Quotes, escapes and variables of a Dockerfile: $NAME, ${NAME}, and ${NAME...} with -, :-, +, :+, ?, :?, #, ##, %,
//! %%, / and //. Errors: what docker refuses: a quote or a brace without its end, ${NAME:?why}, other modifiers.
//! Source: BuildKit, frontend/dockerfile/shell.
tl::expected<ShellText, QString> shellText(const QString &source, const QHash<QString, QString> &values,
                                           const ShellRules &rules = {});

} // namespace fairlead::images
