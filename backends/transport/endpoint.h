// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>

namespace fairlead::transport {

//! Where a server is and how to reach it; who asks is the CredentialSource's affair.
//! Two endpoints that are equal may share a connection, whatever the contexts are called.
struct Endpoint
{
    QUrl server;            //!< https://host:port/prefix; http:// where it is to be in clear
    QString unixSocketPath; //!< of a socket that takes the place of host and port: no TLS, no proxy, http://
    QByteArray caPem;       //!< certificates to trust instead of the system's; empty: the system's
    QString tlsServerName;  //!< name to verify and to send as SNI; empty: the host of the URL
    bool insecureSkipTlsVerify = false;
    bool disableCompression = false;
    QUrl proxy;                                   //!< http://, https:// or socks5://; empty: that of the environment
    QList<QPair<QByteArray, QByteArray>> headers; //!< sent with every request (impersonation)

    bool operator==(const Endpoint &) const = default;
};

//! An identity that needs no request, made from server, CA, TLS name and proxy: contexts that differ in it may still
//! reach one server.
QString endpointId(const Endpoint &endpoint);

//! On a socket of this machine, http://localhost of server: URLs need a host, servers a Host.
Endpoint unixEndpoint(const QString &path);

//! Whether \p host, a name or an address, is this machine by definition.
bool isLoopback(const QString &host);

} // namespace fairlead::transport
