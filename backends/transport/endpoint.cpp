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
    QList<QByteArray> parts{endpoint.server.toEncoded(), endpoint.caPem, endpoint.tlsServerName.toUtf8(),
                            endpoint.proxy.toEncoded(QUrl::RemoveUserInfo)};
    if (!endpoint.unixSocketPath.isEmpty()) // else an identity is what it was before there were such endpoints
        parts << endpoint.unixSocketPath.toUtf8();
    for (const QByteArray &part : parts) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1));
    }
    return u"server-"_s + QString::fromLatin1(hash.result().toHex().left(12));
}

Endpoint unixEndpoint(const QString &path)
{
    return {.server = QUrl(u"http://localhost"_s), .unixSocketPath = path};
}

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

} // namespace fairlead::transport
