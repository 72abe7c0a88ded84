// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "descriptor.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

namespace {

constexpr qint64 Second = 1'000'000'000;

} // namespace

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

Descriptor openBelow(const Descriptor &folder, const QByteArray &path, int flags)
{
    Descriptor in;
    qsizetype from = 0;
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
        const QByteArray part = path.sliced(from, slash - from);
        in = Descriptor(::openat(in.isOpen() ? in.number() : folder.number(), part.constData(),
                                 O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!in.isOpen())
            return {};
        from = slash + 1;
    }
    return Descriptor(
        ::openat(in.isOpen() ? in.number() : folder.number(), path.constData() + from, flags | O_NOFOLLOW | O_CLOEXEC));
}

FileStamp stampOf(const struct stat &status)
{
    return {.size = status.st_size,
            .modified = status.st_mtim.tv_sec * Second + status.st_mtim.tv_nsec,
            .changed = status.st_ctim.tv_sec * Second + status.st_ctim.tv_nsec,
            .inode = status.st_ino,
            .device = status.st_dev};
}

//! By way of /proc: there is no call that takes a folder and a name, and an open file would be needed for the other.
QByteArray capabilityOf(const Descriptor &folder, const QByteArray &name)
{
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(folder.number()) + '/' + name;
    std::array<char, 64> value; // its largest form has 24 bytes
    const auto size = ::lgetxattr(path.constData(), "security.capability", value.data(), value.size());
    return size > 0 ? QByteArray(value.data(), size) : QByteArray();
}

QString systemError(int number)
{
    switch (number) {
    case ENOENT:
        return u"no such file"_s;
    case ENOTDIR:
        return u"is no folder"_s;
    case EACCES:
    case EPERM:
        return u"permission denied"_s;
    case ELOOP:
        return u"is a link"_s;
    }
    char text[128];
    return QString::fromUtf8(strerror_r(number, text, sizeof text));
}

} // namespace fairlead::buildcontext
