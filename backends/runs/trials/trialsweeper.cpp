// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "trialsweeper.h"

#include "backends/manifests/runlabels.h"
#include "backends/runs/inturn.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

TrialSweeper::TrialSweeper(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
}

TrialSweeper::~TrialSweeper()
{
    delete m_cleanUp; // before what it speaks through
}

void TrialSweeper::start()
{
    if (const auto *cluster = std::get_if<Cluster>(&m_settings.place))
        sweepCluster(*cluster);
    else
        sweepDaemon(std::get<Daemon>(m_settings.place));
}

void TrialSweeper::sweepCluster(const Cluster &cluster)
{
    m_http = std::make_unique<transport::HttpClient>(cluster.endpoint, cluster.makeCredentials(), m_settings.userAgent);
    m_objects = std::make_unique<kubernetes::ObjectClient>(*m_http);
    m_objects->setAnswerTimeout(m_settings.answerTimeout);
    m_cleanUp = new TrialCleanUp(*m_objects,
                                 {.runId = m_settings.entry.runId,
                                  .namespaceName = m_settings.entry.namespaceName,
                                  .madeNamespace = m_settings.entry.madeNamespace},
                                 this);
    connect(m_cleanUp, &TrialCleanUp::finished, this, [this] { end(m_cleanUp->isClean()); });
    m_cleanUp->start();
}

void TrialSweeper::sweepDaemon(const Daemon &daemon)
{
    m_resolving = std::make_unique<QFutureWatcher<Result<docker::DockerEndpoint>>>();
    connect(m_resolving.get(), &QFutureWatcherBase::finished, this, [this] {
        const Result<docker::DockerEndpoint> endpoint = m_resolving->result();
        if (!endpoint)
            return end(false);
        m_http = std::make_unique<transport::HttpClient>(
            endpoint->endpoint, std::make_unique<transport::StaticCredentials>(endpoint->credentials),
            m_settings.userAgent);
        m_engine = std::make_unique<docker::EngineClient>(*m_http);
        m_engine->setAnswerTimeout(m_settings.answerTimeout);
        removeContainers();
    });
    m_resolving->setFuture(QtConcurrent::run(docker::resolveDaemon, daemon.choice, daemon.dockerFolder));
}

void TrialSweeper::removeContainers()
{
    m_engine->listContainers(true, this, [this](const Result<std::vector<docker::Container>> &containers) {
        if (!containers)
            return end(false);
        std::vector<docker::Container> ours = *containers;
        std::erase_if(ours, [this](const docker::Container &each) {
            return each.labels.value(manifests::RunLabel) != m_settings.entry.runId;
        });
        const auto isClean = std::make_shared<bool>(true);
        inTurn(
            std::move(ours),
            [this, isClean](const docker::Container &each, const std::function<void()> &next) {
                m_engine->removeContainer(each.id, true, true, this, [isClean, next](const Result<void> &removal) {
                    *isClean = *isClean && (removal || removal.error().kind == ApiError::Kind::NotFound);
                    next();
                });
            },
            [this, isClean] { end(*isClean); });
    });
}

void TrialSweeper::end(bool isClean)
{
    if (isClean)
        TrialJournal(m_settings.journalPath).remove(m_settings.entry.runId);
    emit finished(isClean);
}

} // namespace fairlead::runs
