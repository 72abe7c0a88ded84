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

constexpr std::chrono::milliseconds LockOutlived = 30s; // by a console that has died on another machine

const auto Held = u"another console is saving, and does not end"_s;

} // namespace

FolderLock::FolderLock(const QString &path)
    : m_path(QFileInfo(path).absolutePath())
    , m_file(path + u".lock"_s)
    , m_folder(::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    , m_error(m_folder < 0 ? errno : 0)
{
    m_file.setStaleLockTime(int(LockOutlived.count()));
}

FolderLock::~FolderLock()
{
    if (m_folder >= 0)
        ::close(m_folder);
}

bool FolderLock::take(std::chrono::milliseconds patience)
{
    if (m_folder < 0)
        return fail(m_error);
    const QDeadlineTimer end(patience);
    while (::flock(m_folder, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return takeFile(patience);
        if (end.hasExpired()) {
            m_reason = Held;
            return false;
        }
        QThread::msleep(5);
    }
    return true;
}

bool FolderLock::takeFile(std::chrono::milliseconds patience)
{
    if (m_file.tryLock(int(patience.count())))
        return true;
    if (m_file.error() == QLockFile::PermissionError)
        return fail(EACCES);
    m_reason =
        m_file.error() == QLockFile::LockFailedError ? Held : u"no lock can be made in the folder %1"_s.arg(m_path);
    return false;
}

bool FolderLock::fail(int error)
{
    m_reason = u"the folder %1 cannot be locked: %2"_s.arg(m_path, qt_error_string(error));
    return false;
}

} // namespace fairlead::files
