// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logfilter.h"

#include "logbuffer.h"
#include "logline.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace fairlead::models {

namespace {

constexpr std::chrono::milliseconds LongestTurn = 4ms;
constexpr int LinesBetweenLooks = 64; // at the clock

} // namespace

LogFilter::LogFilter(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &LogFilter::look);
}

void LogFilter::setBuffer(LogBuffer *buffer)
{
    if (m_buffer)
        m_buffer->disconnect(this);
    m_buffer = buffer;
    if (buffer)
        connect(buffer, &LogBuffer::changed, this, &LogFilter::lookSoon);
    restart();
}

void LogFilter::setExpression(const QRegularExpression &expression)
{
    if (m_expression == expression)
        return;
    m_expression = expression;
    m_expression.optimize();
    restart();
}

bool LogFilter::isActive() const
{
    return m_buffer && !m_expression.pattern().isEmpty() && m_expression.isValid();
}

bool LogFilter::isDone() const
{
    return !isActive() || m_next >= m_buffer->ring().endLine();
}

std::int64_t LogFilter::placeOf(std::int64_t line) const
{
    return m_first + std::distance(m_lines.begin(), std::lower_bound(m_lines.begin(), m_lines.end(), line));
}

void LogFilter::restart()
{
    m_lines.clear();
    m_first = 0;
    m_next = m_buffer ? m_buffer->ring().firstLine() : 0;
    emit changed();
    lookSoon();
}

void LogFilter::lookSoon()
{
    if (isActive() && !m_timer.isActive())
        m_timer.start();
}

//! Of lines that the log no longer has. After a clear() the lines count from 0 again.
void LogFilter::forgetGone()
{
    const LogRing &ring = m_buffer->ring();
    if (m_next > ring.endLine() || (!m_lines.empty() && m_lines.back() >= ring.endLine())) {
        m_lines.clear();
        m_first = 0;
        m_next = ring.firstLine();
        return;
    }
    const auto kept = std::lower_bound(m_lines.begin(), m_lines.end(), ring.firstLine());
    m_first += std::distance(m_lines.begin(), kept);
    m_lines.erase(m_lines.begin(), kept);
    m_next = std::max(m_next, ring.firstLine());
}

//! For a few milliseconds, then again when the event loop has time.
void LogFilter::look()
{
    if (!isActive())
        return;
    forgetGone();
    const LogRing &ring = m_buffer->ring();
    const QDeadlineTimer end(LongestTurn);
    for (int looked = 1; m_next < ring.endLine(); ++looked, ++m_next) {
        if (m_expression.match(logText(ring.line(m_next).utf8)).hasMatch())
            m_lines.push_back(m_next);
        if (looked % LinesBetweenLooks == 0 && end.hasExpired()) {
            ++m_next;
            break;
        }
    }
    if (!isDone())
        m_timer.start();
    emit changed();
}

} // namespace fairlead::models
