// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/kubernetes/listwatch/bodyframes.h"
#include "backends/kubernetes/listwatch/store.h"
#include "tests/kubernetes/apibytes.h"

namespace fairlead::fuzz {

namespace {

template <class T>
void feedJson(QByteArrayView body)
{
    kubernetes::ValuePool pool;
    const auto meta = kubernetes::Decoders<T>::jsonList(body, pool, [](const kubernetes::Listed<T> &) {});
    if (!meta && meta.error().kind != ApiError::Kind::Malformed)
        qFatal("a list that cannot be read is Malformed");
}

template <class T>
void feedProtobuf(qsizetype chunk, QByteArrayView body)
{
    kubernetes::ValuePool pool;
    kubernetes::ProtobufListItems items;
    const auto decode = [&pool](kubernetes::ProtobufListItems::Part part, QByteArrayView message) -> Result<void> {
        if (part == kubernetes::ProtobufListItems::Part::ListMeta)
            return kubernetes::protobuf::decodeListMeta(message).map([](const auto &) {});
        return kubernetes::Decoders<T>::protobufObject(message, pool).map([](const auto &) {});
    };
    for (qsizetype at = 0; at < body.size(); at += chunk) {
        const auto fed = items.feed(body.sliced(at, std::min(chunk, body.size() - at)), decode);
        if (fed)
            continue;
        if (fed.error().kind != ApiError::Kind::Malformed)
            qFatal("a list that cannot be read is Malformed");
        return;
    }
}

} // namespace

//! First byte: encoding and kind; second byte: how many bytes arrive at once.
void feed(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return;
    const bool isPods = bytes[0] & 2;
    const qsizetype chunk = uchar(bytes[1]) + 1;
    const QByteArrayView body = bytes.sliced(2);
    if (bytes[0] & 1)
        isPods ? feedProtobuf<kubernetes::Pod>(chunk, body) : feedProtobuf<kubernetes::Node>(chunk, body);
    else
        isPods ? feedJson<kubernetes::Pod>(body) : feedJson<kubernetes::Node>(body);
}

QList<QByteArray> seeds()
{
    using namespace tests;
    const QJsonObject node = object(wholeNode);
    const QJsonObject pod = object(wholePod);
    return {
        QByteArrayLiteral("\0\0") + jsonList({node, node}, "77"),
        QByteArrayLiteral("\2\0") + jsonList({pod}, "77", "next"),
        QByteArrayLiteral("\1\x05") + protobufList({protobuf(Kind::Node, node)}, "77"),
        QByteArrayLiteral("\3\xff") + protobufList({protobuf(Kind::Pod, pod), protobuf(Kind::Pod, pod)}, "77", "next"),
    };
}

} // namespace fairlead::fuzz
