// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/findbyid.h"
#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "models/configs/launchfactskeeper.h"
#include "ui/configs/defaultsform.h"
#include "ui/configs/peopleview.h"
#include "ui/configs/projectform.h"
#include "ui/configs/referencebutton.h"
#include "ui/configs/userform.h"
#include "ui/theme/theme.h"
#include "ui/widgets/wrappedtext.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using View = PeopleView::View;

namespace {

constexpr int Patience = 30'000; // ms

const QByteArray File = R"(apiVersion: fairlead/v1
daemons:
  - {id: d, name: lab-docker, host: unix:///var/run/docker.sock}
runtimeConfigs:
  - id: gpu
    name: gpu-large
    image: {reference: reg/exec:1}
    labels: {team: "${adminProperty:team}", login: "${dssUserLogin}"}
    kubernetes: {contexts: ["prod-*", lab], namespace: "dss-${dssUserLogin}"}
  - {id: cpu, name: cpu-small, image: {reference: reg/exec:1}}
  - {id: ml, name: ml-only, usableBy: groups, groups: [ml], image: {reference: reg/exec:1}}
# who works here
users:
  - id: anna
    login: anna # since 2021
    groups: [ml, data scientists]
    adminProperties: {team: speech}
  - {id: ben, login: Ben.Smith, groups: [data scientists], adminProperties: {team: vision}}
  - {id: num, login: "4711"}
projects:
  - {id: s, key: SPEECH, runtimeConfig: {id: gpu, name: gpu-large}, variables: {TEAM: speech}}
  - {id: v, key: VISION, runtimeConfig: {id: ml, name: ml-only}, target: {contexts: [lab]}}
  - {id: n, key: NOTEBOOKS, containerize: false}
  - {id: o, key: OLD, runtimeConfig: {id: gone, name: k80}, target: {contexts: [stage-*]}}
defaults:
  userCode: {runtimeConfig: {id: cpu, name: cpu-small}}
)";

struct Fixture
{
    QTemporaryDir dir;
    QString path = dir.filePath(u"fairlead.yaml"_s);
    Theme theme{*qApp, Theme::Mode::Light};
    models::LaunchFactsKeeper facts;
    std::unique_ptr<settings::SettingsStore> store;
    std::unique_ptr<PeopleView> view;

    explicit Fixture(const QByteArray &file = File)
    {
        write(file);
        facts.setFacts({.contexts = {{.id = u"lab"_s, .name = u"lab"_s, .ns = u"team"_s, .isCurrent = true},
                                     {.id = u"prod-eu"_s, .name = u"prod-eu"_s},
                                     {.id = u"prod-us"_s, .name = u"prod-us"_s}}});
        store = std::make_unique<settings::SettingsStore>(path);
        view = std::make_unique<PeopleView>(theme, *store, facts);
        view->setObjectName(u"page"_s);
        QSignalSpy changes(store.get(), &settings::SettingsStore::changed);
        store->start();
        QVERIFY(!changes.isEmpty() || changes.wait(Patience));
        view->resize(1072, 640);
        view->show();
        view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(view.get()));
        view->selectSomething();
    }
    void write(const QByteArray &content) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QByteArray content() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString text() const
    {
        QString text = visibleText(*view);
        for (const auto *value : view->findChildren<WrappedText *>()) {
            if (value->isVisible())
                text += u'\n' + value->toPlainText();
        }
        return text;
    }
    QPushButton *button(const QString &text) const
    {
        for (auto *button : view->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text)
                return button;
        }
        return nullptr;
    }
    void press(const QString &text) const
    {
        QVERIFY2(button(text), qPrintable(text));
        button(text)->click();
    }
    QLineEdit &line(const QString &name) const
    {
        for (auto *line : view->findChildren<QLineEdit *>()) {
            if (line->isVisible() && line->accessibleName() == name)
                return *line;
        }
        qFatal("no line: %s", qPrintable(name));
    }
    ReferenceButton &choice(const QString &name) const
    {
        for (auto *button : view->findChildren<ReferenceButton *>()) {
            if (button->isVisible() && button->accessibleName() == name)
                return *button;
        }
        qFatal("no choice: %s", qPrintable(name));
    }
    static void choose(ReferenceButton &button, const QString &text)
    {
        const int place = int(button.choices().indexOf(text));
        QVERIFY2(place >= 0, qPrintable(text));
        button.setCurrent(place);
        emit button.chosen(place);
    }
    void select(const QString &text) const
    {
        DataTable &table = *view->table();
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            for (int column = 0; column < 2; ++column) {
                if (table.model()->index(row, column).data().toString() == text)
                    return table.selectRowOf(table.model()->index(row, column));
            }
        }
        qFatal("no row: %s", qPrintable(text));
    }
    QStringList column(int column) const
    {
        QStringList texts;
        const QAbstractItemModel &model = *view->table()->model();
        for (int row = 0; row < model.rowCount(); ++row)
            texts += model.index(row, column).data().toString();
        return texts;
    }
};

} // namespace

class TestPeopleView : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void aUserIsAdded()
    {
        Fixture f;
        f.press(u"+ Add user"_s);
        QCOMPARE(QApplication::focusWidget(), &f.line(u"Login"_s));
        QVERIFY(!f.text().contains("Expected a login"_L1)); // nobody has touched it
        QTest::keyClicks(&f.line(u"Login"_s), u"anna"_s);
        QVERIFY(f.text().contains("Another user has this login"_L1));
        f.line(u"Login"_s).setText(u"0042"_s);
        f.line(u"Groups, with commas between"_s).setText(u"ml,  data scientists"_s);
        f.line(u"Admin properties: ${adminProperty:NAME}, name 1"_s).setText(u"team"_s);
        f.line(u"Admin properties: ${adminProperty:NAME}, value 1"_s).setText(u"12"_s);
        QVERIFY(f.view->hasUnsavedChanges());
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().users.size(), 4U, Patience);
        const settings::User &user = f.store->settings().users[3];
        QCOMPARE(user.name, u"0042"_s);
        QCOMPARE(user.groups, (QStringList{u"ml"_s, u"data scientists"_s}));
        QVERIFY2(f.content().contains("login: \"0042\""), f.content().constData()); // a number would lose its zeros
        QVERIFY(f.content().contains("team: \"12\""));
        QVERIFY(f.content().contains("# since 2021"));
        QTRY_COMPARE_WITH_TIMEOUT(f.view->table()->selectedKey(), user.id, Patience);
        QVERIFY(!f.view->hasUnsavedChanges());
    }

    void aUserIsEditedByTheKeyboard()
    {
        Fixture f;
        f.select(u"anna"_s);
        f.view->table()->setFocus();
        QTest::keyClick(f.view->table(), Qt::Key_Return);
        f.line(u"Login"_s).setText(u"anna.k"_s);
        QVERIFY(f.text().contains("A namespace for it would be called anna-k-"_L1)); // no reason not to save it
        QTest::keyClick(&f.line(u"Login"_s), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.content().contains("login: anna.k # since 2021"), Patience);
        QVERIFY(f.content().contains("groups: [ml, data scientists]"));
    }

    void aUserIsRemovedOnceAsked()
    {
        Fixture f;
        f.select(u"4711"_s);
        f.view->table()->setFocus();
        QTest::keyClick(f.view->table(), Qt::Key_Delete);
        QVERIFY(f.text().contains("Remove the user 4711 from the settings?"_L1));
        f.press(u"Cancel"_s);
        QCOMPARE(f.store->settings().users.size(), 3U);
        f.press(u"Remove…"_s);
        f.press(u"Remove"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().users.size(), 2U, Patience);
        QVERIFY(f.content().contains("# who works here"));
    }

    void aProject()
    {
        Fixture f;
        f.view->showView(View::Projects);
        f.select(u"OLD"_s);
        QVERIFY(f.text().contains("What is wrong"_L1));
        f.press(u"Edit"_s);
        QCOMPARE(f.choice(u"Runtime config"_s).currentText(), u"k80 (gone)"_s);
        QVERIFY(f.text().contains("The runtime config k80 is not in the settings any more"_L1));
        QVERIFY(f.text().contains("No context is called stage-*"_L1));
        f.choose(f.choice(u"Runtime config"_s), u"gpu-large"_s);
        f.line(u"Contexts, if the runtime config names none"_s).setText(u"lab, prod-*"_s);
        f.choose(f.choice(u"Daemon, if the runtime config names none"_s), u"lab-docker"_s);
        f.line(u"Variables: ${NAME}, name 1"_s).setText(u"dssUserLogin"_s);
        QVERIFY(f.text().contains("dssUserLogin is the user's alone"_L1));
        f.line(u"Variables: ${NAME}, name 1"_s).setText({});
        f.press(u"Save"_s);
        const auto now = [&f] { return *settings::findById(f.store->settings().projects, u"o"_s); };
        QTRY_COMPARE_WITH_TIMEOUT(now().config.runtimeConfig.id, u"gpu"_s, Patience);
        QCOMPARE(now().target, (settings::TargetChoice{{u"lab"_s, u"prod-*"_s}, {u"d"_s, u"lab-docker"_s}}));
    }

    void notInAContainer()
    {
        Fixture f;
        f.view->showView(View::Projects);
        f.select(u"SPEECH"_s);
        f.press(u"Edit"_s);
        f.choose(f.choice(u"Runtime config"_s), u"do not containerize"_s);
        f.press(u"Save"_s);
        const auto now = [&f] { return *settings::findById(f.store->settings().projects, u"s"_s); };
        QTRY_VERIFY_WITH_TIMEOUT(!now().config.containerize, Patience);
        QCOMPARE(now().config.runtimeConfig.id, u"gpu"_s); // what it had is kept
    }

    void theDefaults()
    {
        Fixture f;
        f.view->showView(View::Defaults);
        QCOMPARE(f.choice(u"Runtime config of user code"_s).currentText(), u"cpu-small"_s);
        f.choose(f.choice(u"Runtime config of visual workloads"_s), u"ml-only"_s);
        f.line(u"Variables: ${NAME}, name 1"_s).setText(u"SITE"_s);
        f.line(u"Variables: ${NAME}, value 1"_s).setText(u"berlin"_s);
        QVERIFY(f.view->hasUnsavedChanges());
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().defaults.variables,
                                  (settings::TextPairs{{u"SITE"_s, u"berlin"_s}}), Patience);
        QCOMPARE(f.store->settings().defaults.visual.runtimeConfig, (settings::Reference{u"ml"_s, u"ml-only"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(!f.view->hasUnsavedChanges(), Patience);
        f.line(u"Variables: ${NAME}, value 1"_s).setText(u"bonn"_s); // and on
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().defaults.variables.at(0).second, u"bonn"_s, Patience);
    }

    //! Other keys of the same part are merged; the same key is asked about.
    void othersChangeTheDefaultsToo()
    {
        Fixture f;
        f.view->showView(View::Defaults);
        f.choose(f.choice(u"Runtime config of visual workloads"_s), u"ml-only"_s);
        f.write(QByteArray(File).replace("{runtimeConfig: {id: cpu, name: cpu-small}}\n",
                                         "{runtimeConfig: {id: cpu, name: cpu-small}, containerize: false}\n  visual: "
                                         "{runtimeConfig: {id: gpu, name: gpu-large}}\n"));
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            f.text().contains("visual.runtimeConfig\n    theirs: gpu-large\n    yours: ml-only"_L1), Patience);
        f.press(u"Keep mine"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().defaults.visual.runtimeConfig.id, u"ml"_s, Patience);
        QVERIFY(!f.store->settings().defaults.userCode.containerize);
    }

    void nothingIsLostUnasked()
    {
        Fixture f;
        f.select(u"anna"_s);
        f.press(u"Edit"_s);
        f.line(u"Login"_s).setText(u"anna2"_s);
        bool hasGone = false;
        f.view->leaveForm([&hasGone] { hasGone = true; });
        QVERIFY(!hasGone);
        QVERIFY(f.text().contains("What you wrote is not saved yet."_L1));
        f.press(u"Keep editing"_s);
        f.view->showView(View::Defaults);
        QCOMPARE(f.view->view(), View::Users);
        f.press(u"Discard"_s);
        QCOMPARE(f.view->view(), View::Defaults);
        f.line(u"Variables: ${NAME}, name 1"_s).setText(u"A"_s);
        f.view->leaveForm([&hasGone] { hasGone = true; });
        QVERIFY(!hasGone);
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasGone, Patience);
        QCOMPARE(f.store->settings().defaults.variables.size(), 1U);
        QCOMPARE(settings::findById(f.store->settings().users, u"anna"_s)->name, u"anna"_s);
    }

    void whoGetsWhat()
    {
        Fixture f;
        f.view->showView(View::Dispatch);
        QCOMPARE(f.column(3), (QStringList{u"cpu-small"_s, u"cpu-small"_s, u"cpu-small"_s, u"cpu-small"_s}));
        f.line(u"In the project"_s).setText(u"SPEECH"_s);
        QCOMPARE(f.column(4).first(), u"prod-eu, prod-us, lab"_s);
        QCOMPARE(f.column(5).first(), u"dss-anna"_s);
        QVERIFY(f.column(5).at(1).endsWith(u" · changed"_s));
        f.select(u"4711"_s);
        QVERIFY2(f.text().contains("Project SPEECH says so."_L1), qPrintable(f.text()));
        f.line(u"In the project"_s).setText(u"nowhere"_s);
        QVERIFY(f.text().contains("No project is called nowhere"_L1));
        f.choose(f.choice(u"The object itself says"_s), u"ml-only"_s);
        QCOMPARE(f.column(2), (QStringList{u"possible"_s, u"not possible"_s, u"not possible"_s, u"not possible"_s}));
        f.press(u"Each project"_s);
        f.line(u"For the user"_s).setText(u"anna"_s);
        f.choose(f.choice(u"The object itself says"_s), u"nothing"_s);
        QCOMPARE(f.column(1), (QStringList{u"SPEECH"_s, u"VISION"_s, u"NOTEBOOKS"_s, u"OLD"_s, u"no project"_s}));
        QCOMPARE(f.column(2), (QStringList{u"possible"_s, u"possible"_s, u"not in a container"_s, u"not possible"_s,
                                           u"possible"_s}));
    }

    //! What others change, in the file or on the clusters, is there at once.
    void followsTheFile()
    {
        Fixture f;
        f.view->showView(View::Dispatch);
        f.line(u"In the project"_s).setText(u"SPEECH"_s);
        f.write(QByteArray(File).replace("namespace: \"dss-", "namespace: \"x-"));
        QTRY_COMPARE_WITH_TIMEOUT(f.column(5).first(), u"x-anna"_s, Patience);
        f.facts.setFacts({.contexts = {{.id = u"prod-eu"_s, .name = u"prod-eu"_s}}});
        QCOMPARE(f.column(4).first(), u"prod-eu"_s);
    }

    void anEmptyFileOffersTheFirst()
    {
        Fixture f("apiVersion: fairlead/v1\n");
        QVERIFY(f.text().contains("No user yet"_L1));
        f.press(u"Add a user"_s);
        QVERIFY(f.line(u"Login"_s).hasFocus());
        f.press(u"Cancel"_s);
        f.view->showView(View::Projects);
        QVERIFY(f.text().contains("No project yet"_L1));
        f.view->showView(View::Dispatch);
        QCOMPARE(f.column(2), QStringList{u"not possible"_s});
    }

    void aBrokenFileIsNotSaved()
    {
        Fixture f;
        f.select(u"anna"_s);
        f.press(u"Edit"_s);
        f.write("users: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("The settings file is broken"_L1), Patience);
        QVERIFY(!f.button(u"Save"_s)->isEnabled());
    }

    void pictures();
};

//! All states as pictures, for the eye: FAIRLEAD_PICTURES=FOLDER tst_peopleview pictures
void TestPeopleView::pictures()
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    QVERIFY(QDir().mkpath(folder));
    Fixture f;
    const std::pair<QString, std::function<void()>> states[] = {
        {u"users"_s, [&] { f.select(u"anna"_s); }},
        {u"userform"_s,
         [&] {
             f.press(u"Edit"_s);
             f.line(u"Login"_s).setText(u"Ben.Smith"_s);
         }},
        {u"leaving"_s, [&] { f.view->showView(View::Projects); }},
        {u"projects"_s,
         [&] {
             f.press(u"Discard"_s);
             f.select(u"OLD"_s);
         }},
        {u"projectform"_s, [&] { f.press(u"Edit"_s); }},
        {u"defaults"_s, [&] { f.view->showView(View::Defaults); }},
        {u"dispatch"_s,
         [&] {
             f.view->showView(View::Dispatch);
             f.line(u"In the project"_s).setText(u"SPEECH"_s);
             f.select(u"Ben.Smith"_s);
         }},
        {u"impossible"_s, [&] { f.select(u"4711"_s); }},
        {u"remove"_s,
         [&] {
             f.view->showView(View::Users);
             f.select(u"Ben.Smith"_s);
             f.press(u"Remove…"_s);
         }},
        {u"empty"_s,
         [&] {
             f.write("apiVersion: fairlead/v1\n");
             QTRY_VERIFY_WITH_TIMEOUT(f.store->settings().users.empty(), Patience);
         }},
    };
    for (const auto &[name, makeState] : states) {
        makeState();
        for (const auto &[size, sizeName] : {std::pair{QSize(1072, 640), u"1280"_s}, {QSize(740, 420), u"900"_s}}) {
            f.view->resize(size);
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                f.theme.setMode(mode);
                QTest::qWait(120); // columns are fitted
                QVERIFY(f.view->grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, name, sizeName, toString(mode))));
            }
        }
    }
}

QTEST_MAIN(TestPeopleView)
#include "tst_peopleview.moc"
