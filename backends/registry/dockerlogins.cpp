// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerlogins.h"

#include "credentialhelper.h"

#include "backends/files/smallfile.h"

#include <QFileInfo>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

constexpr qint64 ConfigLimit = 4 << 20;

ApiError configError(const QString &path, const QString &message)
{
    return {.kind = ApiError::Kind::Invalid, .reason = u"BadDockerConfig"_s, .message = path + u": "_s + message};
}

Result<LoginPlace> readPlace(const QString &path, const QString &domain)
{
    if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink())
        return LoginPlace{.server = domain};
    const auto bytes = files::readSmallFile(path, ConfigLimit);
    if (!bytes)
        return tl::make_unexpected(configError(path, bytes.error()));
    const Result<DockerConfig> config = parseDockerConfig(*bytes);
    if (!config)
        return tl::make_unexpected(configError(path, config.error().message));
    LoginPlace place = findLogin(*config, domain);
    if (place.isUnreadable)
        return tl::make_unexpected(configError(path, u"the auth of %1 cannot be read"_s.arg(domain)));
    return place;
}

LoginSource::Answer withOrigin(const LoginSource::Answer &answer, const QString &origin)
{
    LoginSource::Answer known = answer;
    if (known && *known)
        (*known)->origin = origin;
    return known;
}

} // namespace

DockerLogins::DockerLogins(const QString &configPath, const QString &domain, QObject *parent)
    : LoginSource(parent)
    , m_configPath(configPath)
    , m_domain(domain)
{
    connect(&m_reading, &QFutureWatcherBase::finished, this, &DockerLogins::found);
}

DockerLogins::~DockerLogins() = default;

QString DockerLogins::name() const
{
    return u"docker's config.json"_s;
}

void DockerLogins::get(const QObject *context, Done done)
{
    m_waiting.push_back({context, std::move(done)});
    if (m_waiting.size() > 1)
        return;
    m_reading.setFuture(
        QtConcurrent::run([path = m_configPath, domain = m_domain] { return readPlace(path, domain); }));
}

void DockerLogins::found()
{
    const Result<LoginPlace> place = m_reading.future().takeResult(); // the future would keep the secret
    if (!place)
        return answer(tl::make_unexpected(place.error()));
    if (place->helper.isEmpty())
        return answer(withOrigin(place->login, u"docker's config.json (auths)"_s));
    m_helper = std::make_unique<CredentialHelper>(place->helper);
    const QString origin = u"docker's config.json (credential helper %1)"_s.arg(place->helper);
    m_helper->get(place->server, this, [this, origin](const Answer &known) {
        m_helper.release()->deleteLater();
        answer(withOrigin(known, origin));
    });
}

//! A done may call get() again or destroy this object.
void DockerLogins::answer(const Answer &answer)
{
    const Answer kept = answer; // NOLINT(performance-unnecessary-copy-initialization)
    for (const Waiter &waiter : std::exchange(m_waiting, {})) {
        if (waiter.context)
            waiter.done(kept);
    }
}

QString HelperLogins::name() const
{
    return u"the credential helper "_s + m_helper;
}

void HelperLogins::get(const QObject *context, Done done)
{
    auto *helper = new CredentialHelper(m_helper, this);
    helper->get(m_server, context, [helper, origin = name(), done = std::move(done)](const Answer &known) {
        helper->deleteLater();
        done(withOrigin(known, origin));
    });
    connect(context, &QObject::destroyed, helper, &QObject::deleteLater);
}

} // namespace fairlead::registry
