// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/runlabels.h"
#include "backends/runs/lifecycle/kubernetesattempt.h"
#include "backends/runs/lifecycle/runrecord.h"
#include "trialbed.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace fairlead;
using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using End = AttemptEnd::Kind;

constexpr int Patience = 180'000;

constexpr auto Objects = R"(
{apiVersion: v1, kind: Namespace, metadata: {name: run-ns}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: run-full}}
---
{apiVersion: v1, kind: ResourceQuota, metadata: {name: tight, namespace: run-full}, spec: {hard: {pods: "0"}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: run-strict, labels: {pod-security.kubernetes.io/enforce: restricted}}}
)";

QByteArray onReal(const QByteArray &more = {}, const QByteArray &ns = "run-ns")
{
    return "kubernetes: {namespace: " + ns + ", nodeSelector: {kubernetes.io/hostname: real-1}" +
           (more.isEmpty() ? QByteArray() : ", " + more) + "}";
}

QStringList shell(const QString &script)
{
    return {u"/bin/busybox"_s, u"sh"_s, u"-c"_s, script};
}

//! "Job name" of all that a run has made in any namespace and that is there still; what is being deleted counts.
QStringList leftOf(const QString &runId)
{
    const QByteArray text =
        kubectlOutput({u"get"_s, u"-A"_s, u"-o"_s, u"json"_s, u"-l"_s, manifests::runSelector(runId),
                       u"jobs,pods,sa,rolebindings,secrets,services,configmaps"_s});
    const QJsonObject list = QJsonDocument::fromJson(text).object();
    QStringList left;
    if (list.isEmpty())
        left += u"no answer of kubectl"_s;
    for (const QJsonValue item : list.value("items"_L1).toArray())
        left += item["kind"_L1].toString();
    left.sort();
    return left;
}

//! An attempt at bed-a, and what it told.
struct Setup
{
    Setup(const QByteArray &config, const QStringList &command, int nodes = 1,
          std::optional<std::chrono::seconds> limit = {})
        : runId(newRunId())
    {
        const kubernetes::Context context = bedContext(u"bed-a"_s);
        const settings::RuntimeConfig read = configOf(config);
        KubernetesAttempt::Settings settings{
            .endpoint = context.endpoint,
            .makeCredentials = [context] { return kubernetes::makeCredentialSource(context, {}); },
            .timeouts = read.timeouts,
            .schedulingLimit = limit};
        settings.remember = [this] {
            ++remembered;
            return QString();
        };
        settings.plan.launch = bedLaunch();
        settings.plan.launch.runId = runId;
        settings.plan.launch.name = launchName(u"gpu"_s, runId);
        settings.plan.launch.command = command;
        settings.plan.launch.nodes = nodes;
        auto made = manifests::jobManifest(read, settings.plan.launch, manifests::PodSchema());
        if (made)
            settings.plan.job = *std::move(made);
        else
            settings.plan.problems = made.error();
        isPossible = settings.plan.isPossible();
        name = settings.plan.launch.name;
        attempt = std::make_unique<KubernetesAttempt>(std::move(settings));
        QObject::connect(attempt.get(), &RunAttempt::logged, attempt.get(),
                         [this](const QString &pod, const QString &, const QByteArray &lines) { logs[pod] += lines; });
        QObject::connect(attempt.get(), &RunAttempt::changed, attempt.get(), [this] {
            const QString phase = toString(attempt->status().phase);
            if (phases.isEmpty() || phases.last() != phase)
                phases += phase;
        });
        QObject::connect(attempt.get(), &RunAttempt::finished, attempt.get(), [this] { isFinished = true; });
    }
    bool waitUntilFinished() const
    {
        return QTest::qWaitFor([this] { return isFinished; }, Patience);
    }
    QString text() const
    {
        return u"%1: %2, %3; left %4"_s.arg(int(attempt->end().kind))
            .arg(attempt->end().why, attempt->status().text(), attempt->end().leftovers.join(u", "_s));
    }
    bool remove() const { return admin({u"-n"_s, u"run-ns"_s, u"delete"_s, u"job"_s, name}); }

    QString runId;
    QString name;
    std::unique_ptr<KubernetesAttempt> attempt;
    QMap<QString, QByteArray> logs;
    QStringList phases;
    int remembered = 0;
    bool isPossible = false;
    bool isFinished = false;
};

} // namespace

//! Runs on the bed's real cluster and node.
class TestKubernetesAttemptServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();

    void runs_data();
    void runs();
    void isRefused_data();
    void isRefused();
    void takesItsNamespaceAlong();
    void findsNoRoom();
    void tellsWhyItWaits();
    void isStopped_data();
    void isStopped();
    void isTakenAway();
    void isFollowedLater();
};

void TestKubernetesAttemptServer::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
    QVERIFY(admin({u"apply"_s, u"-f"_s, u"-"_s}, Objects));
    for (const QString &ns : {u"run-ns"_s, u"run-full"_s, u"run-strict"_s})
        QTRY_VERIFY_WITH_TIMEOUT(admin({u"-n"_s, ns, u"get"_s, u"sa"_s, u"default"_s}), Patience);
}

void TestKubernetesAttemptServer::cleanupTestCase()
{
    for (const QString &ns : {u"run-ns"_s, u"run-full"_s, u"run-strict"_s})
        QVERIFY(admin({u"delete"_s, u"ns"_s, ns, u"--wait=false"_s}));
}

void TestKubernetesAttemptServer::runs_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("nodes");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QStringList>("words"); // that its logs have
    QTest::newRow("well") << onReal() << u"echo hello; echo there"_s << 1 << u"succeeded"_s
                          << QStringList{u"hello\nthere\n"_s};
    QTest::newRow("its own exit code") << onReal() << u"echo oh; exit 3"_s << 1 << u"failed, exit 3"_s
                                       << QStringList{u"oh\n"_s};
    QTest::newRow("writes nothing") << onReal() << u"true"_s << 1 << u"succeeded"_s << QStringList();
    QTest::newRow("out of time") << onReal() + ", timeouts: {run: 3s}" << u"sleep 600"_s << 1
                                 << u"failed, exit 1, DeadlineExceeded"_s << QStringList();
    QTest::newRow("two GPUs") << onReal("gpu: {resource: nvidia.com/gpu, count: 2}")
                              << u"echo devices $NVIDIA_VISIBLE_DEVICES"_s << 1 << u"succeeded"_s
                              << QStringList{u"devices GPU-"_s};
    QTest::newRow("an account of its own") << onReal("serviceAccount: perRun, roles: [ClusterRole/view]")
                                           << u"echo hello"_s << 1 << u"succeeded"_s << QStringList{u"hello\n"_s};
    QTest::newRow("two nodes") << onReal() << u"echo rank $NODE_RANK of $NNODES"_s << 2 << u"succeeded"_s
                               << QStringList{u"rank 0 of 2\n"_s, u"rank 1 of 2\n"_s};
}

//! At the end the Job and its pods are there, for a while; with the Job goes all.
void TestKubernetesAttemptServer::runs()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QString, script);
    QFETCH(const int, nodes);
    QFETCH(const QStringList, words);
    Setup f(config, shell(script), nodes);
    QVERIFY(f.isPossible);
    f.attempt->readLogs(true);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Over, qPrintable(f.text()));
    QTEST(f.attempt->status().text(), "status");
    QCOMPARE(f.remembered, 1);
    QByteArray all;
    for (const QByteArray &each : f.logs)
        all += each;
    for (const QString &word : words)
        QVERIFY2(all.contains(word.toUtf8()), all.constData());
    if (words.isEmpty())
        QVERIFY2(all.isEmpty(), all.constData());
    QStringList kept(nodes, u"Pod"_s);
    if (!f.attempt->status().text().contains("DeadlineExceeded"_L1)) { // its pods are deleted
        kept.prepend(u"Job"_s);
        QTRY_COMPARE_WITH_TIMEOUT(leftOf(f.runId), kept, Patience);
    }
    const QByteArray ttl = kubectlOutput(
        {u"-n"_s, u"run-ns"_s, u"get"_s, u"job"_s, f.name, u"-o"_s, u"jsonpath={.spec.ttlSecondsAfterFinished}"_s});
    QCOMPARE(ttl, QByteArray("86400"));
    QVERIFY(f.remove());
    QTRY_COMPARE_WITH_TIMEOUT(leftOf(f.runId), QStringList(), Patience);
}

void TestKubernetesAttemptServer::isRefused_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("why");
    QTest::newRow("quota") << onReal({}, "run-full") << u"exceeded quota: tight"_s;
    QTest::newRow("Pod Security") << onReal({}, "run-strict") << u"violates PodSecurity"_s;
    QTest::newRow("no namespace") << onReal({}, "run-nowhere") << u"the namespace run-nowhere is not there"_s;
    QTest::newRow("no such role") << onReal("serviceAccount: perRun, roles: [Role/nobody]") << QString();
    QTest::newRow("no such priority") << onReal("priorityClassName: nothing") << u"no PriorityClass"_s;
}

//! Before anything is made.
void TestKubernetesAttemptServer::isRefused()
{
    QFETCH(const QByteArray, config);
    QFETCH(const QString, why);
    Setup f(config, shell(u"true"_s));
    QVERIFY(f.isPossible);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    if (why.isEmpty()) { // a binding may name a role that is not there
        QVERIFY2(f.attempt->end().kind == End::Over, qPrintable(f.text()));
        QVERIFY(f.remove());
    } else {
        QVERIFY2(f.attempt->end().kind == End::Refused, qPrintable(f.text()));
        QVERIFY2(f.attempt->end().why.contains(why), qPrintable(f.text()));
        QVERIFY(f.attempt->end().mayMoveOn());
        QCOMPARE(f.remembered, 0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(leftOf(f.runId), QStringList(), Patience);
}

//! One that was made for a run that is refused.
void TestKubernetesAttemptServer::takesItsNamespaceAlong()
{
    Setup f(
        onReal("createNamespace: true, namespaceLabels: {pod-security.kubernetes.io/enforce: restricted}", "run-made"),
        shell(u"true"_s));
    QVERIFY(f.isPossible);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Refused, qPrintable(f.text()));
    QVERIFY2(f.attempt->end().why.contains("violates PodSecurity"_L1), qPrintable(f.text()));
    QVERIFY(!admin({u"get"_s, u"ns"_s, u"run-made"_s}));

    Setup well(onReal("createNamespace: true, namespaceLabels: {team: a}", "run-made"), shell(u"true"_s));
    well.attempt->start();
    QVERIFY(well.waitUntilFinished());
    QVERIFY2(well.attempt->end().kind == End::Over, qPrintable(well.text()));
    QVERIFY(admin({u"get"_s, u"ns"_s, u"run-made"_s}));
    QVERIFY(admin({u"delete"_s, u"ns"_s, u"run-made"_s, u"--wait=true"_s}));
}

void TestKubernetesAttemptServer::findsNoRoom()
{
    Setup f(onReal("gpu: {resource: nvidia.com/gpu, count: 500}"), shell(u"true"_s), 1, 20s);
    f.attempt->start();
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::NotScheduled, qPrintable(f.text()));
    QVERIFY2(f.attempt->end().why.contains("nvidia.com/gpu"_L1), qPrintable(f.text()));
    QVERIFY(f.attempt->end().mayMoveOn());
    QCOMPARE(leftOf(f.runId), QStringList());
}

void TestKubernetesAttemptServer::tellsWhyItWaits()
{
    Setup f("image: {pullPolicy: Never}, " + onReal("podTemplatePatch: {spec: {containers: [{name: main, image: "
                                                    "'docker.io/bed/nothing:1'}]}}"),
            shell(u"true"_s));
    QVERIFY(f.isPossible);
    f.attempt->start();
    QTRY_VERIFY_WITH_TIMEOUT(f.attempt->status().isStuck, Patience);
    const RunAdvice advice = runAdvice(f.attempt->status(), f.attempt->events(), {});
    QCOMPARE(advice.cause, u"Node real-1 does not have the image and may not pull it."_s);
    QTRY_VERIFY_WITH_TIMEOUT(!f.attempt->events().empty(), Patience);
    f.attempt->stop(false);
    QVERIFY(f.waitUntilFinished());
    QCOMPARE(leftOf(f.runId), QStringList());
}

void TestKubernetesAttemptServer::isStopped_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("isForced");
    QTest::newRow("ends by itself") << u"trap 'exit 0' TERM; echo up; sleep 600 & wait"_s << false;
    QTest::newRow("by force") << u"trap '' TERM; echo up; sleep 600"_s << true;
}

void TestKubernetesAttemptServer::isStopped()
{
    QFETCH(const QString, script);
    QFETCH(const bool, isForced);
    Setup f(onReal(), shell(script));
    f.attempt->readLogs(true);
    f.attempt->start();
    QTRY_VERIFY_WITH_TIMEOUT(!f.logs.isEmpty(), Patience);
    QVERIFY(f.attempt->status().phase == RunPhase::Running);
    f.attempt->stop(isForced);
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Stopped && f.attempt->end().leftovers.isEmpty(), qPrintable(f.text()));
    QCOMPARE(f.attempt->status().text(), u"stopped"_s);
    QCOMPARE(leftOf(f.runId), QStringList());
}

void TestKubernetesAttemptServer::isTakenAway()
{
    Setup f(onReal(), shell(u"trap 'exit 0' TERM; sleep 600 & wait"_s));
    f.attempt->start();
    QTRY_VERIFY_WITH_TIMEOUT(f.attempt->status().phase == RunPhase::Running, Patience);
    QVERIFY(f.remove());
    QVERIFY(f.waitUntilFinished());
    QVERIFY2(f.attempt->end().kind == End::Removed, qPrintable(f.text()));
    QCOMPARE(leftOf(f.runId), QStringList());
}

//! By another program than that which launched it.
void TestKubernetesAttemptServer::isFollowedLater()
{
    Setup f(onReal(), shell(u"echo early; trap 'exit 0' TERM; sleep 600 & wait"_s));
    f.attempt->start();
    QTRY_VERIFY_WITH_TIMEOUT(f.attempt->status().phase == RunPhase::Running, Patience);
    f.attempt.reset(); // as if killed
    const kubernetes::Context context = bedContext(u"bed-a"_s);
    KubernetesAttempt::Settings settings{
        .endpoint = context.endpoint,
        .makeCredentials = [context] { return kubernetes::makeCredentialSource(context, {}); },
        .isThere = true};
    settings.plan.launch.runId = f.runId;
    settings.plan.launch.name = f.name;
    settings.plan.job.namespaceName = u"run-ns"_s;
    KubernetesAttempt later(std::move(settings));
    QByteArray log;
    connect(&later, &RunAttempt::logged, &later,
            [&log](const QString &, const QString &, const QByteArray &lines) { log += lines; });
    QSignalSpy finished(&later, &RunAttempt::finished);
    later.readLogs(true);
    later.start();
    QTRY_COMPARE_WITH_TIMEOUT(log, QByteArray("early\n"), Patience);
    QVERIFY(later.status().phase == RunPhase::Running);
    later.stop(false);
    QVERIFY(finished.count() == 1 || finished.wait(Patience));
    QCOMPARE(leftOf(f.runId), QStringList());
}

QTEST_GUILESS_MAIN(TestKubernetesAttemptServer)
#include "tst_kubernetesattempt_server.moc"
