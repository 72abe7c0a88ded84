// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jsondecoder.h"
#include "protobufdecoder.h"
#include "valuepool.h"
#include "watchevent.h"

#include <QHash>
#include <QSet>
#include <QUuid>

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
    static constexpr auto protobufObject = &protobuf::decodeNode;
    static constexpr auto protobufEvent = &protobuf::decodeNodeEvent;
    static constexpr auto jsonEvent = &json::decodeNodeEvent;
    static constexpr auto jsonList = &json::decodeNodeList;
};

template <>
struct Decoders<Pod>
{
    static constexpr auto protobufObject = &protobuf::decodePod;
    static constexpr auto protobufEvent = &protobuf::decodePodEvent;
    static constexpr auto jsonEvent = &json::decodePodEvent;
    static constexpr auto jsonList = &json::decodePodList;
};

template <class T>
Result<WatchEvent<T>> decodeEvent(Encoding encoding, QByteArrayView frame, ValuePool &pool)
{
    return encoding == Encoding::Protobuf ? Decoders<T>::protobufEvent(frame, pool)
                                          : Decoders<T>::jsonEvent(frame, pool);
}

//! Uids are UUIDs, and take a sixth of the memory as such; one that is none gets a UUID made of it.
inline QUuid uidKey(const QString &uid)
{
    constexpr qsizetype textSize = 36; // fromString() reads no further
    const QUuid key = uid.size() == textSize ? QUuid::fromString(uid) : QUuid();
    return key.isNull() ? QUuid::createUuidV5(QUuid(), uid) : key;
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
    //! Empties what nobody will ask of an object before it is kept, its uid too.
    using Trim = std::function<void(T &object)>;

    Store(ValuePool &pool, Changed changed, Trim trim = {})
        : m_pool(pool)
        , m_changed(std::move(changed))
        , m_trim(std::move(trim))
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
        Result<WatchEvent<T>> event = decodeEvent<T>(encoding, frame, m_pool);
        if (!event)
            return tl::make_unexpected(event.error());
        using Type = typename WatchEvent<T>::Type;
        if (event->type == Type::Error)
            return Outcome{.isError = true, .error = event->error};
        if (event->type == Type::Deleted)
            remove(event->object->uid);
        else if (event->object)
            upsert(event->object);
        return Outcome{.isInitialEventsEnd = event->isInitialEventsEnd, .resourceVersion = event->resourceVersion};
    }

    Result<void> applyProtobufItem(QByteArrayView message) override
    {
        Result<Listed<T>> listed = Decoders<T>::protobufObject(message, m_pool);
        if (!listed)
            return tl::make_unexpected(listed.error());
        upsert(listed->object);
        return {};
    }

    Result<ListMeta> applyJsonList(QByteArrayView body) override
    {
        return Decoders<T>::jsonList(body, m_pool, [this](const Listed<T> &listed) { upsert(listed.object); });
    }

private:
    void upsert(const std::shared_ptr<T> &object)
    {
        const QUuid key = uidKey(object->uid);
        if (m_trim)
            m_trim(*object);
        if (m_isReplacing && !m_isFirst)
            m_seen.insert(key);
        Ptr &slot = m_objects[key];
        if (slot && *slot == *object)
            return;
        const Ptr before = std::exchange(slot, object);
        m_changed(before, object);
    }

    void remove(const QString &uid)
    {
        const QUuid key = uidKey(uid);
        const Ptr before = m_objects.take(key);
        m_seen.remove(key);
        if (before)
            m_changed(before, nullptr);
    }

    ValuePool &m_pool;
    Changed m_changed;
    Trim m_trim;
    QHash<QUuid, Ptr> m_objects;
    QSet<QUuid> m_seen;
    bool m_isReplacing = false;
    bool m_isFirst = false;
};

} // namespace fairlead::kubernetes
