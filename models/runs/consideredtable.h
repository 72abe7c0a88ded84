// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/considered.h"
#include "models/celltablemodel.h"

namespace fairlead::models {

//! Where a run would get its nodes: a row for each kind of node of each context, and for a daemon, in failover order.
class ConsideredTable : public CellTableModel
{
    Q_OBJECT
public:
    enum class Column : std::uint8_t { Place, Nodes, Fits, Times, Why, PerHour };
    static constexpr int Columns = int(Column::PerHour) + 1;

    explicit ConsideredTable(QObject *parent = nullptr);

    //! Instead of those before; who stays keeps their place in the selection. \p nodes of the run.
    void setConsidered(const runs::Considered &considered, int nodes);
    //! Of the row that is chosen; empty: none is.
    QString chosenKey() const { return m_chosen; }

private:
    static TableColumn column(Column column);

    QString m_chosen;
};

//! "8 × H100 80GB, pool a", "2 × A100 40GB" of a daemon; plain. Empty: nobody knows them.
QString nodesText(const runs::ConsideredRow &row);
//! Of nodes that fit now their names, the first of many; else why it does not fit; plain.
QString whyText(const runs::ConsideredRow &row);

} // namespace fairlead::models
