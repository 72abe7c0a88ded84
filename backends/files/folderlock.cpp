// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "folderlock.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace fairlead::files {

namespace {

constexpr std::chrono::milliseconds LockPatience = 10s;
constexpr std::chrono::milliseconds LockOutlived = 30s; // by a console that has died on another machine

} // namespace

FolderLock::FolderLock(const QString &path)
    : m_file(path + u".lock"_s)
    , m_folder(
          ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    m_file.setStaleLockTime(int(LockOutlived.count()));
}

FolderLock::~FolderLock()
{
    if (m_folder >= 0)
        ::close(m_folder);
}

bool FolderLock::take()
{
    const QDeadlineTimer end(LockPatience);
    while (m_folder >= 0 && ::flock(m_folder, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return m_file.tryLock(int(LockPatience.count()));
        if (end.hasExpired())
            return false;
        QThread::msleep(5);
    }
    return m_folder >= 0;
}

} // namespace fairlead::files
