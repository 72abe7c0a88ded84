// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configsmodels.h"

#include "backends/settings/settingsstore.h"
#include "launchfactskeeper.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace fairlead::models {

namespace {

constexpr int LeastBetweenLooks = 2'000; // ms, for what the clusters change
constexpr std::size_t MostHere = 4'000;  // nodes that are looked at in this thread, over all configs

std::size_t nodesToLookAt(const settings::Settings &settings, const runs::LaunchFacts &facts)
{
    std::size_t nodes = 0;
    for (const runs::ContextFacts &context : facts.contexts)
        nodes += context.nodes ? context.nodes->size() : 0;
    return nodes * settings.runtimeConfigs.size() * 2; // each for nobody, and for somebody where that cannot be
}

} // namespace

ConfigsModels::ConfigsModels(QObject *parent)
    : QObject(parent)
{
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_changed, &QTimer::timeout, this, &ConfigsModels::changed);
    connect(&configs, &IndexedTableModel::countsChanged, &m_changed, qOverload<>(&QTimer::start));
    connect(&configs, &CellTableModel::objectChanged, &m_changed, qOverload<>(&QTimer::start));
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &ConfigsModels::look);
    connect(&m_looking, &QFutureWatcherBase::finished, this, [this] {
        show(m_looking.result());
        if (std::exchange(m_looksAgain, false))
            look();
    });
}

ConfigsModels::~ConfigsModels()
{
    m_looking.waitForFinished();
}

const settings::Settings &ConfigsModels::settings() const
{
    static const settings::Settings none;
    return m_store ? m_store->settings() : none;
}

void ConfigsModels::follow(settings::SettingsStore &store, LaunchFactsKeeper &facts)
{
    m_store = &store;
    m_facts = &facts;
    connect(&store, &settings::SettingsStore::changed, this, &ConfigsModels::takeSettings);
    connect(&facts, &LaunchFactsKeeper::changed, this, [this] {
        if (!m_later.isActive())
            m_later.start(m_sinceLook.isValid() ? int(std::max<qint64>(0, LeastBetweenLooks - m_sinceLook.elapsed()))
                                                : 0);
    });
    takeSettings();
}

void ConfigsModels::takeSettings()
{
    configs.setConfigs(settings());
    look();
    m_sinceLook.invalidate(); // what follows of them elsewhere, tags of recipes, is looked at as soon as it comes
    m_changed.start();
}

void ConfigsModels::look()
{
    m_sinceLook.start();
    if (m_looking.isRunning()) {
        m_looksAgain = true;
        return;
    }
    const runs::LaunchFacts &facts = m_facts->facts();
    if (nodesToLookAt(settings(), facts) <= MostHere)
        show(find(settings(), facts, m_schema));
    else
        m_looking.setFuture(QtConcurrent::run(
            [settings = settings(), facts, schema = m_schema] { return find(settings, facts, schema); }));
}

std::vector<ConfigsModels::Found> ConfigsModels::find(const settings::Settings &settings,
                                                      const runs::LaunchFacts &facts,
                                                      const manifests::PodSchema &schema)
{
    std::vector<Found> all;
    for (const settings::RuntimeConfig &config : settings.runtimeConfigs)
        all.push_back({config.id, standingOf(config, settings, facts, schema)});
    return all;
}

//! One that is gone meanwhile is passed over; of one that is another by now the next look is under way.
void ConfigsModels::show(const std::vector<Found> &all)
{
    for (const Found &found : all)
        configs.setStanding(found.id, found.standing);
}

} // namespace fairlead::models
