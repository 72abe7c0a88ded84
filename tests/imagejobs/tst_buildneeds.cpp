// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "backends/imagejobs/buildneeds.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::imagejobs;
using namespace Qt::StringLiterals;

class TestBuildNeeds : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void needs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("needsBuildKit");
        QTest::addColumn<bool>("needsSession");
        QTest::addColumn<bool>("takesImages");
        const auto row = [](const char *name, const QByteArray &text, bool needsBuildKit, bool needsSession,
                            bool takesImages = false) {
            QTest::newRow(name) << text << needsBuildKit << needsSession << takesImages;
        };
        row("plain", "FROM debian\nRUN apt-get update\nCOPY . /\n", false, false);
        row("a mount", "FROM debian\nRUN --mount=type=cache,target=/x make\n", true, false);
        row("a secret", "FROM debian\nRUN --mount=type=secret,id=x make\n", true, true);
        row("an agent", "FROM debian\nRUN --mount=type=ssh make\n", true, true);
        row("no network", "FROM debian\nRUN --network=none make\n", true, false);
        row("a here-document", "FROM debian\nRUN <<EOF\necho\nEOF\n", true, false);
        row("a shift", "FROM debian\nRUN echo $((1<<2))\n", false, false);
        row("a shift on two lines", "FROM debian\nRUN echo \\\n $((1<<2))\n", false, false);
        row("a link", "FROM debian\nCOPY --link . /\n", true, false);
        row("an owner", "FROM debian\nCOPY --chown=1:1 . /\n", false, false);
        row("another stage", "FROM debian AS a\nFROM debian\nCOPY --from=a /x /\n", false, false);
        row("another stage, loud", "FROM debian AS a\nFROM debian\nCOPY --from=A /x /\n", false, false);
        row("the first stage", "FROM debian\nFROM debian\nCOPY --from=0 /x /\n", false, false);
        row("an image", "FROM debian\nCOPY --from=ghcr.io/a/b:1 /x /\n", false, false, true);
        row("a stage in a mount", "FROM x AS a\nFROM x\nRUN --mount=type=bind,from=a,target=/x make\n", true, false);
        row("an image in a mount", "FROM x\nRUN --mount=type=bind,from=b:1,target=/x make\n", true, false, true);
        row("permissions", "FROM debian\nADD --chmod=644 x /\n", true, false);
        row("a frontend", "# syntax=docker/dockerfile:1\nFROM debian\n", false, true);
        row("a frontend behind a directive", "# escape=`\n#Syntax = docker/dockerfile:1\nFROM debian\n", false, true);
        row("a comment that looks like it", "# a comment\n# syntax=docker/dockerfile:1\nFROM debian\n", false, false);
        row("flags of a health check", "FROM debian\nHEALTHCHECK --interval=1s CMD true\n", false, false);
    }
    void needs()
    {
        QFETCH(QByteArray, text);
        const auto file = images::parseDockerfile(text);
        QVERIFY(file);
        const docker::BuildNeeds needs = buildNeeds(*file, text);
        QTEST(needs.needsBuildKit, "needsBuildKit");
        QTEST(needs.needsSession, "needsSession");
        QTEST(needs.takesImages, "takesImages");
    }
};

QTEST_GUILESS_MAIN(TestBuildNeeds)
#include "tst_buildneeds.moc"
