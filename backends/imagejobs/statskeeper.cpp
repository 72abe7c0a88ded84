// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "statskeeper.h"

#include <QDateTime>

using namespace std::chrono_literals;

namespace fairlead::imagejobs {

namespace {

constexpr auto TellingPause = 250ms; // each stream has its own second; the window paints them together

QSet<QString> runningOf(const std::vector<docker::Container> &containers)
{
    QSet<QString> running;
    for (const docker::Container &container : containers) {
        if (container.state == QLatin1StringView("running"))
            running.insert(container.id);
    }
    return running;
}

} // namespace

StatsKeeper::StatsKeeper(DaemonFleet &daemons, QObject *parent)
    : QObject(parent)
    , m_daemons(daemons)
    , m_telling(this)
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(TellingPause);
    connect(&m_telling, &QTimer::timeout, this, &StatsKeeper::tell);
    connect(&daemons, &DaemonFleet::containersChanged, this, &StatsKeeper::onContainers);
    connect(&daemons, &DaemonFleet::statusChanged, this, &StatsKeeper::onStatus);
    connect(&daemons, &DaemonFleet::clientChanging, this, &StatsKeeper::forget);
}

StatsKeeper::~StatsKeeper() = default;

void StatsKeeper::setSeen(const QList<ContainerRef> &containers)
{
    m_choice.setSeen(containers);
    reconcile();
}

void StatsKeeper::onContainers(const QString &daemonId, const std::vector<docker::Container> &containers)
{
    if (!m_live.contains(daemonId))
        return;
    m_choice.setRunning(daemonId, runningOf(containers));
    reconcile();
}

void StatsKeeper::onStatus(const QString &daemonId, const docker::DaemonStatus &status)
{
    if (status.state != docker::DaemonState::Live)
        return forget(daemonId);
    const docker::DaemonSession *session = m_daemons.session(daemonId);
    if (!session || m_live.contains(daemonId)) // its latency is another
        return;
    m_live.insert(daemonId);
    m_choice.setRunning(daemonId, runningOf(session->containers()));
    reconcile();
}

//! Its client is about to go, or nothing comes through it any more.
void StatsKeeper::forget(const QString &daemonId)
{
    m_live.remove(daemonId);
    m_choice.forgetDaemon(daemonId);
    reconcile();
}

void StatsKeeper::reconcile()
{
    const QList<ContainerRef> wanted = m_choice.wanted();
    QList<ContainerRef> unwanted;
    for (const auto &[container, stream] : m_streams) {
        if (!wanted.contains(container))
            unwanted += container;
    }
    for (const ContainerRef &container : std::as_const(unwanted))
        end(container);
    for (const ContainerRef &container : wanted) {
        if (!m_streams.contains(container))
            begin(container);
    }
}

void StatsKeeper::begin(const ContainerRef &container)
{
    docker::EngineClient *client = m_daemons.session(container.daemonId)->client();
    auto stream = std::make_unique<docker::StatsStream>(
        client->http(),
        docker::StatsStream::Settings{.apiVersion = client->apiVersion(), .container = container.containerId});
    connect(stream.get(), &docker::StatsStream::received, this, [this, container](const docker::ContainerStats &stats) {
        m_samples[container] = {container, stats, QDateTime::currentSecsSinceEpoch()};
        if (!m_telling.isActive())
            m_telling.start();
    });
    connect(stream.get(), &docker::StatsStream::finished, this, [this, container = container] {
        m_choice.streamEnded(container);
        m_streams.at(container).release()->deleteLater(); // this is one of its signals
        end(container);
        reconcile(); // another one has room now
    });
    docker::StatsStream *const started = stream.get();
    m_streams.emplace(container, std::move(stream));
    started->start();
}

void StatsKeeper::end(const ContainerRef &container)
{
    m_streams.erase(container);
    m_samples.erase(container);
    emit ended(container);
}

void StatsKeeper::tell()
{
    std::vector<StatsSample> samples;
    for (auto &[container, sample] : std::exchange(m_samples, {}))
        samples.push_back(std::move(sample));
    if (!samples.empty())
        emit sampled(samples);
}

} // namespace fairlead::imagejobs
