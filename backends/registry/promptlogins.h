// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QPointer>
#include <QStringList>

#include <map>
#include <memory>
#include <vector>

namespace fairlead::registry {

//! What the user is to be asked.
struct LoginQuestion
{
    enum class Why {
        NobodyKnown, //!< the registry wants a login
        Refused,     //!< it did not take the one before
    };

    enum class Keeping {
        NotOffered, //!< nobody would find it in the keychain
        Possible,
        Impossible, //!< the keychain cannot be used
    };

    QString host;
    Why why = Why::NobodyKnown;
    QString usernameHint;
    QStringList passed; //!< what was asked before, in words
    Keeping keeping = Keeping::NotOffered;
    QString keepingProblem;    //!< why not
    bool isInKeychain = false; //!< the login that was refused is kept there
};

//! What the user answers.
struct LoginReply
{
    LoginReply(std::nullopt_t = std::nullopt) {}          // NOLINT(google-explicit-constructor)
    LoginReply(const Login &login, bool isToKeep = false) // NOLINT(google-explicit-constructor)
        : login(login)
        , isToKeep(isToKeep)
    {
    }
    LoginReply(const std::optional<Login> &login) // NOLINT(google-explicit-constructor)
        : login(login)
    {
    }

    std::optional<Login> login; //!< nothing: the user does not want to
    bool isToKeep = false;      //!< in the keychain, once the registry took it
};

//! How somebody wants to be asked for.
struct LoginWish
{
    QString usernameHint = {};
    std::vector<LoginPassed> passed = {}; //!< where the keychain is among them, logins may be kept there
};

//! Logins that the user types in, by host, kept in memory for this session and overwritten when they are forgotten; in
//! the keychain where the user wants that, once a registry took them. One for all connections; lives in their thread.
class LoginPrompts : public QObject
{
    Q_OBJECT
public:
    //! Called once, in the thread of this object, not necessarily before the question's call returns. Letting go of all
    //! copies of it uncalled is a no.
    using Reply = std::function<void(const LoginReply &)>;
    using Ask = std::function<void(const LoginQuestion &, const Reply &)>;

    explicit LoginPrompts(Ask ask, QObject *parent = nullptr);
    ~LoginPrompts() override;

    //! At most one question for a host at a time; calls meanwhile share its answer. \p done is called exactly once,
    //! maybe at once; never after \p context or this object is gone. Errors: Cancelled with reason LoginDeclined.
    void get(const QString &host, const LoginWish &wish, const QObject *context, LoginSource::Done done);
    //! Forgets \p refused, so that get() asks. \return true: get() asks, or knows a newer one.
    bool invalidate(const QString &host, const Login &refused);
    //! The registry took \p accepted: it is written into the keychain where the user wanted that.
    void accept(const QString &host, const Login &accepted);
    //! Removes what the keychain has for \p host.
    void forgetKept(const QString &host);
    //! Of all hosts, as at a log-out; the keychain stays as it is.
    void forgetAll();

signals:
    //! The keychain has the login of \p host now (\p isKept), or has it no more; \p problem: why not. Empty: it went
    //! well.
    void keychainChanged(const QString &host, bool isKept, const QString &problem);

private:
    struct Entry;

    LoginQuestion question(const QString &host, const LoginWish &wish) const;
    void replied(const QString &host, const LoginReply &reply);

    const Ask m_ask;
    std::map<QString, std::unique_ptr<Entry>> m_entries;
};

//! The login for one host out of those. \p prompts outlives it.
class PromptLogins : public LoginSource
{
    Q_OBJECT
public:
    PromptLogins(LoginPrompts &prompts, const QString &host, const QString &usernameHint, QObject *parent = nullptr)
        : LoginSource(parent)
        , m_prompts(prompts)
        , m_host(host)
        , m_usernameHint(usernameHint)
    {
    }
    void get(const QObject *context, Done done) override
    {
        m_prompts.get(m_host, {.usernameHint = m_usernameHint, .passed = m_passed}, context, std::move(done));
    }
    bool invalidate(const Login &refused) override { return m_prompts.invalidate(m_host, refused); }
    void accept(const Login &accepted) override { m_prompts.accept(m_host, accepted); }
    void hear(const std::vector<LoginPassed> &passed) override { m_passed = passed; }

private:
    LoginPrompts &m_prompts;
    const QString m_host;
    const QString m_usernameHint;
    std::vector<LoginPassed> m_passed;
};

} // namespace fairlead::registry
