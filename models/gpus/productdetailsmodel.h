// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "facts.h"
#include "figures.h"
#include "productdetails.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <optional>

namespace fairlead::models {

class ContextsModel;
class HolderColours;
class NodeTableModel;
class ProductTotalsModel;

//! ProductDetails of one product, live, as lists to show. Works only while it is active and at most four times a
//! second; what thousands of nodes need is counted in a worker.
class ProductDetailsModel : public QObject
{
    Q_OBJECT
public:
    ProductDetailsModel(const NodeTableModel &nodes, const ProductTotalsModel &totals, HolderColours &colours,
                        QObject *parent = nullptr);

    FiguresModel sums;       //!< one row: all clusters that are counted
    FiguresModel clusters;   //!< in the order of their names
    FiguresModel namespaces; //!< the largest holders, and how many there are more
    FiguresModel users;
    FiguresModel freeNodes; //!< keys are NodeTableModel's KeyRole
    FactsModel sizes;
    FactsModel names;

    //! Nothing: no product is shown.
    void setProduct(const std::optional<accelerators::Product> &product);
    const std::optional<accelerators::Product> &product() const { return m_product; }
    void setActive(bool isActive);
    //! False: no cluster that is counted has it now, and what is shown is what was last seen.
    bool isFound() const { return m_isFound; }
    //! False: of details() only the total is known yet.
    bool isCounted() const { return m_isCounted; }
    const ProductDetails &details() const { return m_details; }
    //! "Left out of the sums: edge-eu (stale since 14:02:11)"; empty when none is.
    QString leftOutText() const;
    //! Counts here and now.
    void flush();

signals:
    void changed();

private:
    void schedule();
    void update();
    std::optional<std::vector<ProductSource>> sources();
    void onCounted();
    void show();
    void showHolders(FiguresModel &model, const std::vector<ProductDetails::Holder> &holders, bool areNamespaces);
    void showClusters();
    void showNodes();
    void showSizes();
    void showNames();

    const NodeTableModel &m_nodes;
    const ProductTotalsModel &m_totals;
    HolderColours &m_colours;
    std::optional<accelerators::Product> m_product;
    ProductDetails m_details;
    bool m_isFound = false;
    bool m_isCounted = false;
    bool m_isActive = false;
    bool m_isDirty = false;
    QTimer m_timer;
    QFutureWatcher<ProductDetails> m_counting;
};

} // namespace fairlead::models
