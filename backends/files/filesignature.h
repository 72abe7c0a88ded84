// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace fairlead::files {

//! What a set of paths looked like at one moment, cheaply: identity, size and times, not content.
struct FileSignature
{
    QByteArray bytes;
    //! Something changed so shortly before that a further change may leave the same times behind.
    bool isFresh = false;

    bool sameAs(const FileSignature &later) const { return !isFresh && bytes == later.bytes; }
};

//! Of the paths and, for folders, of what is directly in them. Blocks on the disk.
FileSignature fileSignature(const QStringList &paths);

//! What to watch so that any change of what \p path leads to is noticed, and the inode behind each: the file, the
//! folder that has it or would have it, and the folders of all symbolic links on the way. Canonical paths, so that a
//! link that is turned elsewhere gives other targets.
QHash<QString, quint64> watchTargets(const QString &path);

//! True on file systems whose changes may come from another machine, of which inotify says nothing.
bool isRemoteFileSystem(const QString &path);

} // namespace fairlead::files
