// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "console.h"

#include "models/statefiles.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

constexpr std::size_t OpenAllUpTo = 10;
constexpr auto HolderColours = "gpus/holderColours"_L1;

kubernetes::KubeconfigSources sourcesOf(const Options &options)
{
    return kubernetes::KubeconfigSources::fromEnvironment(options.kubeconfigs, options.extraKubeconfigs);
}

models::ClusterHub::Settings hubSettings(const Options &options)
{
    return {.sources = sourcesOf(options),
            .options = options.accelerators,
            .approvalsFile = models::execApprovalsFile(),
            .allowsExec = options.allowsExec,
            .userAgent = "fairlead/" FAIRLEAD_VERSION};
}

ui::Theme::Mode themeMode(const Options &options, const QSettings &state)
{
    return ui::themeModeFromString(options.theme.isEmpty() ? state.value("window/theme"_L1).toString() : options.theme);
}

QStringList lookedAt(const kubernetes::KubeconfigSources &sources)
{
    if (!sources.explicitFiles.isEmpty())
        return sources.explicitFiles;
    return (sources.environmentFiles.isEmpty() ? QStringList{sources.defaultFile} : sources.environmentFiles) +
           sources.extraPaths;
}

} // namespace

Console::Console(QApplication &application, const Options &options, const QString &stateFile)
    : m_options(options)
    , m_state(stateFile, QSettings::IniFormat)
    , m_theme(application, themeMode(options, m_state))
    , m_hub(hubSettings(options))
    , m_window(m_theme, m_models)
{
    m_models.setKubeconfigPaths(lookedAt(sourcesOf(options)));
    m_models.waiting.setExtraResources(options.accelerators.extraResources);
    m_models.holderColours.remember(m_state.value(HolderColours).toStringList());
    connectHub();
    connectWindow();
    if (options.screenshot.isEmpty())
        m_window.restoreState(m_state);
    if (!options.pane.isEmpty())
        m_window.showPane(ui::paneFromString(options.pane));
}

void Console::start()
{
    m_window.show();
    m_hub.start();
}

void Console::connectHub()
{
    m_models.follow(m_hub);
    connect(&m_hub, &models::ClusterHub::loaded, this, [this] { m_hub.setOpen(contextsToOpen()); });
}

void Console::connectWindow()
{
    using ui::MainWindow;
    connect(&m_window, &MainWindow::openRequested, &m_hub, [this](const QString &id, bool open) {
        open ? m_hub.open(id) : m_hub.close(id);
        save();
    });
    connect(&m_window, &MainWindow::retryRequested, &m_hub, &models::ClusterHub::retry);
    connect(&m_window, &MainWindow::approveRequested, &m_hub, &models::ClusterHub::approveExec);
    connect(&m_window, &MainWindow::closing, this, &Console::save);
}

//! Those of the command line; else those of last time; else all where they are few; else the current one.
QSet<QString> Console::contextsToOpen() const
{
    const QStringList last = m_state.value("contexts/open"_L1).toStringList();
    const bool isFirstStart = !m_state.contains("contexts/open"_L1);
    const bool isLikeLastTime = m_options.contexts.isEmpty() && m_options.kubeconfigs.isEmpty();
    // Also what is not there now: a broken file or a share that is not mounted forgets nothing.
    QSet<QString> result = isLikeLastTime ? QSet<QString>(last.begin(), last.end()) : QSet<QString>();
    for (const models::ContextEntry &entry : m_hub.contexts()) {
        const kubernetes::Context &context = entry.context;
        bool isWanted = false;
        if (!m_options.contexts.isEmpty())
            isWanted = m_options.contexts.contains(context.id) || m_options.contexts.contains(context.name);
        else if (isFirstStart || !m_options.kubeconfigs.isEmpty())
            isWanted = m_hub.contexts().size() <= OpenAllUpTo || context.isCurrent;
        if (isWanted)
            result.insert(context.id);
    }
    return result;
}

void Console::save()
{
    if (!m_options.screenshot.isEmpty())
        return;
    m_window.saveState(m_state);
    m_state.setValue(HolderColours, m_models.holderColours.remembered());
    if (m_options.contexts.isEmpty() && m_options.kubeconfigs.isEmpty() && m_hub.isLoaded()) {
        QStringList open(m_hub.openIds().begin(), m_hub.openIds().end());
        open.sort();
        m_state.setValue("contexts/open"_L1, open);
    }
    m_state.sync();
}

} // namespace fairlead::console
