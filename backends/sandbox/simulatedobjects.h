// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/objects.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

//! Nodes and Pods of a simulated cluster: as much of the API objects as the rest of the product reads, as plain data.
//! Times are seconds since 1970 UTC; 0 where the API has none.
namespace fairlead::sandbox {

using Labels = std::vector<std::pair<QString, QString>>;

struct SimulatedNode
{
    QString name;
    QString uid;
    std::int64_t created = 0;
    Labels labels;
    std::vector<kubernetes::Taint> taints; //!< without those that repeat its state
    bool isCordoned = false;
    QString notReadyReason; //!< empty: it is Ready
    QString notReadyMessage;
    std::int64_t changed = 0; //!< when it became ready, or not ready
    QString address;
    kubernetes::ResourceList capacity;
    kubernetes::ResourceList allocatable;

    bool isReady() const { return notReadyReason.isEmpty(); }
};

struct SimulatedContainer
{
    QString name;
    QString image;
    kubernetes::ResourceList requests;
    bool isSidecar = false; //!< an init container with restartPolicy: Always
};

struct SimulatedPod
{
    QString namespaceName;
    QString name;
    QString uid;
    std::int64_t created = 0;
    std::int64_t started = 0;
    std::int64_t deleted = 0; //!< metadata.deletionTimestamp: it terminates
    Labels labels;
    QString ownerApiVersion;
    QString ownerKind;
    QString ownerName;
    QString ownerUid;
    Labels nodeSelector;
    std::vector<kubernetes::Toleration> tolerations;
    std::vector<SimulatedContainer> initContainers;
    std::vector<SimulatedContainer> containers;
    kubernetes::ResourceList overhead;
    QString nodeName;
    kubernetes::PodPhase phase = kubernetes::PodPhase::Pending;
    bool isReady = false;   //!< of a running one: all containers pass their probes
    QString waitingMessage; //!< the scheduler's words while it has no Node

    //! As in kubernetes::Pod: it has a Node and has not ended.
    bool occupiesNode() const
    {
        return !nodeName.isEmpty() && phase != kubernetes::PodPhase::Succeeded && phase != kubernetes::PodPhase::Failed;
    }
};

using SimulatedNodePtr = std::shared_ptr<const SimulatedNode>;
using SimulatedPodPtr = std::shared_ptr<const SimulatedPod>;

//! What the scheduler counts for the Pod: the larger of (containers and sidecars) and of each init container beside the
//! sidecars before it, plus overhead. Written anew here, so that the product's own arithmetic has something to disagree
//! with.
kubernetes::ResourceList requestOf(const SimulatedPod &pod);

//! The taints of the Node and those that the node controller adds for its state, as the API shows them.
std::vector<kubernetes::Taint> effectiveTaints(const SimulatedNode &node);

//! "namespace/name", which is also the order of lists.
QString keyOf(const SimulatedPod &pod);

} // namespace fairlead::sandbox
