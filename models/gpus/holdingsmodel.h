// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "holderselection.h"
#include "models/indexedtablemodel.h"
#include "nodetablemodel.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QMap>
#include <QString>
#include <QTimer>

#include <map>
#include <optional>
#include <vector>

namespace fairlead::models {

class HolderColours;

//! Who holds how many devices of the Nodes that the node table shows, over all clusters: a row for each holder. Whole
//! devices make one number; slices and shares stand beside it, each kind by itself, as these never add up. Adds and
//! takes away what changed, row by row of the node table; of very many rows slice by slice, and announces what came of
//! them in the end.
class HoldingsModel : public IndexedTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t {
        Holder,
        Devices, //!< whole ones
        Slices,  //!< parts of cards, see accelerators::Kind
        Share,   //!< of the whole devices that these Nodes have
        Products,
        Pods,
        Nodes,
        Clusters,
        Releasing,
        Users,
        Age,
    };
    static constexpr int Columns = int(Column::Age) + 1;
    //! A workload is what owns the Pods (a Job, a Deployment), or a Pod without an owner, in one cluster.
    enum class Grouping : std::uint8_t { Namespace, Workload, User };

    enum Role {
        HolderRole = FirstOwnRole, //!< int, HolderColours index; -1 for a user, who has no colour
        FractionRole,              //!< double 0 to 1, of column Share; invalid where no whole device is held
    };

    HoldingsModel(const NodeTableModel &nodes, HolderColours &colours, QObject *parent = nullptr);

    void setGrouping(Grouping grouping);
    Grouping grouping() const { return m_grouping; }
    std::optional<HolderSelection> holder(const QModelIndex &index) const;
    //! The row of \p holder, exactly; invalid when it is no row of this grouping.
    QModelIndex indexOf(const HolderSelection &holder) const;
    //! Of which Nodes this is said: "of all 52 nodes", "of the 12 nodes that match" the filter.
    QString scopeText() const;
    void updateAges();
    //! Rows of the node table wait to be counted; flush() counts them.
    bool isCounting() const { return !m_toCount.empty() || !m_toForget.empty(); }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    const QueryFields &queryFields() const override;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    //! scopeText() may be another one.
    void scopeChanged();

protected:
    QString columnTitle(int column) const override;
    QString columnToolTip(int column) const override;
    bool isNumeric(int column) const override;
    std::strong_ordering compare(Slot a, Slot b, int column) const override;
    bool isShown(Slot slot) const override;
    void release(Slot slot) override;
    QList<int> changingRoles() const override;
    void finishSlices() override;

private:
    struct Product
    {
        bool isWhole = true; //!< neither a slice nor a share
        QString text;

        std::strong_ordering operator<=>(const Product &) const = default;
    };
    using Amounts = std::map<Product, std::int64_t>;

    //! What one Pod holds of one row of the node table.
    struct Part
    {
        QString key; //!< of the row that it counts in
        kubernetes::PodPtr pod;
        std::int64_t devices = 0;
    };

    //! A row of the node table as it was counted.
    struct Counted
    {
        accelerators::NodeRowPtr node; //!< null: not counted
        QString contextId;
        QString clusterName;
        Product product;
        QString nodeKey;          //!< context and name of the Node
        std::int64_t offered = 0; //!< allocatable, held or not
        bool isStale = false;
        std::vector<Part> parts;
    };

    struct Row
    {
        QString key;
        HolderSelection holder;
        QString title;
        Amounts products;
        std::int64_t devices = 0; //!< whole ones
        std::int64_t slices = 0;  //!< of all kinds, only to sort by
        std::int64_t releasing = 0;
        std::int64_t pods = 0;
        std::int64_t stalePods = 0;
        QMap<QString, int> clusters; //!< Pods by name of the cluster
        QHash<QString, int> nodes;   //!< by context and name
        QMap<QString, int> users;
        std::map<std::int64_t, int> starts;
    };

    void countRows(int first, int last);
    void forgetRows(int first, int last);
    void recount();
    void countLater(int first, int last);
    void startSlices();
    void takeSlice();
    void work(const QDeadlineTimer &until);
    void count(const NodeTableModel::Shown &shown);
    void forget(Counted &counted);
    void offer(const Product &product, std::int64_t more);
    void refreshShares();
    void add(const Counted &counted, const Part &part);
    void subtract(const Counted &counted, const Part &part);
    QString keyOf(const Counted &counted, const kubernetes::Pod &pod) const;
    QString title(const HolderSelection &holder) const;
    HolderSelection selectionOf(const Counted &counted, const kubernetes::Pod &pod) const;
    QString text(const Row &row, Column column) const;
    QString names(const QMap<QString, int> &counts) const;
    QString productsText(const Row &row) const;
    QString slicesText(const Row &row) const;
    QString amountsText(const Row &row) const;
    std::optional<double> shareOf(const Row &row) const;
    static std::vector<std::pair<Product, std::int64_t>> ranked(const Amounts &amounts);
    static std::int64_t oldest(const Row &row);

    const NodeTableModel &m_nodes;
    HolderColours &m_colours;
    Grouping m_grouping = Grouping::Namespace;
    std::vector<Counted> m_counted;       //!< by slot of the node table
    std::vector<std::uint32_t> m_toCount; //!< slots of the node table; before any of the next, so that rows stay
    std::vector<std::uint32_t> m_toForget;
    QTimer m_slices;
    std::vector<Row> m_rows; //!< by slot
    QHash<QString, Slot> m_slotByKey;
    Amounts m_offered;
    std::int64_t m_offeredDevices = 0; //!< whole ones
    bool m_areSharesOld = false;
};

//! "namespace", "workload", "user"; anything else is Namespace.
HoldingsModel::Grouping holdingsGroupingFromString(const QString &text);
QString toString(HoldingsModel::Grouping grouping);

} // namespace fairlead::models
