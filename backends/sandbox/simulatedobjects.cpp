// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "simulatedobjects.h"

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

using kubernetes::ResourceList;
using kubernetes::Taint;

ResourceList requestOf(const SimulatedPod &pod)
{
    ResourceList sidecars;
    ResourceList peak;
    for (const SimulatedContainer &container : pod.initContainers) {
        if (container.isSidecar) {
            sidecars.add(container.requests);
            peak.maximum(sidecars);
        } else {
            ResourceList step = sidecars;
            step.add(container.requests);
            peak.maximum(step);
        }
    }
    ResourceList running = sidecars;
    for (const SimulatedContainer &container : pod.containers)
        running.add(container.requests);
    running.maximum(peak);
    running.add(pod.overhead);
    return running;
}

std::vector<Taint> effectiveTaints(const SimulatedNode &node)
{
    std::vector<Taint> taints = node.taints;
    if (node.isCordoned)
        taints.push_back({u"node.kubernetes.io/unschedulable"_s, {}, u"NoSchedule"_s});
    if (!node.isReady()) {
        taints.push_back({u"node.kubernetes.io/not-ready"_s, {}, u"NoSchedule"_s});
        taints.push_back({u"node.kubernetes.io/not-ready"_s, {}, u"NoExecute"_s});
    }
    return taints;
}

QString keyOf(const SimulatedPod &pod)
{
    return pod.namespaceName + u'/' + pod.name;
}

} // namespace fairlead::sandbox
