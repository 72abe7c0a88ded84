// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "launchfactskeeper.h"

#include "models/consolemodels.h"
#include "models/docker/dockermodels.h"
#include "models/images/baseimagesmodel.h"

namespace fairlead::models {

namespace {

constexpr auto LeastBetween = std::chrono::milliseconds(500);

} // namespace

LaunchFactsKeeper::LaunchFactsKeeper(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(LeastBetween);
    connect(&m_timer, &QTimer::timeout, this, &LaunchFactsKeeper::look);
}

void LaunchFactsKeeper::follow(const ConsoleModels &console, const DockerModels &docker, const BaseImagesModel &recipes)
{
    m_console = &console;
    m_docker = &docker;
    m_recipes = &recipes;
    const auto lookSoon = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(&console, &ConsoleModels::changed, this, lookSoon);
    connect(&docker, &DockerModels::changed, this, lookSoon);
    connect(&recipes, &QAbstractItemModel::dataChanged, this, lookSoon);
    connect(&recipes, &IndexedTableModel::countsChanged, this, lookSoon);
    look();
}

void LaunchFactsKeeper::setFolders(const QString &dockerFolder, const QString &settingsFolder)
{
    m_dockerFolder = dockerFolder;
    m_settingsFolder = settingsFolder;
}

void LaunchFactsKeeper::setFacts(const runs::LaunchFacts &facts)
{
    m_facts = facts;
    emit changed();
}

void LaunchFactsKeeper::look()
{
    runs::LaunchFacts facts{.dockerFolder = m_dockerFolder, .settingsFolder = m_settingsFolder};
    for (const ContextEntry *entry : m_console->contexts.entries()) {
        const kubernetes::Context &context = entry->context;
        facts.contexts.push_back({.id = context.id,
                                  .name = context.name,
                                  .kubeconfig = context.fileForKubectl(),
                                  .ns = context.namespaceName,
                                  .isCurrent = context.isCurrent,
                                  .nodes = m_console->nodesOf(*entry)});
    }
    for (const settings::Daemon &daemon : m_docker->settings().daemons) {
        const DaemonEntry *entry = m_docker->daemons.entry(daemon.id);
        if (entry && entry->status.info)
            facts.daemons.insert(daemon.id, *entry->status.info);
    }
    for (const QString &id : m_recipes->ids()) {
        if (const auto tag = m_recipes->tag(id))
            facts.tags.insert(id, *tag);
    }
    setFacts(facts);
}

} // namespace fairlead::models
