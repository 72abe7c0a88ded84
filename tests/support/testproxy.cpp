// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testproxy.h"

#include <QSslServer>
#include <QTcpSocket>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace fairlead::tests {

TestProxy::TestProxy(Kind kind, quint16 target, const QByteArray &user, const QByteArray &password,
                     const std::optional<QSslConfiguration> &tls)
    : m_kind(kind)
    , m_target(target)
    , m_user(user)
    , m_password(password)
    , m_hasTls(tls.has_value())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &TestProxy::accept);
}

QUrl TestProxy::url(const QString &userInfo) const
{
    QUrl url;
    url.setScheme(isSocks() ? u"socks5"_s : m_hasTls ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_server->serverPort());
    url.setUserInfo(userInfo);
    return url;
}

bool TestProxy::isSocks() const
{
    return m_kind == Kind::Socks5 || m_kind == Kind::RefusingSocks5 || m_kind == Kind::ClosingSocks5;
}

void TestProxy::accept()
{
    while (QTcpSocket *client = m_server->nextPendingConnection()) {
        ++m_connections;
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        if (m_kind == Kind::Closing || m_kind == Kind::ClosingSocks5)
            client->disconnectFromHost();
        else if (isSocks())
            connect(client, &QTcpSocket::readyRead, this, [this, client] { readSocks(client); });
        else if (m_kind == Kind::Hanging)
            connect(client, &QTcpSocket::readyRead, this, [this, client] { m_seen += client->readAll(); });
        else
            connect(client, &QTcpSocket::readyRead, this, [this, client] { readConnect(client); });
        if (client->bytesAvailable() > 0)
            emit client->readyRead();
    }
}

void TestProxy::readConnect(QTcpSocket *client)
{
    const QByteArray head = client->peek(64 << 10);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    m_seen += client->read(end + 4);
    if (m_kind == Kind::Refusing) {
        client->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        return client->disconnectFromHost();
    }
    const QByteArray credentials = "Basic " + QByteArray(m_user + ':' + m_password).toBase64();
    if (!m_user.isEmpty() && !head.contains("Proxy-Authorization: " + credentials)) {
        client->write("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    tunnel(client, "HTTP/1.1 200 Go ahead\r\n\r\n", head.split(' ').value(1));
}

//! RFC 1928 and 1929, as far as a client on localhost speaks them. Its messages never come in halves here.
void TestProxy::readSocks(QTcpSocket *client)
{
    const QByteArray message = client->readAll();
    const int step = client->property("step").toInt();
    m_seen += message;
    client->setProperty("step", step + 1);
    if (step == 0) {
        client->write(m_user.isEmpty() ? QByteArray("\5\0", 2) : QByteArray("\5\2", 2));
        return;
    }
    if (step == 1 && !m_user.isEmpty()) {
        const QByteArray expected =
            QByteArray("\1") + char(m_user.size()) + m_user + char(m_password.size()) + m_password;
        client->write(message == expected ? QByteArray("\1\0", 2) : QByteArray("\1\1", 2));
        return;
    }
    if (m_kind == Kind::RefusingSocks5) {
        client->write(QByteArray("\5\2\0\1\0\0\0\0\0\0", 10)); // not allowed by the rules
        return;
    }
    const bool isName = message.size() > 4 && message.at(3) == 3;
    const QByteArray host = isName
                                ? message.mid(5, message.at(4))
                                : QHostAddress(qFromBigEndian<quint32>(message.constData() + 4)).toString().toLatin1();
    const auto port = qFromBigEndian<quint16>(message.constData() + message.size() - 2);
    tunnel(client, QByteArray("\5\0\0\1\177\0\0\1\0\1", 10), host + ':' + QByteArray::number(port));
}

void TestProxy::tunnel(QTcpSocket *client, const QByteArray &answer, const QByteArray &name)
{
    m_tunnels << name;
    client->disconnect(this);
    auto *server = new QTcpSocket(client);
    connect(client, &QTcpSocket::readyRead, server, [client, server] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::connected, client, [client, answer] { client->write(answer); });
    server->connectToHost(QHostAddress::LocalHost, m_target);
}

} // namespace fairlead::tests
