// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "registryfleet.h"

#include "backends/docker/daemontest.h"
#include "backends/registry/registrytest.h"

#include <map>

namespace fairlead::imagejobs {

//! Tests of daemons and registries, check by check, and the tags of repositories. A second test of the same server
//! begins anew. Lives in the thread of the registries.
class ServerTests : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString dockerFolder;
        QString settingsFolder; //!< of fairlead.yaml: relative paths begin there
        QByteArray userAgent;
    };

    ServerTests(RegistryFleet &registries, Settings settings, QObject *parent = nullptr);
    ~ServerTests() override;

    //! \p images are those that are needed there.
    void testDaemon(const settings::Daemon &daemon, const QStringList &images);
    void testRegistry(const QString &registryId);
    //! Of a repository in a registry, without its host.
    void listTags(const QString &registryId, const QString &repository);

signals:
    void daemonChecked(const QString &daemonId, const fairlead::docker::CheckResult &result);
    void daemonTested(const QString &daemonId);
    void registryChecked(const QString &registryId, const fairlead::CheckResult &result);
    void registryTested(const QString &registryId);
    void tagsListed(const QString &registryId, const QString &repository,
                    const fairlead::Result<fairlead::registry::TagList> &tags);

private:
    struct RegistryRun
    {
        RegistryFleet::Connection connection; //!< outlives its test
        std::unique_ptr<registry::RegistryTest> test;
    };

    RegistryFleet &m_registries;
    const Settings m_settings;
    std::map<QString, std::unique_ptr<docker::DaemonTest>> m_daemonTests;
    std::map<QString, RegistryRun> m_registryTests;
};

} // namespace fairlead::imagejobs
