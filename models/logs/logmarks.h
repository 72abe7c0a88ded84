// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QHash>
#include <QList>
#include <QRegularExpression>
#include <QString>

#include <chrono>
#include <utility>

namespace fairlead::models {

//! What an expression marks in the lines of a screen. Each line is looked at once, and only as many in one turn as its
//! time allows, at least one: an expression that takes long marks a screen little by little and holds up nobody.
class LogMarks
{
public:
    using Range = std::pair<qsizetype, qsizetype>; //!< from a letter to the one behind the last

    explicit LogMarks(std::chrono::milliseconds turn = std::chrono::milliseconds(10));

    //! Without a pattern, or with one that is none, nothing is marked.
    void setExpression(const QRegularExpression &expression);
    const QRegularExpression &expression() const { return m_expression; }
    bool isActive() const { return !m_expression.pattern().isEmpty() && m_expression.isValid(); }

    void beginTurn();
    //! Where \p text matches. Nothing of a line that the expression takes too many steps for, and of one that it is not
    //! the turn of: hasMore() then.
    QList<Range> in(const QString &text);
    //! Another turn is needed.
    bool hasMore() const { return m_hasMore; }

private:
    std::chrono::milliseconds m_turn;
    QRegularExpression m_expression;
    QRegularExpression m_limited;
    QHash<QString, QList<Range>> m_known;
    QDeadlineTimer m_end;
    bool m_isOver = false;
    bool m_hasMore = false;
};

} // namespace fairlead::models
