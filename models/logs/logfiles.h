// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "logring.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace fairlead::models {

//! Logs on disk, FOLDER/ID.log each (0600, the folder 0700), as LogFileLines makes them; of one that is too long the
//! end is kept, in further files (logsegments.h). A thread of its own writes; nobody waits for the disk: where it is
//! slower than what comes, the oldest that waits is left out, and the file says how many bytes that were. The history
//! is bounded, the oldest files go; what a console still writes, this one or another, stays. Files are opened, appended
//! to, closed and removed from any thread, each file's in the order that it is to have.
class LogFiles : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        int files = 200;
        qint64 bytes = 512 << 20;     //!< of all files
        qint64 fileBytes = 256 << 20; //!< of one; then its beginning goes
        qint64 queueBytes = 16 << 20; //!< that wait for the disk
    };
    struct Content
    {
        std::shared_ptr<LogRing> ring; //!< null: problem says why
        QString problem;               //!< a short English reason
    };

    explicit LogFiles(const QString &folder, const Limits &limits, QObject *parent = nullptr);
    explicit LogFiles(const QString &folder, QObject *parent = nullptr);
    ~LogFiles() override; //!< writes what waits

    QString folder() const { return m_folder; }
    //! Empty where \p id cannot name a file.
    QString path(const QString &id) const;

    //! One that is open stays so.
    void open(const QString &id);
    void append(const QString &id, QByteArrayView utf8, std::int64_t time, LogRing::Source source);
    void close(const QString &id);
    void remove(const QString &id);
    //! Of what was appended until now, in a thread of its own; contentRead() follows.
    void read(const QString &id);

signals:
    //! Once for each file; what comes is not written any more.
    void failed(const QString &id, const QString &reason);
    //! All of it is in the file, and older ones may have gone.
    void closed(const QString &id);
    void contentRead(const QString &id, const fairlead::models::LogFiles::Content &content);

private:
    class Writer; //!< what the thread does
    struct Job
    {
        enum class Kind : std::uint8_t { Open, Append, Close, Remove, Flush };

        Kind kind = Kind::Append;
        QString id;
        QByteArray utf8;
        std::int64_t time = 0;
        LogRing::Source source = LogRing::Source::Output;
        std::int64_t leftOut = 0; //!< bytes before these, once it is taken
    };

    void queue(Job job);
    void leaveOut();
    void run();
    void startReading(const QString &id);

    const QString m_folder;
    const Limits m_limits;
    std::mutex m_mutex;                     //!< of all below
    QHash<QString, std::int64_t> m_leftOut; //!< bytes before what waits
    std::condition_variable m_hasJobs;
    std::deque<Job> m_jobs;
    qint64 m_waiting = 0; //!< bytes in them
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace fairlead::models
