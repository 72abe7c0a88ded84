// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runctl.h"
#include "tests/runs/trialbed.h"
#include "tests/support/writefile.h"

#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::StringLiterals;
using fairlead::test::CtlRun;
using fairlead::test::runCtl;
using fairlead::tests::admin;
using fairlead::tests::kubectlOutput;

namespace {

constexpr int Patience = 180'000;

const QByteArray Settings = R"(apiVersion: fairlead/v1
runtimeConfigs:
  - id: c-real
    name: real
    image: {reference: "docker.io/bed/busybox:1"}
    kubernetes: {contexts: [bed-a], namespace: ctl-runs, createNamespace: true, nodeSelector: {kubernetes.io/hostname: real-1}}
  - id: c-over
    name: over
    image: {reference: "docker.io/bed/busybox:1"}
    kubernetes: {contexts: [bed-b, bed-a], namespace: ctl-runs, createNamespace: true, nodeSelector: {kubernetes.io/hostname: real-1}}
  - id: c-nowhere
    name: nowhere
    image: {reference: "docker.io/bed/busybox:1"}
    kubernetes: {contexts: [bed-a], namespace: ctl-nowhere, nodeSelector: {kubernetes.io/hostname: real-1}}
)";

} // namespace

//! Runs from a shell, on the bed's real cluster: their output, their exit code, and what is left of them.
class FairleadctlRunsBedTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, m_folder.filePath(u"state"_s));
        return environment;
    }
    QStringList arguments(const QStringList &more) const
    {
        return QStringList{u"--config"_s, m_folder.filePath(u"fairlead.yaml"_s)} + more;
    }
    CtlRun ctl(const QStringList &more) const { return runCtl(arguments(more), environment()); }
    CtlRun run(const QString &config, const QString &script, const QStringList &more = {}) const
    {
        return ctl(QStringList{u"run"_s, config, u"--sh"_s, script} + more);
    }
    //! The name of the last run.
    QString lastRun() const
    {
        const CtlRun list = ctl({u"runs"_s, u"-o"_s, u"json"_s});
        const QJsonArray runs = QJsonDocument::fromJson(list.out)["runs"_L1].toArray();
        return runs.isEmpty() ? QString() : runs.last()["name"_L1].toString();
    }
    QJsonObject shown(const QString &name) const
    {
        return QJsonDocument::fromJson(ctl({u"runs"_s, u"show"_s, name, u"-o"_s, u"json"_s}).out).object();
    }
    static QByteArray objectsLeft()
    {
        return kubectlOutput({u"-n"_s, u"ctl-runs"_s, u"get"_s, u"jobs,pods,services"_s, u"-o"_s, u"name"_s, u"-l"_s,
                              u"fairlead.dev/run"_s});
    }

private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY2(!qEnvironmentVariableIsEmpty("FAIRLEAD_BED_KUBECONFIG"), "the test bed is not up");
        QVERIFY(fairlead::tests::writeFile(m_folder.filePath(u"fairlead.yaml"_s), Settings));
        // Of a run of this test before, that was killed or has just ended.
        QVERIFY(admin({u"delete"_s, u"ns"_s, u"ctl-runs"_s, u"--ignore-not-found"_s, u"--wait=false"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!admin({u"get"_s, u"ns"_s, u"ctl-runs"_s}), Patience);
    }
    void cleanupTestCase() { QVERIFY(admin({u"delete"_s, u"ns"_s, u"ctl-runs"_s, u"--wait=false"_s})); }

    void ends_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("well") << u"real"_s << u"echo hello"_s << QStringList() << QByteArray("hello\n") << 0;
        QTest::newRow("its exit code") << u"real"_s << u"echo oh; exit 7"_s << QStringList() << QByteArray("oh\n") << 7;
        QTest::newRow("an environment") << u"real"_s << u"echo $A-$B"_s
                                        << QStringList{u"-e"_s, u"A=1"_s, u"-e"_s, u"B=x y"_s} << QByteArray("1-x y\n")
                                        << 0;
        QTest::newRow("GPUs") << u"real"_s << u"echo $NVIDIA_VISIBLE_DEVICES | tr , '\\n' | wc -l"_s
                              << QStringList{u"--gpus"_s, u"2"_s} << QByteArray("2\n") << 0;
        QTest::newRow("at the second of its places")
            << u"over"_s << u"echo there"_s << QStringList() << QByteArray("there\n") << 0;
        QTest::newRow("no namespace") << u"nowhere"_s << u"echo no"_s << QStringList() << QByteArray() << 1;
    }
    void ends()
    {
        QFETCH(const QString, config);
        QFETCH(const QString, script);
        QFETCH(const QStringList, more);
        const CtlRun run = this->run(config, script, more);
        QTEST(run.out, "out");
        QFETCH(const int, exitCode);
        QVERIFY2(run.exitCode == exitCode, run.error);
        const QString name = lastRun();
        const QJsonArray attempts = shown(name)["attempts"_L1].toArray();
        QCOMPARE(attempts.size(), config == "over"_L1 ? 2 : 1);
        QVERIFY2(run.error.contains(name.toUtf8()), run.error);
        if (config == "nowhere"_L1)
            QVERIFY2(run.error.contains("the namespace ctl-nowhere is not there"), run.error);
        const CtlRun removed = ctl({u"runs"_s, u"delete"_s, name});
        QVERIFY2(removed.exitCode == 0, removed.error);
        QVERIFY(lastRun() != name);
        QCOMPARE(objectsLeft(), QByteArray());
    }

    void command()
    {
        const CtlRun run = ctl({u"run"_s, u"real"_s, u"--"_s, u"/bin/busybox"_s, u"echo"_s, u"-n"_s, u"a  b"_s});
        QVERIFY2(run.exitCode == 0, run.error);
        QCOMPARE(run.out, QByteArray("a  b\n")); // a log is of whole lines
        QCOMPARE(ctl({u"runs"_s, u"delete"_s, lastRun()}).exitCode, 0);
    }

    //! The same as a launch sends; nothing is made.
    void showsWhatItWouldSend()
    {
        const CtlRun dry = run(u"real"_s, u"echo hello"_s, {u"--dry-run"_s, u"--nodes"_s, u"2"_s});
        QVERIFY2(dry.exitCode == 0, dry.error);
        QVERIFY2(dry.out.contains("completionMode: Indexed"), dry.out);
        QCOMPARE(lastRun(), QString());
    }

    void isLeftAndStopped()
    {
        const CtlRun left = run(u"real"_s, u"echo up; trap 'exit 0' TERM; sleep 600 & wait"_s, {u"--detach"_s});
        QVERIFY2(left.exitCode == 0, left.error);
        const QString name = lastRun();
        QTRY_COMPARE_WITH_TIMEOUT(ctl({u"logs"_s, name}).out, QByteArray("up\n"), Patience);
        const CtlRun explained = ctl({u"explain"_s, name});
        QCOMPARE(explained.out, name.toUtf8() + ": running\nnothing keeps it\n");
        QVERIFY(!ctl({u"runs"_s, u"orphans"_s}).out.contains(name.toUtf8()));
        const CtlRun early = ctl({u"runs"_s, u"delete"_s, name});
        QVERIFY2(early.exitCode == 1 && early.error.contains("has not ended"), early.error);
        QCOMPARE(ctl({u"runs"_s, u"stop"_s, name}).exitCode, 0);
        QCOMPARE(shown(name)["phase"_L1].toString(), u"stopped"_s);
        QCOMPARE(objectsLeft(), QByteArray());
    }

    //! Killed, it runs on, is found, and is removed when that is asked for.
    void isFoundAgain()
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(FAIRLEADCTL),
                      arguments({u"run"_s, u"real"_s, u"--sh"_s, u"echo up; trap 'exit 0' TERM; sleep 600 & wait"_s}));
        QVERIFY(QTest::qWaitFor([&process] { return process.bytesAvailable() > 0; }, Patience));
        QCOMPARE(process.readAllStandardOutput(), QByteArray("up\n"));
        ::kill(pid_t(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished(Patience));
        const QString name = lastRun();
        const CtlRun found = ctl({u"runs"_s, u"orphans"_s});
        QVERIFY2(found.exitCode == 0 && found.out.contains(name.toUtf8()), found.out + found.error);
        QVERIFY(!objectsLeft().isEmpty());
        const CtlRun removed = ctl({u"runs"_s, u"orphans"_s, u"--remove"_s});
        QVERIFY2(removed.exitCode == 0, removed.error);
        QCOMPARE(objectsLeft(), QByteArray());
        QVERIFY(!ctl({u"runs"_s, u"orphans"_s}).out.contains(name.toUtf8()));
    }

    //! Ctrl+C takes it away.
    void isCancelled()
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(FAIRLEADCTL),
                      arguments({u"run"_s, u"real"_s, u"--sh"_s, u"echo up; trap 'exit 0' TERM; sleep 600 & wait"_s}));
        QVERIFY(QTest::qWaitFor([&process] { return process.bytesAvailable() > 0; }, Patience));
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(Patience));
        QCOMPARE(process.exitCode(), 130);
        QTRY_COMPARE_WITH_TIMEOUT(objectsLeft(), QByteArray(), Patience);
        QCOMPARE(shown(lastRun())["phase"_L1].toString(), u"stopped"_s);
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("GPUs") << QStringList{u"run"_s, u"real"_s, u"--gpus"_s, u"H100:x"_s} << QByteArray("--gpus");
        QTest::newRow("memory") << QStringList{u"run"_s, u"real"_s, u"--memory"_s, u"lots"_s} << QByteArray("--memory");
        QTest::newRow("a variable") << QStringList{u"run"_s, u"real"_s, u"-e"_s, u"A"_s} << QByteArray("-e A");
        QTest::newRow("both forms") << QStringList{u"run"_s, u"real"_s, u"--sh"_s, u"a"_s, u"--"_s, u"b"_s}
                                    << QByteArray("not both");
        QTest::newRow("another command's")
            << QStringList{u"fit"_s, u"real"_s, u"--detach"_s} << QByteArray("--detach belongs to run");
    }
    void mistakes()
    {
        QFETCH(const QStringList, more);
        QFETCH(const QByteArray, error);
        const CtlRun run = ctl(more);
        QVERIFY2(run.exitCode == 2, run.error);
        QVERIFY2(run.error.contains(error), run.error);
    }

    void nobodysRun()
    {
        for (const QStringList &more : {QStringList{u"logs"_s, u"x"_s}, {u"runs"_s, u"show"_s, u"x"_s}}) {
            const CtlRun run = ctl(more);
            QCOMPARE(run.exitCode, 1);
            QVERIFY2(run.error.contains("no run of this user is called x"), run.error);
        }
    }
};

QTEST_GUILESS_MAIN(FairleadctlRunsBedTest)
#include "tst_fairleadctl_runs_bed.moc"
