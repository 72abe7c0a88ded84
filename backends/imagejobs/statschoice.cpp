// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statschoice.h"

namespace fairlead::imagejobs {

void StatsChoice::setSeen(const QList<ContainerRef> &seen)
{
    m_seen = seen;
    m_ended.removeIf([&](const ContainerRef &each) { return !seen.contains(each); });
}

void StatsChoice::setRunning(const QString &daemonId, const QSet<QString> &containerIds)
{
    m_running[daemonId] = containerIds;
    m_ended.removeIf([&](const ContainerRef &each) { return each.daemonId == daemonId && !isRunning(each); });
}

void StatsChoice::forgetDaemon(const QString &daemonId)
{
    m_running.remove(daemonId);
    m_ended.removeIf([&](const ContainerRef &each) { return each.daemonId == daemonId; });
}

void StatsChoice::streamEnded(const ContainerRef &container)
{
    if (m_seen.contains(container) && !m_ended.contains(container))
        m_ended += container;
}

QList<ContainerRef> StatsChoice::wanted() const
{
    QList<ContainerRef> wanted;
    for (const ContainerRef &each : m_seen) {
        if (wanted.size() == m_most)
            break;
        if (isRunning(each) && !m_ended.contains(each))
            wanted += each;
    }
    return wanted;
}

} // namespace fairlead::imagejobs
