// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/daemonfleet.h"
#include "backends/imagejobs/recipeondisk.h"
#include "tests/support/testgit.h"
#include "tests/support/tree.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace fairlead::tests;
using namespace Qt::StringLiterals;

namespace {

const QDate Date(2026, 11, 22);

//! Of all that is in it, in a repository of its own: the first twelve digits.
QString commitOf(const Tree &tree)
{
    runGit(tree.path(), {u"init"_s, u"-q"_s});
    runGit(tree.path(), {u"add"_s, u"."_s});
    runGit(tree.path(), {u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, u"1"_s});
    return runGit(tree.path(), {u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s});
}

} // namespace

class TestRecipeOnDisk : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tags_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("expanded"); // "! ...": the problem
        QTest::addColumn<QString>("gitSha");
        QTest::newRow("plain") << u"base/exec:1"_s << u"base/exec:1"_s << QString();
        QTest::newRow("all") << u"${recipe}:${version}-${date}-${gitSha}"_s << u"exec:2-20261122-COMMIT"_s
                             << u"COMMIT"_s;
        QTest::newRow("its name alone") << u"gitSha/exec:1"_s << u"gitSha/exec:1"_s << QString();
        QTest::newRow("no variable")
            << u"exec:${nope}"_s << u"! tag: there is no variable ${nope}; known are version, date, gitSha and recipe"_s
            << QString();
        QTest::newRow("none") << QString() << u"! tag: expected what the image is to be called, as base/exec:1.2"_s
                              << QString();
    }
    //! Of a recipe of which no file is there.
    void tags()
    {
        QFETCH(QString, tag);
        Tree tree;
        tree.add(u"empty/"_s);
        const QString commit = commitOf(tree);
        const auto found = recipeOnDisk({.recipe = {.id = u"r"_s,
                                                    .name = u"Exec"_s,
                                                    .files = {{.source = u"nothing"_s, .target = {}}},
                                                    .tag = tag,
                                                    .version = u"2"_s,
                                                    .dockerfile = u"Dockerfile"_s,
                                                    .context = u"empty"_s},
                                         .settingsFolder = tree.path(),
                                         .date = Date,
                                         .readsFiles = false},
                                        [] { return false; });
        QFETCH(QString, expanded);
        QFETCH(QString, gitSha);
        QCOMPARE(found ? found->tag : u"! %1: %2"_s.arg(found.error().field, found.error().message),
                 expanded.replace(u"COMMIT"_s, commit));
        QCOMPARE(found ? found->gitSha : QString(), gitSha.replace(u"COMMIT"_s, commit));
        QVERIFY(!found || (!found->context && found->marks == images::BuildMarks()));
    }

    void readsFiles()
    {
        Tree tree;
        tree.add(u"c/Dockerfile"_s, "FROM debian:12\n");
        const QString commit = commitOf(tree);
        const auto found = recipeOnDisk(
            {.recipe = {.id = u"r"_s, .tag = u"exec:${gitSha}"_s, .dockerfile = u"Dockerfile"_s, .context = u"c"_s},
             .settingsFolder = tree.path(),
             .date = Date},
            [] { return false; });
        QVERIFY(found);
        QCOMPARE(found->tag, u"exec:"_s + commit);
        QCOMPARE(found->gitSha, commit);
        QCOMPARE(found->marks.bases.size(), 1u);
        QVERIFY(!found->marks.contextDigest.isEmpty());
    }

    void choosesTheBuilder_data()
    {
        QTest::addColumn<QByteArray>("dockerfile");
        QTest::addColumn<QString>("argument"); // of the build
        QTest::addColumn<bool>("isBuildx");
        QTest::addColumn<QString>("builder"); // of the engine, else
        const QByteArray mounts = "FROM scratch\nRUN --mount=type=cache,target=/c true\n";
        const QByteArray secret = "FROM scratch\nRUN --mount=type=secret,id=s true\n";
        QTest::newRow("any argument") << mounts << u"TOKEN"_s << true << QString();
        QTest::newRow("docker's logins") << mounts << u"DOCKER_AUTH_CONFIG"_s << false << u"BuildKit"_s;
        QTest::newRow("buildx's own") << mounts << u"BUILDX_TOKEN"_s << false << u"BuildKit"_s;
        QTest::newRow("of BuildKit's Dockerfile") << mounts << u"BUILDKIT_INLINE_CACHE"_s << true << QString();
        QTest::newRow("docker's, and a session") << secret << u"DOCKER_TOKEN"_s << false << u"Classic"_s;
    }
    //! The plugin gets no value that it could have only among its arguments.
    void choosesTheBuilder()
    {
        QFETCH(const QString, argument);
        QFETCH(const bool, isBuildx);
        QFETCH(const QByteArray, dockerfile);
        Tree tree;
        tree.add(u"c/Dockerfile"_s, dockerfile);
        tree.add(u"plugins/docker-buildx"_s,
                 "#!/bin/sh\necho '{\"SchemaVersion\":\"0.1.0\",\"Version\":\"v0.30.0\"}'\n", 0755);
        const auto found = recipeOnDisk(
            {.recipe = {.id = u"r"_s,
                        .buildArgs = {{u"A"_s, u"1"_s}, {argument, u"s3cret"_s}},
                        .tag = u"exec:1"_s,
                        .dockerfile = u"Dockerfile"_s,
                        .context = u"c"_s},
             .settingsFolder = tree.path(),
             .date = Date,
             .engine = {.server = u"Docker/28.5.2 (linux)"_s},
             .buildx = std::make_shared<docker::BuildxFinder>(QStringList{tree.path(u"plugins/docker-buildx"_s)})},
            [] { return false; });
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
        QCOMPARE(found->builder.builder == docker::Builder::Buildx, isBuildx);
        QCOMPARE(found->buildx.problem.contains(argument), !isBuildx);
        QFETCH(const QString, builder);
        if (!isBuildx)
            QCOMPARE(found->builder.builder == docker::Builder::BuildKit, builder == "BuildKit"_L1);
    }

    //! The paths of a recipe, as the file has them.
    void outlines_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("dockerfile");
        QTest::addColumn<QString>("base");
        QTest::newRow("relative") << u"c"_s << u"Dockerfile"_s << u"in-c"_s;
        QTest::newRow("no context") << QString() << u"Dockerfile"_s << u"in-settings"_s;
        QTest::newRow("at home") << u"~/c"_s << u"Dockerfile"_s << u"in-home"_s;
        QTest::newRow("elsewhere at home") << u"c"_s << u"~/c/Dockerfile"_s << u"in-home"_s;
        QTest::newRow("nowhere") << u"~nobody/c"_s << u"Dockerfile"_s << QString();
    }
    void outlines()
    {
        QFETCH(QString, context);
        QFETCH(QString, dockerfile);
        Tree tree;
        tree.add(u"home/c/Dockerfile"_s, "FROM in-home\n").add(u"settings/c/Dockerfile"_s, "FROM in-c\n");
        tree.add(u"settings/Dockerfile"_s, "FROM in-settings\n");
        const QByteArray home = qgetenv("HOME");
        qputenv("HOME", QFile::encodeName(tree.path(u"home"_s)));
        const RecipeOutline outline =
            recipeOutline({.dockerfile = dockerfile, .context = context}, {}, tree.path(u"settings"_s), Date);
        qputenv("HOME", home);
        QTEST(outline.bases.join(u' '), "base");
    }

    void daemons_data()
    {
        QTest::addColumn<QString>("certPath");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("place");
        QTest::newRow("none") << QString() << QString() << QString();
        QTest::newRow("absolute") << u"/etc/certs"_s << u"/etc/certs"_s << u"/etc/certs"_s;
        QTest::newRow("relative") << u"certs"_s << u"/settings/certs"_s << u"/settings/certs (written \"certs\")"_s;
        QTest::newRow("at home") << u"~/certs"_s << QDir::homePath() + u"/certs"_s
                                 << QDir::homePath() + u"/certs (written \"~/certs\")"_s;
    }
    void daemons()
    {
        QFETCH(QString, certPath);
        const docker::DaemonChoice choice =
            daemonChoice({.host = u"tcp://h"_s, .tlsVerify = true, .certPath = certPath}, u"/settings"_s);
        QCOMPARE(choice.address.host, u"tcp://h"_s);
        QVERIFY(choice.address.enablesTls && choice.contextName.isEmpty());
        QTEST(choice.address.certificatePath, "path");
        QTEST(choice.address.certificatePlace, "place");
        QCOMPARE(daemonChoice({.context = u"c"_s}, u"/settings"_s).contextName, u"c"_s);
    }
};

QTEST_GUILESS_MAIN(TestRecipeOnDisk)
#include "tst_recipeondisk.moc"
