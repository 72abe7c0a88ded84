// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/trials/imagelook.h"
#include "backends/runs/trials/trialcleanup.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialsweeper.h"
#include "tests/support/bedservers.h"
#include "trialbed.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cstdio>
#include <signal.h>

using namespace fairlead;
using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 180'000;
constexpr auto Journal = "trials.json"_L1;

QByteArray onReal(const QByteArray &more = {})
{
    return "kubernetes: {namespace: trial-ns, nodeSelector: {kubernetes.io/hostname: real-1}" +
           (more.isEmpty() ? QByteArray() : ", " + more) + "}";
}

//! What nodes of the scenario are called by.
QByteArray onNodes(const QByteArray &group, const QByteArray &more = {})
{
    return "kubernetes: {namespace: trial-ns, nodeSelector: {trial: " + group + "}" +
           (more.isEmpty() ? QByteArray() : ", " + more) + "}";
}

constexpr auto Scenario = R"(
nodes:
- {name: trial-tainted, labels: {trial: tainted}, capacity: {cpu: "8", memory: 32Gi}, taints: [{key: team, value: llm, effect: NoSchedule}]}
- {name: trial-cordoned, labels: {trial: cordoned}, capacity: {cpu: "8", memory: 32Gi}, unschedulable: true}
- {name: trial-a100, labels: {trial: a100, nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB}, capacity: {cpu: "8", memory: 32Gi, nvidia.com/gpu: "4"}}
- {name: trial-small, labels: {trial: h100, nvidia.com/gpu.product: NVIDIA-H100-80GB-HBM3}, capacity: {cpu: "8", memory: 32Gi, nvidia.com/gpu: "4"}}
)";

constexpr auto Objects = R"(
{apiVersion: v1, kind: Namespace, metadata: {name: trial-ns}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: trial-full}}
---
{apiVersion: v1, kind: ResourceQuota, metadata: {name: tight, namespace: trial-full}, spec: {hard: {requests.cpu: "1", pods: "5"}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: trial-strict, labels: {pod-security.kubernetes.io/enforce: restricted}}}
---
{apiVersion: v1, kind: Secret, metadata: {name: plain, namespace: trial-ns}, stringData: {a: b}}
---
{apiVersion: v1, kind: Secret, metadata: {name: elsewhere, namespace: trial-ns}, type: kubernetes.io/dockerconfigjson,
 stringData: {.dockerconfigjson: '{"auths": {"other.example": {"auth": "YTpi"}}}'}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: reads, namespace: trial-ns},
 rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get, list, watch]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: reads, namespace: trial-ns},
 subjects: [{kind: User, name: nobody, apiGroup: rbac.authorization.k8s.io}], roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reads}}
)";

} // namespace

//! Trials on the bed's real cluster: what fails is told where it fails, and nothing is left.
class TestKubernetesTrialServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase();

    void isWell_data();
    void isWell();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void asksForQueues();
    void pullsAnImage_data();
    void pullsAnImage();
    void tellsWhatHappens_data();
    void tellsWhatHappens();
    void keepsANamespaceThatOthersUse_data();
    void keepsANamespaceThatOthersUse();
    void keepsWhatItMayNotSee_data();
    void keepsWhatItMayNotSee();
    void remembersWhatItMayNotRemove();
    void sharesANamespace();
    void asksTheNodesItself_data();
    void asksTheNodesItself();
    void leavesNothingWhenCancelled_data();
    void leavesNothingWhenCancelled();
    void waitsForNoRegistry_data();
    void waitsForNoRegistry();
    void isSweptWhenKilled();

private:
    bool pushImage();
    QByteArray loginFile(const QByteArray &host, const QString &registry, const QString &user) const;

    QTemporaryDir m_folder;
    BedServers m_servers;
};

void TestKubernetesTrialServer::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
    QCOMPARE(m_servers.open(), QString());
    QFile scenario(m_folder.filePath(u"trial.yaml"_s));
    QVERIFY(scenario.open(QIODevice::WriteOnly));
    scenario.write(Scenario);
    scenario.close();
    QVERIFY(bed({u"load"_s, scenario.fileName()}));
    QVERIFY(admin({u"apply"_s, u"-f"_s, u"-"_s}, Objects));
    for (const QString &ns : {u"trial-ns"_s, u"trial-full"_s, u"trial-strict"_s})
        QTRY_VERIFY_WITH_TIMEOUT(admin({u"-n"_s, ns, u"get"_s, u"sa"_s, u"default"_s}), Patience);
    QVERIFY(pushImage());
    const QByteArray secrets = R"(
{apiVersion: v1, kind: Secret, metadata: {name: right, namespace: trial-ns}, type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: BASIC}}
---
{apiVersion: v1, kind: Secret, metadata: {name: reader, namespace: trial-ns}, type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: TOKEN}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: puller, namespace: trial-ns}, imagePullSecrets: [{name: right}]}
)"_ba.replace("BASIC", loginFile("10.99.0.1:5000", u"basic"_s, u"builder"_s))
                                   .replace("TOKEN", loginFile("10.99.0.1:5001", u"token"_s, u"reader"_s));
    QVERIFY(admin({u"apply"_s, u"-f"_s, u"-"_s}, secrets));
}

//! One with a shell, into both registries.
bool TestKubernetesTrialServer::pushImage()
{
    const QDir folder(m_folder.path());
    QFile file(folder.filePath(u"Dockerfile"_s));
    if (!file.open(QIODevice::WriteOnly) || !QFile::copy(u"/bin/busybox"_s, folder.filePath(u"busybox"_s)))
        return false;
    file.write("FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n");
    file.close();
    const auto docker = [this](const QStringList &arguments) {
        const QStringList where{u"--config"_s, m_servers.dockerConfig(), u"--host"_s,
                                qEnvironmentVariable("FAIRLEAD_BED_DOCKER")};
        return runProgram(u"docker"_s, where + arguments).has_value();
    };
    if (!docker({u"build"_s, u"--tag"_s, u"trial/own:1"_s, folder.path()}))
        return false;
    for (const QString &registry : {u"10.99.0.1:5000"_s, u"10.99.0.1:5001"_s}) {
        const QString name = registry + u"/trial/own:1"_s;
        if (!docker({u"tag"_s, u"trial/own:1"_s, name}) || !docker({u"push"_s, name}))
            return false;
    }
    return true;
}

//! For data of a Secret.
QByteArray TestKubernetesTrialServer::loginFile(const QByteArray &host, const QString &registry,
                                                const QString &user) const
{
    const QByteArray auth = (user + u':' + m_servers.password(registry, user)).toUtf8().toBase64();
    return ("{\"auths\": {\"" + host + "\": {\"auth\": \"" + auth + "\"}}}").toBase64();
}

void TestKubernetesTrialServer::cleanupTestCase()
{
    admin({u"delete"_s, u"ns"_s, u"trial-ns"_s, u"trial-full"_s, u"trial-strict"_s, u"--wait=false"_s});
    bed({u"load"_s, u"--delete"_s, m_folder.filePath(u"trial.yaml"_s)});
}

void TestKubernetesTrialServer::isWell_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("line"); // of what the container wrote
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("callback");
    const QString own = u"no nvidia-smi in this image"_s;
    QTest::newRow("the smallest") << onReal() << own << QStringList() << QString();
    QTest::newRow("a command") << onReal() << u"it is me"_s << QStringList{u"echo"_s, u"it is me"_s} << QString();
    QTest::newRow("a callback") << onReal() << own << QStringList() << u"10.99.0.1:5000"_s;
    QTest::newRow("a callback and a command")
        << onReal() << u"it is me"_s << QStringList{u"echo"_s, u"it is me"_s} << u"10.99.0.1:5000"_s;
    QTest::newRow("a service account for the run")
        << onReal("serviceAccount: perRun, roles: [ClusterRole/view]") << own << QStringList() << QString();
    QTest::newRow("GPUs") << onReal("gpu: {count: 2, product: H100}") << own << QStringList() << QString();
    QTest::newRow("a namespace that is made")
        << "kubernetes: {namespace: trial-made, createNamespace: true, nodeSelector: {kubernetes.io/hostname: real-1}, "
           "namespacePolicies: [{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: "
           "Container, "
           "default: {cpu: 100m}}]}}]}"_ba
        << own << QStringList() << QString();
}

void TestKubernetesTrialServer::isWell()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, line);
    QFETCH(QStringList, command);
    QFETCH(QString, callback);
    const QString journal = m_folder.filePath(Journal);
    KubernetesTrial trial(trialSettings(
        u"bed-a"_s, config, {.command = command, .callback = callback, .pollInterval = 100ms, .journalPath = journal}));
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const QString text = trialText(trial.results());
    QVERIFY2(trialVerdict(trial.results()) == CheckState::Ok, qPrintable(text));
    const TrialResult *run = resultOf(trial.results(), u"run"_s);
    QVERIFY2(run && run->state == CheckState::Ok && run->items.contains(line), qPrintable(text));
    const TrialResult *image = resultOf(trial.results(), u"image"_s);
    QVERIFY2(image && image->detail == "is on 1 of 1 nodes that fit"_L1, qPrintable(text));
    const TrialResult *call = resultOf(trial.results(), u"callback"_s);
    QVERIFY2(callback.isEmpty() ? !call : call && call->state == CheckState::Ok, qPrintable(text));
    QVERIFY(resultOf(trial.results(), u"cleanUp"_s)->state == CheckState::Ok);
    QCOMPARE(leftInCluster(), QStringList());
    QVERIFY(TrialJournal(journal).entries().empty());
}

void TestKubernetesTrialServer::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("context");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("remedy");
    const auto row = [](const char *name, const QByteArray &config, const QString &step, const QStringList &words,
                        const QStringList &remedy, const QString &context = u"bed-a"_s) {
        QTest::newRow(name) << context << config << step << words << remedy;
    };
    row("dead context", onReal(), u"reachable"_s, {u"refused"_s}, {u"address of the context"_s}, u"dead"_s);
    row("wrong authority", onReal(), u"reachable"_s, {u"certificate"_s}, {u"authority"_s}, u"wrong-ca"_s);
    row("no namespace", "kubernetes: {namespace: trial-nowhere}", u"namespace"_s, {u"\"trial-nowhere\" not found"_s},
        {u"kubectl create namespace trial-nowhere"_s});
    row("no right to create jobs", onReal(), u"rights"_s, {u"nobody may not"_s, u"create jobs"_s, u"delete jobs"_s},
        {u"kind: Role\n"_s, u"kind: RoleBinding"_s, u"\"batch\""_s, u"[create, get, delete]"_s, u"\"nobody\""_s},
        u"nothing"_s);
    row("no right to anything", "kubernetes: {namespace: trial-full, serviceAccount: perRun, roles: [Role/a]}",
        u"rights"_s, {u"create serviceaccounts"_s, u"create rolebindings"_s, u"get pods/log"_s}, {u"\"pods/log\""_s},
        u"nothing"_s);
    row("quota full", "kubernetes: {namespace: trial-full, requests: {cpu: \"2\"}, limits: {cpu: \"2\"}}", u"quota"_s,
        {u"tight: requests.cpu: asks for 2, used 0 of 1"_s}, {u"ResourceQuota"_s});
    row("quota wants a request", "kubernetes: {namespace: trial-full}", u"dryRun"_s,
        {u"failed quota: tight: must specify requests.cpu"_s}, {u"set what the ResourceQuota wants"_s});
    row("no such pull secret", "image: {pullSecret: nothere}, " + onReal(), u"pullSecret"_s,
        {u"\"nothere\" not found"_s}, {u"trial-ns"_s});
    row("a pull secret of another type", "image: {pullSecret: plain}, " + onReal(), u"pullSecret"_s, {u"Opaque"_s},
        {u"docker-registry"_s});
    row("a pull secret of a registry without a login", "image: {pullSecretFrom: {id: r-1, name: harbour}}, " + onReal(),
        u"pullSecret"_s, {u"there is no login"_s}, {u"give the registry a login"_s});
    row("a queue without Kueue", onReal("queueName: team"), u"references"_s, {u"the cluster has no Kueue"_s},
        {u"take no queue"_s});
    row("no such Secret", "env: [{name: A, secret: gone, key: k}], " + onReal(), u"references"_s,
        {u"\"gone\" not found"_s}, {u"trial-ns"_s});
    row("no such key", "env: [{name: A, secret: plain, key: k}], " + onReal(), u"references"_s, {u"has no key k"_s},
        {u"keys are: a"_s});
    row("no such claim", onReal("volumes: [{mountPath: /d, source: gone}]"), u"references"_s,
        {u"persistentvolumeclaims \"gone\" not found"_s}, {u"trial-ns"_s});
    row("wrong service account", onReal("serviceAccount: existing, serviceAccountName: gone"), u"serviceAccount"_s,
        {u"serviceaccounts \"gone\" not found"_s}, {u"name one that is there"_s});
    row("no such role", onReal("serviceAccount: perRun, roles: [Role/gone]"), u"serviceAccount"_s,
        {u"roles.rbac.authorization.k8s.io \"gone\" not found"_s}, {u"name one that is there"_s});
    row("taint", onNodes("tainted"), u"placement"_s, {u"taint team=llm:NoSchedule: trial-tainted"_s},
        {u"toleration"_s});
    row("cordoned", onNodes("cordoned"), u"placement"_s, {u"cordoned: trial-cordoned"_s}, {u"uncordon"_s});
    row("GPU product missing", onNodes("a100", "gpu: {count: 1, product: H100}"), u"placement"_s,
        {u"product H100"_s, u"has A100 80GB, not H100: trial-a100"_s}, {u"instead of H100"_s});
    row("count above every node", onNodes("h100", "gpu: {count: 16, product: H100}"), u"placement"_s,
        {u"16 of nvidia.com/gpu asked for, the node has 4: trial-small"_s}, {u"no more than one node has"_s});
    row("Pod Security restricted", "kubernetes: {namespace: trial-strict}", u"dryRun"_s,
        {u"violates PodSecurity \"restricted:latest\""_s, u"runAsNonRoot"_s}, {u"Pod Security Standard"_s});
    row("a field that is no field", onReal("podTemplatePatch: {spec: {nonsense: 1}}"), u"dryRun"_s,
        {u"strict decoding error: unknown field"_s, u"nonsense"_s}, {});
    row("no such priority", onReal("priorityClassName: gone"), u"dryRun"_s, {u"no PriorityClass with name gone"_s}, {});
    row("a variable that nobody sets", "kubernetes: {namespace: \"a-${nothing}\"}", u"dryRun"_s,
        {u"kubernetes.namespace"_s, u"nothing"_s}, {u"variables"_s});
}

void TestKubernetesTrialServer::tellsWhatIsWrong()
{
    QFETCH(QString, context);
    QFETCH(QByteArray, config);
    QFETCH(QString, step);
    QFETCH(QStringList, words);
    QFETCH(QStringList, remedy);
    KubernetesTrial trial(trialSettings(context, config, {.pollInterval = 100ms}));
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const QString text = trialText(trial.results());
    QVERIFY2(failedSteps(trial.results()).value(0) == step, qPrintable(text));
    const TrialResult *failed = resultOf(trial.results(), step);
    QVERIFY2(hasWords(failed->detail, words), qPrintable(text));
    QVERIFY2(hasWords(failed->remedy, remedy), qPrintable(text));
    const TrialResult *run = resultOf(trial.results(), u"run"_s);
    QVERIFY2(!run || run->state == CheckState::Skipped, qPrintable(text));
    QCOMPARE(leftInCluster(), QStringList());
}

//! In the version that the cluster has, as Kueue's API has had several.
void TestKubernetesTrialServer::asksForQueues()
{
    const QByteArray kueue = R"(
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: localqueues.kueue.x-k8s.io},
 spec: {group: kueue.x-k8s.io, scope: Namespaced, names: {kind: LocalQueue, plural: localqueues, singular: localqueue},
        versions: [{name: v1beta9, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}
)";
    const QStringList apply{u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s};
    QVERIFY(admin(apply, kueue));
    const auto undo = qScopeGuard([] { admin({u"delete"_s, u"crd"_s, u"localqueues.kueue.x-k8s.io"_s}); });
    QTRY_VERIFY_WITH_TIMEOUT(
        admin(apply,
              "{apiVersion: kueue.x-k8s.io/v1beta9, kind: LocalQueue, metadata: {name: team, namespace: trial-ns}}"),
        Patience);
    const auto found = [](const QByteArray &queue) {
        KubernetesTrial trial(trialSettings(
            u"bed-a"_s, "image: {pullSecret: nothere}, " + onReal("queueName: " + queue), {.pollInterval = 100ms}));
        QSignalSpy finished(&trial, &TrialRun::finished);
        trial.start();
        if (!QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, Patience))
            return TrialResult{.detail = u"no end"_s};
        const TrialResult *result = resultOf(trial.results(), u"references"_s);
        return result ? *result : TrialResult{.detail = trialText(trial.results())};
    };
    const TrialResult there = found("team");
    QVERIFY2(there.state == CheckState::Ok && there.subject == "LocalQueue team"_L1, qPrintable(there.detail));
    const TrialResult gone = found("gone");
    QVERIFY2(gone.state == CheckState::Failed && gone.remedy.startsWith("make it in namespace trial-ns"_L1),
             qPrintable(gone.detail));
    QCOMPARE(leftInCluster(), QStringList());
}

void TestKubernetesTrialServer::pullsAnImage_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("image");
    QTest::addColumn<bool>("hasLogin"); // of a registry of ours
    const QByteArray always = "pullPolicy: Always";
    const QString basic = u"10.99.0.1:5000/trial/own:1"_s;
    const QString token = u"10.99.0.1:5001/trial/own:1"_s;
    QTest::newRow("with a login of ours") << "image: {" + always + "}, " + onReal() << basic << true;
    QTest::newRow("with a pull secret") << "image: {pullSecret: right, " + always + "}, " + onReal() << basic << false;
    QTest::newRow("with a pull secret, for a token")
        << "image: {pullSecret: reader, " + always + "}, " + onReal() << token << false;
    QTest::newRow("with the service account's")
        << "image: {" + always + "}, " + onReal("serviceAccount: existing, serviceAccountName: puller") << basic
        << false;
}

//! The registry says beforehand what the pod then pulls.
void TestKubernetesTrialServer::pullsAnImage()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, image);
    QFETCH(bool, hasLogin);
    TrialWishes wishes{.pollInterval = 100ms};
    if (hasLogin) {
        const QString password = m_servers.password(u"basic"_s);
        wishes.login = [password] { return PullLogin{u"10.99.0.1:5000"_s, u"builder"_s, password}; };
    }
    auto settings = trialSettings(u"bed-a"_s, config, wishes);
    settings.plan.launch.image = image;
    settings.plan.registry = m_servers.registry(image.contains(u":5001"_s) ? u"token"_s : u"basic"_s, {});
    KubernetesTrial trial(settings);
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const QString text = trialText(trial.results());
    QVERIFY2(trialVerdict(trial.results()) == CheckState::Ok, qPrintable(text));
    const TrialResult *found = resultOf(trial.results(), u"image"_s);
    QVERIFY2(found && hasWords(found->detail, {u"can be pulled: sha256:"_s, u" MB, linux/amd64"_s}), qPrintable(text));
    QVERIFY2(resultOf(trial.results(), u"run"_s)->state == CheckState::Ok, qPrintable(text));
    QCOMPARE(leftInCluster(), QStringList());
}

void TestKubernetesTrialServer::tellsWhatHappens_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("image"); // with a question mark: in a registry of the settings; else only nodes trust it
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("password"); // at the registry; "right": the one that it knows; empty: no login
    QTest::addColumn<QString>("callback");
    QTest::addColumn<QString>("step");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("remedy");
    const QString own = u"docker.io/bed/busybox:1"_s;
    const QString privateImage = u"10.99.0.1:5000/trial/gone:1"_s;
    QTest::newRow("image missing") << onReal() << u"10.99.0.1:1/gone:1"_s << QStringList() << QString() << QString()
                                   << u"run"_s << QStringList{u"ErrImagePull"_s, u"refused"_s}
                                   << QStringList{u"image is in the registry"_s};
    QTest::newRow("image not in the registry")
        << onReal() << privateImage << QStringList() << u"right"_s << QString() << u"run"_s
        << QStringList{u"ErrImagePull"_s, u"not found"_s} << QStringList{u"image is in the registry"_s};
    QTest::newRow("image not in a registry of the settings")
        << onReal() << privateImage + u"?"_s << QStringList() << u"right"_s << QString() << u"image"_s
        << QStringList{u"the registry does not have it"_s} << QStringList{u"push it there"_s};
    QTest::newRow("wrong pull secret at a registry of the settings")
        << onReal() << privateImage + u"?"_s << QStringList() << u"wrong"_s << QString() << u"image"_s
        << QStringList{u"refuses the login of builder"_s}
        << QStringList{u"give the pull secret of registry 10.99.0.1:5000 a login that may pull this image"_s};
    QTest::newRow("image that is nowhere, never pulled")
        << "image: {pullPolicy: Never}, " + onReal() << u"docker.io/bed/nowhere:1"_s << QStringList() << QString()
        << QString() << u"image"_s << QStringList{u"is on 0 of 1 nodes that fit; nothing is pulled (Never)"_s}
        << QStringList{u"another pull policy than Never"_s};
    QTest::newRow("wrong pull secret") << onReal() << privateImage << QStringList() << u"wrong"_s << QString()
                                       << u"run"_s << QStringList{u"ErrImagePull"_s, u"401"_s}
                                       << QStringList{u"a pull secret whose login may pull"_s};
    QTest::newRow("a pull secret for another registry")
        << "image: {pullSecret: elsewhere}, " + onReal() << privateImage << QStringList() << QString() << QString()
        << u"run"_s << QStringList{u"ErrImagePull"_s} << QStringList{u"a pull secret whose login may pull"_s};
    QTest::newRow("a command that fails")
        << onReal() << own << QStringList{u"sh"_s, u"-c"_s, u"echo why; exit 3"_s} << QString() << QString() << u"run"_s
        << QStringList{u"exit code 3"_s} << QStringList{u"lines"_s};
    QTest::newRow("a command that is not there")
        << onReal() << own << QStringList{u"/gone"_s} << QString() << QString() << u"run"_s << QStringList{u"/gone"_s}
        << QStringList{u"lacks the program"_s};
    QTest::newRow("a callback that is refused")
        << onReal() << own << QStringList() << QString() << u"10.99.0.1:1"_s << u"callback"_s
        << QStringList{u"cannot be reached from inside"_s} << QStringList{u"listens there"_s};
}

void TestKubernetesTrialServer::tellsWhatHappens()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, image);
    QFETCH(QStringList, command);
    QFETCH(QString, password);
    QFETCH(QString, callback);
    QFETCH(QString, step);
    QFETCH(QStringList, words);
    QFETCH(QStringList, remedy);
    TrialWishes wishes{.command = command, .callback = callback, .pollInterval = 100ms};
    if (!password.isEmpty()) {
        const QString text = password == "right"_L1 ? m_servers.password(u"basic"_s) : password;
        wishes.login = [text] { return PullLogin{u"10.99.0.1:5000"_s, u"builder"_s, text}; };
    }
    auto settings = trialSettings(u"bed-a"_s, config, wishes);
    settings.plan.launch.image = image.section(u'?', 0, 0);
    if (image.endsWith(u'?'))
        settings.plan.registry = m_servers.registry(u"basic"_s, {});
    KubernetesTrial trial(settings);
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const QString text = trialText(trial.results());
    QVERIFY2(failedSteps(trial.results()) == QStringList{step}, qPrintable(text));
    const TrialResult *failed = resultOf(trial.results(), step);
    QVERIFY2(hasWords(failed->detail, words), qPrintable(text));
    QVERIFY2(hasWords(failed->remedy, remedy), qPrintable(text));
    QCOMPARE(leftInCluster(), QStringList());
}

void TestKubernetesTrialServer::keepsANamespaceThatOthersUse_data()
{
    QTest::addColumn<QByteArray>("other");
    QTest::newRow("a Job") << R"({"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "other"}, "spec":
        {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "a", "image": "docker.io/bed/pause:1"}]}}}})"_ba;
    QTest::newRow("a claim") << R"({"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "other"},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}})"_ba;
    QTest::newRow("a Secret") << R"({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "other"}})"_ba;
    QTest::newRow("a ConfigMap") << R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "other"}})"_ba;
    QTest::newRow("a StatefulSet without pods")
        << R"({"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "other"}, "spec": {"replicas": 0,
        "serviceName": "a", "selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}},
        "spec": {"containers": [{"name": "a", "image": "docker.io/bed/pause:1"}]}}}})"_ba;
}

void TestKubernetesTrialServer::keepsANamespaceThatOthersUse()
{
    QFETCH(QByteArray, other);
    KubernetesTrial trial(trialSettings(
        u"bed-a"_s,
        "kubernetes: {namespace: trial-shared, createNamespace: true, nodeSelector: {kubernetes.io/hostname: real-1}}",
        {.command = {u"sleep"_s, u"2"_s}, .pollInterval = 100ms}));
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_VERIFY_WITH_TIMEOUT(resultOf(trial.results(), u"dryRun"_s), Patience);
    QVERIFY(admin({u"-n"_s, u"trial-shared"_s, u"create"_s, u"-f"_s, u"-"_s}, other));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    QVERIFY2(resultOf(trial.results(), u"cleanUp"_s)->state == CheckState::Note,
             qPrintable(trialText(trial.results())));
    const QString kind = QJsonDocument::fromJson(other)["kind"_L1].toString();
    QVERIFY(admin({u"-n"_s, u"trial-shared"_s, u"get"_s, kind, u"other"_s}));
    QCOMPARE(leftInCluster(), QStringList());
    QVERIFY(!kubectlOutput({u"get"_s, u"ns"_s, u"trial-shared"_s, u"-o"_s, u"yaml"_s}).contains("fairlead.dev"));
    QVERIFY(admin({u"delete"_s, u"ns"_s, u"trial-shared"_s}));
}

void TestKubernetesTrialServer::keepsWhatItMayNotSee_data()
{
    QTest::addColumn<QByteArray>("resources"); // that may be listed
    QTest::addColumn<bool>("isKept");
    const QByteArray most = "pods, configmaps, persistentvolumeclaims, jobs, deployments, statefulsets";
    QTest::newRow("no Secrets") << most << true;
    QTest::newRow("no claims") << "pods, configmaps, secrets, jobs, deployments, statefulsets"_ba << true;
    QTest::newRow("all of it") << most + ", secrets" << false;
}

//! A list that fails is no list of nothing.
void TestKubernetesTrialServer::keepsWhatItMayNotSee()
{
    QFETCH(QByteArray, resources);
    QFETCH(bool, isKept);
    const QString run = newTrialId();
    const QByteArray objects = R"(
{apiVersion: v1, kind: Namespace, metadata: {name: trial-unseen, labels: {fairlead.dev/trial: "true", fairlead.dev/run: RUN}}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: trial-unseen}, rules: [
 {apiGroups: [""], resources: [namespaces], verbs: [get, patch, delete]}, {apiGroups: ["", batch, apps], resources: [SEEN], verbs: [list]},
 {apiGroups: [batch], resources: [jobs], verbs: [delete]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: trial-unseen},
 subjects: [{kind: User, name: nobody, apiGroup: rbac.authorization.k8s.io}], roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: trial-unseen}}
)"_ba.replace("RUN", run.toUtf8())
                                   .replace("SEEN", resources);
    QVERIFY(admin({u"apply"_s, u"-f"_s, u"-"_s}, objects));
    const kubernetes::Context nobody = bedContext(u"nothing"_s);
    transport::HttpClient http(nobody.endpoint, kubernetes::makeCredentialSource(nobody, {}), "test");
    kubernetes::ObjectClient client(http);
    TrialCleanUp cleanUp(client, {.runId = run, .namespaceName = u"trial-unseen"_s, .madeNamespace = true});
    QSignalSpy finished(&cleanUp, &TrialCleanUp::finished);
    cleanUp.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    QCOMPARE(cleanUp.leftovers(), isKept ? QStringList{u"Namespace trial-unseen"_s} : QStringList());
    QCOMPARE(cleanUp.isClean(), !isKept);
    QVERIFY(!isKept || cleanUp.error()->kind == ApiError::Kind::Forbidden);
    QCOMPARE(admin({u"get"_s, u"ns"_s, u"trial-unseen"_s}), isKept);
    QVERIFY(admin({u"delete"_s, u"clusterrole,clusterrolebinding"_s, u"trial-unseen"_s}));
    QVERIFY(admin({u"delete"_s, u"ns"_s, u"trial-unseen"_s, u"--ignore-not-found"_s}));
}

void TestKubernetesTrialServer::remembersWhatItMayNotRemove()
{
    TrialJournal journal(m_folder.filePath(u"forbidden.json"_s));
    const kubernetes::Context nobody = bedContext(u"nothing"_s);
    journal.add({.runId = u"trial-1"_s, .contextId = nobody.id, .namespaceName = u"trial-ns"_s});
    TrialSweeper sweeper(
        {.entry = journal.entries().at(0),
         .place = TrialSweeper::Cluster{nobody.endpoint, [nobody] { return makeCredentialSource(nobody, {}); }},
         .journalPath = m_folder.filePath(u"forbidden.json"_s)});
    QSignalSpy finished(&sweeper, &TrialSweeper::finished);
    sweeper.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    QVERIFY(!finished[0][0].toBool());
    QCOMPARE(journal.entries().size(), 1U);
}

//! Each finds it, or is told that another was faster; whoever ends last removes it.
void TestKubernetesTrialServer::sharesANamespace()
{
    std::vector<std::unique_ptr<KubernetesTrial>> trials;
    int finished = 0;
    for (const QString &seconds : {u"1"_s, u"4"_s, u"2"_s}) {
        trials.push_back(std::make_unique<KubernetesTrial>(
            trialSettings(u"bed-a"_s,
                          "kubernetes: {namespace: trial-both, createNamespace: true, nodeSelector: "
                          "{kubernetes.io/hostname: real-1}}",
                          {.command = {u"sleep"_s, seconds}, .pollInterval = 100ms})));
        connect(trials.back().get(), &TrialRun::finished, this, [&finished] { ++finished; });
        trials.back()->start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished, 3, Patience);
    for (const auto &trial : trials) {
        QVERIFY2(trialVerdict(trial->results()) == CheckState::Ok, qPrintable(trialText(trial->results())));
        QVERIFY(resultOf(trial->results(), u"run"_s)->state == CheckState::Ok);
    }
    QVERIFY(!admin({u"get"_s, u"ns"_s, u"trial-both"_s}));
    QCOMPARE(leftInCluster(), QStringList());
}

void TestKubernetesTrialServer::asksTheNodesItself_data()
{
    QTest::addColumn<QString>("context");
    QTest::addColumn<QByteArray>("gpu");
    QTest::addColumn<QString>("step"); // that fails first; empty: none
    QTest::newRow("a product that is there") << u"bed-a"_s << "{count: 1, product: H100}"_ba << QString();
    QTest::newRow("a product that is nowhere") << u"bed-a"_s << "{count: 1, product: B9000}"_ba << u"placement"_s;
    QTest::newRow("a dead context") << u"dead"_s << "{count: 1, product: H100}"_ba << u"reachable"_s;
    QTest::newRow("nodes that may not be listed") << u"nothing"_s << "{count: 1, product: H100}"_ba << u"rights"_s;
}

//! Of a context that nobody has opened the plan does not know what its devices are called.
void TestKubernetesTrialServer::asksTheNodesItself()
{
    QFETCH(QString, context);
    QFETCH(QByteArray, gpu);
    QFETCH(QString, step);
    auto settings = trialSettings(context, onReal("gpu: " + gpu), {.pollInterval = 100ms});
    settings.plan.launch.devices = {};
    settings.plan.problems = {{u"kubernetes.gpu.product"_s, u"the nodes are not known"_s}};
    KubernetesTrial trial(settings);
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const QString text = trialText(trial.results());
    QVERIFY2(failedSteps(trial.results()).value(0) == step, qPrintable(text));
    if (context == "nothing"_L1)
        QVERIFY2(resultOf(trial.results(), u"placement"_s)->detail.contains(u"nodes cannot be looked at"_s),
                 qPrintable(text));
    if (step == "placement"_L1)
        QVERIFY2(resultOf(trial.results(), step)->detail.contains(u"no node has the GPU product B9000"_s),
                 qPrintable(text));
    QCOMPARE(leftInCluster(), QStringList());
}

void TestKubernetesTrialServer::leavesNothingWhenCancelled_data()
{
    QTest::addColumn<QString>("behind"); // the step
    QTest::addColumn<bool>("isRunning"); // and a pod of it
    QTest::newRow("at the beginning") << QString() << false;
    QTest::newRow("behind its rights") << u"rights"_s << false;
    QTest::newRow("in a namespace that is made") << u"serviceAccount"_s << false;
    QTest::newRow("behind the dry run") << u"dryRun"_s << false;
    QTest::newRow("while it runs") << u"dryRun"_s << true;
}

void TestKubernetesTrialServer::leavesNothingWhenCancelled()
{
    QFETCH(QString, behind);
    QFETCH(bool, isRunning);
    const QString journal = m_folder.filePath(Journal);
    KubernetesTrial trial(
        trialSettings(u"bed-a"_s,
                      "kubernetes: {namespace: trial-cancelled, createNamespace: true, serviceAccount: perRun, roles: "
                      "[ClusterRole/view], nodeSelector: {kubernetes.io/hostname: real-1}}",
                      {.command = {u"sleep"_s, u"100"_s}, .pollInterval = 100ms, .journalPath = journal}));
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    QTRY_VERIFY_WITH_TIMEOUT(behind.isEmpty() || resultOf(trial.results(), behind), Patience);
    if (isRunning)
        QTRY_VERIFY_WITH_TIMEOUT(kubectlOutput({u"get"_s, u"pods"_s, u"-n"_s, u"trial-cancelled"_s, u"-o"_s,
                                                u"jsonpath={.items[*].status.phase}"_s}) == "Running",
                                 Patience);
    trial.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const auto error = finished[0][0].value<std::optional<ApiError>>();
    QVERIFY(error && error->kind == ApiError::Kind::Cancelled);
    QCOMPARE(leftInCluster(), QStringList());
    QVERIFY(TrialJournal(journal).entries().empty());
}

void TestKubernetesTrialServer::waitsForNoRegistry_data()
{
    QTest::addColumn<bool>("isCancelled");
    QTest::newRow("for its time") << false;
    QTest::newRow("when it is cancelled") << true;
}

//! One that accepts and never answers.
void TestKubernetesTrialServer::waitsForNoRegistry()
{
    QFETCH(bool, isCancelled);
    const QUrl silent = bedContext(u"silent"_s).endpoint.server;
    TrialWishes wishes{.registryTimeout = isCancelled ? 1h : 100ms, .pollInterval = 100ms};
    auto settings = trialSettings(
        u"bed-a"_s, "kubernetes: {namespace: trial-silent, createNamespace: true, nodeSelector: {trial: cordoned}}",
        wishes);
    settings.plan.launch.image = u"%1:%2/gone:1"_s.arg(silent.host()).arg(silent.port());
    KubernetesTrial trial(settings);
    QSignalSpy finished(&trial, &TrialRun::finished);
    trial.start();
    if (isCancelled) {
        QTRY_VERIFY_WITH_TIMEOUT(trial.findChild<ImageLook *>(), Patience);
        trial.cancel();
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    const TrialResult *image = resultOf(trial.results(), u"image"_s);
    QVERIFY2(isCancelled ? !image : image && image->state == CheckState::Note, qPrintable(trialText(trial.results())));
    QVERIFY(isCancelled || image->detail.startsWith(u"not seen from this machine"_s));
    QCOMPARE(leftInCluster(), QStringList());
}

//! Another process, which gets as far as a pod that runs, is killed; whoever comes next finds what it left.
void TestKubernetesTrialServer::isSweptWhenKilled()
{
    const QString journal = m_folder.filePath(u"killed.json"_s);
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {u"--trial"_s, journal});
    QVERIFY(process.waitForStarted(Patience));
    QTRY_VERIFY_WITH_TIMEOUT(kubectlOutput({u"get"_s, u"pods"_s, u"-n"_s, u"trial-killed"_s, u"-o"_s,
                                            u"jsonpath={.items[*].status.phase}"_s}) == "Running",
                             Patience);
    QVERIFY(TrialJournal(journal).abandoned().empty()); // it lives
    ::kill(pid_t(process.processId()), SIGKILL);
    QVERIFY(process.waitForFinished(Patience));
    QVERIFY(leftInCluster().size() >= 4);

    const std::vector<TrialEntry> entries = TrialJournal(journal).abandoned();
    QCOMPARE(entries.size(), 1U);
    QCOMPARE(entries[0].contextId, bedContext(u"bed-a"_s).id);
    const kubernetes::Context context = bedContext(u"bed-a"_s);
    TrialSweeper sweeper(
        {.entry = entries[0],
         .place = TrialSweeper::Cluster{context.endpoint, [context] { return makeCredentialSource(context, {}); }},
         .journalPath = journal});
    QSignalSpy finished(&sweeper, &TrialSweeper::finished);
    sweeper.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, Patience);
    QVERIFY(finished[0][0].toBool());
    QCOMPARE(leftInCluster(), QStringList());
    QVERIFY(TrialJournal(journal).entries().empty());
}

namespace {

//! The process that is killed.
int runTrial(const QString &journal)
{
    KubernetesTrial trial(
        trialSettings(u"bed-a"_s,
                      "kubernetes: {namespace: trial-killed, createNamespace: true, serviceAccount: perRun, roles: "
                      "[ClusterRole/view], nodeSelector: {kubernetes.io/hostname: real-1}}",
                      {.command = {u"sleep"_s, u"100"_s}, .pollInterval = 100ms, .journalPath = journal}));
    QObject::connect(&trial, &TrialRun::finished, qApp, &QCoreApplication::quit);
    trial.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--trial")
        return runTrial(QString::fromLocal8Bit(argv[2]));
    TestKubernetesTrialServer test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kubernetestrial_server.moc"
