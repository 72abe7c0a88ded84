// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::images {

//! What a Dockerfile says, as far as a form and a graph need it. Lines count from 1.
struct Dockerfile
{
    //! One with its continuation lines and heredocs.
    struct Instruction
    {
        QString keyword; //!< in capitals: "RUN"
        QString text;    //!< behind it, on one line: without continuation marks and the comments between
        int line = 0;
        int lastLine = 0;
        QStringList flags{};    //!< without their quotes: "--from=build"; they are in the text, too
        QStringList heredocs{}; //!< names; with "-" before those whose lines may be indented by tabs
    };
    struct Stage
    {
        QString name; //!< lower case; empty: it has none
        QString from; //!< as written: "${BASE}:12", or another stage's name
        QString platform;
        int line = 0;
    };
    struct Argument
    {
        QString name;
        QString value; //!< default, without its quotes
        bool hasValue = false;
        bool isGlobal = false; //!< before the first FROM
        int line = 0;
        QString source{}; //!< default, with its quotes
    };

    QChar escape = u'\\';
    std::vector<Instruction> instructions;
    std::vector<Stage> stages;
    std::vector<Argument> arguments;
};

struct DockerfileError
{
    int line = 0;
    QString message;
};

//! Comments, the directives "syntax" and "escape", continuation lines and heredocs as BuildKit's parser reads them.
//! Bounded: 1 MiB, 10,000 instructions. Errors: the line and what is wrong; instructions that nobody knows are kept.
//! Source: Dockerfile reference; BuildKit, frontend/dockerfile/parser.
tl::expected<Dockerfile, DockerfileError> parseDockerfile(const QByteArray &text);

} // namespace fairlead::images
