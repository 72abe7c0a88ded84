// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlist.h"
#include "folderwalk.h"

#include "backends/transport/apierror.h"

#include <QFuture>
#include <QHash>

#include <memory>

QT_BEGIN_NAMESPACE
class QThreadPool;
QT_END_NAMESPACE

namespace fairlead::buildcontext {

//! What is in files that were read before, so that those that are as they were are not read again.
struct DigestCache
{
    struct Known
    {
        FileStamp stamp;
        QByteArray sha256;

        bool operator==(const Known &) const = default;
    };
    QHash<QByteArray, Known> files; //!< by the absolute path

    bool operator==(const DigestCache &) const = default;
};

struct ContextDigest
{
    QString digest;       //!< "sha256:" and 64 digits
    DigestCache cache;    //!< of this context's files alone
    qint64 bytesRead = 0; //!< the others were known
};

//! Of paths, permissions, capabilities, links of both kinds and what is in the files: not of times and owners, as a
//! build's own cache does not look at them. Nor of what is generated, the Dockerfile and the .dockerignore: the
//! recipe's hash has the one, and what the other does is seen in the files. \p onProgress is told how many of the
//! list's bytes are done, each time. Blocks on the disk: for workers. Errors: those of EntryReader, Cancelled.
Result<ContextDigest> contextDigest(const ContextList &list, const DigestCache &cache, const IsCancelled &isCancelled,
                                    const std::function<void(qint64)> &onProgress);

//! The same in a thread of \p pool; its progress in thousandths. A future that is cancelled ends soon, without a
//! result.
QFuture<Result<ContextDigest>> contextDigestIn(QThreadPool *pool, std::shared_ptr<const ContextList> list,
                                               const DigestCache &cache);

} // namespace fairlead::buildcontext
