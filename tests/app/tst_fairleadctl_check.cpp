// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fakecluster.h"
#include "runctl.h"

#include "tests/support/testpki.h"

#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::FakeCluster;
using fairlead::test::runCtlBeside;
using fairlead::tests::Script;

//! fairleadctl check against servers that allow one thing and not another, and with credential plugins.
class FairleadctlCheckTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    //! \p plugin: the program that gives the token; empty: none.
    CtlRun check(const QString &server, const QStringList &more, const QString &plugin = {})
    {
        const QString path = m_folder.filePath(u"config"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        const QString exec =
            u"exec: {apiVersion: client.authentication.k8s.io/v1, command: '%1', interactiveMode: Never}"_s.arg(plugin);
        file.write(u"apiVersion: v1\nkind: Config\n"
                   "clusters:\n- name: c\n  cluster: {server: '%1', insecure-skip-tls-verify: true}\n"
                   "users:\n- name: u\n  user: {%2}\n"
                   "contexts:\n- name: a\n  context: {cluster: c, user: u}\n"_s
                       .arg(server, plugin.isEmpty() ? QString() : exec)
                       .toUtf8());
        file.close();
        return runCtlBeside(QStringList{u"check"_s, u"--kubeconfig"_s, path} + more);
    }

    QJsonValue report(const QString &server, const QStringList &more = {}, const QString &plugin = {})
    {
        const CtlRun run = check(server, QStringList{u"-o"_s, u"json"_s} + more, plugin);
        return QJsonDocument::fromJson(run.out).object().value("contexts"_L1).toArray().first();
    }

    //! A credential plugin that takes its time and writes a line for each run.
    QString slowPlugin(const QString &name)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\necho run >> \"$0.runs\"\nsleep 3\n"
                   "echo '{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", "
                   "\"status\": {\"token\": \"t\"}}'\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    static Script json(const QByteArray &body) { return Script::answer(200, "application/json", body); }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void verdicts_data()
    {
        QTest::addColumn<QList<QByteArray>>("forbidden"); //!< paths
        QTest::addColumn<QStringList>("denied");          //!< rights
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("message"); //!< empty: no error
        const QByteArray version = "/version";
        const QByteArray nodes = "/api/v1/nodes";
        const QString words = u"said the server"_s;
        QTest::newRow("all allowed") << QList<QByteArray>{} << QStringList{} << u"ok"_s << QString();
        QTest::newRow("all that counts works without the version")
            << QList{version} << QStringList{} << u"ok"_s << QString();
        QTest::newRow("neither version nor pods")
            << QList{version} << QStringList{u"list pods"_s} << u"degraded"_s << u"you may not list pods"_s;
        QTest::newRow("neither version nor nodes")
            << QList{version, nodes} << QStringList{u"list nodes"_s} << u"forbidden"_s << words;
        QTest::newRow("neither version nor nodes, whatever the rights say")
            << QList{version, nodes} << QStringList{} << u"forbidden"_s << words;
    }

    void verdicts()
    {
        QFETCH(QList<QByteArray>, forbidden);
        QFETCH(QStringList, denied);
        QFETCH(QString, message);
        FakeCluster cluster;
        cluster.deniedRights = denied;
        for (const QByteArray &path : forbidden)
            cluster.always.emplace(path, FakeCluster::status(403, u"Forbidden"_s, u"said the server"_s));
        const QJsonValue found = report(cluster.url());
        QTEST(found["verdict"_L1].toString(), "verdict");
        QCOMPARE(found["error"_L1].isNull(), message.isEmpty());
        QCOMPARE(found["error"_L1]["message"_L1].toString(), message);
    }

    void gpuOperator_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QJsonValue>("expected");
        QTest::newRow("its ClusterPolicies")
            << 200 << R"({"resources": [{"name": "clusterpolicies/status"}, {"name": "clusterpolicies"}]})"_ba
            << QJsonValue(true);
        QTest::newRow("another product in the group nvidia.com")
            << 200 << R"({"resources": [{"name": "gpuusages"}]})"_ba << QJsonValue(false);
        QTest::newRow("another version of the group") << 404 << "{}"_ba << QJsonValue(false);
        QTest::newRow("may not be asked") << 403 << "{}"_ba << QJsonValue(QJsonValue::Null);
        QTest::newRow("no list") << 200 << "{}"_ba << QJsonValue(QJsonValue::Null);
    }

    void gpuOperator()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FakeCluster cluster;
        cluster.always.emplace("/apis/nvidia.com", json(R"({"kind": "APIGroup", "name": "nvidia.com"})"));
        cluster.always.emplace("/apis/nvidia.com/v1", Script::answer(status, "application/json", body));
        const QJsonValue found = report(cluster.url());
        QCOMPARE(found["verdict"_L1].toString(), u"ok"_s);
        QTEST(found["gpuOperator"_L1], "expected");
    }

    void csvTellsErrorAndRemedy()
    {
        FakeCluster cluster;
        cluster.always.emplace("/version", FakeCluster::status(401, u"Unauthorized"_s, u"the token has expired"_s));
        const CtlRun run = check(cluster.url(), {u"-o"_s, u"csv"_s});
        const QList<QByteArray> lines = run.out.split('\n');
        QVERIFY2(lines.value(0).endsWith(",ERROR,REMEDY\r"), run.out.constData());
        QVERIFY2(lines.value(1).contains("the token has expired"), run.out.constData());
        QVERIFY2(lines.value(1).contains("Log in again"), run.out.constData());
    }

    void slowPlugins_data()
    {
        QTest::addColumn<bool>("isRefusedOnce");
        QTest::addColumn<int>("runs");
        QTest::newRow("longer than the timeout") << false << 1;
        QTest::newRow("again after a 401") << true << 2;
    }

    //! The server is not to blame for a plugin's time: one that asks its user may take a minute.
    void slowPlugins()
    {
        QFETCH(bool, isRefusedOnce);
        fairlead::tests::TestPki pki; // no credentials are sent without TLS
        FakeCluster cluster(pki.server());
        if (isRefusedOnce)
            cluster.scripts["/version"] = {FakeCluster::status(401, u"Unauthorized"_s, u"who?"_s)};
        const QString plugin = slowPlugin(isRefusedOnce ? u"twice"_s : u"once"_s);
        const QJsonValue found = report(cluster.url(), {u"--timeout"_s, u"2"_s, u"--allow-exec"_s}, plugin);
        QCOMPARE(found["error"_L1]["message"_L1].toString(), QString());
        QCOMPARE(found["verdict"_L1].toString(), u"ok"_s);
        QFile runs(plugin + ".runs"_L1);
        QVERIFY(runs.open(QIODevice::ReadOnly));
        QTEST(int(runs.readAll().count('\n')), "runs");
    }
};

QTEST_GUILESS_MAIN(FairleadctlCheckTest)
#include "tst_fairleadctl_check.moc"
