// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/kubernetes/listwatch/jsondecoder.h"
#include "backends/kubernetes/listwatch/protobufdecoder.h"
#include "tests/kubernetes/apibytes.h"

namespace fairlead::fuzz {

void feed(QByteArrayView bytes)
{
    static_cast<void>(kubernetes::json::decodeStatus(bytes));
    static_cast<void>(kubernetes::protobuf::decodeStatus(bytes));
}

QList<QByteArray> seeds()
{
    const QJsonObject status = tests::status(429, QStringLiteral("TooManyRequests"), QStringLiteral("slow down"));
    return {tests::json(status), tests::protobufStatus(status)};
}

} // namespace fairlead::fuzz
