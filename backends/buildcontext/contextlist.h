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
    quint64 device = 0; //!< that the inode is of

    bool operator==(const FileStamp &) const = default;
};

//! What goes into a context under one path. Paths are bytes, as the file system has them.
struct ContextEntry
{
    enum class Type {
        File,
        Folder,
        Link,      //!< as it is; nobody follows it
        HardLink,  //!< another name of a File before it
        Generated, //!< a file that is sent as \c content, whatever is on the disk
    };

    Type type = Type::File;
    quint32 mode = 0;      //!< permission bits
    int root = 0;          //!< of what is on the disk: which one of ContextList::roots it is below
    QByteArray path;       //!< in the context, with / between and none at its ends
    QByteArray source;     //!< of a File or HardLink: below its root
    QByteArray content;    //!< of a Link: where it leads; of a HardLink: that File's path; of a Generated: its bytes
    QByteArray capability; //!< of both: the attribute security.capability, as the disk has it; empty: there is none
    qint64 size = 0;       //!< bytes; 0 of folders and links
    FileStamp stamp;       //!< when it was listed; none of what is on no disk
    bool isShared = false; //!< of a File: the disk has it under other names too, in the context or elsewhere

    bool isOnDisk() const { return type == Type::File || type == Type::HardLink; }
};

//! What is sent to a build, in the order in which it is sent: by the bytes of the path, so that a folder is before what
//! is in it. Two lists of the same files are equal.
struct ContextList
{
    std::vector<QByteArray> roots; //!< folders on the disk, absolute
    std::vector<ContextEntry> entries;
    QString dockerfileName;          //!< in the context: the parameter "dockerfile" of a build
    QByteArray dockerfileText;       //!< that is sent, also where the file on the disk has changed since
    qint64 totalBytes = 0;           //!< of all files
    std::vector<QByteArray> sockets; //!< places of those that are left out, as docker leaves them out
    qint64 ignoredCount = 0; //!< files and folders that .dockerignore keeps out; a folder with all below it is one

    //! nullptr: there is nothing under that path.
    ContextEntry *find(const QByteArray &path);
    //! At its place.
    void insert(ContextEntry entry);
    //! What is the same file as one before it becomes a HardLink. Only within one of the roots: a recipe may have a
    //! file sent twice.
    void linkShared();
    //! Where an entry is on the disk, for a person.
    QString placeOf(const ContextEntry &entry) const;
};

//! The order of a list.
inline bool isBefore(const ContextEntry &left, const ContextEntry &right)
{
    return left.path < right.path;
}

} // namespace fairlead::buildcontext
