// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QPointer>

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

    QString host;
    Why why = Why::NobodyKnown;
    QString usernameHint;
};

//! Logins that the user types in, by host, kept in memory for this session only and overwritten when they are
//! forgotten. One for all connections; lives in their thread.
class LoginPrompts : public QObject
{
    Q_OBJECT
public:
    //! Called once, in the thread of this object, not necessarily before the question's call returns; nothing: the user
    //! does not want to. Letting go of all copies of it uncalled is the same.
    using Reply = std::function<void(const std::optional<Login> &)>;
    using Ask = std::function<void(const LoginQuestion &, const Reply &)>;

    explicit LoginPrompts(Ask ask, QObject *parent = nullptr);
    ~LoginPrompts() override;

    //! At most one question for a host at a time; calls meanwhile share its answer. \p done is called exactly once,
    //! maybe at once; never after \p context or this object is gone. Errors: Cancelled with reason LoginDeclined.
    void get(const QString &host, const QString &usernameHint, const QObject *context, LoginSource::Done done);
    //! Forgets \p refused, so that get() asks. \return true: get() asks, or knows a newer one.
    bool invalidate(const QString &host, const Login &refused);
    //! Of all hosts, as at a log-out.
    void forgetAll();

private:
    struct Entry;

    void replied(const QString &host, const std::optional<Login> &login);

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
        m_prompts.get(m_host, m_usernameHint, context, std::move(done));
    }
    bool invalidate(const Login &refused) override { return m_prompts.invalidate(m_host, refused); }

private:
    LoginPrompts &m_prompts;
    const QString m_host;
    const QString m_usernameHint;
};

} // namespace fairlead::registry
