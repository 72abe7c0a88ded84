// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/gpus/holdingsmodel.h"
#include "ui/palette/commandpalette.h"

#include <QWidget>

#include <optional>
#include <vector>

class QStackedWidget;

namespace fairlead::models {
class KeptState;
}

namespace fairlead::ui {

class ChoiceRow;
class DataTable;
class PlainLabel;
class Theme;

//! Who holds most of what the node table shows: by namespace, workload or user. The selected one is picked in the
//! matrix.
class HoldersList : public QWidget
{
    Q_OBJECT
public:
    HoldersList(const Theme &theme, models::HoldingsModel &model, QWidget *parent = nullptr);

    DataTable &table() const { return *m_table; }
    //! What stands beside the title: of which nodes this is said, by what to group.
    QWidget *tools() const;
    //! Selects the row of \p holder, if it is one; picks nothing.
    void setHolder(const std::optional<models::HolderSelection> &holder);
    void setGrouping(models::HoldingsModel::Grouping grouping);
    std::vector<Command> commands();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);
    //! What is said where there is no holder; empty: that none of the nodes has one.
    void setNothing(const QString &text);

signals:
    void holderPicked(const std::optional<fairlead::models::HolderSelection> &holder);

private:
    void pick();
    void refresh();

    models::HoldingsModel &m_model;
    DataTable *m_table;
    PlainLabel *m_nothing;
    QString m_nothingText;
    QStackedWidget *m_stack;
    ChoiceRow *m_tools;
    std::optional<models::HolderSelection> m_holder;
};

} // namespace fairlead::ui
