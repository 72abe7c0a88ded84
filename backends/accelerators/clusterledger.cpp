// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "clusterledger.h"

#include <algorithm>
#include <tuple>

namespace fairlead::accelerators {

using kubernetes::NodePtr;
using kubernetes::PodPtr;
using kubernetes::ResourceList;

namespace {

//! An entry that became zero and one that was never there are the same usage.
bool areEqualAmounts(const ResourceList &a, const ResourceList &b)
{
    const auto covers = [](const ResourceList &one, const ResourceList &other) {
        return std::all_of(one.begin(), one.end(),
                           [&other](const auto &entry) { return other.value(entry.first) == entry.second; });
    };
    return covers(a, b) && covers(b, a);
}

bool isBefore(const PodPtr &a, const PodPtr &b)
{
    return std::tie(a->namespaceName, a->name, a->uid) < std::tie(b->namespaceName, b->name, b->uid);
}

bool areEqual(const NodePtr &a, const NodePtr &b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

ClusterLedger::ClusterLedger(Options options)
    : m_options(std::move(options))
{
}

void ClusterLedger::setNode(const NodePtr &node)
{
    Q_ASSERT(node);
    Entry &entry = m_entries[node->name];
    entry.node = node;
    touch(node->name, entry);
}

void ClusterLedger::removeNode(const QString &name)
{
    const auto it = m_entries.find(name);
    if (it == m_entries.end() || !it->node)
        return;
    it->node.reset();
    touch(name, *it);
    dropIfUnused(name);
}

void ClusterLedger::setPod(const PodPtr &previous, const PodPtr &next)
{
    if (previous)
        remove(previous);
    if (next)
        add(next);
    if (previous && (!next || previous->nodeName != next->nodeName))
        dropIfUnused(previous->nodeName);
}

void ClusterLedger::setPodsKnown(bool arePodsKnown)
{
    if (m_arePodsKnown == arePodsKnown)
        return;
    m_arePodsKnown = arePodsKnown;
    markAllDirty();
}

QStringList ClusterLedger::takeDirtyNodes()
{
    QStringList result;
    QStringList touched = std::exchange(m_touched, {});
    touched.sort();
    // An entry that went and came again was touched twice.
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const QString &name : std::as_const(touched)) {
        const auto entry = m_entries.find(name);
        const bool isThere = entry != m_entries.end() && entry->node;
        if (entry != m_entries.end())
            entry->isTouched = false;
        const auto reported = m_reported.find(name);
        const bool wasThere = reported != m_reported.end();
        if (!isThere) {
            if (wasThere) {
                m_reported.erase(reported);
                result.append(name);
            }
            continue;
        }
        const bool isSame = wasThere && !m_isEverythingDirty && areEqual(reported->node, entry->node) &&
                            reported->usage.pods == entry->usage.pods &&
                            areEqualAmounts(reported->usage.requested, entry->usage.requested) &&
                            reported->holders == entry->holders;
        if (isSame)
            continue;
        m_reported.insert(name, Reported{entry->node, entry->usage, entry->holders});
        result.append(name);
    }
    m_isEverythingDirty = false;
    return result;
}

std::optional<NodeAvailability> ClusterLedger::availability(const QString &nodeName) const
{
    const auto entry = m_entries.constFind(nodeName);
    if (entry == m_entries.constEnd() || !entry->node)
        return {};
    return answer(*entry);
}

std::vector<NodeAvailability> ClusterLedger::allAvailability() const
{
    std::vector<NodeAvailability> result;
    result.reserve(static_cast<std::size_t>(m_entries.size()));
    for (const Entry &entry : m_entries) {
        if (entry.node)
            result.push_back(answer(entry));
    }
    std::sort(result.begin(), result.end(),
              [](const NodeAvailability &a, const NodeAvailability &b) { return a.node->name < b.node->name; });
    return result;
}

std::vector<PodPtr> ClusterLedger::holders(const QString &nodeName) const
{
    const auto entry = m_entries.constFind(nodeName);
    return entry == m_entries.constEnd() ? Holders() : entry->holders;
}

std::vector<PodPtr> ClusterLedger::waiting() const
{
    std::vector<PodPtr> result(m_waiting.begin(), m_waiting.end());
    std::sort(result.begin(), result.end(), [](const PodPtr &a, const PodPtr &b) {
        return std::tie(a->created, a->namespaceName, a->name, a->uid) <
               std::tie(b->created, b->namespaceName, b->name, b->uid);
    });
    return result;
}

void ClusterLedger::add(const PodPtr &pod)
{
    const bool wantsAccelerators = requestsAccelerators(*pod, m_options.extraResources);
    if (pod->isWaiting() && wantsAccelerators)
        m_waiting.insert(pod->uid, pod);
    if (!pod->occupiesNode())
        return;
    Entry &entry = m_entries[pod->nodeName];
    entry.usage.requested.add(pod->requests);
    ++entry.usage.pods;
    if (wantsAccelerators)
        entry.holders.insert(std::lower_bound(entry.holders.begin(), entry.holders.end(), pod, isBefore), pod);
    touch(pod->nodeName, entry);
}

void ClusterLedger::remove(const PodPtr &pod)
{
    m_waiting.remove(pod->uid);
    if (!pod->occupiesNode())
        return;
    const auto entry = m_entries.find(pod->nodeName);
    if (entry == m_entries.end())
        return;
    entry->usage.requested.subtract(pod->requests);
    --entry->usage.pods;
    if (entry->usage.pods == 0)
        entry->usage.requested = {};
    std::erase_if(entry->holders, [&pod](const PodPtr &holder) { return holder->uid == pod->uid; });
    touch(pod->nodeName, *entry);
}

void ClusterLedger::dropIfUnused(const QString &nodeName)
{
    const auto entry = m_entries.find(nodeName);
    if (entry != m_entries.end() && !entry->node && entry->usage.pods == 0)
        m_entries.erase(entry);
}

void ClusterLedger::markAllDirty()
{
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it)
        touch(it.key(), *it);
    m_isEverythingDirty = true;
}

void ClusterLedger::touch(const QString &nodeName, Entry &entry)
{
    if (!std::exchange(entry.isTouched, true))
        m_touched.append(nodeName);
}

NodeAvailability ClusterLedger::answer(const Entry &entry) const
{
    return nodeAvailability(entry.node, m_arePodsKnown ? &entry.usage : nullptr, m_options);
}

} // namespace fairlead::accelerators
