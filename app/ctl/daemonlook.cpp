// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonlook.h"

#include <QtConcurrentRun>

namespace fairlead::ctl {

DaemonLook::DaemonLook(const docker::DaemonChoice &choice, const QString &dockerFolder, const QByteArray &userAgent,
                       std::chrono::milliseconds answerTimeout)
    : m_choice(choice)
    , m_dockerFolder(dockerFolder)
    , m_userAgent(userAgent)
    , m_answerTimeout(answerTimeout)
{
    connect(&m_resolving, &QFutureWatcherBase::finished, this, &DaemonLook::onResolved);
}

void DaemonLook::start()
{
    m_resolving.setFuture(QtConcurrent::run(docker::resolveDaemon, m_choice, m_dockerFolder));
}

void DaemonLook::onResolved()
{
    const Result<docker::DockerEndpoint> endpoint = m_resolving.result();
    if (!endpoint)
        return end(tl::make_unexpected(endpoint.error()));
    m_http = std::make_unique<transport::HttpClient>(
        endpoint->endpoint, std::make_unique<transport::StaticCredentials>(endpoint->credentials), m_userAgent);
    m_client = std::make_unique<docker::EngineClient>(*m_http);
    m_client->setAnswerTimeout(m_answerTimeout);
    m_client->version(this, [this](const Result<docker::EngineVersion> &version) { askInfo(version); });
}

void DaemonLook::askInfo(const Result<docker::EngineVersion> &version)
{
    if (!version)
        return end(tl::make_unexpected(version.error()));
    const Result<docker::ApiVersion> negotiated = docker::negotiateApiVersion(*version);
    if (!negotiated)
        return end(tl::make_unexpected(negotiated.error()));
    m_client->setApiVersion(*negotiated);
    m_client->info(this, [this](const Result<docker::EngineInfo> &info) { end(info); });
}

void DaemonLook::end(const Result<docker::EngineInfo> &info)
{
    m_info = info;
    emit finished();
}

} // namespace fairlead::ctl
