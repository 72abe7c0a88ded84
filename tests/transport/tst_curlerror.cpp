// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/curlerror.h"

#include <QTest>

#include <cerrno>
#include <curl/curl.h>
#include <openssl/x509_vfy.h>

using namespace fairlead;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(CurlFailure)

//! The texts are those of libcurl 7.88 and OpenSSL 3.0. What a server or a proxy can do on localhost is in the tests of
//! HttpClient; this is the rest.
class TestCurlError : public QObject
{
    Q_OBJECT

private slots:
    void errors_data();
    void errors();
};

void TestCurlError::errors_data()
{
    QTest::addColumn<CurlFailure>("failure");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message");

    const QString network = u"Network"_s;
    const QString tls = u"Tls"_s;
    const QString handshake = u"TlsHandshakeFailed"_s;
    const QString unreachable = u"ProxyUnreachable"_s;
    const QString proxy = u"proxy.example:3128"_s;
    const auto row = [](const char *name, const CurlFailure &failure, const QString &kind, const QString &reason,
                        const QString &message) { QTest::newRow(name) << failure << kind << reason << message; };
    const auto distrust = [&](const char *name, long verification, const QString &message,
                              const QByteArray &text = "SSL certificate problem: whatever") {
        row(name,
            {.code = CURLE_PEER_FAILED_VERIFICATION,
             .text = text,
             .verification = verification,
             .certificateName = u"api.example"_s},
            tls, handshake, message);
    };

    row("name of the server", {.code = CURLE_COULDNT_RESOLVE_HOST, .host = u"api.example"_s}, network,
        u"HostNotFound"_s, u"the name api.example cannot be resolved"_s);
    row("name of the proxy", {.code = CURLE_COULDNT_RESOLVE_PROXY, .proxy = proxy, .isAtProxy = true}, network,
        unreachable, u"the proxy proxy.example:3128 cannot be reached: its name cannot be resolved"_s);
    row("refused", {.code = CURLE_COULDNT_CONNECT, .systemError = ECONNREFUSED}, network, u"ConnectionRefused"_s,
        u"Connection refused"_s);
    row("no route", {.code = CURLE_COULDNT_CONNECT, .systemError = EHOSTUNREACH}, network, u"NetworkFailed"_s,
        u"No route to host"_s);
    row("no network", {.code = CURLE_COULDNT_CONNECT, .systemError = ENETUNREACH}, network, u"NetworkFailed"_s,
        u"Network is unreachable"_s);
    row("connecting timed out", {.code = CURLE_OPERATION_TIMEDOUT, .systemError = ETIMEDOUT}, u"Timeout"_s,
        u"NetworkFailed"_s, u"Connection timed out"_s);
    row("no route to the proxy",
        {.code = CURLE_COULDNT_CONNECT, .systemError = EHOSTUNREACH, .proxy = proxy, .isAtProxy = true}, network,
        unreachable, u"the proxy proxy.example:3128 cannot be reached: No route to host"_s);
    row("connecting to the proxy timed out",
        {.code = CURLE_OPERATION_TIMEDOUT, .systemError = ETIMEDOUT, .proxy = proxy, .isAtProxy = true}, u"Timeout"_s,
        unreachable, u"the proxy proxy.example:3128 cannot be reached: Connection timed out"_s);
    row("keep-alive unanswered",
        {.code = CURLE_RECV_ERROR, .text = "Recv failure: Connection timed out", .systemError = ETIMEDOUT},
        u"Timeout"_s, u"NetworkFailed"_s, u"Connection timed out"_s);
    row("broken pipe", {.code = CURLE_SEND_ERROR, .text = "Send failure: Broken pipe", .systemError = EPIPE}, network,
        u"ConnectionClosed"_s, u"Connection closed"_s);
    row("cut TLS without a word",
        {.code = CURLE_RECV_ERROR,
         .text = "OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading, errno 0"},
        network, u"ConnectionClosed"_s, u"Connection closed"_s);
    row("cut tunnel of long ago",
        {.code = CURLE_RECV_ERROR,
         .text = "Recv failure: Connection reset by peer",
         .systemError = ECONNRESET,
         .proxy = proxy},
        network, u"ConnectionClosed"_s, u"Connection closed"_s);

    row("cut handshake",
        {.code = CURLE_SSL_CONNECT_ERROR, .text = "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a:443 "},
        network, u"ConnectionClosed"_s, u"Connection closed during the TLS handshake"_s);
    row("cut handshake, newer words",
        {.code = CURLE_SSL_CONNECT_ERROR, .text = "error:0A000126:SSL routines::unexpected eof while reading"}, network,
        u"ConnectionClosed"_s, u"Connection closed during the TLS handshake"_s);
    row("no TLS", {.code = CURLE_SSL_CONNECT_ERROR, .text = "error:0A00010B:SSL routines::wrong version number"}, tls,
        handshake, u"TLS handshake failed: no TLS is spoken there (wrong version number)"_s);
    row("refused while we were sending",
        {.code = CURLE_SEND_ERROR, .text = "OpenSSL SSL_write: error:0A00007F:SSL routines::bad write retry, errno 0"},
        tls, handshake,
        u"TLS handshake failed: the server broke it off, as it does when it refuses a client certificate"_s);
    row("too old", {.code = CURLE_SSL_CONNECT_ERROR, .text = "error:0A000102:SSL routines::unsupported protocol"}, tls,
        handshake, u"TLS handshake failed: unsupported protocol"_s);
    row("alert in the handshake",
        {.code = CURLE_SSL_CONNECT_ERROR, .text = "error:0A000412:SSL routines::sslv3 alert bad certificate"}, tls,
        handshake, u"TLS handshake failed: sslv3 alert bad certificate"_s);
    row("alert behind the handshake",
        {.code = CURLE_RECV_ERROR,
         .text = "OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0"},
        tls, handshake, u"TLS handshake failed: tlsv13 alert certificate required"_s);
    row("no TLS at the proxy",
        {.code = CURLE_SSL_CONNECT_ERROR,
         .text = "error:0A00010B:SSL routines::wrong version number",
         .proxy = proxy,
         .isAtProxy = true},
        tls, unreachable,
        u"the proxy proxy.example:3128 cannot be reached: no TLS is spoken there (wrong version number)"_s);

    distrust("expired", X509_V_ERR_CERT_HAS_EXPIRED, u"the certificate has expired"_s);
    distrust("too young", X509_V_ERR_CERT_NOT_YET_VALID, u"the certificate is not valid yet"_s);
    distrust("self-signed", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, u"the certificate is self-signed and untrusted"_s);
    distrust("root", X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
             u"the authority at the root of the certificate is untrusted"_s);
    distrust("issuer", X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
             u"the certificate was issued by an authority that is unknown and so untrusted"_s);
    distrust("a rare one", X509_V_ERR_CERT_REVOKED, u"certificate revoked"_s);
    const QString mismatch = u"the host name api.example did not match any name that the certificate is for"_s;
    distrust("name", X509_V_ERR_UNSPECIFIED, mismatch,
             "SSL: no alternative certificate subject name matches target host name 'api.example'");
    distrust("common name", X509_V_OK, mismatch,
             "SSL: certificate subject name 'x' does not match target host name 'api.example'");
    distrust("no certificate", X509_V_ERR_UNSPECIFIED, u"SSL: couldn't get peer certificate"_s,
             "SSL: couldn't get peer certificate");
    row("proxy expired",
        {.code = CURLE_PEER_FAILED_VERIFICATION,
         .proxy = proxy,
         .isAtProxy = true,
         .proxyVerification = X509_V_ERR_CERT_HAS_EXPIRED},
        tls, u"ProxyNotTrusted"_s,
        u"the certificate of the proxy proxy.example:3128 is not trusted: the certificate has expired"_s);
    row("server behind a proxy that let us through",
        {.code = CURLE_PEER_FAILED_VERIFICATION,
         .verification = X509_V_ERR_CERT_HAS_EXPIRED,
         .proxy = proxy,
         .proxyStatus = 200},
        tls, handshake, u"the certificate has expired"_s);

    row("proxy answers", {.code = CURLE_RECV_ERROR, .proxy = proxy, .isAtProxy = true, .proxyStatus = 503}, network,
        u"ProxyFailed"_s, u"the proxy proxy.example:3128 answered 503"_s);
    row("SOCKS refuses",
        {.code = CURLE_PROXY,
         .text = "Can't complete SOCKS5 connection to a. (2)",
         .proxy = proxy,
         .proxyCode = CURLPX_REPLY_NOT_ALLOWED},
        network, u"ProxyFailed"_s,
        u"the proxy proxy.example:3128 failed: Can't complete SOCKS5 connection to a. (2)"_s);
    row("SOCKS closes", {.code = CURLE_PROXY, .proxy = proxy, .proxyCode = CURLPX_CLOSED}, network, unreachable,
        u"the proxy proxy.example:3128 cannot be reached: it closed the connection"_s);
    row("something new", {.code = CURLE_HTTP3}, network, u"NetworkFailed"_s, u"HTTP/3 error"_s);
}

void TestCurlError::errors()
{
    QFETCH(CurlFailure, failure);
    const ApiError error = errorOf(failure);
    QTEST(toString(error.kind), "kind");
    QTEST(error.reason, "reason");
    QTEST(error.message, "message");
    QCOMPARE(error.httpStatus, 0);
}

QTEST_GUILESS_MAIN(TestCurlError)
#include "tst_curlerror.moc"
