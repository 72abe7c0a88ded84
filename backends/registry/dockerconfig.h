// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "login.h"

#include <QHash>
#include <QString>
#include <QStringList>

class QProcessEnvironment;

namespace fairlead::registry {

//! What the docker client's config.json says about logins; everything else in it is not ours.
//! Source: github.com/docker/cli, cli/config/configfile and cli/config/credentials.
struct DockerConfig
{
    QHash<QString, QString> credHelpers; //!< by server: "ecr-login" for docker-credential-ecr-login
    QString credsStore;                  //!< the helper for all other servers; empty: none
    QHash<QString, Login> auths;         //!< by server as written, those with a secret

    QStringList badAuths; //!< servers whose entry cannot be read
};

//! Who knows the login for a server, by docker's order: its own helper, the helper of all, the file. One answers; the
//! next is not asked when that one knows nobody.
struct LoginPlace
{
    QString helper;             //!< to be asked; empty: none
    QString server;             //!< the key to ask with: "registry.example:5000", "https://index.docker.io/v1/"
    std::optional<Login> login; //!< of the file
    bool isUnreadable = false;  //!< the file has an entry that cannot be read

    bool operator==(const LoginPlace &) const = default;
};

//! Errors: Invalid with reason BadDockerConfig. No message has anything of the content but the place of the mistake.
Result<DockerConfig> parseDockerConfig(const QByteArray &json);

//! \p domain as in ImageReference. Keys may be written as docker has written them ever: "host:5000",
//! "https://host/v1/"; Docker Hub is "https://index.docker.io/v1/" before all.
LoginPlace findLogin(const DockerConfig &config, const QString &domain);

//! $DOCKER_CONFIG/config.json, else ~/.docker/config.json.
QString dockerConfigPath(const QProcessEnvironment &environment);

} // namespace fairlead::registry
