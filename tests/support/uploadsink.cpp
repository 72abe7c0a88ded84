// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "uploadsink.h"

#include <QFile>
#include <QtGlobal>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace fairlead::tests {

namespace {

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

//! One request: head, then a body in chunks or of a known length.
class UploadSink::Connection
{
public:
    Connection(int socket, int stop, int file)
        : m_socket(socket)
        , m_stop(stop)
        , m_file(file)
    {
    }

    Upload take()
    {
        while (!m_upload.head.endsWith("\r\n\r\n")) {
            const int byte = next();
            if (byte < 0)
                return m_upload;
            m_upload.head += char(byte);
        }
        m_upload.isWhole = m_upload.head.contains("Transfer-Encoding: chunked") ? takeChunks() : takeBytes(length());
        return m_upload;
    }

private:
    qint64 length() const
    {
        const QByteArray name = "Content-Length: ";
        const qsizetype at = m_upload.head.indexOf(name);
        return at < 0 ? 0 : m_upload.head.mid(at + name.size()).split('\r').front().toLongLong();
    }

    bool takeChunks()
    {
        for (;;) {
            QByteArray line;
            while (!line.endsWith("\r\n")) {
                const int byte = next();
                if (byte < 0)
                    return false;
                line += char(byte);
            }
            const qint64 size = line.trimmed().toLongLong(nullptr, 16);
            if (!takeBytes(size) || next() != '\r' || next() != '\n')
                return false;
            if (size == 0)
                return true;
        }
    }

    bool takeBytes(qint64 size)
    {
        while (size > 0) {
            if (m_at == m_end && !fill())
                return false;
            const qint64 part = std::min(size, m_end - m_at);
            if (m_file >= 0 && ::write(m_file, m_buffer.data() + m_at, std::size_t(part)) != part)
                return false;
            m_at += part;
            m_upload.bodySize += part;
            size -= part;
        }
        return true;
    }

    int next() { return m_at < m_end || fill() ? uchar(m_buffer[std::size_t(m_at++)]) : -1; }

    bool fill()
    {
        std::array<pollfd, 2> waiting{pollfd{m_socket, POLLIN, 0}, pollfd{m_stop, POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 || waiting[1].revents != 0)
            return false;
        m_at = 0;
        m_end = std::max<qint64>(0, ::read(m_socket, m_buffer.data(), m_buffer.size()));
        return m_end > 0;
    }

    const int m_socket;
    const int m_stop;
    const int m_file;
    std::array<char, 64 << 10> m_buffer;
    qint64 m_at = 0;
    qint64 m_end = 0;
    Upload m_upload;
};

UploadSink::UploadSink(std::vector<QByteArray> answers, const QString &keepIn)
    : m_answers(std::move(answers))
    , m_keepIn(QFile::encodeName(keepIn))
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = loopback(0);
    if (::pipe2(m_stop, O_CLOEXEC) != 0 ||
        ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener, 8) != 0)
        qFatal("no server on loopback");
    m_thread = std::thread([this] { run(); });
}

UploadSink::~UploadSink()
{
    if (::write(m_stop[1], "x", 1) != 1)
        qFatal("the server cannot be stopped");
    m_thread.join();
    for (const int each : {m_listener, m_stop[0], m_stop[1]})
        ::close(each);
}

QUrl UploadSink::url() const
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(ntohs(address.sin_port)));
}

std::vector<UploadSink::Upload> UploadSink::uploads() const
{
    const std::lock_guard lock(m_mutex);
    return m_uploads;
}

void UploadSink::run()
{
    for (std::size_t count = 0;; ++count) {
        std::array<pollfd, 2> waiting{pollfd{m_listener, POLLIN, 0}, pollfd{m_stop[0], POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), -1) < 0 || waiting[1].revents != 0)
            return;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        const int file =
            m_keepIn.isEmpty() ? -1 : ::open(m_keepIn.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const Upload upload = Connection(socket, m_stop[0], file).take();
        if (file >= 0)
            ::close(file);
        {
            const std::lock_guard lock(m_mutex);
            m_uploads.push_back(upload);
        }
        const QByteArray &answer = m_answers[std::min(count, m_answers.size() - 1)];
        if (upload.isWhole)
            std::ignore = ::send(socket, answer.constData(), std::size_t(answer.size()), MSG_NOSIGNAL);
        ::close(socket);
    }
}

} // namespace fairlead::tests
