// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registryfleet.h"

#include <QDeadlineTimer>

namespace fairlead::imagejobs {

//! Who a daemon is at a registry in one push or pull: first whoever is known, then, where the registry refuses that,
//! once another one, and once anybody where it refused nobody. Lives in the thread of the registry.
class TransferLogin
{
public:
    //! \p error of the login sources; of a refusal for which nobody knows another login: the refusal, explained.
    using Done = std::function<void(const Result<void> &)>;

    //! Whose login it is from now on.
    void setRegistry(RegistryFleet::Connection registry) { m_registry = std::move(registry); }
    //! A hook's, which is for this push alone: where it is refused, so is the push. Once it was taken, it also is for
    //! looks at the registry.
    void useHooks(const registry::Login &login);

    //! Not while another call waits. \p done is called once, maybe at once; never after \p context or this is gone.
    void get(const QObject *context, Done done);
    //! The daemon came with login(), and failed. \return true: get() may have another one.
    bool mayTryAgain(const ApiError &error, bool isPush);
    //! The daemon was let in with login().
    void accept();

    const std::optional<registry::Login> &login() const { return m_login; }
    docker::EngineLogin forEngine() const { return engineLogin(m_login, m_registry->serverAddress()); }
    bool isHooks() const { return m_isHooks; }
    //! For the log: who logs in, and what could not be asked for it.
    QStringList lines() const;
    //! A refusal of the registry with who we were there, and what helps.
    ApiError explained(const ApiError &error) const;

private:
    RegistryFleet::Connection m_registry;
    std::optional<registry::Login> m_login;
    QString m_who;
    std::optional<ApiError> m_refusal; //!< that another login is asked for
    bool m_isHooks = false;
    QDeadlineTimer m_goodUntil; //!< of a hook's
    bool m_hasTriedAgain = false;
    bool m_hasInsisted = false;
};

} // namespace fairlead::imagejobs
