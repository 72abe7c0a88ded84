// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace fairlead::buildcontext {

//! By which a file is known to be what it was, without reading it. Times in ns since 1970.
struct FileStamp
{
    qint64 size = 0;
    qint64 modified = 0;
    qint64 changed = 0; //!< of the inode: not to be set by anybody
    quint64 inode = 0;

    bool operator==(const FileStamp &) const = default;
};

//! What goes into a context under one path. Paths are bytes, as the file system has them.
struct ContextEntry
{
    enum class Type {
        File,
        Folder,
        Link,      //!< as it is; nobody follows it
        Generated, //!< a file that is sent as \c content, whatever is on the disk
    };

    Type type = Type::File;
    quint32 mode = 0;   //!< permission bits
    int root = 0;       //!< of a File: which one of ContextList::roots it is below
    QByteArray path;    //!< in the context, with / between and none at its ends
    QByteArray source;  //!< of a File: below its root
    QByteArray content; //!< of a Link: where it leads; of a Generated: its bytes
    qint64 size = 0;    //!< bytes; 0 of folders and links
    FileStamp stamp;    //!< when it was listed; none of what is on no disk
};

//! What is sent to a build, in the order in which it is sent: by the bytes of the path, so that a folder is before what
//! is in it. Two lists of the same files are equal.
struct ContextList
{
    std::vector<QByteArray> roots; //!< folders on the disk, absolute
    std::vector<ContextEntry> entries;
    QString dockerfileName;    //!< in the context: the parameter "dockerfile" of a build
    QByteArray dockerfileText; //!< that is sent, also where the file on the disk has changed since
    qint64 totalBytes = 0;     //!< of all files
    qint64 ignoredCount = 0;   //!< files and folders that .dockerignore keeps out; a folder with all below it is one

    //! nullptr: there is nothing under that path.
    ContextEntry *find(const QByteArray &path);
    //! At its place.
    void insert(ContextEntry entry);
    //! Where an entry is on the disk, for a person.
    QString placeOf(const ContextEntry &entry) const;
};

//! The order of a list.
inline bool isBefore(const ContextEntry &left, const ContextEntry &right)
{
    return left.path < right.path;
}

} // namespace fairlead::buildcontext
