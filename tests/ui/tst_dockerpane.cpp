// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/settings/settingsstore.h"
#include "finders.h"
#include "tests/models/dockerdata.h"
#include "ui/docker/daemonform.h"
#include "ui/docker/dockerpane.h"
#include "ui/docker/dockerside.h"
#include "ui/docker/insecuredaemonsmark.h"
#include "ui/docker/prunerows.h"
#include "ui/docker/pruneview.h"
#include "ui/docker/pushform.h"
#include "ui/docker/referenceform.h"
#include "ui/docker/registryform.h"
#include "ui/forms/formfield.h"
#include "ui/theme/theme.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/choicebutton.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/objectinspector.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/question.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;
using View = DockerTables::View;

namespace {

constexpr int Patience = 30'000; // ms

const QByteArray File = R"(apiVersion: fairlead/v1
# where we build
daemons:
  - id: gpu
    name: gpu-build-01 # the big one
    host: tcp://gpu-build-01:2376
    tlsVerify: true
  - id: lab
    name: lab
    host: tcp://10.0.0.5:2375
registries:
  - id: r1
    name: Team registry
    host: registry.example:5000
baseImages:
  - id: b1
    name: exec
    from: debian:12
    daemon: {id: gpu, name: gpu-build-01}
    registries: [{id: r1, name: Team registry}]
)";

struct Fixture
{
    QTemporaryDir dir;
    QString path = dir.filePath(u"fairlead.yaml"_s);
    Theme theme{*qApp, Theme::Mode::Light};
    DockerModels models;
    std::unique_ptr<settings::SettingsStore> store;
    std::unique_ptr<DockerPane> pane;

    explicit Fixture(const QByteArray &file = File)
    {
        write(file);
        store = std::make_unique<settings::SettingsStore>(path);
        QObject::connect(store.get(), &settings::SettingsStore::changed, &models,
                         [this] { models.setSettings(store->settings()); });
        pane = std::make_unique<DockerPane>(theme, models, *store, dir.filePath(u"docker"_s));
        QSignalSpy changes(store.get(), &settings::SettingsStore::changed);
        store->start();
        QVERIFY(!changes.isEmpty() || changes.wait(Patience));
        pane->resize(1080, 760);
        pane->show();
        pane->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(pane.get()));
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
    void fill()
    {
        models.setStatus(u"gpu"_s, liveStatus());
        models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web-1"_s, u"sha256:1"_s),
                                        container(u"c2"_s, u"job-7"_s, u"sha256:1"_s, u"exited"_s, u"Exited (1)"_s)});
        models.setImages(u"gpu"_s, {image(u"1"_s, {u"team/exec:1.2"_s}, 3 << 20, 1 << 20), image(u"2"_s, {}, 1 << 20)});
        models.setVolumes(u"gpu"_s, {{.name = u"models"_s, .driver = u"local"_s, .refCount = 0}});
        models.flush();
        QCoreApplication::processEvents(); // changed() is told once for many
    }
    template <class Widget>
    Widget &shown() const
    {
        for (auto *widget : pane->findChildren<Widget *>()) {
            if (widget->isVisible())
                return *widget;
        }
        qFatal("not shown: %s", Widget::staticMetaObject.className());
    }
    bool hasButton(const QString &text) const { return find(text) != nullptr; }
    QPushButton *find(const QString &text) const
    {
        for (auto *button : pane->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text)
                return button;
        }
        return nullptr;
    }
    void press(const QString &text) const
    {
        QPushButton *button = find(text);
        QVERIFY2(button, qPrintable(text));
        QVERIFY2(button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    //! By its accessible name.
    QLineEdit &line(const QString &name) const
    {
        for (auto *line : pane->findChildren<QLineEdit *>()) {
            if (line->isVisible() && line->accessibleName() == name)
                return *line;
        }
        qFatal("no line %s", qPrintable(name));
    }
    void select(View view, const QString &key) const { pane->tables().selectKey(view, key); }
    QString text() const { return visibleText(*pane); }
    QStringList daemonNames() const
    {
        QStringList names;
        for (const settings::Daemon &daemon : store->settings().daemons)
            names += daemon.name;
        return names;
    }
};

QString keyOf(const QString &name)
{
    return u"gpu\n"_s + name;
}

} // namespace

class TestDockerPane : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!.*propagateSizeHints).*$"_s)); }

    void firstDaemonIsOffered()
    {
        Fixture f("");
        QVERIFY(f.text().contains("No daemon yet"_L1));
        f.press(u"Add a daemon over TLS"_s);
        QVERIFY(f.shown<CheckBox>().isChecked());
        QCOMPARE(f.line(u"Docker host"_s).text(), u"tcp://"_s);
        f.press(u"Cancel"_s);
        f.press(u"Add the daemon of this machine (unix:///var/run/docker.sock)"_s);
        QVERIFY(f.line(u"Name"_s).hasFocus());
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.daemonNames(), QStringList{u"This machine"_s}, Patience);
        QVERIFY(f.content().contains("host: unix:///var/run/docker.sock"));
        QTRY_VERIFY(f.hasButton(u"Open"_s)); // it is selected
        QSignalSpy opened(f.pane.get(), &DockerPane::openRequested);
        QTest::keyClick(&f.pane->tables().table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][1].toBool(), true);
    }

    //! Comments stay, only what was changed is changed; the key F2 leads there, Enter saves.
    void edits()
    {
        Fixture f;
        f.select(View::Daemons, u"gpu"_s);
        f.pane->tables().table().setFocus();
        QTest::keyClick(&f.pane->tables().table(), Qt::Key_F2);
        QLineEdit &name = f.line(u"Name"_s);
        QVERIFY(name.hasFocus());
        QTest::keyClicks(&name, u"builder"_s);
        QTest::keyClick(&name, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.daemonNames(), (QStringList{u"builder"_s, u"lab"_s}), Patience);
        QCOMPARE(f.content(),
                 QByteArray(File).replace("name: gpu-build-01", "name: builder")); // where it is referred to
        QTRY_VERIFY(f.pane->tables().table().hasFocus());
    }

    void validatesWhileTyping()
    {
        Fixture f;
        f.pane->addDaemon();
        QLineEdit &name = f.line(u"Name"_s);
        QLineEdit &host = f.line(u"Docker host"_s);
        const auto isWrong = [](const QLineEdit &line) {
            return line.property("problem").toBool() && !line.accessibleDescription().isEmpty();
        };
        QVERIFY(!isWrong(name) && !isWrong(host)); // nothing was touched
        host.setFocus();
        f.press(u"Save"_s); // leads to what is missing
        QVERIFY(isWrong(name) && name.hasFocus());
        QTest::keyClicks(&name, u"lab"_s);
        QVERIFY(f.text().contains("Another one has this name."_L1));
        QTest::keyClicks(&name, u"2"_s);
        QVERIFY(!isWrong(name));
        host.setText(u"ftp://x"_s);
        QVERIFY(isWrong(host));
        f.press(u"Save"_s);
        QVERIFY(host.hasFocus() && f.hasButton(u"Save"_s));
        host.setText(u"tcp://x:2375"_s);
        QVERIFY(!isWrong(host));
        QVERIFY(f.text().contains("No TLS: whoever is between"_L1));
        f.shown<CheckBox>().click();
        QVERIFY(!f.text().contains("No TLS: whoever is between"_L1));
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Not there: ca.pem (no such file)"_L1), Patience);
        QDir(f.dir.path()).mkdir(u"docker"_s);
        QFile ca(f.dir.filePath(u"docker/ca.pem"_s));
        QVERIFY(ca.open(QIODevice::WriteOnly));
        f.line(u"Folder with ca.pem, cert.pem and key.pem"_s).setText(f.dir.filePath(u"docker"_s));
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Found: ca.pem"_L1), Patience);
        QTest::keyClick(&name, Qt::Key_Escape); // what is written is not lost by a key
        QVERIFY(f.shown<Question>().isAsking());
        f.press(u"Discard"_s);
        QVERIFY(!f.hasButton(u"Save"_s));
        QCOMPARE(f.daemonNames().size(), 2);
    }

    void contextsAreChosen()
    {
        Fixture f;
        f.pane->setDockerContexts(
            {{.name = u"prod"_s, .address = {.host = u"tcp://p:2376"_s, .enablesTls = true}},
             {.name = u"trusting"_s, .address = {.host = u"tcp://t:2376"_s, .enablesTls = true, .skipsVerify = true}}});
        f.pane->addDaemon();
        QTest::keyClicks(&f.line(u"Name"_s), u"production"_s);
        f.press(u"Context"_s);
        ChoiceButton &context = f.shown<ChoiceButton>();
        QCOMPARE(context.choices(), (QStringList{u"prod"_s, u"trusting"_s}));
        emit context.chosen((context.setCurrent(1), 1));
        QVERIFY(f.text().contains("verifies nobody"_L1));
        emit context.chosen((context.setCurrent(0), 0));
        QVERIFY(!f.text().contains("verifies nobody"_L1));
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.content().contains("context: prod"), Patience);
        QVERIFY(!f.content().contains("host: \"\""));
    }

    void registryIsAdded()
    {
        Fixture f;
        f.pane->addRegistry();
        QTest::keyClicks(&f.line(u"Name"_s), u"ECR"_s);
        f.line(u"Host"_s).setText(u"https://1.dkr"_s);
        QVERIFY(f.text().contains("Write the host alone, without scheme."_L1));
        f.line(u"Host"_s).setText(u"1.dkr.example"_s);
        f.line(u"Prefix before the names of images"_s).setText(u"Team"_s);
        f.press(u"Save"_s);
        QVERIFY(f.line(u"Prefix before the names of images"_s).hasFocus());
        f.line(u"Prefix before the names of images"_s).setText(u"team"_s);
        for (auto *button : f.pane->findChildren<ChoiceButton *>()) {
            if (button->isVisible() && button->accessibleName() == "Who knows the password"_L1)
                emit button->chosen((button->setCurrent(1), 1));
        }
        f.press(u"Save"_s);
        QVERIFY(f.line(u"Helper: docker-credential-…"_s).hasFocus());
        f.line(u"Helper: docker-credential-…"_s).setText(u"ecr-login"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.store->settings().registries.size(), std::size_t(2), Patience);
        const settings::Registry &registry = f.store->settings().registries.back();
        QCOMPARE(registry.credentials, u"helper"_s);
        QCOMPARE(registry.credentialHelper, u"ecr-login"_s);
        QCOMPARE(registry.repositoryPrefix, u"team"_s);
        QTRY_VERIFY(f.hasButton(u"Tags…"_s));
    }

    void clashes_data()
    {
        QTest::addColumn<bool>("takesMine");
        QTest::newRow("mine") << true;
        QTest::newRow("theirs") << false;
    }
    void clashes()
    {
        QFETCH(bool, takesMine);
        Fixture f;
        f.select(View::Daemons, u"lab"_s);
        f.press(u"Edit"_s);
        f.line(u"Docker host"_s).setText(u"tcp://mine:2375"_s);
        f.line(u"Name"_s).setText(u"lab-mine"_s);
        settings::SettingsStore other(f.path); // another console
        const settings::SettingsDocument document = settings::readSettings(File, f.path);
        const ObjectEdit<settings::Daemon> edit(document.root, document.settings.daemons[1]);
        settings::Daemon theirs = edit.object();
        theirs.host = u"tcp://theirs:2375"_s;
        bool isSaved = false;
        other.save({edit.change(theirs)}, this, [&](const settings::SaveOutcome &) { isSaved = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isSaved, Patience);
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("theirs: tcp://theirs:2375"_L1), Patience);
        QVERIFY(f.text().contains("yours: tcp://mine:2375"_L1));
        QVERIFY(!f.find(u"Save"_s)->isEnabled());
        QVERIFY(!f.content().contains("mine"));
        if (takesMine) {
            f.press(u"Keep mine"_s);
        } else {
            f.press(u"Take theirs"_s);
            QCOMPARE(f.line(u"Docker host"_s).text(), u"tcp://theirs:2375"_s);
            QCOMPARE(f.line(u"Name"_s).text(), u"lab-mine"_s);
            f.line(u"Name"_s).setText(u"lab"_s);
            QVERIFY(!f.pane->hasUnsavedChanges()); // all of it is theirs
            f.line(u"Name"_s).setText(u"lab-mine"_s);
            QVERIFY(f.pane->hasUnsavedChanges());
            f.press(u"Save"_s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(f.content().contains("name: lab-mine"), Patience);
        QCOMPARE(f.content().contains("host: tcp://mine:2375"), takesMine);
        QCOMPARE(f.content().contains("host: tcp://theirs:2375"), !takesMine);
    }

    void brokenFileIsReadOnly()
    {
        Fixture f;
        f.pane->addDaemon();
        f.line(u"Name"_s).setText(u"x"_s);
        QVERIFY(f.find(u"Save"_s)->isEnabled());
        f.write("daemons: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(!f.find(u"Save"_s)->isEnabled(), Patience);
        QVERIFY(f.text().contains(f.path + u":"_s));
        QCOMPARE(f.daemonNames(), (QStringList{u"gpu-build-01"_s, u"lab"_s})); // the last good state
        f.press(u"Cancel"_s);
        f.write(File);
        QTRY_VERIFY_WITH_TIMEOUT(!f.text().contains("broken"_L1), Patience);
    }

    void whatRecipesNeedStays()
    {
        Fixture f;
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Remove…"_s);
        QVERIFY(f.pane->header().notice().text().contains("Base image exec"_L1));
        QVERIFY(!f.hasButton(u"Remove"_s));
        f.select(View::Daemons, u"lab"_s);
        f.pane->tables().table().setFocus();
        QTest::keyClick(&f.pane->tables().table(), Qt::Key_Delete);
        QVERIFY(f.find(u"Cancel"_s)->hasFocus());
        QVERIFY(!f.hasButton(u"Remove…"_s)); // the question stands in their place
        QTest::keyClick(f.find(u"Cancel"_s), Qt::Key_Return);
        QVERIFY(!f.hasButton(u"Remove"_s));
        f.press(u"Remove…"_s);
        f.press(u"Remove"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.daemonNames(), QStringList{u"gpu-build-01"_s}, Patience);
        QVERIFY(f.content().contains("# where we build"));
    }

    void containersAreAskedFor()
    {
        Fixture f;
        f.fill();
        QSignalSpy details(f.pane.get(), &DockerPane::containerDetailsRequested);
        QSignalSpy logs(f.pane.get(), &DockerPane::logsRequested);
        QSignalSpy removals(f.pane.get(), &DockerPane::containerRemovalRequested);
        QSignalSpy seen(f.pane.get(), &DockerPane::seenContainersChanged);
        f.select(View::Containers, keyOf(u"c1"_s));
        QCOMPARE(details.size(), 1);
        QCOMPARE(details[0][1].toString(), u"c1"_s);
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(seen[0][0].toStringList().size(), 2);
        QTest::keyClick(&f.pane->tables().table(), Qt::Key_Return);
        QCOMPARE(logs.size(), 1);
        f.pane->tables().table().selectAll();
        QVERIFY(f.text().contains("2 container(s)"_L1));
        f.press(u"Remove…"_s);
        QVERIFY(f.text().contains("Remove 2 container(s) on gpu-build-01"_L1));
        QVERIFY(f.text().contains("web-1, job-7"_L1));
        QVERIFY(removals.isEmpty());
        f.models.setContainers(u"gpu"_s, {container(u"c1"_s, u"web-1"_s, u"sha256:1"_s)}); // one has gone meanwhile
        f.models.flush();
        QCoreApplication::processEvents();
        QVERIFY(!f.hasButton(u"Remove 2"_s)); // it was about something else
        f.press(u"Remove…"_s);
        f.press(u"Remove 1"_s);
        QCOMPARE(removals.size(), 1);
        QCOMPARE(removals[0], (QVariantList{u"gpu"_s, u"c1"_s}));
        f.pane->tables().setView(View::Images);
        QTRY_COMPARE(seen.size(), 2 + (seen.size() > 2 ? 1 : 0));
        QTRY_COMPARE(seen.back()[0].toStringList(), QStringList());
    }

    void whatIsKilledIsTold_data()
    {
        QTest::addColumn<QStringList>("states");
        QTest::addColumn<QString>("warning");
        QTest::newRow("none runs") << QStringList{u"exited"_s, u"created"_s, u"dead"_s} << QString();
        QTest::newRow("two of three") << QStringList{u"running"_s, u"exited"_s, u"paused"_s}
                                      << u"2 of them is/are running and will be killed: c0, c2"_s;
        QTest::newRow("the only one") << QStringList{u"running"_s} << u"It is running and will be killed."_s;
        QTest::newRow("many") << QStringList(6, u"running"_s)
                              << u"6 of them is/are running and will be killed: c0, c1, c2, c3 and 2 more"_s;
    }
    //! Removal is by force: the question says what that comes to, and stands on Cancel.
    void whatIsKilledIsTold()
    {
        QFETCH(QStringList, states);
        QFETCH(QString, warning);
        Fixture f;
        f.models.setStatus(u"gpu"_s, liveStatus());
        const auto setStates = [&f](const QStringList &states) {
            std::vector<docker::Container> all;
            for (qsizetype i = 0; i < states.size(); ++i)
                all.push_back(container(u"c%1"_s.arg(i), u"c%1"_s.arg(i), u"sha256:1"_s, states[i], states[i]));
            f.models.setContainers(u"gpu"_s, all);
            f.models.flush();
            QCoreApplication::processEvents();
        };
        setStates(states);
        QSignalSpy removals(f.pane.get(), &DockerPane::containerRemovalRequested);
        f.pane->tables().setView(View::Containers);
        f.pane->tables().table().selectAll();
        f.press(u"Remove…"_s);
        QCOMPARE(f.text().contains("will be killed"_L1), !warning.isEmpty());
        QVERIFY2(f.text().contains(warning), qPrintable(f.text()));
        QVERIFY(f.find(u"Cancel"_s)->hasFocus());
        const QString remove = u"Remove %1"_s.arg(states.size());
        if (warning.isEmpty()) { // and what was started since is another question
            setStates(QStringList(states.size(), u"running"_s));
            f.press(remove);
            QVERIFY(removals.isEmpty());
            QVERIFY2(f.text().contains("3 of them is/are running and will be killed"_L1), qPrintable(f.text()));
        }
        f.press(remove);
        QCOMPARE(removals.size(), states.size());
    }

    void imagesAreAskedFor()
    {
        Fixture f;
        f.fill();
        QSignalSpy pulls(f.pane.get(), &DockerPane::pullRequested);
        QSignalSpy removals(f.pane.get(), &DockerPane::imageRemovalRequested);
        f.select(View::Images, keyOf(u"sha256:1 team/exec:1.2"_s));
        QVERIFY(!f.find(u"Remove…"_s)->isEnabled()); // containers were made from it
        f.select(View::Images, keyOf(u"sha256:2 "_s));
        QVERIFY(!f.find(u"Push…"_s)->isEnabled());
        f.press(u"Remove…"_s);
        f.press(u"Remove 1"_s);
        QCOMPARE(removals[0], (QVariantList{u"gpu"_s, u"sha256:2"_s}));
        f.press(u"Pull…"_s);
        QLineEdit &name = f.line(u"Image"_s);
        name.setText(u"Busy Box"_s);
        QVERIFY(!f.find(u"Start"_s)->isEnabled());
        name.setText(u"busybox"_s);
        QVERIFY(f.text().contains("docker.io/library/busybox:latest"_L1));
        QTest::keyClick(&name, Qt::Key_Return);
        QTRY_COMPARE(pulls.size(), 1);
        QCOMPARE(pulls[0], (QVariantList{u"docker.io/library/busybox:latest"_s, u"gpu"_s}));
    }

    void pushesWhereToItIsSaid()
    {
        Fixture f;
        f.fill();
        std::vector<imagejobs::ImagePush> pushes;
        connect(f.pane.get(), &DockerPane::pushRequested, this,
                [&](const imagejobs::ImagePush &push) { pushes.push_back(push); });
        QSignalSpy looks(f.pane.get(), &DockerPane::targetLookRequested);
        f.select(View::Images, keyOf(u"sha256:1 team/exec:1.2"_s));
        f.press(u"Push…"_s);
        QLineEdit &tag = f.line(u"Tag"_s);
        QVERIFY(f.line(u"Repository"_s).hasFocus());
        QCOMPARE(f.line(u"Repository"_s).text(), u"team/exec"_s);
        QCOMPARE(tag.text(), u"1.2"_s);
        const QString there = u"registry.example:5000/team/exec:1.2"_s;
        QVERIFY(f.text().contains(u"team/exec:1.2 of gpu-build-01 will be pushed as "_s + there));
        QTRY_COMPARE(looks.size(), 1);
        QCOMPARE(looks[0], (QVariantList{u"r1"_s, there}));
        PushForm &form = f.pane->pushForm();
        form.setFound(u"elsewhere"_s, QString());
        QVERIFY(!f.text().contains("there already:"_L1) && !f.text().contains("there already ("_L1));
        form.setFound(there, u"sha256:"_s + QString(64, u'b'));
        QVERIFY(f.text().contains("This tag is there already (bbbbbbbbbbbb): the push replaces what it means."_L1));
        tag.setText(u"1 3"_s);
        QVERIFY(!f.find(u"Push"_s)->isEnabled());
        QVERIFY(!f.text().contains("there already"_L1) && !f.text().contains("will be pushed"_L1));
        tag.setText(u"1.3"_s);
        QTRY_COMPARE(looks.size(), 2);
        form.setFound(there, std::optional<QString>()); // too late
        QVERIFY(!f.text().contains("no such tag yet"_L1));
        QTest::keyClick(&tag, Qt::Key_Return);
        QTRY_COMPARE(pushes.size(), std::size_t(1));
        QCOMPARE(pushes[0].image, u"team/exec:1.2"_s);
        QCOMPARE(pushes[0].daemonId, u"gpu"_s);
        QCOMPARE(pushes[0].target, u"registry.example:5000/team/exec:1.3"_s);
        QCOMPARE(pushes[0].registryId, u"r1"_s);

        f.press(u"Push…"_s);
        ChoiceButton &registry = f.shown<ChoiceButton>();
        QCOMPARE(registry.choices().size(), 2);
        emit registry.chosen((registry.setCurrent(1), 1));
        QLineEdit &reference = f.line(u"Reference"_s);
        reference.setText(u"Not a name"_s);
        QVERIFY(!f.find(u"Push"_s)->isEnabled());
        reference.setText(u"other.example/exec:1"_s);
        f.press(u"Push"_s);
        QCOMPARE(pushes.size(), std::size_t(2));
        QCOMPARE(pushes[1].target, u"other.example/exec:1"_s);
        QCOMPARE(pushes[1].registryId, QString());
    }

    //! \p shared bytes are of both images.
    static docker::PruneList pruneList()
    {
        docker::PruneList list;
        list.candidates = {
            {.image = image(u"1"_s, {}, 3 << 20, 1 << 20), .removals = {u"sha256:1"_s}, .freedBytes = 2 << 20},
            {.image = image(u"2"_s, {}, 2 << 20, 1 << 20), .removals = {u"sha256:2"_s}, .freedBytes = 1 << 20}};
        list.leastBytes = 3 << 20;
        list.mostBytes = 5 << 20;
        return list;
    }
    static docker::SharedLayers sharedLayers()
    {
        return docker::SharedLayers(
            {{u"sha256:1"_s, {u"l"_s, u"m"_s}, 3 << 20, 1 << 20}, {u"sha256:2"_s, {u"l"_s, u"n"_s}, 2 << 20, 1 << 20}});
    }

    static docker::BuildCacheList buildCache()
    {
        return docker::buildCacheList(
            {{.id = u"c1"_s, .description = u"mount / from exec /bin/sh -c pip install torch"_s, .sizeBytes = 4 << 20},
             {.id = u"c2"_s, .type = u"source.local"_s, .sizeBytes = 2 << 20},
             {.id = u"c3"_s, .type = u"exec.cachemount"_s, .sizeBytes = 1 << 20}});
    }

    void cleansUpWhatIsShown()
    {
        Fixture f;
        f.fill();
        QSignalSpy lists(f.pane.get(), &DockerPane::pruneListRequested);
        QSignalSpy prunes(f.pane.get(), &DockerPane::pruneRequested);
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Clean up…"_s);
        QCOMPARE(lists[0], (QVariantList{u"gpu"_s, true}));
        QVERIFY(f.find(u"Cancel"_s)->hasFocus());
        PruneView &view = f.pane->cleanUpView();
        view.setList(u"lab"_s, pruneList()); // nobody asked
        QVERIFY(!f.hasButton(u"Remove 2"_s));
        view.setList(u"gpu"_s, pruneList());
        QVERIFY(f.text().contains("Remove 2 image(s) (3.0 MiB to 5.0 MiB) from gpu-build-01?"_L1));
        view.setLayers(u"gpu"_s, sharedLayers());
        QVERIFY(f.text().contains("Remove 2 image(s) (4.0 MiB) from gpu-build-01?"_L1));
        auto &rows = f.shown<PruneView>().findChildren<QListView *>().front()[0];
        rows.setCurrentIndex(rows.model()->index(0, 0));
        QTest::keyClick(&rows, Qt::Key_Space);
        QVERIFY(f.text().contains("Remove 1 image(s) (1.0 MiB) from gpu-build-01?"_L1));
        f.press(u"Remove 1"_s);
        QCOMPARE(prunes[0], (QVariantList{u"gpu"_s, QStringList{u"sha256:2"_s}, false}));
        QVERIFY(f.text().contains("Removing"_L1));
        view.setOutcome(u"gpu"_s, {.removedNames = {u"sha256:2"_s}, .deletedIds = {u"sha256:2"_s}});
        QVERIFY(f.text().contains("1 image(s) removed, 1.0 MiB freed."_L1));
        f.press(u"All unused"_s);
        QCOMPARE(lists.back(), (QVariantList{u"gpu"_s, false}));
        view.setFailure(u"gpu"_s, ApiError{.kind = ApiError::Kind::Server, .message = u"disk on fire"_s});
        QVERIFY(f.text().contains("disk on fire"_L1));
        f.press(u"Cancel"_s);
        QVERIFY(f.hasButton(u"Clean up…"_s));
    }

    //! One row, which nobody chose; images that stopped containers hold stand below and cannot be chosen.
    void cleansUpTheBuildCache()
    {
        Fixture f;
        f.fill();
        QSignalSpy prunes(f.pane.get(), &DockerPane::pruneRequested);
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Clean up…"_s);
        PruneView &view = f.pane->cleanUpView();
        QAbstractItemModel &rows = *f.shown<PruneView>().findChildren<QListView *>().front()->model();
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.setCache(u"gpu"_s, buildCache()); // before the images: of an older list
        QCOMPARE(rows.rowCount(), 0);
        docker::PruneList list = pruneList();
        list.held = {{image(u"h"_s, {u"held:1"_s}, 1 << 20, 0), {u"web"_s}}};
        view.setList(u"gpu"_s, list);
        QCOMPARE(rows.rowCount(), 3);
        view.setCache(u"gpu"_s, buildCache());
        QCOMPARE(rows.rowCount(), 4);
        const QModelIndex cache = rows.index(0, 0);
        QCOMPARE(cache.data().toString(), u"Build cache: 3 record(s)"_s);
        QCOMPARE(cache.data(PruneRows::SizeRole).toString(), u"7.0 MiB"_s);
        QVERIFY(cache.data(PruneRows::ReasonRole).toString().contains("makes them again"_L1));
        QVERIFY(cache.data(Qt::ToolTipRole).toString().contains("pip install"_L1));
        QCOMPARE(cache.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        const QModelIndex held = rows.index(3, 0);
        QCOMPARE(held.data().toString(), u"held:1"_s);
        QCOMPARE(held.data(PruneRows::ReasonRole).toString(), u"held by the stopped container web"_s);
        QVERIFY(!held.data(Qt::CheckStateRole).isValid() && !rows.setData(held, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(f.text().contains("Remove 2 image(s) (3.0 MiB to 5.0 MiB) from gpu-build-01?"_L1));
        QVERIFY(rows.setData(cache, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(f.text().contains("Remove 2 image(s) and build cache (10.0 MiB to 12.0 MiB) from gpu-build-01?"_L1));
        f.press(u"Check none"_s);
        QVERIFY(!f.find(u"Remove 0"_s)->isEnabled());
        QVERIFY(rows.setData(cache, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(f.text().contains("Remove the build cache (7.0 MiB) of gpu-build-01?"_L1));
        f.press(u"Remove 1"_s);
        QCOMPARE(prunes[0], (QVariantList{u"gpu"_s, QStringList(), true}));
        QCOMPARE(rows.rowCount(), 1); // what is being removed
        view.setOutcome(u"gpu"_s,
                        {.cache = docker::BuildCacheOutcome{.records = 2, .bytes = 3 << 20, .missed = {u"c1"_s}}});
        QCOMPARE(rows.rowCount(), 1);
        QVERIFY(rows.index(0, 0).data(PruneRows::ReasonRole).toString().contains("1 record(s) kept"_L1));
        QVERIFY(f.text().contains("Build cache: 2 record(s) removed, 3.0 MiB freed. Some build cache stays on "
                                  "gpu-build-01."_L1));
    }

    void saysThatTheCacheIsNotCounted()
    {
        Fixture f;
        f.fill();
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Clean up…"_s);
        PruneView &view = f.pane->cleanUpView();
        QAbstractItemModel &rows = *f.shown<PruneView>().findChildren<QListView *>().front()->model();
        view.setList(u"gpu"_s, {});
        view.setCache(u"gpu"_s,
                      tl::make_unexpected(ApiError{.kind = ApiError::Kind::Server,
                                                   .message = u"a disk usage operation is already running"_s}));
        QCOMPARE(rows.rowCount(), 1);
        QCOMPARE(rows.index(0, 0).data(PruneRows::ReasonRole).toString(),
                 u"not counted: a disk usage operation is already running"_s);
        QVERIFY(!rows.index(0, 0).data(Qt::CheckStateRole).isValid());
        f.press(u"All unused"_s);
        view.setList(u"gpu"_s, {});
        view.setCache(u"gpu"_s, docker::BuildCacheList());
        QCOMPARE(rows.rowCount(), 0);
    }

    void promisesNoMoreThanItKnows_data()
    {
        using Built = docker::PruneCandidate::Built;
        QTest::addColumn<Built>("built"); // of one of two images
        QTest::addColumn<QString>("why");
        QTest::newRow("none is built on them") << Built::None << u"no name, container, image or recipe on it"_s;
        QTest::newRow("another has its layers") << Built::SameLayers << u"another image has the same layers"_s;
        QTest::newRow("nobody knows") << Built::Unknown << u"nobody knows whether an image is"_s;
    }

    //! What stands above the list holds for every row of it.
    void promisesNoMoreThanItKnows()
    {
        QFETCH(const docker::PruneCandidate::Built, built);
        QFETCH(const QString, why);
        Fixture f;
        f.fill();
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Clean up…"_s);
        docker::PruneList list = pruneList();
        list.candidates[1].built = built;
        f.pane->cleanUpView().setList(u"gpu"_s, list);
        const auto &rows = f.shown<PruneView>().findChildren<QListView *>().front()[0];
        QVERIFY(rows.model()->index(1, 0).data(PruneRows::ReasonRole).toString().contains(why));
        QVERIFY(f.text().contains("No container was made from these"_L1));
        const bool isNone = built == docker::PruneCandidate::Built::None;
        QCOMPARE(f.text().contains("no image there is built on them"_L1), isNone);
        QCOMPARE(f.text().contains("what is known of images built on them stands with each"_L1), !isNone);
    }

    //! Somebody may want to go back to them.
    void olderVersionsAreNotChosen()
    {
        Fixture f;
        f.fill();
        f.select(View::Daemons, u"gpu"_s);
        f.press(u"Clean up…"_s);
        docker::PruneList list = pruneList();
        list.candidates[1].older = docker::OlderVersion{.of = u"exec"_s, .newer = u"base/exec:1.4"_s};
        f.pane->cleanUpView().setList(u"gpu"_s, list);
        const auto &rows = f.shown<PruneView>().findChildren<QListView *>().front()[0];
        const auto check = [&rows](int row) { return rows.model()->index(row, 0).data(Qt::CheckStateRole).toInt(); };
        QCOMPARE(check(0), int(Qt::Checked));
        QCOMPARE(check(1), int(Qt::Unchecked));
        const QString why = rows.model()->index(1, 0).data(PruneRows::ReasonRole).toString();
        QVERIFY2(why.startsWith(u"an older version of exec, which is base/exec:1.4 now; no "_s), qPrintable(why));
    }

    //! Each daemon stands by itself; what came of all is said once.
    void cleansUpOverAll()
    {
        Fixture f;
        QVERIFY(!f.find(u"Clean up all…"_s)->isEnabled()); // none is open
        f.fill();
        DaemonStatus gone{.state = DaemonState::Unreachable};
        f.models.setStatus(u"lab"_s, gone);
        QTRY_VERIFY(f.find(u"Clean up all…"_s)->isEnabled());
        QSignalSpy lists(f.pane.get(), &DockerPane::pruneListRequested);
        QSignalSpy prunes(f.pane.get(), &DockerPane::pruneRequested);
        f.press(u"Clean up all…"_s);
        QCOMPARE(lists.size(), 2);
        PruneView &view = f.pane->cleanUpView();
        auto &rows = view.findChildren<QListView *>().front()[0];
        QAbstractItemModelTester tester(rows.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(rows.model()->rowCount(), 2);
        view.setFailure(u"lab"_s, ApiError{.kind = ApiError::Kind::Network, .reason = u"ConnectionRefused"_s});
        view.setList(u"gpu"_s, pruneList());
        view.setLayers(u"gpu"_s, sharedLayers());
        QCOMPARE(rows.model()->rowCount(), 2 + 2 + 1);
        QVERIFY(rows.model()->index(4, 0).data().toString().contains("Nothing listens"_L1));
        QVERIFY(f.text().contains("Remove 2 image(s) (4.0 MiB) from gpu-build-01?"_L1));
        const QModelIndex daemon = rows.model()->index(0, 0);
        rows.setCurrentIndex(daemon);
        QTest::keyClick(&rows, Qt::Key_Space); // none of its images
        QVERIFY(!f.find(u"Remove 0"_s)->isEnabled());
        QTest::keyClick(&rows, Qt::Key_Space);
        f.press(u"Remove 2"_s);
        QCOMPARE(prunes.size(), 1);
        view.setProgress(u"gpu"_s, 1, 2);
        QVERIFY(daemon.data(PruneRows::SizeRole).toString().contains("1 of 2"_L1));
        const imagejobs::CleanUpOutcome outcome{
            .removedNames = {u"sha256:1"_s},
            .deletedIds = {u"sha256:1"_s},
            .kept = {{u"sha256:2"_s, u"sha256:2"_s, ApiError{.kind = ApiError::Kind::Conflict, .reason = u"InUse"_s}}}};
        f.press(u"Close"_s); // it goes on, and tells where one is
        view.setOutcome(u"gpu"_s, outcome);
        QVERIFY(f.pane->header().notice().text().contains("1 image(s) removed, 2.0 MiB freed. 1 name(s) kept."_L1));
        f.press(u"Clean up all…"_s);
        view.setList(u"gpu"_s, pruneList());
        f.press(u"Remove 2"_s);
        view.setOutcome(u"gpu"_s, outcome);
        QCOMPARE(rows.model()->rowCount(), 2 + 1 + 0);
        QVERIFY(f.text().contains("1 name(s) kept."_L1));
        f.press(u"Close"_s);
        f.press(u"Clean up all…"_s);
        view.setList(u"lab"_s, {});
        view.setCache(u"lab"_s, buildCache()); // below the other daemon's rows
        view.setList(u"gpu"_s, pruneList());
        view.setCache(u"gpu"_s, buildCache());
        QCOMPARE(rows.model()->rowCount(), 2 + 1 + 3);
        QCOMPARE(rows.model()->index(1, 0).data(PruneRows::KindRole).toInt(), int(PruneRows::Kind::Cache));
        QCOMPARE(rows.model()->index(5, 0).data(PruneRows::KindRole).toInt(), int(PruneRows::Kind::Cache));
        const QModelIndex first = rows.model()->index(0, 0);
        QCOMPARE(first.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        QCOMPARE(first.data(PruneRows::SizeRole).toString(), u"2 of 3 · 3.0 MiB to 5.0 MiB"_s);
        QVERIFY(rows.model()->setData(first, Qt::Checked, Qt::CheckStateRole)); // all of that daemon
        QCOMPARE(first.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(rows.model()->index(4, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    }

    void filterFollowsTheTables()
    {
        Fixture f;
        f.fill();
        f.pane->header().filter().setText(u"zzz"_s);
        QVERIFY(f.text().contains("Nothing matches the filter"_L1));
        f.pane->tables().setView(View::Containers);
        QVERIFY(f.text().contains("Nothing matches the filter"_L1));
        f.press(u"Clear the filter"_s);
        QCOMPARE(f.models.containers.rowCount(), 2);
        f.pane->header().filter().setText(u"engine:x"_s); // of daemons alone
        QVERIFY(f.text().contains("There is no field"_L1));
        f.pane->tables().setView(View::Daemons);
        QVERIFY(!f.text().contains("There is no field"_L1));
    }

    void stateIsKept()
    {
        KeptState kept;
        {
            Fixture f;
            f.pane->tables().setView(View::Volumes);
            f.pane->saveState(kept);
        }
        Fixture f;
        f.pane->restoreState(kept);
        QCOMPARE(f.pane->tables().view(), View::Volumes);
        f.pane->tables().setView(View::Daemons);
        f.models.setStatus(u"lab"_s, {.state = DaemonState::Unreachable});
        f.pane->selectSomething(); // what needs attention
        QCOMPARE(f.pane->tables().selectedKeys(), QStringList{u"lab"_s});
    }

    //! Of what is not seen nobody asks.
    void nobodySeesAHiddenPane()
    {
        Fixture f;
        f.fill();
        QSignalSpy seen(f.pane.get(), &DockerPane::seenContainersChanged);
        f.pane->tables().setView(View::Containers);
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(seen[0][0].toStringList().size(), 2);
        f.pane->hide();
        QTRY_COMPARE(seen.size(), 2);
        QCOMPARE(seen[1][0].toStringList(), QStringList());
        f.pane->show();
        QTRY_COMPARE(seen.size(), 3);
        QCOMPARE(seen[2][0].toStringList().size(), 2);
    }

    //! When the inspector of a daemon that is live opens, and when the user asks; never again by itself.
    void diskIsCountedWhenAsked()
    {
        Fixture f;
        QSignalSpy asked(f.pane.get(), &DockerPane::diskCountRequested);
        f.select(View::Daemons, u"gpu"_s);
        QVERIFY(asked.isEmpty()); // it is closed
        QVERIFY(!f.find(u"Count disk"_s)->isEnabled());
        DaemonStatus status = liveStatus();
        status.disk = {};
        f.models.setStatus(u"gpu"_s, status);
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"gpu"_s);
        status.disk.isCounting = true;
        f.models.setStatus(u"gpu"_s, status);
        const auto noteOfDisk = [&f] {
            for (const auto *head : f.pane->findChildren<QAbstractButton *>()) {
                if (head->isVisible() && head->accessibleName().startsWith("Disk"_L1))
                    return head->accessibleName();
            }
            return QString();
        };
        QTRY_COMPARE(noteOfDisk(), u"Disk counting…"_s);
        QVERIFY(!f.find(u"Count disk"_s)->isEnabled());
        status.disk = {.imagesBytes = 3 << 20, .counted = QDateTime::currentSecsSinceEpoch()};
        f.models.setStatus(u"gpu"_s, status);
        QTRY_VERIFY(noteOfDisk().startsWith("Disk 3.0 MiB"_L1));
        f.pane->updateAges();
        f.pane->hide();
        f.pane->show();
        QCOMPARE(asked.size(), 1); // it was counted just now
        f.press(u"Count disk"_s);
        QCOMPARE(asked.size(), 2);
        f.pane->tables().table().setFocus();
        QTest::keyClick(&f.pane->tables().table(), Qt::Key_F5);
        QCOMPARE(asked.size(), 3);
        status.disk.counted -= 3'600;
        f.models.setStatus(u"gpu"_s, status);
        f.models.flush();
        QCoreApplication::processEvents();
        f.pane->hide();
        f.models.setStatus(u"gpu"_s, status);
        QCoreApplication::processEvents();
        QCOMPARE(asked.size(), 3);
        f.pane->show(); // it opens again
        QCOMPARE(asked.size(), 4);
    }

    void saysWhatItCounts()
    {
        Fixture f;
        f.fill();
        QVERIFY(f.text().contains("2 daemon(s)"_L1));
        f.pane->header().filter().setText(u"lab"_s);
        QVERIFY(f.text().contains("1 of 2 daemon(s)"_L1));
        f.pane->header().filter().clear();
        const std::pair<View, QString> views[] = {{View::Containers, u"2 container(s)"_s},
                                                  {View::Images, u"2 image(s)"_s},
                                                  {View::Volumes, u"1 volume(s)"_s},
                                                  {View::Registries, u"1 registry(ies)"_s}};
        for (const auto &[view, text] : views) {
            f.pane->tables().setView(view);
            QVERIFY2(f.text().contains(text), qPrintable(text));
        }
    }

    //! In the status line for as long as such a daemon is open.
    void insecureDaemonsAreMarked()
    {
        Fixture f;
        QWidget line;
        InsecureDaemonsMark mark(f.models, &line);
        line.show();
        QVERIFY(mark.isHidden());
        f.models.setStatus(u"lab"_s, {.state = DaemonState::Connecting});
        QTRY_VERIFY(mark.isVisible());
        QCOMPARE(mark.text(), u"1 insecure daemon(s)"_s);
        QVERIFY(mark.toolTip().contains("lab"_L1));
        QSignalSpy shown(&mark, &InsecureDaemonsMark::showRequested);
        QTest::keyClick(&mark, Qt::Key_Space);
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown[0][0].toString(), u"lab"_s);
        f.models.setStatus(u"lab"_s, {.state = DaemonState::Unreachable});
        QCoreApplication::processEvents();
        QVERIFY(mark.isVisible());
        f.models.setStatus(u"lab"_s, {});
        QTRY_VERIFY(mark.isHidden());
    }

    //! Every widget that takes the focus has a name.
    void everythingHasAName()
    {
        Fixture f;
        f.fill();
        f.select(View::Daemons, u"gpu"_s);
        const auto check = [&] {
            for (QWidget *widget : f.pane->findChildren<QWidget *>()) {
                if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0)
                    continue;
                auto *button = qobject_cast<QAbstractButton *>(widget);
                const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                const bool isScroll = widget->inherits("QScrollArea") || widget->inherits("QLabel");
                QVERIFY2(isNamed || isScroll, widget->metaObject()->className());
            }
        };
        check();
        f.pane->addDaemon();
        check();
        f.pane->addRegistry();
        check();
        f.pane->pull();
        check();
    }

    //! As the window does before it closes.
    void asksBeforeAFormIsLeft_data()
    {
        QTest::addColumn<bool>("isRegistry");
        QTest::addColumn<bool>("isRight"); // what is typed can be saved
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("goes");
        QTest::addColumn<bool>("isSaved");
        for (const bool isRegistry : {false, true}) {
            const char *const what = isRegistry ? "registry" : "daemon";
            QTest::addRow("%s, keep editing", what) << isRegistry << true << u"Keep editing"_s << false << false;
            QTest::addRow("%s, discard", what) << isRegistry << true << u"Discard"_s << true << false;
            QTest::addRow("%s, save", what) << isRegistry << true << u"Save"_s << true << true;
            QTest::addRow("%s, wrong, discard", what) << isRegistry << false << u"Discard"_s << true << false;
        }
    }

    void asksBeforeAFormIsLeft()
    {
        QFETCH(const bool, isRegistry);
        QFETCH(const bool, isRight);
        QFETCH(const QString, answer);
        QFETCH(const bool, goes);
        QFETCH(const bool, isSaved);
        Fixture f("");
        int went = 0;
        const auto go = [&went] { ++went; };
        f.pane->leaveForm(go);
        QCOMPARE(went, 1); // no form
        isRegistry ? f.pane->addRegistry() : f.pane->addDaemon();
        QVERIFY(!f.pane->hasUnsavedChanges());
        f.pane->leaveForm(go);
        QCOMPARE(went, 2); // nothing was typed
        f.line(u"Name"_s).setText(u"lab"_s);
        f.line(isRegistry ? u"Host"_s : u"Docker host"_s)
            .setText(isRight ? (isRegistry ? u"lab.example:5000"_s : u"unix:///run/lab.sock"_s) : u"no host"_s);
        QVERIFY(f.pane->hasUnsavedChanges());
        f.pane->leaveForm(go);
        QCOMPARE(went, 2);
        auto &question = f.shown<Question>();
        QPushButton *button = nullptr;
        for (auto *each : question.findChildren<QPushButton *>()) {
            QVERIFY(isRight || each->text() != u"Save"_s);
            button = each->text() == answer ? each : button;
        }
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!question.isAsking());
        QTRY_COMPARE_WITH_TIMEOUT(went, goes ? 3 : 2, Patience);
        QCOMPARE(f.pane->hasUnsavedChanges(), !goes);
        QCOMPARE(f.content().contains("lab"), isSaved);
    }

    //! By whatever leads to another form, and by no key.
    void keepsWhatIsWritten_data()
    {
        QTest::addColumn<QString>("button");
        for (const QString &button : {u"+ Add daemon"_s, u"+ Add registry"_s, u"Pull…"_s})
            QTest::newRow(qPrintable(button)) << button;
    }

    void keepsWhatIsWritten()
    {
        QFETCH(const QString, button);
        Fixture f;
        f.pane->addDaemon();
        f.line(u"Name"_s).setText(u"mine"_s);
        f.press(button);
        QVERIFY(f.shown<Question>().isAsking());
        f.press(u"Keep editing"_s);
        QCOMPARE(f.line(u"Name"_s).text(), u"mine"_s);
        f.press(button);
        f.press(u"Discard"_s);
        QVERIFY(!f.text().contains("mine"_L1));
        QVERIFY(!f.pane->hasUnsavedChanges());
    }

    //! The folder that nobody has to write.
    void missingCertificatesAreTold()
    {
        Fixture f("");
        f.press(u"Add a daemon over TLS"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains("Not there: ca.pem"_L1), Patience);
    }

    //! Issue 5: versions of distributions were cut.
    void theEngineIsWhole_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("text");
        QTest::newRow("Docker's own") << u"28.3.1"_s << u"Docker 28.3.1"_s;
        QTest::newRow("Debian's") << u"20.10.24+dfsg1"_s << u"Docker 20.10.24"_s;
    }

    void theEngineIsWhole()
    {
        QFETCH(const QString, version);
        QFETCH(const QString, text);
        Fixture f;
        f.pane->resize(1108, 760); // of a window of 1280
        f.fill();
        DaemonStatus status = liveStatus();
        status.version->version = version;
        f.models.setStatus(u"gpu"_s, status);
        f.models.flush();
        DataTable &table = f.pane->tables().table(View::Daemons);
        const auto cell = [&f] {
            return f.models.daemons.indexOf(u"gpu"_s).siblingAtColumn(int(DaemonsModel::Column::Engine));
        };
        QTRY_COMPARE(cell().data().toString(), text);
        QTRY_VERIFY(table.visualRect(cell()).width() >= table.sizeHintForIndex(cell()).width());
        QVERIFY(cell().data(Qt::ToolTipRole).toString().contains(version));
    }

    //! Issue 5: one that is chosen looked as if it had the focus.
    void aChoiceShowsTheFocus()
    {
        Fixture f;
        QPushButton &chosen = *f.find(u"Daemons"_s);
        QVERIFY(chosen.isChecked());
        f.pane->header().filter().setFocus();
        const QSize size = chosen.size();
        const QImage without = chosen.grab().toImage();
        chosen.setFocus();
        QTRY_VERIFY(chosen.grab().toImage() != without);
        f.pane->resize(f.pane->width() - 1, f.pane->height()); // arranges it anew
        QCOMPARE(chosen.size(), size);
    }

    //! To be looked at: every state as a picture into the folder that FAIRLEAD_PICTURES names.
    void pictures();
};

void TestDockerPane::pictures()
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    Fixture f;
    settings::Settings settings = dockerSettings();
    f.models.setSettings(settings);
    f.fill();
    DaemonStatus stale = liveStatus();
    stale.state = DaemonState::Unreachable;
    stale.error = ApiError{.kind = ApiError::Kind::Network,
                           .reason = u"ConnectionRefused"_s,
                           .message = u"10.0.0.5:2375: connection refused"_s};
    stale.info.reset();
    stale.version.reset();
    stale.disk = {};
    f.models.setStatus(u"lab"_s, stale);
    DaemonStatus tested = liveStatus();
    tested.test = {.ended = QDateTime::currentSecsSinceEpoch() - 40,
                   .lines = {{u"Reachable"_s, u"3 ms, API 1.51"_s},
                             {u"May build"_s, u"an empty image was built"_s},
                             {u"May push"_s, u"registry.example:5000: 401, authentication required"_s, Severity::Error},
                             {u"Disk"_s, u"91 % taken"_s, Severity::Warning}}};
    f.models.setStatus(u"gpu"_s, tested);
    std::vector<docker::Container> containers;
    for (int i = 0; i < 30; ++i) {
        const bool runs = i % 3 != 1;
        containers.push_back(container(u"c%1"_s.arg(i), u"train-speech-worker-%1"_s.arg(i), u"sha256:1"_s,
                                       runs ? u"running"_s : u"exited"_s,
                                       runs ? u"Up 3 hours"_s : u"Exited (137) 2 hours ago"_s));
        containers.back().created = QDateTime::currentSecsSinceEpoch() - 4'000 * (i + 1);
    }
    f.models.setContainers(u"gpu"_s, containers);
    std::vector<docker::Image> images;
    for (int i = 0; i < 20; ++i)
        images.push_back(image(u"%1%1%1%1aa5e1bb"_s.arg(i + 1),
                               i % 4 == 3 ? QStringList()
                                          : QStringList{u"registry.example:5000/team/images/exec-cuda12:1.%1"_s.arg(i)},
                               std::int64_t(i + 1) << 30, std::int64_t(i) << 29));
    f.models.setImages(u"gpu"_s, images);
    for (int i = 0; i < 5; ++i)
        f.models.containers.setStats(u"gpu"_s, u"c%1"_s.arg(i * 3),
                                     {{.cpuFraction = 1.5 + i,
                                       .memoryBytes = std::int64_t(i + 1) << 30,
                                       .memoryLimitBytes = std::int64_t(64) << 30,
                                       .receivedBytes = std::int64_t(i * 3 + 1) << 27,
                                       .sentBytes = std::int64_t(i) << 22,
                                       .readBytes = std::int64_t(i + 7) << 29,
                                       .writtenBytes = std::int64_t(i) << 26,
                                       .pids = 31},
                                      QDateTime::currentSecsSinceEpoch() - 200,
                                      i == 4});
    docker::ContainerDetails details{.id = u"c0"_s};
    details.deviceRequests = {{.driver = u"nvidia"_s, .count = 2, .capabilities = {{u"gpu"_s}}}};
    details.runtime = u"nvidia"_s;
    details.memoryBytes = std::int64_t(64) << 30;
    f.models.containers.setDetails(u"gpu"_s, details);
    f.models.images.setHistory(u"gpu"_s, images[0].id,
                               {{.createdBy = u"CMD [\"/opt/run\"]"_s, .sizeBytes = 0},
                                {.createdBy = u"RUN pip install torch==2.3.0 --index-url https://example"_s,
                                 .sizeBytes = std::int64_t(2) << 30}});
    f.models.setRegistryStatus(
        u"r1"_s, {.state = RegistryStatus::State::Refused,
                  .error = ApiError{.kind = ApiError::Kind::Unauthorized, .message = u"authentication required"_s}});
    f.models.flush();
    QCoreApplication::processEvents();

    docker::PruneList candidates;
    for (const docker::Image &each : images)
        candidates.candidates.push_back({.image = each, .freedBytes = each.sizeBytes - each.sharedSizeBytes});
    const std::pair<QString, std::function<void()>> states[] = {
        {u"daemon"_s, [&] { f.select(View::Daemons, u"gpu"_s); }},
        {u"counting"_s,
         [&] {
             tested.disk.isCounting = true;
             tested.disk.error = ApiError{.kind = ApiError::Kind::Timeout, .message = u"no answer in 10 min"_s};
             tested.test = {};
             f.models.setStatus(u"gpu"_s, tested);
             f.pane->setEnvironmentNote(
                 u"The docker program of this machine speaks to tcp://10.1.2.3:2376 "
                 "(DOCKER_HOST, DOCKER_TLS_VERIFY, DOCKER_CERT_PATH=/etc/docker/certs), which is "
                 "none of these daemons."_s);
         }},
        {u"unreachable"_s, [&] { f.select(View::Daemons, u"lab"_s); }},
        {u"focus"_s,
         [&] {
             tested.version->version = u"20.10.24+dfsg1"_s;
             f.models.setStatus(u"gpu"_s, tested);
             f.find(u"Daemons"_s)->setFocus();
         }},
        {u"container"_s, [&] { f.select(View::Containers, keyOf(u"c0"_s)); }},
        {u"confirm"_s,
         [&] {
             f.pane->tables().table().selectAll();
             f.press(u"Remove…"_s);
         }},
        {u"image"_s, [&] { f.select(View::Images, keyOf(images[0].id + u' ' + images[0].repoTags[0])); }},
        {u"volume"_s, [&] { f.select(View::Volumes, keyOf(u"models"_s)); }},
        {u"registry"_s, [&] { f.select(View::Registries, u"r1"_s); }},
        {u"registryform"_s, [&] { f.press(u"Edit"_s); }},
        {u"daemonform"_s,
         [&] {
             f.pane->addDaemon();
             f.line(u"Name"_s).setText(u"new"_s);
             f.line(u"Docker host"_s).setText(u"tcp://h:2376"_s);
             f.shown<CheckBox>().setChecked(true);
             QTRY_VERIFY(f.text().contains("Not there"_L1));
         }},
        {u"clash"_s,
         [&] {
             auto &form = f.shown<DaemonForm>();
             form.showClashes({{u"host"_s, u"tcp://theirs:2376"_s, u"tcp://mine:2376"_s}});
             f.shown<CheckBox>().setChecked(false);
         }},
        {u"pull"_s, [&] { f.pane->pull(); }},
        {u"prune"_s,
         [&] {
             f.press(u"Cancel"_s);
             f.select(View::Daemons, u"gpu"_s);
             f.press(u"Clean up…"_s);
             candidates.held = {{images[1], {u"notebook-anna"_s}}, {images[2], {u"ci-runner-1"_s, u"ci-runner-2"_s}}};
             f.pane->cleanUpView().setList(u"gpu"_s, candidates);
             docker::BuildCacheList cache = buildCache();
             cache.bytes = std::int64_t(31) << 30;
             cache.lastUsed = QDateTime::currentSecsSinceEpoch() - 3 * 86'400;
             f.pane->cleanUpView().setCache(u"gpu"_s, cache);
         }},
        {u"pruneall"_s,
         [&] {
             f.press(u"Cancel"_s);
             f.models.setStatus(u"old"_s, {.state = DaemonState::Connecting});
             DaemonStatus other = liveStatus();
             other.info->id = u"OTHER"_s;
             f.models.setStatus(u"local"_s, other);
             f.models.flush();
             QCoreApplication::processEvents();
             f.press(u"Clean up all…"_s);
             PruneView &view = f.pane->cleanUpView();
             docker::PruneList few = candidates;
             few.candidates.resize(3);
             view.setList(u"local"_s, few);
             few.candidates.resize(2);
             few.held.clear();
             view.setList(u"gpu"_s, few);
             view.setCache(u"gpu"_s, buildCache());
             view.setCache(u"local"_s, tl::make_unexpected(*stale.error));
             view.setFailure(u"lab"_s, *stale.error);
         }},
        {u"pruneended"_s,
         [&] {
             PruneView &view = f.pane->cleanUpView();
             view.setList(u"old"_s, {});
             f.press(u"Check none"_s);
             f.press(u"Check all"_s);
             f.press(u"Remove 6"_s);
             view.setOutcome(u"local"_s, {.removedNames = images[0].repoTags,
                                          .deletedIds = {images[0].id},
                                          .kept = {{images[1].repoTags[0], images[1].id,
                                                    ApiError{.kind = ApiError::Kind::Conflict, .reason = u"InUse"_s}},
                                                   {images[2].repoTags[0], images[2].id,
                                                    ApiError{.kind = ApiError::Kind::Server,
                                                             .message = u"error deleting layer: device busy"_s}}}});
             view.setOutcome(u"gpu"_s, {.removedNames = images[0].repoTags,
                                        .deletedIds = {images[0].id},
                                        .cache =
                                            docker::BuildCacheOutcome{
                                                .records = 2, .bytes = 5 << 20, .imageRecords = 1, .missed = {u"c1"_s}},
                                        .untried = 1,
                                        .error = *stale.error});
         }},
        {u"push"_s,
         [&] {
             f.press(u"Close"_s);
             f.select(View::Images, keyOf(images[0].id + u' ' + images[0].repoTags[0]));
             f.press(u"Push…"_s);
             QTest::qWait(800); // until the registry is asked
             f.pane->pushForm().setFound(images[0].repoTags[0], u"sha256:"_s + QString(64, u'b'));
         }},
        {u"pushreference"_s,
         [&] {
             ChoiceButton &registry = f.shown<ChoiceButton>();
             emit registry.chosen((registry.setCurrent(3), 3));
             f.line(u"Reference"_s).setText(u"quay.example.org/Team:1"_s);
         }},
        {u"broken"_s,
         [&] {
             f.press(u"Cancel"_s);
             f.write("daemons: [\n");
             QTRY_VERIFY(f.text().contains("broken"_L1));
         }},
        {u"empty"_s,
         [&] {
             f.models.setSettings({});
             f.models.flush();
             QCoreApplication::processEvents();
         }},
    };
    for (const auto &[name, makeState] : states) {
        makeState();
        for (const auto &[size, sizeName] :
             {std::pair{QSize(1108, 760), u"1280"_s}, {QSize(776, 510), u"900"_s}, {QSize(2388, 1400), u"2560"_s}}) {
            f.pane->resize(size);
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                f.theme.setMode(mode);
                QTest::qWait(120); // columns are fitted
                QVERIFY(f.pane->grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, name, sizeName, toString(mode))));
            }
        }
    }
}

QTEST_MAIN(TestDockerPane)
#include "tst_dockerpane.moc"
