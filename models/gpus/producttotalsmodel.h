// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/accelerators/clustersession.h"
#include "backends/kubernetes/connectionstate.h"
#include "models/clusters/clusterhub.h"

#include <QAbstractListModel>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <vector>

namespace fairlead::models {

//! One row per product: what is free of it over all clusters that answer now. What is left out of the sums is said:
//! an open context without an answer, and one whose answer is old, is in notCounted(). A product that only such
//! clusters have keeps its row with the numbers as they were last seen, so that a silence takes nothing away.
class ProductTotalsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        FreeRole = Qt::UserRole, //!< qlonglong, of the clusters that know it; invalid when none does
        AllocatableRole,         //!< qlonglong, of the same clusters, also where nothing can be placed
        UnusableRole,            //!< qlonglong: ProductParts::unusable
        RequestedFractionRole,   //!< double 0 to 1 of allocatable: held, and no part of the next
        UnusableFractionRole,    //!< double 0 to 1 of allocatable: ProductParts::unusable
        NoteRole,                //!< "8 unusable · 2 clusters", of ProductParts::unusable
        HasWarningRole,          //!< the note says something that lessens the number
        FilterRole,              //!< what to type into the filter to see its Nodes
        IsLastSeenRole,          //!< no cluster that answers now has it: the numbers are old
    };

    struct NotCounted
    {
        QString contextId;
        kubernetes::ContextStatus status;
    };

    explicit ProductTotalsModel(QObject *parent = nullptr);

    void applyDelta(const QString &contextId, const accelerators::ClusterDelta &delta);
    void removeCluster(const QString &contextId);
    //! Of the contexts of one cluster only the primary one counts, and speaks for the others when it cannot be counted.
    void setContext(const ContextEntry &entry);
    void removeContext(const QString &contextId);

    //! An open cluster, through the context that speaks for it.
    struct Cluster
    {
        QString contextId;
        kubernetes::ContextStatus status;
        bool isCounted = false;
        std::vector<accelerators::ProductAvailability> products; //!< empty: nothing has arrived
    };

    //! In the order of context ids, also those that are not counted.
    std::vector<Cluster> clusters() const;
    const accelerators::ProductTotal &total(int row) const { return m_rows[std::size_t(row)].total; }
    //! Whether no cluster that answers now has the product of this row.
    bool isLastSeen(int row) const { return m_rows[std::size_t(row)].isLastSeen; }
    //! Whether there is such a row.
    bool hasLastSeen() const;
    //! The row in which devices of \p product are counted, or were when they were last seen; -1: none.
    int rowOf(const accelerators::Product &product) const;
    int countedClusters() const { return m_countedClusters; }
    const std::vector<NotCounted> &notCounted() const { return m_notCounted; }
    void flush();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void coverageChanged();

private:
    struct Source
    {
        kubernetes::ContextStatus status;
        bool isSpeaker = false;                                                 //!< open and primary
        std::optional<std::vector<accelerators::ProductAvailability>> products; //!< absent: nothing has arrived

        bool isCounted() const;
        bool isRemembered() const; //!< not counted, and it has answered before
    };

    struct Row
    {
        accelerators::ProductTotal total;
        bool isLastSeen = false;
        std::int64_t seenAt = 0; //!< seconds since the epoch, of the oldest answer; 0: not known

        bool operator==(const Row &) const = default;
    };

    void schedule();
    std::vector<Row> computed() const;
    std::int64_t seenAt(const accelerators::Product &product) const;
    void merge(const std::vector<Row> &rows);
    QString note(const Row &row) const;
    QStringList partsText(const Row &row) const;

    QMap<QString, Source> m_sources;
    std::vector<Row> m_rows;
    std::vector<NotCounted> m_notCounted;
    int m_countedClusters = 0;
    QTimer m_timer;
};

} // namespace fairlead::models
