// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QMap>
#include <QString>

namespace fairlead::docker {

//! Who a daemon is to be at a registry. It is sent in a header of the one request that needs it, and is never printed:
//! QDebug refuses it, no error has it.
struct EngineLogin
{
    QString username;
    QString secret;               //!< a password, or an identity token
    bool isIdentityToken = false; //!< then the name is left out
    QString serverAddress;        //!< "registry.example:5000"; "docker.io" for Docker Hub

    bool operator==(const EngineLogin &) const = default;
};

QDebug operator<<(QDebug, const EngineLogin &) = delete;

//! By the registry's domain as it stands in references: "docker.io", "registry.example:5000".
using EngineLogins = QMap<QString, EngineLogin>;

//! X-Registry-Auth of a push or a pull; without a login still a value, as a push must have one.
//! Source: Engine API reference, "Authentication".
QByteArray registryAuth(const EngineLogin &login);
//! X-Registry-Config of a build.
QByteArray registryConfig(const EngineLogins &logins);

} // namespace fairlead::docker
