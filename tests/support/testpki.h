// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStringList>
#include <QTemporaryDir>

namespace fairlead::tests {

//! A certificate and its private key, PEM.
struct TestIdentity
{
    QByteArray certificatePem;
    QByteArray privateKeyPem; //!< PKCS#8
};

//! A certificate authority made for one test by the openssl program; its keys live as long as it does.
class TestPki
{
public:
    enum class Algorithm { Rsa, Ec, Ed25519 };

    TestPki();

    const QByteArray &caPem() const { return m_caPem; }
    //! \p names as in subjectAltName: "DNS:api.example", "IP:127.0.0.1". \p commonName is the subject.
    TestIdentity issue(const QString &commonName, const QStringList &names = {}, Algorithm algorithm = Algorithm::Ec,
                       int days = 3650);
    //! Settings for a FaultServer with a certificate for \p names.
    QSslConfiguration server(const QStringList &names = {QStringLiteral("IP:127.0.0.1"),
                                                         QStringLiteral("DNS:localhost")},
                             QSslSocket::PeerVerifyMode clients = QSslSocket::VerifyNone);

    //! \p input through the openssl program. Fails the process when openssl does: nothing can be tested then.
    static QByteArray openssl(const QStringList &arguments, const QByteArray &input = {});

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const;

    QTemporaryDir m_folder;
    QByteArray m_caPem;
};

} // namespace fairlead::tests
