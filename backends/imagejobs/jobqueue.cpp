// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "jobqueue.h"

#include <algorithm>

namespace fairlead::imagejobs {

void JobQueue::add(Task task)
{
    // What has ended is of no use once nothing else is left to come.
    if (isIdle())
        m_entries.clear();
    const bool isLost = std::any_of(task.needs.begin(), task.needs.end(), [this](const QString &need) {
        return state(need) == State::Failed || state(need) == State::Skipped;
    });
    m_entries.push_back({std::move(task), isLost ? State::Skipped : State::Waiting});
}

QStringList JobQueue::takeStartable()
{
    QStringList startable;
    for (Entry &entry : m_entries) {
        if (entry.state != State::Waiting || !waitsFor(entry.task.id).isEmpty())
            continue;
        if (runningIn(entry.task.lane) >= m_limits.value(entry.task.lane, 1))
            continue;
        entry.state = State::Running;
        startable += entry.task.id;
    }
    return startable;
}

QStringList JobQueue::end(const QString &id, bool isWell)
{
    Entry *ended = find(id);
    if (!ended || (ended->state != State::Running && ended->state != State::Waiting))
        return {};
    ended->state = isWell ? State::Succeeded : State::Failed;
    QStringList skipped;
    if (isWell)
        return skipped;
    QStringList lost{id};
    for (qsizetype at = 0; at < lost.size(); ++at) {
        for (Entry &entry : m_entries) {
            if (entry.state != State::Waiting || !entry.task.needs.contains(lost[at]))
                continue;
            entry.state = State::Skipped;
            lost += entry.task.id;
            skipped += entry.task.id;
        }
    }
    return skipped;
}

JobQueue::State JobQueue::state(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? entry->state : State::Succeeded;
}

QStringList JobQueue::waitsFor(const QString &id) const
{
    QStringList open;
    const Entry *entry = find(id);
    if (!entry || entry->state != State::Waiting)
        return open;
    for (const QString &need : entry->task.needs) {
        if (const State state = this->state(need); state == State::Waiting || state == State::Running)
            open += need;
    }
    return open;
}

bool JobQueue::isIdle() const
{
    return std::none_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.state == State::Waiting || entry.state == State::Running;
    });
}

JobQueue::Entry *JobQueue::find(const QString &id)
{
    const auto entry =
        std::find_if(m_entries.begin(), m_entries.end(), [&id](const Entry &each) { return each.task.id == id; });
    return entry == m_entries.end() ? nullptr : &*entry;
}

const JobQueue::Entry *JobQueue::find(const QString &id) const
{
    return const_cast<JobQueue *>(this)->find(id);
}

int JobQueue::runningIn(const QString &lane) const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(), [&lane](const Entry &entry) {
        return entry.state == State::Running && entry.task.lane == lane;
    }));
}

} // namespace fairlead::imagejobs
