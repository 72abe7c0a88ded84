// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/networkthreads.h"
#include "imageconsole.h"
#include "models/runs/runhub.h"
#include "models/runs/runsmodel.h"

#include <QObject>

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {
class MainWindow;
class RunsPane;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The part of the console that is about runs: the hub that follows them, their model and pane. Adds its pane to the
//! window, above the runtime configs.
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
    RunConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models, ui::Theme &theme,
               ui::MainWindow &window);

    ui::RunsPane &pane() const { return *m_pane; }
    models::RunsModel &runs() { return m_runs; }
    void start() { m_hub.start(); }

private:
    void connectHub();
    void tellPlaces();
    void refreshBadge();

    ImageConsole &m_images;
    const models::ConsoleModels &m_models;
    ui::MainWindow &m_window;
    models::RunsModel m_runs;
    transport::NetworkThreads m_threads{1};
    models::RunHub m_hub;
    ui::RunsPane *m_pane; //!< the window's
};

} // namespace fairlead::console
