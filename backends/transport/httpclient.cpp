// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "httpclient.h"

#include "duplexstream.h"
#include "environmentproxy.h"

#include <QProcessEnvironment>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

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

//! A token of RFC 9110.
bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return c > 0x20 && c < 0x7f && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
    });
}

bool isHeaderText(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(), [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; });
}

//! As libcurl wants it: "Name;" is the header without a value, "Name:" would be none at all.
QByteArray headerLine(const QByteArray &name, const QByteArray &value)
{
    const QByteArray text = value.trimmed();
    return text.isEmpty() ? name + ';' : name + ": " + text;
}

QUrl proxyOf(const Endpoint &endpoint)
{
    if (!endpoint.unixSocketPath.isEmpty())
        return {};
    return endpoint.proxy.isEmpty() ? environmentProxy(endpoint.server, QProcessEnvironment::systemEnvironment())
                                    : endpoint.proxy;
}

bool isClean(const HttpHeaders &headers)
{
    return std::all_of(headers.begin(), headers.end(),
                       [](const auto &header) { return isHeaderName(header.first) && isHeaderText(header.second); });
}

} // namespace

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
    , m_proxy(proxyOf(m_endpoint))
{
}

HttpClient::~HttpClient()
{
    qDeleteAll(findChildren<HttpStream *>());
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
    connect(stream, &HttpStream::answered, stream, [exchange, stream](int status, const QByteArray &contentType) {
        exchange->response.status = status;
        exchange->response.contentType = contentType;
        exchange->response.headers = stream->headers();
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

DuplexStream *HttpClient::duplex(const HttpRequest &request, const QByteArray &upgradeTo, QObject *parent)
{
    return new DuplexStream(this, request, upgradeTo, parent);
}

Result<CurlRequest> HttpClient::prepare(const HttpRequest &request, const Credentials &credentials)
{
    if (Result<void> applied = applyIdentity(credentials); !applied)
        return tl::make_unexpected(applied.error());
    if (!isClean(m_endpoint.headers) || !isClean(request.headers) || !isHeaderText(credentials.authorization)) {
        return tl::make_unexpected(
            ApiError{.kind = ApiError::Kind::Invalid,
                     .reason = u"BadHeader"_s,
                     .message = u"a header of the request has a line break or a control character"_s});
    }
    const bool isLocal = !m_endpoint.unixSocketPath.isEmpty() || isLoopback(m_endpoint.server.host());
    const bool isPlain = m_endpoint.disableCompression || isLocal;
    QList<QByteArray> headers;
    for (const auto &[name, value] : m_endpoint.headers + request.headers)
        headers << headerLine(name, value); // a line each: servers do not take "a, b" for two groups
    headers << "User-Agent: " + m_userAgent << "Accept: " + request.accept;
    if (isPlain)
        headers << "Accept-Encoding: identity";
    if (!credentials.authorization.isEmpty())
        headers << "Authorization: " + credentials.authorization;
    std::chrono::seconds oldest{0};
    if (m_forgotten) {
        const auto since = std::chrono::steady_clock::now() - *m_forgotten;
        oldest = std::max(std::chrono::seconds(1), std::chrono::duration_cast<std::chrono::seconds>(since));
    }
    headers << "Content-Type: " + request.contentType; // empty: none, libcurl would think of one
    return CurlRequest{.method = request.method,
                       .url = urlOf(m_endpoint.server, request),
                       .headers = headers,
                       .body = request.body,
                       .isPulled = bool(request.bodySource),
                       .pulledSize = request.bodySource ? request.bodySource->size() : -1,
                       .isEndless = request.bodyLimit == 0 || request.isLong || request.bodySource,
                       .decodes = !isPlain,
                       .oldestConnection = oldest,
                       .unixSocketPath = m_endpoint.unixSocketPath,
                       .tls = m_tls,
                       .tlsServerName = m_endpoint.tlsServerName,
                       .insecureSkipTlsVerify = m_endpoint.insecureSkipTlsVerify,
                       .proxy = m_proxy};
}

Result<void> HttpClient::applyIdentity(const Credentials &credentials)
{
    const bool sameCertificate = m_identity && m_identity->certificatePem == credentials.certificatePem &&
                                 m_identity->privateKeyPem == credentials.privateKeyPem;
    if (sameCertificate)
        return {};
    Result<TlsIdentity> tls = tlsIdentity(m_endpoint, credentials);
    if (!tls)
        return tl::make_unexpected(tls.error());
    m_tls = *std::move(tls);
    m_identity = credentials;
    return {};
}

void HttpClient::transmit(std::shared_ptr<CurlTransfer> transfer)
{
    if (!m_multi)
        m_multi.reset(new CurlMulti);
    m_multi->add(std::move(transfer));
}

void HttpClient::resume(const std::shared_ptr<CurlTransfer> &transfer)
{
    if (m_multi)
        m_multi->resume(transfer);
}

void HttpClient::drop(const std::shared_ptr<CurlTransfer> &transfer)
{
    if (m_multi)
        m_multi->drop(transfer);
}

} // namespace fairlead::transport
