// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nodeobstacles.h"
#include "podamounts.h"

#include <optional>

namespace fairlead::runs {

//! A claim that a pod mounts, and where its volume is.
struct ClaimPlace
{
    QString claim;
    //! Of the volume's required node affinity; empty: anywhere, as of one that is not bound yet.
    std::vector<std::vector<NodeRequirement>> nodeTerms;

    bool operator==(const ClaimPlace &) const = default;
};

//! What somebody has asked a cluster's server, or an image's registry, about a run there. What is none was not asked,
//! and nothing is claimed of it.
struct ContextLimits
{
    std::optional<std::vector<QJsonObject>> quotas; //!< the ResourceQuotas of the namespace, as the server has them
    std::optional<QString> podSecurity; //!< why a dry run of the pod was refused, the server's words; empty: it was not
    std::optional<std::vector<ClaimPlace>> claims;
    std::optional<QStringList> imagePlatforms; //!< "linux/amd64", "linux/arm64/v8"; empty: for every
    std::optional<QString> imageCuda;          //!< "12.4": what the image needs at least; empty: none
};

//! What of \p limits keeps a run with \p pods pods of \p amounts off every node of the cluster.
std::vector<Obstacle> clusterObstacles(const ContextLimits &limits, const PodAmounts &amounts, int pods);

//! What of \p limits keeps a pod off \p node. A node that does not say which CUDA its driver has is not kept off.
std::vector<Obstacle> nodeObstacles(const ContextLimits &limits, const kubernetes::Node &node);

} // namespace fairlead::runs
