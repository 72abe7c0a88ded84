// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/manifests/launch.h"
#include "backends/settings/runtimeconfig.h"

#include <vector>

namespace fairlead::runs {

//! "H100 80GB", "A100 1g.10gb", "L4": as a runtime config has it.
QString productName(const accelerators::Product &product);

//! Whether \p text, as a runtime config has it, names \p product: "H100", "H100 80GB", "h100-80gb"; a name without
//! memory is every size.
bool isCalled(const accelerators::Product &product, const QString &text);

//! Whether devices of a node are those that \p gpu asks for: by resource, kind and product, as far as it says them; a
//! product also by the value of the node's label. A number alone is of the usual resource.
bool isWanted(const accelerators::NodeDevices &devices, const settings::GpuRequest &gpu);

//! How \p nodes call what \p gpu asks for: the resource that it says; else, where it says a product or a kind, the one
//! that most nodes have for it; else the usual one, whatever there is: a number alone means the same everywhere. Where
//! it says a product or a kind also the labels of the nodes that have it; none: no node has.
manifests::DeviceNames deviceNames(const settings::GpuRequest &gpu, const std::vector<accelerators::NodeRowPtr> &nodes);

//! The same of \p config; of one that waits for an autoscaler, where no node has its product, by comingLabels().
manifests::DeviceNames launchDevices(const settings::RuntimeConfig &config,
                                     const std::vector<accelerators::NodeRowPtr> &nodes);

//! The labels that a node with \p product would have which an autoscaler has yet to make, as GKE and Karpenter give
//! them before it is there; a value of NVIDIA's own label is taken as it stands. None: nobody knows.
std::vector<manifests::DeviceNames::Label> comingLabels(const QString &product);

} // namespace fairlead::runs
