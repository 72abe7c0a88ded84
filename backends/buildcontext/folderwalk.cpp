// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "folderwalk.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

namespace {

constexpr qint64 MostNameBytes = 256 << 20;
constexpr int DeepestFolder = 128;

constexpr int OpenFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

//! Sorted. Errors: errno.
tl::expected<std::vector<QByteArray>, int> namesIn(const Descriptor &folder)
{
    Descriptor copy(::fcntl(folder.number(), F_DUPFD_CLOEXEC, 0)); // the stream closes what it reads
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(copy.number()), &::closedir);
    if (!stream)
        return tl::unexpected(errno);
    copy.release();
    std::vector<QByteArray> names;
    for (;;) {
        errno = 0;
        const dirent *each = ::readdir(stream.get());
        if (!each)
            break;
        const QByteArray name(each->d_name);
        if (name != "." && name != "..")
            names.push_back(name);
        if (names.size() > FolderWalk::MostEntries)
            return tl::unexpected(E2BIG);
    }
    if (errno != 0)
        return tl::unexpected(errno);
    std::sort(names.begin(), names.end());
    return names;
}

QString kindOf(quint32 mode)
{
    switch (mode & S_IFMT) {
    case S_IFIFO:
        return u"is a pipe"_s;
    case S_IFCHR:
    case S_IFBLK:
        return u"is a device"_s;
    default:
        return u"is no file, folder or link"_s;
    }
}

tl::expected<QByteArray, int> linkTarget(const Descriptor &folder, const QByteArray &name)
{
    QByteArray target(PATH_MAX, Qt::Uninitialized);
    const auto size = ::readlinkat(folder.number(), name.constData(), target.data(), std::size_t(target.size()));
    if (size < 0)
        return tl::unexpected(errno);
    target.truncate(size);
    target.squeeze();
    return target;
}

} // namespace

FolderWalk::FolderWalk(const QString &folder, int root, QByteArray prefix, const images::DockerIgnore &ignore,
                       IsCancelled isCancelled)
    : m_folder(folder)
    , m_root(root)
    , m_prefix(std::move(prefix))
    , m_ignore(ignore)
    , m_isCancelled(std::move(isCancelled))
{
}

tl::unexpected<QString> FolderWalk::problem(const QByteArray &path, const QString &what) const
{
    const QString place = path.isEmpty() ? m_folder : m_folder + u'/' + QString::fromUtf8(path);
    return tl::unexpected<QString>(place + u": "_s + what);
}

tl::expected<FolderWalk::Found, QString> FolderWalk::walk()
{
    Descriptor folder(::open(QFile::encodeName(m_folder).constData(), OpenFolder));
    if (!folder.isOpen())
        return problem({}, systemError(errno));
    if (const Outcome outcome = walkFolder(std::move(folder), {}, 1); !outcome)
        return tl::unexpected(outcome.error());
    return std::move(m_found);
}

FolderWalk::Outcome FolderWalk::walkFolder(Descriptor folder, const QByteArray &path, int depth)
{
    if (depth > DeepestFolder)
        return problem(path, u"is deeper than %1 folders"_s.arg(DeepestFolder));
    const auto names = namesIn(folder);
    if (!names)
        return problem(path, systemError(names.error()));
    for (const QByteArray &name : *names) {
        if (m_isCancelled())
            return tl::unexpected(u"cancelled"_s);
        const Outcome outcome = visit(folder, name, path.isEmpty() ? name : path + '/' + name, depth);
        if (!outcome)
            return outcome;
    }
    return {};
}

FolderWalk::Outcome FolderWalk::visit(const Descriptor &folder, const QByteArray &name, const QByteArray &path,
                                      int depth)
{
    struct stat status
    {
    };
    if (::fstatat(folder.number(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Outcome() : problem(path, systemError(errno)); // gone since
    ContextEntry entry{.mode = status.st_mode & 07777U,
                       .root = m_root,
                       .path = m_prefix.isEmpty() ? path : m_prefix + '/' + path,
                       .source = path,
                       .stamp = stampOf(status)};
    if (S_ISDIR(status.st_mode))
        return visitFolder(folder, name, std::move(entry), depth);
    if (m_ignore.isIgnored(QString::fromUtf8(path))) {
        ++m_found.ignoredCount;
        return {};
    }
    if (S_ISLNK(status.st_mode)) {
        const auto target = linkTarget(folder, name);
        if (!target)
            return problem(path, systemError(target.error()));
        entry.type = ContextEntry::Type::Link;
        entry.content = *target;
        return add(std::move(entry));
    }
    if (S_ISSOCK(status.st_mode))
        return leaveOut(path);
    if (!S_ISREG(status.st_mode))
        return problem(path, kindOf(status.st_mode) + u", which cannot be sent; .dockerignore may keep it out"_s);
    entry.size = status.st_size;
    entry.isShared = status.st_nlink > 1;
    entry.capability = capabilityOf(folder, name);
    return add(std::move(entry));
}

FolderWalk::Outcome FolderWalk::leaveOut(const QByteArray &path)
{
    m_found.sockets.push_back(QFile::encodeName(m_folder) + '/' + path);
    m_nameBytes += m_found.sockets.back().size();
    return m_found.sockets.size() > MostEntries || m_nameBytes > MostNameBytes ? tooMuch() : Outcome();
}

FolderWalk::Outcome FolderWalk::visitFolder(const Descriptor &parent, const QByteArray &name, ContextEntry entry,
                                            int depth)
{
    const QByteArray path = entry.source;
    const QString text = QString::fromUtf8(path);
    entry.type = ContextEntry::Type::Folder;
    const bool isIgnored = m_ignore.isIgnored(text);
    if (isIgnored && m_ignore.ignoresAllBelow(text)) {
        ++m_found.ignoredCount;
        return {};
    }
    Descriptor folder(::openat(parent.number(), name.constData(), OpenFolder | O_NOFOLLOW));
    if (!folder.isOpen())
        return problem(path, systemError(errno));
    const std::size_t pending = m_pending.size();
    const qint64 ignored = m_found.ignoredCount;
    if (isIgnored)
        m_pending.push_back(std::move(entry));
    else if (const Outcome added = add(std::move(entry)); !added)
        return added;
    const Outcome outcome = walkFolder(std::move(folder), path, depth + 1);
    if (isIgnored && m_pending.size() > pending) { // nothing below was taken in again
        m_pending.resize(pending);
        m_found.ignoredCount = ignored + 1;
    }
    return outcome;
}

FolderWalk::Outcome FolderWalk::tooMuch() const
{
    return problem({},
                   u"has more than %L1 files or too long names; .dockerignore may keep some out"_s.arg(MostEntries));
}

FolderWalk::Outcome FolderWalk::add(ContextEntry entry)
{
    m_pending.push_back(std::move(entry));
    for (ContextEntry &each : m_pending) {
        m_nameBytes += each.path.size() + each.content.size();
        if (m_found.entries.size() == MostEntries || m_nameBytes > MostNameBytes)
            return tooMuch();
        m_found.entries.push_back(std::move(each));
    }
    m_pending.clear();
    return {};
}

} // namespace fairlead::buildcontext
