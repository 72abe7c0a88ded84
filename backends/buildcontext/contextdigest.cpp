// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextdigest.h"

#include "entryreader.h"

#include "backends/transport/opensslpointer.h"

#include <QtConcurrentRun>

#include <chrono>
#include <openssl/evp.h>

using namespace Qt::StringLiterals;

namespace fairlead::buildcontext {

namespace {

using Type = ContextEntry::Type;

constexpr int BlockSize = 64 << 10;

//! What was written later than this may be written again without another time. In ns since 1970.
qint64 settledTime()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>((system_clock::now() - 2s).time_since_epoch()).count();
}

//! OpenSSL's, which is several times as fast as Qt's where the processor knows the algorithm.
class Sha256
{
public:
    Sha256() { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }

    void add(QByteArrayView bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), std::size_t(bytes.size())); }
    void addSized(QByteArrayView bytes)
    {
        add(QByteArray::number(bytes.size()) + ':');
        add(bytes);
    }
    QByteArray result()
    {
        QByteArray digest(EVP_MD_get_size(EVP_sha256()), Qt::Uninitialized);
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
        return digest;
    }

private:
    transport::OpenSslPointer<EVP_MD_CTX, EVP_MD_CTX_free> m_context{EVP_MD_CTX_new()};
};

char letterOf(Type type)
{
    switch (type) {
    case Type::File:
    case Type::Generated:
        return 'f';
    case Type::Folder:
        return 'd';
    case Type::Link:
        return 'l';
    case Type::HardLink:
        return 'h';
    }
    return 'f';
}

class Digester
{
public:
    Digester(const ContextList &list, const DigestCache &cache, const IsCancelled &isCancelled,
             const std::function<void(qint64)> &onProgress)
        : m_list(list)
        , m_cache(cache)
        , m_isCancelled(isCancelled)
        , m_onProgress(onProgress)
        , m_reader(list)
        , m_buffer(BlockSize, Qt::Uninitialized)
    {
    }

    Result<ContextDigest> digest()
    {
        for (const ContextEntry &entry : m_list.entries) {
            if (m_isCancelled())
                return tl::unexpected(ApiError{.kind = ApiError::Kind::Cancelled});
            if (entry.type == Type::Generated || entry.path == ".dockerignore") {
                advance(entry.size);
                continue;
            }
            const Result<QByteArray> content = contentOf(entry);
            if (!content)
                return tl::unexpected(content.error());
            m_all.add(QByteArray(1, letterOf(entry.type)) + QByteArray::number(entry.mode, 8) + ' ');
            m_all.addSized(entry.path);
            m_all.addSized(*content);
            if (!entry.capability.isEmpty())
                m_all.addSized("security.capability=" + entry.capability);
        }
        m_result.digest = u"sha256:"_s + QString::fromLatin1(m_all.result().toHex());
        return std::move(m_result);
    }

private:
    void advance(qint64 size) { m_onProgress(m_done += size); }

    Result<QByteArray> contentOf(const ContextEntry &entry)
    {
        if (entry.type != Type::File) // of a HardLink: the path of the file that was read before
            return entry.content;
        const QByteArray place = m_list.roots[std::size_t(entry.root)] + '/' + entry.source;
        const auto known = m_cache.files.constFind(place);
        Result<QByteArray> content;
        if (known != m_cache.files.constEnd() && known->stamp == entry.stamp) {
            content = known->sha256;
            advance(entry.size);
        } else {
            content = read(entry);
        }
        if (content && entry.stamp.modified < m_settled)
            m_result.cache.files.insert(place, {entry.stamp, *content});
        return content;
    }

    Result<QByteArray> read(const ContextEntry &entry)
    {
        if (const Result<void> opened = m_reader.open(entry); !opened)
            return tl::unexpected(opened.error());
        Sha256 hash;
        for (;;) {
            if (m_isCancelled())
                return tl::unexpected(ApiError{.kind = ApiError::Kind::Cancelled});
            const Result<qsizetype> size = m_reader.read(m_buffer.data(), m_buffer.size());
            if (!size)
                return tl::unexpected(size.error());
            if (*size == 0)
                return hash.result();
            hash.add(QByteArrayView(m_buffer).first(*size));
            m_result.bytesRead += *size;
            advance(*size);
        }
    }

    const ContextList &m_list;
    const DigestCache &m_cache;
    const IsCancelled &m_isCancelled;
    const std::function<void(qint64)> &m_onProgress;
    const qint64 m_settled = settledTime();
    EntryReader m_reader;
    QByteArray m_buffer;
    Sha256 m_all;
    qint64 m_done = 0;
    ContextDigest m_result;
};

} // namespace

Result<ContextDigest> contextDigest(const ContextList &list, const DigestCache &cache, const IsCancelled &isCancelled,
                                    const std::function<void(qint64)> &onProgress)
{
    return Digester(list, cache, isCancelled, onProgress).digest();
}

QFuture<Result<ContextDigest>> contextDigestIn(QThreadPool *pool, std::shared_ptr<const ContextList> list,
                                               const DigestCache &cache)
{
    return QtConcurrent::run(pool, [list = std::move(list), cache](QPromise<Result<ContextDigest>> &promise) {
        constexpr int Thousand = 1000;
        promise.setProgressRange(0, Thousand);
        Result<ContextDigest> digest = contextDigest(
            *list, cache, [&promise] { return promise.isCanceled(); },
            [&](qint64 done) {
                promise.setProgressValue(list->totalBytes > 0 ? int(done * Thousand / list->totalBytes) : Thousand);
            });
        if (!promise.isCanceled())
            promise.addResult(std::move(digest));
    });
}

} // namespace fairlead::buildcontext
