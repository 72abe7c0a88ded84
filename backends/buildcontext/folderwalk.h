// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "descriptor.h"

#include "backends/images/dockerignore.h"

#include <functional>
#include <tl/expected.hpp>

namespace fairlead::buildcontext {

//! Whoever works is asked this often.
using IsCancelled = std::function<bool()>;

//! All that is below a folder, for the context. Links are kept as links, sockets are left out. Blocks on the disk: for
//! workers. Bounded: a million entries, 256 MiB of their names, 128 folders in one another.
class FolderWalk
{
public:
    static constexpr std::size_t MostEntries = 1'000'000;

    struct Found
    {
        std::vector<ContextEntry> entries; //!< in no order that one could rely on, but a folder before what is in it
        qint64 ignoredCount = 0;
        std::vector<QByteArray> sockets; //!< left out: places on the disk
    };

    //! \p root is the folder's number in the list, \p prefix what stands before the paths in the context.
    FolderWalk(const QString &folder, int root, QByteArray prefix, const images::DockerIgnore &ignore,
               IsCancelled isCancelled);

    //! Errors: the path and what is wrong with it. "cancelled" if so.
    tl::expected<Found, QString> walk();

private:
    using Outcome = tl::expected<void, QString>;

    Outcome walkFolder(Descriptor folder, const QByteArray &path, int depth);
    Outcome visit(const Descriptor &folder, const QByteArray &name, const QByteArray &path, int depth);
    Outcome visitFolder(const Descriptor &parent, const QByteArray &name, ContextEntry entry, int depth);
    Outcome leaveOut(const QByteArray &path);
    Outcome add(ContextEntry entry);
    Outcome tooMuch() const;
    tl::unexpected<QString> problem(const QByteArray &path, const QString &what) const;

    const QString m_folder;
    const int m_root;
    const QByteArray m_prefix;
    const images::DockerIgnore &m_ignore;
    const IsCancelled m_isCancelled;
    Found m_found;
    std::vector<ContextEntry> m_pending; //!< folders on the way that are ignored, but for what is taken in again
    qint64 m_nameBytes = 0;
};

} // namespace fairlead::buildcontext
