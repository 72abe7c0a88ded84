// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configconsole.h"

#include "backends/registry/registryconnection.h"
#include "backends/runs/dispatch.h"
#include "backends/runs/launchlogin.h"
#include "backends/settings/findbyid.h"
#include "models/configs/configpreview.h"
#include "models/consolemodels.h"
#include "models/plaintext.h"
#include "openplaces.h"
#include "ui/configs/configspane.h"
#include "ui/mainwindow.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/paneheader.h"

#include <QFileInfo>
#include <QMap>

using namespace Qt::StringLiterals;

namespace fairlead::console {

namespace {

models::ConfigTrials::Settings trialSettings(const ConfigConsole::Settings &settings, const QString &dockerFolder,
                                             std::function<void(const QString &id)> retry)
{
    return {.userAgent = "fairlead/" FAIRLEAD_VERSION,
            .dockerFolder = dockerFolder,
            .journalPath = settings.journalPath,
            .retry = std::move(retry),
            .execPolicy = execPolicy(settings.approvalsFile, settings.allowsExec)};
}

runs::TrialWishes trialWishes(const models::TestWishes &wishes)
{
    runs::TrialWishes result{.callback = wishes.callback};
    if (!wishes.command.isEmpty())
        result.command = {u"/bin/sh"_s, u"-c"_s, wishes.command};
    return result;
}

} // namespace

//! A test that waits for the login that it takes with it.
struct ConfigConsole::Asked
{
    settings::RuntimeConfig config;
    runs::TrialWishes wishes{};
    std::vector<models::TrialTarget> targets{};
    QString registryId{}; //!< whose login it is; empty: none
};

ConfigConsole::ConfigConsole(const Settings &settings, ImageConsole &images, const models::ConsoleModels &models,
                             ui::Theme &theme, ui::MainWindow &window)
    : m_images(images)
    , m_models(models)
    , m_window(window)
    , m_trials(images.shared().activities, m_threads,
               trialSettings(settings, images.shared().dockerFolder, [this](const QString &id) { testAgain(id); }))
    , m_pane(new ui::ConfigsPane(theme, m_configs, m_facts, images.shared().store, &window))
{
    const ImageConsole::Shared shared = images.shared();
    m_facts.setFolders(shared.dockerFolder, QFileInfo(shared.store.path()).absolutePath());
    m_facts.follow(models, shared.docker, shared.images.recipes);
    m_configs.follow(shared.store, m_facts);
    window.addPane(m_pane, u"configs"_s, tr("Runtime configs"), tr("Show runtime configs"), u"images"_s);
    connectPane();
    connectTrials();
    addCloseGate();
}

void ConfigConsole::connectPane()
{
    connect(m_pane, &ui::ConfigsPane::showActivityRequested, &m_images, &ImageConsole::showActivity);
    connect(m_pane, &ui::ConfigsPane::testWithRequested, this, &ConfigConsole::test);
    connect(m_pane, &ui::ConfigsPane::testRequested, this, [this](const QStringList &ids) {
        const settings::Settings &settings = m_images.shared().store.settings();
        std::vector<Asked> asked;
        for (const QString &id : ids) {
            if (const auto *config = settings::findById(settings.runtimeConfigs, id))
                ask(asked, *config, models::usualWishes(*config, settings));
        }
        begin(std::move(asked));
    });
    connect(&m_configs, &models::ConfigsModels::changed, this, [this] {
        const int errors = m_configs.configs.countOf(models::ConfigStanding::State::Errors);
        m_window.setBadge(*m_pane, errors, tr("%Ln with errors", nullptr, errors));
    });
}

void ConfigConsole::connectTrials()
{
    connect(&m_trials, &models::ConfigTrials::changed, this,
            [this](const QString &id, const std::vector<models::ConfigTest> &tests) {
                m_configs.configs.setTests(id, tests);
            });
    connect(&m_models, &models::ConsoleModels::changed, this, &ConfigConsole::sweep);
    connect(&m_images.shared().store, &settings::SettingsStore::changed, this, &ConfigConsole::sweep);
    connect(&m_images.shared().hub, &models::ImageHub::openDaemonsChanged, this, &ConfigConsole::sweep);
}

//! Tests take away what they made before anything ends; what a killed console leaves the next one does.
void ConfigConsole::addCloseGate()
{
    m_window.addCloseGate([this](const std::function<void()> &go) {
        if (m_trials.isIdle())
            return go();
        m_pane->header().notice().say(tr("Fairlead closes once the tests have taken away what they made."));
        connect(&m_trials, &models::ConfigTrials::idle, &m_window, go, Qt::SingleShotConnection);
        m_trials.cancelAll();
    });
}

void ConfigConsole::test(const QString &id, const models::TestWishes &wishes)
{
    std::vector<Asked> asked;
    if (const auto *config = settings::findById(m_images.shared().store.settings().runtimeConfigs, id))
        ask(asked, *config, wishes);
    begin(std::move(asked));
}

//! Adds to \p asked the test of \p config, unless it has no target, which is told.
void ConfigConsole::ask(std::vector<Asked> &asked, const settings::RuntimeConfig &config,
                        const models::TestWishes &wishes)
{
    const settings::Settings &settings = m_images.shared().store.settings();
    const settings::Project *project = settings::findById(settings.projects, wishes.projectId);
    const auto targets = runs::launchTargets(config, runs::saidTarget(config, project, settings.defaults).target,
                                             m_facts.facts(), settings);
    if (!targets) {
        m_pane->header().notice().say(
            tr("%1 cannot be tested: %2")
                .arg(models::plainLine(config.name, 100), models::plainLine(targets.error(), 300)),
            models::Severity::Error);
        return;
    }
    m_wishes[config.id] = wishes;
    Asked test{.config = config, .wishes = trialWishes(wishes)};
    runs::LaunchRequest request = models::previewRequest(config);
    request.user = settings::findById(settings.users, wishes.userId);
    request.project = project;
    for (const runs::LaunchTarget &target : *targets)
        test.targets.push_back(trialTarget(config, target, request));
    test.registryId = runs::loginRegistry(config, test.targets.front().plan.launch.image, settings); // of all one image
    asked.push_back(std::move(test));
}

//! As it stands now, on all of its targets.
void ConfigConsole::testAgain(const QString &id)
{
    const settings::Settings &settings = m_images.shared().store.settings();
    if (const auto *config = settings::findById(settings.runtimeConfigs, id))
        test(id, m_wishes.value(id, models::usualWishes(*config, settings)));
}

models::TrialTarget ConfigConsole::trialTarget(const settings::RuntimeConfig &config, const runs::LaunchTarget &target,
                                               const runs::LaunchRequest &request)
{
    static const manifests::PodSchema schema;
    const settings::SettingsStore &store = m_images.shared().store;
    models::TrialTarget result;
    result.plan = runs::launchPlan(config, target, request, m_facts.facts(), store.settings(), schema);
    for (const models::ContextEntry *entry : m_models.contexts.entries()) {
        if (entry->context.id == target.contextId)
            result.context = entry->context;
    }
    if (const settings::Daemon *daemon = settings::findById(store.settings().daemons, target.daemonId))
        result.daemon = choiceOf(*daemon, store);
    return result;
}

//! Once the logins are there: each registry's is asked for once, whatever takes it with it.
void ConfigConsole::begin(std::vector<Asked> asked)
{
    QMap<QString, std::vector<Asked>> ofRegistries;
    for (Asked &test : asked)
        ofRegistries[test.registryId].push_back(std::move(test));
    for (auto tests = ofRegistries.begin(); tests != ofRegistries.end(); ++tests)
        beginWithLogin(tests.key(), std::move(*tests));
}

void ConfigConsole::beginWithLogin(const QString &registryId, std::vector<Asked> tests)
{
    const auto *registry = settings::findById(m_images.shared().store.settings().registries, registryId);
    const QString host = registry ? registry::registryDomain(registry->host) : QString();
    const auto beginThem = [this, host, tests = std::move(tests)](const std::optional<registry::Login> &login) {
        for (Asked test : tests) {
            for (models::TrialTarget &target : test.targets) {
                if (login)
                    target.login = [trial = runs::PullLogin{host, login->username, login->secret}] {
                        return std::optional(trial);
                    };
            }
            m_trials.test(test.config, test.targets, test.wishes);
        }
    };
    if (registry)
        m_images.shared().hub.askLogin(registryId, this, beginThem);
    else
        beginThem({});
}

//! Each place once, when it is opened for the first time: no other gets a request.
void ConfigConsole::sweep()
{
    const auto isSeen = [this](const QString &place) {
        const bool isSeen = m_swept.contains(place);
        m_swept.insert(place);
        return isSeen;
    };
    OpenPlaces places = openPlaces(m_models, m_images);
    std::erase_if(places.contexts, [&](const kubernetes::Context &context) { return isSeen(context.id); });
    for (auto daemon = places.daemons.begin(); daemon != places.daemons.end();)
        daemon = isSeen(u"daemon "_s + daemon.key()) ? places.daemons.erase(daemon) : std::next(daemon);
    m_trials.sweep(places.contexts, places.daemons);
}

} // namespace fairlead::console
