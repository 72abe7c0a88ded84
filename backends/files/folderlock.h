// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLockFile>
#include <QString>

namespace fairlead::files {

//! Of one folder, against all consoles; held until it is destroyed. The kernel's own lock of the folder leaves no file
//! behind and ends with its console, however that ends; where a file system has none (NFS), a file.
class FolderLock
{
public:
    //! Of the folder that \p path is in.
    explicit FolderLock(const QString &path);
    ~FolderLock();
    Q_DISABLE_COPY_MOVE(FolderLock)

    //! Blocks for at most ten seconds. \return whether it is held.
    bool take();

private:
    QLockFile m_file;
    int m_folder;
};

} // namespace fairlead::files
