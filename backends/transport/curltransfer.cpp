// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "curltransfer.h"

#include <QFile>

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

constexpr qint64 HeadLimit = 256 << 10;
// libcurl takes one TLS record at a time, which is 16 KiB, and hands on as much at once.
constexpr long ReadBuffer = 64 << 10;
// OpenSSL reads ahead: without, it asks the system twice for each record, and an initial list has ten thousand. Not
// more than three of them: it moves what is left with each.
constexpr size_t TlsReadBuffer = 50 << 10;
constexpr long UploadBuffer = 256 << 10; // a turn of the event loop takes one
constexpr long KeepAliveSeconds = 30;

// At exit OpenSSL would free what each thread has of it, and so does a thread that is just ending: QThread::wait() does
// not wait for that. Only the first call for OpenSSL can forbid it.
[[maybe_unused]] const int isLeftAtExit = OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);

QByteArray nameOf(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    return host.contains(':') ? '[' + host + ']' : host;
}

QByteArray withPort(const QUrl &url, int standard)
{
    return nameOf(url) + ':' + QByteArray::number(url.port(standard));
}

int portOfServer(const QUrl &url)
{
    return url.scheme() == "http"_L1 ? 80 : 443;
}

bool isSocks(const QUrl &proxy)
{
    return proxy.scheme().startsWith("socks5"_L1);
}

QByteArray proxyAddress(const QUrl &proxy)
{
    const int standard = proxy.scheme() == "https"_L1 ? 443 : 80;
    return withPort(proxy, isSocks(proxy) ? 1080 : standard);
}

CURL *newHandle()
{
    static const CURLcode isReady = curl_global_init(CURL_GLOBAL_DEFAULT); // once, whatever thread comes first
    return isReady == CURLE_OK ? curl_easy_init() : nullptr;
}

size_t isTaken(bool isTaken, size_t size)
{
    return isTaken ? size : size_t(CURL_WRITEFUNC_ERROR);
}

} // namespace

CurlTransfer::CurlTransfer(const CurlRequest &request, Listener *listener)
    : m_request(request)
    , m_listener(listener)
    , m_easy(newHandle())
{
    Q_CHECK_PTR(m_easy);
    const curl_write_callback onHeader = [](char *bytes, size_t, size_t size, void *self) {
        return isTaken(static_cast<CurlTransfer *>(self)->takeHeader({bytes, qsizetype(size)}), size);
    };
    const curl_write_callback onBody = [](char *bytes, size_t, size_t size, void *self) {
        return static_cast<CurlTransfer *>(self)->takeBody({bytes, qsizetype(size)});
    };
    set(CURLOPT_HEADERFUNCTION, onHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, onBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_ERRORBUFFER, m_text.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L); // else libcurl waits for a name look-up that is broken off
    set(CURLOPT_BUFFERSIZE, ReadBuffer);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_TCP_KEEPIDLE, KeepAliveSeconds);
    set(CURLOPT_TCP_KEEPINTVL, KeepAliveSeconds);
    set(CURLOPT_MAXLIFETIME_CONN, long(m_request.oldestConnection.count()));
    setRequest();
    setTls();
    setProxy();
}

CurlTransfer::~CurlTransfer()
{
    curl_easy_cleanup(m_easy);
}

void CurlTransfer::countTo(quint64 *arrivals)
{
    m_arrivals = arrivals;
    const curl_ssl_ctx_callback onContext = [](CURL *, void *tls, void *counter) {
        auto *context = static_cast<SSL_CTX *>(tls);
        SSL_CTX_set_read_ahead(context, 1);
        SSL_CTX_set_default_read_buffer_len(context, TlsReadBuffer);
        // Of what is read ahead libcurl knows nothing: CurlMulti asks again as long as records come.
        const auto onMessage = [](int isSent, int, int type, const void *, size_t, SSL *, void *arrivals) {
            if (!isSent && type == SSL3_RT_HEADER)
                ++*static_cast<quint64 *>(arrivals);
        };
        SSL_CTX_set_msg_callback(context, onMessage);
        SSL_CTX_set_msg_callback_arg(context, counter);
        return CURLE_OK;
    };
    set(CURLOPT_SSL_CTX_FUNCTION, onContext);
    set(CURLOPT_SSL_CTX_DATA, arrivals);
}

std::optional<ApiError> CurlTransfer::proxyStall() const
{
    if (!isHttpProxy() || info(CURLINFO_NUM_CONNECTS) == 0 || info(CURLINFO_REQUEST_SIZE) > 0)
        return {};
    return proxyUnreachable(ApiError::Kind::Timeout, QString::fromUtf8(proxyAddress(m_request.proxy)),
                            u"no connection with it yet"_s);
}

void CurlTransfer::end(int code)
{
    if (!m_listener)
        return;
    std::optional<ApiError> error = m_refusal;
    if (!error && code == CURLE_OK && !m_hasHead)
        error = errorOf(failure(CURLE_GOT_NOTHING)); // closed within the headers
    else if (!error && code != CURLE_OK)
        error = errorOf(failure(code));
    std::exchange(m_listener, nullptr)->onEnd(error);
}

void CurlTransfer::FreeList::operator()(curl_slist *list) const
{
    curl_slist_free_all(list);
}

void CurlTransfer::setRequest()
{
    const QUrl &url = m_request.url;
    const bool isVerifiedByOtherName = url.scheme() == "https"_L1 && !m_request.tlsServerName.isEmpty();
    QByteArray target = url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    QList<QByteArray> headers = m_request.headers;
    headers << "Expect:"; // none: libcurl would wait for an answer to it
    if (isVerifiedByOtherName) {
        // libcurl verifies the URL's host: that is the other name, and the connection goes where the URL said.
        QUrl other;
        other.setHost(m_request.tlsServerName);
        headers << "Host: " + url.authority(QUrl::FullyEncoded).section(u'@', -1).toUtf8();
        m_connectTo = listOf({"::" + withPort(url, portOfServer(url))});
        set(CURLOPT_CONNECT_TO, m_connectTo.get());
        other.setPort(url.port(443));
        target = "https://" + withPort(other, 443) +
                 url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    }
    set(CURLOPT_URL, target.constData());
    set(CURLOPT_PROTOCOLS_STR, url.scheme() == "http"_L1 ? "http" : "https");
    if (!m_request.unixSocketPath.isEmpty())
        set(CURLOPT_UNIX_SOCKET_PATH, QFile::encodeName(m_request.unixSocketPath).constData());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    if (m_request.decodes)
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    if (m_request.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L); // else libcurl waits for what Content-Length promises
    } else if (m_request.method != "GET") {
        set(CURLOPT_CUSTOMREQUEST, m_request.method.constData());
        if (m_request.isPulled) {
            const curl_read_callback onPull = [](char *to, size_t, size_t size, void *self) {
                return static_cast<CurlTransfer *>(self)->pull(to, qsizetype(size));
            };
            set(CURLOPT_UPLOAD, 1L);
            set(CURLOPT_INFILESIZE_LARGE, curl_off_t(m_request.pulledSize));
            set(CURLOPT_UPLOAD_BUFFERSIZE, UploadBuffer);
            set(CURLOPT_READFUNCTION, onPull);
            set(CURLOPT_READDATA, this);
        } else {
            set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_request.body.size()));
            set(CURLOPT_POSTFIELDS, m_request.body.constData());
        }
        // On a connection of its own: libcurl sends again what an old one did not take, and the server may have.
        set(CURLOPT_FRESH_CONNECT, 1L);
    }
    m_headers = listOf(headers);
    set(CURLOPT_HTTPHEADER, m_headers.get());
}

void CurlTransfer::setTls()
{
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_PROXY_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, m_request.insecureSkipTlsVerify ? 0L : 1L);
    set(CURLOPT_SSL_VERIFYHOST, m_request.insecureSkipTlsVerify ? 0L : 2L);
    set(CURLOPT_PROXY_SSL_VERIFYPEER, m_request.insecureSkipTlsVerify ? 0L : 1L);
    set(CURLOPT_PROXY_SSL_VERIFYHOST, m_request.insecureSkipTlsVerify ? 0L : 2L);
    const TlsIdentity &tls = m_request.tls;
    if (!tls.authoritiesPem.isEmpty()) {
        setBlob(CURLOPT_CAINFO_BLOB, tls.authoritiesPem);
        set(CURLOPT_CAPATH, static_cast<char *>(nullptr));      // the blob only stands in for the system's file
        setBlob(CURLOPT_PROXY_CAINFO_BLOB, tls.authoritiesPem); // beside the system's folder
    }
    if (!tls.certificatePem.isEmpty()) {
        setBlob(CURLOPT_SSLCERT_BLOB, tls.certificatePem);
        setBlob(CURLOPT_SSLKEY_BLOB, tls.privateKeyPem);
    }
}

//! Also without a proxy: libcurl must not look for one in the environment.
void CurlTransfer::setProxy()
{
    const QUrl &proxy = m_request.proxy;
    set(CURLOPT_PROXY, proxy.isEmpty() ? "" : proxyAddress(proxy).constData());
    set(CURLOPT_NOPROXY, "");
    if (proxy.isEmpty())
        return;
    const auto other = proxy.scheme() == "https"_L1 ? CURLPROXY_HTTPS : CURLPROXY_HTTP;
    set(CURLOPT_PROXYTYPE, long(isSocks(proxy) ? CURLPROXY_SOCKS5_HOSTNAME : other));
    set(CURLOPT_PROXYAUTH, long(CURLAUTH_BASIC));
    set(CURLOPT_SOCKS5_AUTH, long(CURLAUTH_BASIC)); // libcurl waits for Kerberos
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (!proxy.userInfo().isEmpty()) {
        set(CURLOPT_PROXYUSERNAME, proxy.userName(QUrl::FullyDecoded).toUtf8().constData());
        set(CURLOPT_PROXYPASSWORD, proxy.password(QUrl::FullyDecoded).toUtf8().constData());
    }
}

template <class Value>
void CurlTransfer::set(int option, Value value)
{
    m_isUsable &= curl_easy_setopt(m_easy, CURLoption(option), value) == CURLE_OK;
}

void CurlTransfer::setBlob(int option, const QByteArray &bytes)
{
    const curl_blob blob{
        .data = const_cast<char *>(bytes.constData()), .len = size_t(bytes.size()), .flags = CURL_BLOB_NOCOPY};
    set(option, &blob);
}

CurlTransfer::List CurlTransfer::listOf(const QList<QByteArray> &lines)
{
    List list;
    for (const QByteArray &line : lines) {
        curl_slist *longer = curl_slist_append(list.get(), line.constData());
        Q_CHECK_PTR(longer);
        list.release();
        list.reset(longer);
    }
    return list;
}

bool CurlTransfer::takeHeader(QByteArrayView line)
{
    ++*m_arrivals;
    if (!m_listener || m_hasHead) // behind a chunked body
        return m_listener;
    m_headSize += line.size();
    if (m_headSize > HeadLimit) {
        m_refusal = {.kind = ApiError::Kind::Malformed,
                     .reason = u"TooLarge"_s,
                     .message = u"headers are larger than %1 bytes"_s.arg(HeadLimit)};
        return false;
    }
    const bool isLast = line == "\r\n" || line == "\n";
    if (const qsizetype colon = line.indexOf(':'); colon > 0) {
        m_fields.append({line.first(colon).toByteArray().toLower(), line.sliced(colon + 1).trimmed().toByteArray()});
    } else if (line.startsWith("HTTP/")) {
        m_fields.clear(); // those were of an interim answer
    }
    const long status = isLast ? info(CURLINFO_RESPONSE_CODE) : 0;
    const bool isInterim = status >= 100 && status < 200 && status != 101;
    if (!isLast || isInterim)
        return true;
    m_hasHead = true;
    CurlHead head{.status = int(status), .headers = std::exchange(m_fields, {})};
    const char *contentType = nullptr;
    curl_easy_getinfo(m_easy, CURLINFO_CONTENT_TYPE, &contentType);
    head.contentType = QByteArray(contentType).split(';').first().trimmed().toLower();
    curl_header *retryAfter = nullptr;
    if (curl_easy_header(m_easy, "Retry-After", 0, CURLH_HEADER, -1, &retryAfter) == CURLHE_OK)
        head.retryAfter = retryAfter->value;
    m_listener->onHead(head);
    return m_listener;
}

//! For libcurl, which keeps what is not taken, at most its read buffer, and reads no more.
size_t CurlTransfer::takeBody(QByteArrayView bytes)
{
    if (m_listener && m_isHeld)
        return CURL_WRITEFUNC_PAUSE;
    ++*m_arrivals;
    if (m_listener && !bytes.isEmpty())
        m_listener->onBody(bytes);
    return isTaken(m_listener, size_t(bytes.size()));
}

//! For libcurl.
size_t CurlTransfer::pull(char *to, qsizetype size)
{
    if (!m_listener)
        return CURL_READFUNC_ABORT;
    BodySource::ReadResult piece = m_listener->onPull(to, size);
    if (!m_listener)
        return CURL_READFUNC_ABORT;
    switch (piece.state) {
    case BodySource::State::Bytes:
        Q_ASSERT(piece.size > 0 && piece.size <= size);
        return size_t(piece.size);
    case BodySource::State::NotYet:
        m_isPaused = true;
        return CURL_READFUNC_PAUSE;
    case BodySource::State::End:
        return 0;
    case BodySource::State::Failed:
        m_refusal = std::move(piece.error);
        return CURL_READFUNC_ABORT;
    }
    return CURL_READFUNC_ABORT;
}

void CurlTransfer::resume()
{
    const bool wasHeld = std::exchange(m_isHeld, false);
    if (std::exchange(m_isPaused, false) || wasHeld)
        curl_easy_pause(m_easy, CURLPAUSE_CONT);
}

int CurlTransfer::socket() const
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_easy, CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

long CurlTransfer::info(int which) const
{
    long value = 0;
    curl_easy_getinfo(m_easy, CURLINFO(which), &value);
    return value;
}

CurlFailure CurlTransfer::failure(int code) const
{
    const QUrl &url = m_request.url;
    const bool isNew = info(CURLINFO_NUM_CONNECTS) > 0;
    const long proxyStatus = info(CURLINFO_HTTP_CONNECTCODE);
    const bool hasAsked = url.scheme() == "https"_L1 ? proxyStatus / 100 == 2 : info(CURLINFO_REQUEST_SIZE) > 0;
    return {.code = code,
            .text = m_text.data(),
            .systemError = int(info(CURLINFO_OS_ERRNO)),
            .verification = info(CURLINFO_SSL_VERIFYRESULT),
            .host = url.host(),
            .unixSocketPath = m_request.unixSocketPath,
            .certificateName = m_request.tlsServerName.isEmpty() ? url.host() : m_request.tlsServerName,
            .proxy = m_request.proxy.isEmpty() ? QString() : QString::fromUtf8(proxyAddress(m_request.proxy)),
            .isAtProxy = isHttpProxy() && isNew && !hasAsked,
            .proxyVerification = info(CURLINFO_PROXY_SSL_VERIFYRESULT),
            .proxyStatus = proxyStatus,
            .proxyCode = info(CURLINFO_PROXY_ERROR)};
}

bool CurlTransfer::isHttpProxy() const
{
    return !m_request.proxy.isEmpty() && !isSocks(m_request.proxy);
}

} // namespace fairlead::transport
