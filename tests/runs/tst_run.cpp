// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/runs/lifecycle/run.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead::runs;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using End = AttemptEnd::Kind;

//! Ends as it is told to, once it is asked to or at once.
class ScriptedAttempt : public RunAttempt
{
public:
    ScriptedAttempt(AttemptEnd end, RunStatus status, bool waits, std::function<QString()> remember)
        : m_ending(std::move(end))
        , m_last(std::move(status))
        , m_waits(waits)
        , m_remember(std::move(remember))
    {
    }
    void start() override
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_ending.kind != End::Refused)
                    m_remember();
                setStatus(m_last);
                if (!m_waits)
                    finish(m_ending);
            },
            Qt::QueuedConnection);
    }
    void stop(bool) override { finish({.kind = End::Stopped}); }
    void readLogs(bool) override {}

private:
    AttemptEnd m_ending;
    RunStatus m_last;
    bool m_waits;
    std::function<QString()> m_remember;
};

struct Scripted
{
    AttemptEnd end;
    RunStatus status{};
    bool waits = false;
    bool isPossible = true;
};

//! A run over scripted places, and what its journal had when each attempt began.
struct Setup
{
    explicit Setup(const std::vector<Scripted> &script, const QString &scheduling = {})
    {
        Run::Settings settings{.record = {.runId = u"r1"_s, .name = u"train-r1"_s},
                               .timeouts = {.scheduling = scheduling},
                               .journalPath = journalPath()};
        int number = 0;
        for (const Scripted &each : script) {
            RunPlace place;
            place.plan.target.name = u"place-%1"_s.arg(++number);
            place.plan.target.contextId = place.plan.target.name;
            if (!each.isPossible)
                place.plan.problems = {{u"kubernetes.gpu.product"_s, u"no node has it"_s}};
            place.makeAttempt = [this, each](const LaunchPlan &plan, std::optional<std::chrono::seconds> limit,
                                             std::function<QString()> remember) {
                begun += plan.target.name;
                limits.push_back(limit);
                return std::make_unique<ScriptedAttempt>(each.end, each.status, each.waits, std::move(remember));
            };
            settings.places.push_back(std::move(place));
        }
        run = std::make_unique<Run>(std::move(settings));
    }
    QString journalPath() const { return folder.filePath(u"state/runs.json"_s); }
    std::vector<RunRecord> journal() const { return RunJournal(journalPath()).runs(); }
    bool waitUntilFinished()
    {
        QSignalSpy finished(run.get(), &Run::finished);
        run->start();
        return finished.wait(60'000);
    }

    QTemporaryDir folder;
    QStringList begun;
    std::vector<std::optional<std::chrono::seconds>> limits;
    std::unique_ptr<Run> run;
};

const Scripted refused{.end = {.kind = End::Refused, .why = u"Job x: exceeded quota"_s}};
const Scripted homeless{.end = {.kind = End::NotScheduled, .why = u"not scheduled in 120 s: no room"_s}};
const Scripted well{.end = {.kind = End::Over}, .status = {.phase = RunPhase::Succeeded}};
const Scripted bad{.end = {.kind = End::Over}, .status = {.phase = RunPhase::Failed, .exitCode = 3}};
const Scripted removed{.end = {.kind = End::Removed, .why = u"its Job was removed"_s}};
const Scripted impossible{.end = {}, .isPossible = false};

} // namespace

Q_DECLARE_METATYPE(std::vector<Scripted>)

//! Failover over places, with attempts that end as they are told to; what they do is tested on real clusters.
class TestRun : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void failsOver_data()
    {
        QTest::addColumn<std::vector<Scripted>>("script");
        QTest::addColumn<int>("begun");
        QTest::addColumn<QString>("phase");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const std::vector<Scripted> &script, int begun, const QString &phase,
                            const QString &text) { QTest::newRow(name) << script << begun << phase << text; };
        const Scripted stays{
            .end = {.kind = End::NotScheduled, .why = u"no room"_s, .leftovers = QStringList{u"Pod p"_s}}};
        row("at the first", {well, bad}, 1, u"succeeded"_s, u"succeeded"_s);
        row("its own failure is no reason to go on", {bad, well}, 1, u"failed"_s, u"failed, exit 3"_s);
        row("refused, then well", {refused, well}, 2, u"succeeded"_s, u"succeeded"_s);
        row("no room, refused, then well", {homeless, refused, well}, 3, u"succeeded"_s, u"succeeded"_s);
        row("nowhere", {refused, homeless}, 2, u"failed"_s, u"not scheduled in 120 s: no room"_s);
        row("what cannot be planned is passed over", {impossible, well}, 1, u"succeeded"_s, u"succeeded"_s);
        row("nothing can be planned", {impossible}, 0, u"failed"_s, u"kubernetes.gpu.product: no node has it"_s);
        row("no place", {}, 0, u"failed"_s, u"there is no place to run it"_s);
        row("something of it may run still", {stays, well}, 1, u"failed"_s, u"no room; left behind: Pod p"_s);
        row("taken away", {removed, well}, 1, u"stopped"_s, u"its Job was removed"_s);
    }
    void failsOver()
    {
        QFETCH(const std::vector<Scripted>, script);
        Setup f(script);
        QVERIFY(f.waitUntilFinished());
        QTEST(int(f.begun.size()), "begun");
        QTEST(toString(f.run->record().phase), "phase");
        QTEST(f.run->record().text, "text");
        QCOMPARE(f.journal().size(), 1u);
        QVERIFY(f.journal()[0] == f.run->record());
    }

    void remembersEachAttempt()
    {
        Setup f({refused, homeless, bad});
        QVERIFY(f.waitUntilFinished());
        const RunRecord record = f.journal().at(0);
        QCOMPARE(record.attempts.size(), 3u);
        QCOMPARE(record.attempts[0].outcome, u"Job x: exceeded quota"_s);
        QCOMPARE(record.attempts[1].place, u"place-2"_s);
        QVERIFY(!record.attempts[0].isThere && !record.attempts[1].isThere && record.attempts[2].isThere);
        QCOMPARE(record.exitCode, 3);
        QVERIFY(record.owner.isOwn());
    }

    //! The last waits as long as it takes, unless the config says otherwise.
    void limits()
    {
        Setup usual({homeless, homeless});
        QVERIFY(usual.waitUntilFinished());
        QVERIFY(usual.limits[0] == std::optional<std::chrono::seconds>(Run::UsualLimit));
        QVERIFY(!usual.limits[1]);
        Setup said({homeless, homeless}, u"5m"_s);
        QVERIFY(said.waitUntilFinished());
        QVERIFY(said.limits[0] == std::optional<std::chrono::seconds>(300s));
        QVERIFY(said.limits[1] == std::optional<std::chrono::seconds>(300s));
    }

    void stops()
    {
        Setup f({{.end = {.kind = End::Over}, .status = {.phase = RunPhase::Running}, .waits = true}, well});
        QSignalSpy finished(f.run.get(), &Run::finished);
        f.run->start();
        QTRY_VERIFY_WITH_TIMEOUT(f.run->attempt() && f.run->attempt()->status().phase == RunPhase::Running, 60'000);
        QVERIFY(f.journal().at(0).phase == RunPhase::Running);
        QVERIFY(f.journal().at(0).attempts.at(0).isThere);
        f.run->stop(false);
        QVERIFY(finished.count() == 1 || finished.wait(60'000));
        QCOMPARE(f.begun, QStringList{u"place-1"_s});
        QVERIFY(f.run->record().phase == RunPhase::Stopped);
    }

    void stopsBeforeItBegins()
    {
        Setup f({well});
        QSignalSpy finished(f.run.get(), &Run::finished);
        f.run->start();
        f.run->stop(false);
        QVERIFY(finished.wait(60'000));
        QVERIFY(f.begun.isEmpty());
    }

    void ids()
    {
        const QString id = newRunId();
        QVERIFY(QRegularExpression(u"^r[0-9a-f]{9}$"_s).match(id).hasMatch());
        QVERIFY(id != newRunId());
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
