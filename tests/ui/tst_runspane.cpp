// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/configs/launchfactskeeper.h"
#include "models/keptstate.h"
#include "models/runs/runsmodel.h"
#include "tests/models/runentries.h"
#include "ui/runs/runspane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/objectinspector.h"
#include "ui/widgets/paneheader.h"

#include <QApplication>
#include <QDateTime>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using runs::RunPhase;

namespace {

const auto Own = processes::ProcessMark::own();

//! Begun \p secondsAgo, so that the table is in the order of the calls.
RunEntry entryOf(const QString &name, RunPhase phase, const QString &text, int secondsAgo,
                 const processes::ProcessMark &owner = Own)
{
    RunEntry entry = runEntry(name, phase, owner);
    entry.record.name = name;
    entry.record.text = text;
    entry.record.attempts.back().begun = QDateTime::currentSecsSinceEpoch() - secondsAgo;
    if (entry.record.isOver()) {
        entry.record.attempts.back().ended = entry.record.attempts.back().begun + 65;
        entry.record.attempts.back().outcome = text;
    }
    return entry;
}

RunEntry waitingEntry()
{
    RunEntry entry = entryOf(u"train-7k2xq"_s, RunPhase::Scheduling, u"scheduling"_s, 90);
    entry.isTold = true;
    entry.status.phase = RunPhase::Scheduling;
    entry.status.created = entry.record.attempts.back().begun;
    entry.status.released = entry.status.created + 1;
    runs::RunPod pod;
    pod.uid = u"u0"_s;
    pod.progress = {.stage = runs::PodProgress::Stage::Unschedulable,
                    .pod = u"train-7k2xq-0-x8f2q"_s,
                    .reason = u"Unschedulable"_s,
                    .message = u"0/9 nodes are available: 4 Insufficient nvidia.com/gpu, 5 node(s) didn't match "
                               "Pod's node affinity/selector."_s};
    pod.containers.push_back({.name = u"main"_s});
    entry.status.pods = {pod};
    entry.events = {{.reason = u"FailedScheduling"_s,
                     .message = pod.progress.message,
                     .object = u"Pod train-7k2xq-0-x8f2q"_s,
                     .count = 12,
                     .last = QDateTime::currentSecsSinceEpoch() - 4,
                     .isWarning = true}};
    return entry;
}

struct Fixture
{
    explicit Fixture(Theme::Mode mode = Theme::Mode::Light)
        : theme(*qApp, mode)
    {
        pane.resize(1'070, 740);
        pane.show();
        pane.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&pane));
    }
    void fill()
    {
        model.setRun(waitingEntry());
        model.setRun(entryOf(u"eval-p4rt9"_s, RunPhase::Running, u"running 3 of 4"_s, 600));
        model.setRun(entryOf(u"lost-aaaaa"_s, RunPhase::Running, u"running"_s, 7'200, {}));
        model.setRun(entryOf(u"oom-bbbbb"_s, RunPhase::Failed, u"failed, exit 137, OOMKilled"_s, 9'000));
        model.setRun(entryOf(u"done-ccccc"_s, RunPhase::Succeeded, u"succeeded"_s, 90'000));
        model.flush();
        QCoreApplication::processEvents();
    }
    ObjectInspector &inspector() const { return *pane.findChild<ObjectInspector *>(); }

    QTemporaryDir dir;
    Theme theme;
    settings::SettingsStore store{dir.filePath(u"fairlead.yaml"_s)};
    LaunchFactsKeeper facts;
    RunsModel model;
    RunsPane pane{theme, model, facts, store};
};

} // namespace

class TestRunsPane : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void nothingYet()
    {
        Fixture f;
        QVERIFY(visibleText(f.pane).contains("Nothing has been run yet"_L1));
        QVERIFY(!f.inspector().isVisible());
        QVERIFY(!buttonNamed(f.pane, u"Remove 1 left behind…"_s));
    }

    void shows()
    {
        Fixture f;
        f.fill();
        f.pane.selectSomething();
        QCOMPARE(f.pane.selectedRun(), u"train-7k2xq"_s);
        QTRY_VERIFY(visibleText(f.pane).contains("train-7k2xq"_L1));
        QVERIFY(buttonNamed(f.pane, u"Stop…"_s));
        f.pane.selectRun(u"oom-bbbbb"_s);
        QVERIFY(visibleText(f.inspector()).contains("oom-bbbbb"_L1));
        QVERIFY(buttonNamed(f.pane, u"Remove…"_s));
        f.pane.header().filter().setText(u"state:failed"_s);
        f.model.flush();
        QCOMPARE(f.model.rowCount(), 1);
        f.pane.selectRun(u"eval-p4rt9"_s); // whatever the filter
        QCOMPARE(f.pane.selectedRun(), u"eval-p4rt9"_s);
    }

    //! Nothing ends before the user has said so twice.
    void asksFirst()
    {
        Fixture f;
        f.fill();
        QSignalSpy stopped(&f.pane, &RunsPane::stopRequested);
        QSignalSpy removed(&f.pane, &RunsPane::removalRequested);
        f.pane.selectRun(u"eval-p4rt9"_s);
        press(buttonNamed(f.pane, u"Stop…"_s), u"Stop…"_s);
        QCOMPARE(stopped.size(), 0);
        QVERIFY(visibleText(f.pane).contains("eval-p4rt9 at gpu-east"_L1));
        press(buttonNamed(f.pane, u"Cancel"_s), u"Cancel"_s);
        QCOMPARE(stopped.size(), 0);
        QTest::keyClick(&tableNamed(f.pane, u"Runs"_s), Qt::Key_S);
        press(buttonNamed(f.pane, u"Stop"_s), u"Stop"_s);
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(stopped.front(), (QVariantList{u"eval-p4rt9"_s, false}));

        QTest::keyClick(&tableNamed(f.pane, u"Runs"_s), Qt::Key_Delete); // has not ended: nothing to remove
        QVERIFY(!buttonNamed(f.pane, u"Remove"_s));
        f.pane.selectRun(u"done-ccccc"_s);
        QTest::keyClick(&tableNamed(f.pane, u"Runs"_s), Qt::Key_Delete);
        press(buttonNamed(f.pane, u"Remove"_s), u"Remove"_s);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(stopped.size(), 1);
    }

    void leftBehind()
    {
        Fixture f;
        f.fill();
        QSignalSpy stopped(&f.pane, &RunsPane::stopRequested);
        press(buttonNamed(f.pane, u"Remove 1 left behind…"_s), u"Remove 1 left behind…"_s);
        QVERIFY(visibleText(f.pane).contains("lost-aaaaa at gpu-east"_L1));
        press(buttonNamed(f.pane, u"Remove"_s), u"Remove"_s);
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(stopped.front().front().toString(), u"lost-aaaaa"_s);
    }

    void many()
    {
        Fixture f;
        f.fill();
        tableNamed(f.pane, u"Runs"_s).selectAll();
        QTRY_VERIFY(buttonNamed(f.pane, u"Stop 3…"_s));
        QVERIFY(buttonNamed(f.pane, u"Remove 2…"_s));
        QVERIFY(visibleText(f.pane).contains("5 runs"_L1));
    }

    void keepsItsState()
    {
        Fixture f;
        f.fill();
        KeptState state;
        f.pane.saveState(state);
        Fixture other;
        other.pane.restoreState(state);
        KeptState again;
        other.pane.saveState(again);
        QCOMPARE(again.value("runs/columns"_L1), state.value("runs/columns"_L1));
    }

    //! FAIRLEAD_PICTURES=FOLDER leaves pictures to look at.
    void pictures_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << Theme::Mode::Light << QSize(1'070, 740);
        QTest::newRow("dark") << Theme::Mode::Dark << QSize(1'070, 740);
        QTest::newRow("small") << Theme::Mode::Light << QSize(860, 520);
    }
    void pictures()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(QSize, size);
        Fixture f(mode);
        f.pane.resize(size);
        f.fill();
        f.pane.selectRun(u"train-7k2xq"_s);
        QTest::qWait(50);
        const QPixmap picture = f.pane.grab();
        QVERIFY(!picture.isNull());
        const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(picture.save(u"%1/runs-%2.png"_s.arg(folder, QLatin1StringView(QTest::currentDataTag()))));
    }
};

QTEST_MAIN(TestRunsPane)
#include "tst_runspane.moc"
