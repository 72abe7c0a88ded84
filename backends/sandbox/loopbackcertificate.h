// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslConfiguration>

#include <optional>

namespace fairlead::sandbox {

//! A key that nobody else has and a certificate for 127.0.0.1 that it signed itself. A kubeconfig's token is sent over
//! TLS only, by Fairlead as by kubectl.
struct LoopbackCertificate
{
    QSslConfiguration server;
    QByteArray certificatePem; //!< what a client has to trust

    //! \return nothing when OpenSSL cannot.
    static std::optional<LoopbackCertificate> make();
};

} // namespace fairlead::sandbox
