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
        Missing,    //!< there is none
    };

    QString host;
    QString username = {}; //!< of the settings: with the host, whose login it is
    Why why = Why::NobodyKnown;
    QString usernameHint; //!< what was typed the last time, else that of the settings, else that of who was refused
    QStringList passed;   //!< what was asked before, in words
    Keeping keeping = Keeping::NotOffered;
    QString keepingProblem;    //!< why not, in the keychain's words
    bool isInKeychain = false; //!< the login that was refused is kept there

    LoginKey key() const { return {host, username}; }
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
    std::vector<LoginPassed> passed = {}; //!< where the keychain is among them, logins may be kept there
};

//! Logins that the user types in, by host and by the username of the settings, kept in memory for this session and
//! overwritten when they are forgotten; in the keychain where the user wants that, once a registry took them. One that
//! was typed for the host alone is also that of its own username. One for all connections; lives in their thread.
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

    //! At most one question for a key at a time; calls meanwhile share its answer. \p done is called exactly once,
    //! maybe at once; never after \p context or this object is gone. A question nobody waits for any more is over.
    //! Errors: Cancelled with reason LoginDeclined.
    void get(const LoginKey &key, const LoginWish &wish, const QObject *context, LoginSource::Done done);
    //! Forgets \p refused, so that get() asks. \return true: get() asks, or knows a newer one.
    bool invalidate(const LoginKey &key, const Login &refused);
    //! The registry took \p accepted: it is written into the keychain where the user wanted that.
    void accept(const LoginKey &key, const Login &accepted);
    //! Removes what the keychain has for \p key.
    void forgetKept(const LoginKey &key);
    //! Of all, as at a log-out; the keychain stays as it is.
    void forgetAll();

signals:
    //! The last question for \p key wants no answer any more: whoever waited for it is gone.
    void over(const fairlead::registry::LoginKey &key);
    //! The keychain has the login of \p host now (\p isKept), or has it no more; \p problem: why not. Empty: it went
    //! well.
    void keychainChanged(const QString &host, bool isKept, const QString &problem);

private:
    struct Entry;

    Entry &entry(const LoginKey &key);
    Entry *entryWith(const LoginKey &key, const Login &login) const;
    std::optional<Login> known(const LoginKey &key) const;
    LoginQuestion question(const LoginKey &key, const LoginWish &wish) const;
    void ask(const LoginKey &key, const LoginWish &wish);
    void drop(const LoginKey &key);
    void replied(const LoginKey &key, int number, const LoginReply &reply);

    const Ask m_ask;
    std::map<LoginKey, std::unique_ptr<Entry>> m_entries;
};

//! The login of one user of a host out of those. \p prompts outlives it.
class PromptLogins : public LoginSource
{
    Q_OBJECT
public:
    //! \p username: as LoginKey has it.
    PromptLogins(LoginPrompts &prompts, const QString &host, const QString &username, QObject *parent = nullptr)
        : LoginSource(parent)
        , m_prompts(prompts)
        , m_key(host, username)
    {
    }
    void get(const QObject *context, Done done) override
    {
        m_prompts.get(m_key, {.passed = m_passed}, context, std::move(done));
    }
    bool invalidate(const Login &refused) override { return m_prompts.invalidate(m_key, refused); }
    void accept(const Login &accepted) override { m_prompts.accept(m_key, accepted); }
    void hear(const std::vector<LoginPassed> &passed) override { m_passed = passed; }

private:
    LoginPrompts &m_prompts;
    const LoginKey m_key;
    std::vector<LoginPassed> m_passed;
};

} // namespace fairlead::registry
