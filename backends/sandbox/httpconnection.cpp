// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "httpconnection.h"

#include <QSslSocket>

namespace fairlead::sandbox {

namespace {

constexpr qsizetype ChunkSize = 128 << 10;
constexpr qint64 Backlog = 512 << 10;
constexpr qint64 InputLimit = 64 << 10;
constexpr qsizetype ChunkHead = 10; // eight digits and the line end

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 410:
        return "Gone";
    case 429:
        return "Too Many Requests";
    default:
        return "Status"; // nobody reads it
    }
}

QByteArray head(int status, const QByteArray &contentType)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) +
           "\r\nCache-Control: no-cache, private\r\nContent-Type: " + contentType + "\r\n";
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(InputLimit);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, &HttpConnection::closed);
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::sent);
    if (auto *ssl = qobject_cast<QSslSocket *>(socket))
        connect(ssl, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::sent);
}

void HttpConnection::answer(const HttpAnswer &answer)
{
    QByteArray bytes = head(answer.status, answer.contentType);
    if (answer.retryAfterSeconds)
        bytes += "Retry-After: " + QByteArray::number(*answer.retryAfterSeconds) + "\r\n";
    bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" + answer.body;
    m_socket->write(bytes);
    finishAnswer();
}

void HttpConnection::stream(const QByteArray &contentType, std::unique_ptr<BodySource> source)
{
    m_socket->write(head(200, contentType) + "Transfer-Encoding: chunked\r\n\r\n");
    m_source = std::move(source);
    pump();
}

void HttpConnection::pump()
{
    while (m_source && !m_isCut && isOpen() && backlog() < Backlog) {
        QByteArray chunk(ChunkHead, '0');
        chunk.reserve(ChunkSize + (ChunkSize >> 2));
        const BodySource::State state = m_source->fill(chunk, ChunkSize);
        if (const qsizetype size = chunk.size() - ChunkHead; size > 0) {
            if (backlog() == 0)
                m_lastProgress = Clock::now(); // from here on it is the client's turn
            const QByteArray text = QByteArray::number(size, 16).rightJustified(ChunkHead - 2, '0') + "\r\n";
            std::copy(text.begin(), text.end(), chunk.begin());
            m_socket->write(chunk.append("\r\n"));
        }
        switch (state) {
        case BodySource::State::More:
            break;
        case BodySource::State::Idle:
            return;
        case BodySource::State::Cut:
            m_isCut = true;
            sent();
            return;
        case BodySource::State::Ended:
            m_source.reset();
            m_socket->write("0\r\n\r\n");
            finishAnswer();
            return;
        }
    }
}

void HttpConnection::abort()
{
    m_source.reset();
    m_socket->abort();
}

void HttpConnection::abortIfSent()
{
    if (backlog() == 0)
        abort();
}

std::optional<HttpConnection::Clock::time_point> HttpConnection::stalledSince() const
{
    const bool isOwing = backlog() > 0 || !m_isAnswering;
    return isOwing ? std::optional(m_lastProgress) : std::nullopt;
}

void HttpConnection::read()
{
    m_lastProgress = Clock::now();
    if (m_input.size() < InputLimit)
        m_input += m_socket->read(InputLimit - m_input.size());
    next();
}

//! The next request, unless one is being answered; what the client sends meanwhile waits, up to a limit.
void HttpConnection::next()
{
    if (m_isAnswering || !isOpen())
        return;
    const std::optional<HttpRequest> request = m_parser.feed(m_input);
    if (m_parser.error()) {
        m_isAnswering = true;
        m_keepsAlive = false;
        return answer({.status = *m_parser.error(), .contentType = "text/plain"});
    }
    if (!request)
        return;
    m_isAnswering = true;
    m_keepsAlive = request->keepsAlive;
    emit requested(*request);
}

void HttpConnection::sent()
{
    m_lastProgress = Clock::now();
    if (m_isCut) {
        // Not from the socket's own signal: it goes on with what it has lost, and its encrypted bytes come after.
        QMetaObject::invokeMethod(this, &HttpConnection::abortIfSent, Qt::QueuedConnection);
        return;
    }
    pump();
}

void HttpConnection::finishAnswer()
{
    m_isAnswering = false;
    m_lastProgress = Clock::now();
    if (!m_keepsAlive)
        m_socket->disconnectFromHost();
    else if (!m_input.isEmpty() || m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

qint64 HttpConnection::backlog() const
{
    const auto *ssl = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (ssl ? ssl->encryptedBytesToWrite() : 0);
}

} // namespace fairlead::sandbox
