// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace fairlead::imagejobs {

//! Which task may begin now: each behind those that it needs, so many of a kind at once and no more. A task whose need
//! has not come true is not begun. Knows nothing of what a task is.
class JobQueue
{
public:
    struct Task
    {
        QString id;
        QStringList needs; //!< ids of tasks that have to succeed first; those that nobody knows count as done
        QString lane;      //!< tasks of one lane share its limit: "build:daemon-1", "push"
    };
    enum class State : std::uint8_t {
        Waiting,
        Running,
        Succeeded,
        Failed,
        Skipped, //!< what it needs failed, was cancelled or was skipped itself
    };

    //! How many of a lane run at once; 1 where nothing was said.
    void setLimit(const QString &lane, int limit) { m_limits[lane] = limit; }
    void add(Task task);
    //! Those that may begin, in the order of their adding; they count as running from now on.
    QStringList takeStartable();
    //! One that runs has ended, or one that waits is not wanted any more (\p isWell false).
    //! \return those that will never run because of it.
    QStringList end(const QString &id, bool isWell);

    State state(const QString &id) const;
    //! What keeps a waiting task from beginning: ids of needs that have not ended. Empty: its turn.
    QStringList waitsFor(const QString &id) const;
    bool isIdle() const; //!< nothing runs or waits

private:
    struct Entry
    {
        Task task;
        State state = State::Waiting;
    };

    Entry *find(const QString &id);
    const Entry *find(const QString &id) const;
    int runningIn(const QString &lane) const;

    std::vector<Entry> m_entries;
    QHash<QString, int> m_limits;
};

} // namespace fairlead::imagejobs
