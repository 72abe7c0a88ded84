// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/files/yamlvalue.h"

#include <QByteArray>

namespace fairlead::configimport {

//! What is wrong with \p bytes at \p place, which parseYaml() gave, and what was expected there, as far as the lines
//! above tell. Repeats nothing of the text.
QString mistakeText(const QByteArray &bytes, const files::YamlPlace &place);

} // namespace fairlead::configimport
