// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <memory>
#include <vector>

namespace fairlead::registry {

//! Several sources, asked in order until one knows a login; an error of one is the answer. A source whose login was
//! refused, and that has no other, is passed over from then on.
class ChainedLogins : public LoginSource
{
    Q_OBJECT
public:
    explicit ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, QObject *parent = nullptr);
    ~ChainedLogins() override;

    void get(const QObject *context, Done done) override;
    bool invalidate(const Login &refused) override;

private:
    void ask(std::size_t at, const QObject *context, Done done);

    const std::vector<std::unique_ptr<LoginSource>> m_sources;
    std::size_t m_first = 0; //!< those before have nothing better
    std::size_t m_last = 0;  //!< that gave a login the last time
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

private:
    LoginSource &m_logins;
};

} // namespace fairlead::registry
