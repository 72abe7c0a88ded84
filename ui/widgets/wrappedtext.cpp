// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "wrappedtext.h"

#include <QTextDocument>
#include <QTextLayout>
#include <QWheelEvent>

#include <cmath>

namespace fairlead::ui {

WrappedText::WrappedText(const QString &role, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_margin(role == QLatin1String("message") ? 6 : 0)
{
    setObjectName(role);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(m_margin);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrappedText::setText(const QString &text)
{
    if (toPlainText() == text)
        return;
    setPlainText(text);
    updateGeometry();
}

int WrappedText::heightForWidth(int width) const
{
    const int frame = m_margin > 0 ? 2 : 0;
    const double lineWidth = qMax(1, width - 2 * m_margin - frame);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    double height = 2 * m_margin + frame;
    const QStringList paragraphs = toPlainText().split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(paragraph, font());
        layout.setTextOption(option);
        layout.beginLayout();
        double lines = 0; // as high as they are painted, which is more than the font's spacing
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLeadingIncluded(true);
            line.setLineWidth(lineWidth);
            lines += line.height();
        }
        layout.endLayout();
        height += qMax(lines, QFontMetricsF(font()).lineSpacing());
    }
    return int(std::ceil(height)) + 1;
}

QSize WrappedText::sizeHint() const
{
    return {120, heightForWidth(qMax(120, width()))};
}

QSize WrappedText::minimumSizeHint() const
{
    return {40, fontMetrics().height() + 2 * m_margin};
}

//! The inspector scrolls, not a text in it.
void WrappedText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace fairlead::ui
