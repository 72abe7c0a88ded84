// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/formats.h"
#include "shownimages.h"
#include "ui/forms/codeedit.h"
#include "ui/widgets/checkbox.h"
#include "ui/widgets/filteredit.h"
#include "ui/widgets/focusorder.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/section.h"

#include <QAccessible>
#include <QCompleter>
#include <QMenu>
#include <QScrollArea>
#include <QSignalSpy>

#include <functional>

using namespace fairlead;
using namespace fairlead::models;
using namespace fairlead::tests;
using namespace fairlead::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Yaml = "# ours, do not remove\n"
                        "apiVersion: fairlead/v1\n"
                        "daemons:\n"
                        "- {id: d1, name: local, host: \"unix:///var/run/docker.sock\"}\n"
                        "- {id: d2, name: gpu box, host: \"tcp://10.0.0.5:2376\", tlsVerify: true}\n"
                        "registries:\n"
                        "- {id: r1, name: ours, host: \"registry.example.com:5000\"}\n"
                        "- {id: r2, name: cloud, host: cloud.example.com, repositoryPrefix: team}\n"
                        "baseImages:\n"
                        "- id: exec\n"
                        "  name: exec          # for the notebooks\n"
                        "  from: debian:12\n"
                        "  python: [\"3.11\"]\n"
                        "  tag: base/exec:${version}\n"
                        "  version: \"1\"\n"
                        "  owner: platform     # not ours\n"
                        "  registries: [{id: r1, name: ours}]\n"
                        "- id: gpu\n"
                        "  name: gpu\n"
                        "  from: base/exec:1\n"
                        "  cuda: \"12.4\"\n"
                        "  tag: base/gpu:1\n";

ImagePlaces manyPlaces()
{
    using Found = ImagePlaces::Found;
    using State = Found::State;
    const auto found = [](State state, const QString &digits, std::int64_t hours, std::int64_t megabytes) {
        return Found{.state = state,
                     .digest = u"sha256:"_s + digits,
                     .created = secondsNow() - hours * 3'600,
                     .sizeBytes = megabytes << 20};
    };
    const Found built = found(State::There, u"1a2b3c4d5e6f"_s, 2, 1'200);
    return {{{u"d1"_s, u"local"_s},
             {u"d2"_s, u"gpu-box"_s},
             {u"r1"_s, u"ours"_s, ImagePlaces::Place::Kind::Registry},
             {u"r2"_s, u"cloud"_s, ImagePlaces::Place::Kind::Registry}},
            {{u"exec"_s,
              u"exec"_s,
              u"base/exec:1"_s,
              {built,
               found(State::Differs, u"ffff3c4d5e6f"_s, 50, 1'100),
               found(State::There, u"7777aaaa5e6f"_s, 2, 480),
               {.state = State::Failed, .text = u"denied"_s}}},
             {u"gpu"_s,
              u"gpu"_s,
              u"base/gpu:1"_s,
              {{.state = State::Missing},
               found(State::Uncompared, u"aaaa3c4d5e6f"_s, 700, 9'000),
               found(State::Differs, u"bbbb3c4d5e6f"_s, 900, 4'000),
               {.state = State::Unknown}}}}};
}

RegistryState in(const QString &name, RegistryState::State state, const QString &text = {})
{
    return {.registryId = name, .name = name, .state = state, .text = text};
}

void openSection(const QWidget &pane, const QString &title)
{
    for (SectionHead *head : pane.findChildren<SectionHead *>()) {
        if (head->text() == title && head->isVisible())
            head->setChecked(true);
    }
}

} // namespace

class TestImagesPane : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s)); }

    //! From nothing to a recipe in the file, by the keyboard alone.
    void aNewUserWritesARecipe()
    {
        ShownImages f("# our settings\napiVersion: fairlead/v1\n");
        QVERIFY(f.text().contains(u"No base images yet"_s));
        f.pane.setFocus();
        QTest::keyClick(f.pane.focusProxy(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &f.edit(u"Name"_s));
        f.type(u"GPU box"_s);
        QVERIFY(f.text().contains(u"now gpu-box:1.0"_s));
        f.edit(u"FROM"_s).setFocus();
        f.type(u"debian:12"_s);
        QVERIFY2(f.preview().startsWith(u"FROM debian:12\n"_s), qPrintable(f.preview()));
        f.edit(u"Python"_s).setFocus();
        f.type(u"3.11 3.12"_s);
        QVERIFY(f.preview().contains(u"python3.12-venv"_s));
        f.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"GPU box"_s).from, u"debian:12"_s, ShownImages::Patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"+ New base image"_s), ShownImages::Patience);
        QVERIFY(f.content().startsWith("# our settings\n"));
        const settings::BaseImage recipe = f.saved(u"GPU box"_s);
        QCOMPARE(recipe.python, (QStringList{u"3.11"_s, u"3.12"_s}));
        QVERIFY(!recipe.id.isEmpty());
        QCOMPARE(f.pane.selectedRecipe(), recipe.id);
        QCOMPARE(f.pane.header().notice().text(), u"Saved: GPU box"_s);
    }

    void whatIsWrongStandsBesideItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<bool>("isError");
        QTest::newRow("name") << u"Name"_s << u"gpu"_s << u"Another base image has this name"_s << true;
        QTest::newRow("no name") << u"Name"_s << u""_s << u"Expected a name"_s << true;
        QTest::newRow("tag") << u"Tag"_s << u"a:${nope}"_s
                             << u"there is no variable ${nope}; known are version, date, gitSha and recipe"_s << true;
        QTest::newRow("python") << u"Python"_s << u"3.x"_s << u"“3.x”: expected a version such as 3.11"_s << true;
        QTest::newRow("from") << u"FROM"_s << u""_s << u"Expected the image to build on, such as debian:12"_s << true;
        QTest::newRow("the tag of another one")
            << u"Tag"_s << u"base/gpu:1"_s << u"“gpu” has the same tag: the one that is built later wins"_s << false;
    }
    void whatIsWrongStandsBesideItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        QFETCH(QString, problem);
        QFETCH(bool, isError);
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        QLineEdit &edit = f.edit(field);
        edit.setFocus();
        edit.selectAll();
        f.key(Qt::Key_Delete);
        f.type(typed);
        QVERIFY2(f.text().split(u'\n').contains(problem), qPrintable(f.text()));
        QCOMPARE(edit.property("problem").toBool(), isError);
        QCOMPARE(edit.accessibleDescription(), problem);
        f.edit(u"Version"_s).setFocus();
        f.key(Qt::Key_S, Qt::ControlModifier);
        if (isError) { // back to what is wrong, and nothing in the file
            QCOMPARE(QApplication::focusWidget(), &edit);
            QCOMPARE(f.content(), Yaml);
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).tag, typed, ShownImages::Patience);
        }
    }

    //! What is empty in a new recipe is no reproach before it is to be saved.
    void nothingIsWrongYet()
    {
        ShownImages f(Yaml);
        f.pane.newRecipe();
        QVERIFY(!f.text().contains(u"Expected"_s));
        f.press(u"Save"_s);
        QVERIFY(f.text().contains(u"Expected a name"_s));
        QCOMPARE(QApplication::focusWidget(), &f.edit(u"Name"_s));
    }

    void savingKeepsWhatOthersWrote()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        QVERIFY(!f.pane.hasUnsavedChanges());
        f.edit(u"FROM"_s).setText(u"debian:13"_s);
        const auto boxes = f.pane.findChildren<CheckBox *>();
        const auto cloud =
            std::find_if(boxes.begin(), boxes.end(), [](CheckBox *box) { return box->text() == u"cloud"_s; });
        QVERIFY(cloud != boxes.end());
        (*cloud)->click();
        QVERIFY(f.pane.hasUnsavedChanges());
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).from, u"debian:13"_s, ShownImages::Patience);
        QVERIFY2(f.content().contains("# for the notebooks") && f.content().contains("owner: platform     # not ours"),
                 f.content().constData());
        QCOMPARE(f.saved(u"exec"_s).registries,
                 (std::vector<settings::Reference>{{u"r1"_s, u"ours"_s}, {u"r2"_s, u"cloud"_s}}));
    }

    void nothingIsLostSilently()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.key(Qt::Key_Escape); // nothing to lose
        QVERIFY(f.button(u"+ New base image"_s));
        f.pane.editRecipe(u"exec"_s);
        f.type(u"X"_s);
        f.key(Qt::Key_Escape);
        QVERIFY(f.text().contains(u"What you changed is not saved yet."_s));
        QCOMPARE(QApplication::focusWidget(), f.button(u"Keep editing"_s));
        f.key(Qt::Key_Escape); // the harmless answer
        QCOMPARE(f.edit(u"Name"_s).text(), u"execX"_s);
        bool hasGone = false;
        f.pane.leaveForm([&hasGone] { hasGone = true; });
        QVERIFY(!hasGone);
        f.press(u"Save"_s); // of the question: it comes first
        QTRY_VERIFY_WITH_TIMEOUT(hasGone, ShownImages::Patience);
        QCOMPARE(f.saved(u"execX"_s).id, u"exec"_s);
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"Name"_s).setText(u"y"_s);
        f.key(Qt::Key_Escape);
        f.press(u"Discard"_s);
        QVERIFY(!f.pane.hasUnsavedChanges());
        QVERIFY(f.saved(u"y"_s).id.isEmpty());
    }

    //! Also by the palette, which knows nothing of the form.
    void commandsWaitForTheForm()
    {
        ShownImages f(Yaml);
        QSignalSpy all(&f.pane, &ImagesPane::pushAllRequested);
        const auto run = [&f](const QString &title) {
            for (const Command &command : f.pane.commands()) {
                if (command.title == title)
                    command.run();
            }
        };
        run(u"Build and push all base images"_s);
        QCOMPARE(all.size(), 1);
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"Version"_s).setText(u"2"_s);
        run(u"Build and push all base images"_s);
        QCOMPARE(all.size(), 1);
        f.press(u"Save"_s); // of the question
        QTRY_COMPARE_WITH_TIMEOUT(all.size(), 2, ShownImages::Patience);
        QCOMPARE(f.saved(u"exec"_s).version, u"2"_s);
    }

    //! Built is what is in the file: the wish comes once it is there.
    void savesFirst()
    {
        ShownImages f(Yaml);
        QStringList fromAtThatTime;
        connect(&f.pane, &ImagesPane::buildRequested, this, [&](const QStringList &ids, bool push) {
            QCOMPARE(ids, QStringList{u"exec"_s});
            QVERIFY(push);
            fromAtThatTime += f.saved(u"exec"_s).from;
        });
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"FROM"_s).setText(u"debian:13"_s);
        f.edit(u"FROM"_s).setFocus();
        f.key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(fromAtThatTime.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(fromAtThatTime, QStringList{u"debian:13"_s}, ShownImages::Patience);
        f.pane.editRecipe(u"exec"_s); // nothing to save
        f.press(u"Build and push"_s);
        QCOMPARE(fromAtThatTime.size(), 2);
        f.pane.editRecipe(u"exec"_s); // wrong: nothing is built
        f.edit(u"FROM"_s).clear();
        f.press(u"Save, build and push"_s);
        QCOMPARE(fromAtThatTime.size(), 2);
    }

    void clashesAreDecided_data()
    {
        QTest::addColumn<bool>("takesTheirs");
        QTest::addColumn<QString>("from");
        QTest::newRow("ours") << false << u"ubuntu:24.04"_s;
        QTest::newRow("theirs") << true << u"alpine:3"_s;
    }
    void clashesAreDecided()
    {
        QFETCH(bool, takesTheirs);
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"FROM"_s).setText(u"ubuntu:24.04"_s);
        f.edit(u"Version"_s).setText(u"2"_s);
        QByteArray theirs = Yaml;
        f.replace(theirs.replace("from: debian:12", "from: alpine:3"));
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Save like this"_s), ShownImages::Patience);
        QStringList sides;
        for (const auto *value : f.pane.findChildren<QPlainTextEdit *>()) {
            if (value->isVisible() && value->objectName() == u"value"_s)
                sides += value->toPlainText();
        }
        QVERIFY(sides.contains(u"ubuntu:24.04"_s) && sides.contains(u"alpine:3"_s));
        QCOMPARE(f.content(), theirs);
        if (takesTheirs)
            f.press(u"Theirs"_s);
        f.press(u"Save like this"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).version, u"2"_s, ShownImages::Patience);
        QTEST(f.saved(u"exec"_s).from, "from");
        QVERIFY(f.content().contains("# not ours"));
    }

    void whatOthersRemoveIsAskedFor_data()
    {
        QTest::addColumn<bool>("takesTheirs");
        QTest::newRow("put back") << false;
        QTest::newRow("stays away") << true;
    }
    void whatOthersRemoveIsAskedFor()
    {
        QFETCH(bool, takesTheirs);
        ShownImages f(Yaml);
        f.pane.editRecipe(u"gpu"_s);
        f.edit(u"Tag"_s).setText(u"base/gpu:2"_s);
        f.replace(Yaml.left(Yaml.indexOf("- id: gpu")));
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains(u"no longer in the settings file"_s), ShownImages::Patience);
        f.press(u"Save"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Save like this"_s), ShownImages::Patience);
        QVERIFY(f.text().contains(u"Somebody has removed this base image meanwhile"_s));
        if (takesTheirs)
            f.press(u"Theirs"_s);
        f.press(u"Save like this"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"+ New base image"_s), ShownImages::Patience);
        QCOMPARE(f.saved(u"gpu"_s).tag, takesTheirs ? QString() : u"base/gpu:2"_s);
        QVERIFY(!f.pane.hasUnsavedChanges());
    }

    void aSaveThatFailsIsSaid()
    {
        ShownImages f(Yaml);
        QVERIFY(QDir(f.dir.path()).mkdir(u"fairlead.yaml.bak"_s)); // where the file before is to be kept
        QSignalSpy builds(&f.pane, &ImagesPane::buildRequested);
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"FROM"_s).setText(u"debian:13"_s);
        f.press(u"Save, build and push"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.text().contains(u"Nothing was saved: "_s), ShownImages::Patience);
        QCOMPARE(f.edit(u"FROM"_s).text(), u"debian:13"_s);
        QVERIFY(f.edit(u"FROM"_s).isEnabled() && f.button(u"Save"_s)->isEnabled());
        QCOMPARE(f.content(), Yaml);
        QCOMPARE(builds.size(), 0);
        QVERIFY(QDir(f.dir.path()).rmdir(u"fairlead.yaml.bak"_s));
        f.press(u"Save"_s); // the wish of the first time is not kept
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).from, u"debian:13"_s, ShownImages::Patience);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"+ New base image"_s), ShownImages::Patience);
        QVERIFY(!f.text().contains(u"Nothing was saved"_s));
        QCOMPARE(builds.size(), 0);
    }

    void whatOthersChangeIsTaken()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.replace(QByteArray(Yaml).replace("from: debian:12", "from: alpine:3"));
        QTRY_COMPARE_WITH_TIMEOUT(f.edit(u"FROM"_s).text(), u"alpine:3"_s, ShownImages::Patience);
        QVERIFY(!f.pane.hasUnsavedChanges());
        f.edit(u"Name"_s).setText(u"mine"_s); // from here on it is the user's
        f.replace(QByteArray(Yaml).replace("from: debian:12", "from: alpine:4"));
        QTRY_COMPARE_WITH_TIMEOUT(f.models.recipes.recipe(u"exec"_s)->from, u"alpine:4"_s, ShownImages::Patience);
        QCOMPARE(f.edit(u"FROM"_s).text(), u"alpine:3"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"mine"_s).from, u"alpine:4"_s, ShownImages::Patience); // not touched here
    }

    void aBrokenFileIsLeftAlone()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.edit(u"Name"_s).setText(u"mine"_s);
        f.replace("apiVersion: fairlead/v1\nbaseImages: [\n");
        QTRY_VERIFY_WITH_TIMEOUT(f.store.isReadOnly(), ShownImages::Patience);
        QVERIFY2(f.text().contains(u"fairlead.yaml:3:1"_s), qPrintable(f.text()));
        QVERIFY(!f.button(u"Save"_s)->isEnabled());
        QVERIFY(f.pane.hasUnsavedChanges()); // it can still be saved once the file is mended
        f.replace(Yaml);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Save"_s)->isEnabled(), ShownImages::Patience);
        QCOMPARE(f.edit(u"Name"_s).text(), u"mine"_s);
    }

    void ownDockerfile()
    {
        ShownImages f(Yaml);
        f.replace("ARG BASE=base/gpu:1\nFROM $BASE AS build\nRUN make\n\nFROM\n", u"Dockerfile"_s);
        f.pane.editRecipe(u"exec"_s);
        f.press(u"My own"_s);
        QVERIFY(!f.named<QLineEdit>(u"FROM"_s) && !f.named<QLineEdit>(u"Python"_s));
        f.edit(u"Context folder"_s).setText(u"."_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"RUN make"_s), ShownImages::Patience);
        const auto *code = f.named<CodeEdit>(u"Dockerfile"_s);
        QCOMPARE(code->markedLine(), 5);
        QVERIFY(f.text().contains(u"Line 5: FROM takes an image"_s));
        f.replace("ARG BASE=base/gpu:1\nFROM $BASE AS build\nARG BASE\nRUN make\n", u"Dockerfile"_s);
        f.press(u"Read again"_s);
        QTRY_COMPARE_WITH_TIMEOUT(code->markedLine(), 0, ShownImages::Patience);
        QVERIFY(f.text().contains(u"Stages: build (from $BASE)\nArguments: BASE=base/gpu:1"_s));
        // "gpu" is built on "exec", and that on "gpu": nobody could build either.
        QVERIFY(f.text().contains(u"This is built on itself, directly or through another one"_s));
        f.press(u"Made from fields"_s);
        QCOMPARE(f.edit(u"FROM"_s).text(), u"debian:12"_s); // as it was
        f.press(u"My own"_s);
        QCOMPARE(f.edit(u"File"_s).text(), u"Dockerfile"_s);
        f.edit(u"Version"_s).setText(u"2"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).dockerfile, u"Dockerfile"_s, ShownImages::Patience);
        QCOMPARE(f.saved(u"exec"_s).context, u"."_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.button(u"+ New base image"_s), ShownImages::Patience); // it is told, too
        f.pane.editRecipe(u"exec"_s);
        f.press(u"Made from fields"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).dockerfile, QString(), ShownImages::Patience);
        QCOMPARE(f.saved(u"exec"_s).from, u"debian:12"_s);
    }

    //! Stages with what they are built from, arguments with their defaults; what is taken is the name alone.
    void choicesOfADockerfile()
    {
        ShownImages f(Yaml);
        f.replace("ARG PYTHON=3.11\nARG TOKEN\nARG EXTRAS=\nFROM debian:12 AS runtime\nFROM runtime AS dev-tools\n",
                  u"Dockerfile"_s);
        f.pane.editRecipe(u"exec"_s);
        f.press(u"My own"_s);
        f.edit(u"Context folder"_s).setText(u"."_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"ARG PYTHON"_s), ShownImages::Patience);
        openSection(f.pane, u"Build"_s);
        const auto choose = [&f](const QString &field, const QStringList &expected, int place) {
            f.edit(field).setFocus();
            QTest::keyClick(&f.edit(field), Qt::Key_Down);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QStringList texts;
            for (const QAction *action : menu->actions())
                texts += action->text();
            QCOMPARE(texts, expected);
            menu->actions()[place]->trigger();
            menu->close();
        };
        choose(u"Target stage"_s, {u"the last one"_s, u"runtime — FROM debian:12"_s, u"dev-tools — FROM runtime"_s}, 1);
        QCOMPARE(f.edit(u"Target stage"_s).text(), u"runtime"_s);
        const QStringList arguments{u"PYTHON — default 3.11"_s, u"TOKEN — no default"_s,
                                    u"EXTRAS — empty by default"_s};
        const QStringList hints{u"empty instead of 3.11"_s, u"empty; the Dockerfile has no default"_s,
                                u"empty, as by default"_s};
        for (int i = 0; i < 3; ++i) {
            choose(u"Build arguments, name %1"_s.arg(i + 1), arguments, i);
            QCOMPARE(f.edit(u"Build arguments, name %1"_s.arg(i + 1)).text(), arguments[i].section(u' ', 0, 0));
            QCOMPARE(f.edit(u"Build arguments, value %1"_s.arg(i + 1)).placeholderText(), hints[i]);
        }
        QCOMPARE(f.edit(u"Build arguments, value 4"_s).placeholderText(), u"value"_s);
        QCompleter *completer = f.edit(u"Build arguments, name 4"_s).completer();
        completer->setCompletionPrefix(u"thon"_s);
        QCOMPARE(completer->currentCompletion(), u"PYTHON"_s);
        f.edit(u"Build arguments, value 1"_s).setText(u"3.12"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).target, u"runtime"_s, ShownImages::Patience);
        QCOMPARE(f.saved(u"exec"_s).buildArgs,
                 (settings::TextPairs{{u"PYTHON"_s, u"3.12"_s}, {u"TOKEN"_s, {}}, {u"EXTRAS"_s, {}}}));
    }

    void removingNamesWhatIsBuiltOnIt()
    {
        ShownImages f(Yaml);
        f.pane.selectRecipe(u"exec"_s);
        f.pane.setFocus();
        f.key(Qt::Key_Delete);
        QVERIFY2(f.text().contains(u"Built on exec: gpu."_s), qPrintable(f.text()));
        QCOMPARE(QApplication::focusWidget(), f.button(u"Cancel"_s));
        f.press(u"Cancel"_s);
        QVERIFY(!f.saved(u"exec"_s).id.isEmpty());
        f.press(u"Remove…"_s);
        f.press(u"Remove all the same"_s);
        QTRY_VERIFY_WITH_TIMEOUT(f.saved(u"exec"_s).id.isEmpty(), ShownImages::Patience);
        QTRY_COMPARE_WITH_TIMEOUT(f.pane.header().notice().text(), u"Removed: exec"_s, ShownImages::Patience);
        QVERIFY(f.content().contains("name: gpu"));
        f.press(u"Undo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec"_s).from, u"debian:12"_s, ShownImages::Patience);
        QVERIFY(f.content().contains("owner: platform"));
    }

    void aDuplicateIsAnotherOne()
    {
        ShownImages f(Yaml);
        f.pane.selectRecipe(u"exec"_s);
        f.press(u"Duplicate"_s);
        QCOMPARE(f.edit(u"Name"_s).text(), u"exec copy"_s);
        QVERIFY(f.pane.hasUnsavedChanges());
        f.edit(u"Tag"_s).setText(u"other:1"_s);
        f.press(u"Save"_s);
        QTRY_COMPARE_WITH_TIMEOUT(f.saved(u"exec copy"_s).tag, u"other:1"_s, ShownImages::Patience);
        QVERIFY(f.saved(u"exec copy"_s).id != u"exec"_s);
        QCOMPARE(f.saved(u"exec"_s).tag, u"base/exec:${version}"_s);
    }

    void wishesOfTheInspector()
    {
        ShownImages f(Yaml);
        QSignalSpy builds(&f.pane, &ImagesPane::buildRequested);
        QSignalSpy pushes(&f.pane, &ImagesPane::pushRequested);
        QSignalSpy rebuilds(&f.pane, &ImagesPane::rebuildRequested);
        QSignalSpy logs(&f.pane, &ImagesPane::showActivityRequested);
        QSignalSpy all(&f.pane, &ImagesPane::pushAllRequested);
        f.models.recipes.setState(
            u"exec"_s, {.state = RecipeState::State::OutOfDate,
                        .reasons = {u"debian:12 is another image since it was built"_s},
                        .registries = {in(u"ours"_s, RegistryState::State::Current),
                                       in(u"cloud"_s, RegistryState::State::Failed, u"denied: no\x1b[31m"_s)},
                        .activityId = u"a7"_s,
                        .activity = u"Push failed"_s});
        f.models.recipes.flush();
        f.pane.selectRecipe(u"exec"_s);
        QVERIFY(f.text().contains(u"Push failed"_s));
        const auto values = f.pane.findChildren<QPlainTextEdit *>();
        const auto says = [&values](const QString &text) {
            return std::any_of(values.begin(), values.end(), [&text](const QPlainTextEdit *value) {
                return value->isVisible() && value->toPlainText() == text;
            });
        };
        QVERIFY(says(u"debian:12 is another image since it was built"_s));
        QVERIFY(says(u"denied: no\ufffd[31m"_s));
        f.press(u"Build and push"_s);
        f.press(u"Build"_s);
        f.press(u"Push"_s);
        f.press(u"Show log"_s);
        f.press(u"Rebuild in order"_s);
        f.press(u"Build and push all"_s);
        QCOMPARE(builds.size(), 2);
        QCOMPARE(builds[0], (QList<QVariant>{QStringList{u"exec"_s}, true}));
        QCOMPARE(builds[1], (QList<QVariant>{QStringList{u"exec"_s}, false}));
        QCOMPARE(pushes.size(), 1);
        QCOMPARE(logs[0][0].toString(), u"a7"_s);
        QCOMPARE(rebuilds[0][0].toStringList(), QStringList{u"gpu"_s});
        QCOMPARE(all.size(), 1);
        tableNamed(f.pane, u"Base images"_s).selectAll();
        f.press(u"Build and push 2"_s);
        QCOMPARE(builds[2][0].toStringList(), (QStringList{u"exec"_s, u"gpu"_s}));
        f.pane.selectRecipe(u"gpu"_s);
        QVERIFY(!f.button(u"Push"_s)->isEnabled()); // it is to be in no registry
        QVERIFY(!f.button(u"Push"_s)->toolTip().isEmpty());
        tableNamed(f.pane, u"Base images"_s).selectAll(); // one of these is
        QVERIFY(f.button(u"Push 2"_s)->isEnabled());
        QCOMPARE(f.button(u"Push 2"_s)->toolTip(), QString());
        f.press(u"Push 2"_s);
        QCOMPARE(pushes.size(), 2);
    }

    void whereTheyAre()
    {
        using Found = ImagePlaces::Found;
        ShownImages f(Yaml);
        QSignalSpy seen(&f.pane, &ImagesPane::placesSeen);
        f.pane.showView(ImagesPane::View::Places);
        QVERIFY(f.text().contains(u"Nothing is known yet"_s));
        f.models.setPlaces({{{u"d1"_s, u"local"_s}, {u"r1"_s, u"ours"_s, ImagePlaces::Place::Kind::Registry}},
                            {{u"exec"_s,
                              u"exec"_s,
                              u"base/exec:1"_s,
                              {{.state = Found::State::There, .digest = u"sha256:1a2b3c4d5e6f"_s},
                               {.state = Found::State::Differs, .digest = u"sha256:ffff3c4d5e6f"_s}}}}});
        f.models.places()->flush();
        DataTable &table = tableNamed(f.pane, u"Where images are"_s);
        QVERIFY(table.isVisible());
        QCOMPARE(table.cells(DataTable::Rows::All),
                 (QList<QStringList>{{u"Image"_s, u"local"_s, u"ours"_s},
                                     {u"exec"_s, u"1a2b3c4d5e6f"_s, u"differs · ffff3c4d5e6f"_s}}));
        table.selectRowOf(f.models.places()->indexOf(u"exec"_s));
        QVERIFY(f.button(u"Build and push"_s)); // the inspector has its recipe
        // registries are asked for more only while somebody looks
        QVERIFY(!seen.isEmpty() && seen.back()[0].toBool());
        f.pane.showView(ImagesPane::View::Recipes);
        QVERIFY(!seen.back()[0].toBool());
        f.pane.showView(ImagesPane::View::Places);
        QVERIFY(seen.back()[0].toBool());
        f.pane.hide();
        QVERIFY(!seen.back()[0].toBool());
    }

    //! What the focus can be on says what it is, to those who hear it, too.
    void everythingHasAName_data()
    {
        QTest::addColumn<bool>("isForm");
        QTest::newRow("list") << false;
        QTest::newRow("form") << true;
    }
    void everythingHasAName()
    {
        QFETCH(bool, isForm);
        ShownImages f(Yaml);
        f.pane.selectSomething();
        if (isForm)
            f.pane.editRecipe(u"exec"_s);
        for (QWidget *widget : f.pane.findChildren<QWidget *>()) {
            const bool takesFocus = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
            if (!widget->isVisible() || !takesFocus || qobject_cast<QScrollArea *>(widget))
                continue;
            QAccessibleInterface *said = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(said && !said->text(QAccessible::Name).isEmpty(),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
    }

    void tabGoesFromFieldToField()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.pane.header().filter().setFocus(); // as "/" does: it is hidden
        QStringList names;
        for (int i = 0; i < 8; ++i) {
            names += QApplication::focusWidget()->accessibleName();
            moveFocus(f.pane, true); // as the window does it
        }
        QCOMPARE(names, (QStringList{u"Name"_s, u"Kind"_s, u"Tag"_s, u"Version"_s, u"Source"_s, {}, {}, u"FROM"_s}));
    }

    void theFilterSaysWhatItHides()
    {
        ShownImages f(Yaml);
        f.pane.header().filter().setText(u"name:nothing"_s);
        QVERIFY(f.text().contains(u"No base image matches the filter"_s));
        f.press(u"Clear the filter"_s);
        QCOMPARE(tableNamed(f.pane, u"Base images"_s).model()->rowCount(), 2);
    }

    //! Issue 5: the button stood over the edges of its line.
    void choosingIsAsHighAsItsLine()
    {
        ShownImages f(Yaml);
        f.pane.editRecipe(u"exec"_s);
        f.press(u"My own"_s);
        const QLineEdit &line = f.edit(u"Context folder"_s);
        const auto buttons = line.parentWidget()->findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 1);
        QTRY_COMPARE(buttons[0]->geometry().top(), line.geometry().top());
        QCOMPARE(buttons[0]->height(), line.height());
    }

    //! To be looked at: every state of the form as a picture into the folder that FAIRLEAD_PICTURES names.
    void pictures();
};

void TestImagesPane::pictures()
{
    const QString folder = qEnvironmentVariable("FAIRLEAD_PICTURES");
    if (folder.isEmpty())
        return;
    ShownImages f(Yaml);
    f.replace("ARG BASE=base/gpu:1\nFROM $BASE AS build\nRUN make\n\nFROM\n", u"Dockerfile"_s);
    const std::pair<QString, std::function<void()>> states[] = {
        {u"list"_s, [&] { f.pane.selectRecipe(u"exec"_s); }},
        {u"places"_s,
         [&] {
             f.models.setPlaces(manyPlaces());
             f.models.places()->flush();
             f.pane.showView(ImagesPane::View::Places);
         }},
        {u"remove"_s,
         [&] {
             f.pane.showView(ImagesPane::View::Recipes);
             f.press(u"Remove…"_s);
         }},
        {u"new"_s, [&] { f.pane.newRecipe(); }},
        {u"reproached"_s, [&] { f.press(u"Save"_s); }},
        {u"edit"_s, [&] { f.pane.editRecipe(u"gpu"_s); }},
        {u"wrong"_s,
         [&] {
             f.edit(u"Name"_s).setText(u"exec"_s);
             f.edit(u"Tag"_s).setText(u"base/exec:1"_s);
             f.edit(u"Python"_s).setText(u"3.x"_s);
         }},
        {u"leave"_s, [&] { f.key(Qt::Key_Escape); }},
        {u"clash"_s,
         [&] {
             f.press(u"Discard"_s);
             f.pane.editRecipe(u"exec"_s);
             f.edit(u"FROM"_s).setText(u"ubuntu:24.04"_s);
             f.edit(u"Python"_s).setText(u"3.12 3.13"_s);
             f.replace(QByteArray(Yaml).replace("from: debian:12", "from: alpine:3").replace("3.11", "3.9"));
             f.press(u"Save"_s);
             QTRY_VERIFY_WITH_TIMEOUT(f.button(u"Save like this"_s), ShownImages::Patience);
         }},
        {u"own"_s,
         [&] {
             f.press(u"Keep editing"_s);
             f.press(u"My own"_s);
             f.edit(u"Context folder"_s).setText(u"."_s);
             QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"RUN make"_s), ShownImages::Patience);
         }},
        {u"choices"_s,
         [&] {
             f.replace("ARG PYTHON=3.11\nARG TOKEN\nFROM debian:12 AS runtime\nFROM runtime AS dev-tools\nRUN x\n",
                       u"Dockerfile"_s);
             f.press(u"Read again"_s);
             QTRY_VERIFY_WITH_TIMEOUT(f.preview().contains(u"RUN x"_s), ShownImages::Patience);
             openSection(f.pane, u"Build"_s);
             f.edit(u"Build arguments, name 1"_s).setText(u"PYTHON"_s);
             f.edit(u"Target stage"_s).setFocus();
             QTest::qWait(200); // it comes into view
             for (const QString &field : {u"Target stage"_s, u"Build arguments, name 2"_s}) {
                 QTest::keyClick(&f.edit(field), Qt::Key_Down);
                 QWidget *menu = QApplication::activePopupWidget();
                 QVERIFY(menu && menu->grab().save(u"%1/images-menu-%2.png"_s.arg(folder, field.left(3))));
                 menu->close();
             }
             f.edit(u"Target stage"_s).setText(u"runtime"_s);
         }},
        {u"broken"_s,
         [&] {
             f.replace("apiVersion: fairlead/v1\nbaseImages: [\n");
             QTRY_VERIFY_WITH_TIMEOUT(f.store.isReadOnly(), ShownImages::Patience);
         }},
    };
    for (const auto &[name, makeState] : states) {
        makeState();
        for (const auto &[size, sizeName] : {std::pair{QSize(1108, 760), u"1280"_s}, {QSize(776, 510), u"900"_s}}) {
            f.pane.resize(size);
            for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
                f.theme.setMode(mode);
                QTest::qWait(120); // columns are fitted
                QVERIFY(f.pane.grab().save(u"%1/images-%2-%3-%4.png"_s.arg(folder, name, sizeName, toString(mode))));
            }
        }
    }
}

QTEST_MAIN(TestImagesPane)
#include "tst_imagespane.moc"
