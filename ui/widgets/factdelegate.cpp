// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "factdelegate.h"

#include "models/gpus/facts.h"
#include "statuspill.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

using models::FactsModel;
using models::Severity;

constexpr int LineHeight = 18;
constexpr int Padding = 3;
constexpr int Gap = 12;
constexpr int DotWidth = 16;
constexpr int MostLines = 12;

QFont smaller(QFont font)
{
    font.setPixelSize(12);
    return font;
}

//! At most \p most of the lines that \p text makes; the last one ends with an ellipsis where there are more.
QStringList wrappedLines(const QString &text, const QFont &font, int width, int most)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QStringList lines;
    const QStringList paragraphs = text.split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(paragraph, font);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            if (lines.size() == most) {
                lines.back() += u'…';
                return lines;
            }
            line.setLineWidth(std::max(1, width));
            QString words = paragraph.mid(line.textStart(), line.textLength());
            while (words.endsWith(u' ')) // the space at which it is broken takes no room
                words.chop(1);
            lines += words;
        }
        layout.endLayout();
    }
    return lines;
}

int lineHeight(const QFont &font)
{
    return QFontMetrics(font).lineSpacing();
}

} // namespace

int wrappedHeight(const QString &text, const QFont &font, int width, int lines)
{
    return text.isEmpty() ? 0 : int(wrappedLines(text, font, width, lines).size()) * lineHeight(font);
}

void paintWrapped(QPainter &painter, const QRect &area, const QString &text, int lines)
{
    QRect line(area.left(), area.top(), area.width(), lineHeight(painter.font()));
    const QStringList all = wrappedLines(text, painter.font(), area.width(), lines);
    for (const QString &words : all) {
        const bool isCut = words.endsWith(u'…'); // which may be what is too much for the line
        painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
                         isCut ? painter.fontMetrics().elidedText(words, Qt::ElideRight, area.width()) : words);
        line.translate(0, line.height());
    }
}

void paintRowState(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const Tokens &tokens = theme.tokens();
    const QRectF frame = QRectF(option.rect).adjusted(-5.5, 0.5, 5.5, -0.5);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    if (!isSelected && !hasFocus)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus ? QPen(tokens.accent, 1) : QPen(Qt::NoPen));
    painter.setBrush(isSelected ? QBrush(tokens.selection()) : QBrush(Qt::NoBrush));
    const QRectF room = QRectF(option.widget ? option.widget->rect() : option.rect).adjusted(0.5, 0, -0.5, 0);
    if (frame.left() >= room.left()) {
        painter.drawRoundedRect(frame.intersected(room), 4, 4);
        return;
    }
    // Upright lines would run through what begins at the edge.
    if (isSelected)
        painter.fillRect(frame.intersected(room), tokens.selection());
    painter.drawLine(QPointF(room.left(), frame.top()), QPointF(room.right(), frame.top()));
    painter.drawLine(QPointF(room.left(), frame.bottom()), QPointF(room.right(), frame.bottom()));
}

FactDelegate::FactDelegate(const Theme &theme, Style style, QObject *parent)
    : FittingDelegate(parent)
    , m_theme(theme)
    , m_style(style)
{
}

int FactDelegate::titleLeft() const
{
    return m_style == Style::Statements ? DotWidth : 4;
}

bool FactDelegate::fitsOneLine(const QModelIndex &index, const QFont &font, int width) const
{
    const QString note = index.data(FactsModel::NoteRole).toString();
    if (note.isEmpty() || m_style == Style::Statements)
        return true; // a title that states something wraps beside its note
    const QFontMetrics metrics(font);
    // Whoever wrote ten thousand characters is not measured.
    const QString title = index.data().toString();
    if (title.size() + note.size() > 200)
        return false;
    return titleLeft() + metrics.horizontalAdvance(title) + Gap + metrics.horizontalAdvance(note) + 4 <= width;
}

int FactDelegate::heightFor(const QModelIndex &index, const QFont &font, int width) const
{
    int height = 2 * Padding;
    if (m_style != Style::Statements) {
        height += fitsOneLine(index, font, width) ? LineHeight : 2 * LineHeight;
    } else {
        const int note = QFontMetrics(font).horizontalAdvance(index.data(FactsModel::NoteRole).toString());
        height += std::max(LineHeight, wrappedHeight(index.data().toString(), font,
                                                     width - titleLeft() - (note > 0 ? note + Gap : 0), 3));
    }
    return height + wrappedHeight(index.data(FactsModel::TextRole).toString(), smaller(font), width - titleLeft() - 4,
                                  MostLines);
}

void FactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const auto severity = index.data(FactsModel::SeverityRole).value<Severity>();
    const QString title = index.data().toString();
    const QString note = index.data(FactsModel::NoteRole).toString();
    painter->save();
    paintRowState(*painter, option, m_theme);
    QRect area = option.rect.adjusted(titleLeft(), Padding, -4, -Padding);
    painter->setFont(option.font);
    const QFontMetrics metrics = painter->fontMetrics();
    const int noteWidth = note.isEmpty() ? 0 : metrics.horizontalAdvance(note.left(400));
    if (m_style != Style::Statements) {
        const bool isOneLine = fitsOneLine(index, option.font, option.rect.width());
        const QRect first(area.left(), area.top(), area.width(), LineHeight);
        const int left = isOneLine && noteWidth > 0 ? first.width() - noteWidth - Gap : first.width();
        const bool isNameDim = m_style == Style::Labels || severity == Severity::Dim;
        painter->setPen(isNameDim ? tokens.dim : tokens.text);
        painter->drawText(first, int(Qt::AlignLeft | Qt::AlignVCenter),
                          metrics.elidedText(title, Qt::ElideMiddle, left));
        painter->setPen(m_style == Style::Labels ? tokens.text : tokens.dim);
        painter->drawText(isOneLine ? first : first.translated(0, LineHeight), int(Qt::AlignRight | Qt::AlignVCenter),
                          metrics.elidedText(note.left(400), Qt::ElideRight, first.width()));
        area.setTop(first.bottom() + 1 + (isOneLine ? 0 : LineHeight));
    } else {
        paintStateDot(*painter, QPointF(option.rect.left() + 6, area.top() + LineHeight / 2.0), severity, tokens);
        const int left = area.width() + 4 - (noteWidth > 0 ? noteWidth + Gap : 0);
        const int height = std::max(LineHeight, wrappedHeight(title, option.font, left, 3));
        painter->setPen(severity == Severity::Ok ? tokens.text : tokens.of(severity));
        paintWrapped(*painter, QRect(area.left(), area.top() + (height == LineHeight ? 1 : 0), left, height), title, 3);
        painter->setPen(tokens.dim);
        painter->drawText(QRect(area.left(), area.top(), area.width() + 4, LineHeight),
                          int(Qt::AlignRight | Qt::AlignVCenter), note);
        area.setTop(area.top() + height);
    }
    painter->setFont(smaller(option.font));
    painter->setPen(tokens.dim);
    if (const QString text = index.data(FactsModel::TextRole).toString(); !text.isEmpty())
        paintWrapped(*painter, area, text, MostLines);
    painter->restore();
}

} // namespace fairlead::ui
