// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace fairlead::images {

//! Of an instruction's text the words before the first that does not begin with --, without quotes and escapes.
QStringList flagsOf(const QString &text, QChar escape);

//! Names of the heredocs that an instruction opens, in order; with "-" before one whose lines may be indented by tabs.
//! None in quotes, in the form ["sh", "-c", "..."], and where quotes or braces do not end. Whatever the escape of the
//! file, that of these words is the backslash. Source: BuildKit, frontend/dockerfile/parser.
QStringList heredocsOf(const QString &keyword, const QString &text, QChar escape);

//! At blanks that stand in no quotes; these are kept.
QStringList words(const QString &text);
QString unquoted(const QString &text);

} // namespace fairlead::images
