// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apierror.h"
#include "credentials.h"
#include "endpoint.h"

#include <QSslConfiguration>
#include <QSslKey>

namespace fairlead::transport {

//! Reads a private key of any algorithm and PEM form that OpenSSL reads (PKCS#1, PKCS#8, SEC1, Ed25519), which QSslKey
//! by itself does not. Encrypted keys are refused: nobody is there to type a passphrase. Errors: Tls.
Result<QSslKey> privateKeyFromPem(const QByteArray &pem);

//! TLS settings for one endpoint and identity. Errors: Tls, with the part that cannot be used (CA, certificate, key)
//! named.
Result<QSslConfiguration> sslConfiguration(const Endpoint &endpoint, const Credentials &credentials);

//! TLS settings for the proxy on the way to \p endpoint: trusts the system's authorities and the endpoint's, and never
//! shows the proxy who we are.
QSslConfiguration proxySslConfiguration(const Endpoint &endpoint);

} // namespace fairlead::transport
