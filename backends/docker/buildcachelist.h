// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginetypes.h"

#include <chrono>

namespace fairlead::docker {

//! What could go of BuildKit's cache.
struct BuildCacheList
{
    std::vector<BuildCacheEntry> records; //!< the largest first
    std::int64_t bytes = 0;               //!< of all of them, which no image has
    std::int64_t lastUsed = 0;            //!< the latest of them; seconds since 1970, 0: none ever, or not known

    bool operator==(const BuildCacheList &) const = default;
};

//! What the engine's own prune takes without "all". Stay: records of a build that runs; those that an image has, which
//! would free nothing; helpers and frontends, which are BuildKit's own.
BuildCacheList buildCacheList(std::vector<BuildCacheEntry> records);

//! What came of removing it.
struct BuildCacheOutcome
{
    int records = 0;        //!< that are gone
    std::int64_t bytes = 0; //!< freed, as the daemon says
    int imageRecords = 0;   //!< of those gone, what was not listed: images had it that are gone since
    QStringList missed;     //!< ids of what was listed and not removed

    bool operator==(const BuildCacheOutcome &) const = default;
};

BuildCacheOutcome buildCacheOutcome(const BuildCacheList &list, const BuildCacheRemoval &removal);
//! Of what was missed, what is still there; the daemon may have removed the others by itself.
void keepMissed(BuildCacheOutcome &outcome, const std::vector<BuildCacheEntry> &now);

//! How long a record must not have been used to be one of a list that was asked for before so long, by a clock that
//! nobody sets and by one that goes on while the machine sleeps. Never 0, which means whatever there is.
std::chrono::milliseconds unusedSince(std::chrono::milliseconds steady, std::chrono::milliseconds system);

} // namespace fairlead::docker
