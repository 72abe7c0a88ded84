// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "pushjob.h"

#include "transfertext.h"

#include "backends/registry/loginwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr auto RatesInterval = std::chrono::seconds(1);

} // namespace

PushJob::PushJob(docker::EngineClient &client, RegistryFleet::Connection registry, Settings settings, QObject *parent)
    : Job(parent)
    , m_client(client)
    , m_registry(std::move(registry))
    , m_settings(std::move(settings))
{
    m_login.setRegistry(m_registry);
    connect(&m_rates, &QTimer::timeout, this, [this] {
        m_transfer->updateRates();
        tellLayers();
    });
}

PushJob::~PushJob() = default;

void PushJob::start()
{
    m_asked = std::make_unique<QObject>();
    QMetaObject::invokeMethod(
        m_asked.get(), [this] { readTarget(); }, Qt::QueuedConnection);
}

void PushJob::readTarget()
{
    if (m_state == State::Finished) // cancelled before it began
        return;
    const auto target = registry::ImageReference::parse(m_settings.target);
    if (!target)
        return fail({.kind = ApiError::Kind::Invalid,
                     .reason = u"BadReference"_s,
                     .message = u"%1: %2"_s.arg(m_settings.target, registry::toString(target.error()))});
    m_target = target->withDefaultTag();
    prepare();
}

void PushJob::prepare()
{
    const settings::Registry &registry = m_registry->registry();
    if (registry.prePush == "none"_L1) {
        logIn();
        return;
    }
    m_state = State::Preparing;
    emit progressed({u"preparing the registry"_s, {}});
    m_hook = new registry::PrePush(registry::hookRequest(registry, m_registry->context(), m_target.path),
                                   m_settings.environment, m_settings.policy, this);
    m_hook->setPrompts(m_settings.prompts, {.registry = registry.name, .image = m_target.canonical()});
    connect(m_hook, &registry::PrePush::awaitsApproval, this, &PushJob::tellAwaited);
    connect(m_hook, &registry::PrePush::line, this, [this](const QString &line) { say(line); });
    connect(m_hook, &registry::PrePush::finished, this, [this](const Result<std::optional<registry::Login>> &login) {
        m_hook->deleteLater();
        m_hook = nullptr;
        if (!login)
            return fail(login.error());
        if (!*login)
            return logIn();
        m_login.useHooks(**login);
        name();
    });
    m_hook->start();
}

void PushJob::tellAwaited(bool awaits)
{
    emit progressed({awaits ? u"needs your approval"_s : u"preparing the registry"_s, {}});
    if (awaits)
        say(u"Waiting for your approval of %1"_s.arg(m_hook->approval().program));
}

void PushJob::logIn()
{
    m_state = State::LoggingIn;
    emit progressed({u"logging in"_s, {}});
    m_login.get(m_asked.get(), [this](const Result<void> &known) {
        if (m_state == State::Finished)
            return;
        if (!known)
            return fail(known.error());
        for (const QString &line : m_login.lines())
            say(line);
        name();
    });
}

void PushJob::name()
{
    m_state = State::Naming;
    m_client.tagImage(m_settings.image, m_target.name(), m_target.tag, m_asked.get(),
                      [this](const Result<void> &result) {
                          if (m_isCancelled)
                              return fail({.kind = ApiError::Kind::Cancelled});
                          result ? push() : fail(result.error());
                      });
}

void PushJob::push()
{
    m_state = State::Pushing;
    emit progressed({u"pushing"_s, {}});
    say(u"Pushing %1"_s.arg(m_target.canonical()));
    m_transfer = new docker::ImageTransfer(m_client.http(),
                                           {.apiVersion = m_client.apiVersion(),
                                            .direction = docker::ImageTransfer::Direction::Push,
                                            .repository = m_target.name(),
                                            .tag = m_target.tag,
                                            .login = m_login.forEngine()},
                                           this);
    connect(m_transfer, &docker::ImageTransfer::layersChanged, this, [this] {
        tellLayers();
        introduceOurselves();
    });
    connect(m_transfer, &docker::ImageTransfer::logged, this,
            [this](const QByteArray &text) { emit logged(text, false); });
    connect(m_transfer, &docker::ImageTransfer::finished, this, &PushJob::onPushed);
    m_rates.start(RatesInterval);
    m_transfer->start();
}

void PushJob::tellLayers()
{
    emit layersChanged(m_transfer->progress().layers());
    emit progressed(transferProgress(m_transfer->progress().totals()));
}

//! A registry answers the first question with one of its own: who is asking. That is settled while the layers travel,
//! so that behind them one request is left; not before the registry has let the daemon in with the same login.
void PushJob::introduceOurselves()
{
    using Layer = docker::LayerProgress::State;
    const auto isLetIn = [](const docker::LayerProgress &layer) {
        return layer.state == Layer::Pushing || layer.state == Layer::AlreadyExists || layer.state == Layer::Mounted;
    };
    if (m_state != State::Pushing || m_isIntroduced || m_login.isHooks())
        return;
    const std::vector<docker::LayerProgress> &layers = m_transfer->progress().layers();
    if (std::none_of(layers.begin(), layers.end(), isLetIn))
        return;
    m_isIntroduced = true;
    m_registry->open(m_asked.get(), [this](const Result<registry::RegistryClient *> &client) {
        if (client && m_state != State::Finished)
            (*client)->manifestHead(m_target, m_asked.get(), [](const Result<registry::ManifestHead> &) {});
    });
}

void PushJob::onPushed(const Result<docker::TransferResult> &result)
{
    m_rates.stop();
    tellLayers();
    m_transfer->deleteLater();
    m_transfer = nullptr;
    if (result) {
        m_digest = result->digest;
        m_login.accept();
        verify();
        return;
    }
    if (!m_login.mayTryAgain(result.error(), true))
        return fail(m_login.explained(result.error()));
    say(u"The registry refused that: %1"_s.arg(result.error().message));
    logIn();
}

//! By the registry's own word: a daemon says what it sent, not what is there.
void PushJob::verify()
{
    m_state = State::Verifying;
    emit progressed({u"verifying"_s, 1.0});
    m_registry->open(m_asked.get(), [this](const Result<registry::RegistryClient *> &client) {
        if (m_state == State::Finished)
            return;
        if (!client)
            return onUnverified(client.error());
        if (m_login.isHooks())
            m_own = m_registry->clientAs(m_login.login());
        askDigest(m_own ? *m_own : **client);
    });
}

void PushJob::askDigest(registry::RegistryClient &client)
{
    client.manifestHead(m_target, m_asked.get(), [this](const Result<registry::ManifestHead> &head) {
        if (m_state == State::Finished)
            return;
        if (!head)
            return onUnverified(head.error());
        compare(head->digest ? head->digest->toString() : QString());
    });
}

//! The push has succeeded: a daemon may reach what this machine does not, and a login may be for pushes alone. Only
//! what the registry says about the image makes it a failure.
void PushJob::onUnverified(const ApiError &error)
{
    const bool isDenial = error.kind == ApiError::Kind::NotFound || error.reason == "DigestMismatch"_L1;
    if (isDenial || error.kind == ApiError::Kind::Cancelled)
        return fail(error);
    ApiError told = error;
    if (told.message.isEmpty())
        told.message = toString(error.kind);
    const QString why = m_login.isHooks() ? told.message : registry::withRemedy(told, m_registry->registry()).message;
    say(u"Pushed, and not verified: %1"_s.arg(why));
    finish({.kind = JobResult::Kind::Done,
            .text = u"%1, pushed, not verified: %2"_s.arg(m_digest, why),
            .imageId = {},
            .digest = m_digest,
            .hasWarning = true});
}

void PushJob::compare(const QString &found)
{
    if (found.isEmpty())
        say(u"The registry does not say what it has under this name; the daemon pushed %1"_s.arg(m_digest));
    else if (found != m_digest)
        return fail(
            {.kind = ApiError::Kind::Conflict,
             .reason = u"OtherDigest"_s,
             .message = u"%1 is %2 in the registry, and %3 was pushed: somebody else pushed the same tag, or the "
                        "registry changed the image"_s.arg(m_target.canonical(), found, m_digest)});
    else
        say(u"Verified: the registry has %1"_s.arg(m_digest));
    finish({.kind = JobResult::Kind::Done, .text = m_digest, .imageId = {}, .digest = m_digest});
}

void PushJob::cancel()
{
    if (m_state == State::Finished)
        return;
    if (m_hook)
        m_hook->cancel();
    else if (m_transfer)
        m_transfer->cancel();
    else if (m_state == State::Naming)
        m_isCancelled = true; // the daemon may give the name all the same, and behind its answer nothing does
    else
        fail({.kind = ApiError::Kind::Cancelled});
}

void PushJob::fail(const ApiError &error)
{
    finish(failedJob(error));
}

void PushJob::finish(const JobResult &result)
{
    if (m_state == State::Finished)
        return;
    m_state = State::Finished;
    m_rates.stop();
    if (m_asked)
        m_asked.release()->deleteLater();
    if (m_own) // whose answer this may be
        m_own.release()->deleteLater();
    if (!result.isWell() && !result.text.isEmpty())
        say(result.text);
    emit finished(result);
}

} // namespace fairlead::imagejobs
