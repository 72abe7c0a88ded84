// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/connectionstate.h"
#include "devicestrip.h"
#include "models/indexedtablemodel.h"
#include "models/severity.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>
#include <QString>
#include <QTimer>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace fairlead::models {

class HolderColours;

//! The Nodes of all open clusters: one row per Node and kind of device, so that kinds never add up.
//! Fed with what a ClusterSession says; keeps showing the last of it, marked stale, while a cluster is out of reach.
//! Very many Nodes at once, as a cluster says them in the beginning, come slice by slice, a turn of the event loop
//! each: the table grows for a moment, and the window listens meanwhile.
class NodeTableModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t {
        Cluster,
        Node,
        Product,
        Devices,
        Free,
        Allocatable,
        Requested,
        State,
        Unhealthy,
        Resource,
        CpuFree,
        MemoryFree,
        Pods,
        Age,
        KubeletVersion,
    };
    Q_ENUM(Column) // their names are in saved views
    static constexpr int Columns = int(Column::KubeletVersion) + 1;

    enum Role {
        StripRole = FirstOwnRole, //!< DeviceStrip, of column Devices
        FractionRole,             //!< double 0 to 1, of column Requested; invalid when unknown
        ContextIdRole,
        OwnStateRole,        //!< QString: the state without that the cluster is silent
        ShorterOwnStateRole, //!< QStringList: that as in ShorterRole
        OwnSeverityRole,     //!< Severity of that
    };

    //! What the inspector shows of a row.
    struct Selected
    {
        QString contextId;
        QString contextName;
        accelerators::NodeRowPtr node;
        bool isStale = false;
        std::int64_t staleSince = 0;
    };

    //! A row for a view that paints rows itself; valid until the model changes.
    struct Shown
    {
        const QString &contextId;
        const QString &clusterName;
        int clusterOrder;
        bool isStale;
        const accelerators::NodeRow &node;
        const accelerators::NodeRowPtr &nodePtr;                 //!< the same, to keep
        const std::optional<accelerators::NodeDevices> &devices; //!< absent on a Node without accelerators
        const QString &product;
        const DeviceStrip &strip;
        std::uint32_t slot; //!< stays the row's while it moves; of a row that is gone it becomes another's
    };

    explicit NodeTableModel(HolderColours &colours, QObject *parent = nullptr);

    // Feeding
    void applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta);
    void removeCluster(const QString &contextId);
    void setContext(const QString &contextId, const QString &name, const kubernetes::ContextStatus &status);
    //! What tells the context from the others where there is no room for its name.
    void setShortName(const QString &contextId, const QString &name);

    //! Nodes without accelerators are hidden unless asked for.
    void setShowsAllNodes(bool showsAll);
    bool showsAllNodes() const { return m_showsAllNodes; }
    //! Nodes that came are not all in the table yet; flush() puts them there.
    bool isFilling() const { return !m_coming.empty(); }
    //! Nodes over all clusters, and those of them without accelerators, that are in the table.
    int nodeCount() const { return m_nodeCount; }
    int plainNodeCount() const { return m_plainNodeCount; }
    //! Nodes with accelerators of clusters that are silent: as they were last seen.
    int staleNodeCount() const;

    struct NodeCount
    {
        int all = 0;
        int stale = 0; //!< of these
    };
    //! Nodes that have a row: a Node with two kinds of device is one.
    NodeCount shownNodeCount() const;
    //! Nodes that would have one without the filter.
    int candidateNodeCount() const { return m_nodeCount - (m_showsAllNodes ? 0 : m_plainNodeCount); }

    //! Every Node of one cluster, whatever the filter, in no order; also those that are not in the table yet.
    std::vector<accelerators::NodeRowPtr> nodesOf(const QString &contextId) const;
    //! KeyRole of a row.
    static QString keyOf(const QString &contextId, const QString &uid, const QString &resource);

    const QueryFields &queryFields() const override;
    std::optional<Selected> selected(const QModelIndex &index) const;
    Shown shown(int row) const;
    //! Of Shown::slot; -1 when its row is not shown.
    int rowOfSlot(std::uint32_t slot) const { return rowOf(slot); }
    //! By cluster and name, however the table is sorted.
    bool isNaturallyBefore(int rowA, int rowB) const { return compare(slotAt(rowA), slotAt(rowB), -1) < 0; }
    bool hasKey(int row, QStringView key) const;      //!< of KeyRole
    QModelIndex indexOfKey(const QString &key) const; //!< of KeyRole; invalid when it is not shown
    //! Ages grew.
    void updateAges();

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    //! Holders have other colours than before.
    void coloursChanged();

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;
    void finishSlices() override;

private:
    struct Cluster
    {
        QString name;
        QString shortName;
        int order = 0; //!< of the first mention, which is that of the kubeconfig
        bool isStale = false;
        std::int64_t staleSince = 0;
        QHash<QString, std::vector<Slot>> slotsByUid;
        QHash<QString, accelerators::NodeRowPtr> coming; //!< by uid, as last said: not in the table yet
    };

    //! A Node that is coming, unless it has gone meanwhile.
    struct Coming
    {
        QString contextId;
        QString uid;
    };

    struct Row
    {
        QString contextId;
        const Cluster *cluster = nullptr;
        accelerators::NodeRowPtr node;
        std::optional<accelerators::NodeDevices> devices; //!< absent on a Node without accelerators
        QString product;
        DeviceStrip strip;
        std::int64_t releasing = 0;
        QString words; //!< for a Query
    };

    class Asked; //!< a row as a Query sees it

    Cluster &cluster(const QString &contextId);
    void awaitNodes(Cluster &cluster, const QString &contextId, std::vector<accelerators::NodeRowPtr> nodes);
    void takeSlice();
    void takeComing(const QDeadlineTimer &until);
    void putNode(Cluster &cluster, const QString &contextId, const accelerators::NodeRowPtr &node);
    void dropNode(Cluster &cluster, const QString &uid);
    void fill(Slot slot, const Cluster &cluster, const QString &contextId, const accelerators::NodeRowPtr &node,
              int device);
    void arrangeColours(const accelerators::ClusterDelta &delta);
    QString text(const Row &row, Column column) const;
    QString words(const Row &row) const;
    QString toolTip(const Row &row, Column column) const;
    QVariant sortValue(const Row &row, Column column) const;
    enum class Length : std::uint8_t { Whole, Short, Shortest };

    QString stateText(const Row &row, Length length = Length::Whole) const;
    QString stateWords(const Row &row) const;
    static QStringList ownState(const Row &row, Length length);
    static QStringList strandedState(const Row &row);
    static QString ownStateText(const Row &row, Length length = Length::Whole);
    static Severity ownSeverity(const Row &row);
    Severity severity(const Row &row, Column column) const;
    QString keyOf(const Row &row) const;

    HolderColours &m_colours;
    std::map<QString, Cluster> m_clusters; //!< none is removed or moved: late rows have one
    std::vector<Row> m_rows;               //!< by slot
    std::deque<Coming> m_coming;           //!< Nodes with accelerators first, then by name
    QTimer m_slices;
    bool m_showsAllNodes = false;
    int m_nodeCount = 0;
    int m_plainNodeCount = 0;
};

} // namespace fairlead::models
