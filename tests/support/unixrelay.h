// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace fairlead::tests {

//! A unix socket before a server on a loopback port: every byte goes to and fro, an end at one side ends the other.
class UnixRelay : public QObject
{
public:
    explicit UnixRelay(quint16 port)
        : m_port(port)
    {
        m_server.setSocketOptions(QLocalServer::UserAccessOption);
        if (!m_server.listen(path()))
            qFatal("no unix socket: %s", qPrintable(m_server.errorString()));
        connect(&m_server, &QLocalServer::newConnection, this, &UnixRelay::accept);
    }

    QString path() const { return m_folder.filePath(QStringLiteral("socket")); }

private:
    void accept()
    {
        QLocalSocket *near = m_server.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        connect(near, &QLocalSocket::readyRead, far, [near, far] {
            if (far->state() == QAbstractSocket::ConnectedState)
                far->write(near->readAll());
        });
        connect(far, &QTcpSocket::connected, near, [near, far] { far->write(near->readAll()); });
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        connect(far, &QTcpSocket::disconnected, near, &QLocalSocket::disconnectFromServer);
        connect(near, &QLocalSocket::disconnected, near, &QObject::deleteLater);
        far->connectToHost(QStringLiteral("127.0.0.1"), m_port);
    }

    quint16 m_port;
    QTemporaryDir m_folder;
    QLocalServer m_server;
};

} // namespace fairlead::tests
