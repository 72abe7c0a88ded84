// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

//! Everything that a server, a file or another user wrote goes through here before it is shown.
namespace fairlead::models {

//! \p text without what could move, hide or reorder the text around it: control characters except newline and tab, bidi
//! embeddings, overrides and isolates, invisible format characters, lone surrogates. Each becomes U+FFFD. \p limit
//! characters are kept, then an ellipsis follows.
QString plainText(QStringView text, qsizetype limit = 16'384);

//! The same on one line: newlines and tabs become spaces.
QString plainLine(QStringView text, qsizetype limit = 1'024);

//! For tool tips, which guess whether they were given HTML: escaped HTML that shows \p text as it stands.
QString toolTipText(const QString &text);

} // namespace fairlead::models
