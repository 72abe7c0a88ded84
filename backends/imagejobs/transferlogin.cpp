// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "transferlogin.h"

#include "backends/registry/keychainlogins.h"
#include "backends/registry/loginwords.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

void TransferLogin::useHooks(const registry::Login &login)
{
    m_login = login;
    m_login->origin = u"the pre-push hook (%1)"_s.arg(m_registry->registry().prePush);
    m_who = registry::loginWords(m_login, m_registry->logins());
    m_isHooks = true;
    const auto lifetime = registry::hookLoginLifetime(m_registry->registry().prePush);
    m_goodUntil = lifetime ? QDeadlineTimer(*lifetime) : QDeadlineTimer(QDeadlineTimer::Forever);
}

void TransferLogin::get(const QObject *context, Done done)
{
    m_registry->login(context, [this, done = std::move(done)](const registry::LoginSource::Answer &login) {
        if (m_refusal && (!login || *login == m_login)) {
            if (!m_login)
                m_who = registry::loginWords({}, m_registry->logins());
            return done(tl::make_unexpected(explained(*m_refusal)));
        }
        if (!login)
            return done(tl::make_unexpected(login.error()));
        m_login = *login;
        m_who = registry::loginWords(m_login, m_registry->logins());
        done({});
    });
}

//! An engine that comes without a login is told "denied" by some registries where they mean "who are you?"; of a pull
//! that is what they say of a name that does not exist, too.
bool TransferLogin::mayTryAgain(const ApiError &error, bool isPush)
{
    const bool isForbidden = error.kind == ApiError::Kind::Forbidden && isPush && !m_login;
    if (m_isHooks || (error.kind != ApiError::Kind::Unauthorized && !isForbidden))
        return false;
    if (std::exchange(m_login ? m_hasTriedAgain : m_hasInsisted, true))
        return false;
    m_refusal = error;
    return m_login ? m_registry->invalidate(*m_login) : m_registry->insist();
}

void TransferLogin::accept()
{
    if (m_login)
        m_isHooks ? m_registry->keepHooks(*m_login, m_goodUntil) : m_registry->accept(*m_login);
}

QStringList TransferLogin::lines() const
{
    using Why = registry::LoginPassed::Why;
    const settings::Registry &registry = m_registry->registry();
    QStringList lines;
    for (const registry::LoginPassed &passed : m_registry->logins().passed()) {
        if (passed.name != registry::keychainName() && passed.why == Why::Failed)
            lines += passed.words;
        // That there is none is no news to who has chosen another one.
        const bool isMissed = passed.why == Why::Missing && registry.credentials == "keychain"_L1;
        if (passed.name == registry::keychainName() && (isMissed || passed.why == Why::Failed))
            lines +=
                registry::keychainWords({registry::registryDomain(registry.host), registry.username}, passed.words);
    }
    lines += u"%1: %2"_s.arg(registry.host, m_who);
    return lines;
}

ApiError TransferLogin::explained(const ApiError &error) const
{
    const bool isRefused = error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden;
    if (!isRefused || m_who.isEmpty())
        return error;
    const ApiError told = registry::withWords(error, m_who);
    if (!m_isHooks)
        return registry::withRemedy(told, m_registry->registry());
    ApiError hooks = told;
    hooks.message += u". Try: another pre-push hook of the registry "_s + m_registry->registry().name;
    return hooks;
}

} // namespace fairlead::imagejobs
