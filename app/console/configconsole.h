// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/networkthreads.h"
#include "imageconsole.h"
#include "models/configs/configsmodels.h"
#include "models/configs/configtrials.h"
#include "models/configs/launchfactskeeper.h"
#include "models/configs/testwishes.h"

#include <QObject>
#include <QSet>

#include <vector>

namespace fairlead::models {
class ConsoleModels;
}

namespace fairlead::ui {
class ConfigsPane;
class MainWindow;
class Theme;
} // namespace fairlead::ui

namespace fairlead::console {

//! The part of the console that is about runtime configs: what is known of the places where they run, their models and
//! pane, and their tests. Adds its pane to the window, above the base images.
class ConfigConsole : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString journalPath;   //!< of tests that are under way; empty: nothing is remembered
        QString approvalsFile; //!< of programs that the user has allowed
        bool allowsExec = false;
    };

    //! All of them outlive it.
    ConfigConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models, ui::Theme &theme,
                  ui::MainWindow &window);

    ui::ConfigsPane &pane() const { return *m_pane; }
    models::LaunchFactsKeeper &facts() { return m_facts; }

private:
    struct Asked;

    void connectPane();
    void connectTrials();
    void addCloseGate();
    void test(const QString &id, const models::TestWishes &wishes);
    void testAgain(const QString &id);
    models::TrialTarget trialTarget(const settings::RuntimeConfig &config, const runs::LaunchTarget &target,
                                    const runs::LaunchRequest &request);
    void ask(std::vector<Asked> &asked, const settings::RuntimeConfig &config, const models::TestWishes &wishes);
    void begin(std::vector<Asked> asked);
    void beginWithLogin(const QString &registryId, std::vector<Asked> tests);
    //! What a console that was killed has left.
    void sweep();

    ImageConsole &m_images;
    const models::ConsoleModels &m_models;
    ui::MainWindow &m_window;
    transport::NetworkThreads m_threads{2};
    models::LaunchFactsKeeper m_facts;
    models::ConfigsModels m_configs;
    models::ConfigTrials m_trials;
    ui::ConfigsPane *m_pane;                     //!< the window's
    QSet<QString> m_swept;                       //!< places
    QHash<QString, models::TestWishes> m_wishes; //!< of the last test of each config
};

} // namespace fairlead::console
