// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include "models/logs/logbuffer.h"
#include "models/logs/logfilter.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDeadlineTimer>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::ui {

namespace {

using models::LogRing;

constexpr std::chrono::milliseconds LongestTurn = 5ms; // of a search
constexpr qsizetype MostCopied = 10 << 20;
constexpr int LeastColumns = 16; // of a wrapped line
constexpr int RowsOfWheel = 3;

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
    m_new->setProperty("primary", true);
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
    m_top = {};
    if (buffer)
        connect(buffer, &models::LogBuffer::changed, this, &LogView::refresh);
    setFollowing(true);
    refresh();
}

//! What is at the top stays there, if it is shown at all.
void LogView::setFilter(models::LogFilter *filter)
{
    if (m_filter == filter)
        return;
    const std::int64_t top = m_filter && m_top.place < m_filter->endPlace() && m_top.place >= m_filter->firstPlace()
                                 ? m_filter->line(m_top.place)
                                 : m_top.place;
    if (m_filter)
        m_filter->disconnect(this);
    m_filter = filter;
    m_search.reset();
    m_anchor.reset();
    m_widest = 0;
    m_top = {filter ? filter->placeOf(top) : top, 0};
    m_sought = filter ? std::optional(top) : std::nullopt;
    if (filter)
        connect(filter, &models::LogFilter::changed, this, &LogView::refresh);
    m_seen = endPlace();
    refresh();
}

void LogView::setShowsTimes(bool showsTimes)
{
    m_showsTimes = showsTimes;
    refresh();
}

void LogView::setWraps(bool wraps)
{
    m_wraps = wraps;
    m_top.row = 0;
    refresh();
}

void LogView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
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

std::int64_t LogView::firstPlace() const
{
    if (!ring())
        return 0;
    return m_filter ? m_filter->firstPlace() : ring()->firstLine();
}

std::int64_t LogView::endPlace() const
{
    if (!ring())
        return 0;
    return m_filter ? m_filter->endPlace() : ring()->endLine();
}

//! Nothing of a line that has gone since the buffer or the filter last said that they changed.
std::optional<LogRing::Line> LogView::lineOf(std::int64_t place) const
{
    if (!ring() || place < firstPlace() || place >= endPlace())
        return {};
    const std::int64_t number = m_filter ? m_filter->line(place) : place;
    if (number < ring()->firstLine() || number >= ring()->endLine())
        return {};
    return ring()->line(number);
}

int LogView::lineHeight() const
{
    return fontMetrics().height() + 2;
}

int LogView::visibleLines() const
{
    return std::max(1, viewport()->height() / lineHeight());
}

int LogView::timeWidth() const
{
    return m_showsTimes ? fontMetrics().horizontalAdvance(u"00:00:00.000  "_s) : 0;
}

//! By letters of one width where the font has only such, else by the width of each.
std::vector<qsizetype> LogView::rowStarts(const QString &text) const
{
    std::vector<qsizetype> starts{0};
    if (!m_wraps)
        return starts;
    const QFontMetricsF metrics(font()); // whole pixels add up to some letters
    const double letter = std::max(1.0, metrics.horizontalAdvance(u'0'));
    const double width = std::max(viewport()->width() - 2.0 * Margin - timeWidth(), LeastColumns * letter);
    const bool isEven = QFontInfo(font()).fixedPitch() &&
                        std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x250; });
    if (isEven) {
        const auto columns = qsizetype(width / letter);
        for (qsizetype at = columns; at < text.size(); at += columns)
            starts.push_back(at);
        return starts;
    }
    double x = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
        const double advance = metrics.horizontalAdvance(text.sliced(at, length));
        if (x + advance > width && x > 0) {
            starts.push_back(at);
            x = 0;
        }
        x += advance;
        at += length;
    }
    return starts;
}

int LogView::rowsOf(std::int64_t place) const
{
    if (!m_wraps)
        return 1;
    const auto line = lineOf(place);
    return line ? int(rowStarts(models::logText(line->utf8, ShownLetters)).size()) : 1;
}

//! So many rows down, or up; at most to the first one and behind the last one.
LogView::Spot LogView::moved(Spot spot, int rows) const
{
    if (!m_wraps)
        return {std::clamp(spot.place + rows, firstPlace(), endPlace()), 0};
    for (; rows > 0 && spot.place < endPlace(); spot = {spot.place + 1, 0}) {
        const int left = rowsOf(spot.place) - spot.row;
        if (rows < left)
            return {spot.place, spot.row + rows};
        rows -= left;
    }
    while (rows < 0) {
        if (spot.row + rows >= 0)
            return {spot.place, spot.row + rows};
        if (spot.place <= firstPlace())
            return {firstPlace(), 0};
        rows += spot.row + 1;
        --spot.place;
        spot.row = rowsOf(spot.place) - 1;
    }
    return spot;
}

//! Where the view begins when the last line ends it.
LogView::Spot LogView::lastTop() const
{
    if (!m_wraps)
        return {std::max(firstPlace(), endPlace() - visibleLines()), 0};
    return moved({endPlace(), 0}, -visibleLines());
}

void LogView::follow()
{
    setFollowing(true);
    refresh();
}

void LogView::stay()
{
    setFollowing(false);
    refresh();
}

void LogView::setFollowing(bool isFollowing)
{
    if (m_isFollowing == isFollowing)
        return;
    m_isFollowing = isFollowing;
    m_seen = endPlace();
    emit followingChanged(isFollowing);
}

//! What came since the last time: the end is shown, or what is looked at stays.
void LogView::refresh()
{
    const std::int64_t last = std::max(firstPlace(), endPlace() - 1);
    if (m_sought && m_filter && !m_isFollowing)
        m_top = {m_filter->placeOf(*m_sought), 0};
    if (!m_filter || m_filter->isDone())
        m_sought.reset();
    if (m_isFollowing)
        m_top = lastTop();
    else if (m_top.place < firstPlace() || m_top.place > last)
        m_top = {std::clamp(m_top.place, firstPlace(), last), 0};
    m_top.row = std::min(m_top.row, rowsOf(m_top.place) - 1);
    m_seen = std::min(m_seen, endPlace());
    if (m_anchor && (*m_anchor >= endPlace() || m_current >= endPlace()))
        m_anchor.reset(); // cleared
    arrange();
    viewport()->update();
}

void LogView::arrange()
{
    const QScopedValueRollback arranging(m_isArranging, true);
    verticalScrollBar()->setPageStep(visibleLines());
    verticalScrollBar()->setRange(0, int(lastTop().place - firstPlace()));
    verticalScrollBar()->setValue(int(m_top.place - firstPlace()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    horizontalScrollBar()->setRange(0, m_wraps ? 0 : std::max(0, m_widest + 2 * Margin - viewport()->width()));
    const std::int64_t come = endPlace() - m_seen;
    m_new->setVisible(!m_isFollowing && come > 0);
    m_new->setText(tr("%Ln new line(s)", nullptr, int(come)));
    m_new->adjustSize();
    m_new->move((viewport()->width() - m_new->width()) / 2, viewport()->height() - m_new->height() - 8);
    setAccessibleDescription(tr("%Ln line(s)", nullptr, int(size())));
}

void LogView::setTop(Spot spot)
{
    m_sought.reset();
    const Spot last = lastTop();
    m_top = std::clamp(spot, Spot{std::min(firstPlace(), last.place), 0}, last);
    setFollowing(m_top == last);
    arrange();
    viewport()->update();
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx);
    if (m_isArranging)
        return;
    if (dy != 0) {
        const bool isEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
        setTop(isEnd ? lastTop() : Spot{firstPlace() + verticalScrollBar()->value(), 0});
    }
    viewport()->update();
}

//! A long line would leave in one leap: what is wrapped moves by rows.
void LogView::wheelEvent(QWheelEvent *event)
{
    if (!m_wraps || event->angleDelta().y() == 0)
        return QAbstractScrollArea::wheelEvent(event);
    constexpr int Notch = QWheelEvent::DefaultDeltasPerStep;
    m_wheel += event->angleDelta().y() * RowsOfWheel;
    const int rows = m_wheel / Notch;
    m_wheel -= rows * Notch;
    setTop(moved(m_top, -rows));
    event->accept();
}

std::int64_t LogView::placeAt(int y) const
{
    const std::int64_t place = moved(m_top, std::max(0, y) / lineHeight()).place;
    return std::clamp(place, firstPlace(), std::max(firstPlace(), endPlace() - 1));
}

std::optional<std::pair<std::int64_t, std::int64_t>> LogView::selection() const
{
    if (!m_anchor || size() == 0)
        return {};
    const auto [from, to] = std::minmax(*m_anchor, m_current);
    if (to < firstPlace())
        return {}; // gone
    return std::pair(std::max(from, firstPlace()), std::min(to, endPlace() - 1));
}

std::optional<std::int64_t> LogView::currentLine() const
{
    if (!m_anchor || m_current < firstPlace() || m_current >= endPlace())
        return {};
    return m_filter ? m_filter->line(m_current) : m_current;
}

void LogView::select(std::int64_t place, bool extends)
{
    if (size() == 0)
        return;
    m_current = place;
    if (!extends || !m_anchor)
        m_anchor = place;
    viewport()->update();
}

void LogView::showPlace(std::int64_t place)
{
    if (place < m_top.place || (place == m_top.place && m_top.row > 0))
        return setTop({place, 0});
    if (place < m_top.place + visibleLines()) { // else it is far below
        int rows = -m_top.row;
        for (std::int64_t each = m_top.place; each <= place && rows <= visibleLines(); ++each)
            rows += rowsOf(each);
        if (rows <= visibleLines())
            return;
    }
    const Spot end = moved({place, rowsOf(place) - 1}, 1 - visibleLines());
    setTop(std::min(end, Spot{place, 0}));
}

void LogView::selectAll()
{
    if (size() == 0)
        return;
    m_anchor = firstPlace();
    m_current = endPlace() - 1;
    viewport()->update();
}

QString LogView::selectedText() const
{
    QString text;
    const auto selected = selection();
    for (std::int64_t i = selected ? selected->first : 0; selected && i <= selected->second; ++i) {
        if (text.size() > MostCopied)
            break;
        const auto line = lineOf(i);
        if (!line)
            continue;
        text += models::logText(line->utf8);
        if (!line->isCut)
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
    m_search.reset();
    if (size() == 0 || m_highlight.pattern().isEmpty() || !m_highlight.isValid()) {
        emit searched(false);
        return;
    }
    const int step = backwards ? -1 : 1;
    const auto selected = selection();
    if (selected)
        m_search = {(backwards ? selected->first : selected->second) + step, step};
    else
        m_search = {backwards ? m_top.place + visibleLines() - 1 : m_top.place, step};
    searchOn();
}

//! For a few milliseconds, then again when the event loop has time.
void LogView::searchOn()
{
    if (!m_search)
        return;
    const QDeadlineTimer end(LongestTurn);
    const std::int64_t first = firstPlace(); // what was next may have gone
    std::int64_t at = m_search->step > 0 ? std::max(m_search->at, first) : std::min(m_search->at, endPlace() - 1);
    for (; at >= first && at < endPlace(); at += m_search->step) {
        const auto line = lineOf(at);
        if (line && m_highlight.match(models::logText(line->utf8)).hasMatch()) {
            m_search.reset();
            select(at, false);
            showPlace(at);
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
    const bool extends = event->modifiers() & Qt::ShiftModifier;
    const auto moveBy = [&](std::int64_t by) {
        if (size() == 0)
            return;
        const std::int64_t from = m_anchor ? m_current : m_top.place;
        select(std::clamp(m_anchor ? from + by : from, firstPlace(), endPlace() - 1), extends);
        showPlace(m_current);
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
        return setTop(moved(m_top, -visibleLines()));
    case Qt::Key_PageDown:
        return setTop(moved(m_top, visibleLines()));
    case Qt::Key_Home:
        return setTop({firstPlace(), 0});
    case Qt::Key_End:
        return follow();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        select(placeAt(event->pos().y()), event->modifiers() & Qt::ShiftModifier);
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        select(placeAt(event->pos().y()), true);
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

} // namespace fairlead::ui
