// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPair>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace fairlead::tests {

using Headers = QList<QPair<QByteArray, QByteArray>>;

//! One request as it came over the wire.
struct SeenRequest
{
    QByteArray method;
    QByteArray target; //!< path and query, undecoded
    Headers headers;
    QByteArray head; //!< request line and header lines, verbatim
    QByteArray body;
    int connection = 0;           //!< counts from 1
    QByteArray clientCertificate; //!< common name of the client certificate of its connection; empty: none

    QByteArray path() const { return target.split('?').first(); }
    QString query(const QString &key) const;
    //! All lines of that name, in order; names compare without case.
    QList<QByteArray> values(const QByteArray &name) const;
    QByteArray value(const QByteArray &name) const { return values(name).value(0); }
};

//! What a server does about one request, step by step. After the last step it reads the next request.
class Script
{
public:
    Script &send(const QByteArray &bytes);
    //! Headers of an answer whose body follows in chunk()s, or is cut off.
    Script &head(int status, const QByteArray &contentType,
                 const Headers &headers = {{"Transfer-Encoding", "chunked"}});
    Script &chunk(const QByteArray &bytes);
    Script &lastChunk();
    Script &pause(std::chrono::milliseconds time);
    //! Each byte by itself, \p gap between them.
    Script &trickle(const QByteArray &bytes, std::chrono::milliseconds gap);
    //! The same bytes again and again, as fast as they are taken.
    Script &flood(const QByteArray &bytes);
    Script &close(); //!< FIN
    Script &reset(); //!< RST
    Script &hang();  //!< nothing more, the connection stays

    static Script answer(int status, const QByteArray &contentType, const QByteArray &body,
                         const Headers &headers = {});

private:
    friend class FaultServer;
    struct Step
    {
        enum class Kind { Send, Flood, Pause, Close, Reset, Hang };
        Kind kind;
        QByteArray bytes;
        std::chrono::milliseconds time{};
    };

    std::vector<Step> m_steps;
};

//! HTTP or HTTPS on localhost that does what no real server does on demand. Everything in the thread of the test.
class FaultServer : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<Script(const SeenRequest &request)>;

    explicit FaultServer(QObject *parent = nullptr);
    //! With TLS. QueryPeer asks for a client certificate, VerifyPeer insists on one.
    explicit FaultServer(const QSslConfiguration &ssl, QObject *parent = nullptr);
    ~FaultServer() override;

    QUrl url(const QString &host = QStringLiteral("127.0.0.1")) const;
    quint16 port() const { return m_server->serverPort(); }
    bool isListening() const { return m_server->isListening(); }

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    //! One script for each request in turn; the last one stays.
    void setScripts(const std::vector<Script> &scripts);

    const QList<SeenRequest> &requests() const { return m_requests; }
    int connections() const { return m_connections; }
    int openConnections() const { return int(m_open.size()); }
    //! Bytes that the client has let through on all connections.
    qint64 written() const { return m_written; }
    //! Sends \p bytes on every connection whose script hangs.
    void broadcast(const QByteArray &bytes);
    //! FIN or RST to every connection.
    void dropAll(bool reset = false);

signals:
    void requested();

private:
    struct Connection;

    void listen();
    void accept();
    void read(Connection &connection);
    void perform(Connection &connection);
    void end(Connection &connection, bool reset);

    std::unique_ptr<QTcpServer> m_server;
    bool m_hasTls = false;
    Handler m_handler;
    QList<SeenRequest> m_requests;
    std::vector<std::unique_ptr<Connection>> m_open;
    std::vector<std::unique_ptr<Connection>> m_ended; //!< may still be on the stack
    int m_connections = 0;
    qint64 m_written = 0;
};

} // namespace fairlead::tests
