// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "buildneeds.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

//! The flags before the rest of an instruction: "--mount=type=cache,target=/x".
QStringList flagsOf(const QString &text)
{
    QStringList flags;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (!word.startsWith("--"_L1))
            break;
        flags += word;
    }
    return flags;
}

bool isOfBuildKit(const images::Dockerfile::Instruction &instruction)
{
    // A here-document: the classic builder takes its second line for an instruction.
    if (!instruction.heredocs.isEmpty())
        return true;
    const QStringList flags = flagsOf(instruction.text);
    if (instruction.keyword == "RUN"_L1)
        return !flags.isEmpty();
    if (instruction.keyword != "COPY"_L1 && instruction.keyword != "ADD"_L1)
        return false;
    return std::any_of(flags.begin(), flags.end(), [](const QString &flag) {
        return !flag.startsWith("--chown="_L1) && !flag.startsWith("--from="_L1);
    });
}

bool needsSession(const images::Dockerfile::Instruction &instruction)
{
    const QStringList flags = flagsOf(instruction.text);
    return std::any_of(flags.begin(), flags.end(), [](const QString &flag) {
        return flag.startsWith("--mount="_L1) && (flag.contains("type=secret"_L1) || flag.contains("type=ssh"_L1));
    });
}

//! "--from=image", "--mount=type=bind,from=image,target=/x": where it is no stage.
bool takesImage(const images::Dockerfile::Instruction &instruction, const images::Dockerfile &file)
{
    static const QRegularExpression from(u"^--(?:mount=(?:.*,)?)?from=([^,]+)"_s);
    for (const QString &flag : flagsOf(instruction.text)) {
        const QString name = from.match(flag).captured(1);
        bool isNumber = false;
        name.toUInt(&isNumber);
        const auto isIt = [&name](const images::Dockerfile::Stage &stage) {
            return stage.name.compare(name, Qt::CaseInsensitive) == 0;
        };
        if (!name.isEmpty() && !isNumber && std::none_of(file.stages.begin(), file.stages.end(), isIt))
            return true;
    }
    return false;
}

//! Directives stand before everything else, comments too.
bool hasSyntaxDirective(const QByteArray &text)
{
    static const QRegularExpression directive(u"^#\\s*([A-Za-z]+)\\s*=\\s*\\S"_s);
    for (const QString &line : QString::fromUtf8(text).split(u'\n')) {
        const auto match = directive.match(line.trimmed());
        if (!match.hasMatch())
            return false;
        if (match.captured(1).compare("syntax"_L1, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

docker::BuildNeeds buildNeeds(const images::Dockerfile &file, const QByteArray &text)
{
    docker::BuildNeeds needs;
    needs.needsSession = hasSyntaxDirective(text);
    for (const images::Dockerfile::Instruction &instruction : file.instructions) {
        needs.needsBuildKit |= isOfBuildKit(instruction);
        needs.needsSession |= needsSession(instruction);
        needs.takesImages |= takesImage(instruction, file);
    }
    return needs;
}

} // namespace fairlead::imagejobs
