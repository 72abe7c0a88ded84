// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockertrial.h"

#include "backends/docker/daemonfindings.h"
#include "backends/docker/imagetransfer.h"
#include "backends/docker/logstream.h"
#include "backends/registry/imagereference.h"
#include "dockerfindings.h"
#include "trialfindings.h"
#include "trialjournal.h"

#include <QTimer>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

namespace {

constexpr qsizetype LogBytes = 64 << 10;

} // namespace

void DockerTrial::lookForImage()
{
    const QString &policy = m_settings.config.image.pullPolicy;
    if (policy == "Always"_L1 && !m_hasPulled)
        return pull();
    m_client->inspectImage(m_spec.image, this, guarded([this, policy](const Result<docker::ImageDetails> &image) {
                               if (!image && image.error().kind == ApiError::Kind::NotFound && !m_hasPulled &&
                                   policy != "Never"_L1)
                                   return pull();
                               if (!image) {
                                   TrialResult result = failedAt(Step::Image, image.error());
                                   if (policy == "Never"_L1)
                                       result.remedy = u"bring it there, or take another pull policy than Never"_s;
                                   if (report(result))
                                       wrapUp();
                                   return;
                               }
                               const QString size = docker::sizeText(image->sizeBytes);
                               const QString detail = m_hasPulled ? u"pulled, %1; it stays there"_s.arg(size)
                                                                  : u"is there, %1"_s.arg(size);
                               if (report({.step = Step::Image, .subject = m_spec.image, .detail = detail}))
                                   create();
                           }));
}

void DockerTrial::pull()
{
    const auto reference = registry::ImageReference::parseNormalized(m_spec.image);
    if (!reference) {
        return failAt(Step::Image, {.kind = ApiError::Kind::Invalid,
                                    .reason = u"BadName"_s,
                                    .message = u"\"%1\" is no reference of an image"_s.arg(m_spec.image)});
    }
    const QStringList failures = failedSteps(results());
    if (!failures.isEmpty()) { // gigabytes for nothing
        if (report({.step = Step::Image,
                    .state = CheckState::Skipped,
                    .subject = m_spec.image,
                    .detail = u"not pulled, as this failed: %1"_s.arg(failures.join(u", "_s))}))
            create();
        return;
    }
    const registry::ImageReference whole = reference->withDefaultTag();
    docker::ImageTransfer::Settings settings{.apiVersion = m_client->apiVersion(),
                                             .direction = docker::ImageTransfer::Direction::Pull,
                                             .repository = whole.name(),
                                             .tag = whole.digest ? whole.digest->toString() : whole.tag};
    const auto login = m_settings.wishes.login ? m_settings.wishes.login() : std::nullopt;
    if (login)
        settings.login = {.username = login->user, .secret = login->password, .serverAddress = login->registry};
    m_hasPulled = true;
    m_pull = new docker::ImageTransfer(*m_http, settings, this);
    connect(m_pull, &docker::ImageTransfer::finished, this,
            guarded([this](const Result<docker::TransferResult> &result) {
                m_pull->deleteLater();
                m_pull = nullptr;
                if (!result)
                    return failAt(Step::Image, result.error());
                lookForImage();
            }));
    QTimer::singleShot(m_settings.wishes.pullLimit, m_pull, guarded([this] {
                           if (!m_pull) // it has just ended
                               return;
                           m_pull->disconnect(this);
                           std::exchange(m_pull, nullptr)->deleteLater();
                           failAt(Step::Image,
                                  {.kind = ApiError::Kind::Timeout,
                                   .reason = u"PullTooLong"_s,
                                   .message = u"was still being pulled after %1 min"_s.arg(
                                       std::chrono::floor<std::chrono::minutes>(m_settings.wishes.pullLimit).count())});
                       }));
    m_pull->start();
}

void DockerTrial::create()
{
    const QStringList failures = failedSteps(results());
    if (!failures.isEmpty()) {
        if (report({.step = Step::Run,
                    .state = CheckState::Skipped,
                    .detail = u"not tried, as this failed: %1"_s.arg(failures.join(u", "_s))}))
            wrapUp();
        return;
    }
    m_mayHaveMade = true;
    m_journalProblem = TrialJournal(m_settings.wishes.journalPath)
                           .add({.runId = m_runId, .daemonId = m_settings.plan.target.daemonId});
    m_client->createContainer(m_runId, m_spec, this, [this](const Result<docker::CreatedContainer> &created) {
        if (created)
            m_container = created->id; // also of one that is not wanted any more
        if (!goesOn())
            return;
        if (!created)
            return failAt(Step::Create, created.error());
        inspectMade(created->warnings);
    });
}

void DockerTrial::inspectMade(const QStringList &warnings)
{
    m_client->inspectContainer(m_container, this,
                               guarded([this, warnings](const Result<docker::ContainerDetails> &made) {
                                   if (!made)
                                       return failAt(Step::Create, made.error());
                                   const TrialResult result = createFinding(m_spec, *made, warnings);
                                   if (!report(result))
                                       return;
                                   result.state == CheckState::Failed ? wrapUp() : run();
                               }));
}

void DockerTrial::run()
{
    m_client->startContainer(m_container, this, guarded([this](const Result<void> &started) {
                                 if (!started)
                                     return failAt(Step::Run, started.error());
                                 m_wait = m_client->waitContainer(
                                     m_container, m_settings.wishes.limit, this,
                                     guarded([this](const Result<docker::ContainerExit> &) { readLog(); }));
                             }));
}

void DockerTrial::readLog()
{
    m_log = new docker::LogStream(
        *m_http, {.apiVersion = m_client->apiVersion(), .container = m_container, .follows = false}, this);
    connect(m_log, &docker::LogStream::received, this, [this](docker::LogSource, QByteArrayView bytes, qint64) {
        m_output += bytes.first(std::min(bytes.size(), LogBytes - m_output.size()));
    });
    connect(m_log, &docker::LogStream::finished, this, guarded([this](const auto &) { onEnd(); }));
    m_log->start();
}

void DockerTrial::onEnd()
{
    m_client->inspectContainer(m_container, this, guarded([this](const Result<docker::ContainerDetails> &made) {
                                   if (!made)
                                       return failAt(Step::Run, made.error());
                                   const TrialOutput output = parseOutput(m_output);
                                   const QString &callback = m_settings.wishes.callback;
                                   if (report(endFinding(*made, output.lines)) &&
                                       (callback.isEmpty() || report(callbackFinding(callback, output))))
                                       wrapUp();
                               }));
}

void DockerTrial::wrapUp()
{
    if (m_mayHaveMade)
        return remove();
    if (m_isCancelled)
        return end(ApiError{.kind = ApiError::Kind::Cancelled});
    if (report({.step = Step::CleanUp, .state = CheckState::Skipped, .detail = u"nothing was made"_s}))
        end({});
}

//! By its name, also where the answer that has its id was lost.
void DockerTrial::remove()
{
    if (std::exchange(m_isRemoving, true))
        return;
    m_client->removeContainer(m_runId, true, true, this, [this](const Result<void> &removal) {
        const bool isGone = removal || removal.error().kind == ApiError::Kind::NotFound;
        lookWhetherGone(isGone ? std::nullopt : std::optional(removal.error()));
    });
}

void DockerTrial::lookWhetherGone(const std::optional<ApiError> &error)
{
    m_client->inspectContainer(m_runId, this, [this, error](const Result<docker::ContainerDetails> &made) {
        const bool isGone = !made && made.error().kind == ApiError::Kind::NotFound;
        const QStringList left = isGone ? QStringList() : QStringList{u"container "_s + m_runId};
        if (isGone)
            TrialJournal(m_settings.wishes.journalPath).remove(m_runId);
        if (report(cleanUpFinding(left, isGone ? std::nullopt : error, false, m_journalProblem)))
            end(m_isCancelled ? std::optional(ApiError{.kind = ApiError::Kind::Cancelled}) : std::nullopt);
    });
}

} // namespace fairlead::runs
