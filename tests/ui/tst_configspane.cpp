// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/formats.h"
#include "shownconfigs.h"
#include "ui/configs/importview.h"
#include "ui/configs/peopleview.h"
#include "ui/configs/testdialog.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/fittinglist.h"
#include "ui/widgets/focusorder.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QClipboard>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using Column = RuntimeConfigsModel::Column;

namespace {

//! In the inspector, by its title.
FittingList &listNamed(const QWidget &pane, const QString &name)
{
    for (FittingList *list : pane.findChildren<FittingList *>()) {
        if (list->accessibleName() == name && list->isVisible())
            return *list;
    }
    qFatal("no list is called \"%s\"", qPrintable(name));
}

QStringList rows(const QAbstractItemView &view)
{
    QStringList rows;
    for (int row = 0; row < view.model()->rowCount(); ++row)
        rows += view.model()->index(row, 0).data().toString();
    return rows;
}

ConfigTest failedTest(const QString &target, const settings::RuntimeConfig &config)
{
    return {.target = target,
            .report = {.ended = secondsNow() - 130,
                       .lines = {{u"Reachable"_s, u"v1.36.3"_s, Severity::Ok, std::chrono::milliseconds(17)},
                                 {u"Rights"_s, u"cannot create jobs in team-a"_s, Severity::Error,
                                  std::chrono::milliseconds(210), u"kind: Role\n"_s},
                                 {u"Image"_s,
                                  u"registry.example.com:5000/team/base/exec:1: 401, authentication "
                                  "required"_s,
                                  Severity::Error}}},
            .activityId = u"a-7"_s,
            .config = config};
}

} // namespace

class TestConfigsPane : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    //! From nothing to a config in the file, by the keyboard alone.
    void aNewUserWritesAConfig()
    {
        ShownConfigs f("# our settings\napiVersion: fairlead/v1\n");
        QVERIFY(f.text().contains(u"No runtime configs yet"_s));
        QVERIFY(f.button(u"Add another config"_s) && f.button(u"Import…"_s));
        QTest::keyClick(f.pane.focusProxy(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &f.edit(u"Name"_s));
        f.edit(u"Name"_s).selectAll(); // it may propose one
        f.type(u"GPU box"_s);
        f.edit(u"Or reference"_s).setText(u"debian:12"_s);
        f.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"GPU box"_s).image.reference, u"debian:12"_s, ShownConfigs::Patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"+ Add another config"_s), ShownConfigs::Patience);
        QVERIFY(f.content().startsWith("# our settings\n"));
        QCOMPARE(f.pane.selectedConfig(), f.saved(u"GPU box"_s).id);
        QCOMPARE(f.pane.header().notice().text(), u"Saved: GPU box"_s);
    }

    void statesAreSaid()
    {
        ShownConfigs f;
        const QStringList states = f.column(Column::State);
        QVERIFY2(states[0] == u"ok"_s || states[0].startsWith(u"warnings"_s), qPrintable(states[0]));
        QCOMPARE(states[1], u"warnings: gpu.product: No target has B200; there are H100 80GB"_s);
        QVERIFY(states[3].startsWith(u"errors: "_s));
        QCOMPARE(states.mid(4), (QStringList{u"disabled"_s, u"unused"_s}));
        f.pane.selectConfig(u"missing"_s);
        QCOMPARE(rows(listNamed(f.pane, u"Problems"_s)), QStringList{u"No target has B200; there are H100 80GB"_s});
        QCOMPARE(rows(listNamed(f.pane, u"Where it runs"_s)), QStringList{u"prod-eu"_s});
        auto facts = someFacts(); // somebody puts some there
        FakeCluster cluster;
        auto node = makeNode(u"n3"_s, 8);
        node->labels = {{u"nvidia.com/gpu.product"_s, u"NVIDIA-B200"_s}};
        cluster.put(kubernetes::NodePtr(node));
        facts.contexts.front().nodes = cluster.takeDelta().changed;
        f.facts.setFacts(facts);
        QTRY_COMPARE_WITH_TIMEOUT(f.column(Column::State)[1], u"unused"_s, ShownConfigs::Patience);
    }

    void search()
    {
        ShownConfigs f;
        f.pane.header().filter().setText(u"state:errors"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.column(Column::Name), QStringList{u"wrong"_s}, ShownConfigs::Patience);
        f.pane.header().filter().setText(u"nothing-like-this"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Clear the filter"_s), ShownConfigs::Patience);
        f.press(u"Clear the filter"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.column(Column::Name).size(), 6, ShownConfigs::Patience);
        f.pane.header().filter().setText(u"state:errors"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.column(Column::Name).size(), 1, ShownConfigs::Patience);
        f.pane.selectConfig(u"train"_s); // the filter would hide it
        QCOMPARE(f.pane.selectedConfig(), u"train"_s);
    }

    void keys()
    {
        ShownConfigs f;
        QSignalSpy tests(&f.pane, &ConfigsPane::testRequested);
        f.pane.selectConfig(u"train"_s);
        f.pane.setFocus();
        f.key(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(tests.takeFirst().front().toStringList(), QStringList{u"train"_s});
        f.key(Qt::Key_Down, Qt::ShiftModifier);
        f.key(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(tests.takeFirst().front().toStringList().size(), 2);
        f.pane.selectConfig(u"spare"_s);
        f.key(Qt::Key_Return);
        QCOMPARE(f.edit(u"Name"_s).text(), u"spare"_s);
        f.key(Qt::Key_Escape);
        QVERIFY(f.button(u"+ Add another config"_s));
        QCOMPARE(QApplication::focusWidget(), f.pane.focusProxy());
    }

    //! In the file, with what is written above it; nothing else there changes.
    void moves()
    {
        ShownConfigs f;
        const auto order = [&f] {
            QStringList ids;
            for (const settings::RuntimeConfig &each : settings::loadSettings(f.store.path()).settings.runtimeConfigs)
                ids += each.id;
            return ids;
        };
        const QStringList before = order();
        f.pane.selectConfig(before.front());
        f.pane.setFocus();
        f.key(Qt::Key_Up, Qt::AltModifier); // it is the first
        QVERIFY(!f.store.isSaving());
        f.key(Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(order().mid(0, 2), (QStringList{before[1], before[0]}), ShownConfigs::Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!f.store.isSaving(), ShownConfigs::Patience);
        QTRY_COMPARE_WITH_TIMEOUT(f.store.settings().runtimeConfigs[1].id, before[0], ShownConfigs::Patience);
        QCOMPARE(f.pane.selectedConfig(), before[0]);
        f.key(Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.content(), ConfigsYaml, ShownConfigs::Patience);
        f.pane.selectConfig(before.back());
        f.key(Qt::Key_Down, Qt::AltModifier); // it is the last
        QTRY_VERIFY_WITH_TIMEOUT(!f.store.isSaving(), ShownConfigs::Patience);
        QCOMPARE(order(), before);
    }

    void commands()
    {
        ShownConfigs f;
        QSignalSpy tests(&f.pane, &ConfigsPane::testRequested);
        f.run(u"Test all runtime configs"_s);
        QCOMPARE(tests.takeFirst().front().toStringList(),
                 (QStringList{u"train"_s, u"missing"_s, u"box"_s, u"wrong"_s, u"spare"_s})); // not what is off
        f.run(u"Import runtime configs"_s);
        QVERIFY(f.pane.findChild<ImportView *>()->isVisible());
        f.key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Import…"_s), ShownConfigs::Patience);
        f.press(u"Import…"_s);
        QVERIFY(f.pane.findChild<ImportView *>()->isVisible());
        f.run(u"wants B200"_s);
        QCOMPARE(f.pane.selectedConfig(), u"missing"_s);
        f.pane.editConfig(u"train"_s);
        f.edit(u"Description"_s).setText(u"other"_s);
        f.run(u"Test all runtime configs"_s); // what becomes of the form is asked first
        QVERIFY(tests.isEmpty());
        QVERIFY(f.pane.hasUnsavedChanges());
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(tests.size(), 1, ShownConfigs::Patience);
        QCOMPARE(f.saved(u"train H100"_s).description, u"other"_s);
        QVERIFY(f.content().contains("owner: platform        # not ours"));
    }

    void duplicates()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"train"_s);
        f.press(u"Duplicate"_s);
        QVERIFY(f.pane.hasUnsavedChanges());
        const QString name = f.edit(u"Name"_s).text();
        f.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(name).kubernetes.gpu.count, std::optional<qint64>(2), ShownConfigs::Patience);
        QVERIFY(f.saved(name).id != u"train"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.column(Column::State).back(), u"unused"_s, ShownConfigs::Patience);
    }

    //! A problem leads to its field.
    void goesToTheField()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"wrong"_s);
        FittingList &problems = listNamed(f.pane, u"Problems"_s);
        problems.setCurrentIndex(problems.model()->index(0, 0));
        problems.setFocus();
        f.key(Qt::Key_Return);
        QCOMPARE(f.edit(u"Name"_s).text(), u"wrong"_s);
        QVERIFY(QApplication::focusWidget() != nullptr);
        f.key(Qt::Key_Escape);
        f.press(u"Go to field"_s);
        QCOMPARE(f.edit(u"Name"_s).text(), u"wrong"_s);
    }

    void testsAreShown()
    {
        ShownConfigs f;
        QSignalSpy logs(&f.pane, &ConfigsPane::showActivityRequested);
        f.models.configs.setTests(u"train"_s, {failedTest(u"prod-eu"_s, f.models.configs.entry(u"train"_s)->config)});
        f.models.configs.flush();
        f.pane.selectConfig(u"train"_s);
        QCOMPARE(f.column(Column::LastTest).front(), u"failed"_s);
        QCOMPARE(rows(listNamed(f.pane, u"Last test"_s)),
                 (QStringList{u"prod-eu"_s, u"Reachable"_s, u"Rights"_s, u"Image"_s}));
        f.press(u"Show log"_s);
        QCOMPARE(logs.takeFirst().front().toString(), u"a-7"_s);
        f.press(u"Copy rights"_s);
        QCOMPARE(QApplication::clipboard()->text(), u"# prod-eu\nkind: Role\n"_s);
    }

    void deletes()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"spare"_s);
        f.pane.setFocus();
        f.key(Qt::Key_Delete);
        QVERIFY(f.text().contains(u"Delete the runtime config spare from the settings?"_s));
        QCOMPARE(QApplication::focusWidget(), f.button(u"Cancel"_s));
        f.key(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), f.pane.focusProxy());
        QCOMPARE(f.content(), ConfigsYaml);
        f.key(Qt::Key_Delete);
        f.press(u"Delete"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.saved(u"spare"_s).id.isEmpty(), ShownConfigs::Patience);
        QTRY_COMPARE_WITH_TIMEOUT(f.pane.header().notice().text(), u"Deleted: spare"_s, ShownConfigs::Patience);
        f.press(u"Undo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"spare"_s).id, u"spare"_s, ShownConfigs::Patience);
        QVERIFY(f.content().contains("# not ours"));
    }

    //! With what the dialog had last for this config.
    void testsWithACommand()
    {
        ShownConfigs f;
        QSignalSpy tests(&f.pane, &ConfigsPane::testWithRequested);
        f.pane.selectConfig(u"train"_s);
        const auto open = [&f] {
            f.run(u"Test the selected runtime config with a command of your own"_s);
            return f.pane.findChild<TestDialog *>();
        };
        TestDialog *dialog = open();
        QVERIFY(dialog);
        const auto editor = [](const TestDialog &dialog, const QString &name) {
            for (QLineEdit *edit : dialog.findChildren<QLineEdit *>()) {
                if (edit->accessibleName() == name)
                    return edit;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        editor(*dialog, u"Command"_s)->setText(u"nvidia-smi -q"_s);
        editor(*dialog, u"Has to reach"_s)->setText(u"nowhere"_s);
        QPushButton *test = nullptr;
        for (QPushButton *each : dialog->findChildren<QPushButton *>())
            test = each->text() == "Test"_L1 ? each : test;
        QVERIFY(test && !test->isEnabled());
        QVERIFY(visibleText(*dialog).contains(u"Expected a host with its port"_s));
        editor(*dialog, u"Has to reach"_s)->setText(u"10.0.0.5:8080"_s);
        test->click();
        QCOMPARE(tests.size(), 1);
        QCOMPARE(tests.front()[0].toString(), u"train"_s);
        const auto wishes = tests.front()[1].value<models::TestWishes>();
        QCOMPARE(wishes.command, u"nvidia-smi -q"_s);
        QCOMPARE(wishes.callback, u"10.0.0.5:8080"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!f.pane.findChild<TestDialog *>(), ShownConfigs::Patience);
        dialog = open();
        QCOMPARE(editor(*dialog, u"Command"_s)->text(), u"nvidia-smi -q"_s);
        dialog->reject();
        QCOMPARE(tests.size(), 1);
    }

    //! While something refers to it, it stays, or both go.
    void deletesNothingThatIsNeeded()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"train"_s);
        f.run(u"Delete the selected runtime config"_s);
        QVERIFY2(f.text().contains(u"refers to it: Project CHURN, Project SPEECH, Defaults of visual workloads"_s),
                 qPrintable(f.text()));
        QVERIFY(!f.button(u"Delete"_s));
        f.key(Qt::Key_Escape);
        QCOMPARE(f.content(), ConfigsYaml);
        f.run(u"Delete the selected runtime config"_s);
        f.press(u"Show"_s);
        QVERIFY(f.pane.people().isVisible());
        QCOMPARE(f.pane.people().view(), PeopleView::View::Projects);
        f.run(u"train H100"_s);
        f.run(u"Delete the selected runtime config"_s);
        f.press(u"Delete anyway"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.saved(u"train H100"_s).id.isEmpty(), ShownConfigs::Patience);
        const settings::SettingsDocument after = settings::loadSettings(f.store.path());
        QVERIFY(after.problems.empty());
        QVERIFY(after.settings.projects[0].config.runtimeConfig.id.isEmpty());
        QVERIFY(after.settings.projects[0].config.containerize);
        QCOMPARE(after.settings.defaults.userCode.runtimeConfig.id, u"box"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Undo"_s), ShownConfigs::Patience);
        f.press(u"Undo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"train H100"_s).id, u"train"_s, ShownConfigs::Patience);
        const settings::Settings again = settings::loadSettings(f.store.path()).settings;
        QCOMPARE(again.projects, someConfigs().projects);
        QCOMPARE(again.defaults, someConfigs().defaults);
    }

    void usersAreShown()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"box"_s);
        FittingList &users = listNamed(f.pane, u"Used by"_s);
        QCOMPARE(rows(users), QStringList{u"Defaults of user code"_s});
        users.setFocus();
        f.key(Qt::Key_Return);
        QVERIFY(f.pane.people().isVisible());
        QCOMPARE(f.pane.people().view(), PeopleView::View::Defaults);
    }

    void aBrokenFileIsLeftAlone()
    {
        ShownConfigs f;
        f.pane.selectConfig(u"spare"_s);
        f.replace("apiVersion: fairlead/v1\nruntimeConfigs: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(f.store.isReadOnly(), ShownConfigs::Patience);
        QVERIFY2(f.text().contains(u"fairlead.yaml:3:1"_s), qPrintable(f.text()));
        QVERIFY(!f.button(u"Delete…"_s)->isEnabled() && !f.button(u"Duplicate"_s)->isEnabled());
        f.key(Qt::Key_Delete);
        QVERIFY(!f.button(u"Delete"_s));
        QCOMPARE(f.models.configs.totalCount(), 6);
    }

    //! What stands in the file and cannot be used is said where it would be.
    void whatCannotBeUsedIsSaid()
    {
        ShownConfigs f(QByteArray(ConfigsYaml).replace("engine: docker", "engine: podman"));
        QCOMPARE(f.models.configs.totalCount(), 5);
        QVERIFY2(f.text().contains(u"runtimeConfigs[2].engine"_s), qPrintable(f.text()));
    }

    //! Those for whom they run are shown in place of table and inspector.
    void people()
    {
        ShownConfigs f;
        QVERIFY(!f.pane.people().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Users and projects"_s), ShownConfigs::Patience);
        f.press(u"Users and projects"_s);
        QVERIFY(f.pane.people().isVisible() && f.pane.header().filter().isVisible());
        QVERIFY(!f.button(u"+ Add another config"_s));
        f.pane.newConfig(); // by a key
        f.key(Qt::Key_Escape);
        f.run(u"Show runtime configs and how they stand"_s);
        QVERIFY(!f.pane.people().isVisible() && f.button(u"+ Add another config"_s));
        f.run(u"Show the projects"_s);
        QVERIFY(f.pane.people().isVisible());
        QCOMPARE(f.pane.people().view(), PeopleView::View::Projects);
        f.run(u"spare"_s);
        QCOMPARE(f.pane.view(), ConfigsPane::View::Configs);
        QCOMPARE(f.pane.selectedConfig(), u"spare"_s);
    }

    void pictures();
};

//! For whoever looks at it: FAIRLEAD_PICTURES names a folder.
void TestConfigsPane::pictures()
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    for (const auto &[mode, suffix] :
         {std::pair(Theme::Mode::Light, u"light"_s), std::pair(Theme::Mode::Dark, u"dark"_s)}) {
        for (const QSize &size : {QSize(1'108, 772), QSize(2'388, 1'412)}) {
            ShownConfigs f(ConfigsYaml, mode, size);
            const auto shot = [&, &ending = suffix](const QString &name) {
                QTest::qWait(50);
                f.pane.grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, name, ending).arg(size.width()));
            };
            f.models.configs.setTests(u"train"_s,
                                      {failedTest(u"prod-eu"_s, f.models.configs.entry(u"train"_s)->config)});
            f.models.configs.setLastRun(u"train"_s, u"succeeded"_s, secondsNow() - 4'000);
            f.models.configs.flush();
            f.pane.selectConfig(u"train"_s);
            shot(u"train"_s);
            f.run(u"Delete the selected runtime config"_s);
            shot(u"delete"_s);
            f.pane.selectConfig(u"wrong"_s);
            shot(u"wrong"_s);
            ShownConfigs empty("apiVersion: fairlead/v1\n", mode, size);
            empty.pane.grab().save(u"%1/empty-%2-%3.png"_s.arg(folder, suffix).arg(size.width()));
        }
    }
}

QTEST_MAIN(TestConfigsPane)
#include "tst_configspane.moc"
