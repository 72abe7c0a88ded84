// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulatedobjects.h"

namespace fairlead::sandbox {

//! A host, whatever its devices.
struct Host
{
    QString name;
    QString address;
    QString pool; //!< label node.kubernetes.io/instance-type and, as Karpenter writes it, the node pool
    int cpu = 128;
    int memoryGiB = 2'048;
};

//! One model of NVIDIA as GPU Feature Discovery names it.
struct NvidiaModel
{
    QString product; //!< "NVIDIA-H100-80GB-HBM3"
    QString family;  //!< "hopper"
    QString machine;
    int memoryMiB = 0;
};

//! "8", "2Gi"; the text has to be a quantity.
kubernetes::Quantity quantity(const char *text);

// Nodes with labels, capacity and allocatable as the vendors' own software leaves them; uid and times are the caller's.
SimulatedNode cpuNode(const Host &host);
SimulatedNode nvidiaNode(const Host &host, const NvidiaModel &model, int gpus);
//! MIG with strategy "mixed": a resource per profile. \p profiles: {"1g.10gb", 4}, per card.
SimulatedNode migNode(const Host &host, const NvidiaModel &model, int gpus,
                      const std::vector<std::pair<QString, int>> &profiles);
//! Time-sliced: \p replicas of each card.
SimulatedNode timeSlicedNode(const Host &host, const NvidiaModel &model, int gpus, int replicas);
SimulatedNode amdNode(const Host &host, const QString &productName, const QString &deviceId, const QString &vram,
                      int gpus);

} // namespace fairlead::sandbox
