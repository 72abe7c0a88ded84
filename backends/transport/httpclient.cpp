// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "httpclient.h"

#include "environmentproxy.h"
#include "singleusebody.h"
#include "tlsidentity.h"
#include "tlsproxyrelay.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QProcessEnvironment>
#include <QTimer>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr int StreamsPerManager = 6; // Qt opens no more HTTP/1.1 connections to a host
constexpr qint64 ReadBuffer = 1 << 20;
constexpr qsizetype ErrorBodyLimit = 64 << 10;

QNetworkProxy makeProxy(const QUrl &url)
{
    const auto type = url.scheme().startsWith("socks5"_L1) ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    const int port = url.port(type == QNetworkProxy::Socks5Proxy ? 1080 : 80);
    return {type, url.host(), quint16(port), url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded)};
}

QByteArray bareContentType(const QNetworkReply &reply)
{
    return reply.rawHeader("Content-Type").split(';').first().trimmed().toLower();
}

ApiError::Kind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return ApiError::Kind::Tls;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return ApiError::Kind::Timeout;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return ApiError::Kind::Unauthorized;
    case QNetworkReply::OperationCanceledError:
        return ApiError::Kind::Cancelled;
    case QNetworkReply::NoError: // yet without an HTTP status
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
        return ApiError::Kind::Malformed;
    default:
        return ApiError::Kind::Network;
    }
}

QString reasonOf(QNetworkReply::NetworkError error, bool hasProxy)
{
    // Qt does not tell the proxy's refusal from the server's, and knows no name for most that a proxy answers.
    const bool isVague = error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::UnknownNetworkError;
    if (hasProxy && isVague)
        return u"ProxyFailed"_s;
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return u"ConnectionRefused"_s;
    case QNetworkReply::RemoteHostClosedError:
        return u"ConnectionClosed"_s;
    case QNetworkReply::HostNotFoundError:
        return u"HostNotFound"_s;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return u"ProxyFailed"_s;
    case QNetworkReply::SslHandshakeFailedError:
        return u"TlsHandshakeFailed"_s;
    case QNetworkReply::NoError:
        return u"BadStatusLine"_s;
    default:
        return u"NetworkFailed"_s;
    }
}

//! The prefix keeps its own percent-encoding ("%2F"); servers read a bare "+" in a query as a space.
QUrl urlOf(const QUrl &server, const HttpRequest &request)
{
    QUrl suffix;
    suffix.setPath(request.path);
    QString path = server.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    QUrl url = server;
    url.setPath(path + suffix.path(QUrl::FullyEncoded), QUrl::TolerantMode);
    url.setQuery(request.query.toString(QUrl::FullyEncoded).replace(u'+', "%2B"_L1));
    return url;
}

bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
}

bool isHeaderText(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(), [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; });
}

//! Adds one line per value. QNetworkRequest keeps one value per name, but writes it verbatim over HTTP/1.1: further
//! lines of a name go into the value of the first. Servers do not take "a, b" for two groups to impersonate. \return
//! false when a name or a value would not stay what it is on the wire.
[[nodiscard]] bool addHeaders(QNetworkRequest &request, const QList<QPair<QByteArray, QByteArray>> &headers)
{
    for (const auto &[name, value] : headers) {
        const bool isClean = isHeaderName(name) && isHeaderText(value);
        const QByteArray lines =
            request.hasRawHeader(name) ? request.rawHeader(name) + "\r\n" + name + ": " + value : "" + value;
        if (isClean)
            request.setRawHeader(name, lines);
        if (!isClean || request.rawHeader(name) != lines)
            return false;
    }
    return true;
}

} // namespace

struct HttpClient::StreamPool
{
    std::unique_ptr<QNetworkAccessManager> manager;
    int active = 0;
};

RequestHandle::RequestHandle(HttpStream *stream)
    : m_stream(stream)
{
}

void RequestHandle::cancel()
{
    if (m_stream)
        m_stream->cancel();
}

HttpClient::HttpClient(Endpoint endpoint, std::unique_ptr<CredentialSource> credentials, QByteArray userAgent,
                       QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_credentials(std::move(credentials))
    , m_userAgent(std::move(userAgent))
    , m_proxy(m_endpoint.proxy.isEmpty() ? environmentProxy(m_endpoint.server, QProcessEnvironment::systemEnvironment())
                                         : m_endpoint.proxy)
{
}

HttpClient::~HttpClient()
{
    qDeleteAll(findChildren<HttpStream *>());
    // A reply may be in its own signal, and its manager takes it along: both go later.
    if (m_requests)
        m_requests.release()->deleteLater();
    for (const auto &pool : m_streams)
        pool->manager.release()->deleteLater();
}

RequestHandle HttpClient::send(const HttpRequest &request, const QObject *context, Done done)
{
    struct Exchange
    {
        HttpResponse response;
        Done done;
    };
    auto *stream = new HttpStream(this, request, this);
    auto exchange = std::make_shared<Exchange>(Exchange{.done = std::move(done)});
    connect(stream, &HttpStream::answered, stream, [exchange](int status, const QByteArray &contentType) {
        exchange->response.status = status;
        exchange->response.contentType = contentType;
    });
    connect(stream, &HttpStream::received, stream,
            [exchange](QByteArrayView bytes) { exchange->response.body.append(bytes); });
    connect(stream, &HttpStream::finished, context, [exchange, stream](const HttpEnd &end) {
        exchange->response.latency = stream->latency();
        const Done done = std::exchange(exchange->done, {});
        if (end.failure)
            done(tl::make_unexpected(*end.failure));
        else
            done(std::move(exchange->response));
    });
    connect(stream, &HttpStream::finished, stream, &QObject::deleteLater);
    // The client went first. Queued: whoever destroys it does not expect to be called from there.
    const auto cancelled = [exchange] {
        if (const Done done = std::exchange(exchange->done, {}))
            done(tl::make_unexpected(HttpFailure{.error = {.kind = ApiError::Kind::Cancelled}}));
    };
    connect(stream, &QObject::destroyed, context, cancelled, Qt::QueuedConnection);
    connect(context, &QObject::destroyed, stream, &QObject::deleteLater);
    stream->start();
    return RequestHandle(stream);
}

HttpStream *HttpClient::stream(const HttpRequest &request, QObject *parent)
{
    return new HttpStream(this, request, parent);
}

Result<QNetworkRequest> HttpClient::prepare(const HttpRequest &request, const Credentials &credentials)
{
    if (Result<void> applied = applyIdentity(credentials); !applied)
        return tl::make_unexpected(applied.error());
    if (Result<void> ready = startRelay(); !ready)
        return tl::make_unexpected(ready.error());
    QNetworkRequest prepared(urlOf(m_endpoint.server, request));
    if (!addHeaders(prepared, m_endpoint.headers) || !isHeaderText(credentials.authorization)) {
        return tl::make_unexpected(
            ApiError{.kind = ApiError::Kind::Invalid,
                     .reason = u"BadHeader"_s,
                     .message = u"a header of the request has a line break or a control character"_s});
    }
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // addHeaders() needs HTTP/1.1
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setDecompressedSafetyCheckThreshold(-1); // refuses honest lists; bodyLimit counts instead
    prepared.setRawHeader("User-Agent", m_userAgent);
    prepared.setRawHeader("Accept", request.accept);
    if (m_endpoint.disableCompression || isLoopback(m_endpoint.server.host()))
        prepared.setRawHeader("Accept-Encoding", "identity");
    if (!request.contentType.isEmpty())
        prepared.setRawHeader("Content-Type", request.contentType);
    if (!credentials.authorization.isEmpty())
        prepared.setRawHeader("Authorization", credentials.authorization);
    if (!m_endpoint.tlsServerName.isEmpty())
        prepared.setPeerVerifyName(m_endpoint.tlsServerName);
    prepared.setSslConfiguration(m_ssl);
    return prepared;
}

Result<void> HttpClient::applyIdentity(const Credentials &credentials)
{
    const bool sameCertificate = m_identity && m_identity->certificatePem == credentials.certificatePem &&
                                 m_identity->privateKeyPem == credentials.privateKeyPem;
    if (sameCertificate)
        return {};
    Result<QSslConfiguration> ssl = sslConfiguration(m_endpoint, credentials);
    if (!ssl)
        return tl::make_unexpected(ssl.error());
    m_ssl = *ssl;
    if (m_identity) { // a new certificate must not ride on connections made with the old one
        if (m_requests)
            m_requests->clearConnectionCache();
        for (const auto &pool : m_streams)
            pool->manager->clearConnectionCache();
    }
    m_identity = credentials;
    return {};
}

//! Qt would speak to a proxy of https:// in the clear, and tell it the password so.
Result<void> HttpClient::startRelay()
{
    if (m_relay || m_proxy.scheme() != "https"_L1)
        return {};
    auto relay =
        std::make_unique<TlsProxyRelay>(m_proxy.host(), quint16(m_proxy.port(443)), proxySslConfiguration(m_endpoint));
    if (Result<void> listening = relay->listen(); !listening)
        return listening;
    m_relay = std::move(relay);
    return {};
}

std::unique_ptr<QNetworkAccessManager> HttpClient::makeManager()
{
    QUrl proxy = m_proxy;
    if (m_relay) {
        proxy.setScheme(u"http"_s);
        proxy.setHost(u"127.0.0.1"_s);
        proxy.setPort(m_relay->port());
    }
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setAutoDeleteReplies(false);
    manager->setProxy(proxy.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : makeProxy(proxy));
    return manager;
}

HttpClient::StreamPool &HttpClient::poolWithRoom()
{
    for (const auto &pool : m_streams) {
        if (pool->active < StreamsPerManager)
            return *pool;
    }
    m_streams.push_back(std::make_unique<StreamPool>(StreamPool{.manager = makeManager()}));
    return *m_streams.back();
}

QNetworkReply *HttpClient::transmit(const QNetworkRequest &prepared, const HttpRequest &request)
{
    const bool isEndless = request.bodyLimit == 0;
    QNetworkAccessManager *manager = nullptr;
    StreamPool *pool = nullptr;
    if (isEndless) {
        pool = &poolWithRoom();
        manager = pool->manager.get();
    } else {
        if (!m_requests)
            m_requests = makeManager();
        manager = m_requests.get();
    }
    QNetworkReply *reply = nullptr;
    if (request.method == "GET") {
        reply = manager->sendCustomRequest(prepared, request.method);
    } else {
        auto *body = new SingleUseBody(request.body, nullptr);
        reply = manager->sendCustomRequest(prepared, request.method, body);
        body->setParent(reply);
    }
    reply->setReadBufferSize(ReadBuffer);
    if (pool) {
        ++pool->active;
        connect(reply, &QObject::destroyed, this, [pool] { --pool->active; });
    }
    return reply;
}

HttpStream::HttpStream(HttpClient *client, HttpRequest request, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &HttpStream::onTimeout);
}

HttpStream::~HttpStream()
{
    dropReply();
}

void HttpStream::start()
{
    Q_ASSERT(!m_reply && !m_isOver);
    QMetaObject::invokeMethod(this, &HttpStream::authorizeAndTransmit, Qt::QueuedConnection);
}

void HttpStream::stop()
{
    m_isOver = true;
    m_timer->stop();
    dropReply();
}

void HttpStream::cancel()
{
    fail(ApiError{.kind = ApiError::Kind::Cancelled});
}

void HttpStream::authorizeAndTransmit()
{
    if (m_isOver)
        return;
    // A credential plugin has limits of its own; the answer timeout starts with the request.
    m_client->m_credentials->get(this, [this](Result<Credentials> credentials) {
        if (m_isOver)
            return;
        if (credentials)
            transmit(*credentials);
        else
            fail(credentials.error());
    });
}

void HttpStream::transmit(const Credentials &credentials)
{
    const Result<QNetworkRequest> prepared = m_client->prepare(m_request, credentials);
    if (!prepared)
        return fail(prepared.error());
    m_used = credentials;
    m_sent = std::chrono::steady_clock::now();
    m_reply = m_client->transmit(*prepared, m_request);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpStream::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpStream::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &HttpStream::onReplyFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_sslErrors.clear();
        for (const QSslError &error : errors)
            m_sslErrors << error.errorString();
        m_sslErrors.removeDuplicates();
    });
    m_timer->start(m_request.answerTimeout);
}

void HttpStream::onHeaders()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_isOver || m_status != 0 || status == 0)
        return;
    m_status = status;
    m_contentType = bareContentType(*m_reply);
    m_latency = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_sent);
    m_timer->start(m_request.idleTimeout);
    if (isSuccess())
        emit answered(m_status, m_contentType);
}

void HttpStream::onReadyRead()
{
    std::array<char, 64 << 10> buffer;
    while (m_reply && !m_isOver) {
        const qint64 size = m_reply->read(buffer.data(), qint64(buffer.size()));
        if (size <= 0)
            break;
        m_timer->start(m_request.idleTimeout);
        if (!isSuccess()) {
            m_errorBody.append(buffer.data(), std::min(qsizetype(size), ErrorBodyLimit - m_errorBody.size()));
            if (m_errorBody.size() == ErrorBodyLimit)
                return onErrorAnswer();
            continue;
        }
        m_received += size;
        if (m_request.bodyLimit > 0 && m_received > m_request.bodyLimit) {
            return fail(ApiError{.kind = ApiError::Kind::Malformed,
                                 .httpStatus = m_status,
                                 .reason = u"TooLarge"_s,
                                 .message = u"answer is larger than %1 bytes"_s.arg(m_request.bodyLimit)});
        }
        emit received(QByteArrayView(buffer.data(), size));
    }
}

void HttpStream::onReplyFinished()
{
    if (m_isOver)
        return;
    onHeaders();
    onReadyRead();
    if (m_isOver)
        return;
    if (m_status != 0 && !isSuccess())
        return onErrorAnswer();
    if (isSuccess() && m_reply->error() == QNetworkReply::NoError)
        return finish({});
    // TLS with the server and a password that the proxy refuses are failures behind the relay.
    const QNetworkReply::NetworkError error = m_reply->error();
    const bool mayBeRelay = m_client->m_relay && m_status == 0 && kindOf(error) != ApiError::Kind::Tls &&
                            error != QNetworkReply::ProxyAuthenticationRequiredError;
    if (const auto failure = mayBeRelay ? m_client->m_relay->failureSince(m_sent) : std::nullopt)
        return fail(*failure);
    QString message = m_reply->errorString();
    if (!m_sslErrors.isEmpty())
        message = m_sslErrors.join(u"; "_s);
    fail(ApiError{.kind = m_sslErrors.isEmpty() ? kindOf(error) : ApiError::Kind::Tls,
                  .httpStatus = m_status,
                  .reason = reasonOf(error, m_status == 0 && m_client->hasProxy()),
                  .message = message});
}

void HttpStream::onErrorAnswer()
{
    if (m_status == 401 && !m_hasRetried && m_client->m_credentials->invalidate(m_used)) {
        m_hasRetried = true;
        m_status = 0;
        m_errorBody.clear();
        m_timer->stop();
        dropReply();
        return authorizeAndTransmit();
    }
    const ApiError error = errorForAnswer(m_status, m_contentType, m_errorBody, m_reply->rawHeader("Retry-After"));
    finish({HttpFailure{error, m_contentType, m_errorBody}});
}

void HttpStream::onTimeout()
{
    const bool isAnswered = m_status != 0;
    const TlsProxyRelay *relay = isAnswered ? nullptr : m_client->m_relay.get();
    if (const auto stall = relay ? relay->stall() : std::nullopt)
        return fail(*stall);
    const auto limit =
        std::chrono::duration_cast<std::chrono::seconds>(isAnswered ? m_request.idleTimeout : m_request.answerTimeout);
    fail(ApiError{.kind = ApiError::Kind::Timeout,
                  .httpStatus = m_status,
                  .reason = isAnswered ? u"Silent"_s : u"NoAnswer"_s,
                  .message = isAnswered ? u"nothing received for %1 s"_s.arg(limit.count())
                                        : u"no answer within %1 s"_s.arg(limit.count())});
}

void HttpStream::fail(ApiError error)
{
    finish({HttpFailure{.error = std::move(error)}});
}

void HttpStream::finish(const HttpEnd &end)
{
    if (m_isOver)
        return;
    stop();
    emit finished(end);
}

void HttpStream::dropReply()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // Only abort() surely closes the connection. It comes after what Qt's thread has sent already, because a second
    // error makes Qt warn, and the reply goes at once then, so that none can follow.
    QMetaObject::invokeMethod(
        m_reply->manager(),
        [reply = m_reply] {
            if (reply)
                reply->abort();
            delete reply;
        },
        Qt::QueuedConnection);
    m_reply.clear();
}

} // namespace fairlead::transport
