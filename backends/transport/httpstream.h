// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials.h"
#include "curltransfer.h"
#include "httprequest.h"

#include <QObject>
#include <QPointer>

class QTimer;

namespace fairlead::transport {

class HttpClient;

//! One exchange whose body is handed on as it arrives; no more is read from the server than has been handed on.
//! Order of signals: answered once when the status is 2xx, received any number of times, finished exactly once.
//! No signal comes after stop(). A slot may stop, cancel or pause, or delete the stream or its client.
class HttpStream : public QObject, private CurlTransfer::Listener
{
    Q_OBJECT
public:
    HttpStream(HttpClient *client, HttpRequest request, QObject *parent);
    ~HttpStream() override;

    //! No signal comes before it returns.
    void start();
    //! Ends without any further signal.
    void stop();
    //! Ends with finished(Cancelled).
    void cancel();
    //! Reads nothing more from the server until resume(): no received, and no timeout, in between.
    void pause();
    void resume();

    //! From sending to the status line; zero before.
    std::chrono::milliseconds latency() const { return m_latency; }
    //! Of the answer, names in lower case; from answered() on.
    const HttpHeaders &headers() const { return m_head.headers; }

signals:
    void answered(int status, const QByteArray &contentType);
    //! Valid during the call only.
    void received(QByteArrayView bytes);
    void finished(const fairlead::transport::HttpEnd &end);

private:
    using Clock = std::chrono::steady_clock;
    //! Of the request.
    enum class BodyState { NotBegun, Taken, Awaited, Sent };

    void onHead(const CurlHead &head) override;
    void onBody(QByteArrayView bytes) override;
    BodySource::ReadResult onPull(char *to, qsizetype size) override;
    void onEnd(const std::optional<ApiError> &error) override;

    void authorizeAndTransmit();
    void transmit(const Credentials &credentials);
    void onResumed();
    void onErrorAnswer();
    void onTimeout();
    void fail(ApiError error);
    void finish(const HttpEnd &end);
    void dropTransfer();
    std::chrono::milliseconds limit() const;
    bool isSuccess() const { return m_head.status >= 200 && m_head.status < 300; }

    QPointer<HttpClient> m_client;
    HttpRequest m_request;
    std::shared_ptr<CurlTransfer> m_transfer;
    Credentials m_used;
    QTimer *m_timer;
    Clock::time_point m_sent;
    Clock::time_point
        m_heard; //!< the last that happened: sent, a piece of the body taken, the head, a piece of its body
    std::chrono::milliseconds m_latency{};
    CurlHead m_head;
    qint64 m_pulled = 0;
    qint64 m_received = 0;
    QByteArray m_errorBody;
    BodyState m_body = BodyState::NotBegun;
    bool m_isPaused = false;
    bool m_isOver = false;
    bool m_hasRetried = false;
};

} // namespace fairlead::transport
