// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "credentials.h"

namespace fairlead::transport {

StaticCredentials::StaticCredentials(Credentials credentials, QObject *parent)
    : CredentialSource(parent)
    , m_credentials(std::move(credentials))
{
}

void StaticCredentials::get(const QObject *, Done done)
{
    done(m_credentials);
}

} // namespace fairlead::transport
