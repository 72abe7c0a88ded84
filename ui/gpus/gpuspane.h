// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {

class CheckBox;
class DataTable;
class EmptyState;
class NodeInspector;
class PaneHeader;
class Panel;
class PlainLabel;
class Theme;

//! Home: which GPUs are free, who holds the others, what waits.
class GpusPane : public QWidget
{
    Q_OBJECT
public:
    GpusPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    PaneHeader &header() const { return *m_header; }
    void updateAges();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);
    //! So that the inspector is not empty on a screenshot and in the first moment.
    void selectFirstRow();

signals:
    void clustersRequested(const QString &contextId);

private:
    enum class Action { None, Clusters, ShowAllNodes, ClearFilter };

    QWidget *makeTablePanel();
    QWidget *makeWaitingPanel();
    void refresh();
    void refreshCoverage();
    void refreshEmptyState();
    void onEmptyAction();
    void showSelected();

    const Theme &m_theme;
    models::ConsoleModels &m_models;
    PaneHeader *m_header;
    PlainLabel *m_coverage;
    QWidget *m_cards;
    DataTable *m_nodes;
    EmptyState *m_empty;
    QStackedWidget *m_nodesOrEmpty;
    PlainLabel *m_nodeCount;
    CheckBox *m_allNodes;
    Panel *m_waitingPanel;
    DataTable *m_waiting;
    PlainLabel *m_waitingSummary;
    NodeInspector *m_inspector;
    QSplitter *m_columns;
    QSplitter *m_rows;
    Action m_emptyAction = Action::None;
};

} // namespace fairlead::ui
