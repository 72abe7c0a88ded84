// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "servertests.h"

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr int MostTags = 10'000; // of a list that a person reads

} // namespace

ServerTests::ServerTests(RegistryFleet &registries, Settings settings, QObject *parent)
    : QObject(parent)
    , m_registries(registries)
    , m_settings(std::move(settings))
{
}

ServerTests::~ServerTests() = default;

void ServerTests::testDaemon(const settings::Daemon &daemon, const QStringList &images)
{
    const QString id = daemon.id;
    std::unique_ptr<docker::DaemonTest> &test = m_daemonTests[id];
    test = std::make_unique<docker::DaemonTest>(
        docker::DaemonTest::Settings{.choice = daemonChoice(daemon, m_settings.settingsFolder),
                                     .dockerFolder = m_settings.dockerFolder,
                                     .userAgent = m_settings.userAgent,
                                     .images = images});
    connect(test.get(), &docker::DaemonTest::checked, this,
            [this, id](const docker::CheckResult &result) { emit daemonChecked(id, result); });
    connect(test.get(), &docker::DaemonTest::finished, this, [this, id] {
        m_daemonTests[id].release()->deleteLater(); // this is one of its signals
        m_daemonTests.erase(id);
        emit daemonTested(id);
    });
    test->start();
}

void ServerTests::testRegistry(const QString &registryId)
{
    m_registryTests.erase(registryId);
    const RegistryFleet::Connection connection = m_registries.connection(registryId);
    if (!connection) {
        emit registryTested(registryId); // it has just left the settings
        return;
    }
    RegistryRun &run = m_registryTests[registryId];
    run.connection = connection;
    run.test = std::make_unique<registry::RegistryTest>(*connection, registry::RegistryTestOptions{});
    connect(run.test.get(), &registry::RegistryTest::checked, this,
            [this, registryId](const CheckResult &result) { emit registryChecked(registryId, result); });
    connect(run.test.get(), &registry::RegistryTest::finished, this, [this, registryId] {
        m_registryTests[registryId].test.release()->deleteLater(); // this is one of its signals
        m_registryTests.erase(registryId);
        emit registryTested(registryId);
    });
    run.test->start();
}

void ServerTests::listTags(const QString &registryId, const QString &repository)
{
    const RegistryFleet::Connection connection = m_registries.connection(registryId);
    if (!connection)
        return;
    const auto answer = [this, registryId, repository, connection](const Result<registry::TagList> &tags) {
        emit tagsListed(registryId, repository, tags);
    };
    connection->open(this, [this, repository, answer](const Result<registry::RegistryClient *> &client) {
        if (client)
            (*client)->tags(repository, MostTags, this, answer);
        else
            answer(tl::unexpected(client.error()));
    });
}

} // namespace fairlead::imagejobs
