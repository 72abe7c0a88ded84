// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include "models/logs/logfile.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontInfo>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>

namespace fairlead::ui {

namespace {

using models::LogRing;
using models::LogSpan;
using models::LogStyle;

constexpr double LeastContrast = 4.5;

//! The eight names of terminals, in the middle between dark and light; made readable where they are used.
constexpr std::array<QRgb, 8> NamedColours{0xff3b4048, 0xffd9534f, 0xff4f9e57, 0xffb98a1f,
                                           0xff4a86cf, 0xffa469b8, 0xff3a9da5, 0xffb8bdc7};

//! As much of \p colour as can be read on \p behind.
QColor readable(const QColor &colour, const QColor &behind, const QColor &text)
{
    for (double share = 0; share < 1; share += 0.1) {
        const QColor mixed = blended(colour, text, share);
        if (contrast(mixed, behind) >= LeastContrast)
            return mixed;
    }
    return text;
}

} // namespace

QColor LogView::colourOf(const LogStyle::Colour &colour, const QColor &otherwise, const QColor &behind) const
{
    using Kind = LogStyle::Colour::Kind;
    if (colour.kind == Kind::Default)
        return otherwise;
    const QColor wished(colour.kind == Kind::Named ? NamedColours[std::size_t(colour.named % 8)]
                                                   : QRgb(0xff000000 | colour.rgb));
    return readable(wished, behind, m_theme.tokens().text);
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.tokens().panel);
    painter.setFont(font());
    if (size() == 0) {
        const QFontInfo usual(QApplication::font()); // it is no line of the log
        QFont words = QApplication::font();
        words.setFamily(usual.family()); // said, or that of the lines is meant
        words.setPixelSize(usual.pixelSize());
        painter.setFont(words);
        painter.setPen(m_theme.tokens().dim);
        painter.drawText(viewport()->rect().adjusted(Margin, Margin, -Margin, -Margin),
                         int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_placeholder);
        return;
    }
    const int height = lineHeight();
    const int widest = m_widest;
    const auto selected = selection();
    m_marks.beginTurn();
    int y = -m_top.row * height;
    for (std::int64_t place = std::max(m_top.place, firstPlace()); place < endPlace() && y <= event->rect().bottom();
         ++place) {
        const auto line = lineOf(place);
        if (!line)
            continue; // gone since the buffer last said that it changed
        Shown shown{.line = models::logLine(line->utf8, ShownLetters),
                    .source = line->source,
                    .time = line->time,
                    .isSelected = selected && place >= selected->first && place <= selected->second};
        shown.marks = m_marks.in(shown.line.text);
        const std::vector<qsizetype> starts = rowStarts(shown.line.text);
        for (std::size_t row = 0; row < starts.size(); ++row, y += height) {
            const qsizetype end = row + 1 < starts.size() ? starts[row + 1] : shown.line.text.size();
            if (y + height > 0 && y <= event->rect().bottom())
                paintRow(painter, QRect(0, y, viewport()->width(), height), shown, starts[row], end);
        }
    }
    if (m_widest != widest)
        QMetaObject::invokeMethod(this, &LogView::arrange, Qt::QueuedConnection);
    if (m_marks.hasMore())
        QMetaObject::invokeMethod(viewport(), qOverload<>(&QWidget::update), Qt::QueuedConnection);
}

void LogView::paintRow(QPainter &painter, const QRect &area, const Shown &shown, qsizetype from, qsizetype to)
{
    const Tokens &tokens = m_theme.tokens();
    if (shown.isSelected)
        painter.fillRect(area, tokens.selection());
    const int left = Margin - horizontalScrollBar()->value();
    if (m_showsTimes && from == 0) {
        painter.setFont(font());
        painter.setPen(tokens.dim);
        painter.drawText(left, area.top() + 1 + fontMetrics().ascent(), models::logTimeText(shown.time));
    }
    paintText(painter, area.adjusted(left + timeWidth(), 0, 0, 0), shown, from, to);
}

//! The letters from \p from to \p to, at the left edge of \p area.
void LogView::paintText(QPainter &painter, const QRect &area, const Shown &shown, qsizetype from, qsizetype to)
{
    const Tokens &tokens = m_theme.tokens();
    const QString &text = shown.line.text;
    const QColor behind = shown.isSelected ? tokens.selection() : tokens.panel;
    const auto placeOf = [&](qsizetype letter) {
        return area.left() + fontMetrics().horizontalAdvance(text.mid(from, letter - from));
    };
    const auto fill = [&](qsizetype start, qsizetype end, const QColor &colour) {
        const int left = placeOf(start);
        painter.fillRect(QRect(left, area.top(), placeOf(end) - left, area.height()), colour);
    };
    for (const auto &[first, last] : shown.marks) {
        const qsizetype start = std::max(first, from);
        const qsizetype end = std::min(last, to);
        if (start < end)
            fill(start, end, blended(behind, tokens.warning, 0.35));
    }
    const QColor usual = shown.source == LogRing::Source::Fairlead ? tokens.accent : tokens.text;
    const auto draw = [&](qsizetype start, qsizetype end, const LogStyle &style) {
        start = std::max(start, from);
        end = std::min(end, to);
        if (start >= end)
            return;
        QColor back = style.background == LogStyle::Colour() ? behind : colourOf(style.background, behind, behind);
        if (style.isInverse)
            back = blended(behind, tokens.text, 0.2);
        if (back != behind) {
            back = blended(behind, back, 0.3); // a hint of it: the text decides
            fill(start, end, back);
        }
        QFont written = font();
        written.setBold(style.isBold);
        written.setItalic(style.isItalic);
        written.setUnderline(style.isUnderlined);
        painter.setFont(written);
        painter.setPen(style.isFaint ? tokens.dim : colourOf(style.foreground, usual, back));
        painter.drawText(placeOf(start), area.top() + 1 + fontMetrics().ascent(), text.mid(start, end - start));
    };
    qsizetype at = 0;
    for (const LogSpan &span : shown.line.spans) {
        draw(at, span.start, {});
        draw(span.start, span.start + span.length, span.style);
        at = span.start + span.length;
    }
    draw(at, text.size(), {});
    m_widest = std::max(m_widest, placeOf(to) + horizontalScrollBar()->value() - Margin);
}

} // namespace fairlead::ui
