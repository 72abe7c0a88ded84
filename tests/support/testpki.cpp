// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "testpki.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace fairlead::tests {

TestPki::TestPki()
{
    write(u"ca.key"_s, openssl({u"genpkey"_s, u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s}));
    m_caPem =
        openssl({u"req"_s, u"-x509"_s, u"-new"_s, u"-key"_s, path(u"ca.key"_s), u"-subj"_s, u"/CN=test authority"_s,
                 u"-days"_s, u"3650"_s, u"-addext"_s, u"keyUsage=critical,keyCertSign"_s});
    write(u"ca.pem"_s, m_caPem);
}

TestIdentity TestPki::issue(const QString &commonName, const QStringList &names, Algorithm algorithm, int days)
{
    QStringList key{u"genpkey"_s, u"-algorithm"_s};
    switch (algorithm) {
    case Algorithm::Rsa:
        key << u"RSA"_s << u"-pkeyopt"_s << u"rsa_keygen_bits:2048"_s;
        break;
    case Algorithm::Ec:
        key << u"EC"_s << u"-pkeyopt"_s << u"ec_paramgen_curve:P-256"_s;
        break;
    case Algorithm::Ed25519:
        key << u"ED25519"_s;
        break;
    }
    TestIdentity identity{.privateKeyPem = openssl(key)};
    write(u"leaf.key"_s, identity.privateKeyPem);
    write(u"leaf.ext"_s, names.isEmpty() ? QByteArray("basicConstraints=CA:FALSE\n")
                                         : "subjectAltName=" + names.join(u',').toUtf8() + '\n');
    const QByteArray request =
        openssl({u"req"_s, u"-new"_s, u"-key"_s, path(u"leaf.key"_s), u"-subj"_s, u"/CN="_s + commonName});
    write(u"leaf.csr"_s, request);
    identity.certificatePem =
        openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"leaf.csr"_s), u"-CA"_s, path(u"ca.pem"_s), u"-CAkey"_s,
                 path(u"ca.key"_s), u"-set_serial"_s, QString::number(QRandomGenerator::global()->bounded(1, 1 << 30)),
                 u"-days"_s, QString::number(days), u"-extfile"_s, path(u"leaf.ext"_s)});
    return identity;
}

QSslConfiguration TestPki::server(const QStringList &names, QSslSocket::PeerVerifyMode clients)
{
    const TestIdentity identity = issue(u"test server"_s, names);
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    ssl.setLocalCertificate(QSslCertificate(identity.certificatePem));
    ssl.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
    ssl.setCaCertificates(QSslCertificate::fromData(m_caPem));
    ssl.setPeerVerifyMode(clients);
    return ssl;
}

QByteArray TestPki::openssl(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

void TestPki::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

} // namespace fairlead::tests
