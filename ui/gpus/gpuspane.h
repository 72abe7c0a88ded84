// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/runs/runform.h"
#include "ui/widgets/panewidget.h"

class QSplitter;

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {

class DockArea;
class ElidedLabel;
class Exporter;
class GpuInspector;
class GpusViews;
class HoldersList;
class NodesPanel;
class ProductCards;
class Theme;
class WaitingList;

//! Home: which GPUs are free, who holds the others, what waits.
class GpusPane : public PaneWidget
{
    Q_OBJECT
public:
    GpusPane(const Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    PaneHeader &header() const override { return *m_header; }
    std::vector<Command> commands() override;
    //! Nodes, who holds devices and what waits.
    FindCommands makeFind() override;
    std::vector<KeyGroup> keyGroups() const override;
    void updateAges() override;
    void selectSomething() override;
    void saveState(models::KeptState &settings) const override;
    void restoreState(const models::KeptState &settings) override;

signals:
    void clustersRequested(const QString &contextId);
    void sandboxRequested();
    //! The form of a run, begun with \p form.
    void runRequested(const fairlead::runs::RunForm &form);
    //! Just these contexts are to be open.
    void scopeRequested(const QStringList &contextIds);

private:
    enum class Action { None, Clusters, ShowAllNodes, ClearFilter, Sandbox };

    //! Why there is no node, in the words of each part of the pane.
    struct Silence
    {
        QString title;
        QString text;
        QString button;
        Action action = Action::None;
        QString holders; //!< empty: nobody holds a device
        QString waiting; //!< empty: nothing waits
    };

    std::vector<ScoredCommand> findNodes(const QString &text, std::size_t most);
    void addDocks();
    void connectAll();
    void addViews();
    void addExport();
    void exportGpus(const QString &format);
    void showWaiting();
    void refresh();
    void refreshCoverage();
    void refreshEmptyState();
    Silence whyEmpty() const;
    Silence whySilent() const;
    QString holdersUnknown() const;
    void onEmptyAction();
    void showSelected();
    void connectInspector();
    void showNode(const QString &key);
    void showHolder(const QString &namespaceName);
    void showWaitingPod(const QString &key);

    const Theme &m_theme;
    models::ConsoleModels &m_models;
    PaneHeader *m_header;
    ElidedLabel *m_coverage;
    ProductCards *m_cards;
    NodesPanel *m_nodes;
    DockArea *m_docks; //!< below
    DockArea *m_side;
    HoldersList *m_holders;
    WaitingList *m_waiting;
    GpuInspector *m_inspector;
    GpusViews *m_views = nullptr;
    Exporter *m_export = nullptr;
    QSplitter *m_columns;
    QSplitter *m_rows;
    Action m_emptyAction = Action::None;
};

} // namespace fairlead::ui
