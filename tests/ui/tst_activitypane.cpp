// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "finders.h"
#include "models/activities/activitycentre.h"
#include "models/keptstate.h"
#include "ui/activity/activityinspector.h"
#include "ui/activity/activitypane.h"
#include "ui/activity/endednotices.h"
#include "ui/activity/runningbadge.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/logpanel.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/wrappedtext.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using docker::BuildStep;
using docker::LayerProgress;
using State = Activity::State;

namespace {

std::vector<BuildStep> someSteps()
{
    using Step = BuildStep::State;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    const auto step = [](int number, const QString &name, Step state) {
        return BuildStep{.id = QString::number(number), .number = number, .total = 8, .name = name, .state = state};
    };
    std::vector<BuildStep> steps{
        {.id = u"ctx"_s,
         .name = u"load build context"_s,
         .state = Step::Done,
         .startedMs = now - 90'000,
         .endedMs = now - 89'600},
        step(1, u"FROM almalinux:9"_s, Step::Cached),
        step(2, u"RUN dnf install -y python3.11 python3.11-devel gcc && dnf clean all"_s, Step::Done),
        step(3, u"COPY . /opt/dataiku"_s, Step::Running),
        step(4, u"RUN pip install --no-cache-dir -r /opt/dataiku/requirements.txt"_s, Step::Failed),
        step(5, u"USER dataiku"_s, Step::Cancelled),
        step(6, u"ENTRYPOINT [\"/opt/dataiku/run\"]"_s, Step::Waiting)};
    steps[2].startedMs = now - 80'000;
    steps[2].endedMs = now - 20'000;
    steps[3].startedMs = now - 4'200;
    steps[3].currentBytes = 12'300'000;
    steps[3].totalBytes = 40'000'000;
    steps[4].startedMs = now - 9'000;
    steps[4].endedMs = now - 8'000;
    steps[4].error = u"The command '/bin/sh -c pip install' returned a non-zero code: 1"_s;
    steps[4].line = 12;
    return steps;
}

std::vector<LayerProgress> someLayers()
{
    using Layer = LayerProgress::State;
    return {{.id = u"5f70bf18a086"_s, .state = Layer::AlreadyExists},
            {.id = u"d9fe4ce1b0d5"_s, .state = Layer::Mounted, .mountedFrom = u"base/os"_s},
            {.id = u"a2f9ab02ee9d"_s,
             .state = Layer::Pushing,
             .currentBytes = 81'300'000,
             .totalBytes = 412'000'000,
             .bytesPerSecond = 23'400'000},
            {.id = u"0a1c9e33f8b4"_s, .state = Layer::Preparing},
            {.id = u"77c3d9de1f1e"_s,
             .state = Layer::Done,
             .currentBytes = 1'200'000,
             .totalBytes = 1'200'000,
             .startedMs = 1'000,
             .endedMs = 2'300},
            {.id = u"1b7d7b1d3c55"_s, .state = Layer::Retrying},
            {.id = u"99aa0be4f1cd"_s, .state = Layer::Waiting}};
}

struct Fixture
{
    QTemporaryDir folder;
    Theme theme{*qApp, Theme::Mode::Light};
    ActivityCentre centre{folder.path()};
    ActivityPane pane{theme, centre};
    int cancels = 0;
    int retries = 0;
    std::function<void()> onRetry = [] {};

    Fixture()
    {
        pane.resize(1'070, 740);
        pane.show();
        pane.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&pane));
    }
    QString begin(const QString &title, Activity::Kind kind = Activity::Kind::Build)
    {
        const QString id = centre.begin({.kind = kind, .title = title, .target = u"local"_s, .state = State::Running},
                                        {.cancel = [this] { ++cancels; }, .retry = [this] { ++retries, onRetry(); }});
        centre.activities().flush();
        return id;
    }
    void finish(const QString &id, State state, const QString &result = {})
    {
        centre.finish(id, state, result);
        centre.activities().flush();
    }
    DataTable &table() const { return tableNamed(pane, u"Activities"_s); }
    DataTable *details(const QString &name) const
    {
        for (auto *table : pane.findChildren<DataTable *>()) {
            if (table->accessibleName() == name)
                return table;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) const
    {
        for (auto *each : pane.findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
    LogPanel &log() const { return *pane.findChild<LogPanel *>(); }
    QString logText() const
    {
        log().view().selectAll();
        return log().view().selectedText();
    }
};

} // namespace

class TestActivityPane : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void nothingYet()
    {
        Fixture f;
        QVERIFY(visibleText(f.pane).contains(u"Nothing has been done yet"_s));
        QVERIFY(!f.log().isVisible());
        const QString id = f.begin(u"base/exec:1.2"_s);
        QVERIFY(f.table().isVisible() && f.log().isVisible());
        f.pane.selectActivity(id);
        QCOMPARE(f.pane.selectedActivity(), id);
        f.pane.header().filter().setText(u"nowhere"_s);
        QVERIFY(visibleText(f.pane).contains(u"No activity matches the filter"_s));
        f.pane.selectActivity(id); // the filter would hide it
        QCOMPARE(f.pane.header().filter().text(), QString());
        QCOMPARE(f.pane.selectedActivity(), id);
    }

    //! Tables are there where there is something in them.
    void stepsLayersAndLog()
    {
        Fixture f;
        const QString build = f.begin(u"base/exec:1.2"_s);
        const QString push = f.begin(u"base/exec:1.2"_s, Activity::Kind::Push);
        f.pane.selectActivity(build);
        QVERIFY(!f.details(u"Steps"_s) && !f.details(u"Layers"_s));
        f.centre.setSteps(build, someSteps());
        f.centre.log(build, "Step 1/8 : FROM almalinux:9\n");
        QVERIFY(f.details(u"Steps"_s) && f.details(u"Steps"_s)->isVisible());
        QTRY_COMPARE(f.details(u"Steps"_s)->model()->rowCount(), 7);
        QTRY_COMPARE(f.logText(), u"Step 1/8 : FROM almalinux:9\n"_s);
        QTRY_VERIFY(visibleText(f.pane).contains(u"4 of 8"_s));
        f.pane.selectActivity(push);
        QVERIFY(!f.details(u"Steps"_s));
        f.centre.setLayers(push, someLayers());
        QVERIFY(f.details(u"Layers"_s));
        QTRY_COMPARE(f.details(u"Layers"_s)->model()->rowCount(), 7);
        QCOMPARE(f.logText(), QString());
        f.pane.selectActivity(build);
        QVERIFY(f.details(u"Steps"_s) && !f.details(u"Layers"_s));
        QCOMPARE(f.logText(), u"Step 1/8 : FROM almalinux:9\n"_s);
    }

    //! What comes of a retry is shown; not to somebody who looks at something else by then.
    void followsWhatIsRetried()
    {
        for (const bool goesAway : {false, true}) {
            Fixture f;
            const QString other = f.begin(u"other"_s);
            const QString id = f.begin(u"a"_s);
            f.finish(id, State::Failed);
            f.pane.selectActivity(id);
            QString again;
            f.onRetry = [&] {
                if (goesAway)
                    f.pane.selectActivity(other);
                f.begin(u"b"_s); // of somebody else
                again = f.begin(u"a"_s);
            };
            f.table().setFocus();
            QTest::keyClick(&f.table(), Qt::Key_R);
            QVERIFY(!again.isEmpty());
            QCOMPARE(f.pane.selectedActivity(), goesAway ? other : again);
        }
    }

    void cancelAndRetry()
    {
        Fixture f;
        const QString id = f.begin(u"a"_s);
        f.pane.selectActivity(id);
        QVERIFY(f.button(u"Cancel"_s) && !f.button(u"Retry"_s) && !f.button(u"Remove…"_s));
        f.table().setFocus();
        QTest::keyClick(&f.table(), Qt::Key_C);
        QCOMPARE(f.cancels, 1);
        QCOMPARE(f.centre.activities().activity(id)->state, State::Cancelling);
        QTRY_VERIFY(!f.button(u"Cancel"_s));
        f.finish(id, State::Cancelled);
        QTRY_VERIFY(f.button(u"Retry"_s));
        QTest::keyClick(&f.table(), Qt::Key_R);
        QCOMPARE(f.retries, 1);
        // Several are asked for.
        f.begin(u"b"_s);
        f.begin(u"c"_s);
        f.table().selectAll();
        QTest::keyClick(&f.table(), Qt::Key_C);
        QCOMPARE(f.cancels, 1);
        QVERIFY(f.button(u"Let them run"_s)->hasFocus());
        QTest::mouseClick(f.button(u"Cancel 2"_s), Qt::LeftButton);
        QCOMPARE(f.cancels, 3);
    }

    void removingIsAskedFor()
    {
        Fixture f;
        const QString a = f.begin(u"a"_s);
        const QString b = f.begin(u"b"_s);
        const QString running = f.begin(u"c"_s);
        f.finish(a, State::Succeeded);
        f.finish(b, State::Failed, u"exit code: 1"_s);
        f.pane.selectActivity(a);
        f.table().setFocus();
        QTest::keyClick(&f.table(), Qt::Key_Delete);
        QVERIFY(f.button(u"Keep"_s)->hasFocus());
        QTest::keyClick(f.button(u"Keep"_s), Qt::Key_Return);
        QVERIFY(f.centre.activities().activity(a));
        QVERIFY(f.table().hasFocus());
        QTest::keyClick(&f.table(), Qt::Key_Delete);
        QTest::mouseClick(f.button(u"Remove"_s), Qt::LeftButton);
        QVERIFY(!f.centre.activities().activity(a));
        QTest::mouseClick(f.button(u"Remove ended…"_s), Qt::LeftButton);
        QTest::mouseClick(f.button(u"Remove all"_s), Qt::LeftButton);
        QVERIFY(!f.centre.activities().activity(b));
        QVERIFY(f.centre.activities().activity(running));
    }

    void theResultIsShownVerbatim()
    {
        Fixture f;
        const QString id = f.begin(u"a"_s);
        f.pane.selectActivity(id);
        f.finish(id, State::Failed, u"denied: <b>requested</b> access\nto the resource"_s);
        auto *result = f.pane.findChild<WrappedText *>(u"message"_s);
        QTRY_VERIFY(result->isVisible());
        QCOMPARE(result->toPlainText(), u"denied: <b>requested</b> access\nto the resource"_s);
        QTest::mouseClick(f.button(u"Copy log path"_s), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), f.centre.activities().activity(id)->logPath);
    }

    //! Colour alone says nothing: the word is there, too.
    void aWarningIsSeen()
    {
        Fixture f;
        const QString id = f.begin(u"a"_s, Activity::Kind::Push);
        f.pane.selectActivity(id);
        f.centre.finish(id, State::Succeeded, u"sha256:1, pushed, not verified: no route"_s, true);
        f.centre.activities().flush();
        const QModelIndex state = f.table().model()->index(0, int(ActivitiesModel::Column::State));
        QCOMPARE(state.data().toString(), u"succeeded, with a warning"_s);
        QCOMPARE(state.data(ActivitiesModel::SeverityRole).value<Severity>(), Severity::Warning);
        QTRY_COMPARE(f.pane.findChild<StateLabel *>()->accessibleName(), u"succeeded, with a warning"_s);
    }

    void keysLeadToTheLogAndBack()
    {
        Fixture f;
        f.pane.selectActivity(f.begin(u"a"_s));
        f.table().setFocus();
        QTest::keyClick(&f.table(), Qt::Key_Return);
        QVERIFY(f.log().view().hasFocus());
        for (const KeyGroup &group : f.pane.keyGroups())
            QVERIFY(!group.hints.empty());
        for (const Command &command : f.pane.commands())
            QVERIFY(!command.title.isEmpty() && command.run);
    }

    void stateIsKept()
    {
        KeptState state;
        Fixture f;
        f.pane.selectActivity(f.begin(u"a"_s));
        f.pane.saveState(state);
        QVERIFY(state.contains(u"activity/columns"_s));
        f.pane.restoreState(state);
    }

    void notices_data()
    {
        QTest::addColumn<QList<State>>("states");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("warned");   // of them; -1: none
        QTest::addColumn<QString>("role"); // of the text
        QTest::newRow("failed") << QList{State::Failed} << u"Build of base/0 failed: exit code: 1"_s << -1
                                << u"error"_s;
        QTest::newRow("succeeded") << QList{State::Succeeded} << u"Build of base/0 succeeded."_s << -1 << u"text"_s;
        QTest::newRow("cancelled") << QList{State::Cancelled} << u"Build of base/0 was cancelled."_s << -1 << u"text"_s;
        QTest::newRow("skipped") << QList{State::Skipped} << u"Build of base/0 was skipped: exit code: 1"_s << -1
                                 << u"text"_s;
        QTest::newRow("skipped behind another")
            << QList{State::Failed, State::Skipped} << u"2 activities have ended: 1 failed, 1 skipped."_s << -1
            << u"error"_s;
        QTest::newRow("several") << QList{State::Failed, State::Succeeded, State::Failed}
                                 << u"3 activities have ended: 2 failed, 1 succeeded."_s << -1 << u"error"_s;
        QTest::newRow("with a warning") << QList{State::Succeeded}
                                        << u"Build of base/0 succeeded, with a warning: pushed, not verified: x"_s << 0
                                        << u"warning"_s;
        QTest::newRow("several, one with a warning")
            << QList{State::Succeeded, State::Succeeded, State::Cancelled}
            << u"3 activities have ended: 1 succeeded with a warning, 1 succeeded, 1 cancelled."_s << 0 << u"warning"_s;
        QTest::newRow("a warning and a failure")
            << QList{State::Succeeded, State::Failed}
            << u"2 activities have ended: 1 failed, 1 succeeded with a warning."_s << 0 << u"error"_s;
    }
    void notices()
    {
        QFETCH(QList<State>, states);
        QFETCH(int, warned);
        Fixture f;
        QWidget window;
        window.resize(800, 400);
        window.show();
        Notice notice(&window);
        bool isShown = true;
        EndedNotices notices(f.centre, notice, [&isShown] { return isShown; });
        QSignalSpy wishes(&notices, &EndedNotices::showRequested);
        f.finish(f.begin(u"seen"_s), State::Failed);
        isShown = false;
        QString shown; // by "Show"; empty: whichever
        for (qsizetype i = 0; i < states.size(); ++i) {
            const QString id = f.begin(u"base/%1"_s.arg(i));
            if (i == warned)
                f.centre.finish(id, states[i], u"pushed, not verified: x"_s, true);
            else
                f.finish(id, states[i], u"exit code: 1"_s);
            if (states[i] == State::Failed || (i == warned && !states.contains(State::Failed)))
                shown = id;
        }
        QTRY_VERIFY(!notice.text().isEmpty());
        QTEST(notice.text(), "text");
        const auto *text = notice.findChild<QLabel *>();
        QTEST(text->objectName(), "role");
        if (states.size() == 1) { // what comes while it lies there is said with it
            f.finish(f.begin(u"another"_s), State::Succeeded);
            QTRY_VERIFY(notice.text().startsWith(u"2 activities have ended"_s));
        }
        for (auto *button : notice.findChildren<QPushButton *>()) {
            if (button->text() == u"Show"_s)
                button->click();
        }
        QCOMPARE(wishes.size(), 1);
        if (!shown.isEmpty())
            QCOMPARE(wishes[0][0].toString(), shown);
        f.finish(f.begin(u"later"_s), State::Succeeded);
        QTRY_COMPARE(notice.text(), u"Build of later succeeded."_s);
    }

    void badge()
    {
        Fixture f;
        QWidget window;
        RunningBadge badge(f.centre, &window);
        QVERIFY(badge.isHidden());
        const QString id = f.begin(u"a"_s);
        f.begin(u"b"_s);
        QVERIFY(!badge.isHidden());
        QCOMPARE(badge.text(), u"▸ 2 running"_s);
        f.finish(id, State::Succeeded);
        QCOMPARE(badge.text(), u"▸ 1 running"_s);
    }

    //! Issue 5: what was done and how it is was squeezed by where and when.
    void theHeadHasRoom_data()
    {
        QTest::addColumn<int>("width"); // of the pane
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("isOneLine");
        const auto longTitle = u"registry.example.com:5000/team/images/exec-cuda12:1.2"_s;
        QTest::newRow("a window of 1280") << 1'108 << u"base/exec:1.2"_s << true;
        QTest::newRow("a long title") << 700 << longTitle << false;
        QTest::newRow("narrow") << 520 << u"base/exec:1.2"_s << false;
        QTest::newRow("narrow, a long title") << 520 << longTitle << false;
    }

    void theHeadHasRoom()
    {
        QFETCH(const int, width);
        QFETCH(const QString, title);
        QFETCH(const bool, isOneLine);
        Fixture f;
        f.pane.resize(1'070, 740);
        f.pane.selectActivity(f.begin(title));
        f.pane.resize(width, 740);
        const auto label = [&f](const QString &text) -> const QLabel * {
            for (const auto *each : f.pane.findChildren<QLabel *>()) {
                if (each->isVisible() && each->text().startsWith(text))
                    return each;
            }
            return nullptr;
        };
        const auto y = [&f](const QWidget *widget) { return widget->mapTo(&f.pane, widget->rect().center()).y(); };
        const QLabel *head = label(u"Build "_s + title);
        const QLabel *facts = label(u"local · started"_s);
        QVERIFY(head && facts);
        QTRY_VERIFY(head->width() >= std::min(head->sizeHint().width(), width - 160)); // the state has the rest
        QTRY_COMPARE(std::abs(y(head) - y(facts)) < 4, isOneLine);
        QVERIFY(facts->width() >= facts->sizeHint().width());
        QTRY_COMPARE(y(f.button(u"Copy log path"_s)), y(facts));
    }

    //! Issue 5: "RUN pip instal..." beside an empty column.
    void stepsSayWhatTheyDo_data()
    {
        QTest::addColumn<int>("width"); // of the pane
        QTest::addColumn<int>("name");
        QTest::newRow("a window of 1280") << 1'108 << 160;
        QTest::newRow("a window of 2560") << 2'388 << 400;
    }

    void stepsSayWhatTheyDo()
    {
        QFETCH(const int, width);
        QFETCH(const int, name);
        Fixture f;
        f.pane.resize(width, 740);
        const QString id = f.begin(u"base/api:2.0"_s);
        f.centre.setSteps(id, someSteps());
        f.pane.selectActivity(id);
        QTRY_VERIFY(f.details(u"Steps"_s) && f.details(u"Steps"_s)->isVisible());
        const DataTable &steps = *f.details(u"Steps"_s);
        QTRY_VERIFY2(steps.columnWidth(int(StepsModel::Column::Name)) >= name,
                     qPrintable(QString::number(steps.columnWidth(int(StepsModel::Column::Name)))));
        const auto moved = [&steps] { return steps.model()->index(3, int(StepsModel::Column::Transferred)); };
        QTRY_COMPARE(moved().data().toString(), u"12.3 of 40 MB"_s);
        QVERIFY(steps.visualRect(moved()).right() < steps.viewport()->width());
        QTRY_VERIFY(steps.columnWidth(moved().column()) >= 132); // a bar and that
    }

    //! A picture of each state, for whoever looks at them: FAIRLEAD_PICTURES names a folder.
    void pictures_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << Theme::Mode::Light << QSize(1'070, 740);
        QTest::newRow("dark") << Theme::Mode::Dark << QSize(1'070, 740);
        QTest::newRow("small") << Theme::Mode::Light << QSize(520, 480);
        QTest::newRow("large") << Theme::Mode::Light << QSize(2'388, 1'400);
    }
    void pictures()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(QSize, size);
        const QString pictures = qEnvironmentVariable("FAIRLEAD_PICTURES");
        Fixture f;
        f.theme.setMode(mode);
        f.pane.resize(size);
        const auto take = [&](const QString &name) {
            f.centre.activities().flush();
            if (!pictures.isEmpty())
                QTest::qWait(250); // columns fit themselves
            const QPixmap picture = f.pane.grab();
            QVERIFY(!picture.isNull());
            if (!pictures.isEmpty())
                picture.save(u"%1/%2-%3.png"_s.arg(pictures, name, QString::fromLatin1(QTest::currentDataTag())));
        };
        take(u"empty"_s);
        const QString push = f.begin(u"base/exec:1.2"_s, Activity::Kind::Push);
        const QString build = f.begin(u"base/spark:3.5"_s);
        const QString failed = f.begin(u"base/api:2.0"_s);
        const QString pulled = f.begin(u"almalinux:9"_s, Activity::Kind::Pull);
        const QString warned = f.begin(u"base/exec:1.1"_s, Activity::Kind::Push);
        f.centre.update(push, [](Activity &activity) { activity.progress = 0.31; });
        f.centre.update(build, [](Activity &activity) {
            activity.progress = 0.5;
            activity.detail = u"step 3 of 8"_s;
        });
        for (const QString &id : {build, failed}) {
            f.centre.setSteps(id, someSteps());
            for (int i = 1; i < 40; ++i)
                f.centre.log(id, "Step " + QByteArray::number(i) +
                                     "/40 : RUN \x1b[32mecho\x1b[0m something that is long enough to leave the view on "
                                     "the right side of it when it is not wrapped\n");
        }
        f.centre.log(failed, "\x1b[31mERROR:\x1b[0m No matching distribution found for torch==9.9\n",
                     LogRing::Source::Error);
        f.centre.log(failed, "Cancelled the build on the daemon\n", LogRing::Source::Fairlead);
        f.centre.setLayers(push, someLayers());
        f.finish(
            failed, State::Failed,
            u"The command '/bin/sh -c pip install --no-cache-dir -r /opt/dataiku/requirements.txt' returned a non-zero code: 1"_s);
        f.finish(pulled, State::Succeeded, u"sha256:0123456789abcdef"_s);
        f.centre.finish(warned, State::Succeeded,
                        u"sha256:0123456789abcdef, pushed, not verified: registry.example:5000 cannot be reached"_s,
                        true);
        f.pane.selectActivity(build);
        take(u"build"_s);
        f.pane.selectActivity(push);
        take(u"push"_s);
        f.pane.selectActivity(failed);
        QTest::keyClicks(&f.log().view(), u"wt"_s);
        f.log().findChild<QLineEdit *>()->setText(u"long"_s);
        take(u"failed"_s);
        f.pane.selectActivity(warned);
        take(u"warned"_s);
        f.pane.selectActivity(failed);
        f.log().findChild<QLineEdit *>()->clear();
        f.centre.details(failed)->log.leaveOut(1'234'567);
        f.centre.details(failed)->log.append("The last line\n");
        take(u"long"_s);
    }
};

QTEST_MAIN(TestActivityPane)
#include "tst_activitypane.moc"
