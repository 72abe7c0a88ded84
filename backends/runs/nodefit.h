// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "poddemand.h"

#include <cstdint>
#include <vector>

//! Whether a pod that is not there yet would get a node, and why not: the scheduler's filters, as far as a pod and a
//! node tell them. Pure functions.
namespace fairlead::runs {

struct NodeFit
{
    enum class When : std::uint8_t {
        Now,
        Later,   //!< others hold what it needs, or the node takes nothing new at the moment
        Never,   //!< as pod and node are
        Unknown, //!< it would fit an empty node, and nobody may see what pods hold
    };

    //! What keeps it away.
    enum class Cause : std::uint8_t { None, Label, Affinity, Taint, Room, State };

    When when = When::Now;
    Cause cause = Cause::None;
    QString reason; //!< a few English words: "cordoned", "taint team=llm:NoSchedule", "2 of 8 nvidia.com/gpu free"

    bool operator==(const NodeFit &) const = default;
};

NodeFit nodeFit(const PodDemand &demand, const accelerators::NodeAvailability &node);

//! Over all nodes of a cluster.
struct ClusterFit
{
    struct Reason
    {
        NodeFit::Cause cause = NodeFit::Cause::None;
        QString text;
        int nodes = 0;

        bool operator==(const Reason &) const = default;
    };

    int now = 0;
    int later = 0;
    int never = 0;
    int unknown = 0;
    bool fitsControlPlaneOnly = false; //!< some node fits now or later, and each that does is of the control plane
    std::vector<Reason> reasons;       //!< of nodes that do not fit now, the most frequent first

    int nodes() const { return now + later + never + unknown; }
    bool isPossible() const { return never < nodes(); }
    //! "fits now on 2 of 5 nodes; 3 cordoned": a short English sentence.
    QString text() const;
    bool operator==(const ClusterFit &) const = default;
};

ClusterFit clusterFit(const PodDemand &demand, const std::vector<accelerators::NodeRowPtr> &nodes);

} // namespace fairlead::runs
