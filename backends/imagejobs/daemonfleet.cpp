// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonfleet.h"

#include "backends/settings/findbyid.h"
#include "backends/settings/writtenpath.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

using docker::DaemonSession;

docker::DaemonChoice daemonChoice(const settings::Daemon &daemon, const QString &settingsFolder)
{
    if (!daemon.context.isEmpty())
        return {.address = {}, .contextName = daemon.context};
    const QString path = settings::absolutePath(daemon.certPath, settingsFolder);
    return {.address = {.host = daemon.host,
                        .enablesTls = daemon.tlsVerify,
                        .certificatePath = path,
                        .certificatePlace = settings::pathText(daemon.certPath, path)},
            .contextName = {}};
}

images::ImageStore storeOf(const docker::EngineInfo &info)
{
    if (info.driver.isEmpty())
        return images::ImageStore::Unknown;
    return info.usesContainerdStore ? images::ImageStore::Containerd : images::ImageStore::Classic;
}

ApiError notConnected()
{
    return {.kind = ApiError::Kind::Network,
            .reason = u"NotConnected"_s,
            .message = u"there is no connection to this daemon"_s};
}

DaemonFleet::DaemonFleet(QString dockerFolder, QString settingsFolder, QByteArray userAgent, QObject *parent)
    : QObject(parent)
    , m_dockerFolder(std::move(dockerFolder))
    , m_settingsFolder(std::move(settingsFolder))
    , m_userAgent(std::move(userAgent))
{
}

DaemonFleet::~DaemonFleet() = default;

void DaemonFleet::setDaemons(const std::vector<settings::Daemon> &daemons)
{
    m_daemons = daemons;
    reconcile();
}

void DaemonFleet::setOpen(const QSet<QString> &ids)
{
    m_open = ids;
    reconcile();
}

void DaemonFleet::open(const QString &id)
{
    const bool isNew = !m_open.contains(id);
    m_open.insert(id);
    if (DaemonSession *session = this->session(id))
        session->retryNow();
    reconcile();
    if (isNew && session(id))
        emit openedForOrder(id);
}

void DaemonFleet::hold(const QString &id)
{
    ++m_holds[id];
}

void DaemonFleet::release(const QString &id)
{
    const auto holds = m_holds.find(id);
    if (holds == m_holds.end() || --*holds > 0)
        return;
    m_holds.erase(holds);
    reconcile();
}

void DaemonFleet::retry(const QString &id)
{
    if (DaemonSession *session = this->session(id))
        session->retryNow();
}

void DaemonFleet::askDiskUsage(const QString &id)
{
    DaemonSession *session = this->session(id);
    if (!session || !session->client()) {
        emit diskUsageFailed(id, notConnected());
        return;
    }
    m_counting.insert(id);
    session->askDiskUsage();
}

//! Once for each time that it was asked for: what comes of a connection that has gone is too late.
void DaemonFleet::endCounting(const QString &id, const Result<docker::DiskUsage> &usage)
{
    if (!m_counting.remove(id))
        return;
    if (usage)
        emit diskUsageChanged(id, *usage);
    else
        emit diskUsageFailed(id, usage.error());
}

DaemonSession *DaemonFleet::session(const QString &id) const
{
    const auto session = m_sessions.find(id);
    return session == m_sessions.end() ? nullptr : session->second.get();
}

void DaemonFleet::reconcile()
{
    QStringList gone;
    for (const auto &[id, session] : m_sessions) {
        if (m_holds.contains(id))
            continue;
        if (!m_open.contains(id) || !settings::findById(m_daemons, id))
            gone += id;
    }
    for (const QString &id : gone)
        end(id);
    for (const settings::Daemon &daemon : m_daemons) {
        if (!m_open.contains(daemon.id))
            continue;
        DaemonSession *session = this->session(daemon.id);
        if (!session)
            start(daemon);
        else if (!m_holds.contains(daemon.id))
            session->setChoice(daemonChoice(daemon, m_settingsFolder));
    }
}

void DaemonFleet::start(const settings::Daemon &daemon)
{
    const QString id = daemon.id;
    DaemonSession::Settings settings{
        .choice = daemonChoice(daemon, m_settingsFolder), .dockerFolder = m_dockerFolder, .userAgent = m_userAgent};
    settings.answerTimeout = m_answerTimeout.value_or(settings.answerTimeout);
    settings.pingTimeout = m_answerTimeout.value_or(settings.pingTimeout);
    auto session = std::make_unique<DaemonSession>(settings);
    DaemonSession *const made = session.get();
    connect(made, &DaemonSession::stateChanged, this,
            [this, id](const docker::DaemonStatus &status) { emit statusChanged(id, status); });
    connect(made, &DaemonSession::infoChanged, this,
            [this, id](const docker::EngineInfo &info) { emit infoChanged(id, info); });
    connect(made, &DaemonSession::containersChanged, this,
            [this, id](const std::vector<docker::Container> &containers) { emit containersChanged(id, containers); });
    connect(made, &DaemonSession::imagesChanged, this,
            [this, id](const std::vector<docker::Image> &images) { emit imagesChanged(id, images); });
    connect(made, &DaemonSession::volumesChanged, this,
            [this, id](const std::vector<docker::Volume> &volumes) { emit volumesChanged(id, volumes); });
    connect(made, &DaemonSession::diskUsageChanged, this,
            [this, id](const docker::DiskUsage &usage) { endCounting(id, usage); });
    connect(made, &DaemonSession::diskUsageFailed, this,
            [this, id](const ApiError &error) { endCounting(id, tl::unexpected(error)); });
    connect(made, &DaemonSession::clientChanging, this, [this, id] {
        endCounting(id, tl::unexpected(notConnected()));
        emit clientChanging(id);
    });
    m_sessions.emplace(id, std::move(session));
    made->open();
}

void DaemonFleet::end(const QString &id)
{
    const auto session = m_sessions.find(id);
    endCounting(id, tl::unexpected(notConnected()));
    emit clientChanging(id);
    session->second->disconnect(this);
    session->second->close();
    session->second.release()->deleteLater(); // this may be called from one of its slots
    m_sessions.erase(session);
    emit statusChanged(id, {});
}

} // namespace fairlead::imagejobs
