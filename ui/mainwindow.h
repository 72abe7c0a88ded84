// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/kubernetes/connectionstate.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/keyhint.h"

#include <QMainWindow>
#include <QTimer>

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
class FilterEdit;
class GpusPane;
class KeysOverlay;
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

    void showPane(Pane pane);
    //! Says SANDBOX all over, once and for all: what is shown is simulated.
    void setSandbox();
    //! Something is selected in every pane, so that no inspector is empty.
    void selectSomething();
    void saveState(models::KeptState &settings) const;
    void restoreState(const models::KeptState &settings);

signals:
    //! A window on simulated clusters beside this one.
    void sandboxRequested();
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
    void comeToFront();
    void focusPane();
    void focusFilter();
    Pane shownPane() const;
    void refresh();
    QStringList insecureContexts() const;
    void retry();
    void showThemeMenu();
    void showState(const QStringList &ids, kubernetes::ConnectionState state);
    std::vector<Command> windowCommands();
    std::vector<Command> commands();
    std::vector<ScoredCommand> findNodes(const QString &text, std::size_t most);
    FindCommands makeFind();
    std::vector<KeyGroup> keyGroups();
    FilterEdit &currentFilter() const;

    Theme &m_theme;
    models::ConsoleModels &m_models;
    Sidebar *m_sidebar;
    ContextStates *m_states;
    StatusLine *m_status;
    QPushButton *m_insecure = nullptr;
    QStackedWidget *m_panes; //!< in the order of Pane
    QWidget *m_left = nullptr;
    GpusPane *m_gpus;
    ClustersPane *m_clusters;
    CommandPalette *m_palette = nullptr;
    KeysOverlay *m_keys = nullptr;
    QTimer m_ages;
    QTimer m_seconds;
};

//! "gpus", "clusters"; anything else is Gpus.
MainWindow::Pane paneFromString(const QString &text);

} // namespace fairlead::ui
