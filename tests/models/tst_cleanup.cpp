// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdata.h"
#include "models/docker/cleanup.h"
#include "models/formats.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;
using State = CleanUpGroup::State;
using Groups = std::vector<CleanUpGroup>;

namespace {

//! Two images of 3 and 1 MiB, which share 1 MiB; both chosen.
CleanUpGroup listed(const QString &name)
{
    CleanUpGroup group{.daemonId = name, .daemonName = name, .state = State::Listed};
    group.list.candidates = {{.image = image(u"1"_s, {u"a:1"_s}, 3 << 20, 1 << 20), .freedBytes = 2 << 20},
                             {.image = image(u"2"_s, {}, 1 << 20, 1 << 20), .freedBytes = 0}};
    group.list.leastBytes = 2 << 20;
    group.list.mostBytes = 4 << 20;
    group.checked = {u"sha256:1"_s, u"sha256:2"_s};
    return group;
}

CleanUpGroup counted(const QString &name)
{
    CleanUpGroup group = listed(name);
    group.layers = docker::SharedLayers(
        {{u"sha256:1"_s, {u"l"_s, u"m"_s}, 3 << 20, 1 << 20}, {u"sha256:2"_s, {u"l"_s}, 1 << 20, 1 << 20}});
    return group;
}

//! 2 records of 5 MiB, chosen.
CleanUpGroup withCache(CleanUpGroup group)
{
    group.cache =
        docker::buildCacheList({{.id = u"c1"_s, .sizeBytes = 1 << 20}, {.id = u"c2"_s, .sizeBytes = 4 << 20}});
    group.isCacheChecked = true;
    return group;
}

CleanUpGroup ended(const QString &name, const imagejobs::CleanUpOutcome &outcome)
{
    CleanUpGroup group = counted(name);
    group.state = State::Ended;
    group.outcome = outcome;
    return group;
}

const ApiError InUse{.kind = ApiError::Kind::Conflict, .reason = u"InUse"_s, .message = u"no"_s};
const ApiError Lost{.kind = ApiError::Kind::Network, .message = u"connection reset"_s};

} // namespace

class TestCleanUp : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void notes_data()
    {
        QTest::addColumn<CleanUpGroup>("group");
        QTest::addColumn<QString>("note");
        QTest::addColumn<Severity>("severity");
        const auto row = [](const char *name, const CleanUpGroup &group, const QString &note,
                            Severity severity = Severity::Dim) { QTest::newRow(name) << group << note << severity; };
        row("asking", {}, u"asking…"_s);
        row("listed", listed(u"a"_s), u"2 of 2 · 2.0 MiB to 4.0 MiB"_s);
        row("shared layers counted once", counted(u"a"_s), u"2 of 2 · 3.0 MiB"_s);
        CleanUpGroup half = counted(u"a"_s);
        half.checked = {u"sha256:1"_s};
        row("some chosen", half, u"1 of 2 · 2.0 MiB"_s);
        row("no image, and more to come", {.state = State::Listed}, u"no image; asking for the build cache…"_s);
        CleanUpGroup empty{.state = State::Listed};
        empty.cache = docker::BuildCacheList();
        row("nothing there", empty, u"nothing to clean up"_s);
        empty.cache = tl::make_unexpected(InUse);
        row("nothing there, the cache unknown", empty, u"nothing to clean up"_s);
        row("with build cache", withCache(counted(u"a"_s)), u"3 of 3 · 8.0 MiB"_s);
        CleanUpGroup unchosen = withCache(counted(u"a"_s));
        unchosen.isCacheChecked = false;
        row("without the build cache", unchosen, u"2 of 3 · 3.0 MiB"_s);
        row("build cache alone", withCache({.state = State::Listed}), u"1 of 1 · 5.0 MiB"_s);
        row("failed", {.state = State::Failed}, u"not listed"_s, Severity::Error);
        row("removing", {.state = State::Removing}, u"removing…"_s);
        row("removing some", {.state = State::Removing, .names = 3, .allNames = 12}, u"removing: 3 of 12"_s);
        row("all removed", ended(u"a"_s, {.removedNames = {u"a:1"_s}, .deletedIds = {u"sha256:1"_s, u"sha256:x"_s}}),
            u"1 removed · 2.0 MiB"_s, Severity::Ok);
        row("some kept",
            ended(
                u"a"_s,
                {.removedNames = {u"a:1"_s}, .deletedIds = {u"sha256:1"_s}, .kept = {{u"b"_s, u"sha256:2"_s, InUse}}}),
            u"1 removed · 2.0 MiB · 1 kept"_s, Severity::Warning);
        row("a name alone", ended(u"a"_s, {.removedNames = {u"a:1"_s}}), u"1 name(s) removed"_s, Severity::Ok);
        row("broken off", ended(u"a"_s, {.error = Lost}), u"broken off"_s, Severity::Error);
        row("nothing", ended(u"a"_s, {}), u"nothing removed"_s);
        row("build cache removed", ended(u"a"_s, {.cache = docker::BuildCacheOutcome{.records = 2, .bytes = 5 << 20}}),
            u"cache 5.0 MiB"_s, Severity::Ok);
        row("some of it kept",
            ended(u"a"_s, {.cache = docker::BuildCacheOutcome{.records = 1, .bytes = 1 << 20, .missed = {u"c2"_s}}}),
            u"cache 1.0 MiB · 1 kept"_s, Severity::Warning);
        row("all of it kept", ended(u"a"_s, {.cache = tl::make_unexpected(InUse)}), u"1 kept"_s, Severity::Warning);
    }
    void notes()
    {
        QFETCH(CleanUpGroup, group);
        QTEST(cleanUpNote(group), "note");
        QTEST(cleanUpSeverity(group), "severity");
    }

    void asksOverAll()
    {
        Groups groups{counted(u"gpu"_s), counted(u"lab"_s), {.daemonName = u"gone"_s, .state = State::Failed}};
        QCOMPARE(cleanUpQuestion(groups), u"Remove 4 image(s) (6.0 MiB) from gpu, lab?"_s);
        groups[1].checked.clear();
        QCOMPARE(cleanUpQuestion(groups), u"Remove 2 image(s) (3.0 MiB) from gpu?"_s);
        groups[0].state = State::Removing;
        QCOMPARE(cleanUpQuestion(groups), QString());
        groups[1] = withCache(groups[1]);
        QCOMPARE(cleanUpQuestion(groups), u"Remove the build cache (5.0 MiB) of lab?"_s);
        groups[0].state = State::Listed;
        QCOMPARE(cleanUpQuestion(groups), u"Remove 2 image(s) and build cache (8.0 MiB) from gpu, lab?"_s);
        groups[0].state = State::Removing;
        groups[1].isCacheChecked = false;
        QCOMPARE(chosenOf(groups), PruneTotal());
    }

    void tellsWhatCameOfIt_data()
    {
        QTest::addColumn<Groups>("groups");
        QTest::addColumn<QString>("result");
        QTest::addColumn<Severity>("severity");
        const CleanUpGroup well =
            ended(u"gpu"_s, {.removedNames = {u"a:1"_s, u"x"_s}, .deletedIds = {u"sha256:1"_s, u"sha256:2"_s}});
        QTest::newRow("all") << Groups{well, well} << u"4 image(s) removed, 6.0 MiB freed."_s << Severity::Ok;
        QTest::newRow("what was kept is told")
            << Groups{well, ended(u"lab"_s, {.kept = {{u"b"_s, u"sha256:2"_s, InUse}}})}
            << u"2 image(s) removed, 3.0 MiB freed. 1 name(s) kept."_s << Severity::Warning;
        QTest::newRow("who broke off is told")
            << Groups{well, ended(u"lab"_s, {.removedNames = {u"c"_s}, .untried = 3, .error = Lost})}
            << u"2 image(s) removed, 3.0 MiB freed. lab broke off before the end."_s << Severity::Error;
        CleanUpGroup working = counted(u"lab"_s);
        working.state = State::Removing;
        QTest::newRow("not yet all") << Groups{well, working}
                                     << u"2 image(s) removed, 3.0 MiB freed. Others are still at it."_s << Severity::Ok;
        QTest::newRow("names alone") << Groups{ended(u"lab"_s, {.removedNames = {u"c"_s}})} << u"1 name(s) removed."_s
                                     << Severity::Ok;
        const docker::BuildCacheOutcome some{.records = 2, .bytes = 5 << 20};
        QTest::newRow("build cache alone") << Groups{ended(u"lab"_s, {.cache = some}), ended(u"gpu"_s, {.cache = some})}
                                           << u"Build cache: 4 record(s) removed, 10.0 MiB freed."_s << Severity::Ok;
        CleanUpGroup both = well;
        both.outcome.cache = docker::BuildCacheOutcome{.records = 3, .bytes = 6 << 20, .imageRecords = 1};
        QTest::newRow("images and the cache of theirs")
            << Groups{both}
            << u"2 image(s) removed, 3.0 MiB freed. Build cache: 3 record(s) removed, 6.0 MiB freed, layers of removed "
               "images among it."_s
            << Severity::Ok;
        QTest::newRow("cache that stays is told")
            << Groups{well, ended(u"lab"_s, {.cache = tl::make_unexpected(InUse)}),
                      ended(u"old"_s, {.cache = docker::BuildCacheOutcome{.missed = {u"c"_s}}})}
            << u"2 image(s) removed, 3.0 MiB freed. Some build cache stays on lab, old."_s << Severity::Warning;
        QTest::newRow("nothing") << Groups{ended(u"lab"_s, {})} << u"No image was removed."_s << Severity::Ok;
    }
    void tellsWhatCameOfIt()
    {
        QFETCH(Groups, groups);
        QTEST(cleanUpResult(groups), "result");
        const Severity worst = resultSeverity(groups);
        QFETCH(Severity, severity);
        QVERIFY(worst == severity || (severity == Severity::Ok && worst <= Severity::Ok));
    }

    void tellsOfTheBuildCache()
    {
        const std::int64_t now = secondsNow();
        std::vector<docker::BuildCacheEntry> records{{.id = u"a"_s,
                                                      .description = u"mount / from exec\nmake \u202E"_s,
                                                      .sizeBytes = 3 << 20,
                                                      .lastUsed = now - 90},
                                                     {.id = u"b"_s, .type = u"source.local"_s, .sizeBytes = 1 << 20}};
        const docker::BuildCacheList list = docker::buildCacheList(records);
        QCOMPARE(cacheTitle(list), u"Build cache: 2 record(s)"_s);
        QVERIFY2(cacheReason(list).contains(u"takes longer once · last used 1 min"_s), qPrintable(cacheReason(list)));
        QCOMPARE(cacheDetails(list), u"3.0 MiB  mount / from exec make \uFFFD\n1.0 MiB  source.local"_s);
        records.resize(20, {.id = u"x"_s, .sizeBytes = 1});
        const QString details = cacheDetails(docker::buildCacheList(records));
        QVERIFY2(details.endsWith("\nand 12 smaller one(s)"_L1) && details.count(u'\n') == 8, qPrintable(details));
        QVERIFY(!cacheReason(docker::buildCacheList({records[1]})).contains("last used"_L1));
    }

    void tellsWhatCameOfTheBuildCache_data()
    {
        QTest::addColumn<Result<docker::BuildCacheOutcome>>("outcome");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const Result<docker::BuildCacheOutcome> &outcome, const QString &says) {
            QTest::newRow(name) << outcome << says;
        };
        row("all", docker::BuildCacheOutcome{.records = 2, .bytes = 1 << 20}, u"2 record(s) removed, 1.0 MiB freed"_s);
        row("some stay", docker::BuildCacheOutcome{.records = 1, .bytes = 0, .missed = {u"a"_s, u"b"_s}},
            u"1 record(s) removed, 0 bytes freed · 2 record(s) kept: a build or an image has used them by now"_s);
        row("refused",
            tl::make_unexpected(ApiError{.kind = ApiError::Kind::Server, .message = u"disk\non \u202Efire"_s}),
            u"kept: disk on \uFFFDfire"_s);
    }
    void tellsWhatCameOfTheBuildCache()
    {
        QFETCH(Result<docker::BuildCacheOutcome>, outcome);
        QTEST(cacheOutcomeText(outcome), "says");
    }

    void saysWhatHolds()
    {
        QCOMPARE(heldReason({.containers = {u"web\n1"_s}}), u"held by the stopped container web 1"_s);
        QCOMPARE(heldReason({.containers = {u"a"_s, u"b"_s}}), u"held by 2 stopped containers: a, b"_s);
    }

    void saysWhySomethingStays_data()
    {
        QTest::addColumn<ApiError>("error");
        QTest::addColumn<QString>("says");
        QTest::newRow("in use") << InUse << u"needs it by now"_s;
        QTest::newRow("moved") << ApiError{.kind = ApiError::Kind::Conflict, .reason = u"ImageMoved"_s}
                               << u"another image by now"_s;
        QTest::newRow("gone") << ApiError{.kind = ApiError::Kind::NotFound, .message = u"x"_s} << u"gone already"_s;
        QTest::newRow("the engine's words")
            << ApiError{.kind = ApiError::Kind::Conflict, .message = u"conflict:\n\u202Eunable"_s}
            << u"kept: conflict: \uFFFDunable"_s;
    }
    void saysWhySomethingStays()
    {
        QFETCH(ApiError, error);
        QFETCH(QString, says);
        const QString reason = keptReason({u"a:1"_s, u"sha256:1"_s, error});
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }
};

QTEST_GUILESS_MAIN(TestCleanUp)
#include "tst_cleanup.moc"
