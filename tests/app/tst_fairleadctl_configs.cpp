// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configsfile.h"
#include "runctl.h"
#include "tests/support/countinghelper.h"
#include "tests/support/writefile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using fairlead::test::ConfigsFile;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;

//! `fairleadctl configs` where no server is asked.
class FairleadctlConfigsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    CtlRun run(const QStringList &arguments) const
    {
        return runCtl(QStringList{u"configs"_s} + arguments +
                      QStringList{u"--config"_s, m_folder.filePath(u"fairlead.yaml"_s), u"--kubeconfig"_s,
                                  m_folder.filePath(u"kubeconfig"_s), u"--timeout"_s, u"5"_s});
    }
    QJsonObject document(const QStringList &arguments) const
    {
        return QJsonDocument::fromJson(run(arguments + QStringList{u"-o"_s, u"json"_s}).out).object();
    }
    //! Cells of a table whose columns are two blanks apart.
    static QStringList cells(const QByteArray &line)
    {
        return QString::fromUtf8(line).split(QRegularExpression(u" {2,}"_s), Qt::SkipEmptyParts);
    }

private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY(fairlead::tests::writeFile(m_folder.filePath(u"fairlead.yaml"_s), ConfigsFile));
        QVERIFY(fairlead::tests::writeFile(
            m_folder.filePath(u"kubeconfig"_s),
            "apiVersion: v1\nkind: Config\ncurrent-context: main\n"
            "clusters:\n- name: c\n  cluster: {server: 'https://127.0.0.1:1'}\n"
            "users:\n- name: u\n  user: {token: sesame-secret}\n"
            "contexts:\n- name: main\n  context: {cluster: c, user: u, namespace: team}\n"
            "- name: bed-a\n  context: {cluster: c, user: u}\n- name: bed-b\n  context: {cluster: c, user: u}\n"));
    }

    void list()
    {
        const CtlRun listed = run({u"list"_s});
        QCOMPARE(listed.exitCode, 0);
        const QByteArrayList lines = listed.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(cells(lines[1]),
                 (QStringList{u"gpu"_s, u"ok"_s, u"kubernetes"_s, u"bed-a, bed-b"_s,
                              u"reg.example.com:5000/ds/base/exec:1"_s, u"2 × H100"_s, u"Project CHURN"_s}));
        QCOMPARE(cells(lines[2]).mid(0, 4), (QStringList{u"cpu"_s, u"ok"_s, u"kubernetes"_s, u"main"_s}));
        QCOMPARE(cells(lines[3]).mid(0, 5),
                 (QStringList{u"on docker"_s, u"ok"_s, u"docker"_s, u"box"_s, u"base/exec:1"_s}));
        QCOMPARE(cells(lines[4]).mid(0, 2), (QStringList{u"wrong"_s, u"errors"_s}));
        const QJsonObject json = document({});
        QCOMPARE(json["kind"_L1].toString(), u"RuntimeConfigList"_s);
        QCOMPARE(json["runtimeConfigs"_L1].toArray().size(), 4);
        QCOMPARE(json["runtimeConfigs"_L1][0]["targets"_L1].toArray().size(), 2);
    }

    void validate()
    {
        const CtlRun all = run({u"validate"_s});
        QCOMPARE(all.exitCode, 3);
        QVERIFY(all.out.contains("kubernetes.requests.cpu"));
        const CtlRun right = run({u"validate"_s, u"gpu"_s, u"c-cpu"_s});
        QCOMPARE(right.exitCode, 0);
        QCOMPARE(right.out, QByteArray("2 runtime configs: ok\n"));
        QCOMPARE(right.error, QByteArray("clusters and daemons were not asked: --live asks them\n"));
        QCOMPARE(run({u"validate"_s, u"wrong"_s}).exitCode, 1);
        const CtlRun unknown = run({u"validate"_s, u"nobody"_s});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY(unknown.error.contains("no runtime config is called \"nobody\""));
    }

    //! Also what only this machine knows: its kubeconfigs, its daemons, the tags of its recipes.
    void validateHere()
    {
        const QString path = m_folder.filePath(u"here.yaml"_s);
        QVERIFY(fairlead::tests::writeFile(path, R"(apiVersion: fairlead/v1
baseImages: [{id: i-1, name: exec, from: "debian:12"}]
runtimeConfigs:
  - {id: c-1, name: lost, image: {reference: a}, kubernetes: {contexts: [main, gone]}}
  - {id: c-2, name: tagless, image: {baseImage: {id: i-1, name: exec}}}
  - {id: c-3, name: homeless, engine: docker, image: {reference: a}}
  - {id: c-4, name: twice, image: {reference: a}, kubernetes: {limits: {"": 1Gi}}}
)"));
        const CtlRun run = runCtl(
            {u"configs"_s, u"validate"_s, u"--config"_s, path, u"--kubeconfig"_s, m_folder.filePath(u"kubeconfig"_s)});
        QVERIFY2(run.out.contains("No kubeconfig has a context called gone"), run.out);
        QVERIFY2(run.out.contains("the base image exec has no tag as it stands"), run.out);
        QVERIFY2(run.out.contains("there is no Docker daemon in the settings"), run.out);
        QVERIFY2(run.out.contains("Expected a name for this value"), run.out);
        QCOMPARE(run.exitCode, 3);
    }

    void validateLive_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("a cluster that does not answer") << u"cpu"_s << "warning: main: "_ba;
        QTest::newRow("a daemon that does not answer") << u"on docker"_s << "warning: box: "_ba;
    }
    //! What it says by itself is right; of the rest nobody knows.
    void validateLive()
    {
        QFETCH(QString, config);
        QFETCH(QByteArray, error);
        const CtlRun run = this->run({u"validate"_s, config, u"--live"_s});
        QCOMPARE(run.exitCode, 3);
        QCOMPARE(run.out, QByteArray("1 runtime config: ok\n"));
        QVERIFY2(run.error.startsWith(error), run.error);
    }

    void testRefuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("no duration") << QStringList{u"--run-limit"_s, u"soon"_s}
                                     << "--run-limit soon: expected a duration such as 90s, 10m or 1h30m"_ba;
        QTest::newRow("too long") << QStringList{u"--pull-limit"_s, u"2d"_s}
                                  << "--pull-limit 2d: expected a duration"_ba;
        QTest::newRow("none at all") << QStringList{u"--node-limit"_s, u"0s"_s} << "--node-limit 0s: expected"_ba;
    }
    void testRefuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, error);
        const CtlRun refused = run(QStringList{u"test"_s, u"cpu"_s} + arguments);
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.error.contains(error), refused.error);
    }

    void show()
    {
        const CtlRun shown = run({u"show"_s, u"cpu"_s});
        QCOMPARE(shown.exitCode, 0);
        QCOMPARE(shown.out, QByteArray("id: c-cpu\nname: cpu\nimage:\n  reference: debian:12\nkubernetes:\n"
                                       "  namespace: ${adminProperty:ns}\n"));
        QCOMPARE(document({u"show"_s, u"cpu"_s})["kubernetes"_L1]["namespace"_L1].toString(), u"${adminProperty:ns}"_s);
    }

    void preview()
    {
        const CtlRun previewed = run({u"preview"_s, u"cpu"_s, u"--user"_s, u"anna"_s});
        QCOMPARE(previewed.exitCode, 0);
        QVERIFY(previewed.out.startsWith("apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: cpu-preview\n"));
        QVERIFY(previewed.out.contains("  namespace: team-a\n"));
        const QJsonObject json = document({u"preview"_s, u"cpu"_s, u"--user"_s, u"anna"_s});
        QCOMPARE(json["targets"_L1][0]["namespace"_L1].toString(), u"team-a"_s);
        QCOMPARE(json["targets"_L1][0]["builtin"_L1].toBool(), true);
        QCOMPARE(json["targets"_L1][0]["objects"_L1][0]["kind"_L1].toString(), u"Job"_s);
    }
    void previewOfDocker()
    {
        const CtlRun previewed = run({u"preview"_s, u"on docker"_s});
        QCOMPARE(previewed.exitCode, 0);
        const QJsonObject body = QJsonDocument::fromJson(previewed.out).object();
        QCOMPARE(body["Image"_L1].toString(), u"base/exec:1"_s);
        QCOMPARE(body["HostConfig"_L1]["Memory"_L1].toInteger(), 1 << 30);
        QVERIFY(run({u"preview"_s, u"on docker"_s, u"-o"_s, u"yaml"_s})
                    .out.contains("\nHostConfig:\n  Memory: 1073741824\n"));
    }

    void previewFails_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("a variable that nobody sets")
            << QStringList{u"cpu"_s, u"--user"_s, u"1234"_s} << "kubernetes.namespace: "_ba;
        QTest::newRow("somebody whom the settings do not know")
            << QStringList{u"cpu"_s, u"--user"_s, u"bob"_s} << "warning: the settings have no user bob"_ba;
        QTest::newRow("the cluster does not answer")
            << QStringList{u"gpu"_s, u"--user"_s, u"anna"_s} << "the nodes of bed-a are not known"_ba;
        QTest::newRow("somebody who may not use it")
            << QStringList{u"gpu"_s, u"--user"_s, u"mallory"_s}
            << "mallory is in none of the groups that may use the runtime config gpu: ml"_ba;
        QTest::newRow("no such target") << QStringList{u"gpu"_s, u"--target"_s, u"main"_s}
                                        << "no target of gpu is called \"main\" (there are: bed-a, bed-b)"_ba;
    }
    void previewFails()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, error);
        const CtlRun previewed = run(QStringList{u"preview"_s} + arguments);
        QCOMPARE(previewed.exitCode, 1);
        QVERIFY2(previewed.error.contains(error), previewed.error);
        QVERIFY(previewed.out.isEmpty());
        QVERIFY(!previewed.error.contains("sesame"));
    }

    //! The login of a registry, whatever number of targets takes it with it.
    void testAsksOnce()
    {
        const QString path = m_folder.filePath(u"logins.yaml"_s);
        QVERIFY(fairlead::tests::writeCountingHelper(m_folder.path()));
        QVERIFY(fairlead::tests::writeFile(path, R"(apiVersion: fairlead/v1
registries: [{id: r, name: ours, host: "reg.example.com:5000", credentials: helper, credentialHelper: counts}]
runtimeConfigs:
  - {id: c, name: two, image: {reference: a, pullSecretFrom: {id: r}}, kubernetes: {contexts: [bed-a, bed-b]}}
)"));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATH"_s, m_folder.path() + u':' + environment.value(u"PATH"_s));
        environment.insert(u"XDG_STATE_HOME"_s, m_folder.filePath(u"state"_s));
        const CtlRun tested = runCtl({u"configs"_s, u"test"_s, u"two"_s, u"--config"_s, path, u"--kubeconfig"_s,
                                      m_folder.filePath(u"kubeconfig"_s), u"--timeout"_s, u"5"_s},
                                     environment);
        QVERIFY2(tested.out.contains("bed-a") && tested.out.contains("bed-b"), tested.error);
        QCOMPARE(fairlead::tests::askedFor(m_folder.path()), QByteArrayList{"reg.example.com:5000"});
        QVERIFY(!tested.out.contains("sesame") && !tested.error.contains("sesame"));
    }

    void resolve_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("row");
        QTest::addColumn<int>("exitCode");
        const auto row = [](const char *name, const QStringList &arguments, const QStringList &cells, int exitCode) {
            QTest::newRow(name) << arguments << cells << exitCode;
        };
        row("defaults", {u"--user"_s, u"anna"_s, u"--workload"_s, u"userCode"_s},
            {u"anna"_s, u"-"_s, u"userCode"_s, u"cpu (defaults)"_s, u"main"_s, u"team-a"_s, u"-"_s}, 0);
        row("visual", {u"--user"_s, u"anna"_s, u"--workload"_s, u"visual"_s},
            {u"anna"_s, u"-"_s, u"visual"_s, u"on docker (defaults)"_s, u"box"_s, u"-"_s, u"-"_s}, 0);
        row("project", {u"--user"_s, u"anna"_s, u"--project"_s, u"CHURN"_s, u"--workload"_s, u"userCode"_s},
            {u"anna"_s, u"CHURN"_s, u"userCode"_s, u"gpu (project)"_s, u"bed-a, bed-b (runtimeConfig)"_s,
             u"dss-ns-anna"_s, u"-"_s},
            0);
        row("not his group", {u"--user"_s, u"1234"_s, u"--project"_s, u"CHURN"_s, u"--workload"_s, u"userCode"_s},
            {u"1234"_s, u"CHURN"_s, u"userCode"_s, u"gpu (project)"_s, u"bed-a, bed-b (runtimeConfig)"_s,
             u"dss-ns-1234"_s, u"1234 is in none of the groups that may use the runtime config gpu: ml"_s},
            1);
        row("not containerized", {u"--user"_s, u"anna"_s, u"--project"_s, u"LOCAL"_s, u"--workload"_s, u"userCode"_s},
            {u"anna"_s, u"LOCAL"_s, u"userCode"_s, u"not containerized (project)"_s, u"-"_s, u"-"_s, u"-"_s}, 0);
    }
    void resolve()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, row);
        QFETCH(int, exitCode);
        const CtlRun resolved = run(QStringList{u"resolve"_s} + arguments);
        const QByteArrayList lines = resolved.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(cells(lines[1]), row);
        QCOMPARE(resolved.exitCode, exitCode);
    }
    void resolveEverybody()
    {
        const CtlRun resolved = run({u"resolve"_s});
        QCOMPARE(resolved.out.trimmed().split('\n').size(), 1 + 2 * 2);
        QCOMPARE(resolved.exitCode, 3); // 1234 has no namespace for user code
        const QJsonArray all = document({u"resolve"_s})["resolutions"_L1].toArray();
        QCOMPARE(all.size(), 4);
        QCOMPARE(all[0]["runtimeConfigBy"_L1].toString(), u"defaults"_s);
        QCOMPARE(all[0]["targetBy"_L1], QJsonValue::Null);
        QVERIFY(!all[2]["problems"_L1].toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(FairleadctlConfigsTest)
#include "tst_fairleadctl_configs.moc"
