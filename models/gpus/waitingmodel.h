// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/accelerators/devicerequest.h"
#include "models/indexedtablemodel.h"

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::models {

//! Pods of all open clusters that want accelerators and have no Node, with the scheduler's own words why.
class WaitingModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Namespace, Pod, Wants, Since, Cluster, Reason };
    static constexpr int Columns = int(Column::Reason) + 1;

    //! What the inspector shows of a row.
    struct Selected
    {
        QString wants; //!< "8 × nvidia.com/gpu: H100 80 GB", a line each
        QString contextId;
        QString contextName;
        kubernetes::PodPtr pod;
        std::vector<accelerators::DeviceRequest> requests;
        bool isStale = false;
    };

    explicit WaitingModel(QObject *parent = nullptr);

    //! \p extraResources are accelerators too, as in accelerators::Options.
    void setExtraResources(const QStringList &extraResources);
    void applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta);
    void removeCluster(const QString &contextId);
    void setContext(const QString &contextId, const QString &name, const kubernetes::ContextStatus &status);
    //! What tells the context from the others where there is no room for its name.
    void setShortName(const QString &contextId, const QString &name);
    //! Of those that the filter shows: "3 pods want 12 × H100 80 GB, 1 × nvidia.com/mig-3g.40gb", "1 of 3 pods:
    //! 4 × H100 80 GB"; empty when none waits.
    QString summary() const;
    static QString keyOf(const QString &contextId, const QString &uid) { return contextId + u'\n' + uid; }
    //! By its KeyRole, shown or not; nothing: it waits no longer.
    std::optional<Selected> pod(const QString &key) const;
    //! Whether the list has the Pod of this KeyRole, with the filter that it has.
    bool showsPod(const QString &key) const;
    //! Whether what waits in the cluster of this Pod is known: the context is open.
    bool isKnown(const QString &key) const;
    //! In how many clusters Pods wait.
    int clusterCount() const;
    void updateAges();
    const QueryFields &queryFields() const override;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    QString columnTitle(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;

private:
    struct Cluster
    {
        QString name;
        QString shortName;
        bool isStale = false;
        bool isKnown = false;
        bool areNodesKnown = false;          //!< what they carry is the whole truth
        QMap<QString, QStringList> products; //!< productText() of what carries a resource, sorted
        QHash<QString, Slot> slotByUid;
    };

    class Asked; //!< a row as a Query sees it

    struct Row
    {
        QString contextId;
        kubernetes::PodPtr pod;
        QString wants;        //!< "8 × H100 80 GB", and "8 × nvidia.com/gpu" where that may be several products
        QStringList products; //!< that carry what it wants in its cluster
        std::vector<accelerators::DeviceRequest> requests;
        std::int64_t devices = 0; //!< of all kinds, only to sort by
        QString causes;           //!< why it waits, for the table
        QString words;            //!< for a Query
    };

    void put(Cluster &cluster, const QString &contextId, const kubernetes::PodPtr &pod, bool isRenamed);
    QString wantsToolTip(const Row &row) const;
    QString text(const Row &row, Column column) const;
    QString reason(const Row &row) const;
    std::optional<Slot> slotOf(const QString &key) const;

    QStringList m_extraResources;
    QHash<QString, Cluster> m_clusters;
    std::vector<Row> m_rows;
};

} // namespace fairlead::models
