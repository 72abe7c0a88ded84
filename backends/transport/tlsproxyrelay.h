// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"

#include <QObject>
#include <QSet>
#include <QSslConfiguration>
#include <QTcpServer>

#include <chrono>
#include <optional>

namespace fairlead::transport {

//! The way to a proxy that is reached over TLS, for QNetworkAccessManager, which would speak to it in the clear:
//! listens on a port of 127.0.0.1 and pipes what comes there through TLS to the proxy. It passes bytes on as they are;
//! user and password of the proxy are in them, and nothing of it is kept or logged. Serves sockets of this process
//! only, 32 at once. Lives in one thread, which must run an event loop. Qt waits on where a proxy only closes: a
//! CONNECT that got nowhere is answered with 502, and failureSince() knows why.
class TlsProxyRelay : public QObject
{
    Q_OBJECT
public:
    //! \p limit is the time to connect and to shake hands, name look-up included; less than requests wait.
    TlsProxyRelay(const QString &host, quint16 port, const QSslConfiguration &ssl,
                  std::chrono::milliseconds limit = std::chrono::seconds(8), QObject *parent = nullptr);
    ~TlsProxyRelay() override;

    //! Errors: Network (ProxyUnreachable), when there is no free port.
    [[nodiscard]] Result<void> listen();
    quint16 port() const { return m_server.serverPort(); }

    //! Why the last connection that failed did so, unless that was before \p time. The proxy is named by host and port.
    //! Errors: Network, Timeout, Tls (ProxyUnreachable), Tls (ProxyNotTrusted: the certificate).
    std::optional<ApiError> failureSince(std::chrono::steady_clock::time_point time) const;
    //! Set while a connection still waits for the proxy: Timeout (ProxyUnreachable) for whoever does not want to wait.
    std::optional<ApiError> stall() const;

private:
    class Connection;

    void accept();
    void keepFailure(ApiError failure);

    QString m_host;
    quint16 m_port;
    QString m_name; //!< host:port, as errors say it
    QSslConfiguration m_ssl;
    std::chrono::milliseconds m_limit;
    QTcpServer m_server;
    QSet<Connection *> m_connections;
    std::optional<ApiError> m_failure;
    std::chrono::steady_clock::time_point m_failed;
};

} // namespace fairlead::transport
