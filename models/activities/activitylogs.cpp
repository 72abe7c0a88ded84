// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "activitylogs.h"

#include "models/logs/logfiles.h"
#include "models/logs/logintake.h"

#include <QDateTime>

namespace fairlead::models {

using imagejobs::LogQueue;

ActivityLogs::ActivityLogs(LogFiles *files)
    : m_files(files)
{
}

void ActivityLogs::open(const QString &id)
{
    if (m_files)
        m_files->open(id);
    const std::lock_guard lock(m_mutex);
    m_queues.insert(id, std::make_shared<LogQueue>(LogQueue::Overflow::LosesOldest));
}

void ActivityLogs::append(const QString &id, QByteArrayView utf8, LogQueue::Source source)
{
    const Queue queue = this->queue(id);
    if (!queue || utf8.isEmpty())
        return;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    if (m_files)
        m_files->append(id, utf8, now, logSource(source));
    queue->append(utf8, now, source);
}

ActivityLogs::Queue ActivityLogs::queue(const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    return m_queues.value(id);
}

void ActivityLogs::close(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    m_queues.remove(id);
}

} // namespace fairlead::models
