// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemontest.h"

#include "daemonfindings.h"
#include "trialbuild.h"

#include <QtConcurrent>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

using Id = CheckResult::Id;

namespace {

constexpr int MostPings = 5;

} // namespace

DaemonTest::DaemonTest(Settings settings, QObject *parent)
    : CheckRun(parent)
    , m_settings(std::move(settings))
{
}

DaemonTest::~DaemonTest()
{
    delete m_build; // before what it speaks through
}

void DaemonTest::start()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Resolving;
    m_resolving = std::make_unique<QFutureWatcher<Result<DockerEndpoint>>>();
    connect(m_resolving.get(), &QFutureWatcherBase::finished, this, &DaemonTest::onResolved);
    m_resolving->setFuture(QtConcurrent::run(resolveDaemon, m_settings.choice, m_settings.dockerFolder));
}

void DaemonTest::cancel()
{
    if (m_state != State::Building)
        return finish(ApiError{.kind = ApiError::Kind::Cancelled});
    if (!std::exchange(m_isCancelled, true))
        m_build->cancel();
}

void DaemonTest::onResolved()
{
    if (m_state != State::Resolving)
        return;
    const Result<DockerEndpoint> endpoint = m_resolving->result();
    if (!endpoint)
        return failAt(Id::Address, endpoint.error());
    m_endpoint = *endpoint;
    m_state = State::Asking;
    m_http = std::make_unique<transport::HttpClient>(
        m_endpoint.endpoint, std::make_unique<transport::StaticCredentials>(m_endpoint.credentials),
        m_settings.userAgent);
    m_client = std::make_unique<EngineClient>(*m_http);
    m_client->setAnswerTimeout(m_settings.answerTimeout);
    if (!report({.id = Id::Address, .detail = endpointText(m_endpoint.endpoint)}))
        return;
    ping();
}

void DaemonTest::ping()
{
    m_request = m_client->ping(this, [this](const Result<Ping> &ping) {
        if (m_state != State::Asking)
            return;
        if (!ping && isWordLost(ping.error()) && ++m_pings < MostPings)
            return this->ping();
        if (!ping) {
            // TLS that fails is about who is who: something answers there.
            const bool isTls = ping.error().kind == ApiError::Kind::Tls;
            return failAt(isTls ? Id::Encryption : Id::Reachable, ping.error());
        }
        m_ping = *ping;
        if (report({.id = Id::Reachable, .detail = u"answers in %1 ms"_s.arg(ping->latency.count())}) &&
            report(encryptionFinding(m_endpoint)))
            askVersion();
    });
}

//! A server of TLS 1.3 that refuses our certificate says so and closes behind the handshake; where the end overtakes
//! the word, only another try hears it.
bool DaemonTest::isWordLost(const ApiError &error) const
{
    return m_endpoint.endpoint.server.scheme() == "https"_L1 && error.reason == "ConnectionClosed"_L1;
}

void DaemonTest::askVersion()
{
    m_request = m_client->version(this, [this](const Result<EngineVersion> &version) {
        if (m_state != State::Asking)
            return;
        if (!version)
            return failAt(Id::Api, version.error());
        m_version = *version;
        const Result<ApiVersion> negotiated = negotiateApiVersion(m_version);
        if (!negotiated)
            return failAt(Id::Api, negotiated.error());
        m_client->setApiVersion(*negotiated);
        const QString detail =
            u"%1; the engine speaks %2 to %3"_s.arg(negotiated->text(), m_version.minApiVersion, m_version.apiVersion);
        if (report({.id = Id::Api, .detail = detail}) && report(engineFinding(m_version)))
            askInfo();
    });
}

void DaemonTest::askInfo()
{
    m_request = m_client->info(this, [this](const Result<EngineInfo> &info) {
        if (m_state != State::Asking)
            return;
        if (!info)
            return failAt(Id::Identity, info.error());
        m_info = *info;
        if (report(identityFinding(m_info, m_version.kind)) && report(platformFinding(m_info)) &&
            report(storageFinding(m_info)))
            count();
    });
}

void DaemonTest::count()
{
    m_state = State::Counting;
    m_request = m_client->diskUsage(this, [this](const Result<DiskUsage> &usage) {
        if (m_state != State::Counting)
            return;
        CheckResult disk{.id = Id::Disk, .state = CheckResult::State::Warning};
        if (usage) {
            disk = diskFinding(*usage, m_info);
        } else { // it may be used all the same
            disk.detail = usage.error().message;
            disk.error = usage.error();
        }
        if (report(disk) && report(runtimesFinding(m_info, m_settings.runtime, m_version.kind)) &&
            report(devicesFinding(m_info)) && report(builderFinding(m_ping, m_version.kind)))
            tryBuild();
    });
}

void DaemonTest::tryBuild()
{
    const auto goOn = [this](const CheckResult &result) {
        if (report(result) && report(registriesFinding(m_info, m_version.kind)) && report(warningsFinding(m_info)))
            lookForNext();
    };
    if (!m_settings.triesBuild) {
        return goOn({.id = Id::TrialBuild, .state = CheckResult::State::Skipped, .detail = u"not asked for"_s});
    }
    m_state = State::Building;
    m_build = new TrialBuild(*m_client, this);
    connect(m_build, &TrialBuild::finished, this, [this, goOn](const std::optional<ApiError> &error) {
        if (m_state != State::Building)
            return;
        if (m_isCancelled)
            return finish(ApiError{.kind = ApiError::Kind::Cancelled});
        m_state = State::LookingForImages; // nothing is left there that a cancel would wait for
        goOn(trialFinding(error, m_build->leftovers()));
    });
    m_build->start();
}

void DaemonTest::lookForNext()
{
    m_state = State::LookingForImages;
    const QStringList all = m_settings.images + m_settings.otherImages;
    if (m_nextImage == all.size())
        return reportImages();
    const QString reference = all[m_nextImage++];
    m_request = m_client->inspectImage(reference, this, [this, reference](const Result<ImageDetails> &image) {
        if (m_state != State::LookingForImages)
            return;
        if (!image && image.error().kind != ApiError::Kind::NotFound)
            return failAt(Id::Images, image.error());
        if (!image)
            m_missing << reference;
        lookForNext();
    });
}

void DaemonTest::reportImages()
{
    const auto isOurs = [&](const QString &image) { return m_settings.images.contains(image); };
    const auto firstOther = std::find_if_not(m_missing.begin(), m_missing.end(), isOurs);
    const QStringList missing(m_missing.begin(), firstOther);
    const QStringList others(firstOther, m_missing.end());
    if (!report(imagesFinding(m_settings.images, missing, m_settings.unnamed)))
        return;
    if (m_settings.otherImages.isEmpty() || report(otherImagesFinding(m_settings.otherImages, others)))
        finish({});
}

void DaemonTest::failAt(CheckResult::Id id, const ApiError &error)
{
    if (report({.id = id, .state = CheckResult::State::Failed, .detail = error.message, .error = error}))
        finish({});
}

void DaemonTest::finish(const std::optional<ApiError> &error)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_request.cancel();
    end(error);
}

} // namespace fairlead::docker
