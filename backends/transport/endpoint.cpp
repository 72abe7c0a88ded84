// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "endpoint.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

QString endpointId(const Endpoint &endpoint)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(endpoint.server.toEncoded());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(endpoint.caPem);
    return u"server-"_s + QString::fromLatin1(hash.result().toHex().left(12));
}

} // namespace fairlead::transport
