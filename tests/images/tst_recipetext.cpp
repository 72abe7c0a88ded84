// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerfile.h"
#include "backends/images/recipetext.h"

#include <QProcess>
#include <QTest>

using namespace fairlead::images;
using namespace fairlead::settings;
using namespace Qt::StringLiterals;

class TestRecipeText : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aSmallOne()
    {
        const RecipeText text = recipeText({.from = u"debian:12"_s});
        QCOMPARE(text.text, u"FROM debian:12\n"_s);
        QVERIFY(text.problems.empty());
    }

    void allOfIt()
    {
        BaseImage recipe{.name = u"n"_s, .from = u"debian:12"_s};
        recipe.prepend = u"ENV A=1\n"_s;
        recipe.append = u"USER 1000\n\n"_s;
        recipe.buildArgs = {{u"B"_s, u"secret-to-no-one"_s}, {u"C"_s, {}}};
        recipe.systemPackages = {u"git"_s, u"vim=2:9.0*"_s};
        recipe.python = {u"3.11"_s};
        recipe.r = true;
        recipe.labels = {{u"org.opencontainers.image.title"_s, u"a \"b\" $C \\"_s}};
        recipe.httpProxy = u"http://proxy:3128"_s;
        const RecipeText text = recipeText(recipe);
        QVERIFY(text.problems.empty());
        QCOMPARE(text.text,
                 u"FROM debian:12\n\nARG B\nARG C\n\nENV A=1\n\n"
                 "RUN apt-get update && apt-get install -y --no-install-recommends git vim=2:9.0* python3.11 "
                 "python3.11-venv r-base-core && rm -rf /var/lib/apt/lists/*\n\n"
                 "LABEL org.opencontainers.image.title=\"a \\\"b\\\" \\$C \\\\\"\n\nUSER 1000\n"_s);
        QVERIFY(parseDockerfile(text.text.toUtf8()));
    }

    void argumentsInFrom()
    {
        BaseImage recipe{.from = u"${REG}/debian:$TAG"_s};
        recipe.systemPackages = {u"git"_s};
        recipe.buildArgs = {{u"REG"_s, u"reg:5000"_s}, {u"OTHER"_s, u"1"_s}, {u"TAG"_s, u"12"_s}};
        recipe.prepend = u"RUN echo $REG"_s;
        const RecipeText text = recipeText(recipe);
        QVERIFY(text.problems.empty());
        QCOMPARE(text.text, u"ARG REG\nARG TAG\nFROM ${REG}/debian:$TAG\n\nARG REG\nARG OTHER\nARG TAG\n\n"
                            "RUN echo $REG\n\n"
                            "RUN apt-get update && apt-get install -y --no-install-recommends git && "
                            "rm -rf /var/lib/apt/lists/*\n"_s);
        QVERIFY(parseDockerfile(text.text.toUtf8()));
    }

    void packageManagers_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QStringList>("says");
        QTest::addColumn<QStringList>("saysNot");
        const QString apt = u"apt-get install"_s;
        const QString dnf = u"dnf install"_s;
        const QString apk = u"apk add"_s;
        QTest::newRow("debian") << u"debian:12-slim"_s << QStringList{apt} << QStringList{dnf, apk};
        QTest::newRow("cuda on ubuntu") << u"nvidia/cuda:12.4.1-base-ubuntu22.04"_s << QStringList{apt}
                                        << QStringList{dnf, apk};
        QTest::newRow("almalinux") << u"docker.io/almalinux:9"_s << QStringList{dnf} << QStringList{apt, apk};
        QTest::newRow("cuda on ubi") << u"nvidia/cuda:12.4.1-base-ubi9"_s << QStringList{dnf} << QStringList{apt, apk};
        QTest::newRow("python on alpine") << u"python:3.12-alpine"_s << QStringList{apk} << QStringList{apt, dnf};
        QTest::newRow("an image of ours") << u"reg:5000/team/base:1"_s << QStringList{apt, dnf, apk} << QStringList{};
    }
    void packageManagers()
    {
        QFETCH(QString, from);
        QFETCH(QStringList, says);
        QFETCH(QStringList, saysNot);
        const RecipeText text = recipeText({.from = from, .systemPackages = {u"git"_s}});
        for (const QString &words : says)
            QVERIFY2(text.text.contains(words), qPrintable(text.text));
        for (const QString &words : saysNot)
            QVERIFY2(!text.text.contains(words), qPrintable(text.text));
        const auto file = parseDockerfile(text.text.toUtf8());
        QVERIFY(file);
        QCOMPARE(file->instructions.size(), 2U); // one RUN, however many lines
    }

    void cuda()
    {
        const RecipeText text = recipeText({.from = u"debian:12"_s, .cuda = u"12.4.1"_s});
        QVERIFY(text.problems.empty());
        QVERIFY2(text.text.contains(u"cuda-libraries-12-4 "_s), qPrintable(text.text));
        const auto file = parseDockerfile(text.text.toUtf8());
        QVERIFY(file);
        QCOMPARE(file->instructions.size(), 4U);
        QCOMPARE(file->instructions[1].keyword, u"RUN"_s);
        QCOMPARE(file->instructions[3].keyword, u"ENV"_s);
    }

    //! Spark and visual recipes run in Java; what is made of the others is the same.
    void kinds_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("hasJava");
        QTest::newRow("container-exec") << u"container-exec"_s << false;
        QTest::newRow("spark") << u"spark"_s << true;
        QTest::newRow("api") << u"api"_s << false;
        QTest::newRow("visual") << u"visual"_s << true;
        QTest::newRow("one's own") << u"mine"_s << false;
    }
    void kinds()
    {
        QFETCH(const QString, kind);
        const RecipeText text = recipeText({.kind = kind, .from = u"debian:12"_s});
        QVERIFY(text.problems.empty());
        QTEST(text.text.contains("default-jre-headless"_L1), "hasJava");
    }

    //! What is run is a command that a shell can read.
    void shellsReadIt()
    {
        BaseImage recipe{.kind = u"spark"_s, .from = u"reg/base"_s, .cuda = u"12.4"_s};
        recipe.systemPackages = {u"git"_s};
        recipe.python = {u"3.12"_s};
        recipe.r = true;
        int runs = 0;
        const auto file = parseDockerfile(recipeText(recipe).text.toUtf8());
        QVERIFY(file);
        for (const Dockerfile::Instruction &each : file->instructions) {
            if (each.keyword != "RUN"_L1)
                continue;
            QProcess shell;
            shell.start(u"sh"_s, {u"-n"_s, u"-c"_s, each.text});
            QVERIFY(shell.waitForFinished(60'000));
            QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError() + each.text.toUtf8());
            ++runs;
        }
        QCOMPARE(runs, 2);
    }

    void problems_data()
    {
        QTest::addColumn<BaseImage>("recipe");
        QTest::addColumn<QString>("field");
        const QString from = u"debian:12"_s;
        QTest::newRow("no FROM") << BaseImage{} << u"from"_s;
        QTest::newRow("two lines of FROM") << BaseImage{.from = u"a\nRUN b"_s} << u"from"_s;
        QTest::newRow("a FROM without a value") << BaseImage{.from = u"$A"_s} << u"from"_s;
        QTest::newRow("a FROM without its end") << BaseImage{.from = u"${A"_s} << u"from"_s;
        QTest::newRow("a package that is a command")
            << BaseImage{.from = from, .systemPackages = {u"git"_s, u"a; rm -rf /"_s}} << u"systemPackages[1]"_s;
        QTest::newRow("a package that is an option")
            << BaseImage{.from = from, .systemPackages = {u"-y"_s}} << u"systemPackages[0]"_s;
        QTest::newRow("python") << BaseImage{.from = from, .python = {u"3"_s}} << u"python[0]"_s;
        QTest::newRow("python with a command") << BaseImage{.from = from, .python = {u"3.11 && a"_s}} << u"python[0]"_s;
        QTest::newRow("cuda") << BaseImage{.from = from, .cuda = u"latest"_s} << u"cuda"_s;
        QTest::newRow("build argument") << BaseImage{.from = from, .buildArgs = {{u"A B"_s, {}}}} << u"buildArgs.A B"_s;
        QTest::newRow("label") << BaseImage{.from = from, .labels = {{u"a=b"_s, {}}}} << u"labels.a=b"_s;
        QTest::newRow("label of two lines")
            << BaseImage{.from = from, .labels = {{u"a"_s, u"b\nRUN c"_s}}} << u"labels.a"_s;
    }
    void problems()
    {
        QFETCH(BaseImage, recipe);
        QFETCH(QString, field);
        const RecipeText text = recipeText(recipe);
        QCOMPARE(text.problems.size(), 1U);
        QCOMPARE(text.problems[0].field, field);
        QVERIFY2(text.problems[0].message.startsWith(u"expected "_s), qPrintable(text.problems[0].message));
        QVERIFY2(!text.text.contains(u"rm -rf /;"_s) && !text.text.contains(u"RUN b"_s) &&
                     !text.text.contains(u"RUN c"_s),
                 qPrintable(text.text));
    }
};

QTEST_GUILESS_MAIN(TestRecipeText)
#include "tst_recipetext.moc"
