// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pulljob.h"

#include "transfertext.h"

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
        m_asked.get(), [this] { begin(); }, Qt::QueuedConnection);
}

void PullJob::begin()
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
    m_reference = reference->withDefaultTag();
    m_registry = m_registries.connectionFor(m_reference);
    m_login.setRegistry(m_registry);
    m_check = new PulledDigest(m_registry, m_asked.get());
    logIn();
}

void PullJob::logIn()
{
    m_login.get(m_asked.get(), [this](const Result<void> &known) {
        if (!m_asked)
            return;
        if (!known)
            return finish(failedJob(known.error()));
        for (const QString &line : m_login.lines())
            say(line);
        pull();
    });
}

void PullJob::pull()
{
    m_transfer =
        new docker::ImageTransfer(m_client.http(),
                                  {.apiVersion = m_client.apiVersion(),
                                   .direction = docker::ImageTransfer::Direction::Pull,
                                   .repository = m_reference.name(),
                                   .tag = m_reference.digest ? m_reference.digest->toString() : m_reference.tag,
                                   .platform = m_platform,
                                   .login = m_login.forEngine()},
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
        m_login.accept();
        m_result.kind = result->isUpToDate ? JobResult::Kind::UpToDate : JobResult::Kind::Done;
        return result->digest.isEmpty() ? findDigest() : verify({result->digest});
    }
    if (!m_login.mayTryAgain(result.error(), false))
        return finish(failedJob(m_login.explained(result.error())));
    say(u"The registry refused that: %1"_s.arg(result.error().message));
    logIn();
}

//! Engines that do not tell it while they pull (Podman) keep it with the image, among others.
void PullJob::findDigest()
{
    m_client.inspectImage(m_reference.canonical(), m_asked.get(), [this](const Result<docker::ImageDetails> &image) {
        if (!m_asked)
            return;
        const QStringList named = image ? image->repoDigests : QStringList();
        QStringList digests;
        for (const QString &each : named) {
            const auto known = registry::ImageReference::parseNormalized(each);
            if (known && known->digest && known->name() == m_reference.name())
                digests += known->digest->toString();
        }
        if (!digests.isEmpty())
            return verify(digests);
        say(u"Not compared with the registry: the daemon does not tell the digest"_s);
        finish(m_result);
    });
}

void PullJob::verify(const QStringList &digests)
{
    m_result.text = m_result.digest = digests.front();
    if (m_check->isReaching()) {
        say(u"Pulled. Waiting a moment for %1 to answer this machine, too, to compare the digest"_s.arg(
            m_registry->registry().host));
        emit progressed({u"waiting for %1"_s.arg(m_registry->registry().host), {}});
    } else {
        emit progressed({u"verifying"_s, 1.0});
    }
    m_check->ask(m_reference, digests, m_login.login(), [this](const DigestVerdict &verdict) {
        if (!m_asked)
            return;
        if (verdict.kind == DigestVerdict::Kind::Same)
            m_result.text = m_result.digest = verdict.now;
        const QString text = digestText(verdict, m_reference.canonical(), m_result.digest);
        if (verdict.kind == DigestVerdict::Kind::Foreign)
            return finish(failedJob({.kind = ApiError::Kind::Conflict, .reason = u"OtherDigest"_s, .message = text}));
        say(text);
        if (verdict.kind != DigestVerdict::Kind::Same)
            m_result.text = u"%1. %2"_s.arg(m_result.digest, text);
        finish(m_result);
    });
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
