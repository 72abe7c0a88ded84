// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "resourcelist.h"

#include <optional>
#include <vector>

namespace fairlead::kubernetes {

//! What one container asks for, and what the kubelet says it really has (in-place resize).
struct ContainerResources
{
    ResourceList requests;                          //!< spec.containers[].resources.requests
    std::optional<ResourceList> actualRequests;     //!< status.containerStatuses[].resources.requests
    std::optional<ResourceList> allocatedResources; //!< status.containerStatuses[].allocatedResources
    bool isSidecar = false;                         //!< an init container with restartPolicy: Always
};

//! All of a Pod that says what it takes from its Node.
struct PodResources
{
    std::vector<ContainerResources> initContainers; //!< in start order, sidecars among them
    std::vector<ContainerResources> containers;
    ResourceList overhead;                         //!< spec.overhead
    std::optional<ResourceList> podRequests;       //!< spec.resources.requests (pod level)
    std::optional<ResourceList> podActualRequests; //!< status.resources.requests (pod level)
    std::optional<ResourceList> podAllocated;      //!< status.allocatedResources (pod level)
    bool isResizeInfeasible = false;               //!< condition PodResizePending with reason Infeasible
};

//! What the scheduler subtracts from the Node for this Pod.
//! max over init containers of (it plus the sidecars started before it) against (containers plus all sidecars), then
//! pod-level requests replace cpu, memory and hugepages, then overhead is added, and the sum is rounded up to whole
//! units (cpu: thousandths). Source: k8s.io/component-helpers/resource, PodRequests with UseStatusResources;
//! kube-scheduler, Resource.Add.
ResourceList effectiveRequest(const PodResources &pod);

} // namespace fairlead::kubernetes
