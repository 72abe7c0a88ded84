// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "endpoint.h"

#include <QCryptographicHash>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

QString endpointId(const Endpoint &endpoint)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {endpoint.server.toEncoded(), endpoint.caPem, endpoint.tlsServerName.toUtf8(),
                                   endpoint.proxy.toEncoded(QUrl::RemoveUserInfo)}) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1));
    }
    return u"server-"_s + QString::fromLatin1(hash.result().toHex().left(12));
}

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

} // namespace fairlead::transport
