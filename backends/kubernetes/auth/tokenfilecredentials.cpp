// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "tokenfilecredentials.h"

#include "backends/files/smallfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::kubernetes {

namespace {

constexpr qint64 maxTokenBytes = 1024 * 1024;

} // namespace

TokenFileCredentials::TokenFileCredentials(const QString &path, const transport::Credentials &others, QObject *parent)
    : CredentialSource(parent)
    , m_path(path)
    , m_credentials(others)
{
}

void TokenFileCredentials::get(const QObject *, Done done)
{
    if (!m_age.isValid() || std::chrono::milliseconds(m_age.elapsed()) >= m_cacheTime)
        read();
    if (!m_credentials.authorization.isEmpty())
        return done(m_credentials);
    const QString message = u"token file %1: %2"_s.arg(m_path, m_error);
    done(tl::unexpected(ApiError{ApiError::Kind::Unauthorized, 0, u"TokenFileUnreadable"_s, message, {}}));
}

bool TokenFileCredentials::invalidate(const transport::Credentials &)
{
    m_age.invalidate();
    return true;
}

void TokenFileCredentials::read()
{
    m_error.clear();
    const auto content = files::readSmallFile(m_path, maxTokenBytes);
    const QByteArray token = content.value_or(QByteArray()).trimmed();
    const bool isClean = std::none_of(token.begin(), token.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7f; });
    if (!content)
        m_error = content.error();
    else if (token.isEmpty())
        m_error = u"is empty"_s;
    else if (!isClean)
        m_error = u"has a line break or a control character within the token"_s;
    if (!m_error.isEmpty())
        return;
    m_credentials.authorization = "Bearer " + token;
    m_age.start();
}

} // namespace fairlead::kubernetes
