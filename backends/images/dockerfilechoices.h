// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dockerfile.h"

namespace fairlead::images {

//! What a form offers of a Dockerfile of one's own.
struct DockerfileChoices
{
    struct Target
    {
        QString name;
        QString from; //!< as written: "${BASE}:12", or another stage's name

        bool operator==(const Target &) const = default;
    };
    struct Argument
    {
        QString name;
        QString value; //!< if none is given; as written, so that "${A}-slim" may be in it
        bool hasValue = false;
        int line = 0; //!< where it is first

        bool operator==(const Argument &) const = default;
    };

    //! Stages in order; one without a name is not among them. None chosen: the last stage.
    std::vector<Target> targets;
    std::vector<Argument> arguments; //!< each name once, in order; not what the builder sets itself
};

DockerfileChoices choicesOf(const Dockerfile &file);

} // namespace fairlead::images
