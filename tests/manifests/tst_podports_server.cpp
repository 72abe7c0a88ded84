// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "portcases.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace fairlead::tests;
using namespace Qt::StringLiterals;

//! A real API server refuses the ports that we call wrong, warns of those that we warn of, and takes the others.
class TestPodPortsServer : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void likeTheServer_data()
    {
        QTest::addColumn<QByteArray>("containers");
        QTest::addColumn<QStringList>("problems");
        QTest::addColumn<bool>("isOurWarning");
        for (const PortCase &each : portCases())
            QTest::newRow(each.name) << each.containers << each.problems << each.isOurWarning;
    }
    void likeTheServer()
    {
        QFETCH(QByteArray, containers);
        QFETCH(QStringList, problems);
        QFETCH(bool, isOurWarning);
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
        QProcess kubectl;
        kubectl.start(qEnvironmentVariable("FAIRLEAD_KUBECTL"),
                      {u"--context=bed-a"_s, u"--namespace=default"_s, u"create"_s, u"--dry-run=server"_s,
                       u"--validate=strict"_s, u"-f"_s, u"-"_s});
        kubectl.write("{apiVersion: batch/v1, kind: Job, metadata: {name: ports}, spec: {template: {spec: "
                      "{restartPolicy: Never, containers: " +
                      containers + "}}}}");
        kubectl.closeWriteChannel();
        QVERIFY(kubectl.waitForFinished(60'000));
        const QByteArray said = kubectl.readAllStandardError();
        const auto isWarning = [](const QString &problem) { return problem.startsWith(u'~'); };
        const bool isTaken = std::all_of(problems.begin(), problems.end(), isWarning);
        const bool isWarnedOf = isTaken && !problems.isEmpty() && !isOurWarning;
        QVERIFY2((kubectl.exitCode() == 0) == isTaken, said);
        QVERIFY2(!isTaken || said.contains("Warning:") == isWarnedOf, said);
        for (const QString &problem : problems) // it names the same field
            QVERIFY2(isTaken || said.contains(problem.section(u": "_s, 0, 0).sliced(4).toUtf8()), said);
    }
};

QTEST_GUILESS_MAIN(TestPodPortsServer)
#include "tst_podports_server.moc"
