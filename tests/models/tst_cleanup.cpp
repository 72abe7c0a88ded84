// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerdata.h"
#include "models/docker/cleanup.h"

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
        row("nothing there", {.state = State::Listed}, u"nothing to clean up"_s);
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
