// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>

namespace fairlead::docker {

//! One layer of a push or a pull, as the engine tells it.
struct LayerProgress
{
    enum class State : std::uint8_t {
        Waiting,
        Preparing, //!< of a push: packed
        Pushing,
        Downloading,
        Verifying,
        Extracting,
        Retrying,      //!< the engine tries again by itself
        AlreadyExists, //!< there already; nothing was sent
        Mounted,       //!< the registry took it from another of its repositories
        //! Of a push of one platform alone, as the daemon has no other: not begun, of another platform it never will
        //! be.
        Unavailable,
        Done, //!< pushed, or pulled and unpacked
        Failed,
    };

    QString id; //!< short digest, as the engine writes it
    State state = State::Waiting;
    std::int64_t currentBytes = 0;
    std::int64_t totalBytes = -1; //!< -1: not known
    QString mountedFrom;          //!< repository, of Mounted
    QString status;               //!< the engine's own words
    double bytesPerSecond = 0;    //!< of the last seconds; 0: not known
    std::int64_t startedMs = 0;   //!< when its first byte went; milliseconds since 1970 UTC
    std::int64_t endedMs = 0;

    bool isMoving() const
    {
        return state == State::Preparing || state == State::Pushing || state == State::Downloading ||
               state == State::Extracting;
    }
    bool hasEnded() const { return state >= State::AlreadyExists; }
    bool isNotSent() const { return state >= State::AlreadyExists && state <= State::Unavailable; }
    bool operator==(const LayerProgress &) const = default;
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::LayerProgress)
