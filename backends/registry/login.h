// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/apierror.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace fairlead::registry {

//! Who we are at a registry. Never logged, never part of an error.
struct Login
{
    QString username;
    QString secret;               //!< a password, or what stands in for it
    bool isIdentityToken = false; //!< the secret is one: a token server changes it for access tokens
    QString origin = {};          //!< who knew it, for people: "the keychain"; it makes no other login

    //! Value of an Authorization header, as RFC 7617 has it in UTF-8.
    QByteArray basicAuthorization() const { return "Basic " + (username + u':' + secret).toUtf8().toBase64(); }

    bool operator==(const Login &other) const
    {
        return username == other.username && secret == other.secret && isIdentityToken == other.isIdentityToken;
    }
};

//! Whose login: a registry has many users, and the settings may name several of one host.
struct LoginKey
{
    LoginKey(const QString &host, const QString &username = {}) // NOLINT(google-explicit-constructor)
        : host(host)
        , username(username)
    {
    }

    QString host;     //!< the domain, as ImageReference has it
    QString username; //!< of the settings; empty: whoever it is there

    //! Of the host, whoever it is there.
    LoginKey bare() const { return {host}; }

    bool operator==(const LoginKey &) const = default;
    bool operator<(const LoginKey &other) const
    {
        return host == other.host ? username < other.username : host < other.host;
    }
};

//! A source that was asked, and what it had.
struct LoginPassed
{
    enum class Why {
        Unknown, //!< it knows nobody
        Failed,
        Missing, //!< there is no such thing here
        Refused, //!< the registry did not take its login
    };

    QString name; //!< as LoginSource::name()
    Why why = Why::Unknown;
    QString words;         //!< of a failure, or of how one knows that it is missing
    QString username = {}; //!< of a login that was refused

    bool operator==(const LoginPassed &) const = default;
};

//! Where a registry's client gets its login from. Lives in the thread of the client.
class LoginSource : public QObject
{
    Q_OBJECT
public:
    //! Nothing: nobody is known, ask anonymously.
    using Answer = Result<std::optional<Login>>;
    using Done = std::function<void(const Answer &)>;
    using QObject::QObject;

    //! For people: "docker's config.json", "the keychain". Empty: it is none that one could name.
    virtual QString name() const { return {}; }
    //! Calls \p done exactly once on this object's thread, maybe at once; never after \p context is gone.
    virtual void get(const QObject *context, Done done) = 0;
    //! The registry did not take \p refused for a login. \return true where get() may know another one now.
    virtual bool invalidate(const Login &refused)
    {
        Q_UNUSED(refused)
        return false;
    }
    //! The registry lets in nobody whom it does not know. \return true where get() may know somebody now.
    virtual bool insist() { return false; }
    //! The registry took \p accepted for a login.
    virtual void accept(const Login &accepted) { Q_UNUSED(accepted) }
    //! Before a get(): what the sources before this one had.
    virtual void hear(const std::vector<LoginPassed> &passed) { Q_UNUSED(passed) }
    //! Who was asked the last time before somebody answered, or in vain.
    virtual std::vector<LoginPassed> passed() const { return {}; }
};

//! A login that never changes, also none.
class StaticLogin : public LoginSource
{
    Q_OBJECT
public:
    explicit StaticLogin(std::optional<Login> login, QObject *parent = nullptr)
        : LoginSource(parent)
        , m_login(std::move(login))
    {
    }
    void get(const QObject *, Done done) override { done(m_login); }

private:
    std::optional<Login> m_login;
};

} // namespace fairlead::registry
