// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nodefit.h"

#include <vector>

//! Whether a node is one for a pod, whatever it holds: by its labels and taints.
namespace fairlead::runs {

//! All that keeps it from ever being one: each label of the selector, the affinity, each taint; none: it is one.
std::vector<NodeFit> mismatches(const PodDemand &demand, const accelerators::NodeAvailability &node);

//! Whether the node is one of those that \p terms, of which one has to fit, are about.
bool fitsAny(const std::vector<std::vector<NodeRequirement>> &terms, const kubernetes::Node &node);

bool isTolerated(const PodDemand &demand, const kubernetes::Taint &taint);

//! By its role: that of today, or "master", as before Kubernetes 1.20.
bool isControlPlane(const kubernetes::Node &node);

} // namespace fairlead::runs
