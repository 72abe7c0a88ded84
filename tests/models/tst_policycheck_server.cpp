// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "policycases.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::tests;
using namespace Qt::StringLiterals;

//! A real API server refuses what we say something of, and takes the rest.
class TestPolicyCheckServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void likeTheServer_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<bool>("isTaken");
        for (const PolicyCase &each : policyCases())
            QTest::newRow(each.name) << each.policy << each.problems.isEmpty();
    }
    void likeTheServer()
    {
        QFETCH(const QByteArray, policy);
        QFETCH(const bool, isTaken);
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
        QProcess kubectl;
        kubectl.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"),
                      {u"--context"_s, u"bed-a"_s, u"--namespace"_s, u"default"_s, u"create"_s, u"--dry-run=server"_s,
                       u"--validate=strict"_s, u"-f"_s, u"-"_s});
        kubectl.write(policy);
        kubectl.closeWriteChannel();
        QVERIFY(kubectl.waitForFinished(60'000));
        const QByteArray error = kubectl.readAllStandardError();
        QVERIFY2((kubectl.exitCode() == 0) == isTaken, error.constData());
        // It is the policy that is refused.
        QVERIFY2(isTaken || error.contains("Invalid value") || error.contains("cannot be handled") ||
                     error.contains("is invalid"),
                 error.constData());
    }
};

QTEST_GUILESS_MAIN(TestPolicyCheckServer)
#include "tst_policycheck_server.moc"
