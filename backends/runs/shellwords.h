// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

//! A command line as words, without a shell.
namespace fairlead::runs {

struct ShellWordsError
{
    qsizetype at = 0; //!< where the quote opens, or what a shell would do something with stands
    QString message;  //!< a short English sentence

    bool operator==(const ShellWordsError &) const = default;
};

//! \p text as a POSIX shell splits it into words: blanks and newlines between them, single and double quotes,
//! backslashes. Nothing is expanded: a dollar, a star and a tilde stay what they are.
//! Errors: a quote that is not closed, a backslash with nothing behind it, an operator (| & ; < > parentheses and
//! comments), for which there has to be a shell.
//! Source: POSIX, "Shell Command Language", Quoting and Token Recognition.
tl::expected<QStringList, ShellWordsError> shellWords(const QString &text);

//! \p words as text that splits into them.
QString joinedWords(const QStringList &words);

} // namespace fairlead::runs
