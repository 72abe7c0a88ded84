// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tlsproxyrelay.h"

#include <QNetworkProxy>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <array>
#include <filesystem>
#include <netinet/in.h>
#include <sys/socket.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr int MaxConnections = 32;
constexpr qint64 ReadBuffer = 64 << 10;
constexpr qint64 WriteBacklog = 256 << 10; // more unwritten: the other side is not read

QString nameOf(const QString &host, quint16 port)
{
    QUrl url;
    url.setHost(host);
    url.setPort(port);
    return url.authority();
}

//! Whether the other end of \p socket, a connection over loopback, is a socket of this process.
bool isOurs(const QTcpSocket &socket)
{
    std::error_code error;
    for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end;
         it.increment(error)) {
        const int descriptor = QByteArray(it->path().filename().c_str()).toInt();
        sockaddr_in own{};
        sockaddr_in peer{};
        socklen_t ownSize = sizeof(own);
        socklen_t peerSize = sizeof(peer);
        const bool isPeer = getsockname(descriptor, reinterpret_cast<sockaddr *>(&own), &ownSize) == 0 &&
                            getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &peerSize) == 0 &&
                            own.sin_family == AF_INET && ntohs(own.sin_port) == socket.peerPort() &&
                            ntohs(peer.sin_port) == socket.localPort();
        if (isPeer)
            return true;
    }
    return false;
}

//! \return whether there was anything to move.
bool moveBytes(QTcpSocket &from, QTcpSocket &to)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&to);
    std::array<char, ReadBuffer> buffer;
    bool hasMoved = false;
    while (to.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0) <= WriteBacklog) {
        const qint64 size = from.read(buffer.data(), qint64(buffer.size()));
        if (size <= 0)
            break;
        to.write(buffer.data(), size);
        hasMoved = true;
    }
    return hasMoved;
}

ApiError unreachable(ApiError::Kind kind, const QString &proxy, const QString &why)
{
    return {.kind = kind,
            .reason = u"ProxyUnreachable"_s,
            .message = u"the proxy %1 cannot be reached: %2"_s.arg(proxy, why)};
}

ApiError::Kind kindOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return ApiError::Kind::Tls;
    case QAbstractSocket::SocketTimeoutError:
        return ApiError::Kind::Timeout;
    default:
        return ApiError::Kind::Network;
    }
}

} // namespace

//! One socket of ours and its way to the proxy. Goes when the socket does.
class TlsProxyRelay::Connection : public QObject
{
public:
    Connection(TlsProxyRelay *relay, QTcpSocket *client);
    ~Connection() override { m_relay->m_connections.remove(this); }

    void open();
    void fail(const ApiError &error);
    bool isWaiting() const { return m_limit.isActive(); }

private:
    void onClientData();
    void onProxyError(QAbstractSocket::SocketError error);
    void onProxyClosed();
    void pump();
    void refuse();

    TlsProxyRelay *m_relay;
    QTcpSocket *m_client;
    QSslSocket *m_proxy;
    QTimer m_limit; //!< runs from open() until TLS stands
    QStringList m_sslErrors;
    bool m_isEncrypted = false;
    bool m_isTunnel = false;   //!< it began with CONNECT
    bool m_hasSpoken = false;  //!< our socket sent something
    bool m_isAnswered = false; //!< the proxy sent something
    bool m_hasFailed = false;
};

TlsProxyRelay::Connection::Connection(TlsProxyRelay *relay, QTcpSocket *client)
    : QObject(relay)
    , m_relay(relay)
    , m_client(client)
    , m_proxy(new QSslSocket(this))
{
    m_relay->m_connections.insert(this);
    m_client->setParent(this);
    m_client->setReadBufferSize(ReadBuffer);
    m_proxy->setReadBufferSize(ReadBuffer);
    m_proxy->setProxy(QNetworkProxy::NoProxy);
    m_proxy->setSslConfiguration(m_relay->m_ssl);
    m_limit.setSingleShot(true);

    connect(m_client, &QTcpSocket::readyRead, this, [this] { onClientData(); });
    connect(m_client, &QTcpSocket::bytesWritten, this, [this] { pump(); });
    connect(m_client, &QTcpSocket::disconnected, this, [this] {
        m_limit.stop();
        m_proxy->disconnect(this);
        deleteLater();
    });
    connect(m_proxy, &QSslSocket::encrypted, this, [this] {
        m_isEncrypted = true;
        m_limit.stop();
        pump();
    });
    connect(m_proxy, &QSslSocket::readyRead, this, [this] { pump(); });
    connect(m_proxy, &QSslSocket::bytesWritten, this, [this] { pump(); });
    connect(m_proxy, &QSslSocket::encryptedBytesWritten, this, [this] { pump(); });
    connect(m_proxy, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_sslErrors << error.errorString();
        m_sslErrors.removeDuplicates();
    });
    connect(m_proxy, &QSslSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { onProxyError(error); });
    connect(m_proxy, &QSslSocket::disconnected, this, [this] { onProxyClosed(); });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_relay->m_limit).count();
        fail(unreachable(ApiError::Kind::Timeout, m_relay->m_name, u"no TLS with it within %1 s"_s.arg(seconds)));
    });
}

void TlsProxyRelay::Connection::open()
{
    m_limit.start(m_relay->m_limit);
    m_proxy->connectToHostEncrypted(m_relay->m_host, m_relay->m_port);
}

void TlsProxyRelay::Connection::onClientData()
{
    if (!std::exchange(m_hasSpoken, true))
        m_isTunnel = m_client->peek(8) == "CONNECT ";
    if (m_hasFailed)
        refuse();
    else
        pump();
}

void TlsProxyRelay::Connection::onProxyError(QAbstractSocket::SocketError error)
{
    pump();
    if (m_isAnswered)
        return; // disconnected() follows
    if (!m_sslErrors.isEmpty()) {
        return fail({.kind = ApiError::Kind::Tls,
                     .reason = u"ProxyNotTrusted"_s,
                     .message = u"the certificate of the proxy %1 is not trusted: %2"_s.arg(
                         m_relay->m_name, m_sslErrors.join(u"; "_s))});
    }
    fail(unreachable(kindOf(error), m_relay->m_name, m_proxy->errorString()));
}

void TlsProxyRelay::Connection::onProxyClosed()
{
    m_isAnswered |= m_isEncrypted && m_proxy->bytesAvailable() > 0;
    if (!m_isAnswered)
        return fail(unreachable(ApiError::Kind::Network, m_relay->m_name, u"it closed the connection"_s));
    // What is left is small: the read buffers are.
    m_client->write(m_proxy->readAll());
    m_client->disconnectFromHost();
}

void TlsProxyRelay::Connection::pump()
{
    if (!m_isEncrypted || m_hasFailed)
        return;
    if (m_proxy->state() == QAbstractSocket::ConnectedState)
        moveBytes(*m_client, *m_proxy);
    if (m_client->state() == QAbstractSocket::ConnectedState)
        m_isAnswered |= moveBytes(*m_proxy, *m_client);
}

void TlsProxyRelay::Connection::fail(const ApiError &error)
{
    m_hasFailed = true;
    m_limit.stop();
    m_proxy->disconnect(this);
    m_relay->keepFailure(error);
    refuse();
}

void TlsProxyRelay::Connection::refuse()
{
    // Closed before it is read, the answer could be lost.
    if (!m_hasSpoken || m_client->state() != QAbstractSocket::ConnectedState)
        return;
    m_client->readAll();
    if (m_isTunnel)
        m_client->write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    m_client->disconnectFromHost();
}

TlsProxyRelay::TlsProxyRelay(const QString &host, quint16 port, const QSslConfiguration &ssl,
                             std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_port(port)
    , m_name(nameOf(host, port))
    , m_ssl(ssl)
    , m_limit(limit)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &TlsProxyRelay::accept);
}

TlsProxyRelay::~TlsProxyRelay()
{
    qDeleteAll(std::exchange(m_connections, {}));
}

Result<void> TlsProxyRelay::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return tl::make_unexpected(unreachable(ApiError::Kind::Network, m_name, m_server.errorString()));
    return {};
}

std::optional<ApiError> TlsProxyRelay::failureSince(std::chrono::steady_clock::time_point time) const
{
    return m_failed >= time ? m_failure : std::nullopt;
}

std::optional<ApiError> TlsProxyRelay::stall() const
{
    const bool isWaiting = std::any_of(m_connections.begin(), m_connections.end(),
                                       [](const Connection *connection) { return connection->isWaiting(); });
    if (!isWaiting)
        return {};
    return unreachable(ApiError::Kind::Timeout, m_name, u"no TLS with it yet"_s);
}

void TlsProxyRelay::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        if (!isOurs(*client)) {
            delete client;
            continue;
        }
        auto *connection = new Connection(this, client);
        if (m_connections.size() > MaxConnections) {
            connection->fail(unreachable(ApiError::Kind::Network, m_name,
                                         u"%1 connections to it are open already"_s.arg(MaxConnections)));
        } else {
            connection->open();
        }
    }
}

void TlsProxyRelay::keepFailure(ApiError failure)
{
    m_failure = std::move(failure);
    m_failed = std::chrono::steady_clock::now();
}

} // namespace fairlead::transport
