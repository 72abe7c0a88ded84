// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pulljob.h"

#include "transfertext.h"

#include "backends/registry/imagereference.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr auto TicksInterval = std::chrono::milliseconds(250);

} // namespace

PullJob::PullJob(docker::EngineClient &client, RegistryFleet &registries, QString image, QString platform,
                 QObject *parent)
    : Job(parent)
    , m_client(client)
    , m_registries(registries)
    , m_image(std::move(image))
    , m_platform(std::move(platform))
{
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        m_transfer->updateRates();
        tellLayers();
    });
}

PullJob::~PullJob() = default;

void PullJob::start()
{
    m_asked = std::make_unique<QObject>();
    QMetaObject::invokeMethod(
        m_asked.get(), [this] { logIn(); }, Qt::QueuedConnection);
}

void PullJob::logIn()
{
    if (!m_asked) // cancelled before it began
        return;
    const auto reference = registry::ImageReference::parseNormalized(m_image);
    if (!reference)
        return finish(failedJob({.kind = ApiError::Kind::Invalid,
                                 .reason = u"BadReference"_s,
                                 .message = u"%1: %2"_s.arg(m_image, registry::toString(reference.error()))}));
    emit progressed({u"pulling %1"_s.arg(m_image), {}});
    say(u"Pulling %1"_s.arg(reference->withDefaultTag().canonical()));
    m_registry = m_registries.connectionFor(reference->domain);
    m_registry->login(m_asked.get(), [this](const registry::LoginSource::Answer &login) {
        if (!m_asked)
            return;
        if (!login)
            return finish(failedJob(login.error()));
        m_login = *login;
        pull();
    });
}

void PullJob::pull()
{
    const registry::ImageReference reference = registry::ImageReference::parseNormalized(m_image)->withDefaultTag();
    m_transfer = new docker::ImageTransfer(m_client.http(),
                                           {.apiVersion = m_client.apiVersion(),
                                            .direction = docker::ImageTransfer::Direction::Pull,
                                            .repository = reference.name(),
                                            .tag = reference.digest ? reference.digest->toString() : reference.tag,
                                            .platform = m_platform,
                                            .login = engineLogin(m_login, m_registry->serverAddress())},
                                           this);
    connect(m_transfer, &docker::ImageTransfer::logged, this,
            [this](const QByteArray &text) { emit logged(text, false); });
    connect(m_transfer, &docker::ImageTransfer::finished, this, &PullJob::onPulled);
    m_ticks.start(TicksInterval);
    m_transfer->start();
}

void PullJob::onPulled(const Result<docker::TransferResult> &result)
{
    m_ticks.stop();
    tellLayers();
    m_transfer->deleteLater();
    m_transfer = nullptr;
    if (result) {
        finish({.kind = result->isUpToDate ? JobResult::Kind::UpToDate : JobResult::Kind::Done,
                .text = result->digest,
                .digest = result->digest});
        return;
    }
    const bool isRefused = result.error().kind == ApiError::Kind::Unauthorized;
    if (isRefused && m_login && !m_hasTriedAgain && m_registry->invalidate(*m_login)) {
        m_hasTriedAgain = true;
        logIn();
        return;
    }
    finish(failedJob(result.error()));
}

void PullJob::tellLayers()
{
    emit layersChanged(m_transfer->progress().layers());
    emit progressed(transferProgress(m_transfer->progress().totals()));
}

void PullJob::cancel()
{
    if (m_transfer)
        m_transfer->cancel();
    else
        finish(failedJob({.kind = ApiError::Kind::Cancelled}));
}

void PullJob::finish(const JobResult &result)
{
    if (!m_asked)
        return;
    m_asked.release()->deleteLater();
    if (!result.isWell())
        say(result.text);
    emit finished(result);
}

} // namespace fairlead::imagejobs
