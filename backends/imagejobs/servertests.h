// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "daemonfleet.h"
#include "daemontrial.h"
#include "registryfleet.h"

#include "backends/registry/registrytest.h"

#include <QFutureWatcher>

#include <map>

namespace fairlead::imagejobs {

//! Tests of daemons and registries, check by check, and the tags of repositories. A second test of the same server ends
//! the first. Runs have ids that whoever asks for them makes. Order of signals of one: begun unless it is over before,
//! any number of checks, tested exactly once. Lives in the thread of the registries.
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

    //! With a trial build, and with uploads to the registries of its images that are given up. \p settings say what is
    //! needed there.
    void testDaemon(const QString &runId, const QString &daemonId, const settings::Settings &settings);
    //! With uploads that are given up.
    void testRegistry(const QString &runId, const QString &registryId, const settings::Settings &settings);
    //! Its end follows.
    void cancel(const QString &runId);
    //! Of a repository in a registry, without its host.
    void listTags(const QString &registryId, const QString &repository);

signals:
    //! So many checks are to come where none ends it.
    void begun(const QString &runId, int checks);
    void daemonChecked(const QString &runId, const QString &daemonId, const fairlead::docker::CheckResult &result);
    void daemonTested(const QString &runId, const QString &daemonId, bool isCancelled);
    void registryChecked(const QString &runId, const QString &registryId, const fairlead::CheckResult &result);
    void registryTested(const QString &runId, const QString &registryId, bool isCancelled);
    void tagsListed(const QString &registryId, const QString &repository,
                    const fairlead::Result<fairlead::registry::TagList> &tags);

private:
    struct Run
    {
        QString serverId;
        bool isDaemon = false;
        std::unique_ptr<QFutureWatcher<RecipeTags>> reading; //!< of what the recipes are called; null: it is done
        RegistryFleet::Connection connection;                //!< outlives its test
        std::unique_ptr<DaemonTrial> daemonTest;
        std::unique_ptr<registry::RegistryTest> registryTest;
    };

    void begin(const QString &runId, Run run, const settings::Settings &settings);
    void start(const QString &runId, const settings::Settings &settings, const RecipeTags &tags);
    void startDaemon(const QString &runId, const settings::Daemon &daemon, const DaemonNeeds &needs);
    void startRegistry(const QString &runId, const QStringList &repositories);
    void end(const QString &runId, bool isCancelled);

    RegistryFleet &m_registries;
    const Settings m_settings;
    std::map<QString, Run> m_runs;
};

} // namespace fairlead::imagejobs
