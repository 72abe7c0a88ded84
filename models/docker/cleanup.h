// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/imagejobs/imagecleanup.h"
#include "models/severity.h"
#include "prunetext.h"

#include <QSet>

#include <vector>

namespace fairlead::models {

//! A daemon in a clean-up: what could go from it, what was chosen, what came of it.
struct CleanUpGroup
{
    enum class State : std::uint8_t {
        Asking,
        Listed,
        Failed, //!< nothing could be listed
        Removing,
        Ended,
    };

    QString daemonId;
    QString daemonName; //!< plain
    State state = State::Asking;
    docker::PruneList list;
    docker::SharedLayers layers;                         //!< empty: not counted
    std::optional<Result<docker::BuildCacheList>> cache; //!< nothing: not told yet
    QSet<QString> checked;                               //!< ids of images
    bool isCacheChecked = false;
    QString problem; //!< of Failed: plain, with the remedy
    int names = 0;   //!< of Removing: done
    int allNames = 0;
    imagejobs::CleanUpOutcome outcome; //!< of Ended

    bool isOpen() const { return state == State::Asking || state == State::Removing; } //!< something is to come
    QStringList checkedIds() const;                                                    //!< in the order of the list
    const docker::BuildCacheList *removableCache() const;                              //!< null: nothing of it can go
    bool takesCache() const { return isCacheChecked && removableCache(); }
    int choices() const; //!< what could go: images, and the build cache as one
    PruneTotal chosen() const;
    PruneTotal removed() const; //!< of Ended: images
};

//! What a daemon that did not list anything says, and what to do.
QString cleanUpProblem(const ApiError &error);
//! In a few words beside the name of the daemon.
QString cleanUpNote(const CleanUpGroup &group);
Severity cleanUpSeverity(const CleanUpGroup &group);
//! Why a name stays; one line, plain.
QString keptReason(const imagejobs::CleanUpOutcome::Kept &kept);

//! Of several daemons together.
PruneTotal chosenOf(const std::vector<CleanUpGroup> &groups);
//! "Remove 3 images and build cache (1.2 GiB) from 2 daemons?"; empty: nothing is chosen.
QString cleanUpQuestion(const std::vector<CleanUpGroup> &groups);
//! What came of all of it: removed, kept, failed. One line.
QString cleanUpResult(const std::vector<CleanUpGroup> &groups);
Severity resultSeverity(const std::vector<CleanUpGroup> &groups);

} // namespace fairlead::models
