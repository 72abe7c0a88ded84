// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulatedobjects.h"

#include <QStringList>

#include <map>

namespace fairlead::sandbox {

//! Something that happened to an object; for a deleted one, what it was last.
template <class T>
struct Change
{
    enum class Type : std::uint8_t { Added, Modified, Deleted };

    Type type = Type::Added;
    std::shared_ptr<const T> object;
};

//! The Nodes and Pods of one cluster and what is requested of each Node. A plain value: it decides nothing and knows no
//! clock. Objects are replaced, never changed in place.
class SimulatedCluster
{
public:
    QString name;
    QString uid; //!< of namespace kube-system
    QString version = QStringLiteral("v1.36.3");
    QStringList daemonSets; //!< "namespace/name"
    bool hasGpuOperator = false;

    const std::map<QString, SimulatedNodePtr> &nodes() const { return m_nodes; } //!< by name
    const std::map<QString, SimulatedPodPtr> &pods() const { return m_pods; }    //!< by keyOf()
    SimulatedNodePtr node(const QString &nodeName) const;                        //!< null when there is none

    //! Adds it, or replaces the one of the same name.
    void putNode(SimulatedNode node);
    void putPod(SimulatedPod pod);
    void removePod(const QString &key);

    //! The books: requests of the Pods that occupy a Node, and how many these are.
    kubernetes::ResourceList requested(const QString &nodeName) const;
    std::int64_t podsOn(const QString &nodeName) const;
    //! What is left of allocatable; below zero would be a mistake of the scheduler.
    kubernetes::Quantity left(const SimulatedNode &node, const QString &resource) const;

    //! What happened since the last call, in order.
    std::vector<Change<SimulatedNode>> takeNodeChanges() { return std::exchange(m_nodeChanges, {}); }
    std::vector<Change<SimulatedPod>> takePodChanges() { return std::exchange(m_podChanges, {}); }

private:
    struct Usage
    {
        kubernetes::ResourceList requested;
        std::int64_t pods = 0;
    };

    void count(const SimulatedPod &pod, bool isAdded);

    std::map<QString, SimulatedNodePtr> m_nodes;
    std::map<QString, SimulatedPodPtr> m_pods;
    std::map<QString, Usage> m_usage;
    std::vector<Change<SimulatedNode>> m_nodeChanges;
    std::vector<Change<SimulatedPod>> m_podChanges;
};

} // namespace fairlead::sandbox
