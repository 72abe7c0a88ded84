// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "faultserver.h"

#include <QSslCertificate>
#include <QSslServer>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead::tests {

namespace {

constexpr qint64 FloodBuffer = 256 << 10;

QByteArray statusLine(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\n";
}

QByteArray lines(const Headers &headers)
{
    QByteArray text;
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text;
}

} // namespace

QString SeenRequest::query(const QString &key) const
{
    return QUrlQuery(QUrl::fromEncoded(target)).queryItemValue(key, QUrl::FullyDecoded);
}

QList<QByteArray> SeenRequest::values(const QByteArray &name) const
{
    QList<QByteArray> found;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            found << value;
    }
    return found;
}

Script &Script::send(const QByteArray &bytes)
{
    m_steps.push_back({Step::Kind::Send, bytes});
    return *this;
}

Script &Script::head(int status, const QByteArray &contentType, const Headers &headers)
{
    return send(statusLine(status) + "Content-Type: " + contentType + "\r\n" + lines(headers) + "\r\n");
}

Script &Script::chunk(const QByteArray &bytes)
{
    return send(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

Script &Script::lastChunk()
{
    return send("0\r\n\r\n");
}

Script &Script::pause(std::chrono::milliseconds time)
{
    m_steps.push_back({Step::Kind::Pause, {}, time});
    return *this;
}

Script &Script::trickle(const QByteArray &bytes, std::chrono::milliseconds gap)
{
    for (const char byte : bytes)
        send(QByteArray(1, byte)).pause(gap);
    return *this;
}

Script &Script::flood(const QByteArray &bytes)
{
    m_steps.push_back({Step::Kind::Flood, bytes});
    return *this;
}

Script &Script::close()
{
    m_steps.push_back({Step::Kind::Close, {}});
    return *this;
}

Script &Script::reset()
{
    m_steps.push_back({Step::Kind::Reset, {}});
    return *this;
}

Script &Script::hang()
{
    m_steps.push_back({Step::Kind::Hang, {}});
    return *this;
}

Script Script::answer(int status, const QByteArray &contentType, const QByteArray &body, const Headers &headers)
{
    Headers all = headers;
    all << qMakePair(QByteArray("Content-Length"), QByteArray::number(body.size()));
    Script script;
    script.head(status, contentType, all).send(body);
    return script;
}

struct FaultServer::Connection
{
    QTcpSocket *socket = nullptr;
    int number = 0;
    QByteArray unread;
    std::optional<SeenRequest> request; //!< headers are there, the body is not yet
    std::vector<Script::Step> steps;
    std::size_t next = 0;
    bool isBusy = false;
    QTimer timer;
};

FaultServer::FaultServer(QObject *parent)
    : QObject(parent)
    , m_server(std::make_unique<QTcpServer>())
{
    listen();
}

FaultServer::FaultServer(const QSslConfiguration &ssl, QObject *parent)
    : QObject(parent)
    , m_hasTls(true)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(ssl);
    m_server = std::move(server);
    listen();
}

FaultServer::~FaultServer()
{
    for (const auto &connection : m_open) {
        connection->socket->disconnect(this);
        connection->socket->abort();
    }
}

void FaultServer::listen()
{
    m_handler = [](const SeenRequest &) { return Script::answer(404, "text/plain", "nothing here"); };
    m_server->listen(QHostAddress::LocalHost);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &FaultServer::accept);
}

QUrl FaultServer::url(const QString &host) const
{
    QUrl url;
    url.setScheme(m_hasTls ? u"https"_s : u"http"_s);
    url.setHost(host);
    url.setPort(port());
    return url;
}

void FaultServer::setScripts(const std::vector<Script> &scripts)
{
    m_handler = [scripts, next = std::size_t(0)](const SeenRequest &) mutable {
        const Script script = scripts[std::min(next, scripts.size() - 1)];
        ++next;
        return script;
    };
}

void FaultServer::broadcast(const QByteArray &bytes)
{
    for (const auto &connection : m_open) {
        if (connection->isBusy)
            connection->socket->write(bytes);
    }
}

void FaultServer::dropAll(bool reset)
{
    while (!m_open.empty())
        end(*m_open.front(), reset);
}

void FaultServer::accept()
{
    while (m_server->hasPendingConnections()) {
        auto owned = std::make_unique<Connection>();
        Connection &connection = *owned;
        connection.socket = m_server->nextPendingConnection();
        connection.socket->setParent(this);
        connection.number = ++m_connections;
        connection.timer.setSingleShot(true);
        m_open.push_back(std::move(owned));
        connect(&connection.timer, &QTimer::timeout, this, [this, &connection] { perform(connection); });
        connect(connection.socket, &QTcpSocket::readyRead, this, [this, &connection] { read(connection); });
        connect(connection.socket, &QTcpSocket::bytesWritten, this, [this, &connection](qint64 bytes) {
            m_written += bytes;
            const bool isFlooding = connection.isBusy && connection.next < connection.steps.size() &&
                                    connection.steps[connection.next].kind == Script::Step::Kind::Flood;
            if (isFlooding)
                perform(connection);
        });
        connect(connection.socket, &QTcpSocket::disconnected, this, [this, &connection] { end(connection, false); });
        if (connection.socket->state() != QAbstractSocket::ConnectedState)
            end(connection, false);
        else if (connection.socket->bytesAvailable() > 0)
            read(connection);
    }
}

void FaultServer::read(Connection &connection)
{
    connection.unread += connection.socket->readAll();
    if (connection.isBusy)
        return;
    if (!connection.request) {
        const qsizetype headEnd = connection.unread.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QByteArray raw = connection.unread.left(headEnd + 4);
        QList<QByteArray> head = raw.left(headEnd).replace("\r\n", "\n").split('\n');
        connection.unread.remove(0, headEnd + 4);
        const QList<QByteArray> first = head.takeFirst().split(' ');
        SeenRequest request{
            .method = first.value(0), .target = first.value(1), .head = raw, .connection = connection.number};
        for (const QByteArray &line : head) {
            const qsizetype colon = line.indexOf(':');
            request.headers << qMakePair(line.left(colon), line.mid(colon + 1).trimmed());
        }
        if (const auto *tls = qobject_cast<QSslSocket *>(connection.socket)) {
            const QStringList names = tls->peerCertificate().subjectInfo(QSslCertificate::CommonName);
            request.clientCertificate = names.value(0).toUtf8();
        }
        connection.request = request;
    }
    const qsizetype length = connection.request->value("Content-Length").toLongLong();
    if (connection.unread.size() < length)
        return;
    connection.request->body = connection.unread.left(length);
    connection.unread.remove(0, length);
    m_requests << *connection.request;
    connection.request.reset();
    connection.steps = m_handler(m_requests.last()).m_steps;
    connection.next = 0;
    connection.isBusy = true;
    emit requested();
    perform(connection);
}

void FaultServer::perform(Connection &connection)
{
    using Kind = Script::Step::Kind;
    while (connection.next < connection.steps.size()) {
        const Script::Step &step = connection.steps[connection.next];
        switch (step.kind) {
        case Kind::Send:
            connection.socket->write(step.bytes);
            connection.socket->flush();
            break;
        case Kind::Flood:
            while (connection.socket->bytesToWrite() < FloodBuffer)
                connection.socket->write(step.bytes);
            return; // goes on with bytesWritten
        case Kind::Pause:
            ++connection.next;
            connection.timer.start(step.time);
            return;
        case Kind::Close:
        case Kind::Reset:
            return end(connection, step.kind == Kind::Reset);
        case Kind::Hang:
            return;
        }
        ++connection.next;
    }
    connection.isBusy = false;
    if (!connection.unread.isEmpty())
        read(connection);
}

void FaultServer::end(Connection &connection, bool reset)
{
    const auto it =
        std::find_if(m_open.begin(), m_open.end(), [&](const auto &each) { return each.get() == &connection; });
    if (it == m_open.end())
        return;
    QTcpSocket *socket = connection.socket;
    socket->disconnect(this);
    // The connection may be on the stack of its own timer.
    connection.timer.disconnect(this);
    connection.timer.stop();
    m_ended.push_back(std::move(*it));
    m_open.erase(it);
    QTimer::singleShot(0, this, [this] { m_ended.clear(); });
    if (reset) {
        const linger now{.l_onoff = 1, .l_linger = 0};
        setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
        socket->abort();
    } else {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        socket->disconnectFromHost();
        if (socket->state() != QAbstractSocket::UnconnectedState)
            return;
    }
    socket->deleteLater();
}

} // namespace fairlead::tests
