// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials.h"

#include <functional>
#include <memory>

namespace fairlead::transport {

//! Tells when credentials are waited for, the first time or after a 401, and when no longer: a program that asks
//! somebody has a limit of its own, and the server is not to blame for how long that takes.
class WatchedCredentials : public CredentialSource
{
    Q_OBJECT
public:
    //! \p areAwaited is called in the thread of this object.
    WatchedCredentials(std::unique_ptr<CredentialSource> source, std::function<void(bool)> areAwaited);

    void get(const QObject *context, Done done) override;
    bool invalidate(const Credentials &refused) override { return m_source->invalidate(refused); }
    void retryNow() override { m_source->retryNow(); }

private:
    std::unique_ptr<CredentialSource> m_source;
    std::function<void(bool)> m_areAwaited;
    int m_awaited = 0;
};

} // namespace fairlead::transport
