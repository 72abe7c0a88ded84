// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yamlvalue.h"

namespace fairlead::files {

//! Whether both say the same: members in any order, wherever they stand.
bool isSameValue(const YamlValue &a, const YamlValue &b);

//! \p text changed where it does not yet say \p wanted, and nowhere else: comments, order, quotes, blank lines and line
//! ends stay. Items of a list are told apart by their \c id where all have one, and take the comments right above them
//! along. What goes takes its own comments with it, not those above it. New keys come behind the one before them.
//! \p wanted is a map, best made from parseYaml() of the same text. The result is read again and compared before it is
//! returned.
//! Errors: the text is no YAML, or it cannot be changed so without changing something else, as with anchors and merge
//! keys, or without losing a comment, as within braces that become a text; the place and the reason, which never
//! repeats a value.
tl::expected<QByteArray, YamlPlace> editYaml(const QByteArray &text, const YamlValue &wanted);

} // namespace fairlead::files
