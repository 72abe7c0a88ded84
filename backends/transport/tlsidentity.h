// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"
#include "credentials.h"
#include "endpoint.h"

namespace fairlead::transport {

//! Whom a TLS connection trusts and who we are in it: PEM without anything around it, checked to be usable. Held in
//! memory only.
struct TlsIdentity
{
    QByteArray authoritiesPem; //!< to trust instead of the system's; empty: the system's
    QByteArray certificatePem; //!< of the client, its chain behind it; empty: none
    QByteArray privateKeyPem;  //!< PKCS#8, unencrypted

    bool operator==(const TlsIdentity &) const = default;
};

//! Reads a private key of any algorithm and PEM form that OpenSSL reads (PKCS#1, PKCS#8, SEC1, Ed25519). Encrypted keys
//! are refused: nobody is there to type a passphrase. \return it as PKCS#8. Errors: Tls.
Result<QByteArray> privateKeyFromPem(const QByteArray &pem);

//! For one endpoint and identity. Of several certificates those that cannot be read are left out. Errors: Tls, with the
//! part that cannot be used (CA, certificate, key) named.
Result<TlsIdentity> tlsIdentity(const Endpoint &endpoint, const Credentials &credentials);

} // namespace fairlead::transport
