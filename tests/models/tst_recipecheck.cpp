// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/images/recipecheck.h"
#include "models/images/recipenotes.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace fairlead;
using namespace fairlead::models;
using namespace Qt::StringLiterals;
using fairlead::settings::BaseImage;
using fairlead::settings::Settings;

namespace {

const QDate Date(2026, 11, 22);

Settings others()
{
    Settings settings;
    settings.daemons = {{.id = u"d"_s, .name = u"local"_s}};
    settings.registries = {{.id = u"r"_s, .name = u"ours"_s, .host = u"h"_s}};
    settings.baseImages = {{.id = u"base"_s, .name = u"base"_s, .from = u"debian:12"_s, .tag = u"base/exec:1"_s},
                           {.id = u"up"_s, .name = u"up"_s, .from = u"mine:1"_s, .tag = u"up:1"_s}};
    return settings;
}

BaseImage good()
{
    return {.id = u"i"_s,
            .name = u"GPU box"_s,
            .from = u"debian:12"_s,
            .tag = u"team/${recipe}:${version}"_s,
            .version = u"2"_s,
            .daemon = {u"d"_s, u"local"_s},
            .registries = {{u"r"_s, u"ours"_s}}};
}

QStringList texts(const std::vector<FieldProblem> &problems)
{
    QStringList texts;
    for (const FieldProblem &each : problems)
        texts += (each.severity == Severity::Error ? u""_s : u"? "_s) + each.field + u": "_s + each.message;
    return texts;
}

using Change = std::function<void(BaseImage &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestRecipeCheck : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void problems_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const Change &change, const QStringList &expected) {
            QTest::newRow(name) << change << expected;
        };
        row("none", [](BaseImage &) {}, {});
        row("no name", [](BaseImage &r) { r.name = u" "_s; },
            {u"name: Expected a name"_s, u"tag: ${recipe} has no value"_s});
        row("the name of another one", [](BaseImage &r) { r.name = u" Base "_s; },
            {u"name: Another base image has this name"_s});
        row("no kind", [](BaseImage &r) { r.kind.clear(); }, {u"kind: Expected a kind, such as container-exec"_s});
        row("no tag", [](BaseImage &r) { r.tag.clear(); }, {u"tag: Expected a tag, such as base/exec:${version}"_s});
        row("unknown variable", [](BaseImage &r) { r.tag = u"a:${nope}"_s; },
            {u"tag: there is no variable ${nope}; known are version, date, gitSha and recipe"_s});
        row("a variable without value", [](BaseImage &r) { r.version.clear(); }, {u"tag: ${version} has no value"_s});
        row("no image", [](BaseImage &r) { r.tag = u"team/X:1"_s; },
            {u"tag: “team/X:1” has capitals in the repository's name"_s});
        row("the tag of another one", [](BaseImage &r) { r.tag = u"docker.io/base/exec:1"_s; },
            {u"? tag: “base” has the same tag: the one that is built later wins"_s});
        row("on itself", [](BaseImage &r) { r.from = u"team/gpu-box:2"_s; },
            {u"from: This is built on itself, directly or through another one"_s});
        row("on itself through another one",
            [](BaseImage &r) {
                r.tag = u"mine:1"_s;
                r.from = u"up:1"_s;
            },
            {u"from: This is built on itself, directly or through another one"_s});
        row("on another one by its name", [](BaseImage &r) { r.from = u"${recipe:Base}"_s; }, {});
        row("on itself by its name", [](BaseImage &r) { r.from = u"${recipe:gpu box}"_s; },
            {u"from: There is no base image \"gpu box\""_s});
        row("on one that there is not", [](BaseImage &r) { r.from = u"${recipe:old name}"_s; },
            {u"from: There is no base image \"old name\""_s});
        row("an argument in FROM",
            [](BaseImage &r) {
                r.from = u"${REG}/debian:12"_s;
                r.buildArgs = {{u"REG"_s, u"reg.example"_s}};
            },
            {});
        row("no FROM", [](BaseImage &r) { r.from.clear(); },
            {u"from: Expected the image to build on, such as debian:12"_s});
        row("versions",
            [](BaseImage &r) {
                r.python = {u"3.11"_s, u"3.x"_s, u"3.11"_s};
                r.cuda = u"twelve"_s;
            },
            {u"python[1]: “3.x”: expected a version such as 3.11"_s, u"cuda: Expected a version such as 12.4"_s,
             u"? python: “3.11” stands twice"_s});
        row("a package",
            [](BaseImage &r) {
                r.systemPackages = {u"git"_s, u"a;b"_s};
            },
            {u"systemPackages[1]: “a;b”: expected the name of a package, with =version if need be"_s});
        row("a fragment", [](BaseImage &r) { r.append = u"RUN a\nFROM\n"_s; },
            {u"append: Line 2: FROM takes an image, and AS with the name of the stage"_s});
        row("arguments",
            [](BaseImage &r) {
                r.buildArgs = {{u"A"_s, u"1"_s}, {u"A"_s, u"2"_s}, {u"NPM_TOKEN"_s, u"x"_s}};
            },
            {u"buildArgs: “A” stands twice"_s, u"? buildArgs: “NPM_TOKEN” looks like a secret: it stands readable in "
                                               u"the settings file and in the history "
                                               "of the image"_s});
        row("labels of ours",
            [](BaseImage &r) {
                r.labels = {{u"io.fairlead.recipe"_s, u"x"_s}, {u"io.fairleads"_s, u"y"_s}};
            },
            {u"labels: “io.fairlead.recipe”: Fairlead itself writes the labels below io.fairlead, from which it knows "
             u"its images"_s});
        row("files",
            [](BaseImage &r) {
                r.files = {{u"a/x"_s, {}}, {u"b/x"_s, {}}, {u"c"_s, u"../c"_s}, {{}, u"d"_s}};
            },
            {u"files[1]: “x” is the name of two files"_s, u"files[2]: “../c”: expected a name inside the context"_s,
             u"files[3]: Expected the path of a file"_s});
        row("platform", [](BaseImage &r) { r.platform = u"amd64"_s; },
            {u"platform: Expected OS/ARCHITECTURE, such as linux/amd64"_s});
        row("proxy", [](BaseImage &r) { r.httpProxy = u"proxy:3128"_s; }, {u"httpProxy: Expected http://HOST:PORT"_s});
        row("proxy with a password", [](BaseImage &r) { r.httpProxy = u"http://a:b@proxy:3128"_s; },
            {u"? httpProxy: The password stands readable in the settings file"_s});
        row("dangling",
            [](BaseImage &r) {
                r.daemon = {u"x"_s, u"gone"_s};
                r.registries = {{u"r"_s, u"ours"_s}, {u"y"_s, u"gone"_s}};
            },
            {u"daemon: The daemon “gone” is no longer in the settings"_s,
             u"registries[1]: The registry “gone” is no longer in the settings"_s});
    }
    void problems()
    {
        QFETCH(Change, change);
        BaseImage recipe = good();
        change(recipe);
        QTEST(texts(recipeProblems(recipe, others(), Date)), "expected");
    }

    //! Of a Dockerfile that somebody else keeps only the settings can be wrong: the rest may be mended there.
    void ownDockerfile_data()
    {
        QTest::addColumn<QByteArray>("dockerfile");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("good") << QByteArray("FROM a AS one\nFROM one\n") << u"one"_s << QStringList();
        QTest::newRow("by number") << QByteArray("FROM a AS one\nFROM one\n") << u"1"_s << QStringList();
        QTest::newRow("no such stage") << QByteArray("FROM a AS one\nFROM one AS two\n") << u"three"_s
                                       << QStringList{u"? target: The Dockerfile has no such stage, but one, two"_s};
        QTest::newRow("none") << QByteArray("FROM a\n") << u"x"_s
                              << QStringList{u"? target: The Dockerfile names no stage"_s};
        QTest::newRow("wrong") << QByteArray("FROM a\n\nFROM\n") << QString()
                               << QStringList{u"? dockerfile: Line 3: FROM takes an image, and AS with the name of "
                                              "the stage"_s};
        QTest::newRow("on itself") << QByteArray("ARG V=2\nFROM team/gpu-box:$V\n") << QString()
                                   << QStringList{u"dockerfile: This is built on itself, directly or through another "
                                                  "one"_s};
    }
    void ownDockerfile()
    {
        QFETCH(QByteArray, dockerfile);
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"context"_s));
        QFile file(dir.filePath(u"context/Dockerfile"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(dockerfile) == dockerfile.size());
        file.close();
        BaseImage recipe = good();
        recipe.from.clear();
        recipe.dockerfile = u"Dockerfile"_s;
        recipe.context = u"context"_s;
        QFETCH(QString, target);
        recipe.target = target;
        OwnDockerfileReader reader;
        QSignalSpy answers(&reader, &OwnDockerfileReader::wasRead);
        std::optional<OwnDockerfile> own;
        connect(&reader, &OwnDockerfileReader::wasRead, this, [&own](const OwnDockerfile &it) { own = it; });
        reader.read(u"/nowhere"_s);
        reader.read(ownDockerfilePath(recipe, dir.path()));
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, 30'000); // the first question was withdrawn by the second
        QCOMPARE(own->path, file.fileName());
        QTEST(texts(recipeProblems(recipe, others(), Date, &*own)), "expected");
    }

    void whatIsNotThere()
    {
        BaseImage recipe = good();
        recipe.from.clear();
        recipe.dockerfile = u"Dockerfile"_s;
        const OwnDockerfile own = readOwnDockerfile(u"/nowhere/Dockerfile"_s);
        QCOMPARE(texts(recipeProblems(recipe, others(), Date, &own)),
                 (QStringList{u"context: Expected the folder that is sent to the daemon"_s,
                              u"? dockerfile: /nowhere/Dockerfile: no such file"_s}));
        QVERIFY(hasErrors(recipeProblems(recipe, others(), Date, &own)));
    }

    void fieldsBesideAnOwnDockerfile()
    {
        BaseImage recipe = good();
        recipe.dockerfile = u"Dockerfile"_s;
        recipe.context = u"context"_s;
        recipe.append = u" \n"_s;
        QCOMPARE(texts(recipeProblems(recipe, others(), Date)),
                 QStringList{u"? dockerfile: Nothing is made of from: the Dockerfile is one of your own"_s});
        recipe.cuda = u"12.4"_s;
        recipe.python = {u"3.11"_s};
        recipe.r = true;
        recipe.systemPackages = {u"git"_s};
        recipe.prepend = u"ENV A=1"_s;
        recipe.append = u"USER 1"_s;
        QCOMPARE(texts(recipeProblems(recipe, others(), Date)),
                 QStringList{u"? dockerfile: Nothing is made of from, cuda, python, r, systemPackages, prepend, "
                             "append: the Dockerfile is one of your own"_s});
    }

    //! A new version of the parent is what the recipe is built on next.
    void parentsByName()
    {
        Settings settings = others();
        BaseImage recipe = good();
        recipe.from = u"${recipe:base}"_s;
        QCOMPARE(graphNode(recipe, settings, Date).bases, QStringList{u"base/exec:1"_s});
        settings.baseImages[0].tag = u"base/exec:${version}"_s;
        settings.baseImages[0].version = u"2"_s;
        QCOMPARE(graphNode(recipe, settings, Date).bases, QStringList{u"base/exec:2"_s});
        QCOMPARE(graphNode(recipe, settings, Date).pushedAs, QStringList{u"h/team/gpu-box:2"_s});
    }

    void begins()
    {
        const BaseImage one = newRecipe(others());
        QVERIFY(!one.id.isEmpty() && one.id != newRecipe(others()).id);
        QCOMPARE(one.registries.size(), 1U); // there is no choice
        Settings settings = others();
        const BaseImage copy = duplicateOf(settings.baseImages[0], settings);
        QCOMPARE(copy.name, u"base copy"_s);
        QVERIFY(copy.id != settings.baseImages[0].id);
        settings.baseImages.push_back(copy);
        QCOMPARE(duplicateOf(settings.baseImages[0], settings).name, u"base copy 2"_s);
    }

    void foldedGroupsSayWhatTheyHave()
    {
        QCOMPARE(recipeNotes({}), RecipeNotes());
        const BaseImage recipe{.cuda = u"12.4"_s,
                               .python = {u"3.11"_s},
                               .r = true,
                               .systemPackages = {u"git"_s, u"curl"_s},
                               .append = u"USER 1"_s,
                               .files = {{u"a"_s, {}}},
                               .buildArgs = {{u"A"_s, u"1"_s}},
                               .noCache = true,
                               .target = u"base"_s,
                               .labels = {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}}};
        QCOMPARE(recipeNotes(recipe), (RecipeNotes{u"Python 3.11, R, CUDA 12.4, git and 1 more"_s, u"at the end"_s,
                                                   u"1"_s, u"A, base, no cache"_s, u"2"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRecipeCheck)
#include "tst_recipecheck.moc"
