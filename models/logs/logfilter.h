// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "logmatcher.h"

#include <QObject>
#include <QPointer>
#include <QRegularExpression>
#include <QTimer>

#include <cstdint>
#include <deque>

namespace fairlead::models {

class LogBuffer;

//! Which lines of a log match an expression, while it grows and its oldest lines go. Looks in another thread, a batch
//! of lines after the other. What matches has places, which count from 0 for the first one that was found and, as the
//! numbers of lines, stay when older ones go.
class LogFilter : public QObject
{
    Q_OBJECT
public:
    explicit LogFilter(QObject *parent = nullptr);

    //! Null: nothing.
    void setBuffer(LogBuffer *buffer);
    //! Without a pattern, or with one that is none, nothing matches. Starts anew if it is another one.
    void setExpression(const QRegularExpression &expression);
    const QRegularExpression &expression() const { return m_expression; }
    //! There is something to look for.
    bool isActive() const;
    //! All lines have been looked at.
    bool isDone() const;
    //! Of the lines that have been, those that take this expression too long (above 100,000 steps of backtracking from
    //! one letter): they count as no match.
    std::int64_t tooCostly() const { return m_tooCostly; }

    std::int64_t firstPlace() const { return m_first; }
    std::int64_t endPlace() const { return m_first + std::int64_t(m_lines.size()); }
    std::int64_t size() const { return std::int64_t(m_lines.size()); }
    //! The number of the line at \p place, from firstPlace() to endPlace() - 1.
    std::int64_t line(std::int64_t place) const { return m_lines[std::size_t(place - m_first)]; }
    //! Of the first match at or behind \p line; endPlace() where there is none (yet).
    std::int64_t placeOf(std::int64_t line) const;

signals:
    //! More was looked at, or lines went; at most once for each batch.
    void changed();

private:
    void restart();
    void lookSoon();
    void look();
    void onMatched(const std::vector<LogMatcher::Verdict> &verdicts);
    bool isBatchThere() const;
    void forgetGone();

    QPointer<LogBuffer> m_buffer;
    QRegularExpression m_expression;
    QRegularExpression m_limited; //!< the same, which gives up
    LogMatcher m_matcher;
    std::int64_t m_from = 0; //!< first line of its batch
    std::int64_t m_tooCostly = 0;
    std::deque<std::int64_t> m_lines;
    std::int64_t m_first = 0;
    std::int64_t m_next = 0; //!< line to look at next
    QTimer m_timer;
};

} // namespace fairlead::models
