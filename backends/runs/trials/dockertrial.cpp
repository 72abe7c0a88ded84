// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockertrial.h"

#include "backends/docker/imagetransfer.h"
#include "backends/docker/logstream.h"
#include "backends/manifests/containerrequest.h"
#include "backends/manifests/runlabels.h"
#include "dockerfindings.h"
#include "trialfindings.h"
#include "trialmanifest.h"

#include <QtConcurrent>

#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::runs {

DockerTrial::DockerTrial(Settings settings, QObject *parent)
    : TrialRun(parent)
    , m_settings(std::move(settings))
    , m_runId(newTrialId())
{
}

DockerTrial::~DockerTrial()
{
    // Before what they speak through.
    delete m_pull;
    delete m_log;
}

void DockerTrial::start()
{
    beginStep();
    if (!m_settings.plan.isPossible()) {
        const auto refuse = guarded([this] {
            if (report(problemsFinding(Step::Create, m_settings.plan.problems)))
                wrapUp();
        });
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    m_resolving = std::make_unique<QFutureWatcher<Result<docker::DockerEndpoint>>>();
    connect(m_resolving.get(), &QFutureWatcherBase::finished, this, guarded([this] { onResolved(); }));
    m_resolving->setFuture(QtConcurrent::run(docker::resolveDaemon, m_settings.choice, m_settings.dockerFolder));
}

//! What is waited for ends, and what was made goes.
void DockerTrial::cancel()
{
    m_isCancelled = true;
    if (!m_mayHaveMade)
        return end(ApiError{.kind = ApiError::Kind::Cancelled});
    m_wait.cancel();
}

bool DockerTrial::goesOn()
{
    if (!isOver() && m_isCancelled)
        wrapUp();
    return !isOver() && !m_isCancelled;
}

void DockerTrial::failAt(Step step, const ApiError &error)
{
    if (report(failedAt(step, error)))
        wrapUp();
}

void DockerTrial::onResolved()
{
    const Result<docker::DockerEndpoint> endpoint = m_resolving->result();
    if (!endpoint)
        return failAt(Step::Reachable, endpoint.error());
    m_http = std::make_unique<transport::HttpClient>(
        endpoint->endpoint, std::make_unique<transport::StaticCredentials>(endpoint->credentials),
        m_settings.wishes.userAgent);
    m_client = std::make_unique<docker::EngineClient>(*m_http);
    m_client->setAnswerTimeout(m_settings.wishes.answerTimeout);
    askVersion();
}

void DockerTrial::askVersion()
{
    m_client->version(
        this, guarded([this](const Result<docker::EngineVersion> &version) {
            if (!version)
                return failAt(Step::Reachable, version.error());
            m_version = *version;
            const Result<docker::ApiVersion> negotiated = docker::negotiateApiVersion(*version);
            if (!negotiated)
                return failAt(Step::Reachable, negotiated.error());
            m_client->setApiVersion(*negotiated);
            const QString detail =
                u"%1 %2, answers in %3 ms"_s.arg(version->engineName, version->version).arg(version->latency.count());
            if (report({.step = Step::Reachable, .detail = detail}))
                askInfo();
        }));
}

void DockerTrial::askInfo()
{
    m_client->info(this, guarded([this](const Result<docker::EngineInfo> &info) {
                       if (!info)
                           return failAt(Step::Identity, info.error());
                       m_info = *info;
                       const QString detail = u"%1, %2"_s.arg(info->name, info->operatingSystem);
                       if (report({.step = Step::Identity, .detail = detail}))
                           makeSpec();
                   }));
}

//! As a launch makes it, but for the command: an entrypoint of the image would take it for its arguments.
void DockerTrial::makeSpec()
{
    manifests::Launch ours = m_settings.plan.launch;
    ours.runId = m_runId;
    ours.name = m_runId;
    const TrialWishes &wishes = m_settings.wishes;
    ours.command = trialCommand(wishes.command, parseCallback(wishes.callback));
    const auto spec = manifests::containerRequest(m_settings.config, ours);
    if (!spec) {
        if (report(problemsFinding(Step::Create, spec.error())))
            wrapUp();
        return;
    }
    m_spec = *spec;
    m_spec.labels.insert(manifests::TrialLabel, u"true"_s);
    m_spec.entrypoint = {ours.command.front()};
    m_spec.command = ours.command.sliced(1);
    look();
}

void DockerTrial::look()
{
    const auto kind = m_version.kind;
    if (report(runtimeFinding(m_spec.runtime, m_info, kind)) &&
        report(devicesFinding(m_spec.deviceRequests, m_info, kind)))
        lookForNetwork();
}

void DockerTrial::lookForNetwork()
{
    const QString name = networkName(m_spec);
    if (name.isEmpty() || !docker::isPathName(name)) {
        const QString mode = m_spec.networkMode.isEmpty() ? u"the daemon's own"_s : m_spec.networkMode;
        if (report({.step = Step::Network, .detail = mode}))
            lookForVolumes();
        return;
    }
    const transport::HttpRequest request{.path = u"/v%1/networks/%2"_s.arg(m_client->apiVersion().text(), name),
                                         .answerTimeout = m_settings.wishes.answerTimeout};
    using Answer = tl::expected<transport::HttpResponse, transport::HttpFailure>;
    m_http->send(request, this, guarded([this, name](const Answer &answer) {
                     TrialResult result{.step = Step::Network, .detail = u"is there"_s};
                     if (!answer) {
                         result = failedAt(Step::Network, docker::errorFromFailure(answer.error()));
                         if (result.error->kind == ApiError::Kind::NotFound)
                             result.remedy = u"make it (docker network create %1), or name another"_s.arg(name);
                     }
                     result.subject = name;
                     if (report(result))
                         lookForVolumes();
                 }));
}

//! One that is not there would be made without a word, empty, and would stay.
void DockerTrial::lookForVolumes()
{
    const QStringList wanted = volumeNames(m_spec);
    if (wanted.isEmpty())
        return lookForImage();
    m_client->listVolumes(
        this, guarded([this, wanted](const Result<std::vector<docker::Volume>> &volumes) {
            if (!volumes)
                return failAt(Step::Volumes, volumes.error());
            QStringList missing = wanted;
            for (const docker::Volume &volume : *volumes)
                missing.removeAll(volume.name);
            TrialResult result{.step = Step::Volumes, .detail = u"all are there"_s};
            if (!missing.isEmpty()) {
                result.state = CheckState::Failed;
                result.detail =
                    u"the daemon has no volume %1: a launch would begin with an empty one"_s.arg(missing.join(u", "_s));
                result.remedy = u"make it (docker volume create %1), or correct the name"_s.arg(missing.front());
            }
            if (report(result))
                lookForImage();
        }));
}

} // namespace fairlead::runs
