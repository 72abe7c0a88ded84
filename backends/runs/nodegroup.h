// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"

#include <vector>

namespace fairlead::runs {

//! Nodes of one cluster that are of a kind: the same products, as many of them per node, in the same pool.
struct NodeGroup
{
    QString devices; //!< "8 × H100 80GB", "no GPU"
    QString pool;    //!< empty: no label says one
    bool isControlPlane = false;
    std::vector<accelerators::NodeRowPtr> nodes; //!< by name

    bool hasDevices() const;
    //! "8 × H100 80GB, pool a", "no GPU, control plane".
    QString text() const;
};

//! Those with devices first, by text.
std::vector<NodeGroup> nodeGroups(const std::vector<accelerators::NodeRowPtr> &nodes);

} // namespace fairlead::runs
