// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/transport/credentials.h"

#include <QElapsedTimer>
#include <QString>

#include <chrono>

namespace fairlead::kubernetes {

//! A bearer token in a file that somebody rotates. The file is read again when the last reading is older than ten
//! seconds or the server refused the token. While it cannot be read, the last token that could be is used, before the
//! first one the fallback. Errors: Unauthorized with reason "TokenFileUnreadable", message with path and cause.
class TokenFileCredentials : public transport::CredentialSource
{
    Q_OBJECT
public:
    //! \p others is sent beside the token (client certificate); its authorization is the fallback, if not empty.
    TokenFileCredentials(const QString &path, const transport::Credentials &others, QObject *parent = nullptr);

    void setCacheTime(std::chrono::milliseconds time) { m_cacheTime = time; }

    void get(const QObject *context, Done done) override;
    bool invalidate(const transport::Credentials &refused) override;

private:
    void read();

    QString m_path;
    transport::Credentials m_credentials;
    QString m_error;
    std::chrono::milliseconds m_cacheTime{10'000};
    QElapsedTimer m_age; //!< invalid: to be read
};

} // namespace fairlead::kubernetes
