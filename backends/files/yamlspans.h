// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yamlvalue.h"

#include <QByteArray>

#include <cstddef>
#include <tl/expected.hpp>
#include <vector>

namespace fairlead::files {

//! Where one value of a YAML document stands in its text, from its first byte to the one behind its last. What an alias
//! stands for is not below it.
struct YamlSpan
{
    enum class Kind { Scalar, List, Map, Alias };
    enum class Style { Plain, SingleQuoted, DoubleQuoted, Block, Flow };

    Kind kind = Kind::Scalar;
    Style style = Style::Plain;     //!< of a collection Block or Flow, of a scalar the others or Block
    qsizetype start = 0;            //!< with its anchor and tag
    qsizetype end = 0;              //!< behind the last thing in it that is no comment; start: there is nothing
    QByteArray key;                 //!< in a map; of a scalar key as it is read
    qsizetype keyStart = 0;         //!< in a map
    qsizetype keyEnd = 0;           //!< in a map
    std::vector<YamlSpan> children; //!< of a map in order, keys that stand twice too
};

//! Of the first document, which is \c Plain without length where there is none. Nesting is bounded by the parser.
//! Errors: place and reason.
tl::expected<YamlSpan, YamlPlace> yamlSpans(const QByteArray &text);

} // namespace fairlead::files
