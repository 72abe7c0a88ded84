// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

namespace fairlead::tests {

//! A unix socket before that of a server, which can fall silent without a word, as a machine does that is gone.
class SocketRelay : public QObject
{
public:
    explicit SocketRelay(const QString &target)
        : m_target(target)
    {
        m_server.setSocketOptions(QLocalServer::UserAccessOption);
        if (!m_server.listen(path()))
            qFatal("no unix socket: %s", qPrintable(m_server.errorString()));
        connect(&m_server, &QLocalServer::newConnection, this, &SocketRelay::accept);
    }

    QString path() const { return m_folder.filePath(QStringLiteral("socket")); }
    //! Connections stay and are taken, and nothing goes through them any more.
    void setSilent(bool isSilent) { m_isSilent = isSilent; }
    //! Of HTTP requests, as far as each comes in one piece.
    int requests() const { return m_requests; }
    int connections() const { return m_connections; }

private:
    void accept()
    {
        QLocalSocket *near = m_server.nextPendingConnection();
        if (!near)
            return;
        ++m_connections;
        auto *far = new QLocalSocket(near);
        // What was silenced once stays so: bytes are missing in it.
        const auto isDead = std::make_shared<bool>(m_isSilent);
        const auto forward = [this, isDead](QLocalSocket *from, QLocalSocket *to) {
            const QByteArray bytes = from->readAll();
            *isDead |= m_isSilent;
            if (*isDead)
                return;
            for (const QByteArrayView method : {"GET /", "POST /", "DELETE /", "HEAD /"})
                m_requests += bytes.startsWith(method);
            to->write(bytes);
        };
        connect(near, &QLocalSocket::readyRead, far, [=] {
            if (far->state() == QLocalSocket::ConnectedState)
                forward(near, far);
        });
        connect(far, &QLocalSocket::connected, near, [=] {
            if (near->bytesAvailable() > 0)
                forward(near, far);
        });
        connect(far, &QLocalSocket::readyRead, near, [=] { forward(far, near); });
        connect(far, &QLocalSocket::disconnected, near, [=] {
            if (!*isDead)
                near->disconnectFromServer();
        });
        connect(near, &QLocalSocket::disconnected, near, &QObject::deleteLater);
        far->connectToServer(m_target);
    }

    QString m_target;
    QTemporaryDir m_folder;
    QLocalServer m_server;
    bool m_isSilent = false;
    int m_requests = 0;
    int m_connections = 0;
};

} // namespace fairlead::tests
