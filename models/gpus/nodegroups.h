// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "holderselection.h"
#include "models/clusters/contextsmodel.h"
#include "nodetablemodel.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::models {

//! Nodes that stand together in the matrix, with what is said above them.
struct NodeGroup
{
    QString contextId;
    QString title;    //!< of the cluster; empty where the group before has the same one
    QString subtitle; //!< of the product, pool or state; empty when grouped by cluster
    QString note;     //!< "9 nodes · 23 of 71 free · 5 of 7 H100 MIG 1g.10gb free"
    QString state;    //!< of the cluster where it is not live: "stale since 14:02:11"
    Severity stateSeverity = Severity::Neutral;
    bool isStale = false;
    std::vector<int> rows; //!< of the NodeTableModel, in natural order; empty: a cluster that shows nothing
};

//! What the rows of the node table, as it is filtered, make in groups: first by cluster, in their order, then by what
//! the user likes. Open clusters that show nothing, and why, are groups without rows.
class NodeGroups : public QObject
{
    Q_OBJECT
public:
    enum class Grouping : std::uint8_t { Cluster, Product, Pool, State };

    NodeGroups(const NodeTableModel &nodes, const ContextsModel &contexts, QObject *parent = nullptr);

    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }
    //! Rows are those of the node table at the last regrouped(); flush() before they are used.
    const std::vector<NodeGroup> &groups() const { return m_groups; }

    //! What a selected holder holds: "holds 12 devices on 4 nodes", of the rows that are shown.
    QString holdingText(const HolderSelection &selection) const;

    //! Does now what waits.
    void flush();

signals:
    //! Groups, their rows or what these show are others.
    void regrouped();

private:
    void regroup();
    void placeRows();
    std::vector<int> naturalRows() const;
    void describe(NodeGroup &group) const;
    void describeState(NodeGroup &group) const;
    void appendSilentClusters();

    const NodeTableModel &m_nodes;
    const ContextsModel &m_contexts;
    Grouping m_grouping = Grouping::Cluster;
    std::vector<NodeGroup> m_groups;
    bool m_hasOtherRows = true;
    QTimer m_timer;
};

//! "cluster", "product", "pool", "state"; anything else is Cluster.
NodeGroups::Grouping groupingFromString(const QString &text);
QString toString(NodeGroups::Grouping grouping);

} // namespace fairlead::models
