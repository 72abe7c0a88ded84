// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "chainedlogins.h"

#include <QPointer>

namespace fairlead::registry {

ChainedLogins::ChainedLogins(std::vector<std::unique_ptr<LoginSource>> sources, QObject *parent)
    : LoginSource(parent)
    , m_sources(std::move(sources))
{
}

ChainedLogins::~ChainedLogins() = default;

void ChainedLogins::get(const QObject *context, Done done)
{
    ask(m_first, context, std::move(done));
}

void ChainedLogins::ask(std::size_t at, const QObject *context, Done done)
{
    if (at >= m_sources.size())
        return done(std::nullopt);
    m_sources[at]->get(context, [self = QPointer(this), at, context, done = std::move(done)](const Answer &answer) {
        if (!self)
            return;
        const bool isUnknown = answer && !*answer;
        if (isUnknown)
            return self->ask(at + 1, context, done);
        self->m_last = at;
        done(answer);
    });
}

bool ChainedLogins::invalidate(const Login &refused)
{
    if (m_last >= m_sources.size())
        return false;
    if (m_sources[m_last]->invalidate(refused))
        return true;
    if (m_last + 1 >= m_sources.size())
        return false;
    m_first = m_last + 1;
    return true;
}

} // namespace fairlead::registry
