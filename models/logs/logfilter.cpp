// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logfilter.h"

#include "logbuffer.h"

#include <algorithm>

namespace fairlead::models {

namespace {

constexpr int MostSteps = 100'000; // ".*a.*b" takes a step for each of the 64 Ki letters of the longest line

} // namespace

LogFilter::LogFilter(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &LogFilter::look);
    connect(&m_matcher, &LogMatcher::matched, this, &LogFilter::onMatched);
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
    m_limited = limitedExpression(expression, MostSteps);
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
    m_matcher.cancel();
    m_lines.clear();
    m_first = 0;
    m_tooCostly = 0;
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

void LogFilter::look()
{
    if (!isActive())
        return;
    forgetGone();
    const LogRing &ring = m_buffer->ring();
    if (!m_matcher.isBusy() && m_next < ring.endLine()) {
        LogMatcher::Batch batch;
        m_from = m_next;
        for (std::int64_t line = m_next; line < ring.endLine() && !batch.isFull(); ++line)
            batch.add(ring.line(line).utf8);
        m_matcher.start(m_limited, std::move(batch));
    }
    emit changed();
}

void LogFilter::onMatched(const std::vector<LogMatcher::Verdict> &verdicts)
{
    if (!isActive())
        return;
    forgetGone();
    if (!isBatchThere())
        return restart();
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const std::int64_t line = m_from + std::int64_t(i);
        m_tooCostly += verdicts[i] == LogMatcher::Verdict::TooCostly;
        if (verdicts[i] == LogMatcher::Verdict::Yes && line >= m_buffer->ring().firstLine())
            m_lines.push_back(line);
    }
    m_next = std::max(m_next, m_from + std::int64_t(verdicts.size()));
    if (!isDone())
        m_timer.start();
    emit changed();
}

//! The log was not cleared meanwhile, nor is it another one: what is left of the lines is what was looked at.
bool LogFilter::isBatchThere() const
{
    const LogRing &ring = m_buffer->ring();
    const LogMatcher::Batch &batch = m_matcher.batch();
    if (m_next < m_from || m_from + std::int64_t(batch.size()) > ring.endLine())
        return false;
    for (std::int64_t line = std::max(m_from, ring.firstLine()); line < m_from + std::int64_t(batch.size()); ++line) {
        if (ring.line(line).utf8 != batch.line(std::size_t(line - m_from)))
            return false;
    }
    return true;
}

} // namespace fairlead::models
