// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/logqueue.h"

#include <QHash>
#include <QString>

#include <memory>
#include <mutex>

namespace fairlead::models {

class LogFiles;

//! Logs of activities whose work is done in other threads. Whoever works appends there: the file gets all of it at
//! once, and a queue the end of it, for the GUI thread, which may be busy. Nobody waits. Any thread.
class ActivityLogs
{
public:
    using Queue = std::shared_ptr<imagejobs::LogQueue>;

    //! \p files null: none; else it outlives this.
    explicit ActivityLogs(LogFiles *files);

    //! Before anything is appended to it, and before the activity of that id begins.
    void open(const QString &id);
    //! As it comes, wherever it was cut.
    void append(const QString &id, QByteArrayView utf8, imagejobs::LogQueue::Source source);
    //! Null where nothing was opened.
    Queue queue(const QString &id) const;
    //! What comes then is passed over; the file is closed by whoever knows that the activity is over.
    void close(const QString &id);

private:
    LogFiles *m_files;
    mutable std::mutex m_mutex;
    QHash<QString, Queue> m_queues;
};

} // namespace fairlead::models
