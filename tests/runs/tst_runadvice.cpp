// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/lifecycle/pulladvice.h"
#include "backends/runs/lifecycle/runadvice.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(RunStatus)
Q_DECLARE_METATYPE(std::vector<RunEvent>)
Q_DECLARE_METATYPE(std::optional<ClusterFit>)

namespace {

using Stage = PodProgress::Stage;
using Events = std::vector<RunEvent>;

RunPod podOf(const PodProgress &progress)
{
    RunPod pod;
    pod.progress = progress;
    return pod;
}

RunStatus statusOf(RunPhase phase, const PodProgress &progress)
{
    RunStatus status{.phase = phase, .reason = progress.reason, .message = progress.message};
    status.pods = {podOf(progress)};
    return status;
}

RunStatus stuck(const QString &reason, const QString &message)
{
    return statusOf(RunPhase::Starting,
                    {.stage = Stage::Stuck, .pod = u"p"_s, .node = u"n1"_s, .reason = reason, .message = message});
}

RunStatus ended(int exitCode, const QString &reason, const QString &message = {})
{
    return {.phase = RunPhase::Failed, .exitCode = exitCode, .reason = reason, .message = message};
}

RunEvent told(const QString &reason, const QString &message)
{
    return {.reason = reason, .message = message};
}

} // namespace

//! Why a run waits, or has failed.
class TestRunAdvice : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void advises_data()
    {
        QTest::addColumn<RunStatus>("status");
        QTest::addColumn<Events>("events");
        QTest::addColumn<std::optional<ClusterFit>>("fit");
        QTest::addColumn<QString>("cause"); // how it begins
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char *name, const RunStatus &status, const Events &events, const QString &cause,
                            const QString &remedy, const std::optional<ClusterFit> &fit = {}) {
            QTest::newRow(name) << status << events << fit << cause << remedy;
        };
        const RunStatus waiting = statusOf(
            RunPhase::Scheduling,
            {.stage = Stage::Unschedulable, .reason = u"Unschedulable"_s, .message = u"0/5 nodes are available"_s});
        const RunStatus none{.phase = RunPhase::Scheduling};
        row("runs", {.phase = RunPhase::Running}, {}, QString(), QString());
        row("ended well", {.phase = RunPhase::Succeeded}, {}, QString(), QString());
        row("no pod yet", none, {}, u"Its pods are being made"_s, QString());
        row("quota", none, {told(u"FailedCreate"_s, u"pods \"x\" is forbidden: exceeded quota: q"_s)},
            u"The quota of the namespace"_s, u"ask for less"_s);
        row("Pod Security", none,
            {told(u"FailedCreate"_s, u"pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\""_s)},
            u"The Pod Security level"_s, u"change what it names in the security context"_s);
        row("service account", none, {told(u"FailedCreate"_s, u"error looking up service account: serviceaccount x"_s)},
            u"Its service account is not there"_s, u"have it made"_s);
        row("held by a queue", {.phase = RunPhase::Queued}, {told(u"Pending"_s, u"couldn't assign flavors"_s)},
            u"Its Job is held back"_s, u"see the queue"_s);
        row("held by us", {.phase = RunPhase::Queued}, {told(u"Suspended"_s, u"Job suspended"_s)}, QString(),
            QString());
        row("nothing known of nodes", waiting, {}, u"No node has been found yet"_s, u"take another context"_s);
        row("an autoscaler at work", waiting, {told(u"TriggeredScaleUp"_s, u"pod triggered scale-up"_s)},
            u"No node has room; an autoscaler is making one"_s, u"wait for it"_s);
        row("a taint", waiting, {}, u"No node will take it: it fits on none of 2 nodes"_s,
            u"tolerate the taint team=llm:NoSchedule"_s,
            ClusterFit{.never = 2, .reasons = {{NodeFit::Cause::Taint, u"taint team=llm:NoSchedule"_s, 2}}});
        row("no room now", waiting, {}, u"No node takes it now: it fits later on 1 of 1 nodes"_s,
            u"ask for less, or wait until others end (2 of 8 nvidia.com/gpu free)"_s,
            ClusterFit{.later = 1, .reasons = {{NodeFit::Cause::Room, u"2 of 8 nvidia.com/gpu free"_s, 1}}});
        RunStatus gated = none;
        gated.pods = {podOf({.stage = Stage::Starting, .pod = u"p"_s})};
        gated.pods[0].gates = QStringList{u"team/gate"_s};
        row("a gate", gated, {}, u"Its pod is held back by the scheduling gate team/gate"_s,
            u"see whoever has set it"_s);
        row("image not there", stuck(u"ErrImagePull"_s, u"manifest unknown: not found"_s), {},
            u"Node n1 does not find the image"_s, u"push the image"_s);
        row("not allowed", stuck(u"ImagePullBackOff"_s, u"401 Unauthorized"_s), {}, u"Node n1 may not pull"_s,
            u"give a pull secret"_s);
        row("no route", stuck(u"ErrImagePull"_s, u"dial tcp: lookup r: no such host"_s), {},
            u"Node n1 does not reach the registry"_s, u"see its name, proxy"_s);
        row("no Secret", stuck(u"CreateContainerConfigError"_s, u"secret \"s\" not found"_s), {},
            u"Something that its container refers to is not there"_s, u"have the Secret or ConfigMap made"_s);
        RunStatus looping = stuck(u"CrashLoopBackOff"_s, u"back-off 10s"_s);
        looping.pods[0].containers = {{.reason = u"CrashLoopBackOff"_s, .lastEnd = u"OOMKilled, exit 137"_s}};
        row("crashes", looping, {}, u"Its container ends again and again: OOMKilled, exit 137"_s, u"read the log"_s);
        RunStatus lost = statusOf(RunPhase::Starting, {.stage = Stage::Starting, .node = u"n1"_s});
        lost.pods[0].isLost = true;
        row("node lost", lost, {}, u"Node n1 no longer tells of its pod"_s, u"wait until the node is back"_s);
        const RunStatus starting = statusOf(RunPhase::Starting, {.stage = Stage::Starting, .node = u"n1"_s});
        row("starts", starting, {}, QString(), QString());
        row("a volume", starting, {told(u"FailedMount"_s, u"timed out"_s)}, u"Its node waits for a volume"_s,
            u"see whether the claim is bound"_s);
        row("out of memory", ended(137, u"OOMKilled"_s), {}, u"It took more memory than its limit"_s,
            u"raise the memory"_s);
        row("killed", ended(137, {}), {}, u"It was killed (SIGKILL)"_s, u"see the events"_s);
        row("too long", ended(1, u"DeadlineExceeded"_s), {}, u"It took longer than its time limit"_s,
            u"give it more time"_s);
        row("disk full", ended(1, u"Evicted"_s, u"low on resource: ephemeral-storage"_s), {},
            u"It was evicted: the node's disk"_s, u"write to a volume"_s);
        row("no devices", ended(1, u"UnexpectedAdmissionError"_s), {}, u"Its node could not give it its devices"_s,
            u"see the device plugin"_s);
        row("no program", ended(128, u"StartError"_s), {}, u"Its image lacks the program"_s, u"give a command"_s);
        row("not found by its shell", ended(127, {}), {}, u"Its shell did not find the program"_s, u"give a command"_s);
        row("its own code", ended(3, {}), {}, u"Its program ended with exit code 3"_s, u"read its log"_s);
        RunStatus preempted = ended(1, {}, u"preempted by a pod of higher priority"_s);
        preempted.pods.resize(1);
        preempted.pods[0].disruption = u"preempted by a pod of higher priority"_s;
        row("preempted", preempted, {}, u"A pod of it was taken away: preempted"_s, u"run it again"_s);
    }
    void advises()
    {
        QFETCH(const RunStatus, status);
        QFETCH(const Events, events);
        QFETCH(const std::optional<ClusterFit>, fit);
        QFETCH(const QString, cause);
        QFETCH(const QString, remedy);
        const RunAdvice advice = runAdvice(status, events, fit);
        QVERIFY2(cause.isEmpty() ? advice.cause.isEmpty() : advice.cause.startsWith(cause), qPrintable(advice.text()));
        QVERIFY2(remedy.isEmpty() ? advice.remedies.isEmpty() : advice.remedies.front().startsWith(remedy),
                 qPrintable(advice.text()));
    }

    void pulls_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("failure");
        const auto row = [](const QString &reason, const QString &message, PullFailure failure) {
            QTest::newRow(qPrintable(reason + u' ' + message)) << reason << message << int(failure);
        };
        const QString pull = u"ErrImagePull"_s;
        row(u"InvalidImageName"_s, u"couldn't parse"_s, PullFailure::BadName);
        row(u"ErrImageNeverPull"_s, u"is not present with pull policy of Never"_s, PullFailure::Never);
        row(pull, u"failed to resolve reference \"r/x:1\": r/x:1: not found"_s, PullFailure::NotFound);
        row(pull, u"pull access denied, repository does not exist or may require authorization"_s,
            PullFailure::Unauthorized);
        row(pull, u"unexpected status from HEAD request: 403 Forbidden"_s, PullFailure::Unauthorized);
        row(pull, u"tls: failed to verify certificate: x509: certificate signed by unknown authority"_s,
            PullFailure::Certificate);
        row(pull, u"429 Too Many Requests - toomanyrequests: rate limit"_s, PullFailure::TooMany);
        row(pull, u"dial tcp 10.0.0.1:5000: connect: connection refused"_s, PullFailure::NoRoute);
        row(pull, u"lookup registry.nowhere: no such host"_s, PullFailure::NoRoute);
        row(pull, u"rpc error: something"_s, PullFailure::Other);
    }
    void pulls()
    {
        QFETCH(const QString, reason);
        QFETCH(const QString, message);
        QTEST(int(pullFailure(reason, message)), "failure");
    }

    //! Both forms of an event, by the time when it was last told.
    void sortsEvents()
    {
        const QJsonObject old{{u"reason"_s, u"Scheduled"_s},
                              {u"type"_s, u"Normal"_s},
                              {u"count"_s, 3},
                              {u"lastTimestamp"_s, u"2026-01-01T00:00:09Z"_s},
                              {u"involvedObject"_s, QJsonObject{{u"kind"_s, u"Pod"_s}, {u"name"_s, u"p"_s}}}};
        const QJsonObject series{
            {u"reason"_s, u"FailedScheduling"_s},
            {u"type"_s, u"Warning"_s},
            {u"eventTime"_s, u"2026-01-01T00:00:01.5Z"_s},
            {u"series"_s, QJsonObject{{u"count"_s, 7}, {u"lastObservedTime"_s, u"2026-01-01T00:00:05.5Z"_s}}}};
        const Events events = runEvents({old, series});
        QCOMPARE(events.size(), 2u);
        QCOMPARE(events[0].reason, u"FailedScheduling"_s);
        QCOMPARE(events[0].count, 7);
        QVERIFY(events[0].isWarning && !events[1].isWarning);
        QCOMPARE(events[1].object, u"Pod p"_s);
        QCOMPARE(events[1].last - events[0].last, 4);
    }
};

QTEST_GUILESS_MAIN(TestRunAdvice)
#include "tst_runadvice.moc"
