// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "effectiverequest.h"

#include "requestsum.h"

namespace fairlead::kubernetes {

namespace {

ResourceList containerRequest(const ContainerResources &container, bool isInfeasible)
{
    if (!container.actualRequests)
        return container.requests;
    return duringResize(container.requests, *container.actualRequests, container.allocatedResources, isInfeasible);
}

ResourceList sumOfContainers(const PodResources &pod)
{
    RequestSum<ResourceList> sum;
    for (const ContainerResources &container : pod.containers)
        sum.addContainer(containerRequest(container, pod.isResizeInfeasible));
    for (const ContainerResources &container : pod.initContainers) {
        if (container.isSidecar)
            sum.addSidecar(containerRequest(container, pod.isResizeInfeasible));
        else
            sum.addInitContainer(container.requests); // only containers that keep running can be resized
    }
    return std::move(sum).sum();
}

} // namespace

ResourceList effectiveRequest(const PodResources &pod)
{
    ResourceList result = sumOfContainers(pod);
    if (pod.podRequests) {
        const ResourceList inForce = pod.podActualRequests ? duringResize(*pod.podRequests, *pod.podActualRequests,
                                                                          pod.podAllocated, pod.isResizeInfeasible)
                                                           : *pod.podRequests;
        replaceByPodLevel(result, *pod.podRequests, inForce);
    }
    result.add(pod.overhead);
    roundToWholeUnits(result);
    return result;
}

} // namespace fairlead::kubernetes
