// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/configs/launchfactskeeper.h"
#include "models/runs/runsmodel.h"
#include "tests/models/configdata.h"
#include "tests/models/runentries.h"
#include "tests/support/writefile.h"
#include "ui/runs/newrunpage.h"
#include "ui/runs/runspane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/datatable.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 30'000;

struct Fixture
{
    QTemporaryDir dir;
    Theme theme;
    settings::SettingsStore store{dir.filePath(u"fairlead.yaml"_s)};
    LaunchFactsKeeper facts;
    RunsModel model;
    RunsPane pane{theme, model, facts, store};
    std::vector<runs::RunForm> launched;
    std::vector<RunOutlook> outlooks;

    explicit Fixture(Theme::Mode mode = Theme::Mode::Light, const QSize &size = {1'108, 772})
        : theme(*qApp, mode)
    {
        writeFile(store.path(), ConfigsYaml);
        facts.setFacts(someFacts());
        pane.resize(size);
        pane.show();
        pane.activateWindow();
        Q_UNUSED(QTest::qWaitForWindowActive(&pane));
        QSignalSpy loaded(&store, &settings::SettingsStore::changed);
        store.start();
        Q_UNUSED(loaded.wait(Patience));
        QObject::connect(&pane, &RunsPane::launchRequested, &pane,
                         [this](const runs::RunForm &form, const RunOutlook &outlook) {
                             launched.push_back(form);
                             outlooks.push_back(outlook);
                         });
    }
    template <class Widget>
    Widget &field(const QString &name) const
    {
        auto *found = named<Widget>(pane, name);
        if (!found)
            qFatal("no field is called \"%s\"", qPrintable(name));
        return *found;
    }
    void type(const QString &name, const QString &text) const
    {
        auto &edit = field<QLineEdit>(name);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }
    QString text() const { return visibleText(pane); }
};

} // namespace

//! The form of a run: what is wrong while one types, where it fits, and what leaves it.
class TestNewRun : public QObject
{
    Q_OBJECT
private slots:
    void showsWhereItFits()
    {
        Fixture f;
        f.pane.newRun(runs::RunForm{.configId = u"train"_s});
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Fits now at prod-eu"_L1), Patience);
        QCOMPARE(tableNamed(f.pane, u"Considered resources"_s).model()->rowCount(), 2);
        f.type(u"GPUs"_s, u"H100:16"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!f.text().contains("Fits now at prod-eu"_L1) && !f.text().contains("Looking"_L1),
                                 Patience);
        QVERIFY2(f.text().contains("Nobody knows"_L1) || f.text().contains("No place"_L1), qPrintable(f.text()));
    }

    void saysWhatIsWrong()
    {
        Fixture f;
        f.pane.newRun(runs::RunForm{.configId = u"train"_s});
        f.type(u"Memory"_s, u"lots"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("1 thing(s) to mend"_L1), Patience);
        press(buttonNamed(f.pane, u"Launch"_s), u"Launch"_s);
        QTest::qWait(200);
        QVERIFY(f.launched.empty());
        QCOMPARE(QApplication::focusWidget(), &f.field<QLineEdit>(u"Memory"_s));
        f.type(u"Nodes"_s, u"x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("A whole number from 1 on"_L1), Patience);
    }

    //! Also at once behind the last key: what stands there then is launched.
    void launches()
    {
        Fixture f;
        f.pane.newRun(runs::RunForm{.configId = u"train"_s});
        auto &command = f.field<QPlainTextEdit>(u"Command"_s);
        command.setFocus();
        QTest::keyClicks(&command, u"nvidia-smi -L"_s);
        f.type(u"GPUs"_s, u"H100:4"_s);
        f.type(u"Name"_s, u"probe"_s);
        QTest::keyClick(&f.field<QLineEdit>(u"Name"_s), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.launched.size(), 1U, Patience);
        const runs::RunForm &form = f.launched.front();
        QCOMPARE(form.command, u"nvidia-smi -L"_s);
        QCOMPARE(form.gpus, u"H100:4"_s);
        QCOMPARE(f.outlooks.front().plans.size(), 2U);
        QCOMPARE(f.outlooks.front().run.command, (QStringList{u"nvidia-smi"_s, u"-L"_s}));
        QVERIFY(f.outlooks.front().plans.front().plan.launch.name.startsWith(u"probe-"_s));
        QVERIFY(!f.pane.findChild<NewRunPage *>()->isVisible());
    }

    void takesATemplate()
    {
        Fixture f;
        f.pane.newRun(runs::RunForm{.configId = u"train"_s});
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Fits now"_L1), Patience);
        auto &choice = f.field<ChoiceButton>(u"Template"_s);
        emit choice.chosen(0); // none: nothing happens
        choice.setCurrent(2);
        emit choice.chosen(2);
        QCOMPARE(f.field<QPlainTextEdit>(u"Command"_s).toPlainText(), u"nvidia-smi"_s);
        QCOMPARE(f.field<QLineEdit>(u"GPUs"_s).text(), u"nvidia:1"_s);
    }

    //! What was written is there again; what was launched before can be filled in.
    void staysWritten()
    {
        Fixture f;
        f.pane.newRun(runs::RunForm{.configId = u"train"_s});
        f.type(u"Name"_s, u"probe"_s);
        QTest::keyClick(&f.field<QLineEdit>(u"Name"_s), Qt::Key_Escape);
        QVERIFY(!f.pane.findChild<NewRunPage *>()->isVisible());
        f.pane.newRun();
        QCOMPARE(f.field<QLineEdit>(u"Name"_s).text(), u"probe"_s);
        QTest::keyClick(&f.field<QLineEdit>(u"Name"_s), Qt::Key_Escape);
        RunEntry entry = runEntry(u"old"_s, runs::RunPhase::Succeeded, processes::ProcessMark::own());
        entry.record.form = {.configId = u"train"_s, .name = u"again"_s, .gpus = u"H100:2"_s};
        f.model.setRun(entry);
        f.model.flush();
        f.pane.selectRun(entry.record.runId);
        press(buttonNamed(f.pane, u"Run again…"_s), u"Run again…"_s);
        QCOMPARE(f.field<QLineEdit>(u"Name"_s).text(), u"again"_s);
        QCOMPARE(f.field<QLineEdit>(u"GPUs"_s).text(), u"H100:2"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Fits now at prod-eu"_L1), Patience);
    }

    //! For whoever looks at it: FAIRLEAD_PICTURES names a folder.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
        if (folder.isEmpty())
            return;
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            for (const QSize &size : {QSize(1'108, 772), QSize(2'388, 1'412)}) {
                Fixture f(mode, size);
                f.pane.newRun(runs::RunForm{.configId = u"train"_s, .command = u"nvidia-smi -L"_s});
                QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Fits now"_L1), Patience);
                const QString name = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
                f.pane.grab().save(u"%1/newrun-%2-%3.png"_s.arg(folder, name).arg(size.width()));
                f.type(u"Memory"_s, u"lots"_s);
                QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("to mend"_L1), Patience);
                f.pane.grab().save(u"%1/newrun-wrong-%2-%3.png"_s.arg(folder, name).arg(size.width()));
            }
        }
    }
};

QTEST_MAIN(TestNewRun)
#include "tst_newrun.moc"
