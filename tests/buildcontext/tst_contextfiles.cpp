// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/buildcontext/contextfiles.h"
#include "tests/support/tree.h"

#include <QRegularExpression>
#include <QTest>
#include <QThreadPool>

#include <unistd.h>

using namespace fairlead;
using namespace fairlead::buildcontext;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Generated = u"g .fairlead.Dockerfile"_s;

//! "d folder", "f file", "l link -> target", "h hard link = file", "g generated".
QStringList shown(const ContextList &list)
{
    QStringList lines;
    for (const ContextEntry &entry : list.entries) {
        const char letter = "fdlhg"[int(entry.type)];
        QString line = QChar::fromLatin1(letter) + u' ' + QString::fromUtf8(entry.path);
        if (entry.type == ContextEntry::Type::Link)
            line += u" -> "_s + QString::fromUtf8(entry.content);
        if (entry.type == ContextEntry::Type::HardLink)
            line += u" = "_s + QString::fromUtf8(entry.content);
        lines += line;
    }
    return lines;
}

//! Where ~ is, as long as it lives.
class HomeIn
{
public:
    explicit HomeIn(const QString &folder) { qputenv("HOME", QFile::encodeName(folder)); }
    ~HomeIn() { qputenv("HOME", m_before); }
    Q_DISABLE_COPY_MOVE(HomeIn)

private:
    const QByteArray m_before = qgetenv("HOME");
};

ListedContext list(const ContextRequest &request)
{
    return listContext(request, [] { return false; });
}

QString problemOf(const ListedContext &listed)
{
    return listed ? QString() : listed.error().field + u": "_s + listed.error().message;
}

} // namespace

class TestContextFiles : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void folders_data()
    {
        QTest::addColumn<QStringList>("files"); // "name", "name -> target", "folder/"
        QTest::addColumn<QByteArray>("ignore");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<int>("ignored");
        const auto row = [](const char *name, const QStringList &files, const QByteArray &ignore,
                            const QStringList &expected,
                            int ignored) { QTest::newRow(name) << files << ignore << expected << ignored; };
        const QString own = u"f .dockerignore"_s;
        row("empty", {}, {}, {Generated}, 0);
        row("sorted by bytes", {u"b"_s, u"a/x"_s, u"a-b"_s, u"B"_s, u"ä"_s}, {},
            {Generated, u"f B"_s, u"d a"_s, u"f a-b"_s, u"f a/x"_s, u"f b"_s, u"f ä"_s}, 0);
        row("empty folders", {u"a/b/"_s}, {}, {Generated, u"d a"_s, u"d a/b"_s}, 0);
        row("links stay links", {u"a -> /etc/passwd"_s, u"b -> ../.."_s, u"c -> c"_s, u"d/x"_s, u"e -> d"_s}, {},
            {Generated, u"l a -> /etc/passwd"_s, u"l b -> ../.."_s, u"l c -> c"_s, u"d d"_s, u"f d/x"_s, u"l e -> d"_s},
            0);
        row("a file is ignored", {u"a"_s, u"b"_s}, "a", {own, Generated, u"f b"_s}, 1);
        row("a folder is ignored", {u"a/b"_s, u"a/c"_s, u"d"_s}, "a", {own, Generated, u"f d"_s}, 1);
        row("itself", {u"a"_s}, ".dockerignore", {Generated, u"f a"_s}, 1);
        row("taken in again", {u"a/b"_s, u"a/c/d"_s, u"e/f"_s}, "*\n!a/c",
            {Generated, u"d a"_s, u"d a/c"_s, u"f a/c/d"_s},
            3); // .dockerignore, a/b, e with what is in it
        row("a folder comes with what is in it", {u"a/b/c/d"_s, u"a/b/x"_s}, "**\n!a/b/c/d",
            {Generated, u"d a"_s, u"d a/b"_s, u"d a/b/c"_s, u"f a/b/c/d"_s}, 2);
        row("a link is ignored", {u"a -> b"_s}, "a", {own, Generated}, 1);
        row("its name is taken", {u".fairlead.Dockerfile"_s, u".fairlead.Dockerfile.1/"_s}, {},
            {u"f .fairlead.Dockerfile"_s, u"d .fairlead.Dockerfile.1"_s, u"g .fairlead.Dockerfile.2"_s}, 0);
    }
    void folders()
    {
        QFETCH(QStringList, files);
        QFETCH(QByteArray, ignore);
        Tree tree;
        tree.add(u"context/"_s);
        for (const QString &file : files) {
            const QStringList parts = file.split(u" -> "_s);
            if (parts.size() == 2)
                tree.link(u"context/"_s + parts[0], parts[1].toUtf8());
            else
                tree.add(u"context/"_s + file, "x");
        }
        if (!ignore.isEmpty())
            tree.add(u"context/.dockerignore"_s, ignore);
        const ListedContext listed =
            list({.recipe = {.from = u"debian:12"_s, .context = u"context"_s}, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QTEST(shown(*listed), "expected");
        QTEST(int(listed->ignoredCount), "ignored");
        QCOMPARE(listed->dockerfileText, QByteArray("FROM debian:12\n"));
        const auto dockerfile = std::find_if(listed->entries.begin(), listed->entries.end(), [&](const auto &entry) {
            return QString::fromUtf8(entry.path) == listed->dockerfileName;
        });
        QVERIFY(dockerfile != listed->entries.end());
        QCOMPARE(dockerfile->content, listed->dockerfileText);
    }

    void hardLinks_data()
    {
        QTest::addColumn<QStringList>("links"); // "name = file"
        QTest::addColumn<QByteArray>("ignore");
        QTest::addColumn<settings::BaseImage>("recipe"); // beside its context
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<int>("bytes"); // beside what is generated
        const auto row = [](const char *name, const QStringList &links, const QByteArray &ignore,
                            const settings::BaseImage &recipe, const QStringList &expected,
                            int bytes) { QTest::newRow(name) << links << ignore << recipe << expected << bytes; };
        const settings::BaseImage plain{.from = u"x"_s, .context = u"context"_s};
        settings::BaseImage more = plain;
        row("one", {u"b = a"_s}, {}, plain, {Generated, u"f a"_s, u"h b = a"_s}, 3);
        row("the first by its path is the file", {u"A = a"_s, u"a-b = a"_s, u"d/e = a"_s}, {}, plain,
            {Generated, u"f A"_s, u"h a = A"_s, u"h a-b = A"_s, u"d d"_s, u"h d/e = A"_s}, 3);
        row("the other one is ignored", {u"A = a"_s, u"b = a"_s}, "A\n.dockerignore", plain,
            {Generated, u"f a"_s, u"h b = a"_s}, 3);
        row("the other one is outside", {u"../outside = a"_s}, {}, plain, {Generated, u"f a"_s}, 3);
        more.files = {{u"context/a"_s, u"twice"_s}, {u"context/b"_s, u"too"_s}};
        row("sent twice because the recipe says so", {u"b = a"_s}, {}, more,
            {Generated, u"f a"_s, u"h b = a"_s, u"f too"_s, u"f twice"_s}, 9);
        more.files = {{u"context"_s, u"all"_s}};
        row("in a folder of the recipe", {u"b = a"_s}, {}, more,
            {Generated, u"f a"_s, u"d all"_s, u"f all/a"_s, u"h all/b = all/a"_s, u"h b = a"_s}, 6);
        settings::BaseImage own = plain;
        own.dockerfile = u"a"_s;
        row("of the Dockerfile", {u"b = a"_s, u"c = a"_s}, {}, own, {u"g a"_s, u"f b"_s, u"h c = b"_s}, 3);
    }
    void hardLinks()
    {
        QFETCH(QStringList, links);
        QFETCH(QByteArray, ignore);
        QFETCH(settings::BaseImage, recipe);
        Tree tree;
        tree.add(u"context/a"_s, "123");
        for (const QString &link : links)
            tree.hardLink(u"context/"_s + link.section(u" = "_s, 0, 0), u"context/"_s + link.section(u" = "_s, 1));
        if (!ignore.isEmpty())
            tree.add(u"context/.dockerignore"_s, ignore);
        const ListedContext listed = list({.recipe = recipe, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QTEST(shown(*listed), "expected");
        QTEST(int(listed->totalBytes - listed->dockerfileText.size()), "bytes");
    }

    void sockets()
    {
        Tree tree;
        tree.add(u"context/a"_s).add(u"context/run/"_s).add(u"more/"_s).add(u"context/.dockerignore"_s, "kept-out");
        tree.socket(u"context/run/app"_s).socket(u"context/kept-out"_s).socket(u"more/other"_s);
        const ListedContext listed =
            list({.recipe = {.from = u"x"_s, .files = {{u"more"_s, u"more"_s}}, .context = u"context"_s},
                  .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed), (QStringList{u"f .dockerignore"_s, Generated, u"f a"_s, u"d more"_s, u"d run"_s}));
        const QByteArray folder = QFile::encodeName(QFileInfo(tree.path()).canonicalFilePath());
        QCOMPARE(listed->sockets, (std::vector<QByteArray>{folder + "/context/run/app", folder + "/more/other"}));
        QCOMPARE(listed->ignoredCount, 1);
    }

    void capabilities()
    {
        const QByteArray netBind = QByteArray::fromHex("0100000200040000000000000000000000000000");
        Tree tree;
        tree.add(u"context/a"_s).add(u"context/b"_s).add(u"c"_s).link(u"context/l"_s, "a");
        tree.hardLink(u"context/b2"_s, u"context/b"_s).hardLink(u"context/d"_s, u"c"_s);
        bool isGiven = true; // only root may; for others the files are as they are, and none is made up
        for (const QString &name : {u"context/a"_s, u"context/b"_s, u"c"_s})
            isGiven = tree.setCapability(name, netBind) && isGiven;
        QVERIFY(isGiven || ::geteuid() != 0);
        const QByteArray its = isGiven ? netBind : QByteArray();
        settings::BaseImage recipe{.from = u"x"_s, .files = {{u"c"_s, u"c"_s}}, .context = u"context"_s};
        const ListedContext listed = list({.recipe = recipe, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed),
                 (QStringList{Generated, u"f a"_s, u"f b"_s, u"h b2 = b"_s, u"f c"_s, u"f d"_s, u"l l -> a"_s}));
        QByteArrayList found;
        for (const ContextEntry &entry : listed->entries)
            found += entry.capability;
        QCOMPARE(found, (QByteArrayList{{}, its, its, its, its, its, {}}));
        recipe.dockerfile = u"a"_s;
        QCOMPARE(list({.recipe = recipe, .settingsFolder = tree.path()})->entries.front().capability, QByteArray());
    }

    void whatIsKnownOfAFile()
    {
        Tree tree;
        tree.add(u"context/run"_s, "12345", 0750).add(u"context/deep/"_s, {}, 0700);
        const ListedContext listed =
            list({.recipe = {.from = u"scratch"_s, .context = tree.path(u"context"_s)}, .settingsFolder = u"/"_s});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed), (QStringList{Generated, u"d deep"_s, u"f run"_s}));
        const ContextEntry &file = listed->entries[2];
        QCOMPARE(file.mode, 0750U);
        QCOMPARE(file.size, 5);
        QCOMPARE(file.stamp.modified, 1'577'836'800'000'000'000);
        QCOMPARE(listed->placeOf(file), QFileInfo(tree.path(u"context/run"_s)).canonicalFilePath());
        QCOMPARE(listed->entries[1].mode, 0700U);
        QCOMPARE(listed->totalBytes, 5 + 13);
        QCOMPARE(listed->entries[0].mode, 0644U);
    }

    void namesOfAnyBytes()
    {
        Tree tree;
        tree.add(u"context/"_s);
        tree.addBytes("context/\xff\n");
        const ListedContext listed =
            list({.recipe = {.from = u"scratch"_s, .context = u"context"_s}, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(listed->entries[1].path, QByteArray("\xff\n"));
        QCOMPARE(listed->entries[1].source, QByteArray("\xff\n"));
    }

    void filesOfTheRecipe()
    {
        Tree tree;
        tree.add(u"a.txt"_s, "1").add(u"folder/x"_s, "2").add(u"folder/deep/y"_s, "3").add(u"context/conf/own"_s, "4");
        tree.link(u"link"_s, "a.txt").add(u"context/.dockerignore"_s, "*.txt\nconf/x");
        settings::BaseImage recipe{.from = u"scratch"_s, .context = u"context"_s};
        recipe.files = {{u"a.txt"_s, {}},
                        {u"a.txt"_s, u"./new//folder/b"_s},
                        {u"a.txt"_s, u"conf/"_s},
                        {u"folder"_s, u"conf"_s},
                        {tree.path(u"folder/x"_s), u"z"_s},
                        {u"link"_s, {}},
                        {u"context/../a.txt"_s, u"y"_s}};
        const ListedContext listed = list({.recipe = recipe, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed),
                 (QStringList{u"f .dockerignore"_s, Generated, u"f a.txt"_s, u"d conf"_s, u"f conf/a.txt"_s,
                              u"d conf/deep"_s, u"f conf/deep/y"_s, u"f conf/own"_s, u"f conf/x"_s, u"f link"_s,
                              u"d new"_s, u"d new/folder"_s, u"f new/folder/b"_s, u"f y"_s, u"f z"_s}));
        for (const ContextEntry &entry : listed->entries) {
            if (entry.type == ContextEntry::Type::File)
                QVERIFY2(QFileInfo(listed->placeOf(entry)).isFile(), qPrintable(listed->placeOf(entry)));
        }
        const QString place = QFileInfo(tree.path(u"a.txt"_s)).canonicalFilePath();
        QCOMPARE(listed->placeOf(listed->entries[2]), place);
    }

    void dockerfiles_data()
    {
        QTest::addColumn<QString>("dockerfile");
        QTest::addColumn<QByteArray>("ignore");
        QTest::addColumn<bool>("hides");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("ignoreText"); // that is sent
        const auto row = [](const char *title, const QString &dockerfile, const QByteArray &ignore, bool hides,
                            const QStringList &expected, const QString &name, const QByteArray &ignoreText = {}) {
            QTest::newRow(title) << dockerfile << ignore << hides << expected << name << ignoreText;
        };
        const QString none;
        const QString made = u".fairlead.Dockerfile"_s;
        const QStringList all{u"g Dockerfile"_s, u"d sub"_s, u"f sub/Dockerfile"_s};
        row("own", u"Dockerfile"_s, {}, false, all, u"Dockerfile"_s);
        row("own, classic", u"Dockerfile"_s, {}, true, all, u"Dockerfile"_s);
        row("in a folder", u"sub/Dockerfile"_s, {}, true, {u"f Dockerfile"_s, u"d sub"_s, u"g sub/Dockerfile"_s},
            u"sub/Dockerfile"_s);
        row("by its whole path", u"%/context/sub/Dockerfile"_s, {}, true,
            {u"f Dockerfile"_s, u"d sub"_s, u"g sub/Dockerfile"_s}, u"sub/Dockerfile"_s);
        row("ignored", u"Dockerfile"_s, "Dockerfile", false,
            {u"f .dockerignore"_s, Generated, u"d sub"_s, u"f sub/Dockerfile"_s}, made);
        row("ignored, classic", u"Dockerfile"_s, "Dockerfile", true,
            {u"g .dockerignore"_s, Generated, u"d sub"_s, u"f sub/Dockerfile"_s}, made,
            "Dockerfile\n.fairlead.Dockerfile\n");
        row("all is ignored, classic", u"sub/Dockerfile"_s, "*", true, {u"g .dockerignore"_s, Generated}, made,
            "\n.fairlead.Dockerfile\n.dockerignore\n");
        const QStringList outside{Generated, u"f Dockerfile"_s, u"d sub"_s, u"f sub/Dockerfile"_s};
        row("outside", u"%/outside"_s, {}, false, outside, made);
        row("outside, by ..", u"../outside"_s, {}, false, outside, made);
        row("outside, classic", u"../outside"_s, {}, true, QStringList{u"g .dockerignore"_s} + outside, made,
            "\n.fairlead.Dockerfile\n.dockerignore\n");
        row("none, classic", none, {}, true, QStringList{u"g .dockerignore"_s} + outside, made,
            "\n.fairlead.Dockerfile\n.dockerignore\n");
    }
    void dockerfiles()
    {
        QFETCH(QString, dockerfile);
        QFETCH(QByteArray, ignore);
        QFETCH(bool, hides);
        QFETCH(QByteArray, ignoreText);
        Tree tree;
        tree.add(u"context/Dockerfile"_s, "FROM a").add(u"context/sub/Dockerfile"_s, "FROM b");
        tree.add(u"outside"_s, "FROM c");
        if (!ignore.isEmpty())
            tree.add(u"context/.dockerignore"_s, ignore);
        dockerfile.replace(u'%', tree.path());
        const ListedContext listed =
            list({.recipe = {.from = u"d"_s, .dockerfile = dockerfile, .context = u"context"_s},
                  .settingsFolder = tree.path(),
                  .hidesDockerfile = hides});
        QCOMPARE(problemOf(listed), QString());
        QTEST(shown(*listed), "expected");
        QTEST(listed->dockerfileName, "name");
        const QByteArray text = dockerfile.isEmpty()          ? "FROM d\n"
                                : dockerfile.contains(u"sub") ? "FROM b"
                                : dockerfile.contains(u"out") ? "FROM c"
                                                              : "FROM a";
        QCOMPARE(listed->dockerfileText, text);
        if (listed->entries.front().path == ".dockerignore" && hides)
            QCOMPARE(listed->entries.front().content, ignoreText);
    }

    void ignoreOfTheDockerfileIsFirst()
    {
        Tree tree;
        tree.add(u"context/a"_s).add(u"context/b"_s).add(u"context/.dockerignore"_s, "a");
        tree.add(u"context/My.Dockerfile"_s, "FROM x").add(u"context/My.Dockerfile.dockerignore"_s, "b");
        const ListedContext listed = list(
            {.recipe = {.dockerfile = u"My.Dockerfile"_s, .context = u"context"_s}, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed), (QStringList{u"f .dockerignore"_s, u"g My.Dockerfile"_s,
                                              u"f My.Dockerfile.dockerignore"_s, u"f a"_s}));
    }

    void dockerfileThatIsALinkOut()
    {
        Tree tree;
        tree.add(u"outside"_s, "FROM x").add(u"context/"_s).link(u"context/Dockerfile"_s, "../outside");
        const ListedContext listed =
            list({.recipe = {.dockerfile = u"Dockerfile"_s, .context = u"context"_s}, .settingsFolder = tree.path()});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed), (QStringList{Generated, u"l Dockerfile -> ../outside"_s}));
        QCOMPARE(listed->dockerfileText, QByteArray("FROM x"));
    }

    void pathsAtHome()
    {
        Tree tree;
        tree.add(u"home/c/a"_s).add(u"home/more"_s).add(u"home/own"_s, "FROM x");
        const HomeIn home(tree.path(u"home"_s));
        const ListedContext listed = list({.recipe = {.files = {{.source = u"~/more"_s, .target = {}}},
                                                      .dockerfile = u"~/own"_s,
                                                      .context = u"~/c"_s},
                                           .settingsFolder = u"/"_s});
        QCOMPARE(problemOf(listed), QString());
        QCOMPARE(shown(*listed), (QStringList{Generated, u"f a"_s, u"f more"_s}));
        QCOMPARE(listed->dockerfileText, QByteArray("FROM x"));
    }

    void problems_data()
    {
        QTest::addColumn<settings::BaseImage>("recipe");
        QTest::addColumn<QString>("expected"); // % is the folder; with a blank at its end: how it begins
        const auto row = [](const char *name, const settings::BaseImage &recipe, const QString &expected) {
            QTest::newRow(name) << recipe << expected;
        };
        const auto file = [](const QString &source, const QString &target = {}) {
            return settings::BaseImage{.from = u"x"_s, .files = {{source, target}}, .context = u"context"_s};
        };
        const auto context = [](const QString &context, const QString &dockerfile = {}) {
            return settings::BaseImage{.from = u"x"_s, .dockerfile = dockerfile, .context = context};
        };
        row("no folder", context(u"nothing"_s), u"context: %/nothing (written \"nothing\"): no such folder"_s);
        row("a file", context(u"a"_s), u"context: %/a (written \"a\"): is no folder"_s);
        row("somebody else's home", context(u"~bob"_s),
            u"context: %/~bob (written \"~bob\": only ~/ is a home folder, that of the user who runs Fairlead; write "
            "another one in full): no such folder"_s);
        row("nothing at home", context(u"~/nothing"_s),
            u"context: %/home/nothing (written \"~/nothing\"): no such folder"_s);
        row("no such file at home", file(u"~/b"_s), u"files[0].source: %/home/b (written \"~/b\"): no such file"_s);
        row("no Dockerfile at home", context({}, u"~/Dockerfile"_s),
            u"dockerfile: %/home/Dockerfile (written \"~/Dockerfile\"): no such file"_s);
        row("a socket", file(u"odd/socket"_s),
            u"files[0].source: %/odd/socket (written \"odd/socket\"): is no file and no folder"_s);
        row("a pipe", context(u"odd/pipe"_s),
            u"context: %/odd/pipe/p: is a pipe, which cannot be sent; .dockerignore may keep it out"_s);
        row("a pattern", context(u"badignore"_s), u"context: %/badignore/.dockerignore:2: "_s);
        row("no Dockerfile", context(u"context"_s, u"Dockerfile"_s),
            u"dockerfile: %/context/Dockerfile (written \"Dockerfile\"): no such file"_s);
        row("a Dockerfile in no context", context({}, u"Dockerfile"_s),
            u"dockerfile: Dockerfile is a path in the context, and there is no context folder"_s);
        row("a folder as Dockerfile", context(u"context"_s, u"folder"_s),
            u"dockerfile: %/context/folder (written \"folder\"): is a folder"_s);
        row("a recipe with a problem", settings::BaseImage{.from = u"x"_s, .cuda = u"new"_s},
            u"cuda: expected a version such as 12.4"_s);
        row("no such file", file(u"b"_s), u"files[0].source: %/b (written \"b\"): no such file"_s);
        row("a device", file(u"/dev/null"_s), u"files[0].source: /dev/null: is no file and no folder"_s);
        row("a pipe in a folder", file(u"odd/pipe"_s),
            u"files[0].source: %/odd/pipe/p: is a pipe, which cannot be sent; .dockerignore may keep it out"_s);
        row("absolute", file(u"a"_s, u"/etc/x"_s),
            u"files[0].target: /etc/x: expected a path in the context, without / before it"_s);
        row("outside", file(u"a"_s, u"b/../../c"_s),
            u"files[0].target: b/../../c: expected a path in the context, without .."_s);
        row("nothing", file(u"a"_s, u"./."_s), u"files[0].target: expected a name in the context"_s);
        row("twice", file(u"a"_s, u"own"_s), u"files[0].target: own is in the context already, from %/context/own"_s);
        row("a file as folder", file(u"a"_s, u"own/b"_s), u"files[0].target: own is no folder in the context"_s);
        row("through a link", file(u"a"_s, u"out/b"_s), u"files[0].target: out is no folder in the context"_s);
        row("over a folder", file(u"a"_s, u"folder"_s), u"files[0].target: folder is in the context already"_s);
    }
    void problems()
    {
        QFETCH(settings::BaseImage, recipe);
        QFETCH(QString, expected);
        Tree tree;
        tree.add(u"a"_s).add(u"context/own"_s).add(u"context/folder/"_s).link(u"context/out"_s, "/etc");
        tree.add(u"home/"_s);
        const HomeIn home(tree.path(u"home"_s));
        tree.add(u"odd/pipe/"_s).add(u"badignore/.dockerignore"_s, "x\na[b");
        QVERIFY(::mkfifo(QFile::encodeName(tree.path(u"odd/pipe/p"_s)).constData(), 0600) == 0);
        tree.socket(u"odd/socket"_s);
        const ListedContext listed = list({.recipe = recipe, .settingsFolder = tree.path()});
        QVERIFY(!listed);
        expected.replace(u'%', QFileInfo(tree.path()).canonicalFilePath());
        QCOMPARE(expected.endsWith(u' ') ? problemOf(listed).left(expected.size()) : problemOf(listed), expected);
    }

    void tooDeep()
    {
        Tree tree;
        tree.add(u"context/"_s + u"d/"_s.repeated(130));
        const ListedContext listed =
            list({.recipe = {.from = u"x"_s, .context = u"context"_s}, .settingsFolder = tree.path()});
        QVERIFY(!listed);
        QVERIFY(listed.error().message.endsWith("is deeper than 128 folders"_L1));
    }

    void inAThread()
    {
        Tree tree;
        tree.add(u"context/a"_s);
        const ContextRequest request{.recipe = {.from = u"x"_s, .context = u"context"_s},
                                     .settingsFolder = tree.path()};
        QThreadPool pool;
        QFuture<ListedContext> future = listContextIn(&pool, request);
        QTRY_VERIFY(future.isFinished());
        const ListedContext listed = future.takeResult();
        QVERIFY(listed);
        QCOMPARE(listed->entries.size(), 2U);
    }

    void isCancelled()
    {
        Tree tree;
        tree.add(u"context/a"_s).add(u"context/b"_s).add(u"context/c"_s);
        int asked = 0;
        const ListedContext listed =
            listContext({.recipe = {.from = u"x"_s, .context = u"context"_s}, .settingsFolder = tree.path()},
                        [&asked] { return ++asked == 2; });
        QCOMPARE(problemOf(listed), u"context: cancelled"_s);
        QThreadPool pool;
        QFuture<ListedContext> future = listContextIn(&pool, {});
        future.cancel();
        QTRY_VERIFY(future.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestContextFiles)
#include "tst_contextfiles.moc"
