// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runattempt.h"

#include <utility>

namespace fairlead::runs {

void RunAttempt::setStatus(const RunStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    emit changed();
    emit told(m_status, m_events);
}

void RunAttempt::setEvents(const std::vector<RunEvent> &events)
{
    if (m_events == events)
        return;
    m_events = events;
    emit changed();
    emit told(m_status, m_events);
}

void RunAttempt::finish(const AttemptEnd &end)
{
    if (std::exchange(m_isOver, true))
        return;
    m_end = end;
    emit finished();
}

} // namespace fairlead::runs
