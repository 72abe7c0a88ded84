// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/workshop/pruneactivities.h"
#include "models/workshop/testactivities.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using State = Activity::State;

namespace {

using Line = TestReport::Line;
using Lines = std::vector<Line>;

const TestActivities::Server Local{.key = u"daemon\nd"_s, .name = u"local"_s, .where = u"unix:///d.sock"_s};

QString logOf(ActivityCentre &centre, const QString &id)
{
    const LogRing &ring = centre.details(id)->log.ring();
    QStringList lines;
    for (std::int64_t i = ring.firstLine(); i < ring.endLine(); ++i)
        lines += QString::fromUtf8(ring.line(i).utf8);
    return lines.join(u'\n');
}

} // namespace

//! Tests and clean-ups in the list of activities.
class TestServerActivities : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void progresses();
    void results_data();
    void results();
    void cancelled();
    void secondTest();
    void survivesARestart();
    void prunes_data();
    void prunes();
    void pruneIsCancelled();

private:
    Activity activity(const QString &id) const
    {
        const Activity *activity = m_centre->activities().activity(id);
        return activity ? *activity : Activity{};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ActivityCentre> m_centre;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<TestActivities> m_tests;
    std::unique_ptr<PruneActivities> m_prunes;
};

void TestServerActivities::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_centre = std::make_unique<ActivityCentre>(QString());
    m_tester = std::make_unique<QAbstractItemModelTester>(&m_centre->activities(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tests = std::make_unique<TestActivities>(*m_centre);
    m_prunes = std::make_unique<PruneActivities>(*m_centre);
}

void TestServerActivities::cleanup()
{
    m_tester.reset();
    m_centre.reset();
}

void TestServerActivities::progresses()
{
    const QString id = m_tests->begin(
        Local, [](const QString &) {}, [] {});
    m_centre->activities().flush();
    QCOMPARE(m_centre->activities().rowCount(), 1);
    QCOMPARE(m_centre->activities().index(0, 0).data().toString(), u"Test local"_s);
    QVERIFY(activity(id).kind == Activity::Kind::Test && activity(id).state == State::Running);
    QVERIFY(!activity(id).progress); // nobody knows how many
    m_tests->expect(id, 4);
    m_tests->add(id, {u"Reachable"_s, u"answers in 3 ms"_s, Severity::Ok});
    QCOMPARE(activity(id).progress, 0.25);
    QCOMPARE(activity(id).detail, u"check 1 of 4"_s);
    m_tests->add(id, {u"Disk"_s, u"one line\nand another"_s, Severity::Warning});
    m_tests->add(id, {u"Engine"_s, u"\u202e\x1b[2Jbad"_s, Severity::Neutral});
    QCOMPARE(activity(id).detail, u"check 3 of 4"_s);
    QCOMPARE(logOf(*m_centre, id), u"ok       Reachable: answers in 3 ms\n"
                                   "warning  Disk: one line\n"
                                   "         and another\n"
                                   "note     Engine: \ufffd\ufffd[2Jbad"_s);
    for (int i = 0; i < 3; ++i) // more than were promised
        m_tests->add(id, {u"More"_s, {}, Severity::Ok});
    QCOMPARE(activity(id).detail, u"check 6 of 6"_s);
    m_tests->end(id, false);
    QVERIFY(activity(id).state == State::Succeeded);
    QCOMPARE(activity(id).result, u"1 warning(s): Disk"_s);
    m_tests->add(id, {u"Late"_s, {}, Severity::Error}); // nobody hears it
    m_tests->end(id, false);
    QVERIFY(activity(id).state == State::Succeeded);
    m_centre->activities().flush();
}

void TestServerActivities::results_data()
{
    QTest::addColumn<Lines>("lines");
    QTest::addColumn<QString>("result");
    const Line ok{u"Engine"_s, u"24"_s, Severity::Ok};
    const Line note{u"Devices"_s, u"none"_s, Severity::Neutral};
    const Line skipped{u"May push to c"_s, u"not tried"_s, Severity::Dim};
    const Line warning{u"Images"_s, u"1 of 2 are missing"_s, Severity::Warning};
    const Line failed{u"May push to r"_s, u"denied"_s, Severity::Error};
    QTest::newRow("nothing") << Lines{} << u"0 check(s) well"_s;
    QTest::newRow("well") << Lines{ok, note} << u"2 check(s) well"_s;
    QTest::newRow("not tried") << Lines{ok, skipped, note}
                               << u"2 check(s) well, not tried or nothing to try: May push to c"_s;
    QTest::newRow("warnings") << Lines{warning, ok, warning} << u"2 warning(s): Images, Images"_s;
    QTest::newRow("one failed") << Lines{ok, warning, failed} << u"May push to r: denied"_s;
    QTest::newRow("several failed") << Lines{failed, ok, failed}
                                    << u"2 check(s) failed: May push to r, May push to r"_s;
    QTest::newRow("of a server") << Lines{{u"Engine"_s, u"a\nb"_s, Severity::Error}} << u"Engine: a b"_s;
}

void TestServerActivities::results()
{
    QFETCH(const Lines, lines);
    QTEST(testResult(lines), "result");
    const QString id = m_tests->begin(Local, [](const QString &) {}, {});
    bool hasFailed = false;
    bool isWarned = false;
    for (const Line &line : lines) {
        m_tests->add(id, line);
        hasFailed |= line.severity == Severity::Error;
        isWarned |= line.severity == Severity::Warning;
    }
    m_tests->end(id, false);
    QCOMPARE(activity(id).hasWarning, isWarned && !hasFailed);
    QVERIFY(activity(id).state == (hasFailed ? State::Failed : State::Succeeded));
    QVERIFY(!m_centre->activities().canRetry(id)); // nobody gave a way
}

void TestServerActivities::cancelled()
{
    QString asked;
    int retries = 0;
    const QString id = m_tests->begin(
        Local, [&asked](const QString &run) { asked = run; }, [&retries] { ++retries; });
    QVERIFY(m_centre->activities().canCancel(id));
    m_centre->activities().cancel(id);
    QCOMPARE(asked, id);
    QVERIFY(activity(id).state == State::Cancelling);
    m_tests->add(id, {u"Engine"_s, u"24"_s, Severity::Error}); // it was on its way
    m_tests->end(id, true);
    QVERIFY(activity(id).state == State::Cancelled);
    m_centre->activities().retry(id);
    QCOMPARE(retries, 1);
}

//! Of the first nothing is shown of the server any more, though its activity goes on to its end.
void TestServerActivities::secondTest()
{
    const QString first = m_tests->begin(Local, [](const QString &) {}, {});
    const QString other = m_tests->begin({u"registry\nd"_s, u"r"_s, u"h"_s}, [](const QString &) {}, {});
    QVERIFY(m_tests->isLast(first) && m_tests->isLast(other));
    const QString second = m_tests->begin(Local, [](const QString &) {}, {});
    QVERIFY(!m_tests->isLast(first) && m_tests->isLast(second) && m_tests->isLast(other));
    m_tests->end(first, true);
    QVERIFY(activity(first).state == State::Cancelled && activity(second).state == State::Running);
}

void TestServerActivities::survivesARestart()
{
    ActivityCentre before(m_folder.path());
    TestActivities tests(before);
    const QString id = tests.begin(
        Local, [](const QString &) {}, [] {});
    tests.add(id, {u"Engine"_s, u"24"_s, Severity::Ok});
    tests.end(id, false);
    const QString running = tests.begin(
        Local, [](const QString &) {}, [] {});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder.filePath(u"activities.json"_s)), 60'000);
    // Only the end of the console says that the other one is interrupted.
    ActivityCentre after(m_folder.path());
    QSignalSpy restored(&after, &ActivityCentre::restored);
    after.restore();
    QVERIFY(restored.wait(60'000));
    const Activity *kept = after.activities().activity(id);
    QVERIFY(kept);
    QVERIFY(kept->kind == Activity::Kind::Test && kept->state == State::Succeeded);
    QCOMPARE(kept->title, u"local"_s);
    QCOMPARE(kept->result, u"1 check(s) well"_s);
    QVERIFY(!after.activities().canRetry(id));
    const auto details = after.details(id);
    QVERIFY(details);
    QTRY_VERIFY_WITH_TIMEOUT(!details->isReading, 60'000);
    QCOMPARE(logOf(after, id), u"ok       Engine: 24"_s);
    tests.end(running, true);
}

void TestServerActivities::prunes_data()
{
    using imagejobs::CleanUpOutcome;
    QTest::addColumn<CleanUpOutcome>("outcome");
    QTest::addColumn<QString>("expected"); // state, result
    QTest::addColumn<QString>("log");
    const ApiError inUse{.kind = ApiError::Kind::Conflict, .reason = u"InUse"_s, .message = u"x"_s};
    const ApiError lost{.kind = ApiError::Kind::Network, .reason = u"NotConnected"_s, .message = u"gone"_s};
    const CleanUpOutcome::Kept kept{u"b:1"_s, u"sha256:b"_s, inUse};
    const QString keptText = u"b:1: kept: a container, an image or a recipe needs it by now"_s;
    QTest::newRow("all") << CleanUpOutcome{.removedNames = {u"a:1"_s, u"a:2"_s}} << u"succeeded 2 name(s) removed"_s
                         << u"removed a:1\nremoved a:2"_s;
    QTest::newRow("some") << CleanUpOutcome{.removedNames = {u"a:1"_s}, .kept = {kept}}
                          << u"succeeded 1 name(s) removed, 1 kept"_s << u"removed a:1\n"_s + keptText;
    QTest::newRow("none") << CleanUpOutcome{.kept = {kept}} << u"failed 0 name(s) removed, 1 kept"_s << keptText;
    const docker::BuildCacheOutcome cache{.records = 2, .bytes = 5 << 20};
    QTest::newRow("build cache") << CleanUpOutcome{.cache = cache}
                                 << u"succeeded build cache: 2 record(s) removed, 5.0 MiB freed"_s
                                 << u"build cache: 2 record(s) removed, 5.0 MiB freed"_s;
    QTest::newRow("names and build cache")
        << CleanUpOutcome{.removedNames = {u"a:1"_s}, .cache = cache}
        << u"succeeded 1 name(s) removed, build cache: 2 record(s) removed"_s << u"removed a:1\nbuild cache: 2"_s;
    QTest::newRow("build cache that was refused")
        << CleanUpOutcome{.cache = tl::make_unexpected(ApiError{.kind = ApiError::Kind::Server, .message = u"no"_s})}
        << u"failed build cache: kept: no"_s << u"build cache: kept: no"_s;
    QTest::newRow("build cache in use") << CleanUpOutcome{.cache = docker::BuildCacheOutcome{.missed = {u"c"_s}}}
                                        << u"failed build cache: 0 record(s) removed"_s << u"build cache: 0"_s;
    QTest::newRow("cancelled") << CleanUpOutcome{.untried = 2, .error = ApiError{.kind = ApiError::Kind::Cancelled}}
                               << u"cancelled 0 name(s) removed, 2 not tried"_s << QString();
    QTest::newRow("lost") << CleanUpOutcome{.removedNames = {u"a:1"_s}, .untried = 1, .error = lost}
                          << u"failed 1 name(s) removed, 1 not tried, "_s << u"removed a:1"_s;
}

void TestServerActivities::prunes()
{
    QFETCH(const imagejobs::CleanUpOutcome, outcome);
    QFETCH(const QString, expected);
    QFETCH(const QString, log);
    m_prunes->begin(u"d"_s, u"local"_s, u"unix:///d.sock"_s, [] {});
    m_centre->activities().flush();
    const QString id = m_centre->activities().index(0, 0).data(ActivitiesModel::KeyRole).toString();
    QCOMPARE(m_centre->activities().index(0, 0).data().toString(), u"Clean-up local"_s);
    QVERIFY(m_prunes->isRunning(u"d"_s));
    m_prunes->advance(u"d"_s, 1, 2);
    QCOMPARE(activity(id).detail, u"1 of 2"_s);
    m_prunes->advance(u"other"_s, 1, 2);
    // Somebody else wanted to see what could go meanwhile.
    m_prunes->fail(u"d"_s, {.kind = ApiError::Kind::Conflict, .reason = u"Removing"_s, .message = u"later"_s});
    m_prunes->fail(u"other"_s, {.kind = ApiError::Kind::Network, .message = u"gone"_s});
    QVERIFY(activity(id).state == State::Running);
    m_prunes->end(u"d"_s, outcome);
    QVERIFY2((stateText(activity(id).state) + u' ' + activity(id).result).startsWith(expected),
             qPrintable(activity(id).result));
    QVERIFY2(logOf(*m_centre, id).startsWith(log), qPrintable(logOf(*m_centre, id)));
    QVERIFY(!m_centre->activities().canRetry(id));
    QVERIFY(!m_prunes->isRunning(u"d"_s));
}

void TestServerActivities::pruneIsCancelled()
{
    int cancels = 0;
    m_prunes->begin(u"d"_s, u"local"_s, u"unix:///d.sock"_s, [&cancels] { ++cancels; });
    m_centre->activities().flush();
    const QString id = m_centre->activities().index(0, 0).data(ActivitiesModel::KeyRole).toString();
    m_centre->activities().cancel(id);
    QCOMPARE(cancels, 1);
    m_prunes->fail(u"d"_s, {.kind = ApiError::Kind::Conflict, .reason = u"ListIsOld"_s, .message = u"look again"_s});
    QVERIFY(activity(id).state == State::Failed);
}

QTEST_GUILESS_MAIN(TestServerActivities)
#include "tst_serveractivities.moc"
