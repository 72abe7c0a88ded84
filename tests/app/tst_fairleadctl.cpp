// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runctl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;

//! What needs no server: usage, contexts, and servers that are not there.
class FairleadctlTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_kubeconfig;

private slots:
    void initTestCase()
    {
        m_kubeconfig = m_folder.filePath(u"config"_s);
        QFile file(m_kubeconfig);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\nkind: Config\ncurrent-context: two\n"
                   "clusters:\n- name: c\n  cluster: {server: 'https://127.0.0.1:1'}\n"
                   "users:\n- name: u\n  user: {token: sesame-secret}\n"
                   "contexts:\n- name: one\n  context: {cluster: c, user: u, namespace: team}\n"
                   "- name: two\n  context: {cluster: c, user: u}\n"
                   "- name: broken\n  context: {cluster: missing, user: u}\n");
    }

    void contextsSendNoRequestAndTellEverything()
    {
        const CtlRun run = runCtl({u"contexts"_s, u"--kubeconfig"_s, m_kubeconfig, u"-o"_s, u"json"_s});
        QCOMPARE(run.exitCode, 0);
        const QJsonArray contexts = QJsonDocument::fromJson(run.out).object().value("contexts"_L1).toArray();
        QCOMPARE(contexts.size(), 3);
        QCOMPARE(contexts[0]["name"_L1].toString(), u"one"_s);
        QCOMPARE(contexts[0]["namespace"_L1].toString(), u"team"_s);
        QCOMPARE(contexts[0]["auth"_L1].toString(), u"token"_s);
        QCOMPARE(contexts[0]["current"_L1].toBool(), false);
        QCOMPARE(contexts[1]["current"_L1].toBool(), true);
        QCOMPARE(contexts[0]["clusterId"_L1], contexts[1]["clusterId"_L1]);
        QVERIFY(contexts[2]["problem"_L1].isObject());
        QVERIFY(!run.out.contains("sesame"));
        QVERIFY(!run.error.contains("sesame"));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("nobody answers") << QStringList{u"gpus"_s} << 1;
        QTest::newRow("nobody answers check") << QStringList{u"check"_s} << 1;
        QTest::newRow("no such context") << QStringList{u"gpus"_s, u"--context"_s, u"three"_s} << 2;
        QTest::newRow("bad product") << QStringList{u"gpus"_s, u"H100:many"_s} << 2;
        QTest::newRow("empty toleration") << QStringList{u"gpus"_s, u"--tolerate"_s, QString()} << 2;
        QTest::newRow("glob") << QStringList{u"contexts"_s, u"--context"_s, u"t*"_s} << 0;
    }

    void exitCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const CtlRun run = runCtl(arguments + QStringList{u"--kubeconfig"_s, m_kubeconfig, u"--timeout"_s, u"5"_s});
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY(!run.out.contains("sesame") && !run.error.contains("sesame"));
    }

    //! /dev/full is a disk without room.
    void anAnswerThatCannotBeWrittenIsNone()
    {
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(QStringLiteral(FAIRLEADCTL), {u"contexts"_s, u"--kubeconfig"_s, m_kubeconfig});
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("cannot write"));
    }

    void aFileThatCannotBeReadIsMissed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("all contexts") << QStringList{} << 3;
        QTest::newRow("glob") << QStringList{u"--context"_s, u"*o*"_s} << 3;
        QTest::newRow("by name") << QStringList{u"--context"_s, u"one"_s} << 0;
    }

    void aFileThatCannotBeReadIsMissed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const QString broken = m_folder.filePath(u"broken"_s);
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\ncontexts: [\n");
        file.close();
        for (const QString &path : {broken, m_folder.filePath(u"nowhere"_s)}) {
            const CtlRun run = runCtl(
                QStringList{u"contexts"_s, u"--kubeconfig"_s, m_kubeconfig, u"--kubeconfig"_s, path} + arguments);
            QCOMPARE(run.exitCode, exitCode);
            QVERIFY2(run.error.contains(path.toUtf8()), run.error.constData());
            QVERIFY(run.out.contains("one"));
        }
    }

    void aDeadServerIsARowWithCauseAndRemedy()
    {
        const CtlRun run =
            runCtl({u"gpus"_s, u"-o"_s, u"json"_s, u"--context"_s, u"one"_s, u"--kubeconfig"_s, m_kubeconfig});
        QCOMPARE(run.exitCode, 1);
        const QJsonObject document = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(document.value("apiVersion"_L1).toString(), u"fairlead/v1"_s);
        QCOMPARE(document.value("kind"_L1).toString(), u"GpuAvailability"_s);
        const QJsonValue cluster = document.value("clusters"_L1).toArray().first();
        QCOMPARE(cluster["state"_L1].toString(), u"unreachable"_s);
        QCOMPARE(cluster["error"_L1]["kind"_L1].toString(), u"Network"_s);
        QVERIFY(cluster["error"_L1]["httpStatus"_L1].isNull());
        QVERIFY(!cluster["error"_L1]["cause"_L1].toString().isEmpty());
        QVERIFY(!cluster["error"_L1]["remedy"_L1].toString().isEmpty());
        QCOMPARE(cluster["nodes"_L1].toArray().size(), 0);
    }

    void withoutKubeconfigItSaysWhereItLooked()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"KUBECONFIG"_s);
        environment.insert(u"HOME"_s, m_folder.filePath(u"home"_s));
        const CtlRun run = runCtl({u"gpus"_s}, environment);
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.error.contains(".kube/config"), run.error.constData());
    }
};

QTEST_GUILESS_MAIN(FairleadctlTest)
#include "tst_fairleadctl.moc"
