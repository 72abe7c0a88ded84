// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logview.h"

#include "models/logs/logbuffer.h"
#include "models/logs/logfilter.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace fairlead::ui {

using models::LogRing;

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
    connect(&m_matcher, &models::LogMatcher::matched, this, &LogView::onSearched);
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
    m_marks.setExpression(expression);
    viewport()->update();
    if (m_search)
        m_marks.isActive() ? searchOn() : endSearch(false);
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
