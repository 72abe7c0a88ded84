// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "enginelogin.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! Engines know Docker Hub by this name alone.
QString addressOf(const QString &domain)
{
    const bool isHub = domain == "docker.io"_L1 || domain == "index.docker.io"_L1;
    return isHub ? u"https://index.docker.io/v1/"_s : domain;
}

QJsonObject toJson(const EngineLogin &login)
{
    QJsonObject json;
    if (login.isIdentityToken) {
        json.insert(u"identitytoken"_s, login.secret);
    } else if (!login.username.isEmpty() || !login.secret.isEmpty()) {
        json.insert(u"username"_s, login.username);
        json.insert(u"password"_s, login.secret);
    }
    if (!login.serverAddress.isEmpty())
        json.insert(u"serveraddress"_s, addressOf(login.serverAddress));
    return json;
}

QByteArray encoded(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding);
}

} // namespace

QByteArray registryAuth(const EngineLogin &login)
{
    return encoded(toJson(login));
}

QByteArray registryConfig(const EngineLogins &logins)
{
    QJsonObject all;
    for (auto it = logins.begin(); it != logins.end(); ++it)
        all.insert(addressOf(it.key()), toJson(*it));
    return encoded(all);
}

} // namespace fairlead::docker
