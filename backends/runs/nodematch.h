// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "nodefit.h"

#include <optional>

//! Whether a node is one for a pod, whatever it holds: by its labels and taints.
namespace fairlead::runs {

//! Why it never is; nothing: it is.
std::optional<NodeFit> mismatch(const PodDemand &demand, const accelerators::NodeAvailability &node);

bool isTolerated(const PodDemand &demand, const kubernetes::Taint &taint);

//! By its role: that of today, or "master", as before Kubernetes 1.20.
bool isControlPlane(const kubernetes::Node &node);

} // namespace fairlead::runs
