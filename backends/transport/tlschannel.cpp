// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tlschannel.h"

#include "curlerror.h"

#include <QHostAddress>
#include <QUrl>

#include <curl/curl.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

using Bio = OpenSslPointer<BIO, BIO_free>;
using Key = OpenSslPointer<EVP_PKEY, EVP_PKEY_free>;
using Certificate = OpenSslPointer<X509, X509_free>;

Bio reader(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

void trust(SSL_CTX *context, const QByteArray &authoritiesPem)
{
    if (authoritiesPem.isEmpty()) {
        SSL_CTX_set_default_verify_paths(context);
        return;
    }
    const Bio pem = reader(authoritiesPem);
    while (const Certificate certificate{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)})
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get());
    // As libcurl has it: an authority that is trusted need not be the root.
    X509_STORE_set_flags(SSL_CTX_get_cert_store(context), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
}

bool present(SSL_CTX *context, const TlsIdentity &identity)
{
    if (identity.certificatePem.isEmpty())
        return true;
    const Bio pem = reader(identity.certificatePem);
    const Certificate own{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)};
    const Key key{PEM_read_bio_PrivateKey(reader(identity.privateKeyPem).get(), nullptr, nullptr, nullptr)};
    if (!own || !key || SSL_CTX_use_certificate(context, own.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        return false;
    while (const Certificate issuer{PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr)})
        SSL_CTX_add1_chain_cert(context, issuer.get());
    return true;
}

bool expect(SSL *ssl, const QString &name)
{
    if (!QHostAddress(name).isNull())
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.toLatin1().constData()) == 1;
    const QByteArray ascii = QUrl::toAce(name);
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(ssl, ascii.constData()) == 1 && SSL_set_tlsext_host_name(ssl, ascii.constData()) == 1;
}

} // namespace

Result<TlsChannel> TlsChannel::create(const Settings &settings)
{
    TlsChannel channel;
    channel.m_serverName = settings.serverName;
    channel.m_skipsVerify = settings.skipsVerify;
    channel.m_context.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX *context = channel.m_context.get();
    Q_CHECK_PTR(context);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, settings.skipsVerify ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
    trust(context, settings.identity.authoritiesPem);
    const bool isUsable = present(context, settings.identity);
    channel.m_ssl.reset(SSL_new(context));
    SSL *ssl = channel.m_ssl.get();
    Q_CHECK_PTR(ssl);
    SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem())); // its own from here on
    SSL_set_connect_state(ssl);
    if (!isUsable || !expect(ssl, settings.serverName)) {
        ERR_clear_error();
        return tl::make_unexpected(
            ApiError{.kind = ApiError::Kind::Tls,
                     .reason = u"BadIdentity"_s,
                     .message = u"the client certificate or the server's name cannot be used"_s});
    }
    ERR_clear_error();
    return channel;
}

Result<bool> TlsChannel::feed(QByteArrayView wire)
{
    if (!wire.isEmpty())
        BIO_write(SSL_get_rbio(m_ssl.get()), wire.data(), int(wire.size()));
    if (!m_isReady) {
        if (Result<void> done = handshake(); !done)
            return tl::make_unexpected(done.error());
    }
    return m_isReady;
}

Result<void> TlsChannel::handshake()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    m_isReady = result == 1;
    const int error = SSL_get_error(m_ssl.get(), result);
    if (m_isReady || error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
        return {};
    return tl::make_unexpected(failure());
}

QByteArray TlsChannel::takeWire()
{
    BIO *out = SSL_get_wbio(m_ssl.get());
    QByteArray wire(qsizetype(BIO_ctrl_pending(out)), Qt::Uninitialized);
    if (!wire.isEmpty())
        BIO_read(out, wire.data(), int(wire.size()));
    return wire;
}

Result<qsizetype> TlsChannel::read(char *to, qsizetype size)
{
    ERR_clear_error();
    const int got = SSL_read(m_ssl.get(), to, int(size));
    if (got > 0)
        return got;
    const int error = SSL_get_error(m_ssl.get(), got);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_ZERO_RETURN)
        return 0;
    return tl::make_unexpected(failure());
}

Result<void> TlsChannel::write(QByteArrayView bytes)
{
    ERR_clear_error();
    if (bytes.isEmpty() || SSL_write(m_ssl.get(), bytes.data(), int(bytes.size())) > 0)
        return {};
    return tl::make_unexpected(failure());
}

void TlsChannel::closeWrite()
{
    if (m_isReady)
        SSL_shutdown(m_ssl.get());
    ERR_clear_error();
}

bool TlsChannel::isReadClosed() const
{
    return SSL_get_shutdown(m_ssl.get()) & SSL_RECEIVED_SHUTDOWN;
}

//! In the words that HttpClient has for it.
ApiError TlsChannel::failure() const
{
    char text[256] = {};
    if (const unsigned long code = ERR_get_error())
        ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    const long verification = SSL_get_verify_result(m_ssl.get());
    const bool isDistrust = !m_isReady && !m_skipsVerify && verification != X509_V_OK;
    const int code = isDistrust ? CURLE_PEER_FAILED_VERIFICATION : CURLE_SSL_CONNECT_ERROR;
    if (isDistrust && (verification == X509_V_ERR_HOSTNAME_MISMATCH || verification == X509_V_ERR_IP_ADDRESS_MISMATCH))
        return errorOf({.code = code, .text = "target host name", .certificateName = m_serverName});
    return errorOf({.code = code, .text = text, .verification = verification, .certificateName = m_serverName});
}

} // namespace fairlead::transport
