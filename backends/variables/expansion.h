// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "variables.h"

#include <QStringList>

#include <tl/expected.hpp>

namespace fairlead::variables {

//! A text whose variables have become what they stand for.
struct Expansion
{
    QString text;
    QStringList used; //!< names, each once, in the order of the text

    bool operator==(const Expansion &) const = default;
};

//! Why not, and where.
struct ExpansionError
{
    qsizetype at = 0; //!< of the "${" in the text
    QString variable; //!< empty: it is no variable yet
    QString message;  //!< a short English sentence

    bool operator==(const ExpansionError &) const = default;
};

//! \p text with its variables.
//!
//! Shape: \c ${name}, \c ${?name} for nothing where nobody sets it, \c ${name|filter:argument|filter}; \c $${ is "${".
//! Every other dollar is one. A name has letters, digits and "_.-:"; in an argument a backslash stands before "|", "}"
//! and itself. Filters, from left to right:
//!
//!     default:x        where nobody sets it
//!     tolower toupper
//!     tojson           as a JSON text, in quotes
//!     fromjson         the value that a JSON text stands for
//!     getornull:a.b[0] what is there in a value or a JSON text; nothing where nothing is; [a.b] is the same
//!     formatdate:fmt   milliseconds since 1970 as a date in UTC; fmt has y, M, d, H, h, m, s and S, others in '',
//!                      yyyy-MM-dd HH:mm:ss.SSS without
//!     indent:n         n blanks before each line
//!
//! Errors: a name that nobody sets, with where to set it; a filter that nobody knows, or for which the value is none; a
//! brace too few.
//! Source: Dataiku DSS, "Custom variables expansion".
tl::expected<Expansion, ExpansionError> expand(const QString &text, const Variables &variables);

//! The names in \p text, each once, whether or not somebody sets them; none behind a mistake.
QStringList namesIn(const QString &text);

} // namespace fairlead::variables
