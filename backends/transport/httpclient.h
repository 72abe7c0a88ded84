// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials.h"
#include "endpoint.h"
#include "httprequest.h"

#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;
class QTimer;

namespace fairlead::transport {

class HttpStream;
class TlsProxyRelay;

//! Cancels one request of an HttpClient; may outlive it. Dropping the handle does not cancel.
class RequestHandle
{
public:
    RequestHandle() = default;
    explicit RequestHandle(HttpStream *stream);

    void cancel();

private:
    QPointer<HttpStream> m_stream;
};

//! HTTP/1.1 to one endpoint with one identity; lives in one thread, which must run an event loop.
//! Holds one QNetworkAccessManager for requests and further ones for endless streams, six streams each, so that a
//! request never queues behind a watch. Never shared between identities: Qt reuses a connection whatever certificate it
//! was made with.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(tl::expected<HttpResponse, HttpFailure>)>;

    HttpClient(Endpoint endpoint, std::unique_ptr<CredentialSource> credentials, QByteArray userAgent,
               QObject *parent = nullptr);
    ~HttpClient() override;

    //! Sends \p request and gathers the body. \p done is called exactly once on this thread, also after cancel() and
    //! after this client is gone (kind Cancelled), never before send() returns, never after \p context is gone. A 401
    //! is answered by fresh credentials and one more try.
    RequestHandle send(const HttpRequest &request, const QObject *context, Done done);

    //! A stream that is not started yet; it belongs to \p parent and must not outlive this client.
    HttpStream *stream(const HttpRequest &request, QObject *parent);

    const Endpoint &endpoint() const { return m_endpoint; }
    //! The user wants credentials that could not be had, or were refused, tried again now.
    void retryCredentials() { m_credentials->retryNow(); }
    bool hasProxy() const { return !m_proxy.isEmpty(); }

private:
    friend class HttpStream;
    struct StreamPool;

    Result<QNetworkRequest> prepare(const HttpRequest &request, const Credentials &credentials);
    Result<void> applyIdentity(const Credentials &credentials);
    Result<void> startRelay();
    std::unique_ptr<QNetworkAccessManager> makeManager();
    StreamPool &poolWithRoom();
    QNetworkReply *transmit(const QNetworkRequest &prepared, const HttpRequest &request);

    Endpoint m_endpoint;
    std::unique_ptr<CredentialSource> m_credentials;
    QByteArray m_userAgent;
    QUrl m_proxy;                           //!< of the endpoint, else of the environment; empty: none
    std::unique_ptr<TlsProxyRelay> m_relay; //!< to a proxy of https://, from the first request on
    QSslConfiguration m_ssl;
    std::optional<Credentials> m_identity; //!< what m_ssl was made from
    std::unique_ptr<QNetworkAccessManager> m_requests;
    std::vector<std::unique_ptr<StreamPool>> m_streams;
};

//! One exchange whose body is handed on as it arrives.
//! Order of signals: answered once when the status is 2xx, received any number of times, finished exactly once.
//! No signal comes after stop().
class HttpStream : public QObject
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

    //! From sending to the status line; zero before.
    std::chrono::milliseconds latency() const { return m_latency; }

signals:
    void answered(int status, const QByteArray &contentType);
    //! Valid during the call only.
    void received(QByteArrayView bytes);
    void finished(const fairlead::transport::HttpEnd &end);

private:
    void authorizeAndTransmit();
    void transmit(const Credentials &credentials);
    void onHeaders();
    void onReadyRead();
    void onReplyFinished();
    void onErrorAnswer();
    void onTimeout();
    void fail(ApiError error);
    void finish(const HttpEnd &end);
    void dropReply();
    bool isSuccess() const { return m_status >= 200 && m_status < 300; }

    QPointer<HttpClient> m_client;
    HttpRequest m_request;
    QPointer<QNetworkReply> m_reply;
    Credentials m_used;
    QTimer *m_timer;
    std::chrono::steady_clock::time_point m_sent;
    std::chrono::milliseconds m_latency{};
    qint64 m_received = 0;
    int m_status = 0;
    QByteArray m_contentType;
    QByteArray m_errorBody;
    QStringList m_sslErrors;
    bool m_isOver = false;
    bool m_hasRetried = false;
};

} // namespace fairlead::transport
