// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlist.h"

#include "backends/transport/bodysource.h"

#include <memory>
#include <mutex>

namespace fairlead::buildcontext {

//! The body of a build: the tar archive of a context, made by a thread of its own while it is sent. Of the archive no
//! more than 4 MiB are in memory; the thread waits where the server is slower than the disk. Sent in chunks. Its end
//! does not wait for the disk: a thread that hangs there ends when the disk answers.
//! Errors of read(): those of writeContextTar().
class ContextSource : public transport::BodySource
{
    Q_OBJECT
public:
    explicit ContextSource(std::shared_ptr<const ContextList> list);
    ~ContextSource() override;

    ReadResult read(char *to, qsizetype size) override;
    bool rewind() override;

    //! Of the files, since it last began; ahead of what is sent by up to 4 MiB. From any thread.
    qint64 bytesRead() const;
    //! The archive was read to its end.
    bool isSent() const;
    qint64 totalBytes() const { return m_list->totalBytes; }

private:
    class Production;

    std::shared_ptr<Production> begun();

    const std::shared_ptr<const ContextList> m_list;
    mutable std::mutex m_mutex;               //!< of the pointer
    std::shared_ptr<Production> m_production; //!< that the thread has too; none: nobody has read yet
};

} // namespace fairlead::buildcontext
