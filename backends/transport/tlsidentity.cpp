// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tlsidentity.h"

#include "opensslpointer.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace Qt::StringLiterals;

namespace fairlead::transport {

namespace {

using Bio = OpenSslPointer<BIO, BIO_free>;
using Key = OpenSslPointer<EVP_PKEY, EVP_PKEY_free>;
using Certificate = OpenSslPointer<X509, X509_free>;

tl::unexpected<ApiError> tlsError(const QString &message)
{
    return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Tls, .reason = u"BadIdentity"_s, .message = message});
}

int refusePassphrase(char *, int, int, void *)
{
    return -1;
}

Bio reader(QByteArrayView pem)
{
    return Bio(BIO_new_mem_buf(pem.data(), int(pem.size())));
}

QByteArray written(const Bio &bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, qsizetype(size)};
}

Key readKey(const QByteArray &pem)
{
    Key key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, refusePassphrase, nullptr));
    ERR_clear_error();
    return key;
}

Certificate readCertificate(QByteArrayView pem)
{
    Certificate certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, refusePassphrase, nullptr));
    ERR_clear_error();
    return certificate;
}

//! The certificates of \p pem that can be read, in their order.
QByteArray certificatesOf(const QByteArray &pem)
{
    constexpr QByteArrayView begin = "-----BEGIN CERTIFICATE-----";
    constexpr QByteArrayView end = "-----END CERTIFICATE-----";
    const Bio out(BIO_new(BIO_s_mem()));
    for (qsizetype at = pem.indexOf(begin); at >= 0; at = pem.indexOf(begin, at + begin.size())) {
        const qsizetype stop = pem.indexOf(end, at);
        if (stop < 0)
            break;
        if (const Certificate certificate = readCertificate(QByteArrayView(pem).sliced(at, stop + end.size() - at)))
            PEM_write_bio_X509(out.get(), certificate.get());
    }
    return written(out);
}

bool isPair(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    const bool result = X509_check_private_key(readCertificate(certificatePem).get(), readKey(keyPem).get()) == 1;
    ERR_clear_error();
    return result;
}

} // namespace

Result<QByteArray> privateKeyFromPem(const QByteArray &pem)
{
    const Key key = readKey(pem);
    if (!key) {
        const bool encrypted = pem.contains("ENCRYPTED");
        return tlsError(encrypted ? u"client key is encrypted; only unencrypted keys can be used"_s
                                  : u"client key is not a private key in PEM form"_s);
    }
    const Bio out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return written(out);
}

Result<TlsIdentity> tlsIdentity(const Endpoint &endpoint, const Credentials &credentials)
{
    TlsIdentity identity;
    if (!endpoint.caPem.isEmpty()) {
        identity.authoritiesPem = certificatesOf(endpoint.caPem);
        if (identity.authoritiesPem.isEmpty())
            return tlsError(u"certificate authority holds no certificate in PEM form"_s);
    }
    if (!credentials.certificatePem.isEmpty()) {
        identity.certificatePem = certificatesOf(credentials.certificatePem);
        if (identity.certificatePem.isEmpty())
            return tlsError(u"client certificate holds no certificate in PEM form"_s);
        const Result<QByteArray> key = privateKeyFromPem(credentials.privateKeyPem);
        if (!key)
            return tl::make_unexpected(key.error());
        if (!isPair(identity.certificatePem, *key))
            return tlsError(u"client key does not belong to the client certificate"_s);
        identity.privateKeyPem = *key;
    }
    return identity;
}

} // namespace fairlead::transport
