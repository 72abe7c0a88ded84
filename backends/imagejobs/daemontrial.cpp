// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemontrial.h"

#include <algorithm>
#include <utility>

namespace fairlead::imagejobs {

namespace {

DaemonTrial::Settings withImages(DaemonTrial::Settings settings)
{
    settings.daemon.images = settings.needs.built;
    settings.daemon.otherImages = settings.needs.elsewhere;
    settings.daemon.unnamed = settings.needs.unnamed;
    return settings;
}

} // namespace

DaemonTrial::DaemonTrial(RegistryFleet &registries, Settings settings, QObject *parent)
    : CheckRun(parent)
    , m_registries(registries)
    , m_settings(withImages(std::move(settings)))
{
}

DaemonTrial::~DaemonTrial() = default;

int DaemonTrial::expected() const
{
    const DaemonNeeds &needs = m_settings.needs;
    const auto pushes = std::count_if(needs.registries.begin(), needs.registries.end(),
                                      [](const DaemonNeeds::InRegistry &each) { return !each.pushed.isEmpty(); });
    return int(docker::CheckResult::Id::Images) + 1 + (needs.elsewhere.isEmpty() ? 0 : 1) +
           int(needs.registries.size()) + int(pushes);
}

void DaemonTrial::start()
{
    using docker::DaemonTest;
    m_daemonTest = std::make_unique<DaemonTest>(m_settings.daemon);
    connect(m_daemonTest.get(), &DaemonTest::checked, this,
            [this](const docker::CheckResult &result) { report(result); });
    connect(m_daemonTest.get(), &DaemonTest::finished, this, &DaemonTrial::onDaemonTested);
    m_daemonTest->start();
}

void DaemonTrial::cancel()
{
    if (m_daemonTest && m_daemonTest->state() != docker::DaemonTest::State::Finished)
        return m_daemonTest->cancel();
    if (m_registryTest)
        return m_registryTest->cancel();
    transport::RequestHandle request = m_request; // which answers here and now: to nobody any more
    finish(ApiError{.kind = ApiError::Kind::Cancelled});
    request.cancel();
}

void DaemonTrial::onDaemonTested(const std::optional<ApiError> &error)
{
    if (error || !m_daemonTest->client())
        return finish(error);
    askNextRegistry();
}

void DaemonTrial::askNextRegistry()
{
    const auto isGone = [this](const DaemonNeeds::InRegistry &each) { return !m_registries.registry(each.id); };
    const auto &all = m_settings.needs.registries;
    m_registry =
        std::size_t(std::find_if_not(all.begin() + std::ptrdiff_t(m_registry), all.end(), isGone) - all.begin());
    if (m_registry == all.size())
        return finish({});
    m_connection = m_registries.connection(need().id);
    m_look = {.registry = m_connection->registry(), .wanted = need().all().size(), .isOwn = !need().pushed.isEmpty()};
    m_asked = 0;
    m_login = {};
    m_login.setRegistry(m_connection);
    need().pushed.isEmpty() ? tryPull() : tryPush();
}

//! Before the daemon asks: whoever types a password is told here whether it is right.
void DaemonTrial::tryPush()
{
    using registry::RegistryTest;
    if (!m_settings.triesPush) {
        if (report(pushNotAsked(m_look.registry)))
            tryPull();
        return;
    }
    m_registryResults.clear();
    m_registryTest = std::make_unique<RegistryTest>(
        *m_connection, registry::RegistryTestOptions{.testsPush = true, .repositories = repositoriesOf(need().pushed)});
    connect(m_registryTest.get(), &RegistryTest::checked, this,
            [this](const CheckResult &result) { m_registryResults.push_back(result); });
    connect(m_registryTest.get(), &RegistryTest::finished, this, &DaemonTrial::onRegistryTested);
    m_registryTest->start();
}

void DaemonTrial::onRegistryTested(const std::optional<ApiError> &failure)
{
    m_registryTest.release()->deleteLater(); // this is one of its signals
    if (failure)
        return finish(failure);
    if (report(pushFinding(m_look.registry, m_registryResults)))
        tryPull();
}

void DaemonTrial::tryPull()
{
    if (m_daemonTest->version().kind == docker::EngineVersion::Kind::Podman)
        return endPull(pullNotAsked(m_look.registry));
    m_login.get(this, [this](const Result<void> &known) {
        if (!isOver())
            known ? askDaemon() : failPull(known.error());
    });
}

void DaemonTrial::askDaemon()
{
    const QStringList images = need().all();
    if (m_asked == images.size()) {
        m_login.accept();
        return endPull(pullFinding(m_look));
    }
    const QString image = images[m_asked];
    m_request = m_daemonTest->client()->registryImage(
        image, m_login.forEngine(), this, [this, image](const Result<QString> &digest) { onAnswered(image, digest); });
}

void DaemonTrial::onAnswered(const QString &image, const Result<QString> &digest)
{
    if (isOver())
        return;
    const bool isMissing = !digest && digest.error().kind == ApiError::Kind::NotFound;
    if (!digest && !isMissing) {
        const bool mayTryAgain = m_login.mayTryAgain(digest.error(), false);
        return mayTryAgain ? tryPull() : failPull(m_login.explained(digest.error()));
    }
    if (isMissing)
        m_look.missing += image;
    ++m_asked;
    askDaemon();
}

void DaemonTrial::failPull(const ApiError &error)
{
    m_look.error = error;
    m_look.isNobody = !m_login.login();
    endPull(pullFinding(m_look));
}

void DaemonTrial::endPull(const docker::CheckResult &result)
{
    if (!report(result))
        return;
    ++m_registry;
    askNextRegistry();
}

void DaemonTrial::finish(const std::optional<ApiError> &error)
{
    if (isOver())
        return;
    m_registryTest.reset();
    end(error);
}

} // namespace fairlead::imagejobs
