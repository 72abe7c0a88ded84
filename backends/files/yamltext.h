// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yamlspans.h"
#include "yamlvalue.h"

#include <QByteArray>

namespace fairlead::files {

//! Whether a text of several lines may become a literal block, or is a single line in quotes: a block takes comments
//! that follow it for its own lines.
enum class YamlBlocks { Allowed, None };

//! \p value as lines that begin at column \p indent, each with its line end: a map's members or a list's items.
//! A collection that is empty, or a scalar, is one line without any indentation.
QByteArray yamlLines(const YamlValue &value, int indent, YamlBlocks blocks = YamlBlocks::Allowed);

//! \p value on one line, as it may stand within braces.
QByteArray yamlFlow(const YamlValue &value);

//! \p scalar as the value of a key at column \p indent, in quotes as \p style has them or where it needs any. Without a
//! line end.
QByteArray yamlScalar(const YamlValue &scalar, int indent, YamlBlocks blocks,
                      YamlSpan::Style style = YamlSpan::Style::Plain);

//! A key of a map.
QByteArray yamlKey(const QString &key);

} // namespace fairlead::files
