// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/documentformats.h"
#include "options.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

namespace fairlead::ctl {

using models::formatCsv;
using models::formatJson;
using models::oneLine;

//! Tables go to standard output, progress and warnings to standard error. An answer that cannot be written ends the
//! process: no script takes it for one.
void writeOut(const QString &text);
//! As they are.
void writeOut(const QByteArray &bytes);
void writeError(const QString &text);
//! From now on it ends nothing: who read it may have been ended by the same Ctrl+C, as \c tee. For signal handlers,
//! too.
void outliveReaders();
//! Without taking apart what the system takes back at once: a hundred thousand objects cost a tenth of the answer's
//! time.
[[noreturn]] void endProcess(int exitCode);

//! Rows in columns as wide as their content, two spaces between them, left-aligned; the first row is the heading.
QString formatTable(const QList<QStringList> &rows);
//! The same tree as YAML 1.2, strings quoted and escaped as in JSON.
QString formatYaml(const nlohmann::ordered_json &document);

//! As table or CSV the rows, as JSON or YAML the document.
void writeAnswer(Format format, const QList<QStringList> &rows, const nlohmann::ordered_json &document);

} // namespace fairlead::ctl
