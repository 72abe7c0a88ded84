// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clusterledger.h"
#include "backends/accelerators/clustersession.h"
#include "models/clusters/clusterhub.h"

#include <QRandomGenerator>

#include <memory>

namespace fairlead::tests {

inline const QString Gpu = QStringLiteral("nvidia.com/gpu");
inline const QString Mig = QStringLiteral("nvidia.com/mig-1g.10gb");

inline std::shared_ptr<kubernetes::Node> makeNode(const QString &name, int gpus, int migs = 0)
{
    auto node = std::make_shared<kubernetes::Node>();
    node->name = name;
    node->uid = QStringLiteral("uid-") + name;
    node->created = 1'700'000'000;
    node->labels = {{QStringLiteral("nvidia.com/gpu.product"), QStringLiteral("NVIDIA-H100-80GB-HBM3")}};
    node->conditions = {{.type = QStringLiteral("Ready"), .status = QStringLiteral("True")}};
    for (kubernetes::ResourceList *list : {&node->capacity, &node->allocatable}) {
        list->set(QStringLiteral("cpu"), kubernetes::Quantity::fromUnits(64));
        list->set(QStringLiteral("memory"), kubernetes::Quantity::fromUnits(std::int64_t(512) << 30));
        list->set(QStringLiteral("pods"), kubernetes::Quantity::fromUnits(110));
        if (gpus > 0)
            list->set(Gpu, kubernetes::Quantity::fromUnits(gpus));
        if (migs > 0)
            list->set(Mig, kubernetes::Quantity::fromUnits(migs));
    }
    if (gpus + migs == 0)
        node->labels.clear();
    return node;
}

inline std::shared_ptr<kubernetes::Pod> makePod(const QString &name, const QString &nodeName, int gpus,
                                                const QString &resource = Gpu)
{
    auto pod = std::make_shared<kubernetes::Pod>();
    pod->namespaceName = QStringLiteral("team-") + name.right(1);
    pod->name = name;
    pod->uid = QStringLiteral("uid-") + name;
    pod->nodeName = nodeName;
    pod->phase = nodeName.isEmpty() ? kubernetes::PodPhase::Pending : kubernetes::PodPhase::Running;
    pod->created = 1'700'000'000;
    pod->requests.set(resource, kubernetes::Quantity::fromUnits(gpus));
    return pod;
}

inline models::ContextEntry makeEntry(const QString &id, kubernetes::ConnectionState state, bool isOpen = true)
{
    models::ContextEntry entry;
    entry.context.id = id;
    entry.context.name = id;
    entry.context.endpoint.server = QUrl(QStringLiteral("https://127.0.0.1:6443"));
    entry.isOpen = isOpen;
    entry.isPrimary = true;
    entry.status.state = state;
    using State = kubernetes::ConnectionState;
    if (state == State::Live || state == State::Degraded)
        entry.status.nodes.freshness = kubernetes::Freshness::Live;
    if (state == State::Stale) {
        entry.status.nodes.freshness = kubernetes::Freshness::Stale;
        entry.status.staleSince = 1'700'000'000;
    }
    return entry;
}

//! Makes the deltas that a ClusterSession would send.
class FakeCluster
{
public:
    //! \p created: where the numbers of those begin that churn() makes; two clusters share no uid.
    explicit FakeCluster(int created = 0)
        : m_created(created)
    {
        m_ledger.setPodsKnown(true);
    }

    void put(const kubernetes::NodePtr &node)
    {
        m_ledger.setNode(node);
        m_nodes.insert(node->name, node);
    }
    void removeNode(const QString &name)
    {
        m_ledger.removeNode(name);
        m_removed += m_nodes.take(name)->uid;
    }
    void put(const kubernetes::PodPtr &pod)
    {
        m_ledger.setPod(m_pods.value(pod->uid), pod);
        m_pods.insert(pod->uid, pod);
    }
    void removePod(const QString &uid) { m_ledger.setPod(m_pods.take(uid), {}); }
    void setPodsKnown(bool areKnown) { m_ledger.setPodsKnown(areKnown); }

    QStringList nodeNames() const { return m_nodes.keys(); }
    QStringList podUids() const { return m_pods.keys(); }
    qsizetype nodeCount() const { return m_nodes.size(); }

    accelerators::ClusterDelta takeDelta()
    {
        accelerators::ClusterDelta delta;
        delta.removed = std::exchange(m_removed, {});
        const QStringList dirty = m_ledger.takeDirtyNodes();
        for (const QString &name : dirty) {
            const auto availability = m_ledger.availability(name);
            if (!availability)
                continue;
            auto row = std::make_shared<accelerators::NodeRow>();
            row->availability = *availability;
            row->holders = m_ledger.holders(name);
            delta.changed.push_back(row);
        }
        delta.products = accelerators::productAvailability(m_ledger.allAvailability());
        delta.waiting = m_ledger.waiting();
        return delta;
    }

    //! Nodes and Pods come, change and go.
    void churn(QRandomGenerator &random, int nodes = 60, int pods = 200)
    {
        const QString number = QString::number(random.bounded(nodes));
        const QString name = QStringLiteral("node-") + number;
        switch (random.bounded(8)) {
        case 0:
            if (m_nodes.contains(name))
                removeNode(name);
            break;
        case 1:
        case 2:
        case 3: {
            auto node = makeNode(name, random.bounded(9), random.bounded(4) == 0 ? 7 : 0);
            node->isUnschedulable = random.bounded(5) == 0;
            // One that comes again is another one, as on a server.
            node->uid = m_nodes.contains(name) ? m_nodes.value(name)->uid
                                               : node->uid + QStringLiteral("-") + QString::number(++m_created);
            put(kubernetes::NodePtr(node));
            break;
        }
        case 4:
            removePod(QStringLiteral("uid-pod-") + QString::number(random.bounded(pods)));
            break;
        default: {
            auto pod = makePod(QStringLiteral("pod-") + QString::number(random.bounded(pods)),
                               random.bounded(4) == 0 ? QString() : name, 1 + random.bounded(4));
            pod->isTerminating = random.bounded(6) == 0;
            put(kubernetes::PodPtr(pod));
        }
        }
    }

private:
    accelerators::ClusterLedger m_ledger;
    QHash<QString, kubernetes::NodePtr> m_nodes;
    QHash<QString, kubernetes::PodPtr> m_pods;
    QStringList m_removed;
    int m_created = 0;
};

} // namespace fairlead::tests
