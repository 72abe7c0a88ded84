// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "simulatedcluster.h"

namespace fairlead::sandbox {

using kubernetes::Quantity;
using kubernetes::ResourceList;

SimulatedNodePtr SimulatedCluster::node(const QString &nodeName) const
{
    const auto it = m_nodes.find(nodeName);
    return it == m_nodes.end() ? nullptr : it->second;
}

void SimulatedCluster::putNode(SimulatedNode node)
{
    auto object = std::make_shared<const SimulatedNode>(std::move(node));
    SimulatedNodePtr &place = m_nodes[object->name];
    using Type = Change<SimulatedNode>::Type;
    m_nodeChanges.push_back({place ? Type::Modified : Type::Added, object});
    place = std::move(object);
}

void SimulatedCluster::putPod(SimulatedPod pod)
{
    auto object = std::make_shared<const SimulatedPod>(std::move(pod));
    SimulatedPodPtr &place = m_pods[keyOf(*object)];
    using Type = Change<SimulatedPod>::Type;
    m_podChanges.push_back({place ? Type::Modified : Type::Added, object});
    if (place)
        count(*place, false);
    count(*object, true);
    place = std::move(object);
}

void SimulatedCluster::removePod(const QString &key)
{
    const auto it = m_pods.find(key);
    if (it == m_pods.end())
        return;
    count(*it->second, false);
    m_podChanges.push_back({Change<SimulatedPod>::Type::Deleted, it->second});
    m_pods.erase(it);
}

ResourceList SimulatedCluster::requested(const QString &nodeName) const
{
    const auto it = m_usage.find(nodeName);
    return it == m_usage.end() ? ResourceList() : it->second.requested;
}

std::int64_t SimulatedCluster::podsOn(const QString &nodeName) const
{
    const auto it = m_usage.find(nodeName);
    return it == m_usage.end() ? 0 : it->second.pods;
}

Quantity SimulatedCluster::left(const SimulatedNode &node, const QString &resource) const
{
    const auto it = m_usage.find(node.name);
    const Quantity taken = it == m_usage.end() ? Quantity() : it->second.requested.value(resource);
    return node.allocatable.value(resource) - taken;
}

void SimulatedCluster::count(const SimulatedPod &pod, bool isAdded)
{
    if (!pod.occupiesNode())
        return;
    Usage &usage = m_usage[pod.nodeName];
    if (isAdded)
        usage.requested.add(requestOf(pod));
    else
        usage.requested.subtract(requestOf(pod));
    usage.pods += isAdded ? 1 : -1;
}

} // namespace fairlead::sandbox
