// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockermodels.h"

#include "backends/settings/findbyid.h"

#include <algorithm>

namespace fairlead::models {

DockerModels::DockerModels(QObject *parent)
    : QObject(parent)
{
    m_changed.setSingleShot(true);
    m_changed.setInterval(0);
    connect(&m_changed, &QTimer::timeout, this, &DockerModels::changed);
    ofEachTable([this](CellTableModel &table) {
        connect(&table, &IndexedTableModel::countsChanged, &m_changed, qOverload<>(&QTimer::start));
        connect(&table, &CellTableModel::objectChanged, &m_changed, qOverload<>(&QTimer::start));
    });
}

template <class Do>
void DockerModels::ofEachTable(Do each)
{
    for (CellTableModel *table :
         std::initializer_list<CellTableModel *>{&daemons, &containers, &images, &volumes, &registries})
        each(*table);
}

void DockerModels::forget(const QString &daemonId)
{
    setContainers(daemonId, {});
    setImages(daemonId, {});
    setVolumes(daemonId, {});
    daemons.updateCounts(daemonId, [](DaemonCounts &counts) { counts = {}; });
}

void DockerModels::setSettings(const settings::Settings &settings)
{
    for (const settings::Daemon &daemon : m_settings.daemons) {
        if (settings::findById(settings.daemons, daemon.id))
            continue;
        forget(daemon.id);
        containers.removeDaemon(daemon.id);
        images.removeDaemon(daemon.id);
        volumes.removeDaemon(daemon.id);
    }
    m_settings = settings;
    daemons.setDaemons(settings.daemons);
    registries.setRegistries(settings.registries);
    for (const DaemonEntry *entry : daemons.entries())
        setStatus(entry->daemon.id, DaemonStatus(entry->status)); // names may be others
    m_changed.start();
}

void DockerModels::setStatus(const QString &daemonId, const DaemonStatus &status)
{
    const settings::Daemon *daemon = settings::findById(m_settings.daemons, daemonId);
    if (!daemon)
        return;
    // Another address: what was listed was of another engine.
    const DaemonEntry *entry = daemons.entry(daemonId);
    const bool isNew = status.state == DaemonState::Connecting && entry->status.state != DaemonState::Connecting;
    daemons.setStatus(daemonId, status);
    if (isNew)
        daemons.updateCounts(daemonId, [](DaemonCounts &counts) { counts = {}; });
    const bool isStale = status.state != DaemonState::Live;
    containers.setDaemon(daemonId, daemon->name, isStale);
    images.setDaemon(daemonId, daemon->name, isStale);
    volumes.setDaemon(daemonId, daemon->name, isStale);
    if (status.state == DaemonState::Closed)
        forget(daemonId);
    m_changed.start();
}

void DockerModels::setContainers(const QString &daemonId, const std::vector<docker::Container> &all)
{
    if (!settings::findById(m_settings.daemons, daemonId))
        return;
    containers.setContainers(daemonId, all);
    QHash<QString, QStringList> users;
    for (const docker::Container &container : all)
        users[container.imageId] += containerName(container);
    images.setUsers(daemonId, users);
    daemons.updateCounts(daemonId, [&all](DaemonCounts &counts) {
        counts.containers = std::int64_t(all.size());
        counts.running = std::count_if(all.begin(), all.end(), isRunning);
    });
    m_changed.start();
}

void DockerModels::setImages(const QString &daemonId, const std::vector<docker::Image> &all)
{
    if (!settings::findById(m_settings.daemons, daemonId))
        return;
    images.setImages(daemonId, all);
    daemons.updateCounts(daemonId, [&all](DaemonCounts &counts) { counts.images = std::int64_t(all.size()); });
    m_changed.start();
}

void DockerModels::setVolumes(const QString &daemonId, const std::vector<docker::Volume> &all)
{
    if (!settings::findById(m_settings.daemons, daemonId))
        return;
    volumes.setVolumes(daemonId, all);
    m_changed.start();
}

void DockerModels::setDiskUsage(const QString &daemonId, const docker::DiskUsage &usage)
{
    containers.setSizes(daemonId, usage.containers);
    images.setSizes(daemonId, usage.images);
    volumes.setSizes(daemonId, usage.volumes);
    m_changed.start();
}

void DockerModels::setRegistryStatus(const QString &registryId, const RegistryStatus &status)
{
    registries.setStatus(registryId, status);
    m_changed.start();
}

int DockerModels::attentionCount() const
{
    const auto entries = daemons.entries();
    return int(std::count_if(entries.begin(), entries.end(),
                             [](const DaemonEntry *entry) { return needsAttention(entry->status.state); }));
}

std::vector<const DaemonEntry *> DockerModels::insecureDaemons() const
{
    std::vector<const DaemonEntry *> insecure;
    for (const DaemonEntry *entry : daemons.entries()) {
        if (entry->isOpen() && entry->isInsecure())
            insecure.push_back(entry);
    }
    return insecure;
}

void DockerModels::flush()
{
    ofEachTable([](CellTableModel &table) { table.flush(); });
}

void DockerModels::updateAges()
{
    ofEachTable([](CellTableModel &table) { table.updateAges(); });
}

} // namespace fairlead::models
