// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/networkthreads.h"
#include "imageconsole.h"
#include "models/runs/runhub.h"
#include "models/runs/runlauncher.h"
#include "models/runs/runoutlook.h"
#include "models/runs/runsmodel.h"

#include <QObject>

namespace fairlead::models {
class ConsoleModels;
class LaunchFactsKeeper;
} // namespace fairlead::models

namespace fairlead::ui {
class MainWindow;
class RunsPane;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The part of the console that is about runs: what launches them, the hub that follows them, their model and pane.
//! Adds its pane to the window, above the runtime configs.
class RunConsole : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString journalPath;   //!< empty: there are no runs
        QString approvalsFile; //!< of programs that the user has allowed
        bool allowsExec = false;
    };

    //! All of them outlive it.
    RunConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models,
               models::LaunchFactsKeeper &facts, ui::Theme &theme, ui::MainWindow &window);

    ui::RunsPane &pane() const { return *m_pane; }
    //! Shows the form, begun with \p form.
    void newRun(const runs::RunForm &form);
    models::RunsModel &runs() { return m_runs; }
    void start() { m_hub.start(); }

private:
    void connectHub();
    void connectLauncher();
    void addCloseGate();
    void launch(const runs::RunForm &form, const models::RunOutlook &outlook);
    void begin(const runs::RunRecord &record, const models::RunOutlook &outlook,
               const std::function<std::optional<runs::PullLogin>()> &login);
    runs::RunAccess access() const;
    void tellPlaces();
    void refreshBadge();

    const Settings m_settings;
    ImageConsole &m_images;
    const models::ConsoleModels &m_models;
    ui::MainWindow &m_window;
    models::RunsModel m_runs;
    transport::NetworkThreads m_threads{1};
    models::RunHub m_hub;
    models::RunLauncher m_launcher;
    ui::RunsPane *m_pane; //!< the window's
};

} // namespace fairlead::console
