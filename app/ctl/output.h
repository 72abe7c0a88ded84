// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

namespace fairlead::ctl {

//! Tables go to standard output, progress and warnings to standard error.
void writeOut(const QString &text);
void writeError(const QString &text);

//! One line of server or file text without control characters, so that it cannot drive the terminal.
QString oneLine(const QString &text);

//! Rows in columns as wide as their content, two spaces between them, left-aligned; the first row is the heading.
QString formatTable(const QList<QStringList> &rows);
//! RFC 4180: comma, quotes where needed, CRLF. Cells are oneLine(); one that a spreadsheet would take for a formula
//! begins with an apostrophe.
QString formatCsv(const QList<QStringList> &rows);
//! Everything beyond ASCII is escaped, so that no text of a server can drive or reorder the terminal.
QString formatJson(const nlohmann::ordered_json &document, bool isIndented = true);
//! The same tree as YAML 1.2, strings quoted and escaped as in JSON.
QString formatYaml(const nlohmann::ordered_json &document);

} // namespace fairlead::ctl
