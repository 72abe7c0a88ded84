// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerattempt.h"

#include "backends/docker/imagetransfer.h"
#include "backends/docker/logstream.h"
#include "backends/registry/imagereference.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

DockerAttempt::DockerAttempt(Settings settings, QObject *parent)
    : RunAttempt(parent)
    , m_settings(std::move(settings))
    , m_runTimer(this) // into whatever thread it is moved to
{
    m_runTimer.setSingleShot(true);
    connect(&m_runTimer, &QTimer::timeout, this, &DockerAttempt::onRunLimit);
}

DockerAttempt::~DockerAttempt()
{
    // Before what they speak through.
    delete m_pull;
    delete m_log;
}

void DockerAttempt::start()
{
    m_resolving = std::make_unique<QFutureWatcher<Result<docker::DockerEndpoint>>>();
    connect(m_resolving.get(), &QFutureWatcherBase::finished, this, guarded([this] { onResolved(); }));
    m_resolving->setFuture(QtConcurrent::run(docker::resolveDaemon, m_settings.choice, m_settings.dockerFolder));
}

//! What was asked for comes back first: it may have made something.
bool DockerAttempt::goesOn()
{
    if (isOver() || m_isRemoving)
        return false;
    const bool isOnTheWay = m_settings.isThere && !m_isFollowing; // to what is to be stopped
    if (m_isStopping && !isOnTheWay)
        remove({.kind = AttemptEnd::Kind::Stopped});
    return !m_isStopping || isOnTheWay;
}

void DockerAttempt::refuse(const QString &what, const ApiError &error)
{
    const QString why = u"%1: %2"_s.arg(what, error.message.isEmpty() ? error.reason : error.message);
    if (m_settings.isThere) // and stays: it could not be looked at, or not be stopped
        finish({.kind = AttemptEnd::Kind::Refused, .why = why, .leftovers = {u"container "_s + name()}});
    else
        remove({.kind = AttemptEnd::Kind::Refused, .why = why});
}

void DockerAttempt::onResolved()
{
    const Result<docker::DockerEndpoint> endpoint = m_resolving->result();
    if (!endpoint)
        return refuse(m_settings.plan.target.name, endpoint.error());
    m_http = std::make_unique<transport::HttpClient>(
        endpoint->endpoint, std::make_unique<transport::StaticCredentials>(endpoint->credentials),
        m_settings.userAgent);
    m_client = std::make_unique<docker::EngineClient>(*m_http);
    m_client->setAnswerTimeout(m_settings.answerTimeout);
    askVersion();
}

void DockerAttempt::askVersion()
{
    m_client->version(this, guarded([this](const Result<docker::EngineVersion> &version) {
                          const Result<docker::ApiVersion> negotiated =
                              version ? docker::negotiateApiVersion(*version)
                                      : Result<docker::ApiVersion>(tl::make_unexpected(version.error()));
                          if (!negotiated)
                              return refuse(m_settings.plan.target.name, negotiated.error());
                          m_client->setApiVersion(*negotiated);
                          m_settings.isThere ? follow() : lookForImage();
                      }));
}

void DockerAttempt::lookForImage()
{
    const QString &policy = m_settings.pullPolicy;
    if (policy == "Always"_L1 && !m_hasPulled)
        return pull();
    const QString image = m_settings.plan.container.image;
    m_client->inspectImage(image, this, guarded([this, policy, image](const Result<docker::ImageDetails> &found) {
                               const bool isMissing = !found && found.error().kind == ApiError::Kind::NotFound;
                               if (isMissing && !m_hasPulled && policy != "Never"_L1)
                                   return pull();
                               if (!found)
                                   return refuse(u"image "_s + image, found.error());
                               create();
                           }));
}

void DockerAttempt::pull()
{
    const QString image = m_settings.plan.container.image;
    const auto reference = registry::ImageReference::parseNormalized(image);
    if (!reference)
        return remove({.kind = AttemptEnd::Kind::Refused, .why = u"\"%1\" is no reference of an image"_s.arg(image)});
    const registry::ImageReference whole = reference->withDefaultTag();
    docker::ImageTransfer::Settings settings{.apiVersion = m_client->apiVersion(),
                                             .direction = docker::ImageTransfer::Direction::Pull,
                                             .repository = whole.name(),
                                             .tag = whole.digest ? whole.digest->toString() : whole.tag};
    if (const auto login = m_settings.login ? m_settings.login() : std::nullopt)
        settings.login = {.username = login->user, .secret = login->password, .serverAddress = login->registry};
    m_hasPulled = true;
    setStatus({.phase = RunPhase::Pulling});
    emit noted(u"pulling %1"_s.arg(image));
    m_pull = new docker::ImageTransfer(*m_http, settings, this);
    connect(m_pull, &docker::ImageTransfer::finished, this,
            guarded([this, image](const Result<docker::TransferResult> &result) {
                std::exchange(m_pull, nullptr)->deleteLater();
                if (!result)
                    return refuse(u"image "_s + image, result.error());
                lookForImage();
            }));
    m_pull->start();
}

void DockerAttempt::create()
{
    const QString problem = m_settings.remember ? m_settings.remember() : QString();
    if (!problem.isEmpty())
        emit noted(u"this run will not be found again if the program is killed: "_s + problem);
    m_mayHaveMade = true;
    m_client->createContainer(name(), m_settings.plan.container, this,
                              guarded([this](const Result<docker::CreatedContainer> &created) {
                                  if (!created)
                                      return refuse(u"container "_s + name(), created.error());
                                  for (const QString &warning : created->warnings)
                                      emit noted(u"the daemon warns: "_s + warning);
                                  emit noted(u"container %1 is made"_s.arg(name()));
                                  run();
                              }));
}

void DockerAttempt::run()
{
    m_client->startContainer(name(), this, guarded([this](const Result<void> &started) {
                                 if (!started)
                                     return refuse(u"container "_s + name(), started.error());
                                 if (m_settings.runLimit)
                                     m_runTimer.start(*m_settings.runLimit);
                                 follow();
                             }));
}

} // namespace fairlead::runs
