// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "logsegments.h"

#include "logfile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr int Attempts = 10; // to see all of them in one state
constexpr auto Suffix = ".log"_L1;

int openFile(const QString &path, int flags)
{
    return ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

QString segmentPath(const QString &path, int number)
{
    return path.chopped(Suffix.size()) + u'.' + QString::number(number) + Suffix;
}

//! Of "ID.3.log" 3; none of another name.
std::optional<int> numberOf(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (!name.endsWith(Suffix))
        return {};
    const QStringList parts = name.chopped(Suffix.size()).split(u'.');
    bool isNumber = false;
    const int number = parts.size() == 2 ? parts[1].toInt(&isNumber) : 0;
    return isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

bool isSameFile(const QFile &one, const QFile &other)
{
    struct stat a = {};
    struct stat b = {};
    return ::fstat(one.handle(), &a) == 0 && ::fstat(other.handle(), &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

} // namespace

LogSegments::LogSegments(QString path, qint64 limitBytes)
    : m_path(std::move(path))
    , m_share(limitBytes / Most)
{
}

LogSegments::~LogSegments()
{
    close();
}

void LogSegments::close()
{
    if (const int descriptor = std::exchange(m_descriptor, -1); descriptor >= 0)
        ::close(descriptor);
}

int LogSegments::open()
{
    const int descriptor = openFile(m_path, O_WRONLY | O_CREAT | O_APPEND);
    if (descriptor < 0)
        return errno;
    ::flock(descriptor, LOCK_EX | LOCK_NB);
    close();
    m_descriptor = descriptor;
    m_bytes = 0;
    m_hasLines = false;
    return 0;
}

int LogSegments::write(QByteArrayView lines)
{
    while (!lines.isEmpty()) {
        qsizetype size = lines.size();
        if (const qint64 room = m_share - m_bytes; size > room) {
            const qsizetype fitting = room > 0 ? lines.first(room).lastIndexOf('\n') + 1 : 0;
            if (fitting == 0 && m_hasLines) {
                if (const int error = beginNext(); error != 0)
                    return error;
                continue;
            }
            size = fitting > 0 ? fitting : lines.indexOf('\n') + 1; // one that is longer than the share
        }
        if (const int error = writeAll(lines.first(size)); error != 0)
            return error;
        m_bytes += size;
        m_lines += lines.first(size).count('\n');
        m_hasLines = true;
        lines = lines.sliced(size);
    }
    return 0;
}

int LogSegments::beginNext()
{
    ++m_number;
    if (const int oldest = m_number - (Most - 1); oldest > 0)
        QFile::remove(segmentPath(m_path, oldest));
    const QByteArray from = QFile::encodeName(m_path);
    const QByteArray to = QFile::encodeName(segmentPath(m_path, m_number));
    if (std::rename(from.constData(), to.constData()) != 0)
        return errno;
    if (const int error = open(); error != 0)
        return error;
    const QByteArray head = logHeadLine(m_lines, QDateTime::currentMSecsSinceEpoch());
    m_bytes = head.size();
    return writeAll(head);
}

int LogSegments::writeAll(QByteArrayView bytes) const
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), std::size_t(bytes.size()));
        if (written < 0 && errno != EINTR)
            return errno;
        bytes = bytes.sliced(std::max<ssize_t>(0, written));
    }
    return 0;
}

//! The newest first: whatever becomes older meanwhile is found among the older ones, and then the newest is another.
tl::expected<std::vector<std::unique_ptr<QFile>>, QString> openLogSegments(const QString &path)
{
    QString problem;
    for (int i = 0; i < Attempts; ++i) {
        auto newest = std::make_unique<QFile>(path);
        if (!newest->open(QIODevice::ReadOnly)) {
            problem = newest->errorString();
            continue; // it may be about to become older
        }
        std::vector<std::unique_ptr<QFile>> files;
        for (const QString &older : olderLogSegments(path)) {
            auto file = std::make_unique<QFile>(older);
            if (file->open(QIODevice::ReadOnly)) // else it has gone
                files.push_back(std::move(file));
        }
        if (!files.empty() && isSameFile(*files.back(), *newest))
            continue;
        files.push_back(std::move(newest));
        return files;
    }
    return tl::make_unexpected(problem);
}

QStringList olderLogSegments(const QString &path)
{
    std::map<int, QString> found;
    const QFileInfo newest(path);
    const QDir folder = newest.dir();
    for (const QString &name :
         folder.entryList({newest.completeBaseName() + ".*.log"_L1}, QDir::Files | QDir::NoSymLinks)) {
        if (const auto number = numberOf(name))
            found.emplace(*number, folder.filePath(name));
    }
    QStringList paths;
    for (const auto &[number, each] : found)
        paths += each;
    return paths;
}

QString logOfSegment(const QString &path)
{
    if (!numberOf(path))
        return path;
    const QFileInfo info(path);
    return info.dir().filePath(info.baseName() + Suffix);
}

bool isLogBeingWritten(const QString &path)
{
    const int descriptor = openFile(path, O_RDONLY);
    if (descriptor < 0)
        return false;
    const bool isLocked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return isLocked;
}

bool removeLog(const QString &path)
{
    for (const QString &older : olderLogSegments(path))
        QFile::remove(older);
    return QFile::remove(path) || !QFile::exists(path);
}

} // namespace fairlead::models
