// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QDeadlineTimer>

namespace fairlead::registry {

//! Before what others know, the login that a hook gave for a push: until it is too old, or refused. In memory only; no
//! hook is run for it.
class HookLogins : public LoginSource
{
    Q_OBJECT
public:
    //! \p others outlives it.
    explicit HookLogins(LoginSource &others, QObject *parent = nullptr);

    void keep(const Login &login, QDeadlineTimer goodUntil);
    bool isKept() const { return m_login && !m_goodUntil.hasExpired(); }

    void get(const QObject *context, Done done) override;
    bool invalidate(const Login &refused) override;
    bool insist() override;
    void accept(const Login &accepted) override;
    std::vector<LoginPassed> passed() const override { return m_others.passed(); }

private:
    LoginSource &m_others;
    std::optional<Login> m_login;
    QDeadlineTimer m_goodUntil;
};

} // namespace fairlead::registry
