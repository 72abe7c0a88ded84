// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "watchedcredentials.h"

#include <QPointer>

namespace fairlead::transport {

WatchedCredentials::WatchedCredentials(std::unique_ptr<CredentialSource> source, std::function<void(bool)> areAwaited)
    : m_source(std::move(source))
    , m_areAwaited(std::move(areAwaited))
{
}

void WatchedCredentials::get(const QObject *context, Done done)
{
    if (m_awaited++ == 0)
        m_areAwaited(true);
    m_source->get(this, [this, context = QPointer(context), done = std::move(done)](auto credentials) {
        if (--m_awaited == 0)
            m_areAwaited(false);
        if (context)
            done(std::move(credentials));
    });
}

} // namespace fairlead::transport
