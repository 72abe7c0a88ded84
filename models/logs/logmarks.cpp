// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logmarks.h"

#include "logmatcher.h"

namespace fairlead::models {

namespace {

constexpr int MostSteps = 10'000; // from each letter of a line that fits a screen
constexpr qsizetype MostKnown = 500;

} // namespace

LogMarks::LogMarks(std::chrono::milliseconds turn)
    : m_turn(turn)
{
}

void LogMarks::setExpression(const QRegularExpression &expression)
{
    m_expression = expression;
    m_limited = limitedExpression(expression, MostSteps);
    m_known.clear();
}

void LogMarks::beginTurn()
{
    m_end.setRemainingTime(m_turn);
    m_isOver = false;
    m_hasMore = false;
}

QList<LogMarks::Range> LogMarks::in(const QString &text)
{
    if (!isActive())
        return {};
    if (const auto known = m_known.constFind(text); known != m_known.cend())
        return *known;
    if (m_isOver) {
        m_hasMore = true;
        return {};
    }
    QList<Range> ranges;
    for (auto it = m_limited.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() > 0)
            ranges.emplace_back(match.capturedStart(), match.capturedEnd());
    }
    if (m_known.size() >= MostKnown)
        m_known.clear();
    m_known.insert(text, ranges);
    m_isOver = m_end.hasExpired();
    return ranges;
}

} // namespace fairlead::models
