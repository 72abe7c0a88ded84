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

    settings::Registry registry(const QString &name, const QString &prefix) const
    {
        const QJsonValue known = m_known.value(QStringLiteral("registries"))[name];
        return {.id = name,
                .name = name,
                .host = known[QStringLiteral("address")].toString(),
                .repositoryPrefix = prefix,
                .certificateAuthority = known[QStringLiteral("ca")].toString()};
    }
    //! \p prefix: before the names of images in both.
    std::vector<settings::Registry> registries(const QString &prefix) const
    {
        return {registry(QStringLiteral("basic"), prefix), registry(QStringLiteral("token"), prefix)};
    }

    //! A folder for DOCKER_CONFIG in which "builder" is logged in at both.
    QString dockerConfig() const
    {
        return m_known.value(QStringLiteral("configs"))[QStringLiteral("auths")].toString();
    }
    //! Of "builder" at either.
    QString password(const QString &registry) const
    {
        const QJsonValue known = m_known.value(QStringLiteral("registries"))[registry];
        QFile file(
            known[QStringLiteral("users")][QStringLiteral("builder")][QStringLiteral("passwordFile")].toString());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().trimmed()) : QString();
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
