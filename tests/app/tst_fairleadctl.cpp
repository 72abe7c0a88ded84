// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runctl.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
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

    void config_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says"); // on either stream; FILE stands for its path
        const QByteArray right =
            "# mine\napiVersion: fairlead/v1\ndaemons:\n- {id: d, name: gpu box, host: \"tcp://h:1\"}\n"
            "spaces: {later: 3.10}\n";
        const QByteArray wrong = right + "registries: [{id: r}]\nx: 1\n";
        const auto row = [](const char *name, const QByteArray &content, const QStringList &arguments, int exitCode,
                            const QByteArray &says) {
            QTest::newRow(name) << content << arguments << exitCode << says;
        };
        row("right", right, {u"validate"_s}, 0, "FILE: ok\n");
        row("problems", wrong, {u"validate"_s}, 3,
            "LINE  COLUMN  KIND     FIELD               MESSAGE\n"
            "6     14      error    registries[0].name  missing: expected a text\n"
            "7     4       warning  x                   unknown, and kept as it is;");
        row("problems as json", wrong, {u"validate"_s, u"-o"_s, u"json"_s}, 3, "\"state\":\"errors\"");
        row("objects as json", right, {u"validate"_s, u"-o"_s, u"json"_s}, 0,
            "\"objects\":{\"daemons\":1,\"registries\":0,\"baseImages\":0,\"runtimeConfigs\":0,\"users\":0,"
            "\"projects\":0}");
        row("broken", "a: [\n", {u"validate"_s}, 1, "end of sequence flow not found");
        row("show", right, {u"show"_s}, 0, "SECTION  ID  NAME     WHAT\ndaemons  d   gpu box  tcp://h:1\n");
        row("show all", right, {u"show"_s, u"-o"_s, u"json"_s}, 0, "\"spaces\":{\"later\":\"3.10\"}");
        row("show what is right", wrong, {u"show"_s}, 3, "error: FILE:6:14: registries[0].name: missing");
        row("show broken", "a: [\n", {u"show"_s}, 1, "broken: FILE:2:1: ");
        row("path", right, {u"path"_s}, 0, "FILE\n");
    }

    void config()
    {
        QFETCH(QByteArray, content);
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        const QString path = m_folder.filePath(u"fairlead.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        const CtlRun run = runCtl(QStringList{u"config"_s} + arguments + QStringList{u"--config"_s, path});
        QCOMPARE(run.exitCode, exitCode);
        const QByteArray text = QByteArray(run.out + run.error).replace(path.toUtf8(), "FILE");
        const QByteArray compact = QByteArray(text).replace(": ", ":").replace("\n", "").replace("  ", "");
        QVERIFY2(text.contains(says) || compact.contains(says), text.constData());
    }

    void configFileThatIsNotThere()
    {
        const CtlRun run = runCtl({u"config"_s, u"validate"_s, u"--config"_s, m_folder.filePath(u"none"_s)});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.error.contains("no such file"), run.error.constData());
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

    void tlsOfDaemons_data()
    {
        QTest::addColumn<QByteArray>("daemon");
        QTest::addColumn<QByteArray>("context"); // its "docker" endpoint; empty: there is none
        QTest::addColumn<QJsonValue>("verifies");
        QTest::addColumn<QByteArray>("row"); // of the table
        const QByteArray by = "context: lab";
        QTest::newRow("its own") << QByteArray("host: 'tcp://h:2376', tlsVerify: true") << QByteArray()
                                 << QJsonValue(true) << QByteArray("tcp://h:2376 yes");
        QTest::newRow("its own, none") << QByteArray("host: 'tcp://h:2375'") << QByteArray() << QJsonValue(false)
                                       << QByteArray("tcp://h:2375 no");
        QTest::newRow("the context's") << by << QByteArray("{\"Host\":\"tcp://h:2376\"}") << QJsonValue(true)
                                       << QByteArray("docker context lab yes");
        QTest::newRow("the context's, not verified")
            << by << QByteArray("{\"Host\":\"tcp://h:2376\",\"SkipTLSVerify\":true}") << QJsonValue(false)
            << QByteArray("docker context lab no");
        QTest::newRow("the context's, a socket") << by << QByteArray("{\"Host\":\"unix:///d.sock\"}")
                                                 << QJsonValue(false) << QByteArray("docker context lab no");
        QTest::newRow("no such context") << by << QByteArray() << QJsonValue() << QByteArray("docker context lab ?");
        QTest::newRow("docker's own") << QByteArray("context: default") << QByteArray() << QJsonValue(false)
                                      << QByteArray("docker context default no");
    }

    void tlsOfDaemons()
    {
        QFETCH(const QByteArray, daemon);
        QFETCH(const QByteArray, context);
        const QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &bytes) {
            QDir(folder.path()).mkpath(QFileInfo(name).path());
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(write(u"fairlead.yaml"_s, "apiVersion: fairlead/v1\ndaemons: [{id: d, name: lab, " + daemon + "}]\n"));
        const QString id = QString::fromLatin1(QCryptographicHash::hash("lab", QCryptographicHash::Sha256).toHex());
        if (!context.isEmpty()) {
            QVERIFY(write(u"contexts/meta/"_s + id + u"/meta.json"_s,
                          "{\"Name\":\"lab\",\"Metadata\":{},\"Endpoints\":{\"docker\":" + context + "}}"));
            QVERIFY(write(u"contexts/tls/"_s + id + u"/docker/ca.pem"_s, "a certificate"));
        }
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DOCKER_CONFIG"_s, folder.path());
        const QStringList list{u"daemons"_s, u"--config"_s, folder.filePath(u"fairlead.yaml"_s)};
        const CtlRun json = runCtl(list + QStringList{u"-o"_s, u"json"_s}, environment);
        QCOMPARE(json.exitCode, 0);
        const QJsonValue shown = QJsonDocument::fromJson(json.out).object()["daemons"_L1][0];
        QTEST(shown["tlsVerify"_L1], "verifies");
        QFETCH(const QByteArray, row);
        const CtlRun table = runCtl(list, environment);
        QVERIFY2(table.out.simplified().contains(row), table.out);
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
