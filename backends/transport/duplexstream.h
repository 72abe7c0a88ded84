// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "curltransfer.h"
#include "httpstream.h"
#include "responsehead.h"
#include "tlschannel.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class QIODevice;

namespace fairlead::transport {

class HttpClient;

//! A request whose connection becomes ours once the server agrees (101, or 200 from old ones): raw bytes both ways, and
//! an end of our direction while the other goes on. To the endpoint of an HttpClient and as it is, with TLS, client
//! certificate and proxy (none of https://), on a connection of its own.
//!
//! Order of signals: answered once when the server agrees, received and drained any number of times, finished exactly
//! once. None comes after stop(). A slot may stop or delete it. No more is read than has been handed on, no more is
//! kept to be sent than inputLimit. It must not outlive its HttpClient. A 401 is an error like any other. Errors: those
//! of HttpClient; Invalid (NotUpgraded) when the server answers as if it were an ordinary request.
class DuplexStream : public QObject
{
    Q_OBJECT
public:
    //! \p upgradeTo: "tcp", what the connection is asked to become.
    DuplexStream(HttpClient *client, HttpRequest request, QByteArray upgradeTo, QObject *parent);
    ~DuplexStream() override;

    //! No signal comes before it returns.
    void start();
    //! Ends without any further signal.
    void stop();

    //! From answered() on. \return how many bytes were taken, as many as there is room for; drained() tells when there
    //! is some again.
    qsizetype write(QByteArrayView bytes);
    qsizetype room() const;
    //! Nothing more is written; what was goes first. The other direction stays.
    void closeWrite();

    static constexpr qsizetype InputLimit = 256 << 10;

signals:
    void answered(int status, const QByteArray &contentType);
    //! Valid during the call only.
    void received(QByteArrayView bytes);
    //! Less than half of InputLimit is waiting, after there was no room.
    void drained();
    //! Without a failure when the server ended its direction.
    void finished(const fairlead::transport::HttpEnd &end);

private:
    void authorizeAndConnect();
    void connectTo(const Credentials &credentials);
    void connectSocket();
    void onConnected();
    void onDisconnected();
    void onSocketError(int systemError, const QString &words);
    void onReadable();
    bool takePlain(QByteArrayView bytes);
    bool takeAnswer(QByteArrayView bytes);
    void sendHead();
    void sendPlain(QByteArrayView bytes);
    void flushWire();
    void onWritten();
    void endWriting();
    void onTimeout();
    void fail(ApiError error);
    void finish(const HttpEnd &end);
    void dropSocket();

    QPointer<HttpClient> m_client;
    HttpRequest m_request;
    QByteArray m_upgradeTo;
    CurlRequest m_prepared;
    QIODevice *m_socket = nullptr; //!< a QTcpSocket or a QLocalSocket
    std::unique_ptr<TlsChannel> m_tls;
    std::unique_ptr<ResponseHead> m_head;
    QTimer m_timer;
    QByteArray m_wire; //!< room for what is read, and for what it is without TLS
    QByteArray m_plain;
    QByteArray m_bytes; //!< of the answer, that are no whole one yet
    bool m_isAnswered = false;
    bool m_isFull = false;      //!< somebody waits for drained()
    bool m_closesWrite = false; //!< asked for
    bool m_isWriteClosed = false;
    bool m_isOver = false;
};

} // namespace fairlead::transport
