// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tlsidentity.h"

#include <QSslCertificate>

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

tl::unexpected<ApiError> tlsError(const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Tls, .reason = u"BadIdentity"_s, .message = message});
}

int refusePassphrase(char *, int, int, void *)
{
    return -1;
}

using KeyHandle = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

KeyHandle readKey(const QByteArray &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())), BIO_free);
    KeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, refusePassphrase, nullptr), EVP_PKEY_free);
    ERR_clear_error();
    return key;
}

bool isPair(const QSslCertificate &certificate, const QByteArray &keyPem)
{
    const bool result = X509_check_private_key(static_cast<X509 *>(certificate.handle()), readKey(keyPem).get()) == 1;
    ERR_clear_error();
    return result;
}

} // namespace

Result<QSslKey> privateKeyFromPem(const QByteArray &pem)
{
    KeyHandle key = readKey(pem);
    if (!key) {
        const bool encrypted = pem.contains("ENCRYPTED");
        return tlsError(encrypted ? u"client key is encrypted; only unencrypted keys can be used"_s
                                  : u"client key is not a private key in PEM form"_s);
    }
    return QSslKey(Qt::HANDLE(key.release())); // takes ownership
}

Result<QSslConfiguration> sslConfiguration(const Endpoint &endpoint, const Credentials &credentials)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!endpoint.caPem.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromData(endpoint.caPem, QSsl::Pem);
        if (authorities.isEmpty())
            return tlsError(u"certificate authority holds no certificate in PEM form"_s);
        configuration.setCaCertificates(authorities);
    }
    if (!credentials.certificatePem.isEmpty()) {
        const QList<QSslCertificate> chain = QSslCertificate::fromData(credentials.certificatePem, QSsl::Pem);
        if (chain.isEmpty())
            return tlsError(u"client certificate holds no certificate in PEM form"_s);
        Result<QSslKey> key = privateKeyFromPem(credentials.privateKeyPem);
        if (!key)
            return tl::make_unexpected(key.error());
        if (!isPair(chain.first(), credentials.privateKeyPem))
            return tlsError(u"client key does not belong to the client certificate"_s);
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(*key);
    }
    if (endpoint.insecureSkipTlsVerify)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QSslConfiguration proxySslConfiguration(const Endpoint &endpoint)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.addCaCertificates(QSslCertificate::fromData(endpoint.caPem, QSsl::Pem));
    configuration.setPeerVerifyMode(endpoint.insecureSkipTlsVerify ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    return configuration;
}

} // namespace fairlead::transport
