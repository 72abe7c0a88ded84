// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/networkthreads.h"
#include "models/runs/runhub.h"
#include "models/runs/runsmodel.h"
#include "runentries.h"
#include "tests/runs/trialbed.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using runs::RunPhase;

namespace {

constexpr int Patience = 120'000;
const QString Namespace = u"hub-runs"_s;

//! The Job of a run that somebody else has begun.
QByteArray jobOf(const runs::RunRecord &record, const QByteArray &script)
{
    return QByteArray(R"(
{apiVersion: batch/v1, kind: Job, metadata: {name: NAME, namespace: hub-runs,
  labels: {app.kubernetes.io/managed-by: fairlead, fairlead.dev/run: ID}},
 spec: {backoffLimit: 0, template: {metadata: {labels: {app.kubernetes.io/managed-by: fairlead, fairlead.dev/run: ID}},
  spec: {restartPolicy: Never, terminationGracePeriodSeconds: 1, nodeSelector: {kubernetes.io/hostname: real-1},
   containers: [{name: main, image: "docker.io/bed/busybox:1", command: [/bin/busybox, sh, -c, "SCRIPT"]}]}}}}
)")
        .replace("NAME", record.name.toUtf8())
        .replace("ID", record.runId.toUtf8())
        .replace("SCRIPT", script);
}

} // namespace

class TestRunHubBed : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { admin({u"delete"_s, u"namespace"_s, Namespace, u"--wait=false"_s}); }
    void init();
    void cleanup();
    void follows();
    void stops();
    void othersRecords();
    void closedPlace();
    void removesWhatHasEnded();
    void leadsElsewhere();

private:
    //! In the journal, and as a Job with \p script on bed-a.
    runs::RunRecord begin(const QByteArray &script);
    void start(bool isOpen = true);
    runs::RunJournal journal() const { return runs::RunJournal(m_path); }
    QString stateOf(const QString &id) const { return m_model->run(id) ? stateText(*m_model->run(id)) : u"none"_s; }
    bool isJobThere(const runs::RunRecord &record) const
    {
        return admin({u"-n"_s, Namespace, u"get"_s, u"job"_s, record.name});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<transport::NetworkThreads> m_threads;
    std::unique_ptr<RunsModel> m_model;
    std::unique_ptr<RunHub> m_hub;
    QStringList m_failures;
};

void TestRunHubBed::initTestCase()
{
    QVERIFY2(!qEnvironmentVariable("FAIRLEAD_BED_KUBECONFIG").isEmpty(), "this test needs the test bed");
    admin({u"delete"_s, u"namespace"_s, Namespace, u"--ignore-not-found"_s});
    QVERIFY(admin({u"create"_s, u"namespace"_s, Namespace}));
    QTRY_VERIFY_WITH_TIMEOUT(admin({u"-n"_s, Namespace, u"get"_s, u"serviceaccount"_s, u"default"_s}), Patience);
}

void TestRunHubBed::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"runs.json"_s);
    m_threads = std::make_unique<transport::NetworkThreads>(1);
    m_model = std::make_unique<RunsModel>();
    m_failures.clear();
    m_hub = std::make_unique<RunHub>(
        *m_threads, RunHub::Settings{.journalPath = m_path, .lookInterval = std::chrono::milliseconds(100)});
    connect(m_hub.get(), &RunHub::runChanged, m_model.get(), &RunsModel::setRun);
    connect(m_hub.get(), &RunHub::runRemoved, m_model.get(), &RunsModel::removeRun);
    connect(m_hub.get(), &RunHub::failed, this, [this](const QString &text) { m_failures += text; });
}

void TestRunHubBed::cleanup()
{
    m_hub.reset();
    m_threads.reset();
    admin({u"-n"_s, Namespace, u"delete"_s, u"jobs"_s, u"--all"_s});
}

runs::RunRecord TestRunHubBed::begin(const QByteArray &script)
{
    const kubernetes::Context context = bedContext(u"bed-a"_s);
    runs::RunRecord record = runEntry(runs::newRunId(), RunPhase::Queued).record;
    record.isLeft = true;
    record.attempts.back() = {.contextId = context.id,
                              .place = context.name,
                              .server = context.endpoint.server.toString(),
                              .namespaceName = Namespace,
                              .begun = QDateTime::currentSecsSinceEpoch(),
                              .isThere = true};
    if (!admin({u"create"_s, u"-f"_s, u"-"_s}, jobOf(record, script)) || !journal().put(record).isEmpty())
        return {};
    return record;
}

void TestRunHubBed::start(bool isOpen)
{
    if (isOpen)
        m_hub->setPlaces({bedContext(u"bed-a"_s)}, {});
    m_hub->start();
}

//! From where it is to its end, and into the journal, as nobody else keeps it.
void TestRunHubBed::follows()
{
    const runs::RunRecord record = begin("sleep 2; exit 7");
    QVERIFY(!record.runId.isEmpty());
    start();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"running"_s, Patience);
    QCOMPARE(m_model->run(record.runId)->status.pods.size(), std::size_t(1));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"failed, exit 7"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!journal().runs().empty() && journal().runs().front().phase == RunPhase::Failed, Patience);
    QCOMPARE(journal().runs().front().exitCode, 7);
    QVERIFY(isJobThere(record)); // its log is
}

void TestRunHubBed::stops()
{
    const runs::RunRecord record = begin("sleep 3600");
    start();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"running"_s, Patience);
    m_hub->stop(record.runId, false);
    QCOMPARE(stateOf(record.runId), u"ending"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"stopped"_s, Patience);
    QVERIFY(!isJobThere(record));
    QTRY_VERIFY_WITH_TIMEOUT(journal().runs().front().phase == RunPhase::Stopped, Patience);
    QVERIFY(!journal().runs().front().attempts.back().isThere);
    m_hub->remove(record.runId);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"none"_s, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(journal().runs().empty(), Patience);
    QCOMPARE(m_failures, QStringList());
}

//! What another program writes into the journal is shown, and what it takes out goes.
void TestRunHubBed::othersRecords()
{
    start();
    runs::RunRecord record = runEntry(u"other"_s, RunPhase::Running, processes::ProcessMark::own()).record;
    QCOMPARE(journal().put(record), QString());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"other"_s), u"running"_s, Patience);
    record.text = u"running 1 of 2"_s;
    QCOMPARE(journal().put(record), QString());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"other"_s), u"running 1 of 2"_s, Patience);
    QCOMPARE(journal().remove(u"other"_s), QString());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"other"_s), u"none"_s, Patience);
}

//! Nobody asks there, and nothing ends; once it is opened it is followed.
void TestRunHubBed::closedPlace()
{
    const runs::RunRecord record = begin("sleep 3600");
    start(false);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"queued"_s, Patience);
    QCOMPARE(m_model->run(record.runId)->problem, u"bed-a is not open, so nobody asks how it stands there"_s);
    m_hub->stop(record.runId, true);
    QCOMPARE(m_failures.size(), 1);
    QVERIFY2(m_failures.front().contains("bed-a is not open"_L1), qPrintable(m_failures.front()));
    QCOMPARE(stateOf(record.runId), u"queued"_s);
    m_hub->setPlaces({bedContext(u"bed-a"_s)}, {});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"running"_s, Patience);
    QCOMPARE(m_model->run(record.runId)->problem, QString());
    m_hub->setPlaces({}, {});
    QVERIFY(!m_model->run(record.runId)->isTold);
    QVERIFY(isJobThere(record));
}

void TestRunHubBed::removesWhatHasEnded()
{
    const runs::RunRecord record = begin("exit 0");
    start();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"succeeded"_s, Patience);
    m_hub->remove(record.runId);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(record.runId), u"none"_s, Patience);
    QVERIFY(!isJobThere(record));
    QTRY_VERIFY_WITH_TIMEOUT(journal().runs().empty(), Patience);
}

//! A context that means another cluster by now is not asked for what is not there.
void TestRunHubBed::leadsElsewhere()
{
    runs::RunRecord record = begin("sleep 3600");
    record.attempts.back().server = u"https://10.0.0.1:6443"_s;
    QCOMPARE(journal().put(record), QString());
    start();
    QTRY_VERIFY_WITH_TIMEOUT(m_model->run(record.runId), Patience);
    QCOMPARE(m_model->run(record.runId)->problem, u"the context bed-a leads to another server by now"_s);
    m_hub->stop(record.runId, false);
    QCOMPARE(m_failures.size(), 1);
    QVERIFY(isJobThere(record));
}

QTEST_GUILESS_MAIN(TestRunHubBed)
#include "tst_runhub_bed.moc"
