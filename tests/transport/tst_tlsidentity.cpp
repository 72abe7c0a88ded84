// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/tlsidentity.h"

#include "tests/support/testpki.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::transport;
using namespace Qt::StringLiterals;

class TestTlsIdentity : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void readsKeys_data();
    void readsKeys();
    void refusesKeys_data();
    void refusesKeys();
    void configures_data();
    void configures();
    void keepsTheChain();
    void leavesOut_data();
    void leavesOut();

private:
    TestPki m_pki;
};

void TestTlsIdentity::readsKeys_data()
{
    QTest::addColumn<QByteArray>("pem");

    using Algorithm = TestPki::Algorithm;
    const QByteArray rsa = m_pki.issue(u"a"_s, {}, Algorithm::Rsa).privateKeyPem;
    const QByteArray ec = m_pki.issue(u"a"_s, {}, Algorithm::Ec).privateKeyPem;
    QTest::newRow("RSA, PKCS#8") << rsa;
    QTest::newRow("RSA, PKCS#1") << TestPki::openssl({u"rsa"_s, u"-traditional"_s}, rsa);
    QTest::newRow("EC, PKCS#8") << ec;
    QTest::newRow("EC, SEC1") << TestPki::openssl({u"ec"_s}, ec);
    QTest::newRow("EC behind its parameters")
        << TestPki::openssl({u"ecparam"_s, u"-name"_s, u"prime256v1"_s, u"-genkey"_s});
    QTest::newRow("Ed25519") << m_pki.issue(u"a"_s, {}, Algorithm::Ed25519).privateKeyPem;
    QTest::newRow("behind a certificate") << m_pki.caPem() + ec;
    QTest::newRow("with text around") << "Bag Attributes\n" + ec + "the end\n";
    QTest::newRow("CR LF") << QByteArray(ec).replace("\n", "\r\n");
    QTest::newRow("no line break at the end") << ec.trimmed();
}

void TestTlsIdentity::readsKeys()
{
    QFETCH(QByteArray, pem);
    const Result<QByteArray> key = privateKeyFromPem(pem);
    QVERIFY2(key.has_value(), key ? "" : qPrintable(key.error().message));
    QVERIFY2(key->startsWith("-----BEGIN PRIVATE KEY-----\n"), "not PKCS#8, or something before it");
    QVERIFY(key->endsWith("-----END PRIVATE KEY-----\n"));
    QCOMPARE(TestPki::openssl({u"pkey"_s, u"-pubout"_s}, *key), TestPki::openssl({u"pkey"_s, u"-pubout"_s}, pem));
}

void TestTlsIdentity::refusesKeys_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::addColumn<QString>("message");

    const QByteArray ec = m_pki.issue(u"a"_s).privateKeyPem;
    const QString noKey = u"client key is not a private key in PEM form"_s;
    const QString encrypted = u"client key is encrypted; only unencrypted keys can be used"_s;
    QTest::newRow("nothing") << QByteArray() << noKey;
    QTest::newRow("text") << QByteArray("s3cret") << noKey;
    QTest::newRow("certificate") << m_pki.caPem() << noKey;
    QTest::newRow("cut") << ec.left(100) << noKey;
    QTest::newRow("public key") << TestPki::openssl({u"pkey"_s, u"-pubout"_s}, ec) << noKey;
    QTest::newRow("bad base64") << QByteArray("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n")
                                << noKey;
    QTest::newRow("NUL bytes") << QByteArray(100, '\0') << noKey;
    QTest::newRow("encrypted PKCS#8") << TestPki::openssl({u"pkcs8"_s, u"-topk8"_s, u"-passout"_s, u"pass:abcd"_s}, ec)
                                      << encrypted;
    QTest::newRow("encrypted SEC1") << TestPki::openssl({u"ec"_s, u"-aes128"_s, u"-passout"_s, u"pass:abcd"_s}, ec)
                                    << encrypted;
}

void TestTlsIdentity::refusesKeys()
{
    QFETCH(QByteArray, pem);
    const Result<QByteArray> key = privateKeyFromPem(pem);
    QVERIFY(!key);
    QCOMPARE(toString(key.error().kind), u"Tls"_s);
    QCOMPARE(key.error().reason, u"BadIdentity"_s);
    QTEST(key.error().message, "message");
}

void TestTlsIdentity::configures_data()
{
    QTest::addColumn<QByteArray>("ca");
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("message"); // empty: fine

    const TestIdentity jane = m_pki.issue(u"jane"_s);
    const TestIdentity john = m_pki.issue(u"john"_s);
    const QByteArray none;
    const QString badCa = u"certificate authority holds no certificate in PEM form"_s;
    const QString badCertificate = u"client certificate holds no certificate in PEM form"_s;
    const QString badKey = u"client key is not a private key in PEM form"_s;
    const QByteArray broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    QTest::newRow("nothing") << none << none << none << QString();
    QTest::newRow("CA") << m_pki.caPem() << none << none << QString();
    QTest::newRow("CA with text") << "# ours\n" + m_pki.caPem() << none << none << QString();
    QTest::newRow("CA that is a key") << jane.privateKeyPem << none << none << badCa;
    QTest::newRow("CA that is text") << QByteArray("hello") << none << none << badCa;
    QTest::newRow("CA that is broken") << broken << none << none << badCa;
    QTest::newRow("client certificate") << none << jane.certificatePem << jane.privateKeyPem << QString();
    QTest::newRow("certificate that is text") << none << QByteArray("hello") << jane.privateKeyPem << badCertificate;
    QTest::newRow("certificate that is broken") << none << broken << jane.privateKeyPem << badCertificate;
    QTest::newRow("no key") << none << jane.certificatePem << none << badKey;
    QTest::newRow("key of another") << none << jane.certificatePem << john.privateKeyPem
                                    << u"client key does not belong to the client certificate"_s;
}

void TestTlsIdentity::configures()
{
    QFETCH(QByteArray, ca);
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    const Result<TlsIdentity> identity =
        tlsIdentity({.caPem = ca}, {.certificatePem = certificate, .privateKeyPem = key});
    QTEST(identity ? QString() : identity.error().message, "message");
    if (!identity) {
        QCOMPARE(toString(identity.error().kind), u"Tls"_s);
        QVERIFY(!identity.error().message.contains("BEGIN"_L1));
        return;
    }
    QCOMPARE(identity->certificatePem.isEmpty(), certificate.isEmpty());
    QCOMPARE(identity->privateKeyPem.isEmpty(), key.isEmpty());
    QCOMPARE(identity->authoritiesPem.count("BEGIN CERTIFICATE"), ca.isEmpty() ? 0 : 1);
}

void TestTlsIdentity::keepsTheChain()
{
    const TestIdentity jane = m_pki.issue(u"jane"_s);
    const auto identity =
        tlsIdentity({}, {.certificatePem = jane.certificatePem + m_pki.caPem(), .privateKeyPem = jane.privateKeyPem});
    QVERIFY(identity.has_value());
    QCOMPARE(identity->certificatePem, jane.certificatePem + m_pki.caPem());
}

void TestTlsIdentity::leavesOut_data()
{
    QTest::addColumn<QByteArray>("pem");

    const QByteArray ca = m_pki.caPem();
    const QByteArray broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    QTest::newRow("broken before") << broken + ca;
    QTest::newRow("broken behind") << ca + broken;
    QTest::newRow("no end") << ca + "-----BEGIN CERTIFICATE-----\nAAAA\n";
    QTest::newRow("no end before") << "-----BEGIN CERTIFICATE-----\nAAAA\n" + ca;
    QTest::newRow("text") << "-----BEGIN\n" + ca + "-----END CERTIFICATE-----\n";
    QTest::newRow("key") << m_pki.issue(u"jane"_s).privateKeyPem + ca;
    QTest::newRow("CR LF") << QByteArray(ca).replace("\n", "\r\n");
}

//! Nothing but certificates goes on, and what is unreadable does not cost the others.
void TestTlsIdentity::leavesOut()
{
    QFETCH(QByteArray, pem);
    const auto identity = tlsIdentity({.caPem = pem}, {});
    QVERIFY(identity.has_value());
    QCOMPARE(identity->authoritiesPem, m_pki.caPem());
}

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
