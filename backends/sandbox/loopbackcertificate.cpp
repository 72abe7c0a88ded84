// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "loopbackcertificate.h"

#include "backends/transport/opensslpointer.h"

#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace fairlead::sandbox {

namespace {

constexpr long Year = 365L * 24 * 3600;

using transport::OpenSslPointer;

using Key = OpenSslPointer<EVP_PKEY, EVP_PKEY_free>;
using Certificate = OpenSslPointer<X509, X509_free>;
using Extension = OpenSslPointer<X509_EXTENSION, X509_EXTENSION_free>;
using Bytes = OpenSslPointer<BIO, BIO_free>;

bool addExtension(X509 *certificate, int nid, const char *value)
{
    const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Certificate makeCertificate(EVP_PKEY *key)
{
    Certificate certificate(X509_new());
    if (!certificate)
        return {};
    X509 *x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), QRandomGenerator::system()->generate64() >> 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600); // clocks that were set back
    X509_gmtime_adj(X509_getm_notAfter(x509), Year);
    X509_NAME *name = X509_get_subject_name(x509);
    const auto *text = reinterpret_cast<const unsigned char *>("fairlead sandbox");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(x509, name);
    X509_set_pubkey(x509, key);
    const bool isComplete = addExtension(x509, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                            addExtension(x509, NID_key_usage, "critical,digitalSignature,keyCertSign") &&
                            addExtension(x509, NID_ext_key_usage, "serverAuth") &&
                            addExtension(x509, NID_subject_alt_name, "IP:127.0.0.1") &&
                            X509_sign(x509, key, EVP_sha256()) > 0;
    return isComplete ? std::move(certificate) : Certificate();
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

} // namespace

std::optional<LoopbackCertificate> LoopbackCertificate::make()
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? makeCertificate(key.get()) : Certificate();
    const Bytes certificatePem(BIO_new(BIO_s_mem()));
    const Bytes keyPem(BIO_new(BIO_s_mem()));
    if (!certificate || !certificatePem || !keyPem ||
        PEM_write_bio_X509(certificatePem.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    LoopbackCertificate result{QSslConfiguration::defaultConfiguration(), contentOf(certificatePem.get())};
    result.server.setLocalCertificate(QSslCertificate(result.certificatePem));
    result.server.setPrivateKey(QSslKey(contentOf(keyPem.get()), QSsl::Ec));
    result.server.setPeerVerifyMode(QSslSocket::VerifyNone);
    return result;
}

} // namespace fairlead::sandbox
