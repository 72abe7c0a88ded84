// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "contextsource.h"

#include "contexttar.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <thread>
#include <vector>

namespace fairlead::buildcontext {

namespace {

constexpr qint64 RingSize = 4 << 20;
constexpr qint64 LeastRoom = RingSize / 4; //!< before the thread goes on: it is not woken for each piece that goes

} // namespace

//! One making of the archive: a ring with one writer, the thread, and one reader, the client's thread.
class ContextSource::Production
{
public:
    Production(ContextSource *owner, std::shared_ptr<const ContextList> list)
        : m_owner(owner)
        , m_list(std::move(list))
    {
    }

    //! In the thread.
    void run()
    {
        const Result<void> made = writeContextTar(
            *m_list, [this](QByteArrayView bytes) { return put(bytes); },
            [this](qint64 size) { m_bytesRead.fetch_add(size, std::memory_order_relaxed); });
        {
            const std::lock_guard lock(m_mutex);
            m_isDone = true;
            if (!made)
                m_error = made.error();
        }
        tell();
    }

    ReadResult take(char *to, qsizetype size)
    {
        std::unique_lock lock(m_mutex);
        if (m_error)
            return {.state = State::Failed, .error = *m_error};
        const qint64 at = m_taken % RingSize;
        const qint64 part = std::min({qint64(size), m_written - m_taken, RingSize - at});
        if (part == 0) {
            m_isAwaited = !m_isDone;
            return {.state = m_isDone ? State::End : State::NotYet};
        }
        lock.unlock();
        std::memcpy(to, m_ring.data() + at, std::size_t(part));
        lock.lock();
        const bool hadRoom = hasRoom();
        m_taken += part;
        const bool hasRoomNow = hasRoom();
        lock.unlock();
        if (!hadRoom && hasRoomNow)
            m_change.notify_one();
        return {.state = State::Bytes, .size = qsizetype(part)};
    }

    //! Nothing is told any more.
    void abandon()
    {
        {
            const std::lock_guard lock(m_ownerMutex);
            m_owner = nullptr;
        }
        {
            const std::lock_guard lock(m_mutex);
            m_isAbandoned = true;
        }
        m_change.notify_one();
    }

    bool isTaken()
    {
        const std::lock_guard lock(m_mutex);
        return m_isDone && !m_error && m_taken == m_written;
    }

    qint64 bytesRead() const { return m_bytesRead.load(std::memory_order_relaxed); }

private:
    bool hasRoom() const { return RingSize - (m_written - m_taken) >= LeastRoom; }

    //! In the thread.
    bool put(QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            std::unique_lock lock(m_mutex);
            m_change.wait(lock, [this] { return m_isAbandoned || hasRoom(); });
            if (m_isAbandoned)
                return false;
            const qint64 at = m_written % RingSize;
            const qint64 part = std::min({qint64(bytes.size()), RingSize - (m_written - m_taken), RingSize - at});
            lock.unlock();
            std::memcpy(m_ring.data() + at, bytes.data(), std::size_t(part));
            lock.lock();
            m_written += part;
            const bool isAwaited = std::exchange(m_isAwaited, false);
            lock.unlock();
            if (isAwaited)
                tell();
            bytes = bytes.sliced(qsizetype(part));
        }
        return true;
    }

    void tell()
    {
        const std::lock_guard lock(m_ownerMutex);
        if (m_owner)
            emit m_owner->resumed();
    }

    std::mutex m_ownerMutex; //!< held while it is told, so that it is there
    ContextSource *m_owner;
    const std::shared_ptr<const ContextList> m_list;
    std::atomic<qint64> m_bytesRead = 0;

    std::mutex m_mutex; //!< of all that follows but what is in the ring: each side has its own part of that
    std::condition_variable m_change;
    std::vector<char> m_ring = std::vector<char>(RingSize);
    qint64 m_written = 0;
    qint64 m_taken = 0;
    bool m_isAwaited = false; //!< the reader was told "not yet"
    bool m_isDone = false;
    bool m_isAbandoned = false;
    std::optional<ApiError> m_error;
};

ContextSource::ContextSource(std::shared_ptr<const ContextList> list)
    : m_list(std::move(list))
{
}

ContextSource::~ContextSource()
{
    if (m_production)
        m_production->abandon();
}

std::shared_ptr<ContextSource::Production> ContextSource::begun()
{
    const std::lock_guard lock(m_mutex);
    if (!m_production) {
        m_production = std::make_shared<Production>(this, m_list);
        std::thread([production = m_production] { production->run(); }).detach();
    }
    return m_production;
}

transport::BodySource::ReadResult ContextSource::read(char *to, qsizetype size)
{
    return begun()->take(to, size);
}

bool ContextSource::rewind()
{
    const std::lock_guard lock(m_mutex);
    if (m_production)
        m_production->abandon();
    m_production.reset();
    return true;
}

qint64 ContextSource::bytesRead() const
{
    const std::lock_guard lock(m_mutex);
    return m_production ? m_production->bytesRead() : 0;
}

bool ContextSource::isSent() const
{
    const std::lock_guard lock(m_mutex);
    return m_production && m_production->isTaken();
}

} // namespace fairlead::buildcontext
