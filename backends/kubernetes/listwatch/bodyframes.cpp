// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "bodyframes.h"

#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qsizetype LengthSize = 4;       // before each Protobuf frame
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
    // The frame that began in the pieces before; no byte of another one is copied.
    while (!m_tail.isEmpty() && !bytes.isEmpty()) {
        const Result<qsizetype> missing = missingOfTail(bytes);
        if (!missing)
            return tl::make_unexpected(missing.error());
        const qsizetype piece = std::min(*missing, bytes.size());
        m_tail.append(bytes.first(piece));
        bytes = bytes.sliced(piece);
        const Result<bool> isWhole = isTailWhole();
        if (!isWhole)
            return tl::make_unexpected(isWhole.error());
        if (!*isWhole)
            continue;
        if (!deliver(m_tail, each))
            return {};
        m_tail.resize(0); // keeps its memory
    }
    while (!bytes.isEmpty()) {
        const Result<qsizetype> size = frameSize(bytes);
        if (!size)
            return tl::make_unexpected(size.error());
        if (*size == 0)
            break;
        if (!deliver(bytes.first(*size), each))
            return {};
        bytes = bytes.sliced(*size);
    }
    m_tail.append(bytes);
    return {};
}

//! \return the bytes of the frame that \p bytes begin with, its length or line end included; 0: its end is not there.
Result<qsizetype> WatchFrames::frameSize(QByteArrayView bytes) const
{
    qsizetype size = 0;
    if (m_encoding == Encoding::Json) {
        size = bytes.indexOf('\n') + 1;
        if (size == 0 && bytes.size() > UnitLimit)
            return malformed(u"event without an end"_s);
    } else if (bytes.size() >= LengthSize) {
        const auto length = qsizetype(qFromBigEndian<quint32>(bytes.data()));
        if (length > UnitLimit)
            return malformed(u"frame of %1 bytes"_s.arg(length));
        size = LengthSize + length;
    }
    return size <= bytes.size() ? size : 0;
}

//! \return how many bytes the tail lacks to be a frame, or to say how long its frame is; of JSON what \p next, which
//! follows it, has of its line.
Result<qsizetype> WatchFrames::missingOfTail(QByteArrayView next) const
{
    if (m_encoding == Encoding::Json) {
        const qsizetype line = next.indexOf('\n') + 1;
        if (m_tail.size() + line > UnitLimit || (line == 0 && m_tail.size() + next.size() > UnitLimit))
            return malformed(u"event without an end"_s);
        return line > 0 ? line : next.size();
    }
    if (m_tail.size() < LengthSize)
        return LengthSize - m_tail.size();
    return LengthSize + qsizetype(qFromBigEndian<quint32>(m_tail.constData())) - m_tail.size();
}

//! Errors: Malformed as soon as the length is known to be too large.
Result<bool> WatchFrames::isTailWhole() const
{
    if (m_encoding == Encoding::Json)
        return m_tail.endsWith('\n');
    return frameSize(m_tail).map([](qsizetype size) { return size > 0; });
}

bool WatchFrames::deliver(QByteArrayView frame, const Each &each) const
{
    if (m_encoding == Encoding::Protobuf)
        return each(frame.sliced(LengthSize));
    const QByteArrayView line = frame.chopped(1);
    return line.trimmed().isEmpty() || each(line);
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
