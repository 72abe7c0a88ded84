// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/transport/networkthreads.h"
#include "models/configs/configtrials.h"
#include "tests/runs/trialbed.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 180'000;

TrialTarget targetAt(const QString &context)
{
    TrialTarget target{.context = bedContext(context)};
    target.plan.target.contextId = target.context.id;
    target.plan.target.name = context;
    target.plan.launch = bedLaunch();
    return target;
}

TrialTarget deadDaemon()
{
    TrialTarget target{.daemon = {.address = {.host = u"unix:///nowhere"_s}}};
    target.plan.target.daemonId = u"d"_s;
    target.plan.target.name = u"lab"_s;
    target.plan.launch = bedLaunch();
    return target;
}

const runs::TrialWishes Quick{.pollInterval = 100ms};

} // namespace

//! Trials of many targets at once, as activities of the console.
class TestConfigTrialsServer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        QVERIFY2(qEnvironmentVariableIsSet("FAIRLEAD_KUBECTL"), "the test bed is not running: ./dev test starts it");
    }

    void triesAllTargets()
    {
        ActivityCentre centre({});
        const QAbstractItemModelTester tester(&centre.activities(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        transport::NetworkThreads threads;
        ConfigTrials trials(centre, threads, {.journalPath = m_folder.filePath(u"trials.json"_s)});
        QSignalSpy changed(&trials, &ConfigTrials::changed);
        const auto config = configOf("kubernetes: {nodeSelector: {kubernetes.io/hostname: real-1}}");
        trials.test(config, {targetAt(u"bed-a"_s), targetAt(u"dead"_s), deadDaemon()}, Quick);
        QCOMPARE(centre.activities().runningCount(), 3);
        QVERIFY(!trials.isIdle());
        trials.test(config, {targetAt(u"bed-a"_s)}, Quick); // it is being tried
        QCOMPARE(centre.activities().runningCount(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(trials.isIdle(), Patience);

        const std::vector<ConfigTest> tests = trials.tests(config.id);
        QCOMPARE(tests.size(), 3U);
        QCOMPARE(changed.back()[0].toString(), config.id);
        QCOMPARE(changed.back()[1].value<std::vector<ConfigTest>>(), tests);
        QCOMPARE(tests[0].target, u"bed-a"_s);
        QVERIFY(!tests[0].report.isRunning && tests[0].report.ended > 0);
        QVERIFY(std::none_of(tests[0].report.lines.begin(), tests[0].report.lines.end(),
                             [](const TestReport::Line &line) { return line.severity == Severity::Error; }));
        QVERIFY(std::any_of(tests[0].report.lines.begin(), tests[0].report.lines.end(),
                            [](const TestReport::Line &line) { return line.name == "Image"_L1; }));
        QCOMPARE(tests[1].report.lines.size(), 1U);
        QCOMPARE(tests[1].report.lines[0].name, u"Reachable"_s);
        QVERIFY(tests[1].report.lines[0].severity == Severity::Error);
        QVERIFY(tests[2].report.lines[0].severity == Severity::Error);
        QVERIFY(!tests[0].activityId.isEmpty() && tests[0].activityId != tests[1].activityId);
        const Activity *well = centre.activities().activity(tests[0].activityId);
        QVERIFY(well && well->state == Activity::State::Succeeded);
        const Activity *failed = centre.activities().activity(tests[1].activityId);
        QVERIFY(failed && failed->state == Activity::State::Failed && failed->result.contains(u"Reachable"_s));
        QCOMPARE(leftInCluster(), QStringList());

        trials.test(config, {targetAt(u"dead"_s)}, Quick); // again: the others stay
        QVERIFY(trials.tests(config.id)[1].report.isRunning);
        QTRY_VERIFY_WITH_TIMEOUT(trials.isIdle(), Patience);
        QCOMPARE(trials.tests(config.id).size(), 3U);

        auto changedConfig = configOf("kubernetes: {nodeSelector: {kubernetes.io/hostname: real-2}}");
        trials.test(changedConfig, {targetAt(u"dead"_s)}, Quick); // what the others said is of another one
        QTRY_VERIFY_WITH_TIMEOUT(trials.isIdle(), Patience);
        QCOMPARE(trials.tests(config.id).size(), 1U);
    }

    void cancels()
    {
        ActivityCentre centre({});
        transport::NetworkThreads threads;
        ConfigTrials trials(centre, threads, {.journalPath = m_folder.filePath(u"trials.json"_s)});
        const auto config = configOf("kubernetes: {nodeSelector: {kubernetes.io/hostname: real-1}}");
        trials.test(config, {targetAt(u"bed-a"_s)}, {.command = {u"sleep"_s, u"100"_s}, .pollInterval = 100ms});
        QTRY_VERIFY_WITH_TIMEOUT(!leftInCluster().isEmpty(), Patience);
        trials.cancelAll();
        QTRY_VERIFY_WITH_TIMEOUT(trials.isIdle(), Patience);
        const ConfigTest test = trials.tests(config.id).at(0);
        QVERIFY(centre.activities().activity(test.activityId)->state == Activity::State::Cancelled);
        QCOMPARE(test.report.lines.back().name, u"Cancelled"_s);
        QCOMPARE(leftInCluster(), QStringList());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestConfigTrialsServer)
#include "tst_configtrials_server.moc"
