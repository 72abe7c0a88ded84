// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "scheduler.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace fairlead::sandbox {

using kubernetes::Quantity;
using kubernetes::Taint;
using kubernetes::Toleration;

namespace {

bool tolerates(const Toleration &toleration, const Taint &taint)
{
    if (!toleration.effect.isEmpty() && toleration.effect != taint.effect)
        return false;
    if (toleration.operatorName == "Exists"_L1)
        return toleration.key.isEmpty() || toleration.key == taint.key;
    return toleration.key == taint.key && toleration.value == taint.value;
}

bool isTolerated(const Taint &taint, const SimulatedPod &pod)
{
    return taint.effect == "PreferNoSchedule"_L1 ||
           std::any_of(pod.tolerations.begin(), pod.tolerations.end(),
                       [&taint](const Toleration &toleration) { return tolerates(toleration, taint); });
}

bool isSelected(const SimulatedNode &node, const SimulatedPod &pod)
{
    return std::all_of(pod.nodeSelector.begin(), pod.nodeSelector.end(), [&node](const auto &wanted) {
        return std::find(node.labels.begin(), node.labels.end(), wanted) != node.labels.end();
    });
}

//! Why not here; empty: it fits. What only time mends is told apart from what it would never have on this Node.
struct Verdict
{
    QStringList reasons;
    bool isUnresolvable = false; //!< no preemption would help
};

Verdict verdictFor(const SimulatedNode &node, const SimulatedPod &pod, const kubernetes::ResourceList &request,
                   const SimulatedCluster &cluster)
{
    if (node.isCordoned)
        return {{u"node(s) were unschedulable"_s}, true};
    for (const Taint &taint : effectiveTaints(node)) {
        if (!isTolerated(taint, pod))
            return {{u"node(s) had untolerated taint {%1: %2}"_s.arg(taint.key, taint.value)}, true};
    }
    if (!isSelected(node, pod))
        return {{u"node(s) didn't match Pod's node affinity/selector"_s}, true};
    Verdict verdict;
    if (cluster.podsOn(node.name) >= node.allocatable.value(u"pods").value())
        verdict.reasons << u"Too many pods"_s;
    for (const auto &[resource, amount] : request) {
        if (amount.isZero() || amount <= cluster.left(node, resource))
            continue;
        verdict.reasons << u"Insufficient "_s + resource;
        verdict.isUnresolvable |= amount > node.allocatable.value(resource);
    }
    return verdict;
}

//! "3 Insufficient nvidia.com/gpu, 9 node(s) ...": sorted as text, as Go sorts it.
QString histogram(const std::map<QString, int> &counts)
{
    QStringList parts;
    for (const auto &[reason, count] : counts)
        parts << QString::number(count) + u' ' + reason;
    parts.sort();
    return parts.join(", "_L1);
}

//! Extended resources have a domain of their own.
bool isDevice(const QString &resource)
{
    return resource.contains(u'/');
}

//! What decides between Nodes that fit: what is left of the devices that the Pod asks for, else of cpu.
Quantity leftOfWhatCounts(const SimulatedNode &node, const kubernetes::ResourceList &request,
                          const SimulatedCluster &cluster, bool wantsDevices)
{
    Quantity result;
    for (const auto &[resource, amount] : request) {
        if (wantsDevices && isDevice(resource) && !amount.isZero())
            result += cluster.left(node, resource);
    }
    return wantsDevices ? result : cluster.left(node, u"cpu"_s);
}

} // namespace

Placement schedule(const SimulatedPod &pod, const SimulatedCluster &cluster)
{
    const kubernetes::ResourceList request = requestOf(pod);
    const bool wantsDevices = std::any_of(request.begin(), request.end(), [](const auto &entry) {
        return isDevice(entry.first) && !entry.second.isZero();
    });
    std::map<QString, int> reasons;
    std::map<QString, int> preemption;
    const SimulatedNode *best = nullptr;
    Quantity bestLeft;
    for (const auto &[name, node] : cluster.nodes()) {
        const Verdict verdict = verdictFor(*node, pod, request, cluster);
        if (!verdict.reasons.isEmpty()) {
            for (const QString &reason : verdict.reasons)
                ++reasons[reason];
            ++preemption[verdict.isUnresolvable ? u"Preemption is not helpful for scheduling"_s
                                                : u"No preemption victims found for incoming pod"_s];
            continue;
        }
        const Quantity left = leftOfWhatCounts(*node, request, cluster, wantsDevices);
        if (!best || (wantsDevices ? left < bestLeft : left > bestLeft)) {
            best = node.get();
            bestLeft = left;
        }
    }
    if (best)
        return {best->name, {}};
    const QString nobody = u"0/%1 nodes are available: "_s.arg(cluster.nodes().size());
    return {{},
            nobody + histogram(reasons) + u". no new claims to deallocate, preemption: "_s + nobody +
                histogram(preemption) + u'.'};
}

} // namespace fairlead::sandbox
