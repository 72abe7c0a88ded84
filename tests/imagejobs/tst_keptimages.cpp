// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/imagecleanup.h"
#include "backends/images/buildmarks.h"
#include "backends/settings/settingsdocument.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

namespace {

const QString Digest = u"sha256:"_s + QString(64, u'a');
const QString OtherDigest = u"sha256:"_s + QString(64, u'b');

//! Recipes "exec" (base/exec:1.2, on debian:12) and "pinned" (on an image by digest, another by id), two registries.
KeptImages known(bool knowsBases = true)
{
    settings::Settings settings;
    settings.registries = {
        {.id = u"r1"_s, .name = u"r1"_s, .host = u"registry.example:5000"_s, .repositoryPrefix = u"team"_s},
        {.id = u"r2"_s, .name = u"r2"_s, .host = u"other.example"_s}};
    settings.baseImages = {{.id = u"exec"_s, .name = u"exec"_s, .registries = {{u"r1"_s, {}}}},
                           {.id = u"pinned"_s, .name = u"pinned"_s},
                           {.id = u"lost"_s, .name = u"lost"_s}};
    return {settings,
            {{u"exec"_s, u"base/exec:1.2"_s, {u"debian:12"_s, u"registry.example:5000/tools"_s}},
             {u"pinned"_s, u"pinned"_s, {u"busybox:1.36@"_s + Digest, u"0123456789ab"_s}},
             {u"lost"_s, {}, {}}},
            knowsBases};
}

docker::Labels marks(const QString &recipe)
{
    return images::BuildMarks{.recipe = recipe, .recipeHash = u"h"_s, .contextDigest = u"c"_s, .bases = {}}.toLabels();
}

} // namespace

class TestKeptImages : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void knows_data();
    void knows();
    void readsRecipes();
    void olderVersions_data();
    void olderVersions();
    void readsNoFrom_data();
    void readsNoFrom();
    void listsNothing_data();
    void listsNothing();
};

void TestKeptImages::knows_data()
{
    QTest::addColumn<docker::Image>("image");
    QTest::addColumn<bool>("isOurs");

    const auto row = [](const char *name, bool isOurs, docker::Image image) {
        if (image.id.isEmpty())
            image.id = u"sha256:ffffffffffffffff"_s;
        QTest::newRow(name) << image << isOurs;
    };
    row("nobody's", false, {.repoTags = {u"app:1"_s}});
    row("without a name", false, {});
    // What recipes are built on.
    row("a FROM", true, {.repoTags = {u"debian:12"_s}});
    row("a FROM beside other names", true, {.repoTags = {u"mine:1"_s, u"debian:12"_s}});
    row("a FROM as podman spells it", true, {.repoTags = {u"docker.io/library/debian:12"_s}});
    row("another tag of a FROM's repository", false, {.repoTags = {u"debian:11"_s}});
    row("a FROM without a tag", true, {.repoTags = {u"registry.example:5000/tools:latest"_s}});
    row("a FROM by digest", true, {.repoDigests = {u"busybox@"_s + Digest}});
    row("another digest", false, {.repoDigests = {u"busybox@"_s + OtherDigest}});
    row("the tag beside a FROM's digest", false, {.repoTags = {u"busybox:1.36"_s}});
    row("a FROM by id", true, {.id = u"sha256:0123456789abcdef"_s});
    // What recipes have tagged.
    row("the tag", true, {.repoTags = {u"base/exec:1.2"_s}});
    row("the tag, latest", true, {.repoTags = {u"pinned:latest"_s}});
    row("in its registry", true, {.repoTags = {u"registry.example:5000/team/base/exec:1.2"_s}});
    row("in a registry that is not its own any more", true, {.repoTags = {u"other.example/base/exec:1.2"_s}});
    row("another version, made by somebody", false, {.repoTags = {u"base/exec:1.1"_s}});
    row("an older version of ours", true, {.repoTags = {u"base/exec:1.1"_s}, .labels = marks(u"exec"_s)});
    row("an older version of ours in a registry", true,
        {.repoTags = {u"registry.example:5000/team/base/exec:1.1"_s}, .labels = marks(u"exec"_s)});
    row("rebuilt meanwhile: no name left", false, {.labels = marks(u"exec"_s)});
    row("built on ours by somebody", false, {.repoTags = {u"project/code-env:7"_s}, .labels = marks(u"exec"_s)});
    row("of a recipe that is gone", false, {.repoTags = {u"base/exec:1.1"_s}, .labels = marks(u"gone"_s)});
    row("of a recipe that cannot be read", true, {.repoTags = {u"whatever:1"_s}, .labels = marks(u"lost"_s)});
}

void TestKeptImages::knows()
{
    QFETCH(docker::Image, image);
    QTEST(known().contains(image), "isOurs");
}

//! Made Dockerfiles, those of one's own with build arguments, and those that are not there.
void TestKeptImages::readsRecipes()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"Dockerfile"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("ARG BASE=debian:11\nFROM $BASE AS build\nRUN true\nFROM alpine:3\nCOPY --from=build /x /x\n");
    file.close();
    settings::Settings settings;
    settings.baseImages = {{.id = u"made"_s, .name = u"made"_s, .from = u"ubuntu:24.04"_s, .tag = u"made:1"_s},
                           {.id = u"own"_s,
                            .name = u"own"_s,
                            .buildArgs = {{u"BASE"_s, u"debian:13"_s}},
                            .tag = u"own:${date}"_s,
                            .dockerfile = u"Dockerfile"_s,
                            .context = folder.path()},
                           {.id = u"lost"_s,
                            .name = u"lost"_s,
                            .tag = u"lost:1"_s,
                            .dockerfile = u"Dockerfile"_s,
                            .context = u"/nowhere"_s}};
    const KeptImages ours = keptImages(settings, folder.path(), QDate(2026, 3, 4));
    const auto has = [&ours](const QString &tag) { return ours.contains({.id = u"x"_s, .repoTags = {tag}}); };
    for (const QString &tag : {u"ubuntu:24.04"_s, u"made:1"_s, u"debian:13"_s, u"alpine:3"_s, u"lost:1"_s})
        QVERIFY2(has(tag), qPrintable(tag));
    QVERIFY(!has(u"debian:11"_s));
    const QStringList dated{u"own:2026-03-04"_s, u"own:20260304"_s};
    QVERIFY(has(dated[0]) || has(dated[1]));
}

void TestKeptImages::olderVersions_data()
{
    QTest::addColumn<std::vector<docker::Image>>("images"); // of the daemon; the first one is asked about
    QTest::addColumn<bool>("knowsBases");
    QTest::addColumn<QString>("newer"); // empty: it stays

    const auto image = [](const QString &tag, int created, const QString &recipe = u"exec"_s) {
        return docker::Image{.id = u"sha256:%1%2"_s.arg(created).arg(u"f"_s.repeated(20)),
                             .repoTags = tag.split(u' '),
                             .created = created,
                             .labels = recipe.isEmpty() ? docker::Labels() : marks(recipe)};
    };
    const auto row = [](const char *name, const std::vector<docker::Image> &images, const QString &newer,
                        bool knowsBases = true) { QTest::newRow(name) << images << knowsBases << newer; };
    const docker::Image old = image(u"base/exec:1.1"_s, 1);
    const docker::Image now = image(u"base/exec:1.2"_s, 3);
    row("an older version", {old, now}, u"base/exec:1.2"_s);
    row("made in the same second", {old, image(u"base/exec:1.2"_s, 1)}, u"base/exec:1.2"_s);
    row("by a name in a registry", {image(u"registry.example:5000/team/base/exec:1.1"_s, 1), now}, u"base/exec:1.2"_s);
    row("under both names", {image(u"base/exec:1.1 registry.example:5000/team/base/exec:1.1"_s, 1), now},
        u"base/exec:1.2"_s);
    row("the current version is there by its name in a registry",
        {old, image(u"registry.example:5000/team/base/exec:1.2"_s, 3, {})},
        u"registry.example:5000/team/base/exec:1.2"_s);
    row("the current version", {now, old}, {});
    row("the current version under an older name, too", {image(u"base/exec:1.1 base/exec:1.2"_s, 3), old}, {});
    row("somebody went back to an older one", {image(u"base/exec:1.3"_s, 4), now}, {});
    row("the only one", {old}, {});
    // With the date or the commit in the tag the current one may not be built yet.
    row("the newest one, as the current one is not there", {image(u"base/exec:1.1"_s, 2), image(u"base/exec:1.0"_s, 1)},
        {});
    row("an older one, where the current one is not there",
        {old, image(u"base/exec:1.0"_s, 0), image(u"base/exec:1.1b"_s, 2)}, u"base/exec:1.1b"_s);
    row("as old as the newest", {old, image(u"base/exec:1.1b"_s, 1)}, {});
    row("with a name that somebody gave it", {image(u"base/exec:1.1 mine:1"_s, 1), now}, {});
    row("with a name that a FROM has", {image(u"base/exec:1.1 debian:12"_s, 1), now}, {});
    row("made by somebody else", {image(u"base/exec:1.1"_s, 1, {}), now}, {});
    row("of another recipe", {image(u"base/exec:1.1"_s, 1, u"pinned"_s), now}, {});
    row("of a recipe that cannot be read", {image(u"whatever:1"_s, 1, u"lost"_s), now}, {});
    row("what a recipe is built on is not known", {old, now}, {}, false);
}

//! Never the one that counts, nor one that a recipe is built on or may be.
void TestKeptImages::olderVersions()
{
    QFETCH(const std::vector<docker::Image>, images);
    QFETCH(const bool, knowsBases);
    QFETCH(const QString, newer);
    const KeptImages ours = known(knowsBases);
    const docker::PruneList list = docker::pruneList(
        images, {},
        {.isDanglingOnly = false,
         .isOurs = [&ours](const docker::Image &image) { return ours.contains(image); },
         .older = [&ours](const docker::Image &image, const auto &all) { return ours.olderVersion(image, all); }});
    const auto it = std::find_if(list.candidates.begin(), list.candidates.end(),
                                 [&images](const auto &each) { return each.image.id == images.front().id; });
    const bool isListed = it != list.candidates.end() && it->older;
    QCOMPARE(isListed ? it->older->newer : QString(), newer);
    if (isListed)
        QCOMPARE(it->older->of, u"exec"_s);
}

//! A FROM that nobody can read may be any image of ours.
void TestKeptImages::readsNoFrom_data()
{
    QTest::addColumn<settings::BaseImage>("recipe");
    QTest::addColumn<bool>("isListed");
    const settings::BaseImage child{.id = u"child"_s, .name = u"child"_s, .tag = u"child:1"_s};
    const auto row = [&child](const char *name, bool isListed, auto change) {
        settings::BaseImage recipe = child;
        change(recipe);
        QTest::newRow(name) << recipe << isListed;
    };
    row("on something else", true, [](auto &recipe) { recipe.from = u"debian:12"_s; });
    row("on it", false, [](auto &recipe) { recipe.from = u"exec:1"_s; });
    row("on the current one", true, [](auto &recipe) { recipe.from = u"${recipe:exec}"_s; });
    row("on a recipe that is not there", false, [](auto &recipe) { recipe.from = u"${recipe:gone}"_s; });
    row("its Dockerfile is not there", false, [](auto &recipe) { recipe.dockerfile = u"nowhere/Dockerfile"_s; });
}

void TestKeptImages::readsNoFrom()
{
    QFETCH(const settings::BaseImage, recipe);
    QTemporaryDir folder;
    settings::Settings settings;
    settings.baseImages = {{.id = u"exec"_s, .name = u"exec"_s, .from = u"scratch"_s, .tag = u"exec:2"_s}, recipe};
    const KeptImages ours = keptImages(settings, folder.path(), QDate(2026, 3, 4));
    const docker::Image old{.id = u"o"_s, .repoTags = {u"exec:1"_s}, .created = 1, .labels = marks(u"exec"_s)};
    const docker::Image now{.id = u"n"_s, .repoTags = {u"exec:2"_s}, .created = 2, .labels = marks(u"exec"_s)};
    QVERIFY(ours.contains(old) && ours.contains(now));
    QTEST(ours.olderVersion(old, {old, now}).has_value(), "isListed");
    QVERIFY(!ours.olderVersion(now, {old, now}));
}

void TestKeptImages::listsNothing_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place"); // of the mistake; empty: what recipes need is known
    QTest::newRow("all can be used") << QByteArray("baseImages:\n- {id: a, name: a}\n") << QString();
    QTest::newRow("a recipe") << QByteArray("baseImages:\n- {id: a, name: a, noCache: ja}\n")
                              << u"f:3:29: baseImages[0].noCache"_s;
    QTest::newRow("all recipes") << QByteArray("baseImages:\n  exec: {from: debian}\n") << u"f:3:3: baseImages"_s;
    QTest::newRow("a recipe by the id of another")
        << QByteArray("baseImages:\n- {id: a, name: a}\n- {id: a, name: b}\n") << u"f:4:8: baseImages[1].id"_s;
    QTest::newRow("recipes by a section that stands twice")
        << QByteArray("baseImages:\n- {id: a, name: a}\nbaseImages:\n- {id: b, name: b}\n") << u"f:4:1: baseImages"_s;
    QTest::newRow("recipes under a word that nobody knows")
        << QByteArray("baseimages:\n- {id: a, name: a}\n") << u"f:3:1: baseimages"_s;
    QTest::newRow("a registry, which has recipes' images")
        << QByteArray("registries:\n- {id: r, name: r}\n") << u"f:3:3: registries[0].host"_s;
    QTest::newRow("a daemon, which has none") << QByteArray("daemons:\n- {id: d}\n") << QString();
    QTest::newRow("a registry of a recipe that is gone: its names are none of ours")
        << QByteArray("baseImages:\n- {id: a, name: a, registries: [{id: gone}]}\n") << QString();
}

//! Nor is anything removed: the images of what cannot be read would be offered as if nobody needed them.
void TestKeptImages::listsNothing()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, place);
    const settings::Settings settings = settings::readSettings("apiVersion: fairlead/v1\n" + yaml, u"f"_s).settings;
    DaemonFleet fleet({}, {}, {});
    ImageCleanUp cleanUp(fleet, {});
    ApiError said;
    connect(&cleanUp, &ImageCleanUp::failed, this, [&said](const QString &, const ApiError &error) { said = error; });
    cleanUp.setSettings(settings);
    cleanUp.list(u"d"_s, false);
    QTRY_VERIFY(!said.message.isEmpty());
    QCOMPARE(said.reason, place.isEmpty() ? u"NotConnected"_s : u"SettingsMistake"_s);
    if (!place.isEmpty())
        QVERIFY2(said.message.startsWith(place + u": "_s), qPrintable(said.message));
}

QTEST_GUILESS_MAIN(TestKeptImages)
#include "tst_keptimages.moc"
