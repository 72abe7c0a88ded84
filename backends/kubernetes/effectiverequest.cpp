// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "effectiverequest.h"

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

//! While a resize is under way the larger of wish and reality is taken; a wish that the Node can never grant is not.
ResourceList duringResize(const ResourceList &specified, const ResourceList &actual,
                          const std::optional<ResourceList> &allocated, bool isInfeasible)
{
    ResourceList result = actual;
    if (!isInfeasible)
        result.maximum(specified);
    if (allocated)
        result.maximum(*allocated);
    return result;
}

ResourceList containerRequest(const ContainerResources &container, bool isInfeasible)
{
    if (!container.actualRequests)
        return container.requests;
    return duringResize(container.requests, *container.actualRequests, container.allocatedResources, isInfeasible);
}

ResourceList sumOfContainers(const PodResources &pod)
{
    ResourceList running;
    for (const ContainerResources &container : pod.containers)
        running.add(containerRequest(container, pod.isResizeInfeasible));

    ResourceList sidecars;
    ResourceList starting;
    for (const ContainerResources &container : pod.initContainers) {
        if (container.isSidecar) {
            const ResourceList request = containerRequest(container, pod.isResizeInfeasible);
            running.add(request);
            sidecars.add(request);
            starting.maximum(sidecars);
        } else {
            // Only containers that keep running can be resized.
            ResourceList step = container.requests;
            step.add(sidecars);
            starting.maximum(step);
        }
    }
    running.maximum(starting);
    return running;
}

bool isPodLevelResource(QStringView name)
{
    return name == "cpu"_L1 || name == "memory"_L1 || name.startsWith("hugepages-"_L1);
}

//! The scheduler counts in whole units, and in thousandths of cpu, and rounds each Pod by itself: what asks for half a
//! byte takes a whole one.
ResourceList inWholeUnits(ResourceList list)
{
    list.transform([](const QString &name, Quantity exact) {
        return name == "cpu"_L1 ? Quantity::fromMilli(exact.milliValue()) : Quantity::fromUnits(exact.value());
    });
    return list;
}

} // namespace

ResourceList effectiveRequest(const PodResources &pod)
{
    ResourceList result = sumOfContainers(pod);
    if (pod.podRequests) {
        const ResourceList podLevel = pod.podActualRequests ? duringResize(*pod.podRequests, *pod.podActualRequests,
                                                                           pod.podAllocated, pod.isResizeInfeasible)
                                                            : *pod.podRequests;
        for (const auto &[name, specified] : *pod.podRequests) {
            if (isPodLevelResource(name))
                result.set(name, podLevel.value(name));
        }
    }
    result.add(pod.overhead);
    return inWholeUnits(result);
}

} // namespace fairlead::kubernetes
