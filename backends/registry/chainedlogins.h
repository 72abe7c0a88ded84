// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <memory>
#include <vector>

namespace fairlead::registry {

//! Several sources, asked in order until one knows a login. One whose login was refused is passed over as long as it
//! has no other, and so is one that fails. Where nobody behind them knows any, the login that was refused is the answer
//! again, else the first failure (that a keychain cannot be used is none, nor is one of a late source).
//! Late sources are asked only once the registry has refused a login, or nobody: what anybody may read asks no user.
//! A user who declines ends that, and what was known without him counts.
class ChainedLogins : public LoginSource
{
    Q_OBJECT
public:
    explicit ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, QObject *parent = nullptr);
    //! Those behind the first \p early are late.
    ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, std::size_t early, QObject *parent = nullptr);
    ~ChainedLogins() override;

    void get(const QObject *context, Done done) override;
    bool invalidate(const Login &refused) override;
    bool insist() override;
    void accept(const Login &accepted) override;
    std::vector<LoginPassed> passed() const override { return m_passed; }

private:
    struct Place;
    struct Asking;

    void ask(std::size_t at, const std::shared_ptr<Asking> &asking);
    void heard(std::size_t at, const std::shared_ptr<Asking> &asking, const Answer &answer);
    void conclude(const Asking &asking);

    std::vector<Place> m_places;
    const std::size_t m_early;
    bool m_isInsisted = false; //!< late ones are asked, too
    std::vector<LoginPassed> m_passed;
};

//! What another one knows, which outlives it.
class SharedLogins : public LoginSource
{
    Q_OBJECT
public:
    explicit SharedLogins(LoginSource &logins, QObject *parent = nullptr)
        : LoginSource(parent)
        , m_logins(logins)
    {
    }
    void get(const QObject *context, Done done) override { m_logins.get(context, std::move(done)); }
    bool invalidate(const Login &refused) override { return m_logins.invalidate(refused); }
    bool insist() override { return m_logins.insist(); }
    void accept(const Login &accepted) override { m_logins.accept(accepted); }
    std::vector<LoginPassed> passed() const override { return m_logins.passed(); }

private:
    LoginSource &m_logins;
};

} // namespace fairlead::registry
