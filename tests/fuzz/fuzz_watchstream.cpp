// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/kubernetes/listwatch/bodyframes.h"
#include "backends/kubernetes/listwatch/store.h"
#include "tests/kubernetes/apibytes.h"

namespace fairlead::fuzz {

namespace {

template <class T>
void feedFrames(kubernetes::Encoding encoding, qsizetype chunk, QByteArrayView bytes)
{
    kubernetes::ValuePool pool;
    kubernetes::WatchFrames frames(encoding);
    const auto decode = [&pool, encoding](QByteArrayView frame) {
        const auto event = kubernetes::decodeEvent<T>(encoding, frame, pool);
        if (!event && event.error().kind != ApiError::Kind::Malformed)
            qFatal("an event that cannot be read is Malformed");
        return true;
    };
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        if (!frames.feed(bytes.sliced(at, std::min(chunk, bytes.size() - at)), decode))
            return;
    }
}

} // namespace

//! First byte: encoding and kind; second byte: how many bytes arrive at once.
void feed(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return;
    const auto encoding = bytes[0] & 1 ? kubernetes::Encoding::Protobuf : kubernetes::Encoding::Json;
    const qsizetype chunk = uchar(bytes[1]) + 1;
    if (bytes[0] & 2)
        feedFrames<kubernetes::Pod>(encoding, chunk, bytes.sliced(2));
    else
        feedFrames<kubernetes::Node>(encoding, chunk, bytes.sliced(2));
}

QList<QByteArray> seeds()
{
    using namespace tests;
    const QJsonObject node = object(wholeNode);
    const QJsonObject pod = object(wholePod);
    const QJsonObject gone = status(410, QStringLiteral("Expired"), QStringLiteral("too old"));
    return {
        QByteArrayLiteral("\0\xff") + jsonLine("ADDED", node) + jsonLine("ERROR", gone),
        QByteArrayLiteral("\2\x07") + jsonLine("MODIFIED", pod) + jsonLine("DELETED", pod),
        QByteArrayLiteral("\1\x02") + protobufFrame("ADDED", protobuf(Kind::Node, node)) +
            protobufFrame("ERROR", protobufStatus(gone)),
        QByteArrayLiteral("\3\xff") + protobufFrame("ADDED", protobuf(Kind::Pod, pod)) +
            protobufFrame("BOOKMARK", protobuf(Kind::Pod, bookmark(QStringLiteral("7"), true))),
    };
}

} // namespace fairlead::fuzz
