// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configsfile.h"
#include "runctl.h"
#include "tests/support/writefile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using fairlead::test::ConfigsFile;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;

//! What `fairleadctl configs preview` prints is what real API servers take, with their own nodes' labels in it.
class FairleadctlConfigsBedTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    CtlRun preview(const QStringList &arguments) const
    {
        return runCtl(QStringList{u"configs"_s, u"preview"_s, u"--config"_s, m_folder.filePath(u"fairlead.yaml"_s),
                                  u"--user"_s, u"anna"_s} +
                      arguments);
    }

private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_BED_KUBECONFIG"), "the test bed is not up");
        QVERIFY(fairlead::tests::writeFile(m_folder.filePath(u"fairlead.yaml"_s), ConfigsFile));
    }

    void namesThatTheNodesHave()
    {
        const CtlRun run = preview({u"gpu"_s, u"--target"_s, u"bed-a"_s, u"-o"_s, u"json"_s});
        QVERIFY2(run.exitCode == 0, run.error);
        const QJsonArray objects = QJsonDocument::fromJson(run.out)["targets"_L1][0]["objects"_L1].toArray();
        QCOMPARE(objects.size(), 2); // the namespace that anna gets, and the Job
        QCOMPARE(objects[0]["kind"_L1].toString(), u"Namespace"_s);
        QCOMPARE(objects[0]["metadata"_L1]["name"_L1].toString(), u"dss-ns-anna"_s);
        const QJsonValue spec = objects[1]["spec"_L1]["template"_L1]["spec"_L1];
        const QJsonValue term =
            spec["affinity"_L1]["nodeAffinity"_L1]["requiredDuringSchedulingIgnoredDuringExecution"_L1]
                ["nodeSelectorTerms"_L1][0]["matchExpressions"_L1][0];
        QCOMPARE(term["key"_L1].toString(), u"nvidia.com/gpu.product"_s);
        QVERIFY(!term["values"_L1].toArray().isEmpty());
        QCOMPARE(spec["containers"_L1][0]["resources"_L1]["limits"_L1]["nvidia.com/gpu"_L1].toString(), u"2"_s);
    }

    //! bed-b has no H100: its part cannot be made, and the other stands.
    void oneTargetOfTwo()
    {
        const CtlRun run = preview({u"gpu"_s, u"--target"_s, u"bed-?"_s});
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.error.contains("no node of bed-b has H100"), run.error);
        QVERIFY(run.out.startsWith("# bed-a\napiVersion: v1\nkind: Namespace\n"));
        QVERIFY(!run.out.contains("bed-b"));
    }

    void validateLive_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArrayList>("lines"); // parts of what is printed; empty: it is right
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *name, const QByteArray &config, const QByteArrayList &lines, int exitCode = 0) {
            QTest::newRow(name) << config << lines << exitCode;
        };
        row("nothing special", "kubernetes: {contexts: [bed-a]}", {});
        row("a product that is nowhere", "kubernetes: {contexts: [bed-a], gpu: {product: B9000, count: 1}}",
            {"warning", "kubernetes.gpu.product", "No target has B9000; there are "});
        row("more than any node has", "kubernetes: {contexts: [bed-a], gpu: {product: H100, count: 64}}",
            {"warning", "kubernetes.gpu.count", "More than any node has: at most 8"});
        row("a label that no node has", "kubernetes: {contexts: [bed-a], nodeSelector: {moon: full}}",
            {"warning", "kubernetes.nodeSelector", "bed-a: "});
        row("a runtime that the daemon does not know",
            "engine: docker, docker: {daemon: {id: d-1}, gpus: {runtime: kata}}",
            {"warning", "docker.gpus.runtime", "The daemon does not know it; it has "});
        row("a runtime that it knows", "engine: docker, docker: {daemon: {id: d-1}, gpus: {runtime: nvidia}}", {});
        row("a dead context", "kubernetes: {contexts: [dead]}", {}, 3);
        row("a mistake, too", "kubernetes: {contexts: [bed-a], nodeSelector: {moon: full}, priorityClassName: High}",
            {"error", "kubernetes.priorityClassName", "kubernetes.nodeSelector"}, 1);
    }
    void validateLive()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArrayList, lines);
        QFETCH(int, exitCode);
        const QString path = m_folder.filePath(u"live.yaml"_s);
        QVERIFY(fairlead::tests::writeFile(path, "apiVersion: fairlead/v1\ndaemons: [{id: d-1, name: box, host: '" +
                                                     qgetenv("FAIRLEAD_BED_DOCKER") +
                                                     "'}]\nruntimeConfigs: [{id: c-1, name: one, image: {reference: "
                                                     "'a:1'}, " +
                                                     config + "}]\n"));
        const CtlRun live = runCtl({u"configs"_s, u"validate"_s, u"--live"_s, u"--config"_s, path});
        QVERIFY2(live.exitCode == exitCode, live.out + live.error);
        for (const QByteArray &line : lines)
            QVERIFY2(live.out.contains(line), live.out);
        QVERIFY2(!lines.isEmpty() || live.out == "1 runtime config: ok\n", live.out);
        QVERIFY(!live.error.contains("--live"));
        const CtlRun offline = runCtl({u"configs"_s, u"validate"_s, u"--config"_s, path});
        QVERIFY2(offline.exitCode == (exitCode == 1 ? 1 : 0), offline.out + offline.error);
        QCOMPARE(offline.error, QByteArray("clusters and daemons were not asked: --live asks them\n"));
    }

    void isTaken_data()
    {
        QTest::addColumn<QString>("config");
        QTest::newRow("with GPUs") << u"gpu"_s;
        QTest::newRow("without") << u"cpu"_s;
    }
    void isTaken()
    {
        QFETCH(QString, config);
        const CtlRun run = preview({config, u"--target"_s, u"bed-a"_s});
        QVERIFY2(run.exitCode == 0, run.error);
        QByteArray text = run.out;
        text.replace("namespace: dss-ns-anna", "namespace: default"); // a dry run makes no namespace for the Job
        text.replace("namespace: team-a", "namespace: default");
        QProcess kubectl;
        kubectl.start(
            qEnvironmentVariable("FAIRLEAD_KUBECTL"),
            {u"--context"_s, u"bed-a"_s, u"apply"_s, u"--dry-run=server"_s, u"--validate=strict"_s, u"-f"_s, u"-"_s});
        kubectl.write(text);
        kubectl.closeWriteChannel();
        QVERIFY(kubectl.waitForFinished(60'000));
        QVERIFY2(kubectl.exitCode() == 0, kubectl.readAllStandardError());
        QVERIFY(kubectl.readAllStandardOutput().contains("-preview created (server dry run)"));
    }
};

QTEST_GUILESS_MAIN(FairleadctlConfigsBedTest)
#include "tst_fairleadctl_configs_bed.moc"
