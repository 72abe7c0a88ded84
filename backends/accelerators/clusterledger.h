// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "availability.h"

#include "backends/kubernetes/objects.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::accelerators {

//! Keeps the answer of one cluster up to date while Nodes and Pods come, change and go: what nodeAvailability() would
//! say of the same objects, at a constant price per event. A plain value; one thread at a time. Pods may come before
//! their Node and stay after it. Sums are exact integers, so nothing drifts. Other options mean another ledger: feed
//! the Store's objects again.
class ClusterLedger
{
public:
    explicit ClusterLedger(Options options = {});

    //! Replaces the Node of the same name.
    void setNode(const kubernetes::NodePtr &node);
    void removeNode(const QString &name);

    //! \p previous is the object that this ledger was given before for the same Pod, null for a new one; \p next is
    //! null for one that is gone. The caller's Store has both at hand.
    void setPod(const kubernetes::PodPtr &previous, const kubernetes::PodPtr &next);

    //! False (as in the beginning): Pods cannot be listed or have not been listed to the end, so nothing says what is
    //! free.
    void setPodsKnown(bool arePodsKnown);
    bool arePodsKnown() const { return m_arePodsKnown; }

    //! Names of Nodes that came, went, or have another NodeAvailability or other holders than at the last call, sorted.
    QStringList takeDirtyNodes();

    //! \return nothing for a Node that is not there.
    std::optional<NodeAvailability> availability(const QString &nodeName) const;
    //! Sorted by name.
    std::vector<NodeAvailability> allAvailability() const;

    //! Pods that hold accelerators of that Node, terminating ones too; sorted by namespace and name.
    std::vector<kubernetes::PodPtr> holders(const QString &nodeName) const;
    //! Pods that want accelerators and have no Node; oldest first.
    std::vector<kubernetes::PodPtr> waiting() const;

private:
    //! By namespace, name and uid: a handful.
    using Holders = std::vector<kubernetes::PodPtr>;

    struct Entry
    {
        kubernetes::NodePtr node; //!< null while only its Pods are known
        NodeUsage usage;
        Holders holders;
        bool isTouched = false; //!< its name is in m_touched
    };

    //! What takeDirtyNodes() last compared with.
    struct Reported
    {
        kubernetes::NodePtr node;
        NodeUsage usage;
        Holders holders; //!< compared by identity: a Pod that changed is another object
    };

    void add(const kubernetes::PodPtr &pod);
    void remove(const kubernetes::PodPtr &pod);
    void dropIfUnused(const QString &nodeName);
    void markAllDirty();
    void touch(const QString &nodeName, Entry &entry);
    NodeAvailability answer(const Entry &entry) const;

    Options m_options;
    bool m_arePodsKnown = false;
    QHash<QString, Entry> m_entries;
    QHash<QString, Reported> m_reported;
    QHash<QString, kubernetes::PodPtr> m_waiting; //!< by uid
    QStringList m_touched;                        //!< once each while its entry lives
    bool m_isEverythingDirty = false;             //!< what is said of all Nodes changed, whatever the comparison says
};

} // namespace fairlead::accelerators
