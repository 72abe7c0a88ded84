// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "contextlimits.h"
#include "gpuask.h"
#include "nodegroup.h"

#include "backends/settings/runtimeconfig.h"

namespace fairlead::runs {

//! What one pod of a run wants of nodes.
struct GroupWish
{
    PodDemand demand;
    settings::GpuRequest gpu;   //!< what of devices, by name; count none: none
    std::optional<GpuAsk> asks; //!< in whose words is told what is not that
    ContextLimits limits;
};

//! How many pods the nodes of a group take, and what keeps them off the others.
struct GroupFit
{
    //! The same obstacle of several nodes.
    struct Reason
    {
        Obstacle obstacle;
        int nodes = 0;

        bool operator==(const Reason &) const = default;
    };

    std::int64_t copies = 0;     //!< pods, now
    std::int64_t mostCopies = 0; //!< were all of its nodes empty, ready and not cordoned
    QStringList nowOn;           //!< nodes, by name
    int unknown = 0;             //!< nodes of which nobody may see what pods hold
    QString frees;               //!< of the node that is nearest: "2 more nvidia.com/gpu on gpu-3, where a/b holds 4"
    std::vector<Reason> reasons; //!< of nodes that do not take one now: the first of each, in the order of Hindrance

    NodeFit::When when() const;
};

GroupFit groupFit(const NodeGroup &group, const GroupWish &wish);

} // namespace fairlead::runs
