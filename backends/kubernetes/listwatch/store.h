// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jsondecoder.h"
#include "protobufdecoder.h"
#include "uidkey.h"
#include "valuepool.h"
#include "watchevent.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <concepts>
#include <functional>
#include <memory>

namespace fairlead::kubernetes {

//! What a Reflector writes into: decodes units of a body and keeps the objects.
class ObjectSink
{
public:
    struct Outcome
    {
        bool isError = false;
        bool isInitialEventsEnd = false;
        QString resourceVersion;
        ApiError error;
    };

    virtual ~ObjectSink() = default;

    //! Otherwise everything is asked for in JSON.
    virtual bool readsProtobuf() const { return true; }
    //! Everything delivered until endReplace() is the whole truth: what is not delivered again goes then.
    virtual void beginReplace() = 0;
    virtual void endReplace() = 0;
    virtual Result<Outcome> applyEvent(Encoding encoding, QByteArrayView frame) = 0;
    virtual Result<void> applyProtobufItem(QByteArrayView message) = 0;
    virtual Result<ListMeta> applyJsonList(QByteArrayView body) = 0;
};

//! How the decoders of one resource are called.
template <class T>
struct Decoders;

template <>
struct Decoders<Node>
{
    static auto protobufObject(QByteArrayView message, ValuePool &pool, const NeedsDetails & = {})
    {
        return protobuf::decodeNode(message, pool);
    }
    static auto protobufEvent(QByteArrayView frame, ValuePool &pool, const NeedsDetails & = {})
    {
        return protobuf::decodeNodeEvent(frame, pool);
    }
    static auto jsonEvent(QByteArrayView line, ValuePool &pool, const NeedsDetails & = {})
    {
        return json::decodeNodeEvent(line, pool);
    }
    static auto jsonList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Node>)> &each,
                         const NeedsDetails & = {})
    {
        return json::decodeNodeList(body, pool, each);
    }
};

template <>
struct Decoders<Pod>
{
    static auto protobufObject(QByteArrayView message, ValuePool &pool, const NeedsDetails &needsDetails = {})
    {
        return protobuf::decodePod(message, pool, needsDetails);
    }
    static auto protobufEvent(QByteArrayView frame, ValuePool &pool, const NeedsDetails &needsDetails = {})
    {
        return protobuf::decodePodEvent(frame, pool, needsDetails);
    }
    static auto jsonEvent(QByteArrayView line, ValuePool &pool, const NeedsDetails &needsDetails = {})
    {
        return json::decodePodEvent(line, pool, needsDetails);
    }
    static auto jsonList(QByteArrayView body, ValuePool &pool, const std::function<void(Listed<Pod>)> &each,
                         const NeedsDetails &needsDetails = {})
    {
        return json::decodePodList(body, pool, each, needsDetails);
    }
};

template <class T>
Result<WatchEvent<T>> decodeEvent(Encoding encoding, QByteArrayView frame, ValuePool &pool,
                                  const NeedsDetails &needsDetails = {})
{
    return encoding == Encoding::Protobuf ? Decoders<T>::protobufEvent(frame, pool, needsDetails)
                                          : Decoders<T>::jsonEvent(frame, pool, needsDetails);
}

//! The objects of one resource and scope, keyed by uid; immutable and shared. Lives in the thread of its Reflector.
//! A replacement is merged: objects that did not change are not reported and keep their identity.
template <class T>
class Store final : public ObjectSink
{
public:
    using Ptr = std::shared_ptr<const T>;
    //! Called for every real change: \p before is null for a new object, \p after for a deleted one.
    using Changed = std::function<void(const Ptr &before, const Ptr &after)>;

    Store(ValuePool &pool, Changed changed)
        : m_pool(pool)
        , m_changed(std::move(changed))
    {
    }
    //! What \p needsDetails does not want is kept without them, without its uid too.
    Store(ValuePool &pool, Changed changed, NeedsDetails needsDetails) requires std::same_as<T, Pod>
        : m_pool(pool), m_changed(std::move(changed)), m_needsDetails(std::move(needsDetails))
    {
    }

    //! By uidKey().
    const QHash<QUuid, Ptr> &objects() const { return m_objects; }
    Ptr object(const QString &uid) const { return m_objects.value(uidKey(uid)); } //!< null when it is not there

    void beginReplace() override
    {
        m_isReplacing = true;
        m_isFirst = m_objects.isEmpty(); // nothing is there that could be missing in what comes
        m_seen.clear();
    }

    void endReplace() override
    {
        for (auto it = m_objects.begin(); !m_isFirst && it != m_objects.end();) {
            if (m_seen.contains(it.key())) {
                ++it;
                continue;
            }
            const Ptr gone = it.value();
            it = m_objects.erase(it);
            m_changed(gone, nullptr);
        }
        m_isReplacing = false;
        m_seen = {};
    }

    Result<Outcome> applyEvent(Encoding encoding, QByteArrayView frame) override
    {
        Result<WatchEvent<T>> event = decodeEvent<T>(encoding, frame, m_pool, m_needsDetails);
        if (!event)
            return tl::make_unexpected(event.error());
        using Type = typename WatchEvent<T>::Type;
        if (event->type == Type::Error)
            return Outcome{.isError = true, .error = event->error};
        if (event->type == Type::Deleted)
            remove(event->key);
        else if (event->object)
            upsert(event->key, std::move(event->object));
        return Outcome{.isInitialEventsEnd = event->isInitialEventsEnd, .resourceVersion = event->resourceVersion};
    }

    Result<void> applyProtobufItem(QByteArrayView message) override
    {
        Result<Listed<T>> listed = Decoders<T>::protobufObject(message, m_pool, m_needsDetails);
        if (!listed)
            return tl::make_unexpected(listed.error());
        upsert(listed->key, std::move(listed->object));
        return {};
    }

    Result<ListMeta> applyJsonList(QByteArrayView body) override
    {
        const auto each = [this](Listed<T> listed) { upsert(listed.key, std::move(listed.object)); };
        return Decoders<T>::jsonList(body, m_pool, each, m_needsDetails);
    }

private:
    void upsert(const QUuid &key, Ptr object)
    {
        if (m_isReplacing && !m_isFirst)
            m_seen.insert(key);
        Ptr &slot = m_objects[key];
        if (slot && *slot == *object)
            return;
        const Ptr before = std::exchange(slot, object);
        m_changed(before, object);
    }

    void remove(const QUuid &key)
    {
        const Ptr before = m_objects.take(key);
        m_seen.remove(key);
        if (before)
            m_changed(before, nullptr);
    }

    ValuePool &m_pool;
    Changed m_changed;
    NeedsDetails m_needsDetails;
    QHash<QUuid, Ptr> m_objects;
    QSet<QUuid> m_seen;
    bool m_isReplacing = false;
    bool m_isFirst = false;
};

} // namespace fairlead::kubernetes
