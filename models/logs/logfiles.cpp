// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logfiles.h"

#include "logfile.h"
#include "logsegments.h"

#include <QDir>
#include <QFile>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
constexpr qsizetype JobCost = 160;          // of one in the queue, beside its bytes
constexpr qsizetype LongestJob = 256 << 10; // bytes
constexpr qsizetype WriteAtOnce = 256 << 10;

QString reasonOf(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

QByteArray leftOutText(std::int64_t bytes)
{
    return QByteArray::number(qlonglong(bytes)) + " bytes are left out here: the disk was too slow\n";
}

} // namespace

//! In the thread alone.
class LogFiles::Writer
{
public:
    explicit Writer(LogFiles &files)
        : m_files(files)
    {
    }

    void take(const Job &job)
    {
        switch (job.kind) {
        case Job::Kind::Open:
            return open(job.id);
        case Job::Kind::Append:
            return append(job);
        case Job::Kind::Close:
            return close(job);
        case Job::Kind::Remove:
            m_open.erase(job.id);
            removeLog(m_files.path(job.id));
            return;
        case Job::Kind::Flush:
            flushAll();
            tell([files = &m_files, id = job.id] { files->startReading(id); });
        }
    }

    void flushAll()
    {
        for (auto &[id, file] : m_open)
            flush(id, file);
    }

    //! The console ends.
    void finish()
    {
        for (auto &[id, file] : m_open)
            file.lines.finish(file.text);
        flushAll();
    }

    //! The oldest go that are too many or too much, but for those that are being written.
    void prune() const
    {
        QDir folder(m_files.m_folder);
        QHash<QString, qint64> sizes;
        QStringList logs; // the newest first
        for (const QFileInfo &info : folder.entryInfoList({u"*.log"_s}, QDir::Files | QDir::NoSymLinks, QDir::Time)) {
            const QString log = logOfSegment(info.filePath());
            if (!sizes.contains(log))
                logs += log;
            sizes[log] += info.size();
        }
        int files = 0;
        qint64 bytes = 0;
        for (const QString &log : std::as_const(logs)) {
            ++files;
            bytes += sizes[log];
            const bool isOver = files > m_files.m_limits.files || bytes > m_files.m_limits.bytes;
            if (isOver && !isLogBeingWritten(log) && removeLog(log)) {
                --files;
                bytes -= sizes[log];
            }
        }
    }

private:
    struct Open
    {
        Open(const QString &path, qint64 limit)
            : file(path, limit)
        {
        }

        LogSegments file;
        LogFileLines lines;
        QByteArray text; //!< to be written
        bool hasFailed = false;
    };

    //! In the thread of the files; not at all once they are gone.
    template <class Tell>
    void tell(Tell tell) const
    {
        QMetaObject::invokeMethod(&m_files, std::move(tell), Qt::QueuedConnection);
    }

    //! What is open stays so: it may have been opened from two sides.
    void open(const QString &id)
    {
        if (m_open.contains(id))
            return;
        if (!QFileInfo::exists(m_files.m_folder)) {
            QDir().mkpath(m_files.m_folder);
            QFile::setPermissions(m_files.m_folder, OwnerOnly);
        }
        Open &opened = m_open.try_emplace(id, m_files.path(id), m_files.m_limits.fileBytes).first->second;
        if (const int error = opened.file.open(); error != 0)
            fail(id, opened, error);
        prune();
    }

    void append(const Job &job)
    {
        const auto found = m_open.find(job.id);
        if (found == m_open.end() || found->second.hasFailed)
            return;
        Open &open = found->second;
        addLeftOut(job, open);
        open.lines.add(job.utf8, job.time, job.source, open.text);
        if (open.text.size() >= WriteAtOnce)
            flush(job.id, open);
    }

    static void addLeftOut(const Job &job, Open &open)
    {
        if (job.leftOut > 0)
            open.lines.add(leftOutText(job.leftOut), job.time, LogRing::Source::Fairlead, open.text);
    }

    void close(const Job &job)
    {
        if (const auto found = m_open.find(job.id); found != m_open.end()) {
            addLeftOut(job, found->second);
            found->second.lines.finish(found->second.text);
            flush(job.id, found->second);
            m_open.erase(found);
        }
        prune();
        tell([files = &m_files, id = job.id] { emit files->closed(id); });
    }

    void flush(const QString &id, Open &open)
    {
        if (open.hasFailed)
            return;
        const int error = open.file.write(open.text);
        open.text.clear();
        if (error != 0)
            fail(id, open, error);
    }

    void fail(const QString &id, Open &open, int error) const
    {
        open.hasFailed = true;
        tell([files = &m_files, id, error] { emit files->failed(id, reasonOf(error)); });
    }

    LogFiles &m_files;
    std::map<QString, Open> m_open;
};

LogFiles::LogFiles(const QString &folder, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_limits(limits)
    , m_thread([this] { run(); })
{
}

LogFiles::LogFiles(const QString &folder, QObject *parent)
    : LogFiles(folder, Limits(), parent)
{
}

LogFiles::~LogFiles()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_hasJobs.notify_one();
    m_thread.join();
}

//! What ids are, and nothing that leads elsewhere.
QString LogFiles::path(const QString &id) const
{
    const auto isSafe = [](QChar c) { return (c.isLetterOrNumber() && c.unicode() < 0x80) || c == u'-'; };
    const bool isName = !id.isEmpty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), isSafe);
    return isName ? m_folder + u'/' + id + u".log"_s : QString();
}

void LogFiles::open(const QString &id)
{
    if (!path(id).isEmpty())
        queue({.kind = Job::Kind::Open, .id = id});
}

void LogFiles::append(const QString &id, QByteArrayView utf8, std::int64_t time, LogRing::Source source)
{
    const std::lock_guard lock(m_mutex);
    const bool goesOn = !m_jobs.empty() && m_jobs.back().kind == Job::Kind::Append && m_jobs.back().id == id &&
                        m_jobs.back().source == source && m_jobs.back().time == time &&
                        m_jobs.back().utf8.size() + utf8.size() <= LongestJob;
    m_waiting += utf8.size();
    if (goesOn) {
        m_jobs.back().utf8.append(utf8); // the thread knows of it
    } else {
        m_waiting += JobCost;
        m_jobs.push_back(
            {.kind = Job::Kind::Append, .id = id, .utf8 = utf8.toByteArray(), .time = time, .source = source});
        m_hasJobs.notify_one();
    }
    leaveOut();
}

//! The oldest that waits, where it is too much: what comes last is what one looks for.
void LogFiles::leaveOut()
{
    const auto isAppend = [](const Job &job) { return job.kind == Job::Kind::Append; };
    while (m_waiting > m_limits.queueBytes) {
        const auto oldest = std::find_if(m_jobs.begin(), m_jobs.end(), isAppend);
        if (std::next(oldest) == m_jobs.end())
            return;
        m_leftOut[oldest->id] += oldest->utf8.size();
        m_waiting -= oldest->utf8.size() + JobCost;
        m_jobs.erase(oldest);
    }
}

void LogFiles::close(const QString &id)
{
    queue({.kind = Job::Kind::Close, .id = id});
}

void LogFiles::remove(const QString &id)
{
    if (!path(id).isEmpty())
        queue({.kind = Job::Kind::Remove, .id = id});
}

void LogFiles::read(const QString &id)
{
    queue({.kind = Job::Kind::Flush, .id = id});
}

void LogFiles::queue(Job job)
{
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_hasJobs.notify_one();
}

void LogFiles::run()
{
    Writer writer(*this);
    writer.prune();
    std::unique_lock lock(m_mutex);
    while (true) {
        m_hasJobs.wait(lock, [this] { return m_isEnding || !m_jobs.empty(); });
        if (m_jobs.empty())
            return writer.finish();
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        if (job.kind != Job::Kind::Open && job.kind != Job::Kind::Flush)
            job.leftOut = m_leftOut.take(job.id);
        const bool isLast = m_jobs.empty();
        lock.unlock();
        writer.take(job);
        if (isLast)
            writer.flushAll();
        lock.lock();
        if (job.kind == Job::Kind::Append)
            m_waiting -= job.utf8.size() + JobCost;
    }
}

void LogFiles::startReading(const QString &id)
{
    auto *watcher = new QFutureWatcher<Content>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, id] {
        watcher->deleteLater();
        emit contentRead(id, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([path = path(id)]() -> Content {
        auto ring = readLogFile(path);
        if (!ring)
            return {nullptr, ring.error()};
        return {std::make_shared<LogRing>(*std::move(ring)), {}};
    }));
}

} // namespace fairlead::models
