// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "entryreader.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

tl::unexpected<ApiError> EntryReader::changed(const QString &how) const
{
    return tl::unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                   .reason = u"FileChanged"_s,
                                   .message = u"%1 %2"_s.arg(m_list.placeOf(*m_entry), how)});
}

tl::unexpected<ApiError> EntryReader::unreadable(int error) const
{
    if (error == ENOENT || error == ENOTDIR || error == ELOOP) // it was there, and no link on its way
        return changed(u"is gone since it was listed"_s);
    return tl::unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                   .reason = u"FileUnreadable"_s,
                                   .message = u"%1: %2"_s.arg(m_list.placeOf(*m_entry), systemError(error))});
}

Result<void> EntryReader::enterFolder(const ContextEntry &entry)
{
    const QByteArray path = entry.source.left(std::max<qsizetype>(0, entry.source.lastIndexOf('/')));
    if (m_folder.isOpen() && m_folderRoot == entry.root && m_folderPath == path)
        return {};
    constexpr int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    m_folder = Descriptor(::open(m_list.roots[std::size_t(entry.root)].constData(), flags));
    if (m_folder.isOpen() && !path.isEmpty())
        m_folder = openBelow(m_folder, path, flags);
    if (!m_folder.isOpen())
        return unreadable(errno);
    m_folderRoot = entry.root;
    m_folderPath = path;
    return {};
}

Result<void> EntryReader::open(const ContextEntry &entry)
{
    m_entry = &entry;
    if (const auto entered = enterFolder(entry); !entered)
        return entered;
    m_file = openBelow(m_folder, entry.source.sliced(entry.source.lastIndexOf('/') + 1), O_RDONLY | O_NONBLOCK);
    struct stat status
    {
    };
    if (!m_file.isOpen() || ::fstat(m_file.number(), &status) != 0)
        return unreadable(errno);
    if (!S_ISREG(status.st_mode) || stampOf(status) != entry.stamp)
        return changed(u"has changed since it was listed"_s);
    m_left = entry.size;
    return {};
}

Result<qsizetype> EntryReader::read(char *to, qsizetype size)
{
    if (m_left > 0) {
        const qsizetype count = ::read(m_file.number(), to, std::size_t(std::min<qint64>(size, m_left)));
        if (count < 0)
            return unreadable(errno);
        if (count == 0)
            return changed(u"was cut short while it was read"_s);
        m_left -= count;
        return count;
    }
    struct stat status
    {
    };
    if (::fstat(m_file.number(), &status) != 0)
        return unreadable(errno);
    m_file = {};
    if (stampOf(status) != m_entry->stamp)
        return changed(u"has changed while it was read"_s);
    return 0;
}

} // namespace fairlead::buildcontext
