// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "gpusnapshot.h"

#include "models/clusters/clusterkeys.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using kubernetes::ConnectionState;
using Entries = std::vector<const ContextEntry *>;

QString endpointOf(const ContextEntry &entry)
{
    const transport::Endpoint &endpoint = entry.context.endpoint;
    return endpoint.server.isEmpty() ? QString() : transport::endpointId(endpoint);
}

//! Those of one cluster together, in the order of their first ones.
std::vector<Entries> byCluster(const Entries &entries)
{
    std::vector<ReachedCluster> reached;
    for (const ContextEntry *entry : entries) {
        // A context without a server reaches nothing that another one could.
        const QString endpoint = endpointOf(*entry);
        reached.push_back(
            {endpoint.isEmpty() ? u"context "_s + entry->context.id : endpoint, entry->status.clusterUid});
    }
    const QStringList keys = clusterKeys(reached);
    std::vector<Entries> clusters;
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString &key = keys[qsizetype(i)];
        if (!places.contains(key)) {
            places.insert(key, clusters.size());
            clusters.emplace_back();
        }
        clusters[places.value(key)].push_back(entries[i]);
    }
    return clusters;
}

bool hasFailed(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Closed:
    case ConnectionState::Connecting:
    case ConnectionState::Live:
    case ConnectionState::Degraded:
    case ConnectionState::Stale:
        return false;
    case ConnectionState::Invalid:
    case ConnectionState::NeedsLogin:
    case ConnectionState::Forbidden:
    case ConnectionState::Unreachable:
        return true;
    }
    return true;
}

} // namespace

void GpuSnapshot::applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta)
{
    Cluster &cluster = m_clusters[contextId];
    for (const QString &uid : delta.removed)
        cluster.nodesByUid.remove(uid);
    for (const accelerators::NodeRowPtr &row : delta.changed)
        cluster.nodesByUid.insert(row->availability.node->uid, row);
    cluster.products = delta.products;
    cluster.waiting = delta.waiting;
}

void GpuSnapshot::removeCluster(const QString &contextId)
{
    m_clusters.remove(contextId);
}

std::optional<std::vector<accelerators::NodeRowPtr>> GpuSnapshot::nodes(const QString &contextId) const
{
    const auto cluster = m_clusters.constFind(contextId);
    if (cluster == m_clusters.constEnd())
        return {};
    return std::vector<accelerators::NodeRowPtr>(cluster->nodesByUid.begin(), cluster->nodesByUid.end());
}

std::vector<ClusterAnswer> GpuSnapshot::answers(const std::vector<const ContextEntry *> &entries) const
{
    Entries asked = entries;
    std::erase_if(asked, [](const ContextEntry *entry) { return !entry->isOpen && !entry->isRefusedOpen(); });
    std::vector<ClusterAnswer> answers;
    for (const Entries &ofCluster : byCluster(asked)) {
        const auto primary = std::find_if(ofCluster.begin(), ofCluster.end(),
                                          [](const ContextEntry *entry) { return entry->isPrimary; });
        const ContextEntry &best = primary == ofCluster.end() ? *ofCluster.front() : **primary;
        ClusterAnswer answer{.id = endpointOf(best), .context = best.context.id, .status = best.status};
        for (const ContextEntry *entry : ofCluster) {
            answer.contexts += entry->context.id;
            if (!entry->status.clusterUid.isEmpty())
                answer.id = entry->status.clusterUid;
            if (entry != &best && hasFailed(entry->status.state))
                answer.failedContexts.push_back({entry->context.id, entry->status.state, entry->status.error});
        }
        if (const auto cluster = m_clusters.constFind(best.context.id); cluster != m_clusters.constEnd()) {
            answer.nodes.assign(cluster->nodesByUid.begin(), cluster->nodesByUid.end());
            std::sort(answer.nodes.begin(), answer.nodes.end(), [](const auto &a, const auto &b) {
                return a->availability.node->name < b->availability.node->name;
            });
            answer.products = cluster->products;
            answer.waiting = cluster->waiting;
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace fairlead::models
