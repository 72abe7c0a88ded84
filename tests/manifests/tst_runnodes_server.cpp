// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/manifests/kubernetesobject.h"
#include "backends/manifests/manifesttext.h"
#include "backends/manifests/runlabels.h"
#include "backends/manifests/runnodes.h"
#include "kubectlanswer.h"
#include "nodecases.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>

using namespace fairlead::manifests;
using namespace fairlead::tests;
using namespace fairlead;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 180'000;
const QString Namespace = u"several-nodes"_s;
const QString Selector = runSelector(u"r-1"_s);

//! On the bed's real kubelet, of the image that it has, as somebody whose service account is the run's own.
QByteArray onReal(const QByteArray &more = {})
{
    return "kubernetes: {namespace: several-nodes, nodeSelector: {kubernetes.io/hostname: real-1}, serviceAccount: "
           "perRun, roles: [ClusterRole/view], podTemplatePatch: {spec: {terminationGracePeriodSeconds: 1}}}" +
           more;
}

Launch shellLaunch(const QString &script)
{
    Launch launch = launchOn(2);
    launch.image = u"docker.io/bed/busybox:1"_s;
    launch.command = {u"/bin/sh"_s, u"-c"_s, script};
    return launch;
}

//! "pod/a" of all that the namespace has of every kind, but for what happened in it.
QStringList inNamespace()
{
    const Answer kinds = kubectl({u"api-resources"_s, u"--verbs=list,delete"_s, u"--namespaced"_s, u"-o"_s, u"name"_s});
    QStringList names = QString::fromUtf8(kinds.output).split(u'\n', Qt::SkipEmptyParts);
    erase_if(names, [](const QString &name) { return name.startsWith("events"_L1) || name.contains("metrics"_L1); });
    const Answer found = kubectl({u"-n"_s, Namespace, u"get"_s, names.join(u','), u"-o"_s, u"name"_s});
    QStringList objects = QString::fromUtf8(found.output).split(u'\n', Qt::SkipEmptyParts);
    objects.sort();
    return found.exitCode == 0 ? objects : QStringList{found.error};
}

//! Objects of \p kinds that the run's selector finds.
QJsonArray ofRun(const QString &kinds)
{
    return kubectl({u"-n"_s, Namespace, u"get"_s, kinds, u"-l"_s, Selector, u"-o"_s, u"json"_s})
        .object()["items"_L1]
        .toArray();
}

bool create(const QJsonObject &object, QJsonObject *created = nullptr)
{
    const Answer answer = kubectl({u"create"_s, u"--validate=strict"_s, u"-f"_s, u"-"_s, u"-o"_s, u"json"_s},
                                  QJsonDocument(object).toJson());
    if (created)
        *created = answer.object();
    if (answer.exitCode != 0 || !answer.error.isEmpty())
        qWarning().noquote() << answer.error;
    return answer.exitCode == 0;
}

bool jobHas(const QString &condition)
{
    const QJsonValue job = kubectl({u"-n"_s, Namespace, u"get"_s, u"job"_s, u"job-1"_s, u"-o"_s, u"json"_s}).object();
    for (const QJsonValue each : job["status"_L1]["conditions"_L1].toArray()) {
        if (each["type"_L1] == condition && each["status"_L1] == "True"_L1)
            return true;
    }
    return false;
}

QString podOfRank(int rank)
{
    for (const QJsonValue pod : ofRun(u"pods"_s)) {
        const QJsonValue annotations = pod["metadata"_L1]["annotations"_L1];
        if (annotations["batch.kubernetes.io/job-completion-index"_L1].toString() == QString::number(rank))
            return pod["metadata"_L1]["name"_L1].toString();
    }
    return {};
}

QString logOfRank(int rank)
{
    return QString::fromUtf8(kubectl({u"-n"_s, Namespace, u"logs"_s, podOfRank(rank)}).output);
}

//! The lines of \p log between two that say \p begin and \p end.
QStringList part(const QString &log, const QString &begin, const QString &end)
{
    return log.section(begin + u'\n', 1).section(end + u'\n', 0, 0).split(u'\n', Qt::SkipEmptyParts);
}

//! What a rank says of itself. Of its token only who it is of, which is no secret.
const QString TellAll =
    uR"(echo ENV; env; echo HOSTFILE; cat "$DSTACK_MPI_HOSTFILE"; echo HOSTNAME; hostname; echo TOKEN
cut -d. -f2 /var/run/secrets/kubernetes.io/serviceaccount/token; echo
cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; echo
touch /etc/fairlead/a 2>/dev/null || echo read-only; echo END; sleep 1000)"_s;

//! "NAME=value" of \p expected that \p log of a rank does not tell.
QStringList notSeen(QMap<QString, QString> expected, int rank, const QString &log)
{
    const QString environment = u'\n' + part(log, u"ENV"_s, u"HOSTNAME"_s).join(u'\n') + u'\n';
    expected[u"ME"_s] = u"rank %1 of 2"_s.arg(rank);
    QStringList missing;
    for (auto each = expected.cbegin(); each != expected.cend(); ++each) {
        const QString line = each.key() + u'=' + each.value();
        if (!environment.contains(u'\n' + line + u'\n'))
            missing += line;
    }
    return missing;
}

//! "account pod seconds" of the middle part of a token.
QString whoseToken(const QString &text)
{
    const QByteArray json = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    const QJsonObject claims = QJsonDocument::fromJson(json).object();
    const QJsonValue bound = claims["kubernetes.io"_L1];
    return u"%1 %2 %3"_s.arg(bound["serviceaccount"_L1]["name"_L1].toString(), bound["pod"_L1]["name"_L1].toString())
        .arg(claims["exp"_L1].toInteger() - claims["iat"_L1].toInteger());
}

//! "job-1-0.job-1 10.0.0.2" of the pods that run.
QStringList podAddresses()
{
    QStringList found;
    for (const QJsonValue pod : ofRun(u"pods"_s))
        found += u"%1.%2 %3"_s.arg(pod["spec"_L1]["hostname"_L1].toString(), pod["spec"_L1]["subdomain"_L1].toString(),
                                   pod["status"_L1]["podIP"_L1].toString());
    found.sort();
    return found;
}

//! The same of the names that the Service gives.
QStringList publishedAddresses()
{
    QStringList found;
    for (const QJsonValue slice : ofRun(u"endpointslices"_s)) {
        const QString service = slice["metadata"_L1]["labels"_L1]["kubernetes.io/service-name"_L1].toString();
        for (const QJsonValue each : slice["endpoints"_L1].toArray())
            found += u"%1.%2 %3"_s.arg(each["hostname"_L1].toString(), service, each["addresses"_L1][0].toString());
    }
    found.sort();
    return found;
}

} // namespace

//! Two nodes of a run on the bed's real kubelet.
class TestRunNodesServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
        QCOMPARE(kubectl({u"create"_s, u"namespace"_s, Namespace}).exitCode, 0);
        const QStringList account{u"-n"_s, Namespace, u"get"_s, u"sa/default"_s, u"cm/kube-root-ca.crt"_s};
        QTRY_VERIFY_WITH_TIMEOUT(kubectl(account).exitCode == 0, Patience);
        m_before = inNamespace();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase() { kubectl({u"delete"_s, u"namespace"_s, Namespace, u"--wait=false"_s}); }

    void ranksFindEachOther();
    void leavesNothing();
    void oneFailureEndsIt();
    void isPasted();

private:
    void remove();

    QStringList m_before;
};

//! What a launch does: the Job, held back; what it owns; then it is let go. The bed has no DNS: the names are compared
//! with what a DNS is given, which is the Service's EndpointSlice.
void TestRunNodesServer::ranksFindEachOther()
{
    const auto manifest =
        jobManifest(configOf(onReal(", env: [{name: MASTER_PORT, value: \"29600\"}, {name: ME, value: \"rank "
                                    "$(NODE_RANK) of $(NNODES)\"}], timeouts: {run: 2h}")),
                    shellLaunch(TellAll), PodSchema());
    QVERIFY(manifest);
    QJsonObject job = manifest->job;
    QJsonObject spec = job["spec"_L1].toObject();
    spec.insert(u"suspend"_s, true);
    job.insert(u"spec"_s, spec);
    QJsonObject created;
    QVERIFY(create(job, &created));
    for (const QJsonObject &object : manifest->owned())
        QVERIFY(create(withOwner(object, created)));
    QCOMPARE(ofRun(u"pods"_s).size(), 0);
    const QString release = u"{\"spec\": {\"suspend\": false}}"_s;
    const QStringList patch{u"patch"_s, u"job"_s, u"job-1"_s, u"--type=merge"_s, u"-p"_s, release};
    QCOMPARE(kubectl(QStringList{u"-n"_s, Namespace} + patch).exitCode, 0);
    const QStringList names = nodeNames(launchOn(2));
    for (int rank = 0; rank < 2; ++rank) {
        QTRY_VERIFY_WITH_TIMEOUT(logOfRank(rank).contains("\nEND\n"_L1), Patience);
        const QString log = logOfRank(rank);
        QCOMPARE(notSeen(environmentOf(*manifest, rank), rank, log), QStringList());
        QCOMPARE(part(log, u"HOSTFILE"_s, u"HOSTNAME"_s), names);
        QCOMPARE(part(log, u"HOSTNAME"_s, u"TOKEN"_s), QStringList{names[rank].section(u'.', 0, 0)});
        const QStringList token = part(log, u"TOKEN"_s, u"END"_s);
        QCOMPARE(token.mid(1), (QStringList{Namespace, u"read-only"_s}));
        QCOMPARE(whoseToken(token[0]), u"job-1 %1 7200"_s.arg(podOfRank(rank)));
    }
    const QStringList pods = podAddresses();
    QCOMPARE(pods.size(), 2);
    for (int rank = 0; rank < 2; ++rank)
        QVERIFY(pods[rank].startsWith(names[rank] + u' '));
    QTRY_COMPARE_WITH_TIMEOUT(publishedAddresses(), pods, Patience);
}

//! Goes on where the one above ended: one deletion, by which the garbage collector takes all the rest.
void TestRunNodesServer::leavesNothing()
{
    QStringList made = inNamespace();
    erase_if(made, [this](const QString &each) { return m_before.contains(each); });
    for (const QString &each :
         {u"job.batch/job-1"_s, u"serviceaccount/job-1"_s, u"rolebinding.rbac.authorization.k8s.io/job-1-0"_s,
          u"service/job-1"_s, u"configmap/job-1"_s})
        QVERIFY2(made.contains(each), qPrintable(each + u" is not in "_s + made.join(u' ')));
    QCOMPARE(made.filter(u"pod/"_s).size(), 2);
    QCOMPARE(
        kubectl({u"-n"_s, Namespace, u"delete"_s, u"job"_s, u"job-1"_s, u"--cascade=background"_s, u"--wait=false"_s})
            .exitCode,
        0);
    QTRY_COMPARE_WITH_TIMEOUT(inNamespace(), m_before, Patience);
}

//! The rank that goes on alone is stopped, and none begins anew.
void TestRunNodesServer::oneFailureEndsIt()
{
    const auto cleanUp = qScopeGuard([this] { remove(); });
    const auto manifest = jobManifest(configOf(onReal(", timeouts: {backoffLimit: 3}")),
                                      shellLaunch(u"[ $NODE_RANK = 1 ] && exit 3; sleep 1000"_s), PodSchema());
    QVERIFY(manifest);
    for (const QJsonObject &object : manifest->all())
        QVERIFY(create(object));
    QTRY_VERIFY_WITH_TIMEOUT(jobHas(u"Failed"_s), Patience);
    const QJsonValue status =
        kubectl({u"-n"_s, Namespace, u"get"_s, u"job"_s, u"job-1"_s, u"-o"_s, u"json"_s}).object()["status"_L1];
    QCOMPARE(status["active"_L1].toInt(), 0);
    QCOMPARE(status["failed"_L1].toInt(), 2);
}

//! The text of a preview, in a shell.
void TestRunNodesServer::isPasted()
{
    const auto cleanUp = qScopeGuard([this] { remove(); });
    const auto manifest =
        jobManifest(configOf(onReal()), shellLaunch(u"grep -q $MASTER_ADDR /etc/fairlead/hostfile"_s), PodSchema());
    QVERIFY(manifest);
    QString command = kubectlApply(*manifest, {.context = u"bed-a"_s});
    command.replace(0, 7, qEnvironmentVariable("FAIRLEAD_KUBECTL"));
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, command});
    QVERIFY(shell.waitForFinished(60'000));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError());
    QTRY_VERIFY_WITH_TIMEOUT(jobHas(u"Complete"_s), Patience);
}

//! Found by label, as what nobody owns is.
void TestRunNodesServer::remove()
{
    kubectl(
        {u"-n"_s, Namespace, u"delete"_s, u"job,service,configmap,serviceaccount,rolebinding"_s, u"-l"_s, Selector});
    QTRY_COMPARE_WITH_TIMEOUT(inNamespace(), m_before, Patience);
}

QTEST_GUILESS_MAIN(TestRunNodesServer)
#include "tst_runnodes_server.moc"
