// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/docker/buildcachelist.h"
#include "backends/docker/prunelist.h"
#include "backends/docker/sharedlayers.h"
#include "backends/transport/apierror.h"

#include <QString>
#include <QStringList>

namespace fairlead::models {

//! "busybox:1.36", or what tells an image without a name from others; plain.
QString pruneTitle(const docker::PruneCandidate &candidate);
QString pruneTitle(const docker::Image &image);
//! Why nothing needs it, and since when it is there.
QString pruneReason(const docker::PruneCandidate &candidate);
//! Which containers would have to go first; plain.
QString heldReason(const docker::HeldImage &held);

//! "Build cache: 12 records"; of a list with any.
QString cacheTitle(const docker::BuildCacheList &list);
//! Why it may go, and what that costs.
QString cacheReason(const docker::BuildCacheList &list);
//! The largest of its records, a line each; plain.
QString cacheDetails(const docker::BuildCacheList &list);
//! "12 records removed, 3 GiB freed", and what stays; or why all of it does. One line, plain.
QString cacheOutcomeText(const Result<docker::BuildCacheOutcome> &outcome);

//! What is freed by those of \p list whose image ids are in \p ids; with \p layers those that several have are counted
//! once, and not where an image that stays has them.
struct PruneTotal
{
    int images = 0;
    int caches = 0;              //!< of daemons
    std::int64_t leastBytes = 0; //!< what is known to be theirs alone
    std::int64_t mostBytes = 0;

    PruneTotal &operator+=(const PruneTotal &other);
    bool operator==(const PruneTotal &) const = default;
};
PruneTotal pruneTotal(const docker::PruneList &list, const QStringList &ids, const docker::SharedLayers &layers = {});
PruneTotal pruneTotal(const docker::BuildCacheList &list);
//! "1.2 GiB", "1.2 to 3.4 GiB".
QString pruneSizeText(const PruneTotal &total);

} // namespace fairlead::models
