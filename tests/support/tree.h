// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace fairlead::tests {

//! Files below a temporary folder. All of them are of the year 2020, so that their times are not those of the test.
class Tree
{
public:
    Tree() = default;
    Q_DISABLE_COPY_MOVE(Tree)
    ~Tree()
    {
        for (const QByteArray &name : m_odd) // that Qt cannot remove
            ::unlink(name.constData());
    }

    QString path(const QString &name = {}) const { return name.isEmpty() ? m_folder.path() : m_folder.filePath(name); }

    //! "a/b": a file, "a/": a folder; folders on the way are made.
    Tree &add(const QString &name, const QByteArray &content = {}, int mode = 0)
    {
        const QString full = path(name);
        QDir().mkpath(name.endsWith(QLatin1Char('/')) ? full : full.section(QLatin1Char('/'), 0, -2));
        if (!name.endsWith(QLatin1Char('/'))) {
            QFile file(full);
            if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
                qFatal("cannot write %s", qPrintable(full));
        }
        if (mode != 0)
            ::chmod(QFile::encodeName(full).constData(), mode_t(mode));
        age(name);
        return *this;
    }
    //! A file of \p size zeros that takes no room.
    Tree &addSparse(const QString &name, qint64 size)
    {
        add(name);
        if (!QFile::resize(path(name), size))
            qFatal("cannot make a sparse file");
        age(name);
        return *this;
    }
    //! Another name of the file \p target, which is there.
    Tree &hardLink(const QString &name, const QString &target)
    {
        QDir().mkpath(path(name).section(QLatin1Char('/'), 0, -2));
        if (::link(QFile::encodeName(path(target)).constData(), QFile::encodeName(path(name)).constData()) != 0)
            qFatal("cannot make a hard link");
        return *this;
    }
    Tree &socket(const QString &name)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path(name)).constData(), sizeof address.sun_path);
        const int number = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::bind(number, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            qFatal("cannot make a socket");
        ::close(number);
        return *this;
    }
    //! \return false: only root may.
    bool setCapability(const QString &name, const QByteArray &value) const
    {
        return ::setxattr(QFile::encodeName(path(name)).constData(), "security.capability", value.constData(),
                          std::size_t(value.size()), 0) == 0;
    }
    Tree &link(const QString &name, const QByteArray &target)
    {
        if (::symlink(target.constData(), QFile::encodeName(path(name)).constData()) != 0)
            qFatal("cannot make a link");
        return *this;
    }
    void age(const QString &name, qint64 seconds = 1'577'836'800)
    {
        const timespec times[2] = {{time_t(seconds), 0}, {time_t(seconds), 0}};
        ::utimensat(AT_FDCWD, QFile::encodeName(path(name)).constData(), times, 0);
    }
    void remove(const QString &name) { QFile::remove(path(name)); }

    //! An empty file whose name is no text.
    Tree &addBytes(const QByteArray &name)
    {
        m_odd += QFile::encodeName(path()) + '/' + name;
        ::close(::open(m_odd.back().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        return *this;
    }

private:
    QTemporaryDir m_folder;
    QByteArrayList m_odd;
};

} // namespace fairlead::tests
