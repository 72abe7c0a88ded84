// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "codeedit.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace fairlead::ui {

CodeEdit::CodeEdit(const Theme &theme, const QString &name, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setObjectName(u"code"_s);
    setAccessibleName(name);
    setFrameShape(NoFrame);
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    setFont(font);
    document()->setDocumentMargin(6);
    connect(&theme, &Theme::changed, this, &CodeEdit::refreshMark);
}

void CodeEdit::setText(const QString &text)
{
    if (toPlainText() == text)
        return;
    const int x = horizontalScrollBar()->value();
    const int y = verticalScrollBar()->value();
    setPlainText(text);
    horizontalScrollBar()->setValue(x);
    verticalScrollBar()->setValue(y);
    refreshMark();
}

void CodeEdit::markLine(int line)
{
    if (m_marked == line)
        return;
    m_marked = line;
    refreshMark();
}

void CodeEdit::refreshMark()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const QTextBlock block = document()->findBlockByNumber(m_marked - 1); m_marked > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(blended(m_theme.tokens().panel, m_theme.tokens().error, 0.2));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks += mark;
    }
    setExtraSelections(marks);
}

void CodeEdit::setLines(int lines)
{
    setMinimumHeight(lines * fontMetrics().lineSpacing() + 16);
}

} // namespace fairlead::ui
