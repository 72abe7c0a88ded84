// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor.h"

#include "backends/transport/apierror.h"

namespace fairlead::buildcontext {

//! Reads the files of a list, each as it was when it was listed or not at all. Blocks on the disk: for workers. Never
//! waits for a pipe, and follows no link. Must not outlive the list.
//! Errors: Invalid with reason FileUnreadable or FileChanged (also shrunk, replaced, gone); the message has the place.
class EntryReader
{
public:
    explicit EntryReader(const ContextList &list)
        : m_list(list)
    {
    }

    //! Begins with \p entry, a File, or a HardLink, which has no bytes of its own.
    Result<void> open(const ContextEntry &entry);
    //! How many bytes: 0 after the last one, of which all are as they were listed then.
    Result<qsizetype> read(char *to, qsizetype size);

private:
    Result<void> enterFolder(const ContextEntry &entry);
    tl::unexpected<ApiError> changed(const QString &how) const;
    tl::unexpected<ApiError> unreadable(int error) const;

    const ContextList &m_list;
    const ContextEntry *m_entry = nullptr;
    Descriptor m_folder; //!< of the file before, most often of the next one too
    int m_folderRoot = -1;
    QByteArray m_folderPath;
    Descriptor m_file;
    qint64 m_left = 0;
};

} // namespace fairlead::buildcontext
