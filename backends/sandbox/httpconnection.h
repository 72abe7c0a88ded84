// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bodysource.h"
#include "requestparser.h"

#include <QObject>
#include <QTcpSocket>

#include <chrono>
#include <functional>
#include <memory>

namespace fairlead::sandbox {

struct HttpAnswer
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    std::optional<int> retryAfterSeconds;
};

//! One connection of a client: its requests one after the other, each with one answer or one stream. Never holds more
//! than a few hundred KiB that the client has not read: a body is made only as fast as it is taken.
class HttpConnection : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    explicit HttpConnection(QTcpSocket *socket, QObject *parent = nullptr);

    //! Once, after connecting to the signals.
    void listen() { read(); }
    //! Exactly one of these for every requested().
    void answer(const HttpAnswer &answer);
    void stream(const QByteArray &contentType, std::unique_ptr<BodySource> source);

    //! The stream that is being sent; null: none.
    BodySource *source() const { return m_source.get(); }
    //! The stream may have more to say.
    void pump();
    //! Ends it at once, in the middle of whatever it is saying.
    void abort();

    //! Since when the client takes nothing, or says nothing, though it should.
    std::optional<Clock::time_point> stalledSince() const;
    bool isOpen() const { return m_socket->state() == QAbstractSocket::ConnectedState; }

signals:
    void requested(const fairlead::sandbox::HttpRequest &request);
    void closed();

private:
    void read();
    void next();
    void sent();
    void abortIfSent();
    void finishAnswer();
    qint64 backlog() const;

    QTcpSocket *m_socket;
    RequestParser m_parser;
    QByteArray m_input;
    std::unique_ptr<BodySource> m_source;
    Clock::time_point m_lastProgress = Clock::now();
    bool m_isAnswering = false;
    bool m_keepsAlive = true;
    bool m_isCut = false; //!< aborted once all is sent
};

} // namespace fairlead::sandbox
