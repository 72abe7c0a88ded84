// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configconsole.h"
#include "imageconsole.h"
#include "models/clusters/clusterhub.h"
#include "models/consolemodels.h"
#include "models/keptstate.h"
#include "options.h"
#include "runconsole.h"
#include "statekeeper.h"
#include "ui/mainwindow.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <memory>

class QApplication;

namespace fairlead::console {

//! Builds hub, models and window, and connects them: events of the hub go to the models, wishes of the user to the hub.
class Console : public QObject
{
    Q_OBJECT
public:
    Console(QApplication &application, const Options &options, const QString &stateFile);

    void start();
    ui::MainWindow &window() { return m_window; }
    models::ConsoleModels &models() { return m_models; }

private:
    void connectHub();
    void connectWindow();
    bool keepsState() const;
    void save();
    models::KeptState state() const;
    void openFirst();

    Options m_options;
    bool m_hasOpened = false;  //!< what is to be open at the start; not yet where there is no context at all
    models::KeptState m_state; //!< as it was found
    ui::Theme m_theme;
    models::ClusterHub m_hub;
    models::ConsoleModels m_models;
    ui::MainWindow m_window;
    ImageConsole m_images;                 //!< its panes are the window's
    ConfigConsole m_configs;               //!< so is its pane
    RunConsole m_runs;                     //!< and its
    std::unique_ptr<StateKeeper> m_keeper; //!< null: nothing is kept
};

} // namespace fairlead::console
