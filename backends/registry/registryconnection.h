// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hooklogins.h"
#include "prepushcommands.h"
#include "registryclient.h"

#include "backends/settings/settings.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QProcessEnvironment>

#include <memory>
#include <vector>

namespace fairlead::registry {

class LoginPrompts;

//! What a registry's entry in the settings means something in.
struct RegistryContext
{
    QProcessEnvironment environment; //!< DOCKER_CONFIG, HOME
    QString settingsFolder;          //!< that relative paths are relative to
    QByteArray userAgent;
    LoginPrompts *prompts = nullptr;                          //!< outlives the connection; none: nobody is asked
    std::optional<std::chrono::milliseconds> answerTimeout{}; //!< of each question; none: the client's own
};

//! The domain of a registry as image references have it: "docker.io" for all names of Docker Hub.
QString registryDomain(const QString &host);
//! The name under which docker knows logins: the host, or "https://index.docker.io/v1/".
QString serverAddress(const QString &host);

//! The one of \p registries that \p image belongs to: of its domain, with the longest repositoryPrefix that its path
//! begins with; where no prefix fits, the first of the domain. Null: none is of that domain.
const settings::Registry *registryOf(const std::vector<settings::Registry> &registries, const ImageReference &image);

//! What \p registry wants done before a push to \p repository, which has the prefix already.
HookRequest hookRequest(const settings::Registry &registry, const RegistryContext &context, const QString &repository);
//! \p name below the registry's repositoryPrefix.
QString prefixedRepository(const settings::Registry &registry, const QString &name);

//! One registry of the settings: where it is and who we are there. By \c credentials of the settings the login comes
//! from docker's config.json, from one helper, or from the keychain; behind the first two, once the registry refused
//! what they know, from the keychain too; at last, of all three, from a prompt (but for clouds whose hook logs in).
//! Where credentials are "none", from a prompt alone, when there is a username; else nobody is logged in. Keychain and
//! prompt tell users of one host apart by that username. Nothing is read, run or asked before it is needed. Lives in
//! one thread.
class RegistryConnection : public QObject
{
    Q_OBJECT
public:
    using Opened = std::function<void(const Result<RegistryClient *> &)>;

    RegistryConnection(const settings::Registry &registry, const RegistryContext &context, QObject *parent = nullptr);
    ~RegistryConnection() override;

    //! The client, which belongs to this object. Reads the CA file in another thread, at each call: another content
    //! makes another client. Of a registry that is called insecure the first call finds out whether TLS is spoken
    //! there, else HTTP. Calls meanwhile share that; a failure is forgotten, also that nobody answered. \p done is
    //! called exactly once, not before open() returns, never after \p context or this is gone. Errors: Invalid with
    //! reason BadRegistryHost, or BadCertificateAuthority and the file; those of a ping.
    void open(const QObject *context, Opened done);

    //! For a push or a pull by a daemon, which wants serverAddress() beside it. Errors: those of the login source.
    void login(const QObject *context, LoginSource::Done done) { m_logins->get(context, std::move(done)); }
    //! The registry refused that login when the daemon came with it. \return true where login() may give another.
    bool invalidate(const Login &refused) { return m_logins->invalidate(refused); }
    //! It refused the daemon, who came without any. As invalidate().
    bool insist() { return m_logins->insist(); }
    //! It let the daemon in with that login.
    void accept(const Login &accepted) { m_logins->accept(accepted); }
    //! A hook got that login for a push, and the registry let the daemon in with it: from now on the client of open()
    //! has it too, before all others, and nobody else does.
    void keepHooks(const Login &login, QDeadlineTimer goodUntil) { m_forClients->keep(login, goodUntil); }
    //! Whether \p refusal of that client says no more than that no push has brought its login yet, or not lately.
    bool isForWantOfHook(const ApiError &refusal) const;
    //! Who knows logins here, and what became of asking them.
    const LoginSource &logins() const { return *m_logins; }

    //! A client of its own, who is \p login and nobody else; nobody is asked. Once open() has answered.
    std::unique_ptr<RegistryClient> clientAs(const std::optional<Login> &login) const;

    const settings::Registry &registry() const { return m_registry; }
    const RegistryContext &context() const { return m_context; }
    QString serverAddress() const { return registry::serverAddress(m_registry.host); }

private:
    struct Waiter
    {
        QPointer<const QObject> context;
        Opened done;
    };

    std::unique_ptr<LoginSource> makeLogins() const;
    void opened(const Result<QByteArray> &ca);
    void tryEndpoints(std::vector<transport::Endpoint> endpoints, const std::optional<ApiError> &first);
    RegistryClient *makeClient(const transport::Endpoint &endpoint);
    void answer(const Result<RegistryClient *> &answer);

    const settings::Registry m_registry;
    const RegistryContext m_context;
    std::unique_ptr<LoginSource> m_logins;
    std::unique_ptr<HookLogins> m_forClients;
    RegistryClient *m_client = nullptr; //!< one of before may still be in use, and goes with this object
    QByteArray m_ca;                    //!< that it trusts
    QFutureWatcher<Result<QByteArray>> m_reading;
    std::vector<Waiter> m_waiting;
};

} // namespace fairlead::registry
