// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <vector>

namespace fairlead::docker {

//! One step of a build, as its builder tells it: an instruction of the classic builder, a vertex of BuildKit.
struct BuildStep
{
    enum class State : std::uint8_t { Waiting, Running, Done, Cached, Failed, Cancelled };

    QString id;     //!< "3/9" of the classic builder, the vertex's digest of BuildKit; tells steps apart
    int number = 0; //!< from 1; 0: one of the builder's own, such as loading the context
    int total = 0;  //!< of the stage, as far as it is known; 0: it is not
    QString name;   //!< the instruction, "RUN apt-get update", or what the builder calls it
    State state = State::Waiting;
    std::int64_t startedMs = 0; //!< milliseconds since 1970 UTC; 0: not yet
    std::int64_t endedMs = 0;
    std::int64_t currentBytes = 0; //!< of what it transfers
    std::int64_t totalBytes = -1;  //!< -1: it does not say
    QString error;                 //!< of Failed, in the builder's words
    int line = 0;                  //!< of the Dockerfile, from 1; 0: not known
    QString stage;                 //!< of BuildKit, where there are several

    bool hasEnded() const { return state >= State::Done; }
    bool operator==(const BuildStep &) const = default;
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::BuildStep)
