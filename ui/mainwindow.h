// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/connectionstate.h"
#include "backends/runs/runform.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/keyhint.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <vector>

class QPushButton;
class QStackedWidget;

namespace fairlead::models {
class ConsoleModels;
class KeptState;
} // namespace fairlead::models

namespace fairlead::ui {

class ClustersPane;
class ContextStates;
class GpusPane;
class KeysOverlay;
class PaneWidget;
class Sidebar;
class StatusLine;
class Theme;

//! The window: panes on the left, one of them shown, what is live below. Wishes of the user leave as signals.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Pane { Gpus, Clusters };

    MainWindow(Theme &theme, models::ConsoleModels &models, QWidget *parent = nullptr);

    //! Above the pane that is called \p before, else below those that are there. \p name is that of the command line
    //! and of what is kept: "images"; \p show the command's. Becomes the pane's parent.
    void addPane(PaneWidget *pane, const QString &name, const QString &title, const QString &show,
                 const QString &before = {});
    //! Before the window closes, behind the forms of the panes: \p gate calls what it gets at once, or once the user
    //! has decided; perhaps never, and the window stays.
    void addCloseGate(std::function<void(std::function<void()>)> gate);
    //! At the left end of the line below; becomes its parent.
    void addStatusMark(QWidget *mark);
    void showPane(Pane pane);
    void showPane(const PaneWidget &pane);
    //! One that nobody knows is none.
    void showPane(const QString &name);
    bool isShown(const PaneWidget &pane) const;
    //! Where panes are shown, one at a time.
    QWidget &paneArea() const;
    //! A number beside the pane's name; 0: none. \p meaning is said instead of the bare number.
    void setBadge(const PaneWidget &pane, int count, const QString &meaning);
    //! Says SANDBOX all over, once and for all: what is shown is simulated.
    void setSandbox();
    //! Something is selected in every pane, so that no inspector is empty.
    void selectSomething();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! A window on simulated clusters beside this one.
    void sandboxRequested();
    //! The form of a run, begun with \p form.
    void runRequested(const fairlead::runs::RunForm &form);
    void openRequested(const QString &id, bool open);
    void openManyRequested(const QStringList &ids, bool open);
    //! These and no others.
    void openOnlyRequested(const QStringList &ids);
    //! Something that saveState() keeps has changed, and would be a pity to lose.
    void stateChanged();
    void retryRequested(const QString &id);
    void approveRequested(const QString &id);
    void closing();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget *makeLeft();
    QWidget *makeStatusLine();
    void addShortcuts();
    void addShortcut(const Command &command);
    Command showCommand(std::size_t pane);
    std::function<void()> inPane(const PaneWidget &pane, std::function<void()> run);
    void comeToFront();
    void passCloseGates(std::size_t from, int attempt);
    void passCloseGate(std::size_t gate, std::function<void()> go);
    bool isAnyToAsk() const;
    void focusPane();
    void focusFilter();
    struct ShownPane
    {
        PaneWidget *widget;
        QString name;
        QString show;               //!< the command
        bool isLeftUnsaved = false; //!< it has let the window close with what it has
    };

    PaneWidget &shownPane() const;
    int rowOf(const PaneWidget &pane) const;
    void markSandbox(const PaneWidget &pane);
    void refresh();
    QStringList insecureContexts() const;
    void retry();
    void showThemeMenu();
    void showState(const QStringList &ids, kubernetes::ConnectionState state);
    std::vector<Command> windowCommands();
    std::vector<Command> commands();
    FindCommands makeFind();
    std::vector<KeyGroup> keyGroups();

    Theme &m_theme;
    models::ConsoleModels &m_models;
    Sidebar *m_sidebar;
    ContextStates *m_states;
    StatusLine *m_status;
    QPushButton *m_insecure = nullptr;
    QStackedWidget *m_stack;
    std::vector<ShownPane> m_panes; //!< in the order of the sidebar and of the stack, those of Pane first
    QWidget *m_left = nullptr;
    GpusPane *m_gpus;
    ClustersPane *m_clusters;
    CommandPalette *m_palette = nullptr;
    KeysOverlay *m_keys = nullptr;
    bool m_isSandbox = false;
    std::vector<std::function<void(std::function<void()>)>> m_closeGates; //!< behind the panes
    int m_closings = 0;                                                   //!< that were begun
    bool m_mayClose = false;                                              //!< all gates are passed
    bool m_isInCloseEvent = false;
    QTimer m_ages;
    QTimer m_seconds;
};

} // namespace fairlead::ui
