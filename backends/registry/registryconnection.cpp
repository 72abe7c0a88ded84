// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryconnection.h"

#include "chainedlogins.h"
#include "dockerlogins.h"
#include "keychainlogins.h"
#include "loginwords.h"
#include "promptlogins.h"

#include "backends/files/smallfile.h"
#include "backends/settings/writtenpath.h"

#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qint64 CaLimit = 4 << 20;

//! \p written: as the settings have it.
Result<QByteArray> readCa(const QString &written, const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    const auto bad = [&](const QString &why) {
        const QString place = settings::pathText(written, path);
        return tl::make_unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                            .reason = u"BadCertificateAuthority"_s,
                                            .message = u"certificateAuthority %1: %2"_s.arg(place, why)});
    };
    const auto bytes = files::readSmallFile(path, CaLimit);
    if (!bytes)
        return bad(bytes.error());
    if (!bytes->contains("-----BEGIN CERTIFICATE-----"))
        return bad(u"has no certificate in PEM"_s);
    return *bytes;
}

//! Of the user of \p environment, who may be another than that of this process in tests.
QString homeOf(const QProcessEnvironment &environment)
{
    return environment.value(u"HOME"_s, QDir::homePath());
}

//! Whether another way to reach it may help.
bool mayBePlain(const ApiError &error)
{
    using Kind = ApiError::Kind;
    return error.kind == Kind::Tls || error.kind == Kind::Network || error.kind == Kind::Malformed ||
           error.kind == Kind::Timeout;
}

} // namespace

QString registryDomain(const QString &host)
{
    const bool isHub = host == "docker.io"_L1 || host == "index.docker.io"_L1 || host == "registry-1.docker.io"_L1;
    return isHub ? u"docker.io"_s : host;
}

QString serverAddress(const QString &host)
{
    const QString domain = registryDomain(host);
    return domain == "docker.io"_L1 ? u"https://index.docker.io/v1/"_s : domain;
}

const settings::Registry *registryOf(const std::vector<settings::Registry> &registries, const ImageReference &image)
{
    const settings::Registry *best = nullptr;
    qsizetype bestFit = -2; // -1: of the domain alone
    for (const settings::Registry &registry : registries) {
        if (registryDomain(registry.host) != image.domain)
            continue;
        const QString below = prefixedRepository(registry, {});
        const qsizetype fit = image.path.startsWith(below) ? below.size() : -1;
        if (fit > bestFit) {
            best = &registry;
            bestFit = fit;
        }
    }
    return best;
}

HookRequest hookRequest(const settings::Registry &registry, const RegistryContext &context, const QString &repository)
{
    HookRequest request{
        .kind = registry.prePush, .host = registry.host, .repository = repository, .command = registry.prePushCommand};
    const bool isPath = !request.command.isEmpty() && request.command.first().contains(u'/');
    if (isPath)
        request.command.first() =
            settings::absolutePath(request.command.first(), context.settingsFolder, homeOf(context.environment));
    return request;
}

QString prefixedRepository(const settings::Registry &registry, const QString &name)
{
    QString prefix = registry.repositoryPrefix;
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    return prefix.isEmpty() ? name : prefix + u'/' + name;
}

RegistryConnection::RegistryConnection(const settings::Registry &registry, const RegistryContext &context,
                                       QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_context(context)
    , m_logins(makeLogins())
    , m_forClients(std::make_unique<HookLogins>(*m_logins))
{
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] { opened(m_reading.result()); });
}

RegistryConnection::~RegistryConnection()
{
    qDeleteAll(findChildren<RegistryClient *>()); // they use m_forClients
}

std::unique_ptr<LoginSource> RegistryConnection::makeLogins() const
{
    const QString domain = registryDomain(m_registry.host);
    const QString &who = m_registry.credentials;
    std::vector<std::unique_ptr<LoginSource>> sources;
    if (who == "docker"_L1)
        sources.push_back(std::make_unique<DockerLogins>(dockerConfigPath(m_context.environment), domain));
    if (who == "helper"_L1)
        sources.push_back(std::make_unique<HelperLogins>(m_registry.credentialHelper, serverAddress()));
    const bool isLate = !sources.empty();
    const bool isNone = who == "none"_L1;
    if (!isNone)
        sources.push_back(std::make_unique<KeychainLogins>(LoginKey(domain, m_registry.username)));
    const bool isCloud = isLate && isCloudsHook(m_registry.prePush); // nobody types its tokens
    if (m_context.prompts && !isCloud && (!isNone || !m_registry.username.isEmpty()))
        sources.push_back(std::make_unique<PromptLogins>(*m_context.prompts, domain, m_registry.username));
    const std::size_t early = isLate ? 1 : sources.size();
    return std::make_unique<ChainedLogins>(std::move(sources), early);
}

void RegistryConnection::open(const QObject *context, Opened done)
{
    m_waiting.push_back({context, std::move(done)});
    if (m_waiting.size() > 1)
        return;
    if (m_client && m_registry.certificateAuthority.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { answer(m_client); }, Qt::QueuedConnection);
        return;
    }
    const QString written = m_registry.certificateAuthority;
    const QString path = settings::absolutePath(written, m_context.settingsFolder, homeOf(m_context.environment));
    m_reading.setFuture(QtConcurrent::run([written, path] { return readCa(written, path); }));
}

void RegistryConnection::opened(const Result<QByteArray> &ca)
{
    if (!ca)
        return answer(tl::make_unexpected(ca.error()));
    if (m_client && *ca == m_ca)
        return answer(m_client);
    auto endpoints = registryEndpoints(registryDomain(m_registry.host), m_registry.insecure, *ca);
    if (endpoints.empty())
        return answer(tl::make_unexpected(ApiError{.kind = ApiError::Kind::Invalid,
                                                   .reason = u"BadRegistryHost"_s,
                                                   .message = u"%1 is no host of a registry"_s.arg(m_registry.host)}));
    m_ca = *ca;
    m_client = nullptr;
    if (endpoints.size() > 1)
        return tryEndpoints(std::move(endpoints), {});
    m_client = makeClient(endpoints.front()); // its first request tells what is wrong there
    answer(m_client);
}

//! Only one that answered is kept: where a registry is down today, TLS may be spoken tomorrow. What is told is what the
//! first of them said.
void RegistryConnection::tryEndpoints(std::vector<transport::Endpoint> endpoints, const std::optional<ApiError> &first)
{
    RegistryClient *const client = makeClient(endpoints.front());
    endpoints.erase(endpoints.begin());
    client->ping(this, [this, client, first, endpoints = std::move(endpoints)](const Result<Ping> &ping) {
        if (ping) {
            m_client = client;
            return answer(m_client);
        }
        client->deleteLater(); // in whose answer this is
        if (!mayBePlain(ping.error()))
            return answer(tl::make_unexpected(ping.error()));
        const ApiError error = first.value_or(ping.error());
        if (endpoints.empty())
            return answer(tl::make_unexpected(error));
        tryEndpoints(endpoints, error);
    });
}

RegistryClient *RegistryConnection::makeClient(const transport::Endpoint &endpoint)
{
    auto *client =
        new RegistryClient(endpoint, std::make_unique<SharedLogins>(*m_forClients), m_context.userAgent, this);
    if (m_context.answerTimeout)
        client->setAnswerTimeout(*m_context.answerTimeout);
    return client;
}

std::unique_ptr<RegistryClient> RegistryConnection::clientAs(const std::optional<Login> &login) const
{
    Q_ASSERT(m_client);
    return std::make_unique<RegistryClient>(m_client->endpoint(), std::make_unique<StaticLogin>(login),
                                            m_context.userAgent);
}

bool RegistryConnection::isForWantOfHook(const ApiError &refusal) const
{
    return isRefusal(refusal) && isCloudsHook(m_registry.prePush) && !m_forClients->isKept();
}

//! A done may call open() again or destroy this object.
void RegistryConnection::answer(const Result<RegistryClient *> &answer)
{
    const Result<RegistryClient *> kept = answer; // NOLINT(performance-unnecessary-copy-initialization)
    for (const Waiter &waiter : std::exchange(m_waiting, {})) {
        if (waiter.context)
            waiter.done(kept);
    }
}

} // namespace fairlead::registry
