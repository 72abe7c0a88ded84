// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tlsidentity.h"

#include <QSslCertificate>

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

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

} // namespace

Result<QSslKey> privateKeyFromPem(const QByteArray &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())), BIO_free);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio.get(), nullptr, refusePassphrase, nullptr);
    ERR_clear_error();
    if (!key) {
        const bool encrypted = pem.contains("ENCRYPTED");
        return tlsError(encrypted ? u"client key is encrypted; only unencrypted keys can be used"_s
                                  : u"client key is not a private key in PEM form"_s);
    }
    return QSslKey(Qt::HANDLE(key)); // takes ownership
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
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(*key);
    }
    if (endpoint.insecureSkipTlsVerify)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace fairlead::transport
