// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

//! How documents are written, for fairleadctl and for the files that the console exports: byte for byte the same.
namespace fairlead::models {

//! One line of server or file text without control characters, so that it cannot drive the terminal.
QString oneLine(const QString &text);

//! RFC 4180: comma, quotes where needed, CRLF. Cells are oneLine(); one that a spreadsheet would take for a formula
//! begins with an apostrophe.
QString formatCsv(const QList<QStringList> &rows);
//! Everything beyond ASCII is escaped, so that no text of a server can drive or reorder the terminal.
QString formatJson(const nlohmann::ordered_json &document, bool isIndented = true);

} // namespace fairlead::models
