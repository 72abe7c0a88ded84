// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>

namespace fairlead::accelerators {

//! The pool of like machines that \p node belongs to, by the label of whoever made it: GKE, EKS and eksctl, AKS,
//! Karpenter, OKE, DigitalOcean, Linode, Cast AI; empty when no label says it.
QString nodePool(const kubernetes::Node &node);

} // namespace fairlead::accelerators
