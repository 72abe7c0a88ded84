// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "smallfile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::files {

tl::expected<QByteArray, QString> readSmallFile(const QString &path, qint64 limitBytes)
{
    const QFileInfo info(path);
    if (!info.exists())
        return tl::unexpected(info.isSymLink() ? u"is a link to nothing"_s : u"no such file"_s);
    if (info.isDir())
        return tl::unexpected(u"is a folder"_s);
    if (!info.isFile())
        return tl::unexpected(u"is not a regular file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(info.isReadable() ? u"cannot be opened"_s : u"permission denied"_s);
    QByteArray bytes = file.read(limitBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(u"cannot be read"_s);
    if (bytes.size() > limitBytes)
        return tl::unexpected(u"is larger than %1 KiB"_s.arg(limitBytes / 1024));
    return bytes;
}

} // namespace fairlead::files
