// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerconfig.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QUrl>

#include <algorithm>
#include <variant>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

const auto hubServer = u"https://index.docker.io/v1/"_s;

ApiError badConfig(const QString &message)
{
    return {.kind = ApiError::Kind::Invalid, .reason = u"BadDockerConfig"_s, .message = message};
}

//! ConvertToHostname() of docker: "https://host:5000/v1/" and "host:5000/v1/" are "host:5000".
QString hostOf(const QString &key)
{
    if (key.contains("://"_L1)) {
        const QUrl url(key);
        if (!url.host().isEmpty()) {
            const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
            return url.port() < 0 ? host : host + u':' + QString::number(url.port());
        }
    }
    return key.section(u'/', 0, 0);
}

bool isHub(const QString &host)
{
    return host == "docker.io"_L1 || host == "index.docker.io"_L1 || host == "registry-1.docker.io"_L1;
}

//! Nothing where there is no secret; an error without a word where there is one that cannot be read.
tl::expected<std::optional<Login>, std::monostate> loginOf(const QJsonObject &entry)
{
    Login login{.username = entry.value("username"_L1).toString(), .secret = entry.value("password"_L1).toString()};
    if (const QByteArray auth = entry.value("auth"_L1).toString().toUtf8(); !auth.isEmpty()) {
        const auto decoded = QByteArray::fromBase64Encoding(auth, QByteArray::AbortOnBase64DecodingErrors);
        const qsizetype colon = decoded ? decoded.decoded.indexOf(':') : -1;
        if (colon <= 0)
            return tl::unexpected(std::monostate());
        login.username = QString::fromUtf8(decoded.decoded.first(colon));
        login.secret = QString::fromUtf8(decoded.decoded.sliced(colon + 1));
        while (login.secret.endsWith(QChar(0))) // docker pads
            login.secret.chop(1);
    }
    if (const QString token = entry.value("identitytoken"_L1).toString(); !token.isEmpty())
        login = {.username = login.username, .secret = token, .isIdentityToken = true};
    return login.secret.isEmpty() ? std::nullopt : std::optional(login);
}

bool means(const QString &key, const QString &domain)
{
    const QString host = hostOf(key);
    return host == domain || (isHub(domain) && isHub(host));
}

//! The key of \p map that means \p domain: as docker writes it now, else in any of its forms. Empty: none does.
template <class Value>
QString keyFor(const QHash<QString, Value> &map, const QString &domain)
{
    const QString exact = isHub(domain) ? hubServer : domain;
    if (map.contains(exact))
        return exact;
    QStringList keys = map.keys();
    keys.sort(); // the same of several each time
    const auto found =
        std::find_if(keys.cbegin(), keys.cend(), [&domain](const QString &key) { return means(key, domain); });
    return found == keys.cend() ? QString() : *found;
}

} // namespace

Result<DockerConfig> parseDockerConfig(const QByteArray &json)
{
    DockerConfig config;
    if (json.trimmed().isEmpty())
        return config;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (document.isNull())
        return tl::make_unexpected(badConfig(u"%1 at byte %2"_s.arg(error.errorString()).arg(error.offset)));
    if (!document.isObject())
        return tl::make_unexpected(badConfig(u"is no JSON object"_s));
    const QJsonObject root = document.object();
    config.credsStore = root.value("credsStore"_L1).toString();
    const QJsonObject helpers = root.value("credHelpers"_L1).toObject();
    for (auto it = helpers.begin(); it != helpers.end(); ++it)
        config.credHelpers.insert(it.key(), it.value().toString());
    const QJsonObject auths = root.value("auths"_L1).toObject();
    for (auto it = auths.begin(); it != auths.end(); ++it) {
        const auto login = loginOf(it.value().toObject());
        if (!login)
            config.badAuths << it.key();
        else if (*login)
            config.auths.insert(it.key(), **login);
    }
    return config;
}

LoginPlace findLogin(const DockerConfig &config, const QString &domain)
{
    LoginPlace place{.server = isHub(domain) ? hubServer : domain};
    if (const QString key = keyFor(config.credHelpers, domain); !key.isEmpty()) {
        place.helper = config.credHelpers.value(key);
        if (!place.helper.isEmpty())
            return place;
    }
    if (!config.credsStore.isEmpty()) {
        place.helper = config.credsStore;
        return place;
    }
    if (const QString key = keyFor(config.auths, domain); !key.isEmpty())
        place.login = config.auths.value(key);
    else
        place.isUnreadable = std::any_of(config.badAuths.begin(), config.badAuths.end(),
                                         [&domain](const QString &key) { return means(key, domain); });
    return place;
}

QString dockerConfigPath(const QProcessEnvironment &environment)
{
    const QString folder = environment.value(u"DOCKER_CONFIG"_s);
    return (folder.isEmpty() ? QDir::homePath() + u"/.docker"_s : folder) + u"/config.json"_s;
}

} // namespace fairlead::registry
