// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/images/dockerfilebases.h"
#include "backends/images/platformname.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead::images;
using namespace Qt::StringLiterals;

//! As BuildKit resolves them: frontend/dockerfile/dockerfile2llb.
class TestDockerfileBases : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void bases_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("choice"); // "NAME=value... target=... platform=... classic"
        QTest::addColumn<QString>("bases");  // "image@platform line, ...", or the error
        const auto row = [](const char *name, const QByteArray &text, const QString &choice, const QString &bases) {
            QTest::newRow(name) << text << choice << bases;
        };
        const QString none;
        row("one", "FROM debian:12\n", none, u"debian:12 1"_s);
        row("scratch", "FROM scratch\n", none, none);
        row("twice", "FROM a\nFROM a\nCOPY --from=a / /\nCOPY --from=0 / /\n", none, u"a 1"_s);
        row("arguments", "ARG B=debian\nARG T=\"12\"\nFROM ${B}:${T}\n", none, u"debian:12 3"_s);
        row("arguments of the build", "ARG B=debian\nARG T\nFROM ${B}:${T}\n", u"T=13"_s, u"debian:13 3"_s);
        row("one that is not declared", "FROM debian:$T\n", u"T=13"_s, u"debian: 1"_s);
        row("one of a stage", "FROM a\nARG T=1\nFROM b$T\nCOPY --from=0 / /\n", none, u"a 1, b 3"_s);
        row("no value is empty", "ARG PREFIX\nFROM ${PREFIX}debian:12\n", none, u"debian:12 2"_s);
        row("nothing is left", "ARG A\nFROM $A\n", none, u"2: FROM $A: names no image: its arguments have no value"_s);
        row("a value that is wanted", "ARG A\nFROM ${A:?give}\n", none, u"2: FROM ${A:?give}: A: give"_s);
        row("arguments of arguments", "ARG A=1\nARG B=x$A\nARG C='x$A'\nFROM b:$B-${C}\n", none, u"b:x1-x$A 4"_s);

        row("COPY --from", "FROM a\nCOPY --from=tools:1 /x /\n", none, u"a 1, tools:1 2"_s);
        row("in quotes", "FROM a\nCOPY --chown=1 --from=\"tools:1\" /x /\n", none, u"a 1, tools:1 2"_s);
        row("continued", "FROM a\nCOPY \\\n --from=tools:1 /x /\n", none, u"a 1, tools:1 2"_s);
        row("no flag", "FROM a\nCOPY x --from=tools:1 /\n", none, u"a 1"_s);
        row("of a variable, which docker refuses", "ARG T\nFROM a\nCOPY --from=$T /x /\n", none, u"a 2"_s);
        row("of scratch", "FROM a\nCOPY --from=scratch /x /\n", none, u"a 1"_s);
        row("mount", "FROM a\nRUN --mount=type=bind,from=tools:1,target=/x b\n", none, u"a 1, tools:1 2"_s);
        row("two mounts", "FROM a\nRUN --mount=type=cache,target=/c --mount=FROM=reg:5000/t,target=/x b\n", none,
            u"a 1, reg:5000/t 2"_s);
        row("mount of a stage", "FROM a AS one\nFROM b\nRUN --mount=from=one,target=/x c\n", none, u"a 1, b 2"_s);
        row("stages and numbers", "FROM a AS One\nFROM b\nFROM one\nCOPY --from=1 / /\nCOPY --from=ONE / /\n", none,
            u"a 1, b 2"_s);
        row("a number that is none", "FROM a\nCOPY --from=7 / /\n", none, u"a 1, 7 2"_s);
        row("a stage that has an image's name", "FROM debian:12 AS debian\nFROM debian\n", none, u"debian:12 1"_s);
        row("its own name", "FROM debian AS debian\n", none, u"debian 1"_s);

        const QByteArray stages = "FROM a AS prod\nFROM b AS tools\nFROM c AS dev\nCOPY --from=tools / /\n";
        row("the last stage", stages, none, u"b 2, c 3"_s);
        row("a target", stages, u"target=prod"_s, u"a 1"_s);
        row("a target by number", stages, u"target=1"_s, u"b 2"_s);
        row("a target in capitals", stages, u"target=Tools"_s, u"b 2"_s);
        row("no such target", stages, u"target=x"_s, u"1: there is no stage x"_s);
        row("all up to the target", stages, u"target=tools classic"_s, u"a 1, b 2"_s);
        row("what is not needed may be wrong", "ARG D\nFROM $D AS dev\nFROM a AS prod\n", none, u"a 3"_s);
        row("not for the classic builder", "ARG D\nFROM $D AS dev\nFROM a AS prod\n", u"classic"_s,
            u"2: FROM $D: names no image: its arguments have no value"_s);

        row("target's platform", "FROM a:$TARGETOS-${TARGETARCH}$TARGETVARIANT\n", u"platform=linux/arm/v7"_s,
            u"a:linux-armv7 1"_s);
        row("builder's platform", "FROM --platform=$BUILDPLATFORM a:$BUILDARCH\n", u"platform=linux/arm64"_s,
            u"a:amd64@linux/amd64 1"_s);
        row("the same platform", "FROM --platform=$BUILDPLATFORM a\nFROM --platform=linux/x86_64 b\n", none, u"b 2"_s);
        row("one for each platform", "FROM --platform=linux/arm64 a AS x\nFROM a\nCOPY --from=x / /\n", none,
            u"a@linux/arm64 1, a 2"_s);
        row("declared", "ARG TARGETARCH\nFROM a:$TARGETARCH\n", none, u"a:amd64 2"_s);
        row("given", "FROM a:$TARGETARCH\n", u"TARGETARCH=x"_s, u"a:x 1"_s);
        row("no platforms", "FROM a:v$TARGETARCH\n", u"classic"_s, u"a:v 1"_s);
        row("escape", "# escape=`\nARG A=1\nFROM b:`$A\n", none, u"b:$A 3"_s);
    }
    void bases()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, choice);
        const auto file = parseDockerfile(text);
        QVERIFY(file);
        BuildChoice build{.builderPlatform = u"linux/x86_64"_s};
        for (const QString &word : choice.split(u' ', Qt::SkipEmptyParts)) {
            const QString name = word.section(u'=', 0, 0);
            const QString value = word.section(u'=', 1);
            if (name == "target"_L1)
                build.target = value;
            else if (name == "platform"_L1)
                build.platform = value;
            else if (name == "classic"_L1)
                build.isClassic = true;
            else
                build.arguments.insert(name, value);
        }
        const auto found = basesOf(*file, build);
        QStringList bases;
        for (const BaseUse &base : found.value_or(std::vector<BaseUse>()))
            bases +=
                base.image + (base.platform.isEmpty() ? QString() : u'@' + base.platform) + u" %1"_s.arg(base.line);
        if (!found)
            bases += u"%1: %2"_s.arg(found.error().line).arg(found.error().message);
        QTEST(bases.join(u", "_s), "bases");
    }

    void needs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("needed");
        QTest::newRow("plain") << QByteArray("FROM a\n") << QString() << false;
        QTest::newRow("stages") << QByteArray("FROM a AS x\nFROM b\nCOPY --from=x / /\n") << QString() << false;
        QTest::newRow("one that is not needed") << QByteArray("FROM a AS x\nFROM b\n") << QString() << true;
        QTest::newRow("only behind the target") << QByteArray("FROM a AS x\nFROM b\n") << u"x"_s << false;
        QTest::newRow("platform") << QByteArray("FROM --platform=$BUILDPLATFORM a\n") << QString() << true;
        QTest::newRow("architecture") << QByteArray("FROM a:${TARGETARCH:-x}\n") << QString() << true;
    }
    void needs()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, target);
        QTEST(needsBuildKit(*parseDockerfile(text), {.target = target}), "needed");
    }

    void platforms_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("normal");
        const auto row = [](const QString &written, const QString &normal) {
            QTest::newRow(qPrintable(written)) << written << normal;
        };
        row({}, {});
        row(u"linux/amd64"_s, u"linux/amd64"_s);
        row(u"Linux/x86_64"_s, u"linux/amd64"_s);
        row(u"aarch64"_s, u"linux/arm64"_s);
        row(u"linux/arm64/v8"_s, u"linux/arm64"_s);
        row(u"linux/arm"_s, u"linux/arm/v7"_s);
        row(u"linux/arm/v6"_s, u"linux/arm/v6"_s);
        row(u"linux/"_s, {});
    }
    void platforms()
    {
        QFETCH(QString, written);
        QTEST(normalPlatform(written), "normal");
    }

    void imagesForPlatforms_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QStringList>("image"); // system, architecture, variant
        QTest::addColumn<bool>("isFor");
        const auto row = [](const QString &wanted, const QStringList &image, bool isFor) {
            QTest::addRow("%s: %s", qPrintable(wanted), qPrintable(image.join(u'/'))) << wanted << image << isFor;
        };
        row(u"linux/amd64"_s, {u"linux"_s, u"amd64"_s, {}}, true);
        row(u"linux/amd64"_s, {u"linux"_s, u"arm64"_s, {}}, false);
        row(u"linux/x86_64"_s, {u"linux"_s, u"amd64"_s, {}}, true);
        row(u"linux/arm64"_s, {u"linux"_s, u"arm64"_s, u"v8"_s}, true);
        row(u"linux/arm/v6"_s, {u"linux"_s, u"arm"_s, u"v7"_s}, false);
        row(u"linux/arm/v6"_s, {u"linux"_s, u"arm"_s, {}}, true);
        row(u"windows/amd64"_s, {u"linux"_s, u"amd64"_s, {}}, false);
        row({}, {u"linux"_s, u"arm64"_s, {}}, true);
        row(u"linux/amd64"_s, {{}, {}, {}}, true);
    }
    void imagesForPlatforms()
    {
        QFETCH(QString, wanted);
        QFETCH(QStringList, image);
        QTEST(isForPlatform(wanted, image[0], image[1], image[2]), "isFor");
    }
};

QTEST_GUILESS_MAIN(TestDockerfileBases)
#include "tst_dockerfilebases.moc"
