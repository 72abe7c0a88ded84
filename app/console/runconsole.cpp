// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "runconsole.h"

#include "backends/registry/registryconnection.h"
#include "backends/runs/lifecycle/newrun.h"
#include "backends/settings/findbyid.h"
#include "models/configs/launchfactskeeper.h"
#include "models/consolemodels.h"
#include "models/plaintext.h"
#include "openplaces.h"
#include "ui/mainwindow.h"
#include "ui/runs/runspane.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

constexpr auto UserAgent = "fairlead/" FAIRLEAD_VERSION;

models::RunHub::Settings hubSettings(const RunConsole::Settings &settings, const QString &dockerFolder)
{
    return {.journalPath = settings.journalPath,
            .userAgent = UserAgent,
            .dockerFolder = dockerFolder,
            .execPolicy = execPolicy(settings.approvalsFile, settings.allowsExec)};
}

} // namespace

RunConsole::RunConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models,
                       models::LaunchFactsKeeper &facts, ui::Theme &theme, ui::MainWindow &window)
    : m_settings(settings)
    , m_images(images)
    , m_models(models)
    , m_window(window)
    , m_hub(m_threads, hubSettings(settings, images.shared().dockerFolder))
    , m_launcher(m_threads)
    , m_pane(new ui::RunsPane(theme, m_runs, facts, images.shared().store, &window))
{
    window.addPane(m_pane, u"runs"_s, tr("Runs"), tr("Show runs"), u"configs"_s);
    connectHub();
    connectLauncher();
    addCloseGate();
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

void RunConsole::connectLauncher()
{
    connect(m_pane, &ui::RunsPane::launchRequested, this, &RunConsole::launch);
    connect(m_pane, &ui::RunsPane::stopRequested, this, [this](const QString &runId, bool isForced) {
        if (!m_launcher.stop(runId, isForced))
            m_hub.stop(runId, isForced);
    });
    connect(&m_launcher, &models::RunLauncher::recorded, &m_hub, &models::RunHub::look);
    connect(&m_launcher, &models::RunLauncher::noted, this, [this](const QString &runId, const QString &line) {
        if (m_pane->selectedRun() == runId)
            m_pane->header().notice().say(models::plainLine(line, 600));
    });
    connect(&m_launcher, &models::RunLauncher::finished, this, [this](const runs::RunRecord &record) {
        if (record.phase == runs::RunPhase::Failed)
            m_pane->header().notice().say(models::plainLine(tr("%1: %2").arg(record.name, record.text), 600),
                                          models::Severity::Error);
    });
}

void RunConsole::newRun(const runs::RunForm &form)
{
    m_window.showPane(*m_pane);
    m_pane->newRun(form);
}

//! Runs go on by themselves; only what is being made just now is waited for.
void RunConsole::addCloseGate()
{
    m_window.addCloseGate([this](const std::function<void()> &go) {
        if (m_launcher.isIdle())
            return go();
        m_pane->header().notice().say(tr("Fairlead closes once what is being launched is there. Runs go on."));
        connect(&m_launcher, &models::RunLauncher::idle, &m_window, go, Qt::SingleShotConnection);
        m_launcher.leaveAll();
    });
}

void RunConsole::launch(const runs::RunForm &form, const models::RunOutlook &outlook)
{
    const settings::Settings &settings = m_images.shared().store.settings();
    const runs::RunRecord record = runs::newRunRecord(form, outlook.run.config, outlook.runId, outlook.plans);
    const QString registryId = runs::loginRegistry(outlook.run.config, record.image, settings);
    const auto *registry = settings::findById(settings.registries, registryId);
    if (!registry)
        return begin(record, outlook, {});
    const QString host = registry::registryDomain(registry->host);
    m_images.shared().hub.askLogin(
        registryId, this, [this, record, outlook, host](const std::optional<registry::Login> &login) {
            if (!login)
                return begin(record, outlook, {});
            begin(record, outlook,
                  [pull = runs::PullLogin{host, login->username, login->secret}] { return std::optional(pull); });
        });
}

void RunConsole::begin(const runs::RunRecord &record, const models::RunOutlook &outlook,
                       const std::function<std::optional<runs::PullLogin>()> &login)
{
    const ImageConsole::Shared shared = m_images.shared();
    runs::Run::Settings run{
        .record = record, .timeouts = outlook.run.config.timeouts, .journalPath = m_settings.journalPath};
    for (const runs::RunPlan &plan : outlook.plans) {
        runs::RunServer server{.login = login};
        for (const models::ContextEntry *entry : m_models.contexts.entries()) {
            if (entry->context.id == plan.plan.target.contextId)
                server.context = entry->context;
        }
        if (const auto *daemon = settings::findById(shared.store.settings().daemons, plan.plan.target.daemonId))
            server.daemon = choiceOf(*daemon, shared.store);
        run.places.push_back(runs::runPlace(plan.plan, server, plan.config, access()));
    }
    m_launcher.launch(std::move(run));
}

runs::RunAccess RunConsole::access() const
{
    return {.execPolicy = execPolicy(m_settings.approvalsFile, m_settings.allowsExec)(),
            .dockerFolder = m_images.shared().dockerFolder,
            .userAgent = UserAgent};
}

void RunConsole::refreshBadge()
{
    const int count = m_runs.runningCount();
    m_window.setBadge(*m_pane, count, tr("%Ln under way", nullptr, count));
}

void RunConsole::tellPlaces()
{
    const OpenPlaces places = openPlaces(m_models, m_images);
    m_hub.setPlaces(places.contexts, places.daemons);
}

} // namespace fairlead::console
