// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzztarget.h"

#include "backends/images/dockerfilebases.h"
#include "backends/images/dockerfilechoices.h"
#include "backends/images/dockerfilewords.h"
#include "backends/images/shelltext.h"

#include <QSet>

namespace fairlead::fuzz {

using namespace images;

namespace {

void checkLines(const Dockerfile &file, qsizetype lines)
{
    int last = 0;
    for (const Dockerfile::Instruction &instruction : file.instructions) {
        if (instruction.line <= last || instruction.lastLine < instruction.line || instruction.lastLine > lines)
            qFatal("an instruction has lines, each its own");
        if (instruction.keyword.isEmpty() || instruction.keyword != instruction.keyword.toUpper())
            qFatal("an instruction without its word");
        last = instruction.lastLine;
    }
}

void checkBases(const Dockerfile &file, const BuildChoice &choice, qsizetype lines)
{
    std::ignore = needsBuildKit(file, choice);
    const auto bases = basesOf(file, choice);
    if (!bases && bases.error().message.isEmpty())
        qFatal("a refusal without a reason");
    for (const BaseUse &base : bases.value_or(std::vector<BaseUse>())) {
        if (base.image.isEmpty() || base.line < 1 || base.line > lines)
            qFatal("a base image has a name and a place");
        if (std::count(bases->begin(), bases->end(), base) != 1)
            qFatal("a base image is there once");
    }
}

void checkChoices(const Dockerfile &file)
{
    const DockerfileChoices choices = choicesOf(file);
    QSet<QString> names;
    for (const DockerfileChoices::Argument &argument : choices.arguments) {
        if (argument.name.isEmpty() || names.contains(argument.name))
            qFatal("an argument is offered once, by its name");
        names.insert(argument.name);
    }
    for (const DockerfileChoices::Target &target : choices.targets) {
        if (target.name.isEmpty())
            qFatal("a target has a name");
    }
}

void feedWords(const QString &text)
{
    for (const QString &word : words(text)) {
        if (word.isEmpty() || !text.contains(word))
            qFatal("a word that is not there");
        std::ignore = unquoted(word);
    }
    for (const char escape : {'\\', '`'}) {
        std::ignore = flagsOf(text, QLatin1Char(escape));
        for (const QString &name : heredocsOf(QStringLiteral("RUN"), text, QLatin1Char(escape))) {
            if (name.isEmpty())
                qFatal("a heredoc without a name has no end");
        }
        std::ignore =
            shellText(text, {{QStringLiteral("A"), QStringLiteral("a/b.c")}}, {.escape = QLatin1Char(escape)});
    }
}

} // namespace

void feed(QByteArrayView bytes)
{
    feedWords(QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 4'096))));
    const QByteArray text = bytes.toByteArray();
    const qsizetype lines = text.count('\n') + 1;
    const auto file = parseDockerfile(text);
    if (!file) {
        if (file.error().line < 0 || file.error().line > lines || file.error().message.isEmpty())
            qFatal("a refusal has a place and a reason");
        return;
    }
    checkLines(*file, lines);
    checkChoices(*file);
    for (const bool isClassic : {false, true}) {
        checkBases(*file, {.isClassic = isClassic}, lines);
        checkBases(*file,
                   {.arguments = {{QStringLiteral("BASE"), QStringLiteral("b:1")}},
                    .target = QStringLiteral("0"),
                    .platform = QStringLiteral("linux/arm64"),
                    .isClassic = isClassic},
                   lines);
    }
}

QList<QByteArray> seeds()
{
    return {
        "# syntax=docker/dockerfile:1\n# escape=`\nARG BASE=debian:12\nFROM --platform=$BUILDPLATFORM ${BASE} AS "
        "build\n"
        "RUN --mount=type=cache,from=cache,target=/x `\n  # note\n  make\nFROM build\nCOPY --from=build /a \"/b c\"\n",
        "FROM scratch\nRUN <<EOF cat <<-\"END\"\n one\nEOF\n\ttwo\n\tEND\nCOPY <<a <<b /\nx\na\ny\nb\nONBUILD RUN "
        "<<E\nE\n",
        "ARG V\nARG V=${V:-1}${W%%.*}${X/a/b}\nFROM a${V:+:$V} as A\nFROM A\nCOPY --from=0 x y\nADD --from=ghcr.io/x:1 "
        "a b\n",
        "\xef\xbb\xbf"
        "from x\r\nRUN [\"sh\", \"-c\", \"<<EOF\"]\r\nLABEL a='b \\' c=\"$d\" e=\\\"\r\nHEALTHCHECK NONE\r\n",
        "RUN \\\n\n# c\n  x \\\n",
        "from x\nARG Vc=\"=",
        "${A#a*} ${A##*/} ${A%.c} ${A//[ab]/x} ${A:?why} \"${A:-'q'}\" '$A' \\$A --a=\"b c\" --d -- <<-E 3<<'F G'",
    };
}

} // namespace fairlead::fuzz
