// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "bodyframes.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qsizetype UnitLimit = 32 << 20; // etcd stores nothing above 1.5 MiB; a list item cannot be larger

tl::unexpected<ApiError> malformed(const QString &message)
{
    return tl::make_unexpected(
        ApiError{.kind = ApiError::Kind::Malformed, .reason = u"BadFrame"_s, .message = message});
}

struct Field
{
    quint32 number = 0;
    quint64 length = 0;
    qsizetype header = 0; //!< bytes before the content; 0: more bytes are needed
};

//! \return how many bytes the varint takes; 0 when \p bytes ends within it, -1 when it is none.
int readVarint(QByteArrayView bytes, quint64 &value)
{
    value = 0;
    for (int i = 0; i < 10; ++i) {
        if (i == bytes.size())
            return 0;
        const auto byte = quint8(bytes[i]);
        value |= quint64(byte & 0x7f) << (7 * i);
        if (byte < 0x80)
            return i + 1;
    }
    return -1;
}

//! Reads tag and length. Lists and their envelope hold length-delimited fields and a few varints; a varint is none of
//! the fields that are read, whatever its number, and becomes field 0.
Result<Field> readField(QByteArrayView bytes)
{
    quint64 tag = 0;
    const int tagSize = readVarint(bytes, tag);
    if (tagSize < 0)
        return malformed(u"not Protobuf"_s);
    if (tagSize == 0)
        return Field{};
    quint64 value = 0;
    const int valueSize = readVarint(bytes.sliced(tagSize), value);
    if (valueSize < 0)
        return malformed(u"not Protobuf"_s);
    if (valueSize == 0)
        return Field{};
    switch (tag & 7) {
    case 0:
        return Field{0, 0, tagSize + valueSize};
    case 2:
        return Field{quint32(tag >> 3), value, tagSize + valueSize};
    default:
        return malformed(u"not a list of the API"_s);
    }
}

} // namespace

Result<void> WatchFrames::feed(QByteArrayView bytes, const Each &each)
{
    const bool hadTail = !m_tail.isEmpty();
    if (hadTail)
        m_tail.append(bytes);
    const QByteArrayView all = hadTail ? QByteArrayView(m_tail) : bytes;
    qsizetype at = 0;
    while (at < all.size()) {
        const QByteArrayView rest = all.sliced(at);
        qsizetype begin = 0;
        qsizetype end = -1;
        if (m_encoding == Encoding::Json) {
            const qsizetype newline = rest.indexOf('\n');
            if (newline >= 0)
                end = newline;
        } else if (rest.size() >= 4) {
            begin = 4;
            const qsizetype length = qFromBigEndian<quint32>(rest.data());
            if (length > UnitLimit)
                return malformed(u"frame of %1 bytes"_s.arg(length));
            if (rest.size() >= length + 4)
                end = length + 4;
        }
        if (end < 0) {
            if (rest.size() > UnitLimit + 4)
                return malformed(u"event without an end"_s);
            break;
        }
        const QByteArrayView frame = rest.sliced(begin, end - begin);
        if (!(m_encoding == Encoding::Json && frame.trimmed().isEmpty()) && !each(frame))
            return {};
        at += end + (m_encoding == Encoding::Json ? 1 : 0);
    }
    m_tail = QByteArray(all.sliced(at).data(), all.size() - at);
    return {};
}

Result<void> ProtobufListItems::feed(QByteArrayView bytes, const Each &each)
{
    const bool hadTail = !m_tail.isEmpty();
    if (hadTail)
        m_tail.append(bytes);
    const QByteArrayView all = hadTail ? QByteArrayView(m_tail) : bytes;
    qsizetype at = 0;
    while (at < all.size()) {
        const Result<qsizetype> used = step(all.sliced(at), each);
        if (!used)
            return tl::make_unexpected(used.error());
        if (*used == 0)
            break;
        at += *used;
    }
    m_tail = QByteArray(all.sliced(at).data(), all.size() - at);
    return {};
}

//! \return the bytes consumed; 0 when more are needed.
Result<qsizetype> ProtobufListItems::step(QByteArrayView rest, const Each &each)
{
    switch (m_state) {
    case State::Magic:
        if (rest.size() < 4)
            return 0;
        if (!rest.startsWith(QByteArrayView("k8s\0", 4)))
            return malformed(u"not Kubernetes' Protobuf"_s);
        m_state = State::Envelope;
        return 4;
    case State::Envelope: {
        const Result<Field> field = readField(rest);
        if (!field)
            return tl::make_unexpected(field.error());
        if (field->header == 0)
            return 0;
        if (field->number == 2) {
            m_listRemaining = field->length;
            m_state = m_listRemaining > 0 ? State::List : State::AfterList;
            return field->header;
        }
        if (field->length > quint64(UnitLimit))
            return malformed(u"envelope is too large"_s);
        const qsizetype whole = field->header + qsizetype(field->length);
        return rest.size() >= whole ? whole : 0;
    }
    case State::List:
        return stepList(rest, each);
    case State::AfterList:
        return rest.size();
    }
    return 0;
}

Result<qsizetype> ProtobufListItems::stepList(QByteArrayView rest, const Each &each)
{
    const Result<Field> field = readField(rest);
    if (!field)
        return tl::make_unexpected(field.error());
    if (field->header == 0)
        return 0;
    if (field->length > quint64(UnitLimit))
        return malformed(u"list item of %1 bytes"_s.arg(field->length));
    const qsizetype whole = field->header + qsizetype(field->length);
    if (quint64(whole) > m_listRemaining)
        return malformed(u"list item reaches beyond its list"_s);
    if (rest.size() < whole)
        return 0;
    m_listRemaining -= quint64(whole);
    if (m_listRemaining == 0)
        m_state = State::AfterList;
    if (field->number == 1 || field->number == 2) {
        const Part part = field->number == 1 ? Part::ListMeta : Part::Item;
        if (Result<void> handled = each(part, rest.sliced(field->header, qsizetype(field->length))); !handled)
            return tl::make_unexpected(handled.error());
    }
    return whole;
}

} // namespace fairlead::kubernetes
