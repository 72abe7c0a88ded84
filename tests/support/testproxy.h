// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <memory>
#include <optional>

class QTcpSocket;

namespace fairlead::tests {

//! A proxy on localhost that leads every tunnel to one server, whatever host is asked for.
class TestProxy : public QObject
{
    Q_OBJECT
public:
    enum class Kind {
        Connect,        //!< HTTP CONNECT
        Socks5,         //!< without authentication, or by user name and password
        Refusing,       //!< answers 403 to every CONNECT
        Hanging,        //!< accepts and says nothing
        Closing,        //!< accepts and closes
        RefusingSocks5, //!< lets nobody through
        ClosingSocks5,  //!< accepts and closes
    };

    //! With a \p user, asks for it and for the password. With \p tls, is reached over TLS.
    TestProxy(Kind kind, quint16 target, const QByteArray &user = {}, const QByteArray &password = {},
              const std::optional<QSslConfiguration> &tls = {});

    //! \p userInfo as in "user:password".
    QUrl url(const QString &userInfo = {}) const;
    //! "host:port" of each tunnel that was opened.
    const QList<QByteArray> &tunnels() const { return m_tunnels; }
    //! Those that got through TLS, where there is any.
    int connections() const { return m_connections; }
    //! Whatever reached the proxy outside the tunnels, and within TLS.
    const QByteArray &seen() const { return m_seen; }

private:
    bool isSocks() const;
    void accept();
    void readConnect(QTcpSocket *client);
    void readSocks(QTcpSocket *client);
    void tunnel(QTcpSocket *client, const QByteArray &answer, const QByteArray &name);

    Kind m_kind;
    quint16 m_target;
    QByteArray m_user;
    QByteArray m_password;
    bool m_hasTls;
    std::unique_ptr<QTcpServer> m_server;
    QList<QByteArray> m_tunnels;
    QByteArray m_seen;
    int m_connections = 0;
};

} // namespace fairlead::tests
