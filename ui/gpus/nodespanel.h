// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "matrixlayout.h"
#include "models/gpus/holderselection.h"
#include "models/gpus/nodegroups.h"
#include "models/savedviews.h"
#include "ui/palette/commandpalette.h"
#include "ui/widgets/panel.h"

#include <optional>
#include <vector>

class QPushButton;
class QStackedWidget;

namespace fairlead::models {
class ConsoleModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class CheckBox;
class DataTable;
class ElidedLabel;
class EmptyState;
class MatrixView;
class PlainLabel;
class Theme;

//! The nodes, as a matrix or as a table, with what there is to choose above them. Both show the same rows and the same
//! selection.
class NodesPanel : public Panel
{
    Q_OBJECT
public:
    NodesPanel(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    DataTable &table() const { return *m_table; }
    EmptyState &emptyState() const { return *m_empty; }

    //! Whether there is nothing to show but the empty state.
    void setEmpty(bool isEmpty);
    //! What there is to choose above the nodes; not where there is only a welcome.
    void setHeadVisible(bool isVisible) { m_head->setVisible(isVisible); }
    void showAllNodes();
    void selectFirstRow();
    void setShowsMatrix(bool showsMatrix);
    //! How the nodes are shown now, and showing them so. The filter is not here.
    models::SavedView view() const;
    void setView(const models::SavedView &view);
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);
    void refresh();
    std::vector<Command> commands();
    //! Nodes by their names.
    std::vector<ScoredCommand> findNodes(const QString &text, std::size_t most);
    void selectNode(const QString &key);
    //! Whose devices stand out in the matrix; none: all do.
    void setHolder(const std::optional<models::HolderSelection> &holder);

signals:
    //! Another node is selected, or its data changed.
    void selectionChanged();
    void clusterActivated(const QString &contextId);
    //! The user chose a node, maybe the one that was selected.
    void nodePicked();
    void holderChanged(const std::optional<fairlead::models::HolderSelection> &holder);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeHolderLine();
    void connectViews();
    void showGroupingMenu();
    void setGrouping(models::NodeGroups::Grouping grouping);
    void showHolder();
    void showChoices();
    static void showEnd(QPushButton &button, bool isAtEnd, const QString &why);
    void fitHead();
    void showLegend();

    const Theme &m_theme;
    models::ConsoleModels &m_models;
    models::NodeGroups m_groups;
    std::optional<models::HolderSelection> m_holder;
    bool m_showsMatrix = true;
    DataTable *m_table;
    MatrixView *m_matrix;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QWidget *m_head = nullptr;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_count = nullptr;
    ElidedLabel *m_passedOver = nullptr;
    QPushButton *m_asMatrix = nullptr;
    QPushButton *m_asTable = nullptr;
    QPushButton *m_grouping = nullptr;
    QPushButton *m_legend = nullptr;
    QPushButton *m_closer = nullptr;
    QPushButton *m_farther = nullptr;
    CheckBox *m_allNodes = nullptr;
    QWidget *m_holderLine = nullptr;
    ElidedLabel *m_holderText = nullptr;
};

} // namespace fairlead::ui
