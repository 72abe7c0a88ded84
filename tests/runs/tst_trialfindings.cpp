// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/lifecycle/namespacelook.h"
#include "backends/runs/trials/dockerfindings.h"
#include "backends/runs/trials/placement.h"
#include "backends/runs/trials/quotafinding.h"
#include "backends/runs/trials/runfinding.h"
#include "backends/runs/trials/trialfindings.h"
#include "backends/runs/trials/trialjournal.h"
#include "backends/runs/trials/trialmanifest.h"
#include "backends/runs/trials/trialnamespace.h"
#include "backends/runs/trials/trialrights.h"
#include "tests/accelerators/builders.h"
#include "tests/manifests/configs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::runs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using Step = TrialResult::Step;

Q_DECLARE_METATYPE(fairlead::CheckState)

namespace {

QJsonObject json(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    Q_ASSERT(!object.isEmpty());
    return object;
}

TrialRight right(const QString &verb, const QString &group, const QString &resource, std::optional<bool> isAllowed,
                 bool isRequired = true)
{
    const QString ns = resource == "namespaces"_L1 ? QString() : u"team-a"_s;
    return {.attributes = {.verb = verb, .group = group, .resource = resource, .namespaceName = ns},
            .isRequired = isRequired,
            .isAllowed = isAllowed};
}

kubernetes::ObjectResult refusal(ApiError::Kind kind, const QString &message)
{
    return tl::make_unexpected(kubernetes::ObjectError{{.kind = kind, .message = message}, {}});
}

accelerators::NodeAvailability nodeOf(kubernetes::Node node, const accelerators::NodeUsage &usage = {})
{
    return accelerators::nodeAvailability(shared(std::move(node)), &usage, {});
}

QByteArray pod(const QByteArray &spec)
{
    return "{\"spec\": " + spec + "}";
}

} // namespace

class TestTrialFindings : public QObject
{
    Q_OBJECT
private slots:
    void verdicts_data()
    {
        using State = CheckState;
        QTest::addColumn<QList<CheckState>>("states");
        QTest::addColumn<CheckState>("verdict");
        QTest::newRow("none") << QList<State>() << State::Ok;
        QTest::newRow("notes count for nothing") << QList{State::Ok, State::Note, State::Skipped} << State::Ok;
        QTest::newRow("a warning") << QList{State::Ok, State::Warning, State::Note} << State::Warning;
        QTest::newRow("the worst") << QList{State::Warning, State::Failed, State::Ok} << State::Failed;
    }
    void verdicts()
    {
        QFETCH(QList<CheckState>, states);
        std::vector<TrialResult> results;
        for (const CheckState state : states)
            results.push_back({.step = Step::Quota, .state = state});
        QFETCH(CheckState, verdict);
        QVERIFY(trialVerdict(results) == verdict);
        QCOMPARE(failedSteps(results), states.contains(CheckState::Failed) ? QStringList{u"quota"_s} : QStringList());
    }

    void writesTheRole()
    {
        const std::vector<TrialRight> rights{
            right(u"create"_s, {}, u"namespaces"_s, false),  right(u"create"_s, u"batch"_s, u"jobs"_s, false),
            right(u"get"_s, u"batch"_s, u"jobs"_s, true),    right(u"delete"_s, u"batch"_s, u"jobs"_s, false),
            right(u"list"_s, {}, u"events"_s, false, false), right(u"list"_s, {}, u"pods"_s, std::nullopt)};
        const QRegularExpression name(u"fairlead-launch-[0-9a-f]{6}\n"_s);
        const QString text = roleText(rights, u"team-a"_s, u"system:serviceaccount:dss:launcher"_s);
        // Applied, it takes away nothing of what was given before, to anybody.
        QVERIFY(name.match(text).captured() !=
                name.match(roleText(rights, u"team-a"_s, u"system:serviceaccount:dss:other"_s)).captured());
        QVERIFY(!text.contains(
            name.match(roleText({rights[1]}, u"team-a"_s, u"system:serviceaccount:dss:launcher"_s)).captured()));
        QCOMPARE(QString(text).replace(name, u"fairlead-launch\n"_s), uR"(apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: fairlead-launch
rules:
- apiGroups: [""]
  resources: ["namespaces"]
  verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: fairlead-launch
subjects:
- kind: ServiceAccount
  name: "launcher"
  namespace: "dss"
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: fairlead-launch
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: fairlead-launch
  namespace: "team-a"
rules:
- apiGroups: ["batch"]
  resources: ["jobs"]
  verbs: [create, delete]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: fairlead-launch
  namespace: "team-a"
subjects:
- kind: ServiceAccount
  name: "launcher"
  namespace: "dss"
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: fairlead-launch
)"_s);
        QVERIFY(roleText(rights, u"team-a"_s, u"a\"b\n"_s).contains(u"  name: \"a\\\"b?\"\n"_s));
        const TrialResult found = rightsFinding(rights, u"team-a"_s, u"anna"_s);
        QVERIFY(found.state == CheckState::Failed);
        QCOMPARE(found.items, (QStringList{u"create namespaces"_s, u"create jobs"_s, u"delete jobs"_s}));
        QVERIFY(rightsFinding({right(u"list"_s, {}, u"events"_s, false, false)}, {}, {}).state == CheckState::Note);
        const TrialResult unanswered = rightsFinding({right(u"list"_s, {}, u"pods"_s, std::nullopt)}, {}, {});
        QVERIFY(unanswered.state == CheckState::Note);
        QCOMPARE(unanswered.detail, u"could not be asked: list pods"_s);
    }

    //! Policies of a namespace, roles of the run's account, and what is looked at before a namespace goes.
    void asksForAllRights()
    {
        const auto manifest = trialManifest(
            configOf("kubernetes: {createNamespace: true, serviceAccount: perRun, roles: [Role/a, ClusterRole/view], "
                     "namespacePolicies: [{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, "
                     "spec: {podSelector: {}}}]}"),
            someLaunch(), {}, u"trial-1"_s);
        QVERIFY(manifest);
        std::vector<TrialRight> rights = neededRights(*manifest, true);
        QStringList texts;
        for (TrialRight &each : rights) {
            QVERIFY2(!texts.contains(each.attributes.text()), qPrintable(each.attributes.text()));
            texts += each.attributes.text();
            each.isAllowed = each.attributes.verb != "bind"_L1;
        }
        for (const QString &text : {u"patch namespaces"_s, u"create networkpolicies"_s, u"bind roles a"_s,
                                    u"bind clusterroles view"_s, u"list secrets"_s, u"list statefulsets"_s})
            QVERIFY2(texts.contains(text), qPrintable(text));
        const TrialResult found = rightsFinding(rights, u"team-a"_s, u"anna"_s);
        QVERIFY(found.state == CheckState::Note); // who holds all of a role needs no leave to bind it
        QVERIFY2(found.manifest.contains(
                     u"  resources: [\"clusterroles\"]\n  resourceNames: [\"view\"]\n  verbs: [bind]\n"_s),
                 qPrintable(found.manifest));
    }

    void contents_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<bool>("isSomebodys");
        QTest::newRow("authority of the cluster")
            << u"ConfigMap"_s << R"({"metadata": {"name": "kube-root-ca.crt"}})"_ba << false;
        QTest::newRow("ConfigMap") << u"ConfigMap"_s << R"({"metadata": {"name": "settings"}})"_ba << true;
        QTest::newRow("token") << u"Secret"_s << R"({"type": "kubernetes.io/service-account-token"})"_ba << false;
        QTest::newRow("login of a service account")
            << u"Secret"_s
            << R"({"type": "kubernetes.io/dockercfg", "metadata": {"annotations": {"kubernetes.io/service-account.name": "a"}}})"_ba
            << false;
        QTest::newRow("Secret") << u"Secret"_s << R"({"type": "Opaque"})"_ba << true;
        QTest::newRow("claim") << u"PersistentVolumeClaim"_s << R"({"metadata": {"name": "data"}})"_ba << true;
    }
    void contents()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, object);
        QTEST(isSomebodys(kind, json(object)), "isSomebodys");
    }

    void registers()
    {
        const QJsonObject made = registered(json(R"({"metadata": {"name": "a"}})"), u"trial-1"_s);
        QVERIFY(isOfTrials(made) && hasTrials(made));
        const QJsonObject gone = registration(u"trial-1"_s, false);
        QVERIFY(gone["metadata"_L1]["annotations"_L1]["registered.fairlead.dev/trial-1"_L1].isNull());
        QVERIFY(!isOfTrials(json(R"({"metadata": {"annotations": {"a": "b"}}})")));
        QVERIFY(!hasTrials(json(R"({"metadata": {"annotations": {"a": "b"}}})")));
    }

    void pullLogins_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("image");
        QTest::addColumn<CheckState>("state");
        QTest::addColumn<QString>("detail");
        QTest::newRow("its registry") << u"reg.example:5000"_s << u"reg.example:5000/a:1"_s << CheckState::Ok
                                      << u"has a login for reg.example:5000"_s;
        QTest::newRow("no login") << QString() << u"reg.example/a:1"_s << CheckState::Failed
                                  << u"there is no login of which a pull secret could be made"_s;
        QTest::newRow("another registry") << u"reg.example"_s << u"busybox:1"_s << CheckState::Warning
                                          << u"has a login for reg.example, none for docker.io"_s;
    }
    void pullLogins()
    {
        QFETCH(QString, login);
        QFETCH(QString, image);
        QFETCH(CheckState, state);
        const TrialResult result = pullLoginFinding(u"harbour"_s, login, {image});
        QVERIFY(result.step == Step::PullSecret && result.state == state);
        QTEST(result.detail, "detail");
        QCOMPARE(result.subject, u"registry harbour"_s);
    }

    void queues()
    {
        const auto finding = [](ApiError::Kind kind, bool hasKueue) {
            return queueFinding(u"team"_s, u"a"_s, kubernetes::ObjectError{{.kind = kind, .message = u"no"_s}, {}},
                                hasKueue);
        };
        QVERIFY(queueFinding(u"team"_s, u"a"_s, {}, true).state == CheckState::Ok);
        QVERIFY(finding(ApiError::Kind::NotFound, false).detail.contains(u"no Kueue"_s));
        QVERIFY(finding(ApiError::Kind::NotFound, true).remedy.contains(u"make it in namespace a"_s));
        QVERIFY(finding(ApiError::Kind::Forbidden, true).state == CheckState::Note);
    }

    void patience_data()
    {
        QTest::addColumn<QByteArray>("timeouts");
        QTest::addColumn<int>("seconds");
        QTest::newRow("nothing said") << "{}"_ba << 20;
        QTest::newRow("said") << "{scheduling: 2m}"_ba << 120;
        QTest::newRow("bounded") << "{scheduling: 2h}"_ba << 600;
        QTest::newRow("an autoscaler") << "{scheduling: 1m, waitForAutoscaler: true}"_ba << 600;
        QTest::newRow("no duration") << "{scheduling: soon}"_ba << 20;
    }
    void patience()
    {
        QFETCH(QByteArray, timeouts);
        QFETCH(int, seconds);
        const settings::Timeouts said = configOf("timeouts: " + timeouts).timeouts;
        QCOMPARE(patienceOf(said, {}).count(), seconds);
        QCOMPARE(patienceOf(said, {.patience = std::chrono::seconds(7)}).count(), 7);
    }

    void pulls_data()
    {
        QTest::addColumn<QStringList>("events"); // reason and second
        QTest::addColumn<bool>("isPulling");
        QTest::newRow("none") << QStringList() << false;
        QTest::newRow("pulling") << QStringList{u"Scheduled 1"_s, u"Pulling 2"_s} << true;
        QTest::newRow("pulled") << QStringList{u"Pulling 2"_s, u"Pulled 4"_s} << false;
        QTest::newRow("the next image") << QStringList{u"Pulling 2"_s, u"Pulled 4"_s, u"Pulling 5"_s} << true;
        QTest::newRow("failed") << QStringList{u"Pulling 2"_s, u"Failed 3"_s} << false;
        QTest::newRow("a volume") << QStringList{u"FailedMount 3"_s} << false;
    }
    void pulls()
    {
        QFETCH(QStringList, events);
        std::vector<QJsonObject> objects;
        for (const QString &each : events)
            objects.push_back({{u"reason"_s, each.section(u' ', 0, 0)},
                               {u"lastTimestamp"_s, u"2026-01-01T00:00:0%1Z"_s.arg(each.section(u' ', 1))}});
        QTEST(isPulling(objects), "isPulling");
        const PodProgress progress{.stage = PodProgress::Stage::Starting, .node = u"n"_s, .isPulling = true};
        QVERIFY(runFinding(progress, {}, {}).state == CheckState::Warning);
        QCOMPARE(runFinding(progress, {}, {}).detail, u"still pulling the image on node n"_s);
    }

    void devices()
    {
        settings::GpuRequest gpu{.product = u"H100"_s};
        const TrialResult none = devicesFinding(gpu, {}, {});
        QVERIFY(none.state == CheckState::Failed && none.detail == "no node has the GPU product H100"_L1);
        const TrialResult unknown =
            devicesFinding(gpu, {}, ApiError{.kind = ApiError::Kind::Forbidden, .message = u"may not"_s});
        QVERIFY(unknown.state == CheckState::Failed && unknown.detail.contains(u"H100: may not"_s));
    }

    void cleanUps()
    {
        const ApiError forbidden{.kind = ApiError::Kind::Forbidden, .message = u"may not"_s};
        QVERIFY(cleanUpFinding({}, {}, false, {}).state == CheckState::Ok);
        const TrialResult left = cleanUpFinding({u"Namespace a"_s}, forbidden, false, {});
        QVERIFY(left.state == CheckState::Failed && left.detail == "still there: Namespace a: may not"_L1);
        QVERIFY(cleanUpFinding({}, forbidden, false, {}).state == CheckState::Failed);
        const TrialResult unseen = cleanUpFinding({}, {}, false, {}, {u"Secret"_s});
        QVERIFY(unseen.state == CheckState::Note && unseen.detail.contains(u"you may not look for Secret"_s));
    }

    void quotas_data()
    {
        QTest::addColumn<QByteArray>("quota");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QStringList>("items");
        const auto row = [](const char *name, const QByteArray &status, const QByteArray &resources,
                            const QStringList &items, const QByteArray &spec = "{}", const QByteArray &more = {}) {
            QTest::newRow(name) << "{\"metadata\": {\"name\": \"q\"}, \"spec\": " + spec + ", \"status\": " + status +
                                       "}"
                                << "{\"containers\": [{\"name\": \"main\", \"resources\": " + resources + "}]" + more +
                                       "}"
                                << items;
        };
        row("room", R"({"hard": {"requests.cpu": "4"}, "used": {"requests.cpu": "3500m"}})",
            R"({"requests": {"cpu": "500m"}})", {});
        row("none left", R"({"hard": {"requests.cpu": "4"}, "used": {"requests.cpu": "3501m"}})",
            R"({"requests": {"cpu": "500m"}})", {u"q: requests.cpu: asks for 500m, used 3501m of 4"_s});
        row("a limit is the request", R"({"hard": {"cpu": "1"}, "used": {"cpu": "0"}})", R"({"limits": {"cpu": 2}})",
            {u"q: cpu: asks for 2, used 0 of 1"_s});
        row("limits", R"({"hard": {"limits.memory": "1Gi"}, "used": {"limits.memory": "0"}})",
            R"({"requests": {"memory": "1Mi"}, "limits": {"memory": "1025Mi"}})",
            {u"q: limits.memory: asks for 1025Mi, used 0 of 1Gi"_s});
        row("devices", R"({"hard": {"requests.nvidia.com/gpu": "2"}, "used": {"requests.nvidia.com/gpu": "1"}})",
            R"({"limits": {"nvidia.com/gpu": "2"}})", {u"q: requests.nvidia.com/gpu: asks for 2, used 1 of 2"_s});
        row("pods and jobs",
            R"({"hard": {"pods": "1", "count/jobs.batch": "5"}, "used": {"pods": "1", "count/jobs.batch": "5"}})", "{}",
            {u"q: count/jobs.batch: asks for 1, used 5 of 5"_s, u"q: pods: asks for 1, used 1 of 1"_s});
        row("what is made for the run",
            R"({"hard": {"secrets": "1", "count/serviceaccounts": "3"}, "used": {"secrets": "1"}})", "{}",
            {u"q: secrets: asks for 1, used 1 of 1"_s});
        row("of another scope", R"({"hard": {"pods": "0"}, "used": {"pods": "0"}})", R"({"requests": {"cpu": "1"}})",
            {}, R"({"scopes": ["BestEffort"]})");
        row("of its scope", R"({"hard": {"pods": "0"}, "used": {"pods": "0"}})", "{}",
            {u"q: pods: asks for 1, used 0 of 0"_s}, R"({"scopes": ["BestEffort", "NotTerminating"]})");
        row("of another priority", R"({"hard": {"pods": "0"}, "used": {"pods": "0"}})", "{}", {},
            R"({"scopeSelector": {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "In", "values": ["high"]}]}})");
        row("of its priority", R"({"hard": {"pods": "0"}, "used": {"pods": "0"}})", "{}",
            {u"q: pods: asks for 1, used 0 of 0"_s},
            R"({"scopeSelector": {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "In", "values": ["high"]}]}})",
            R"(, "priorityClassName": "high")");
    }
    void quotas()
    {
        QFETCH(QByteArray, quota);
        QFETCH(QByteArray, spec);
        QFETCH(QStringList, items);
        const TrialResult result = quotaFinding({json(quota)}, podAmounts(json(spec)), 1, 1);
        QCOMPARE(result.items, items);
        QVERIFY(result.state == (items.isEmpty() ? CheckState::Ok : CheckState::Failed));
    }

    void references()
    {
        const auto found = podReferences(json(R"({
            "volumes": [{"name": "a", "persistentVolumeClaim": {"claimName": "data"}}, {"name": "b", "emptyDir": {}},
                        {"name": "c", "secret": {"secretName": "maybe", "optional": true}}, {"name": "d", "configMap": {"name": "m"}}],
            "containers": [{"name": "main", "env": [{"name": "A", "value": "x"},
                {"name": "B", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}},
                {"name": "C", "valueFrom": {"secretKeyRef": {"name": "s", "key": "l"}}}],
                "envFrom": [{"configMapRef": {"name": "m"}}]}],
            "imagePullSecrets": [{"name": "reg"}]})"));
        const std::vector<PodReference> expected{{u"PersistentVolumeClaim"_s, u"data"_s, {}, false},
                                                 {u"ConfigMap"_s, u"m"_s, {}, false},
                                                 {u"Secret"_s, u"s"_s, {u"k"_s, u"l"_s}, false},
                                                 {u"Secret"_s, u"reg"_s, {}, true}};
        QCOMPARE(found, expected);
    }

    void pullSecrets_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("image");
        QTest::addColumn<CheckState>("state");
        QTest::newRow("its registry") << R"({"auths": {"reg.example:5000": {"auth": "YTpi"}}})"_ba
                                      << u"reg.example:5000/a/b:1"_s << CheckState::Ok;
        QTest::newRow("with a path") << R"({"auths": {"https://reg.example/v2/": {"auth": "YTpi"}}})"_ba
                                     << u"reg.example/a:1"_s << CheckState::Ok;
        QTest::newRow("Docker Hub") << R"({"auths": {"https://index.docker.io/v1/": {"auth": "YTpi"}}})"_ba
                                    << u"busybox"_s << CheckState::Ok;
        QTest::newRow("another") << R"({"auths": {"other.example": {"auth": "YTpi"}}})"_ba << u"reg.example/a:1"_s
                                 << CheckState::Warning;
        QTest::newRow("another port") << R"({"auths": {"reg.example": {"auth": "YTpi"}}})"_ba
                                      << u"reg.example:5000/a:1"_s << CheckState::Warning;
        QTest::newRow("a glob") << R"({"auths": {"*.azurecr.io": {"auth": "YTpi"}}})"_ba << u"a.azurecr.io/b:1"_s
                                << CheckState::Ok;
        QTest::newRow("no login for it") << R"({"auths": {"reg.example": {}}})"_ba << u"reg.example/a:1"_s
                                         << CheckState::Warning;
        QTest::newRow("of before there was dockerconfigjson")
            << R"(dockercfg {"reg.example": {"auth": "YTpi"}})"_ba << u"reg.example/a:1"_s << CheckState::Ok;
        QTest::newRow("no Secret for pulling") << "Opaque {}"_ba << u"reg.example/a:1"_s << CheckState::Failed;
        QTest::newRow("no JSON") << "nonsense"_ba << u"reg.example/a:1"_s << CheckState::Warning;
    }
    void pullSecrets()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, image);
        QString type = u"kubernetes.io/dockerconfigjson"_s;
        QString key = u".dockerconfigjson"_s;
        if (config.startsWith("dockercfg ")) {
            config.remove(0, 10);
            type = u"kubernetes.io/dockercfg"_s;
            key = u".dockercfg"_s;
        } else if (config.startsWith("Opaque ")) {
            type = u"Opaque"_s;
        }
        const QJsonObject secret{{u"type"_s, type},
                                 {u"data"_s, QJsonObject{{key, QString::fromLatin1(config.toBase64())}}}};
        const PodReference reference{.kind = u"Secret"_s, .name = u"reg"_s, .isForPulling = true};
        const TrialResult result = referenceFinding(reference, kubernetes::ObjectAnswer{secret, {}}, u"a"_s, {image});
        QVERIFY(result.step == Step::PullSecret);
        QFETCH(CheckState, state);
        QVERIFY2(result.state == state, qPrintable(toString(result.state)));
    }

    void ourPullSecretHasTheLogin()
    {
        const auto manifest = trialManifest(configOf("engine: kubernetes"), someLaunch(),
                                            {.login = [] { return std::nullopt; }}, u"trial-1"_s);
        QVERIFY(manifest && manifest->isSuspended);
        const QJsonObject secret =
            pullSecret(manifest->pullSecret, manifest->namespaceName, {u"docker.io"_s, u"anna"_s, u"s:e\"c"_s});
        const TrialResult result =
            referenceFinding({.kind = u"Secret"_s, .name = u"trial-1-pull"_s, .isForPulling = true},
                             kubernetes::ObjectAnswer{secret, {}}, u"default"_s, {u"busybox:1"_s});
        QVERIFY(result.state == CheckState::Ok);
        const QByteArray text = QByteArray::fromBase64(secret["data"_L1][".dockerconfigjson"_L1].toString().toLatin1());
        const QJsonValue entry = json(text)["auths"_L1]["https://index.docker.io/v1/"_L1];
        QCOMPARE(entry["password"_L1].toString(), u"s:e\"c"_s);
        QCOMPARE(QByteArray::fromBase64(entry["auth"_L1].toString().toLatin1()), "anna:s:e\"c"_ba);
    }

    //! The Job ends and goes by itself, is one try, and has the trial's command whatever a patch says.
    void trialsAreBounded()
    {
        const auto manifest = trialManifest(
            configOf("timeouts: {run: 8h, backoffLimit: 4}, kubernetes: {serviceAccount: perRun, "
                     "podTemplatePatch: {spec: {containers: [{name: main, command: [own], args: [more]}]}}}"),
            someLaunch(), {.command = {u"mine"_s}, .limit = std::chrono::seconds(90)}, u"trial-1"_s);
        QVERIFY(manifest);
        const QJsonValue spec = manifest->job["spec"_L1];
        QCOMPARE(spec["activeDeadlineSeconds"_L1].toInt(), 20 + 15 * 60 + 2 * 90); // node, image, start and run
        QVERIFY(spec["ttlSecondsAfterFinished"_L1].toInt() > 0);
        QCOMPARE(spec["backoffLimit"_L1].toInt(-1), 0);
        QVERIFY(spec["suspend"_L1].toBool());
        const QJsonValue main = podSpec(manifest->job)["containers"_L1][0];
        QCOMPARE(main["command"_L1].toArray(), QJsonArray{u"mine"_s});
        QVERIFY(main["args"_L1].isUndefined());
        for (const QJsonObject &object : {manifest->job, spec["template"_L1].toObject()}) {
            QCOMPARE(kubernetes::labelOf(object, u"fairlead.dev/run"_s), u"trial-1"_s);
            QCOMPARE(kubernetes::labelOf(object, u"fairlead.dev/trial"_s), u"true"_s);
        }
        QCOMPARE(manifest->launch.job["spec"_L1]["activeDeadlineSeconds"_L1].toInt(),
                 8 * 3'600); // as a launch sends it
        QVERIFY(!manifest->pod["spec"_L1].toObject().contains(u"serviceAccountName"_s));
    }

    void placements_data()
    {
        QTest::addColumn<std::vector<accelerators::NodeAvailability>>("nodes");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<CheckState>("state");
        QTest::addColumn<QString>("detail");
        const QByteArray gpu = R"({"containers": [{"name": "main", "resources": {"limits": {"nvidia.com/gpu": "4"}}}],
            "tolerations": [{"key": "nvidia.com/gpu", "operator": "Exists"}]})";
        const QString h100 = u"nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3"_s;
        auto master = node(u"m"_s, h100 + u" node-role.kubernetes.io/control-plane="_s, {{"nvidia.com/gpu", "8"}});
        auto ofOld = node(u"m"_s, h100 + u" node-role.kubernetes.io/master="_s, {{"nvidia.com/gpu", "8"}});
        auto plain = node(u"a"_s, h100, {{"nvidia.com/gpu", "8"}});
        auto cordoned = plain;
        cordoned.isUnschedulable = true;
        auto tainted = plain;
        tainted.taints = {{u"team"_s, u"llm"_s, u"NoSchedule"_s}};
        const accelerators::NodeUsage busy{.requested = amounts({{"nvidia.com/gpu", "6"}}), .pods = 3};
        QTest::newRow("now") << std::vector{nodeOf(plain), nodeOf(tainted)} << gpu << CheckState::Ok
                             << u"fits now on 1 node: a; at most on 1"_s;
        QTest::newRow("later") << std::vector{nodeOf(plain, busy)} << gpu << CheckState::Warning
                               << u"fits nowhere now; on 1 node: a, when free"_s;
        QTest::newRow("control plane")
            << std::vector{nodeOf(master), nodeOf(tainted)} << gpu << CheckState::Warning
            << u"fits now on 1 node: m; at most on 1; these are nodes of the control plane"_s;
        QTest::newRow("control plane, by its older label")
            << std::vector{nodeOf(ofOld), nodeOf(tainted)} << gpu << CheckState::Warning
            << u"fits now on 1 node: m; at most on 1; these are nodes of the control plane"_s;
        QTest::newRow("cordoned") << std::vector{nodeOf(cordoned)} << gpu << CheckState::Failed
                                  << u"no node takes it; cordoned: a"_s;
        QTest::newRow("tainted") << std::vector{nodeOf(tainted)} << gpu << CheckState::Failed
                                 << u"no node takes it; taint team=llm:NoSchedule: a"_s;
        QTest::newRow("no nodes") << std::vector<accelerators::NodeAvailability>() << gpu << CheckState::Failed
                                  << u"the cluster has no node"_s;
    }
    void placements()
    {
        QFETCH(std::vector<accelerators::NodeAvailability>, nodes);
        QFETCH(QByteArray, spec);
        PlacementWish wish{.demand = podDemand(json(pod(spec)))};
        const TrialResult result = placementFinding(nodes, wish);
        QTEST(result.detail, "detail");
        QFETCH(CheckState, state);
        QVERIFY2(result.state == state, qPrintable(toString(result.state)));
        wish.hasAutoscaler = true;
        QVERIFY(placementFinding(nodes, wish).state != CheckState::Failed);
    }

    void pods_data()
    {
        using Stage = PodProgress::Stage;
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("stage");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const QByteArray &status, Stage stage, const QString &detail) {
            QTest::newRow(name) << status << int(stage) << detail;
        };
        row("no node", R"({"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False",
            "reason": "Unschedulable", "message": "0/3 nodes are available"}]})",
            Stage::Unschedulable, u"0/3 nodes are available"_s);
        row("no image", R"({"phase": "Pending", "containerStatuses": [{"name": "main", "state": {"waiting":
            {"reason": "ErrImagePull", "message": "not found"}}}]})",
            Stage::Stuck, u"ErrImagePull: not found"_s);
        row("no image of an init container",
            R"({"phase": "Pending", "initContainerStatuses": [{"name": "i", "state": {"waiting":
            {"reason": "ImagePullBackOff", "message": "Back-off"}}}], "containerStatuses": [{"name": "main", "state": {"waiting":
            {"reason": "PodInitializing"}}}]})",
            Stage::Stuck, u"ImagePullBackOff: Back-off"_s);
        row("starting", R"({"phase": "Pending", "containerStatuses": [{"name": "main", "state": {"waiting":
            {"reason": "ContainerCreating"}}}]})",
            Stage::Starting, u"did not start in time on node n: FailedMount"_s);
        row("running", R"({"phase": "Running", "containerStatuses": [{"name": "main", "state": {"running": {}}}]})",
            Stage::Running, u"ran on node n and did not end in time"_s);
        row("ended", R"({"phase": "Running", "containerStatuses": [{"name": "proxy", "state": {"running": {}}},
            {"name": "main", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]})",
            Stage::Ended, u"ended well on node n"_s);
        row("out of memory", R"({"phase": "Failed", "containerStatuses": [{"name": "main",
            "state": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]})",
            Stage::Ended, u"ended with exit code 137 on node n: OOMKilled"_s);
        row("evicted", R"({"phase": "Failed", "reason": "Evicted", "message": "low on memory"})", Stage::Ended,
            u"ended with exit code 1 on node n: Evicted: low on memory"_s);
    }
    void pods()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, stage);
        const bool isPlaced = stage != int(PodProgress::Stage::Unschedulable);
        const QByteArray spec = isPlaced ? R"({"nodeName": "n"})" : "{}";
        const PodProgress progress = podProgress(
            json("{\"metadata\": {\"name\": \"p\"}, \"spec\": " + spec + ", \"status\": " + status + "}"), u"main"_s);
        QCOMPARE(int(progress.stage), stage);
        QTEST(runFinding(progress, {}, {u"FailedMount"_s}).detail, "detail");
    }

    void callbacks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port"); // 0: it is none
        QTest::newRow("name") << u"dss.example:11200"_s << u"dss.example"_s << 11'200;
        QTest::newRow("address") << u"10.0.0.1:80"_s << u"10.0.0.1"_s << 80;
        QTest::newRow("IPv6") << u"[fd00::1]:443"_s << u"fd00::1"_s << 443;
        QTest::newRow("a service of Compose") << u"my_service:80"_s << u"my_service"_s << 80;
        QTest::newRow("IPv4 in IPv6") << u"[::ffff:10.0.0.1]:80"_s << u"::ffff:10.0.0.1"_s << 80;
        QTest::newRow("a line behind it") << u"a:80\n"_s << QString() << 0;
        QTest::newRow("no port") << u"dss.example"_s << QString() << 0;
        QTest::newRow("no such port") << u"dss.example:99999"_s << QString() << 0;
        QTest::newRow("a command") << u"a;rm -rf /:80"_s << QString() << 0;
        QTest::newRow("an option") << u"-e:80"_s << QString() << 0;
    }
    void callbacks()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto found = parseCallback(text);
        QCOMPARE(found.has_value(), port != 0);
        QVERIFY(!found || (found->host == host && found->port == port));
    }

    //! By the shell of this machine: the exit code is the command's, what it wrote comes behind the callback's line.
    void commandsRun()
    {
        const auto run = [](const QStringList &command) {
            QProcess process;
            process.start(command[0], command.sliced(1));
            const bool hasEnded = process.waitForFinished(60'000);
            return std::pair(hasEnded ? process.exitCode() : -1, parseOutput(process.readAllStandardOutput()));
        };
        const auto [code, output] = run(
            trialCommand({u"sh"_s, u"-c"_s, u"echo \"$1\"; exit 7"_s, u"x"_s, u"a  b"_s}, Callback{u"127.0.0.1"_s, 1}));
        QCOMPARE(code, 7);
        QCOMPARE(output.lines, QStringList{u"a  b"_s});
        QVERIFY(output.callback.has_value() && *output.callback != CheckState::Ok);
        const auto [ownCode, own] = run(trialCommand({}, {}));
        QVERIFY(!own.lines.isEmpty());
        QVERIFY(!own.callback);
        QVERIFY(ownCode == 0 || !own.lines.contains(u"no nvidia-smi in this image"_s));
        QCOMPARE(trialCommand({u"/bin/tool"_s}, {}), QStringList{u"/bin/tool"_s});
    }

    void refusals()
    {
        const auto forbidden = refusal(ApiError::Kind::Forbidden, u"no"_s);
        QVERIFY(namespaceFinding(forbidden, u"a"_s, false).state == CheckState::Note);
        QVERIFY(namespaceFinding(refusal(ApiError::Kind::NotFound, u"none"_s), u"a"_s, true).state == CheckState::Ok);
        QVERIFY(namespaceFinding(refusal(ApiError::Kind::NotFound, u"none"_s), u"a"_s, false).state ==
                CheckState::Failed);
        const kubernetes::ObjectAnswer leaving{json(R"({"status": {"phase": "Terminating"}})"), {}};
        QVERIFY(namespaceFinding(leaving, u"a"_s, true).state == CheckState::Failed);
        const kubernetes::ObjectAnswer warned{{}, {u"would violate PodSecurity \"restricted:latest\": x"_s}};
        const TrialResult warning = dryRunFinding(json(R"({"kind": "Job", "metadata": {"name": "j"}})"), warned);
        QVERIFY(warning.state == CheckState::Warning);
        QCOMPARE(warning.detail, warned.warnings[0]);
        QVERIFY(warning.remedy.contains(u"Pod Security Standard"_s));
        QCOMPARE(kubernetes::warningText("299 - \"says \\\"this\\\"\""), u"says \"this\""_s);
    }

    //! Podman drops requests for devices without a word.
    void droppedDevices()
    {
        docker::ContainerSpec wanted;
        docker::ContainerDetails made;
        QVERIFY(createFinding(wanted, made, {}).state == CheckState::Ok);
        wanted.deviceRequests = {{.count = -1}};
        QVERIFY(createFinding(wanted, made, {}).state == CheckState::Failed);
        made.deviceRequests = wanted.deviceRequests;
        QVERIFY(createFinding(wanted, made, {}).state == CheckState::Ok);
        QVERIFY(createFinding(wanted, made, {u"no swap limit"_s}).state == CheckState::Warning);
    }

    void journals()
    {
        QTemporaryDir folder;
        const TrialJournal journal(folder.filePath(u"state/trials.json"_s));
        QVERIFY(journal.entries().empty());
        TrialJournal writing(folder.filePath(u"state/trials.json"_s));
        QCOMPARE(
            writing.add({.runId = u"trial-1"_s, .contextId = u"a"_s, .namespaceName = u"ns"_s, .madeNamespace = true}),
            QString());
        QCOMPARE(writing.add({.runId = u"trial-2"_s, .daemonId = u"d"_s}), QString());
        QCOMPARE(journal.entries().size(), 2U);
        QVERIFY(journal.entries()[0].madeNamespace);
        QVERIFY(journal.abandoned().empty()); // this process lives
        QCOMPARE(writing.remove(u"trial-1"_s), QString());
        QCOMPARE(journal.entries().size(), 1U);
        QCOMPARE(journal.entries()[0].daemonId, u"d"_s);

        TrialEntry other = journal.entries()[0];
        other.owner.started -= 1; // the number of a process that is gone, given to another
        QVERIFY(other.owner.isGone());
        other.owner.host = u"elsewhere"_s;
        QVERIFY(!other.owner.isGone());
        other.owner.begun -= 2 * 24 * 3'600;
        QVERIFY(other.owner.isGone());

        kubernetes::Context context{.name = u"a"_s, .id = u"a"_s};
        context.endpoint.server = QUrl(u"https://10.0.0.1:6443"_s);
        TrialEntry there{.runId = u"trial-3"_s, .contextId = u"a"_s};
        QVERIFY(there.isAt(context)); // of before servers were kept
        there.server = u"https://10.0.0.1:6443"_s;
        QCOMPARE(writing.add(there), QString());
        QVERIFY(journal.entries().back().isAt(context));
        context.endpoint.server.setPort(6444); // made anew, with other things of the same name
        QVERIFY(!journal.entries().back().isAt(context));
        QVERIFY(!other.isAt(context));

        for (std::size_t i = 0; i < TrialJournal::MostEntries + 2; ++i)
            writing.add({.runId = u"trial-x%1"_s.arg(i)});
        QCOMPARE(journal.entries().size(), TrialJournal::MostEntries);
        QCOMPARE(journal.entries().back().runId, u"trial-x%1"_s.arg(TrialJournal::MostEntries + 1));
        QVERIFY(TrialJournal({}).add({.runId = u"a"_s}).isEmpty());
    }

    //! What a daemon says of a registry is not about the daemon.
    void aSilentRegistryIsNoSilentDaemon()
    {
        using Kind = ApiError::Kind;
        const TrialResult registry = failedAt(
            TrialResult::Step::Image,
            {.kind = Kind::Network,
             .message = u"Get \"http://localhost/v2/\": dial tcp 127.0.0.1:80: connect: connection refused"_s});
        QVERIFY(registry.remedy.contains(u"the registry of the image"_s));
        const TrialResult daemon =
            failedAt(TrialResult::Step::Reachable, {.kind = Kind::Network, .message = u"refused"_s});
        QVERIFY(daemon.remedy.contains(u"whether the daemon runs"_s));
    }
};

QTEST_GUILESS_MAIN(TestTrialFindings)
#include "tst_trialfindings.moc"
