// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/runs/rundetails.h"
#include "models/runs/runsmodel.h"
#include "runentries.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using runs::RunPhase;

namespace {

using Column = RunsModel::Column;
const auto Own = processes::ProcessMark::own();

QString textOf(const RunsModel &model, int row, Column column)
{
    return model.index(row, int(column)).data().toString();
}

const ObjectDetails::Section *sectionOf(const ObjectDetails &details, const QString &key)
{
    for (const ObjectDetails::Section &section : details.sections) {
        if (section.key == key)
            return &section;
    }
    return nullptr;
}

QList<ObjectAction::Kind> actionsOf(const ObjectDetails &details)
{
    QList<ObjectAction::Kind> kinds;
    for (const ObjectAction &action : details.actions)
        kinds += action.kind;
    return kinds;
}

} // namespace

class TestRunsModel : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void rows()
    {
        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RunEntry later = runEntry(u"b"_s, RunPhase::Running, Own);
        later.record.attempts.front().begun = 2'000;
        later.record.text = u"running 1 of 2"_s;
        model.setRun(runEntry(u"a"_s, RunPhase::Succeeded));
        model.setRun(later);
        model.flush();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(textOf(model, 0, Column::Run), u"train-b"_s); // the newest first
        QCOMPARE(textOf(model, 0, Column::State), u"running 1 of 2"_s);
        QCOMPARE(textOf(model, 0, Column::Place), u"gpu-east"_s);
        QCOMPARE(textOf(model, 0, Column::Command), u"nvidia-smi -L"_s);
        QCOMPARE(textOf(model, 1, Column::State), u"succeeded"_s);
        QCOMPARE(model.runningCount(), 1);

        QSignalSpy changed(&model, &CellTableModel::objectChanged);
        model.setRun(later); // as it was
        QCOMPARE(changed.size(), 0);
        later.isEnding = true;
        model.setRun(later);
        model.removeRun(u"a"_s);
        model.removeRun(u"nobody"_s);
        model.flush();
        QCOMPARE(changed.size(), 2);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(textOf(model, 0, Column::State), u"ending"_s);
        QVERIFY(!model.run(u"a"_s));
    }

    void asks_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("config") << u"config:gpu"_s << QStringList{u"train-b"_s, u"train-a"_s};
        QTest::newRow("state") << u"state:failed"_s << QStringList{u"train-a"_s};
        QTest::newRow("place") << u"place:west"_s << QStringList{};
        QTest::newRow("nodes") << u"nodes>1 run:train-b"_s << QStringList{u"train-b"_s};
    }
    void asks()
    {
        QFETCH(QString, query);
        RunsModel model;
        RunEntry later = runEntry(u"b"_s, RunPhase::Running, Own);
        later.record.attempts.front().begun = 2'000;
        model.setRun(runEntry(u"a"_s, RunPhase::Failed));
        model.setRun(later);
        model.setFilterText(query);
        model.flush();
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row)
            found += textOf(model, row, Column::Run);
        QTEST(found, "found");
    }

    void states_data()
    {
        QTest::addColumn<RunEntry>("entry");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("runs") << runEntry(u"a"_s, RunPhase::Running, Own) << u"running"_s << Severity::Ok;
        QTest::newRow("waits") << runEntry(u"a"_s, RunPhase::Scheduling, Own) << u"scheduling"_s << Severity::Neutral;
        QTest::newRow("nobody cares for it") << runEntry(u"a"_s) << u"left behind"_s << Severity::Warning;
        RunEntry left = runEntry(u"a"_s);
        left.record.isLeft = true;
        QTest::newRow("left on purpose") << left << u"running"_s << Severity::Ok;
        RunEntry failed = runEntry(u"a"_s, RunPhase::Failed, Own);
        failed.record.text = u"failed, exit 137, OOMKilled"_s;
        QTest::newRow("failed") << failed << u"failed, exit 137, OOMKilled"_s << Severity::Error;
        RunEntry stuck = runEntry(u"a"_s, RunPhase::Starting, Own);
        stuck.isTold = true;
        stuck.status.isStuck = true;
        QTest::newRow("stuck") << stuck << u"starting"_s << Severity::Warning;
        RunEntry hostile = runEntry(u"a"_s, RunPhase::Failed, Own);
        hostile.record.text = u"a\x1b[31mb\nc"_s;
        QTest::newRow("escapes of others") << hostile << u"a\ufffd[31mb c"_s << Severity::Error;
    }
    void states()
    {
        QFETCH(RunEntry, entry);
        QFETCH(Severity, severity);
        QTEST(stateText(entry), "text");
        QVERIFY(severityOf(entry) == severity);
    }

    void orphans()
    {
        RunsModel model;
        model.setRun(runEntry(u"mine"_s, RunPhase::Running, Own));
        model.setRun(runEntry(u"lost"_s));
        RunEntry ending = runEntry(u"ending"_s);
        ending.isEnding = true;
        model.setRun(ending);
        QCOMPARE(model.orphans(), QStringList{u"lost"_s});
    }

    void elapses_data()
    {
        QTest::addColumn<RunPhase>("phase");
        QTest::addColumn<qint64>("ended");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("under way") << RunPhase::Running << qint64(0) << qint64(500);
        QTest::newRow("over") << RunPhase::Failed << qint64(1'060) << qint64(60);
        QTest::newRow("over, and nobody knows when") << RunPhase::Failed << qint64(0) << qint64(0);
        QTest::newRow("clocks that differ") << RunPhase::Failed << qint64(990) << qint64(0);
    }
    void elapses()
    {
        QFETCH(RunPhase, phase);
        QFETCH(qint64, ended);
        RunEntry entry = runEntry(u"a"_s, phase);
        entry.record.attempts.back().ended = ended;
        QTEST(qint64(elapsed(entry.record, 1'500)), "seconds");
    }

    //! What can be done with it, and why not.
    void actions_data()
    {
        using Kind = ObjectAction::Kind;
        QTest::addColumn<RunEntry>("entry");
        QTest::addColumn<QList<ObjectAction::Kind>>("actions");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("runs") << runEntry(u"a"_s, RunPhase::Running, Own) << QList{Kind::Stop} << QString();
        QTest::newRow("over") << runEntry(u"a"_s, RunPhase::Failed, Own) << QList{Kind::Remove} << QString();
        RunEntry closed = runEntry(u"a"_s);
        closed.problem = u"gpu-east is not open"_s;
        QTest::newRow("its place is closed") << closed << QList{Kind::Stop} << u"gpu-east is not open"_s;
        RunEntry ending = runEntry(u"a"_s);
        ending.isEnding = true;
        QTest::newRow("ending") << ending << QList{Kind::Stop} << u"It is being ended."_s;
    }
    void actions()
    {
        QFETCH(RunEntry, entry);
        const ObjectDetails details = runDetails(entry, 1'500);
        QTEST(actionsOf(details), "actions");
        QTEST(details.actions.front().refusal, "refusal");
    }

    void details()
    {
        RunEntry entry = runEntry(u"a"_s, RunPhase::Running, Own);
        entry.record.attempts.insert(entry.record.attempts.begin(),
                                     {.contextId = u"west"_s,
                                      .place = u"gpu-west"_s,
                                      .begun = 900,
                                      .ended = 960,
                                      .outcome = u"not scheduled in 60 s: 0/5 nodes are available"_s});
        entry.isTold = true;
        entry.status.created = 1'000;
        entry.status.released = 1'001;
        entry.status.scheduled = 1'021;
        runs::RunPod pod;
        pod.uid = u"u1"_s;
        pod.progress.pod = u"train-a-0"_s;
        pod.progress.node = u"h100-1"_s;
        pod.containers.push_back({.name = u"main"_s,
                                  .state = runs::RunContainer::State::Waiting,
                                  .reason = u"ImagePullBackOff"_s,
                                  .restarts = 2});
        entry.status.pods = {pod};
        entry.events = {{.reason = u"Scheduled"_s, .object = u"Pod train-a-0"_s, .last = 1'021},
                        {.reason = u"Failed"_s,
                         .message = u"<b>no such image</b>"_s,
                         .object = u"Pod train-a-0"_s,
                         .count = 3,
                         .last = 1'100,
                         .isWarning = true}};
        const ObjectDetails details = runDetails(entry, 1'500);
        QCOMPARE(details.title, u"train-a"_s);
        const auto *attempts = sectionOf(details, u"attempts"_s);
        QVERIFY(attempts);
        QCOMPARE(attempts->facts.size(), std::size_t(2));
        QCOMPARE(attempts->facts[0].text, u"not scheduled in 60 s: 0/5 nodes are available"_s);
        QCOMPARE(attempts->facts[0].note, u"1 min"_s);
        QCOMPARE(attempts->facts[1].title, u"gpu-east, namespace ml"_s);
        QCOMPARE(attempts->facts[1].text, u"under way"_s);
        const auto *pods = sectionOf(details, u"pods"_s);
        QVERIFY(pods);
        QCOMPARE(pods->facts[0].note, u"h100-1"_s);
        QCOMPARE(pods->facts[0].text, u"main: waiting, ImagePullBackOff, 2 restarts"_s);
        const auto *events = sectionOf(details, u"events"_s);
        QVERIFY(events);
        QCOMPARE(events->facts[0].title, u"Failed, 3 times"_s); // the last first
        QVERIFY(events->facts[0].severity == Severity::Warning);
        const auto *times = sectionOf(details, u"times"_s);
        QVERIFY(times);
        QCOMPARE(times->facts[1].title, u"Scheduling"_s);
        QCOMPARE(times->facts[1].note, u"20 s"_s);

        QCOMPARE(details.state, u"running"_s);
        entry.record.text = u"fits nowhere there: 16 of nvidia.com/gpu asked for, the node has 8"_s;
        entry.record.phase = RunPhase::Failed;
        QCOMPARE(runDetails(entry, 1'500).state, u"failed"_s); // a mark, not a story
        entry.isTold = false;
        QCOMPARE(runDetails(entry, 1'500).message, entry.record.text);
        QVERIFY(!sectionOf(runDetails(entry, 1'500), u"pods"_s)); // nobody has told of them
    }

    void withstandsChurn()
    {
        const quint32 seed = qEnvironmentVariableIsSet("FAIRLEAD_TEST_SEED")
                                 ? qEnvironmentVariableIntValue("FAIRLEAD_TEST_SEED")
                                 : QRandomGenerator::global()->generate();
        qInfo("FAIRLEAD_TEST_SEED=%u", seed);
        QRandomGenerator random(seed);
        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSet<QString> there;
        for (int round = 0; round < 300; ++round) {
            const QString id = QString::number(random.bounded(12));
            if (random.bounded(3) == 0) {
                model.removeRun(id);
                there.remove(id);
            } else {
                model.setRun(runEntry(id, RunPhase(random.bounded(int(RunPhase::Stopped) + 1))));
                there.insert(id);
            }
            if (random.bounded(10) == 0)
                model.sort(random.bounded(RunsModel::Columns + 1) - 1,
                           random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
            if (random.bounded(10) == 0)
                model.setFilterText(random.bounded(2) == 0 ? QString() : u"state:failed"_s);
            if (random.bounded(3) > 0)
                model.flush();
        }
        model.setFilterText({});
        model.updateElapsed();
        model.flush();
        QCOMPARE(model.rowCount(), int(there.size()));
    }
};

QTEST_GUILESS_MAIN(TestRunsModel)
#include "tst_runsmodel.moc"
