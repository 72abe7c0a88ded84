// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

namespace fairlead::tests {

//! The bed's daemons "local" and "remote" and its registries "basic" and "token", as settings have them.
class BedServers
{
public:
    //! \return what is wrong; empty: nothing.
    QString open()
    {
        QFile file(qEnvironmentVariable("FAIRLEAD_BED_REGISTRIES"));
        if (!file.open(QIODevice::ReadOnly))
            return QStringLiteral("the test bed is not running: ./dev test starts it");
        m_known = QJsonDocument::fromJson(file.readAll()).object();
        return {};
    }

    static std::vector<settings::Daemon> daemons()
    {
        return {{.id = QStringLiteral("local"),
                 .name = QStringLiteral("local"),
                 .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER")},
                {.id = QStringLiteral("remote"),
                 .name = QStringLiteral("remote"),
                 .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_TLS"),
                 .tlsVerify = true,
                 .certPath = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_CERTS")}};
    }

    //! Of today, with containerd's image store.
    static settings::Daemon newest()
    {
        return {.id = QStringLiteral("newest"),
                .name = QStringLiteral("newest"),
                .host = qEnvironmentVariable("FAIRLEAD_BED_DOCKER_NEWEST")};
    }

    //! Else it is one that a test made up.
    static bool isOfTheBed(const settings::Daemon &daemon)
    {
        return daemon.id == QLatin1StringView("local") || daemon.id == QLatin1StringView("remote") ||
               daemon.id == QLatin1StringView("newest");
    }

    //! What the bed tells of "basic" or "token": "address", "ca", "realm", "switchFile", "users".
    QJsonObject known(const QString &registry) const
    {
        return m_known.value(QStringLiteral("registries"))[registry].toObject();
    }
    QString address(const QString &registry) const
    {
        return known(registry).value(QStringLiteral("address")).toString();
    }
    settings::Registry registry(const QString &name, const QString &prefix) const
    {
        return {.id = name,
                .name = name,
                .host = address(name),
                .repositoryPrefix = prefix,
                .certificateAuthority = known(name).value(QStringLiteral("ca")).toString()};
    }
    //! \p prefix: before the names of images in both.
    std::vector<settings::Registry> registries(const QString &prefix) const
    {
        return {registry(QStringLiteral("basic"), prefix), registry(QStringLiteral("token"), prefix)};
    }

    //! A folder for DOCKER_CONFIG in which "builder" is logged in at both: with "auths", "credHelpers" or "credsStore".
    QString dockerConfig(const QString &kind = QStringLiteral("auths")) const
    {
        return m_known.value(QStringLiteral("configs"))[kind].toString();
    }
    //! What docker-credential-bed does is written there.
    QString faultFile() const
    {
        return m_known.value(QStringLiteral("credentialHelper"))[QStringLiteral("faultFile")].toString();
    }
    //! Empty of a user whom the registry does not know.
    QString password(const QString &registry, const QString &user = QStringLiteral("builder")) const
    {
        const QJsonValue entry = known(registry).value(QStringLiteral("users"))[user];
        QFile file(entry[QStringLiteral("passwordFile")].toString());
        const bool isThere = !file.fileName().isEmpty() && file.open(QIODevice::ReadOnly);
        return isThere ? QString::fromUtf8(file.readAll()).remove(u'\n') : QString();
    }
    static QProcessEnvironment environment(const QString &dockerConfig)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DOCKER_CONFIG"), dockerConfig);
        return environment;
    }

private:
    QJsonObject m_known;
};

} // namespace fairlead::tests
