// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "duplexstream.h"

#include "curlerror.h"
#include "httpclient.h"

#include <QLocalSocket>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <algorithm>
#include <cerrno>
#include <curl/curl.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr qint64 ReadBuffer = 256 << 10;
constexpr qint64 Piece = 64 << 10;

std::optional<QNetworkProxy> socketProxy(const QUrl &proxy)
{
    if (proxy.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    if (proxy.scheme() == "https"_L1)
        return {};
    const bool isSocks = proxy.scheme().startsWith("socks5"_L1);
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, proxy.host(),
                         quint16(proxy.port(isSocks ? 1080 : 80)), proxy.userName(QUrl::FullyDecoded),
                         proxy.password(QUrl::FullyDecoded));
}

int systemErrorOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return ECONNREFUSED;
    case QAbstractSocket::SocketAccessError:
        return EACCES;
    case QAbstractSocket::SocketTimeoutError:
        return ETIMEDOUT;
    default:
        return 0;
    }
}

//! Those of QLocalSocket are numbers of QAbstractSocket, with a meaning of their own where the socket is not there.
int systemErrorOf(QLocalSocket::LocalSocketError error)
{
    return error == QLocalSocket::ServerNotFoundError ? ENOENT
                                                      : systemErrorOf(QAbstractSocket::SocketError(int(error)));
}

//! Lines for libcurl as lines of HTTP: "Name;" has no value, "Name: " is none.
QByteArray httpLines(const QList<QByteArray> &headers)
{
    QByteArray lines;
    for (const QByteArray &header : headers) {
        if (header.endsWith(';') && !header.contains(':'))
            lines += header.chopped(1) + ":\r\n";
        else if (!header.endsWith(": "))
            lines += header + "\r\n";
    }
    return lines;
}

qintptr descriptorOf(QIODevice *socket)
{
    if (const auto *local = qobject_cast<QLocalSocket *>(socket))
        return local->socketDescriptor();
    return static_cast<QTcpSocket *>(socket)->socketDescriptor();
}

} // namespace

DuplexStream::DuplexStream(HttpClient *client, HttpRequest request, QByteArray upgradeTo, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_upgradeTo(std::move(upgradeTo))
    , m_head(std::make_unique<ResponseHead>())
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DuplexStream::onTimeout);
}

DuplexStream::~DuplexStream()
{
    dropSocket();
}

void DuplexStream::start()
{
    Q_ASSERT(!m_socket && !m_isOver);
    QMetaObject::invokeMethod(this, &DuplexStream::authorizeAndConnect, Qt::QueuedConnection);
}

void DuplexStream::stop()
{
    m_isOver = true;
    m_timer.stop();
    dropSocket();
}

void DuplexStream::authorizeAndConnect()
{
    if (m_isOver)
        return;
    if (!m_client)
        return fail(ApiError{.kind = ApiError::Kind::Cancelled});
    m_client->m_credentials->get(this, [this](const Result<Credentials> &credentials) {
        if (m_isOver)
            return;
        if (credentials)
            connectTo(*credentials);
        else
            fail(credentials.error());
    });
}

void DuplexStream::connectTo(const Credentials &credentials)
{
    const Result<CurlRequest> prepared = m_client->prepare(m_request, credentials);
    if (!prepared)
        return fail(prepared.error());
    m_prepared = *prepared;
    m_timer.start(m_request.answerTimeout);
    connectSocket();
}

void DuplexStream::connectSocket()
{
    if (!m_prepared.unixSocketPath.isEmpty()) {
        auto *socket = new QLocalSocket(this);
        m_socket = socket;
        socket->setReadBufferSize(ReadBuffer);
        connect(socket, &QLocalSocket::connected, this, &DuplexStream::onConnected);
        connect(socket, &QLocalSocket::disconnected, this, &DuplexStream::onDisconnected);
        connect(socket, &QLocalSocket::errorOccurred, this, [this, socket](QLocalSocket::LocalSocketError error) {
            if (error != QLocalSocket::PeerClosedError)
                onSocketError(systemErrorOf(error), socket->errorString());
        });
    } else {
        const std::optional<QNetworkProxy> proxy = socketProxy(m_prepared.proxy);
        if (!proxy)
            return fail(proxyUnreachable(ApiError::Kind::Invalid, m_prepared.proxy.host(),
                                         u"such connections need a proxy of http:// or socks5://"_s));
        auto *socket = new QTcpSocket(this);
        m_socket = socket;
        socket->setProxy(*proxy);
        socket->setReadBufferSize(ReadBuffer);
        connect(socket, &QTcpSocket::connected, this, [this, socket] {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
            onConnected();
        });
        connect(socket, &QTcpSocket::disconnected, this, &DuplexStream::onDisconnected);
        connect(socket, &QTcpSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError)
                onSocketError(systemErrorOf(error), socket->errorString());
        });
    }
    connect(m_socket, &QIODevice::readyRead, this, &DuplexStream::onReadable);
    connect(m_socket, &QIODevice::bytesWritten, this, &DuplexStream::onWritten);
    const QUrl &url = m_prepared.url;
    if (auto *local = qobject_cast<QLocalSocket *>(m_socket))
        local->connectToServer(m_prepared.unixSocketPath, QIODevice::ReadWrite);
    else
        static_cast<QTcpSocket *>(m_socket)->connectToHost(url.host(),
                                                           quint16(url.port(url.scheme() == "https"_L1 ? 443 : 80)));
}

void DuplexStream::onConnected()
{
    if (m_prepared.url.scheme() != "https"_L1)
        return sendHead();
    const QString &otherName = m_prepared.tlsServerName;
    Result<TlsChannel> tls = TlsChannel::create({.identity = m_prepared.tls,
                                                 .serverName = otherName.isEmpty() ? m_prepared.url.host() : otherName,
                                                 .skipsVerify = m_prepared.insecureSkipTlsVerify});
    if (!tls)
        return fail(tls.error());
    m_tls = std::make_unique<TlsChannel>(*std::move(tls));
    if (const Result<bool> begun = m_tls->feed({}); !begun)
        return fail(begun.error());
    flushWire();
}

void DuplexStream::onDisconnected()
{
    const QPointer<DuplexStream> self = this;
    onReadable();
    if (!self || m_isOver)
        return;
    if (!m_isAnswered) {
        if (const auto answer = m_head->atEnd()) {
            return finish({HttpFailure{errorForAnswer(answer->status, answer->contentType, answer->body, {}),
                                       answer->contentType, answer->headers, answer->body}});
        }
        const bool isHandshake = m_tls && !m_tls->isReady();
        return fail(errorOf({.code = isHandshake ? CURLE_SSL_CONNECT_ERROR : CURLE_GOT_NOTHING,
                             .text = isHandshake ? "unexpected eof" : ""}));
    }
    if (m_tls && !m_tls->isReadClosed()) // cut off, by whomever
        return fail(errorOf({.code = CURLE_GOT_NOTHING}));
    finish({});
}

void DuplexStream::onSocketError(int systemError, const QString &words)
{
    if (m_isOver)
        return;
    const auto *tcp = qobject_cast<QTcpSocket *>(m_socket);
    const bool isNameless = tcp && tcp->error() == QAbstractSocket::HostNotFoundError;
    const bool isConnected = m_isAnswered || m_tls;
    const int connecting = isNameless ? CURLE_COULDNT_RESOLVE_HOST : CURLE_COULDNT_CONNECT;
    fail(errorOf({.code = isConnected ? CURLE_RECV_ERROR : connecting,
                  .text = words.toUtf8(),
                  .systemError = systemError,
                  .host = m_prepared.url.host(),
                  .unixSocketPath = m_prepared.unixSocketPath,
                  .proxy = m_prepared.proxy.isEmpty() ? QString() : m_prepared.proxy.host()}));
}

void DuplexStream::onReadable()
{
    const QPointer<DuplexStream> self = this;
    while (self && !m_isOver && m_socket->bytesAvailable() > 0) {
        m_wire.resize(Piece);
        const QByteArrayView wire(m_wire.constData(), m_socket->read(m_wire.data(), m_wire.size()));
        if (!m_tls) {
            if (!takePlain(wire))
                return;
            continue;
        }
        const bool wasReady = m_tls->isReady();
        const Result<bool> fed = m_tls->feed(wire);
        flushWire(); // also the alert that tells the other side why
        if (!fed)
            return fail(fed.error());
        if (*fed && !wasReady)
            sendHead();
        while (*fed) {
            m_plain.resize(Piece);
            const Result<qsizetype> got = m_tls->read(m_plain.data(), m_plain.size());
            if (!got)
                return fail(got.error());
            if (*got == 0)
                break;
            if (!takePlain(QByteArrayView(m_plain).first(*got)))
                return;
        }
        if (m_tls->isReadClosed())
            return onDisconnected();
    }
}

//! \return false when it is over, or this object is gone.
bool DuplexStream::takePlain(QByteArrayView bytes)
{
    if (!m_isAnswered)
        return takeAnswer(bytes);
    const QPointer<DuplexStream> self = this;
    emit received(bytes);
    return self && !m_isOver;
}

bool DuplexStream::takeAnswer(QByteArrayView bytes)
{
    m_bytes.append(bytes);
    const auto answer = m_head->feed(m_bytes);
    if (!answer) {
        fail(answer.error());
        return false;
    }
    if (!*answer)
        return true;
    const ResponseHead::Answer &head = **answer;
    if (!head.isRaw && head.status / 100 == 2) {
        fail(ApiError{.kind = ApiError::Kind::Invalid,
                      .httpStatus = head.status,
                      .reason = u"NotUpgraded"_s,
                      .message = u"the server, or something before it, does not hand over the connection"_s});
        return false;
    }
    if (!head.isRaw) {
        const QByteArray retryAfter = headerValue(head.headers, "retry-after");
        finish({HttpFailure{errorForAnswer(head.status, head.contentType, head.body, retryAfter), head.contentType,
                            head.headers, head.body}});
        return false;
    }
    m_isAnswered = true;
    m_timer.stop();
    const QPointer<DuplexStream> self = this;
    emit answered(head.status, head.contentType);
    if (!self || m_isOver)
        return false;
    const QByteArray rest = std::exchange(m_bytes, {});
    return rest.isEmpty() || takePlain(rest);
}

void DuplexStream::sendHead()
{
    const QUrl &url = m_prepared.url;
    const QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    const QByteArray host = url.authority(QUrl::FullyEncoded).section(u'@', -1).toUtf8();
    const QByteArray body = m_request.body;
    sendPlain(m_prepared.method + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + httpLines(m_prepared.headers) +
              "Connection: Upgrade\r\nUpgrade: " + m_upgradeTo +
              "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void DuplexStream::sendPlain(QByteArrayView bytes)
{
    if (!m_tls) {
        m_socket->write(bytes.data(), bytes.size());
        return;
    }
    if (const Result<void> written = m_tls->write(bytes); !written)
        QMetaObject::invokeMethod(
            this, [this, error = written.error()] { fail(error); }, Qt::QueuedConnection);
    flushWire();
}

void DuplexStream::flushWire()
{
    const QByteArray wire = m_tls->takeWire();
    if (!wire.isEmpty())
        m_socket->write(wire);
}

qsizetype DuplexStream::room() const
{
    if (!m_isAnswered || m_isOver || m_closesWrite)
        return 0;
    return std::max<qsizetype>(0, InputLimit - qsizetype(m_socket->bytesToWrite()));
}

qsizetype DuplexStream::write(QByteArrayView bytes)
{
    const qsizetype taken = std::min(bytes.size(), room());
    if (taken > 0)
        sendPlain(bytes.first(taken));
    m_isFull |= taken < bytes.size();
    return taken;
}

void DuplexStream::closeWrite()
{
    m_closesWrite = true;
    if (m_isAnswered && !m_isOver)
        onWritten();
}

void DuplexStream::onWritten()
{
    if (!m_isAnswered || m_isOver)
        return;
    if (m_closesWrite && m_socket->bytesToWrite() == 0)
        endWriting();
    if (m_isFull && m_socket->bytesToWrite() < InputLimit / 2) {
        m_isFull = false;
        emit drained();
    }
}

void DuplexStream::endWriting()
{
    if (std::exchange(m_isWriteClosed, true))
        return;
    if (!m_tls) {
        ::shutdown(int(descriptorOf(m_socket)), SHUT_WR);
        return;
    }
    m_tls->closeWrite();
    flushWire();
}

void DuplexStream::onTimeout()
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_request.answerTimeout).count();
    fail(ApiError{
        .kind = ApiError::Kind::Timeout, .reason = u"NoAnswer"_s, .message = u"no answer within %1 s"_s.arg(seconds)});
}

void DuplexStream::fail(ApiError error)
{
    finish({HttpFailure{.error = std::move(error)}});
}

void DuplexStream::finish(const HttpEnd &end)
{
    if (m_isOver)
        return;
    stop();
    emit finished(end);
}

//! It may be emitting.
void DuplexStream::dropSocket()
{
    QIODevice *socket = m_socket;
    if (!socket)
        return;
    socket->disconnect(this);
    m_isOver = true;
    if (auto *local = qobject_cast<QLocalSocket *>(socket))
        local->abort();
    else
        static_cast<QTcpSocket *>(socket)->abort();
}

} // namespace fairlead::transport
