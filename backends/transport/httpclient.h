// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials.h"
#include "curlmulti.h"
#include "endpoint.h"
#include "httprequest.h"
#include "httpstream.h"
#include "tlsidentity.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace fairlead::transport {

class DuplexStream;

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
//! Requests run six at a time, endless streams and long requests beside them as many as there are, so that a request
//! never queues behind a watch. A connection serves one request after the other, GET and HEAD only: what may change
//! something takes a new one, as it could be sent twice on one that has died; what has a BodySource could not be sent
//! again at all. None is used with another client certificate than it was made with.
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

    //! A request that is not started yet and takes its connection over; like a stream.
    DuplexStream *duplex(const HttpRequest &request, const QByteArray &upgradeTo, QObject *parent);

    //! No request to come takes a connection that is there: their other ends are thought to be gone without a word.
    void forgetConnections() { m_forgotten = std::chrono::steady_clock::now(); }

    const Endpoint &endpoint() const { return m_endpoint; }
    //! The user wants credentials that could not be had, or were refused, tried again now.
    void retryCredentials() { m_credentials->retryNow(); }

private:
    friend class DuplexStream;
    friend class HttpStream;

    Result<CurlRequest> prepare(const HttpRequest &request, const Credentials &credentials);
    Result<void> applyIdentity(const Credentials &credentials);
    void transmit(std::shared_ptr<CurlTransfer> transfer);
    void resume(const std::shared_ptr<CurlTransfer> &transfer);
    void drop(const std::shared_ptr<CurlTransfer> &transfer);

    Endpoint m_endpoint;
    std::unique_ptr<CredentialSource> m_credentials;
    QByteArray m_userAgent;
    QUrl m_proxy; //!< of the endpoint, else of the environment; empty: none
    TlsIdentity m_tls;
    std::optional<Credentials> m_identity; //!< what m_tls was made from
    CurlMulti::Handle m_multi;             //!< from the first request on
    std::optional<std::chrono::steady_clock::time_point> m_forgotten;
};

} // namespace fairlead::transport
