// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "hooklogins.h"

namespace fairlead::registry {

HookLogins::HookLogins(LoginSource &others, QObject *parent)
    : LoginSource(parent)
    , m_others(others)
{
}

void HookLogins::keep(const Login &login, QDeadlineTimer goodUntil)
{
    m_login = login;
    m_goodUntil = goodUntil;
}

void HookLogins::get(const QObject *context, Done done)
{
    if (isKept())
        return done(m_login);
    m_login.reset();
    m_others.get(context, std::move(done));
}

bool HookLogins::invalidate(const Login &refused)
{
    if (m_login != refused)
        return m_others.invalidate(refused);
    m_login.reset();
    return true;
}

bool HookLogins::insist()
{
    return isKept() || m_others.insist();
}

void HookLogins::accept(const Login &accepted)
{
    if (m_login != accepted)
        m_others.accept(accepted);
}

} // namespace fairlead::registry
