// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "curlerror.h"

#include <cerrno>
#include <curl/curl.h>
#include <openssl/x509_vfy.h>
#include <system_error>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

using Kind = ApiError::Kind;

QString systemWords(int error)
{
    return QString::fromStdString(std::generic_category().message(error));
}

//! What OpenSSL says, without where in it: "error:0A00010B:SSL routines::wrong version number, errno 0".
QString tlsWords(const QByteArray &text)
{
    QString words = QString::fromUtf8(text);
    const qsizetype routine = words.lastIndexOf("routines::"_L1);
    if (routine >= 0)
        words = words.mid(routine + 10).section(u", errno"_s, 0, 0);
    if (words == "wrong version number"_L1 || words == "packet length too long"_L1)
        return u"no TLS is spoken there (%1)"_s.arg(words);
    if (words == "bad write retry"_L1) // libcurl goes on sending to who has refused
        return u"the server broke it off, as it does when it refuses a client certificate"_s;
    return words;
}

//! Whether the other side went away within the handshake, without a word of TLS about why.
bool isCutHandshake(const CurlFailure &failure)
{
    return failure.code == CURLE_SSL_CONNECT_ERROR &&
           (failure.text.contains("unexpected eof") || failure.text.contains("SSL_connect: "));
}

bool isTls(const CurlFailure &failure)
{
    switch (failure.code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return true;
    case CURLE_RECV_ERROR: // TLS 1.3 refuses a client certificate only behind the handshake
    case CURLE_SEND_ERROR:
        return failure.text.contains("SSL routines::") && !failure.text.contains("unexpected eof");
    default:
        return false;
    }
}

//! \p code is 0 or 1 when nothing is wrong with the chain: only \p text tells what is.
QString verificationWords(long code, const QByteArray &text, const QString &name)
{
    switch (code) {
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
        return text.contains("target host name")
                   ? u"the host name %1 did not match any name that the certificate is for"_s.arg(name)
                   : QString::fromUtf8(text);
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return u"the certificate has expired"_s;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return u"the certificate is not valid yet"_s;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return u"the certificate is self-signed and untrusted"_s;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return u"the authority at the root of the certificate is untrusted"_s;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return u"the certificate was issued by an authority that is unknown and so untrusted"_s;
    default:
        return QString::fromLatin1(X509_verify_cert_error_string(code));
    }
}

ApiError closed(const QString &message = u"Connection closed"_s)
{
    return {.kind = Kind::Network, .reason = u"ConnectionClosed"_s, .message = message};
}

ApiError badHttp(const CurlFailure &failure)
{
    return {.kind = Kind::Malformed, .reason = u"BadHttp"_s, .message = QString::fromUtf8(failure.text)};
}

ApiError proxyFailed(Kind kind, const QString &message)
{
    return {.kind = kind, .reason = u"ProxyFailed"_s, .message = message};
}

ApiError socketError(const CurlFailure &failure)
{
    switch (failure.systemError) {
    case 0:
    case ECONNRESET:
    case EPIPE:
        return closed();
    default:
        return {.kind = failure.systemError == ETIMEDOUT ? Kind::Timeout : Kind::Network,
                .reason = u"NetworkFailed"_s,
                .message = systemWords(failure.systemError)};
    }
}

ApiError connectError(const CurlFailure &failure)
{
    const bool isTimeout = failure.code == CURLE_OPERATION_TIMEDOUT || failure.systemError == ETIMEDOUT;
    const QString why = failure.systemError == 0 ? QString::fromUtf8(failure.text) : systemWords(failure.systemError);
    if (!failure.proxy.isEmpty())
        return proxyUnreachable(isTimeout ? Kind::Timeout : Kind::Network, failure.proxy, why);
    const bool isRefused = failure.systemError == ECONNREFUSED;
    return {.kind = isTimeout ? Kind::Timeout : Kind::Network,
            .reason = isRefused ? u"ConnectionRefused"_s : u"NetworkFailed"_s,
            .message = why};
}

//! Who may not use a socket is not helped by trying again.
ApiError unixSocketError(const CurlFailure &failure)
{
    const QString why = failure.systemError == 0 ? QString::fromUtf8(failure.text) : systemWords(failure.systemError);
    const QString message = u"the socket %1 cannot be reached: %2"_s.arg(failure.unixSocketPath, why);
    switch (failure.systemError) {
    case ENOENT:
        return {.kind = Kind::Network, .reason = u"SocketNotFound"_s, .message = message};
    case ECONNREFUSED:
        return {.kind = Kind::Network, .reason = u"ConnectionRefused"_s, .message = message};
    case EACCES:
    case EPERM:
        return {.kind = Kind::Forbidden, .reason = u"SocketForbidden"_s, .message = message};
    default:
        return {.kind = Kind::Network, .reason = u"NetworkFailed"_s, .message = message};
    }
}

ApiError tlsError(const CurlFailure &failure)
{
    if (isCutHandshake(failure))
        return closed(u"Connection closed during the TLS handshake"_s);
    const bool isDistrust = failure.code == CURLE_PEER_FAILED_VERIFICATION;
    return {.kind = Kind::Tls,
            .reason = u"TlsHandshakeFailed"_s,
            .message = isDistrust ? verificationWords(failure.verification, failure.text, failure.certificateName)
                                  : u"TLS handshake failed: %1"_s.arg(tlsWords(failure.text))};
}

ApiError httpProxyError(const CurlFailure &failure)
{
    const QString &proxy = failure.proxy;
    if (failure.proxyStatus == 407)
        return proxyFailed(Kind::Unauthorized, u"the proxy %1 asks for other credentials"_s.arg(proxy));
    if (failure.proxyStatus != 0)
        return proxyFailed(Kind::Network, u"the proxy %1 answered %2"_s.arg(proxy).arg(failure.proxyStatus));
    if (failure.code == CURLE_PEER_FAILED_VERIFICATION) {
        return {.kind = Kind::Tls,
                .reason = u"ProxyNotTrusted"_s,
                .message = u"the certificate of the proxy %1 is not trusted: %2"_s.arg(
                    proxy, verificationWords(failure.proxyVerification, failure.text, proxy.section(u':', 0, -2)))};
    }
    if (isTls(failure) && !isCutHandshake(failure))
        return proxyUnreachable(Kind::Tls, proxy, tlsWords(failure.text));
    return proxyUnreachable(Kind::Network, proxy, u"it closed the connection"_s);
}

ApiError socksError(const CurlFailure &failure)
{
    switch (failure.proxyCode) {
    case CURLPX_NO_AUTH:
    case CURLPX_USER_REJECTED:
        return proxyFailed(Kind::Unauthorized, u"the proxy %1 asks for other credentials"_s.arg(failure.proxy));
    case CURLPX_CLOSED:
    case CURLPX_RECV_AUTH:
    case CURLPX_RECV_CONNECT:
    case CURLPX_RECV_REQACK:
    case CURLPX_SEND_AUTH:
    case CURLPX_SEND_CONNECT:
    case CURLPX_SEND_REQUEST:
        return proxyUnreachable(Kind::Network, failure.proxy, u"it closed the connection"_s);
    default:
        return proxyFailed(Kind::Network,
                           u"the proxy %1 failed: %2"_s.arg(failure.proxy, QString::fromUtf8(failure.text)));
    }
}

} // namespace

ApiError errorOf(const CurlFailure &failure)
{
    const bool isUnconnected = failure.code == CURLE_COULDNT_CONNECT || failure.code == CURLE_COULDNT_RESOLVE_HOST;
    if (!failure.unixSocketPath.isEmpty() && isUnconnected)
        return unixSocketError(failure);
    switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
        return proxyUnreachable(Kind::Network, failure.proxy, u"its name cannot be resolved"_s);
    case CURLE_COULDNT_RESOLVE_HOST:
        return {.kind = Kind::Network,
                .reason = u"HostNotFound"_s,
                .message = u"the name %1 cannot be resolved"_s.arg(failure.host)};
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
        return connectError(failure);
    case CURLE_PROXY:
        return socksError(failure);
    default:
        break;
    }
    if (failure.isAtProxy)
        return httpProxyError(failure);
    if (isTls(failure))
        return tlsError(failure);
    switch (failure.code) {
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
        return closed();
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        return failure.text.contains("chunked-encoding") ? badHttp(failure) : socketError(failure);
    case CURLE_UNSUPPORTED_PROTOCOL: // HTTP/0.9, which is whatever anybody says
        return {.kind = Kind::Malformed,
                .reason = u"BadStatusLine"_s,
                .message = u"the answer does not begin like one of HTTP"_s};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return badHttp(failure);
    case CURLE_OUT_OF_MEMORY: // so it calls a header line of more than 100 KiB
        return {.kind = Kind::Malformed, .reason = u"TooLarge"_s, .message = u"a header is too large"_s};
    case CURLE_URL_MALFORMAT:
        return {.kind = Kind::Invalid, .reason = u"BadUrl"_s, .message = QString::fromUtf8(failure.text)};
    default:
        return {.kind = Kind::Network,
                .reason = u"NetworkFailed"_s,
                .message = failure.text.isEmpty() ? QString::fromUtf8(curl_easy_strerror(CURLcode(failure.code)))
                                                  : QString::fromUtf8(failure.text)};
    }
}

ApiError proxyUnreachable(ApiError::Kind kind, const QString &name, const QString &why)
{
    return {.kind = kind,
            .reason = u"ProxyUnreachable"_s,
            .message = u"the proxy %1 cannot be reached: %2"_s.arg(name, why)};
}

} // namespace fairlead::transport
