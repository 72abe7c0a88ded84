// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulatedobjects.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

//! Objects and the frames around them, as an API server writes them, in Protobuf and in JSON. Values in, bytes out.
namespace fairlead::sandbox {

enum class Encoding : std::uint8_t { Protobuf, Json };
enum class Resource : std::uint8_t { Nodes, Pods };
enum class EventType : std::uint8_t { Added, Modified, Deleted, Bookmark, Error };

//! An object at one resourceVersion. Each encoding is made when it is first asked for and then shared by all lists and
//! watches. One thread at a time.
class EncodedObject
{
public:
    EncodedObject(SimulatedNodePtr node, std::uint64_t resourceVersion)
        : m_node(std::move(node))
        , m_resourceVersion(resourceVersion)
    {
    }
    EncodedObject(SimulatedPodPtr pod, std::uint64_t resourceVersion)
        : m_pod(std::move(pod))
        , m_resourceVersion(resourceVersion)
    {
    }

    std::uint64_t resourceVersion() const { return m_resourceVersion; }
    //! Without envelope; JSON without kind and apiVersion, as items of a list are.
    const QByteArray &bytes(Encoding encoding) const;

private:
    SimulatedNodePtr m_node;
    SimulatedPodPtr m_pod;
    std::uint64_t m_resourceVersion;
    mutable QByteArray m_protobuf;
    mutable QByteArray m_json;
};
using EncodedObjectPtr = std::shared_ptr<const EncodedObject>;

//! metav1.Status, of a failure.
struct Failure
{
    int code = 404;
    QString reason; //!< "NotFound", "Expired", ...
    QString message;
    std::optional<int> retryAfterSeconds;
};

//! The whole body of an answer: enveloped, or with kind and apiVersion.
QByteArray objectBody(Encoding encoding, Resource resource, const QByteArray &object);
QByteArray statusBody(Encoding encoding, const Failure &failure);

//! Append one event of a watch: a frame with its length before it, or a line.
void appendEvent(QByteArray &out, Encoding encoding, Resource resource, EventType type, const QByteArray &object);
void appendErrorEvent(QByteArray &out, Encoding encoding, const Failure &failure);
//! What a bookmark has for an object.
QByteArray bookmarkObject(Encoding encoding, std::uint64_t resourceVersion, bool isInitialEventsEnd);

//! What comes before the items of a list, before each, and after all of them.
struct ListFrame
{
    QByteArray head;
    QByteArray tail;
};
//! \p itemBytes is the sum of listItemSize().
ListFrame listFrame(Encoding encoding, Resource resource, std::uint64_t resourceVersion,
                    const QByteArray &continueToken, qsizetype itemBytes);
qsizetype listItemSize(qsizetype objectSize); //!< with tag and length; Protobuf only
void appendListItem(QByteArray &out, Encoding encoding, const QByteArray &object, bool isFirst);

} // namespace fairlead::sandbox
