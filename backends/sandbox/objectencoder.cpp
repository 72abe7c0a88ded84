// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectencoder.h"

#include "objectfields.h"

#include <QJsonDocument>
#include <QtEndian>

#include <protozero/varint.hpp>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

namespace {

constexpr QByteArrayView Magic("k8s\0", 4);
constexpr QByteArrayView UnknownTail("\x1a\0\x22\0", 4); // contentEncoding and contentType, both empty

QByteArrayView kindOf(Resource resource)
{
    return resource == Resource::Nodes ? "Node" : "Pod";
}

QByteArrayView nameOf(EventType type)
{
    switch (type) {
    case EventType::Added:
        return "ADDED";
    case EventType::Modified:
        return "MODIFIED";
    case EventType::Deleted:
        return "DELETED";
    case EventType::Bookmark:
        return "BOOKMARK";
    case EventType::Error:
        return "ERROR";
    }
    return {};
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

//! How long a number is as a varint.
qsizetype varintSize(quint64 value)
{
    qsizetype size = 1;
    for (; value >= 0x80; value >>= 7)
        ++size;
    return size;
}

//! Of a field with a number below 16, whose tag is one byte.
qsizetype fieldSize(qsizetype size)
{
    return 1 + varintSize(quint64(size)) + size;
}

void appendVarint(QByteArray &out, quint64 value)
{
    char buffer[protozero::max_varint_length];
    out.append(buffer, protozero::write_varint(buffer, value));
}

void appendFieldHead(QByteArray &out, unsigned number, qsizetype size)
{
    out.append(char(number << 3 | 2));
    appendVarint(out, quint64(size));
}

void appendField(QByteArray &out, unsigned number, QByteArrayView bytes)
{
    appendFieldHead(out, number, bytes.size());
    out.append(bytes);
}

//! TypeMeta of runtime.Unknown.
QByteArray typeMeta(QByteArrayView kind)
{
    QByteArray meta;
    appendField(meta, 1, "v1");
    appendField(meta, 2, kind);
    return meta;
}

qsizetype envelopedSize(const QByteArray &meta, qsizetype size)
{
    return Magic.size() + fieldSize(meta.size()) + fieldSize(size) + UnknownTail.size();
}

//! "k8s\0" and runtime.Unknown up to where the \p size bytes of the object go; UnknownTail comes after them.
void appendEnvelopeHead(QByteArray &out, const QByteArray &meta, qsizetype size)
{
    out.append(Magic);
    appendField(out, 1, meta);
    appendFieldHead(out, 2, size);
}

QByteArray enveloped(QByteArrayView kind, const QByteArray &object)
{
    QByteArray out;
    appendEnvelopeHead(out, typeMeta(kind), object.size());
    return out.append(object).append(UnknownTail);
}

//! A length in four bytes, then WatchEvent{type, RawExtension{enveloped object}}.
void appendProtobufEvent(QByteArray &out, QByteArrayView kind, EventType type, const QByteArray &object)
{
    const QByteArray meta = typeMeta(kind);
    const QByteArrayView typeName = nameOf(type);
    const qsizetype raw = envelopedSize(meta, object.size());
    const qsizetype extension = fieldSize(raw);
    char length[4];
    qToBigEndian(quint32(fieldSize(typeName.size()) + fieldSize(extension)), length);
    out.append(length, 4);
    appendField(out, 1, typeName);
    appendFieldHead(out, 2, extension);
    appendFieldHead(out, 1, raw);
    appendEnvelopeHead(out, meta, object.size());
    out.append(object).append(UnknownTail);
}

//! The object with kind and apiVersion before its own members.
QByteArray withKind(QByteArrayView kind, const QByteArray &object)
{
    return "{\"kind\":\"" + kind.toByteArray() + "\",\"apiVersion\":\"v1\"," + object.sliced(1);
}

void appendJsonEvent(QByteArray &out, EventType type, const QByteArray &object)
{
    out.append("{\"type\":\"").append(nameOf(type)).append("\",\"object\":").append(object).append("}\n");
}

template <class Writer>
void statusFields(Writer &writer, const Failure &failure)
{
    writer.text({2, "status"}, u"Failure"_s);
    writer.text({3, "message"}, failure.message);
    writer.text({4, "reason"}, failure.reason);
    if (failure.retryAfterSeconds)
        writer.message({5, "details"}, [&](Writer &details) {
            details.number({5, "retryAfterSeconds"}, *failure.retryAfterSeconds);
        });
    writer.number({6, "code"}, failure.code);
}

template <class Writer>
void bookmarkFields(Writer &writer, std::uint64_t resourceVersion, bool isInitialEventsEnd)
{
    writer.message({1, "metadata"}, [&](Writer &meta) {
        meta.text({6, "resourceVersion"}, QString::number(resourceVersion));
        if (isInitialEventsEnd)
            meta.labels({12, "annotations"}, {{u"k8s.io/initial-events-end"_s, u"true"_s}});
    });
}

//! What \p write says, in one of the encodings.
template <class Write>
QByteArray encoded(Encoding encoding, Write write)
{
    if (encoding == Encoding::Json) {
        QJsonObject object;
        JsonWriter writer(object);
        write(writer);
        return toJson(object);
    }
    std::string bytes;
    ProtobufWriter writer(bytes);
    write(writer);
    return QByteArray(bytes.data(), qsizetype(bytes.size()));
}

} // namespace

const QByteArray &EncodedObject::bytes(Encoding encoding) const
{
    QByteArray &bytes = encoding == Encoding::Protobuf ? m_protobuf : m_json;
    if (bytes.isEmpty()) {
        bytes = encoded(encoding, [this](auto &writer) {
            if (m_node)
                writeNode(writer, *m_node, m_resourceVersion);
            else
                writePod(writer, *m_pod, m_resourceVersion);
        });
    }
    return bytes;
}

QByteArray objectBody(Encoding encoding, Resource resource, const QByteArray &object)
{
    return encoding == Encoding::Protobuf ? enveloped(kindOf(resource), object) : withKind(kindOf(resource), object);
}

QByteArray statusBody(Encoding encoding, const Failure &failure)
{
    const QByteArray status = encoded(encoding, [&](auto &writer) { statusFields(writer, failure); });
    return encoding == Encoding::Protobuf ? enveloped("Status", status) : withKind("Status", status);
}

void appendEvent(QByteArray &out, Encoding encoding, Resource resource, EventType type, const QByteArray &object)
{
    if (encoding == Encoding::Protobuf)
        appendProtobufEvent(out, kindOf(resource), type, object);
    else
        appendJsonEvent(out, type, withKind(kindOf(resource), object));
}

void appendErrorEvent(QByteArray &out, Encoding encoding, const Failure &failure)
{
    const QByteArray status = encoded(encoding, [&](auto &writer) { statusFields(writer, failure); });
    if (encoding == Encoding::Protobuf)
        appendProtobufEvent(out, "Status", EventType::Error, status);
    else
        appendJsonEvent(out, EventType::Error, withKind("Status", status));
}

QByteArray bookmarkObject(Encoding encoding, std::uint64_t resourceVersion, bool isInitialEventsEnd)
{
    return encoded(encoding, [&](auto &writer) { bookmarkFields(writer, resourceVersion, isInitialEventsEnd); });
}

ListFrame listFrame(Encoding encoding, Resource resource, std::uint64_t resourceVersion,
                    const QByteArray &continueToken, qsizetype itemBytes)
{
    const QByteArray kind = kindOf(resource).toByteArray() + "List";
    if (encoding == Encoding::Json) {
        QJsonObject metadata{{u"resourceVersion"_s, QString::number(resourceVersion)}};
        if (!continueToken.isEmpty())
            metadata.insert(u"continue"_s, QString::fromLatin1(continueToken));
        return {"{\"kind\":\"" + kind + "\",\"apiVersion\":\"v1\",\"metadata\":" + toJson(metadata) + ",\"items\":[",
                "]}\n"};
    }
    QByteArray metadata;
    appendField(metadata, 2, QByteArray::number(resourceVersion));
    appendField(metadata, 3, continueToken);
    QByteArray head;
    appendEnvelopeHead(head, typeMeta(kind), fieldSize(metadata.size()) + itemBytes);
    appendField(head, 1, metadata);
    return {head, UnknownTail.toByteArray()};
}

qsizetype listItemSize(qsizetype objectSize)
{
    return fieldSize(objectSize);
}

void appendListItem(QByteArray &out, Encoding encoding, const QByteArray &object, bool isFirst)
{
    if (encoding == Encoding::Protobuf)
        return appendField(out, 2, object);
    if (!isFirst)
        out.append(',');
    out.append(object);
}

} // namespace fairlead::sandbox
