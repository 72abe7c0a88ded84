// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "diffcolours.h"

#include "ui/theme/theme.h"

using namespace Qt::StringLiterals;

namespace fairlead::ui {

DiffColours::DiffColours(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void DiffColours::setDiff(bool isDiff)
{
    if (m_isDiff == isDiff)
        return;
    m_isDiff = isDiff;
    rehighlight();
}

void DiffColours::highlightBlock(const QString &text)
{
    if (!m_isDiff)
        return;
    const Tokens &tokens = m_theme.tokens();
    QTextCharFormat format;
    if (text.startsWith("+ "_L1))
        format.setForeground(tokens.ok);
    else if (text.startsWith("- "_L1))
        format.setForeground(tokens.error);
    else
        format.setForeground(tokens.dim);
    setFormat(0, int(text.size()), format);
}

} // namespace fairlead::ui
