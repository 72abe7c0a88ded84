// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLockFile>
#include <QString>

#include <chrono>

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

    //! Blocks for at most \p patience. \return whether it is held.
    bool take(std::chrono::milliseconds patience = std::chrono::seconds(10));
    //! Why take() did not: a short English sentence.
    const QString &reason() const { return m_reason; }

private:
    bool takeFile(std::chrono::milliseconds patience);
    bool fail(int error);

    QString m_path; //!< of the folder
    QLockFile m_file;
    int m_folder;
    int m_error; //!< of opening the folder
    QString m_reason;
};

} // namespace fairlead::files
