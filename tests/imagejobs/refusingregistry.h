// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCryptographicHash>
#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

namespace fairlead::tests {

//! A registry on a loopback port, without TLS, that takes pushes of a real daemon as login() and forgets layers: as
//! many as it is told it takes, the next ones wait; then it refuses whatever comes, or takes it. In the test's thread.
class RefusingRegistry : public QTcpServer
{
public:
    //! \p login: whom it lets in, as "name:password".
    RefusingRegistry(int layers, const QByteArray &login)
        : m_login(login)
        , m_free(layers)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_unread.remove(socket);
                    m_held.removeAll(socket);
                    socket->deleteLater();
                });
            }
        });
        listen(QHostAddress::LocalHost);
    }

    QString host() const { return QStringLiteral("127.0.0.1:%1").arg(serverPort()); }
    //! Uploads that wait.
    int held() const { return int(m_held.size()); }
    //! From now on another login counts: those that wait are refused, too.
    void refuse(const QByteArray &newLogin)
    {
        m_login = newLogin;
        m_free = 1'000;
        for (QTcpSocket *socket : std::exchange(m_held, {}))
            answer(*socket, 401, Refusal);
    }

private:
    using Headers = QHash<QByteArray, QByteArray>;
    inline static const QByteArray Refusal =
        R"({"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]})";

    //! What is there of a body; nothing: not all of it.
    static bool takeBody(QByteArray &bytes, const Headers &headers, QByteArray &body)
    {
        if (headers.value("transfer-encoding") != "chunked") {
            const qsizetype length = headers.value("content-length").toLongLong();
            body = bytes.left(length);
            bytes.remove(0, length);
            return body.size() == length;
        }
        for (qsizetype at = 0;;) {
            const qsizetype end = bytes.indexOf("\r\n", at);
            const qsizetype size = end < 0 ? 0 : bytes.mid(at, end - at).toLongLong(nullptr, 16);
            if (end < 0 || bytes.size() < end + 2 + size + 2)
                return false;
            body += bytes.mid(end + 2, size);
            at = end + 2 + size + 2;
            if (size > 0)
                continue;
            bytes.remove(0, at);
            return true;
        }
    }

    void read(QTcpSocket &socket)
    {
        QByteArray &unread = m_unread[&socket];
        unread += socket.readAll();
        if (unread.startsWith('\x16')) // TLS
            return socket.abort();
        for (qsizetype end; (end = unread.indexOf("\r\n\r\n")) >= 0;) {
            Headers headers;
            QList<QByteArray> lines = unread.left(end).replace("\r\n", "\n").split('\n');
            const QList<QByteArray> first = lines.takeFirst().split(' ');
            for (const QByteArray &line : lines)
                headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());
            QByteArray rest = unread.mid(end + 4);
            QByteArray body;
            if (!takeBody(rest, headers, body))
                return;
            unread = rest;
            if (headers.value("authorization") != "Basic " + m_login.toBase64())
                answer(socket, 401, Refusal);
            else
                handle(socket, first.value(0), QUrl::fromEncoded(first.value(1)), body, headers);
        }
    }

    void handle(QTcpSocket &socket, const QByteArray &method, const QUrl &url, const QByteArray &body,
                const Headers &headers)
    {
        const QString path = url.path();
        const QString last = path.section(u'/', -1);
        if (path.endsWith(QStringLiteral("/uploads/"))) {
            if (m_free-- <= 0)
                return void(m_held << &socket);
            answer(socket, 202, {}, {{"Location", path.toUtf8() + QByteArray::number(++m_uploads)}});
        } else if (path.contains(QStringLiteral("/uploads/")) && method == "PATCH") {
            m_sizes[path] += body.size();
            answer(socket, 202, {},
                   {{"Location", path.toUtf8()}, {"Range", "0-" + QByteArray::number(body.size() - 1)}});
        } else if (path.contains(QStringLiteral("/uploads/"))) {
            const QString digest = QUrlQuery(url).queryItemValue(QStringLiteral("digest"), QUrl::FullyDecoded);
            m_blobs.insert(digest, m_sizes.take(path) + body.size());
            answer(socket, 201, {}, {{"Docker-Content-Digest", digest.toUtf8()}, {"Location", path.toUtf8()}});
        } else if (path.contains(QStringLiteral("/blobs/"))) {
            m_blobs.contains(last)
                ? answer(socket, 200, {}, {{"Docker-Content-Digest", last.toUtf8()}}, m_blobs.value(last))
                : answer(socket, 404, {});
        } else if (method == "PUT") {
            m_manifest = "sha256:" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
            m_type = headers.value("content-type");
            answer(socket, 201, {}, {{"Docker-Content-Digest", m_manifest}});
        } else if (path.contains(QStringLiteral("/manifests/"))) {
            m_manifest.isEmpty()
                ? answer(socket, 404, {})
                : answer(socket, 200, {}, {{"Docker-Content-Digest", m_manifest}, {"Content-Type", m_type}});
        } else {
            answer(socket, 200, "{}");
        }
    }

    static void answer(QTcpSocket &socket, int status, const QByteArray &body,
                       const QList<std::pair<QByteArray, QByteArray>> &headers = {}, qint64 size = 0)
    {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(status) +
                          " Told\r\nDocker-Distribution-Api-Version: "
                          "registry/2.0\r\nContent-Length: " +
                          QByteArray::number(std::max<qint64>(size, body.size())) + "\r\n";
        if (status == 401)
            head += "WWW-Authenticate: Basic realm=\"test\"\r\nContent-Type: application/json\r\n";
        for (const auto &[name, value] : headers)
            head += name + ": " + value + "\r\n";
        socket.write(head + "\r\n" + body);
    }

    QByteArray m_login;
    int m_free;
    int m_uploads = 0;
    QHash<QTcpSocket *, QByteArray> m_unread;
    QList<QTcpSocket *> m_held;
    QHash<QString, qint64> m_sizes; //!< of uploads, by path
    QHash<QString, qint64> m_blobs; //!< by digest
    QByteArray m_manifest;
    QByteArray m_type;
};

} // namespace fairlead::tests
