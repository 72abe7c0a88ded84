// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "console.h"

#include "backends/settings/settingsfile.h"
#include "models/clusters/contextstoopen.h"
#include "models/statefiles.h"
#include "sandboxchoice.h"
#include "ui/configs/configspane.h"
#include "ui/widgets/screenfit.h"

#include <QApplication>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

constexpr auto HolderColours = "gpus/holderColours"_L1;

models::ClusterHub::Settings hubSettings(const Options &options)
{
    return {.sources = sourcesOf(options),
            .options = options.accelerators,
            .approvalsFile = models::execApprovalsFile(),
            .allowsExec = options.allowsExec,
            .userAgent = "fairlead/" FAIRLEAD_VERSION};
}

//! Pictures and the sandbox leave no trace in what the user keeps.
ImageConsole::Settings imageSettings(const Options &options)
{
    const bool keepsState = options.screenshot.isEmpty() && !options.isSandbox;
    return {.settingsPath = options.config.isEmpty() ? settings::settingsPath() : options.config,
            .stateFolder = keepsState ? models::stateFolder() : QString(),
            .approvalsFile = models::execApprovalsFile(),
            .allowsExec = options.allowsExec};
}

ConfigConsole::Settings configSettings(const Options &options)
{
    const bool keepsState = options.screenshot.isEmpty() && !options.isSandbox;
    return {.journalPath = keepsState ? models::trialJournalFile() : QString(),
            .approvalsFile = models::execApprovalsFile(),
            .allowsExec = options.allowsExec};
}

RunConsole::Settings runSettings(const Options &options)
{
    return {.journalPath = options.isSandbox ? QString() : models::runJournalFile(), // a picture shows what there is
            .approvalsFile = models::execApprovalsFile(),
            .allowsExec = options.allowsExec};
}

ui::Theme::Mode themeMode(const Options &options, const models::KeptState &state)
{
    return ui::themeModeFromString(options.theme.isEmpty() ? state.value("window/theme"_L1).toString() : options.theme);
}

} // namespace

Console::Console(QApplication &application, const Options &options, const QString &stateFile)
    : m_options(options)
    , m_state(models::KeptState::read(stateFile))
    , m_theme(application, themeMode(options, m_state))
    , m_hub(hubSettings(options))
    , m_window(m_theme, m_models)
    , m_images(imageSettings(options), m_theme, m_window)
    , m_configs(configSettings(options), m_images, m_models, m_theme, m_window)
    , m_runs(runSettings(options), m_images, m_models, m_configs.facts(), m_theme, m_window)
{
    m_models.setKubeconfigPaths(sourcesOf(options).paths());
    m_models.setExtraResources(options.accelerators.extraResources);
    m_models.holderColours.remember(m_state.value(HolderColours).toStringList());
    connectHub();
    connectWindow();
    if (options.isSandbox)
        m_window.setSandbox();
    if (!options.isSandbox) // what was open is so in a picture, too
        m_images.restoreState(m_state);
    if (keepsState()) {
        m_window.restoreState(m_state);
        m_keeper = std::make_unique<StateKeeper>(stateFile, [this] { return state(); });
    }
    if (!options.pane.isEmpty())
        m_window.showPane(options.pane);
}

void Console::start()
{
    if (m_options.screenshot.isEmpty()) // a picture may be larger than the screen
        ui::fitToScreen(m_window);
    m_window.show();
    m_hub.start();
    m_images.start();
    m_runs.start();
}

void Console::connectHub()
{
    m_models.follow(m_hub);
    connect(&m_hub, &models::ClusterHub::contextsChanged, this, &Console::openFirst);
}

void Console::connectWindow()
{
    using ui::MainWindow;
    connect(&m_window, &MainWindow::runRequested, &m_runs, &RunConsole::newRun);
    connect(&m_configs.pane(), &ui::ConfigsPane::runRequested, &m_runs,
            [this](const QString &id) { m_runs.newRun({.configId = id}); });
    connect(&m_window, &MainWindow::openRequested, &m_hub, [this](const QString &id, bool open) {
        open ? m_hub.open(id) : m_hub.close(id);
        save();
    });
    connect(&m_window, &MainWindow::openManyRequested, &m_hub, [this](const QStringList &ids, bool open) {
        QSet<QString> wanted = m_hub.openIds();
        for (const QString &id : ids)
            open ? void(wanted.insert(id)) : void(wanted.remove(id));
        m_hub.setOpen(wanted);
        save();
    });
    connect(&m_window, &MainWindow::openOnlyRequested, &m_hub, [this](const QStringList &ids) {
        m_hub.setOpen(QSet<QString>(ids.begin(), ids.end()));
        save();
    });
    connect(&m_window, &MainWindow::sandboxRequested, this,
            [] { QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--sandbox"_s}); });
    connect(&m_window, &MainWindow::stateChanged, this, &Console::save);
    connect(&m_images, &ImageConsole::stateChanged, this, &Console::save);
    connect(&m_window, &MainWindow::retryRequested, &m_hub, &models::ClusterHub::retry);
    connect(&m_window, &MainWindow::approveRequested, &m_hub, &models::ClusterHub::approveExec);
    connect(&m_window, &MainWindow::closing, this, &Console::save);
}

//! Once there are contexts: at the first start perhaps long after it, when somebody puts a kubeconfig there.
void Console::openFirst()
{
    if (m_hasOpened)
        return;
    models::OpenWishes wishes{.named = m_options.contexts, .hasNamedFiles = !m_options.kubeconfigs.isEmpty()};
    if (m_state.contains("contexts/open"_L1))
        wishes.last = m_state.value("contexts/open"_L1).toStringList();
    m_hasOpened = !m_hub.contexts().empty();
    m_hub.setOpen(models::contextsToOpen(m_hub.contexts(), wishes));
}

//! Not of a picture, nor of the sandbox: what belongs to simulated clusters would be in the way of the real ones.
bool Console::keepsState() const
{
    return m_options.screenshot.isEmpty() && !m_options.isSandbox;
}

void Console::save()
{
    if (m_keeper)
        m_keeper->save();
}

models::KeptState Console::state() const
{
    models::KeptState state;
    m_window.saveState(state);
    m_images.saveState(state);
    state.setValue(HolderColours, m_models.holderColours.remembered());
    if (m_options.contexts.isEmpty() && m_options.kubeconfigs.isEmpty() && m_hasOpened) {
        QStringList open(m_hub.openIds().begin(), m_hub.openIds().end());
        open.sort();
        state.setValue("contexts/open"_L1, open);
    }
    return state;
}

} // namespace fairlead::console
