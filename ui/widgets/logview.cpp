// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include "models/formats.h"
#include "models/logs/logbuffer.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

using models::LogLine;
using models::LogRing;
using models::LogSpan;
using models::LogStyle;

constexpr int Margin = 12;
constexpr qsizetype ShownLetters = 4'096;              // of one line
constexpr std::chrono::milliseconds LongestTurn = 5ms; // of a search
constexpr qsizetype MostCopied = 10 << 20;
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

LogView::LogView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_new(new QPushButton(this))
{
    setAccessibleName(tr("Log"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::IBeamCursor);
    m_new->setObjectName(u"primary"_s);
    m_new->setFocusPolicy(Qt::NoFocus); // End does the same
    m_new->hide();
    connect(m_new, &QPushButton::clicked, this, &LogView::follow);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void LogView::setBuffer(models::LogBuffer *buffer)
{
    if (m_buffer)
        m_buffer->disconnect(this);
    m_buffer = buffer;
    m_anchor.reset();
    m_current = 0;
    m_widest = 0;
    m_top = 0;
    if (buffer)
        connect(buffer, &models::LogBuffer::changed, this, &LogView::refresh);
    m_isFollowing = true;
    refresh();
}

void LogView::setShowsTimes(bool showsTimes)
{
    m_showsTimes = showsTimes;
    viewport()->update();
}

void LogView::setHighlight(const QRegularExpression &expression)
{
    m_highlight = expression;
    viewport()->update();
}

const LogRing *LogView::ring() const
{
    return m_buffer ? &m_buffer->ring() : nullptr;
}

int LogView::lineHeight() const
{
    return fontMetrics().height() + 2;
}

int LogView::visibleLines() const
{
    return std::max(1, viewport()->height() / lineHeight());
}

void LogView::follow()
{
    setFollowing(true);
    refresh();
}

void LogView::setFollowing(bool isFollowing)
{
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    m_seen = ring() ? ring()->endLine() : 0;
    emit followingChanged(isFollowing);
}

//! What came since the last time: the end is shown, or what is looked at stays.
void LogView::refresh()
{
    const LogRing *lines = ring();
    if (lines && m_isFollowing)
        m_top = lines->endLine() - visibleLines();
    if (lines)
        m_top = std::clamp(m_top, lines->firstLine(), std::max(lines->firstLine(), lines->endLine() - 1));
    if (lines && m_anchor && (*m_anchor >= lines->endLine() || m_current >= lines->endLine()))
        m_anchor.reset(); // cleared
    arrange();
    viewport()->update();
}

void LogView::arrange()
{
    const QScopedValueRollback arranging(m_isArranging, true);
    const LogRing *lines = ring();
    const std::int64_t first = lines ? lines->firstLine() : 0;
    const std::int64_t size = lines ? lines->size() : 0;
    verticalScrollBar()->setPageStep(visibleLines());
    verticalScrollBar()->setRange(0, int(std::max<std::int64_t>(0, size - visibleLines())));
    verticalScrollBar()->setValue(int(m_top - first));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    horizontalScrollBar()->setRange(0, std::max(0, m_widest + 2 * Margin - viewport()->width()));
    const std::int64_t come = lines ? lines->endLine() - m_seen : 0;
    m_new->setVisible(!m_isFollowing && come > 0);
    m_new->setText(tr("%Ln new line(s)", nullptr, int(come)));
    m_new->adjustSize();
    m_new->move((viewport()->width() - m_new->width()) / 2, viewport()->height() - m_new->height() - 8);
    setAccessibleDescription(tr("%Ln line(s)", nullptr, int(size)));
}

void LogView::setTop(std::int64_t line)
{
    const LogRing *lines = ring();
    if (!lines)
        return;
    const std::int64_t last = std::max(lines->firstLine(), lines->endLine() - visibleLines());
    m_top = std::clamp(line, lines->firstLine(), last);
    setFollowing(m_top == last);
    arrange();
    viewport()->update();
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx);
    if (m_isArranging)
        return;
    if (dy != 0 && ring())
        setTop(ring()->firstLine() + verticalScrollBar()->value());
    viewport()->update();
}

std::int64_t LogView::lineAt(int y) const
{
    const LogRing *lines = ring();
    const std::int64_t line = m_top + std::max(0, y) / lineHeight();
    return lines ? std::clamp(line, lines->firstLine(), std::max(lines->firstLine(), lines->endLine() - 1)) : 0;
}

std::optional<std::pair<std::int64_t, std::int64_t>> LogView::selection() const
{
    const LogRing *lines = ring();
    if (!lines || !m_anchor || lines->size() == 0)
        return {};
    const auto [from, to] = std::minmax(*m_anchor, m_current);
    if (to < lines->firstLine())
        return {}; // gone
    return std::pair(std::max(from, lines->firstLine()), std::min(to, lines->endLine() - 1));
}

void LogView::select(std::int64_t line, bool extends)
{
    if (!ring() || ring()->size() == 0)
        return;
    m_current = line;
    if (!extends || !m_anchor)
        m_anchor = line;
    viewport()->update();
}

void LogView::showLine(std::int64_t line)
{
    if (line < m_top)
        setTop(line);
    else if (line >= m_top + visibleLines())
        setTop(line - visibleLines() + 1);
}

void LogView::selectAll()
{
    if (!ring() || ring()->size() == 0)
        return;
    m_anchor = ring()->firstLine();
    m_current = ring()->endLine() - 1;
    viewport()->update();
}

QString LogView::selectedText() const
{
    QString text;
    const auto selected = selection();
    for (std::int64_t i = selected ? selected->first : 0; selected && i <= selected->second; ++i) {
        if (text.size() > MostCopied)
            break;
        const LogRing::Line line = ring()->line(i);
        text += models::logText(line.utf8);
        if (!line.isCut)
            text += u'\n';
    }
    return text;
}

void LogView::copy()
{
    if (const QString text = selectedText(); !text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void LogView::findNext(bool backwards)
{
    const LogRing *lines = ring();
    m_search.reset();
    if (!lines || lines->size() == 0 || m_highlight.pattern().isEmpty() || !m_highlight.isValid()) {
        emit searched(false);
        return;
    }
    const int step = backwards ? -1 : 1;
    const auto selected = selection();
    if (selected)
        m_search = {(backwards ? selected->first : selected->second) + step, step};
    else
        m_search = {backwards ? m_top + visibleLines() - 1 : m_top, step};
    searchOn();
}

//! For a few milliseconds, then again when the event loop has time.
void LogView::searchOn()
{
    const LogRing *lines = ring();
    if (!m_search || !lines)
        return;
    const QDeadlineTimer end(LongestTurn);
    const std::int64_t first = lines->firstLine(); // what was next may have gone
    std::int64_t at = m_search->step > 0 ? std::max(m_search->at, first) : std::min(m_search->at, lines->endLine() - 1);
    for (; at >= first && at < lines->endLine(); at += m_search->step) {
        if (m_highlight.match(models::logText(lines->line(at).utf8)).hasMatch()) {
            m_search.reset();
            select(at, false);
            showLine(at);
            emit searched(true);
            return;
        }
        if (end.hasExpired()) {
            m_search->at = at + m_search->step;
            QTimer::singleShot(0, this, &LogView::searchOn);
            return;
        }
    }
    m_search.reset();
    emit searched(false);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    const LogRing *lines = ring();
    const bool extends = event->modifiers() & Qt::ShiftModifier;
    const auto moveBy = [&](std::int64_t by) {
        if (!lines || lines->size() == 0)
            return;
        const std::int64_t from = m_anchor ? m_current : m_top;
        select(std::clamp(m_anchor ? from + by : from, lines->firstLine(), lines->endLine() - 1), extends);
        showLine(m_current);
    };
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Up:
        return moveBy(-1);
    case Qt::Key_Down:
        return moveBy(1);
    case Qt::Key_PageUp:
        return setTop(m_top - visibleLines());
    case Qt::Key_PageDown:
        return setTop(m_top + visibleLines());
    case Qt::Key_Home:
        return setTop(lines ? lines->firstLine() : 0);
    case Qt::Key_End:
        return follow();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        select(lineAt(event->pos().y()), event->modifiers() & Qt::ShiftModifier);
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        select(lineAt(event->pos().y()), true);
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // the press did it all
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    refresh();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        refresh();
}

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
    const LogRing *lines = ring();
    if (!lines)
        return;
    painter.setFont(font());
    const int height = lineHeight();
    const int widest = m_widest;
    // Older lines may have gone since the buffer last said that it changed.
    const std::int64_t top = std::max(m_top, lines->firstLine());
    for (int i = event->rect().top() / height; i * height <= event->rect().bottom(); ++i) {
        if (top + i >= lines->endLine())
            break;
        paintLine(painter, QRect(0, i * height, viewport()->width(), height), top + i);
    }
    if (m_widest != widest)
        QMetaObject::invokeMethod(this, &LogView::arrange, Qt::QueuedConnection);
}

void LogView::paintLine(QPainter &painter, const QRect &area, std::int64_t number)
{
    const Tokens &tokens = m_theme.tokens();
    const LogRing::Line bytes = ring()->line(number);
    const LogLine line = models::logLine(bytes.utf8, ShownLetters);
    const auto selected = selection();
    const bool isSelected = selected && number >= selected->first && number <= selected->second;
    const QColor behind = isSelected ? tokens.selection() : tokens.panel;
    if (isSelected)
        painter.fillRect(area, behind);
    int x = Margin - horizontalScrollBar()->value();
    const int baseline = area.top() + 1 + fontMetrics().ascent();
    if (m_showsTimes && bytes.time > 0) {
        const QString time = QDateTime::fromMSecsSinceEpoch(bytes.time).toString(u"HH:mm:ss.zzz  "_s);
        painter.setPen(tokens.dim);
        painter.drawText(x, baseline, time);
        x += fontMetrics().horizontalAdvance(time);
    }
    const auto placeOf = [&](qsizetype letter) { return x + fontMetrics().horizontalAdvance(line.text.left(letter)); };
    if (!m_highlight.pattern().isEmpty() && m_highlight.isValid()) {
        for (auto it = m_highlight.globalMatch(line.text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const int start = placeOf(match.capturedStart());
            painter.fillRect(QRect(start, area.top(), placeOf(match.capturedEnd()) - start, area.height()),
                             blended(behind, tokens.warning, 0.35));
        }
    }
    const QColor usual = bytes.source == LogRing::Source::Fairlead ? tokens.accent : tokens.text;
    const auto draw = [&](qsizetype start, qsizetype length, const LogStyle &style) {
        if (length <= 0)
            return;
        const QString part = line.text.mid(start, length);
        const int left = placeOf(start);
        QColor back = style.background == LogStyle::Colour() ? behind : colourOf(style.background, behind, behind);
        if (style.isInverse)
            back = blended(behind, tokens.text, 0.2);
        if (back != behind) {
            back = blended(behind, back, 0.3); // a hint of it: the text decides
            painter.fillRect(QRect(left, area.top(), placeOf(start + length) - left, area.height()), back);
        }
        QFont written = font();
        written.setBold(style.isBold);
        written.setItalic(style.isItalic);
        written.setUnderline(style.isUnderlined);
        painter.setFont(written);
        painter.setPen(style.isFaint ? tokens.dim : colourOf(style.foreground, usual, back));
        painter.drawText(left, baseline, part);
    };
    qsizetype at = 0;
    for (const LogSpan &span : line.spans) {
        draw(at, span.start - at, {});
        draw(span.start, span.length, span.style);
        at = span.start + span.length;
    }
    draw(at, line.text.size() - at, {});
    m_widest = std::max(m_widest, placeOf(line.text.size()) + horizontalScrollBar()->value() - Margin);
}

} // namespace fairlead::ui
