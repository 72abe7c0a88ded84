// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runconsole.h"

#include "backends/imagejobs/daemonfleet.h"
#include "backends/processes/programapprovals.h"
#include "models/consolemodels.h"
#include "models/plaintext.h"
#include "ui/mainwindow.h"
#include "ui/runs/runspane.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

models::RunHub::Settings hubSettings(const RunConsole::Settings &settings, const QString &dockerFolder)
{
    return {.journalPath = settings.journalPath,
            .userAgent = "fairlead/" FAIRLEAD_VERSION,
            .dockerFolder = dockerFolder,
            .execPolicy = [settings] {
                const processes::ProgramApprovals approvals(settings.approvalsFile);
                return kubernetes::ExecPolicy{settings.allowsExec, approvals.keys(), &kubernetes::loadKuberc};
            }};
}

} // namespace

RunConsole::RunConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models,
                       ui::Theme &theme, ui::MainWindow &window)
    : m_images(images)
    , m_models(models)
    , m_window(window)
    , m_hub(m_threads, hubSettings(settings, images.shared().dockerFolder))
    , m_pane(new ui::RunsPane(theme, m_runs, &window))
{
    window.addPane(m_pane, u"runs"_s, tr("Runs"), tr("Show runs"), u"configs"_s);
    connectHub();
    connect(m_pane, &ui::RunsPane::stopRequested, &m_hub, &models::RunHub::stop);
    connect(m_pane, &ui::RunsPane::removalRequested, &m_hub, &models::RunHub::remove);
    connect(&models, &models::ConsoleModels::changed, this, &RunConsole::tellPlaces);
    connect(&images.shared().store, &settings::SettingsStore::changed, this, &RunConsole::tellPlaces);
    connect(&images.shared().hub, &models::ImageHub::openDaemonsChanged, this, &RunConsole::tellPlaces);
}

void RunConsole::connectHub()
{
    connect(&m_hub, &models::RunHub::runChanged, this, [this](const models::RunEntry &entry) {
        m_runs.setRun(entry);
        refreshBadge();
    });
    connect(&m_hub, &models::RunHub::runRemoved, this, [this](const QString &runId) {
        m_runs.removeRun(runId);
        refreshBadge();
    });
    connect(&m_hub, &models::RunHub::failed, this, [this](const QString &text) {
        m_pane->header().notice().say(models::plainLine(text, 600), models::Severity::Error);
    });
}

void RunConsole::refreshBadge()
{
    const int count = m_runs.runningCount();
    m_window.setBadge(*m_pane, count, tr("%Ln under way", nullptr, count));
}

void RunConsole::tellPlaces()
{
    std::vector<kubernetes::Context> contexts;
    for (const models::ContextEntry *entry : m_models.contexts.openEntries())
        contexts.push_back(entry->context);
    QHash<QString, docker::DaemonChoice> daemons;
    const ImageConsole::Shared shared = m_images.shared();
    const QString folder = QFileInfo(shared.store.path()).absolutePath();
    for (const settings::Daemon &daemon : shared.store.settings().daemons) {
        if (shared.hub.openDaemons().contains(daemon.id))
            daemons.insert(daemon.id, imagejobs::daemonChoice(daemon, folder));
    }
    m_hub.setPlaces(contexts, daemons);
}

} // namespace fairlead::console
