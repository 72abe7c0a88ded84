// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yamlspans.h"
#include "yamlvalue.h"

#include <QByteArray>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::files {

//! Replaces \c length bytes at \c at. Of two at the same place the one that only inserts comes first.
struct YamlSplice
{
    qsizetype at = 0;
    qsizetype length = 0;
    QByteArray with;
};

//! What has to be changed in \p text so that \p span, a collection in braces or brackets that says \p now, says
//! \p wanted, one of the same kind. Values are changed, taken out and put in one by one; an item with a line of its own
//! gets neighbours that have one, too. What goes takes a comment behind it on its line along, no other.
//! Errors: where the comment begins that would go all the same: it stands in what is replaced as a whole.
tl::expected<std::vector<YamlSplice>, qsizetype> flowSplices(const QByteArray &text, const YamlSpan &span,
                                                             const YamlValue &now, const YamlValue &wanted);

//! Where the first comment in \p span begins, also one between the keys and values of a block; -1: there is none.
qsizetype commentIn(const QByteArray &text, const YamlSpan &span);

//! The first one from \p from to \p to, between which no value stands; -1: there is none.
qsizetype commentBetween(const QByteArray &text, qsizetype from, qsizetype to);

} // namespace fairlead::files
