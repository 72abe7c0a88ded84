// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/lifecycle/runstatus.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead::runs;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (!document.isObject())
        qFatal("%s: %s", qPrintable(problem.errorString()), text.constData());
    return document.object();
}

QJsonObject job(const QByteArray &spec, const QByteArray &status)
{
    return json(R"({"metadata":{"name":"j","uid":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{)" + spec +
                R"(},"status":{)" + status + "}}");
}

//! Of pods, each as it stands in the list below; the index behind a colon.
QJsonObject pod(const QByteArray &what)
{
    const QByteArray kind = what.split(':').at(0);
    const QByteArray index = what.split(':').value(1);
    static const QMap<QByteArray, QByteArray> states{
        {"new", R"("spec":{},"status":{"phase":"Pending"})"},
        {"gated", R"("spec":{"schedulingGates":[{"name":"team/gate"}]},"status":{"phase":"Pending"})"},
        {"homeless", R"("spec":{},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",
            "reason":"Unschedulable","message":"0/5 nodes are available"}]})"},
        {"placed", R"("spec":{"nodeName":"n"},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled",
            "status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}]})"},
        {"stuck", R"("spec":{"nodeName":"n"},"status":{"phase":"Pending","containerStatuses":[{"name":"main",
            "state":{"waiting":{"reason":"ErrImagePull","message":"not found"}}}]})"},
        {"running", R"("spec":{"nodeName":"n"},"status":{"phase":"Running","conditions":[{"type":"PodScheduled",
            "status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}],"containerStatuses":[{"name":"main",
            "imageID":"docker.io/x/y@sha256:ab","restartCount":2,"lastState":{"terminated":{"exitCode":137,
            "reason":"OOMKilled"}},"state":{"running":{"startedAt":"2026-01-01T00:00:09Z"}}}]})"},
        {"done", R"("spec":{"nodeName":"n"},"status":{"phase":"Succeeded","containerStatuses":[{"name":"main",
            "state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]})"},
        {"oom", R"("spec":{"nodeName":"n"},"status":{"phase":"Failed","containerStatuses":[{"name":"main","state":
            {"terminated":{"exitCode":137,"reason":"OOMKilled","finishedAt":"2026-01-01T00:01:00Z"}}}]})"},
        {"exit3", R"("spec":{"nodeName":"n"},"status":{"phase":"Failed","containerStatuses":[{"name":"main","state":
            {"terminated":{"exitCode":3,"reason":"Error","finishedAt":"2026-01-01T00:00:30Z"}}}]})"},
        {"evicted", R"("spec":{"nodeName":"n"},"status":{"phase":"Failed","reason":"Evicted",
            "message":"The node was low on resource: ephemeral-storage."})"},
        {"preempted", R"("spec":{"nodeName":"n"},"status":{"phase":"Failed","conditions":[{"type":"DisruptionTarget",
            "status":"True","reason":"PreemptionByScheduler"}]})"}};
    if (!states.contains(kind))
        qFatal("no such pod: %s", kind.constData());
    const QByteArray annotations =
        index.isEmpty() ? "{}" : R"({"batch.kubernetes.io/job-completion-index":")" + index + "\"}";
    static int number = 0;
    const QByteArray created = QDateTime::fromSecsSinceEpoch(++number, Qt::UTC).toString(Qt::ISODate).toLatin1();
    return json(R"({"metadata":{"name":"p","uid":")" + QByteArray::number(number) + R"(","creationTimestamp":")" +
                created + R"(","annotations":)" + annotations + "}," + states[kind] + "}");
}

std::vector<QJsonObject> pods(const QByteArray &list)
{
    std::vector<QJsonObject> result;
    for (const QByteArray &each : list.split(' ')) {
        if (!each.isEmpty())
            result.push_back(pod(each));
    }
    return result;
}

} // namespace

class TestRunStatus : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tells_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *spec, const char *status, const char *list,
                            const QString &text) {
            QTest::newRow(name) << QByteArray(spec) << QByteArray(status) << QByteArray(list) << text;
        };
        const char *one = R"("completions":1)";
        const char *four = R"("completions":4)";
        const char *complete = R"("conditions":[{"type":"Complete","status":"True"}])";
        const char *failed = R"("conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}])";
        row("held back", R"("suspend":true)", "", "", u"queued"_s);
        row("no pod yet", one, "", "", u"scheduling"_s);
        row("new", one, "", "new", u"scheduling"_s);
        row("no node", one, "", "homeless", u"scheduling"_s);
        row("has a node", one, "", "placed", u"starting"_s);
        row("no image", one, "", "stuck", u"starting, ErrImagePull"_s);
        row("runs", one, "", "running", u"running"_s);
        row("half of them placed", four, "", "placed:0 homeless:1 running:2", u"scheduling, 2 of 4 have a node"_s);
        row("three of four", four, "", "running:0 running:1 running:2 placed:3", u"starting"_s);
        row("all of four", four, "", "running:0 running:1 running:2 running:3", u"running 4 of 4"_s);
        row("one has ended", four, "", "running:0 done:1 running:2 running:3", u"running 3 of 4"_s);
        row("one has failed", four, "", "running:0 exit3:1 running:2 running:3", u"running 3 of 4"_s);
        row("its Job has yet to say so", one, "", "exit3", u"running"_s);
        row("replaced", one, "", "exit3 running", u"running"_s);
        row("replaced, of several", R"("completions":2)", "", "exit3:0 running:0 running:1", u"running 2 of 2"_s);
        row("well", one, complete, "done", u"succeeded"_s);
        row("well, its pods gone", one, complete, "", u"succeeded"_s);
        row("killed", one, failed, "oom", u"failed, exit 137, OOMKilled"_s);
        row("the first that failed says why", four, failed, "oom:0 exit3:1", u"failed, exit 3"_s);
        row("nobody says why", one, failed, "", u"failed, exit 1, BackoffLimitExceeded"_s);
        row("evicted", one, failed, "evicted", u"failed, exit 1, Evicted"_s);
        row("its pods are being ended", one,
            R"("conditions":[{"type":"FailureTarget","status":"True","reason":"PodFailurePolicy"}])", "exit3",
            u"failed, exit 3"_s);
        row("too long", one, R"("conditions":[{"type":"Failed","status":"True","reason":"DeadlineExceeded"}])", "exit3",
            u"failed, exit 1, DeadlineExceeded"_s);
        row("no longer failing", one, R"("conditions":[{"type":"Failed","status":"False"}])", "running", u"running"_s);
    }
    void tells()
    {
        QFETCH(const QByteArray, spec);
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, list);
        QTEST(runStatus(job(spec, status), pods(list)).text(), "text");
    }

    void ofNothing()
    {
        const RunStatus gone = runStatus({}, {});
        QVERIFY(gone.isOver());
        QCOMPARE(gone.text(), u"stopped"_s);
    }

    void readsPods()
    {
        const RunPod running = runPod(pod("running:3"), u"main"_s);
        QCOMPARE(running.index, 3);
        QCOMPARE(running.restarts(), 2);
        QCOMPARE(running.containers.size(), 1u);
        QCOMPARE(running.containers[0].digest, u"sha256:ab"_s);
        QCOMPARE(running.containers[0].lastEnd, u"OOMKilled, exit 137"_s);
        QCOMPARE(running.started - running.scheduled, 4);
        QCOMPARE(runPod(pod("gated"), u"main"_s).gates, QStringList{u"team/gate"_s});
        QCOMPARE(runPod(pod("preempted"), u"main"_s).disruption, u"preempted by a pod of higher priority"_s);
        QCOMPARE(secondsOf(u"1970-01-01T00:01:00Z"_s), 60);
        QCOMPARE(secondsOf(u"1970-01-01T00:01:00.500000Z"_s), 60);
        QCOMPARE(secondsOf(u"yesterday"_s), 0);
    }

    void times()
    {
        const RunStatus status =
            runStatus(job(R"("completions":2)", R"("startTime":"2026-01-01T00:00:02Z")"), pods("running:0 placed:1"));
        QCOMPARE(status.released - status.created, 2);
        QCOMPARE(status.scheduled - status.created, 5);
        QCOMPARE(status.started, 0); // not every one
        QCOMPARE(runStatus(job(R"("completions":2)", ""), pods("running:0 homeless:1")).scheduled, 0);
    }
};

QTEST_GUILESS_MAIN(TestRunStatus)
#include "tst_runstatus.moc"
