// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "servertests.h"

#include "backends/settings/findbyid.h"

#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr int MostTags = 10'000;    // of a list that a person reads
constexpr int ChecksBeforePush = 6; // reachable, tls, api, authentication, login, tags

} // namespace

ServerTests::ServerTests(RegistryFleet &registries, Settings settings, QObject *parent)
    : QObject(parent)
    , m_registries(registries)
    , m_settings(std::move(settings))
{
}

ServerTests::~ServerTests() = default;

void ServerTests::testDaemon(const QString &runId, const QString &daemonId, const settings::Settings &settings)
{
    begin(runId, {.serverId = daemonId, .isDaemon = true}, settings);
}

void ServerTests::testRegistry(const QString &runId, const QString &registryId, const settings::Settings &settings)
{
    begin(runId, {.serverId = registryId}, settings);
}

void ServerTests::begin(const QString &runId, Run run, const settings::Settings &settings)
{
    QStringList before;
    for (const auto &[id, other] : m_runs) {
        if (other.serverId == run.serverId && other.isDaemon == run.isDaemon)
            before += id;
    }
    for (const QString &id : before)
        cancel(id);
    using Watcher = QFutureWatcher<RecipeTags>;
    run.reading = std::make_unique<Watcher>();
    Watcher &reading = *run.reading;
    m_runs.emplace(runId, std::move(run));
    connect(&reading, &Watcher::finished, this, [this, runId, settings] {
        Watcher *watcher = m_runs[runId].reading.release();
        watcher->deleteLater(); // this is one of its signals
        start(runId, settings, watcher->result());
    });
    reading.setFuture(QtConcurrent::run(recipeTags, settings, m_settings.settingsFolder, QDate::currentDate()));
}

void ServerTests::start(const QString &runId, const settings::Settings &settings, const RecipeTags &tags)
{
    const Run &run = m_runs[runId];
    if (!run.isDaemon)
        return startRegistry(runId, pushedRepositories(run.serverId, settings, tags));
    if (const settings::Daemon *daemon = settings::findById(settings.daemons, run.serverId))
        startDaemon(runId, *daemon, daemonNeeds(run.serverId, settings, tags));
    else
        end(runId, true);
}

void ServerTests::startDaemon(const QString &runId, const settings::Daemon &daemon, const DaemonNeeds &needs)
{
    const QString id = daemon.id;
    auto test = std::make_unique<DaemonTrial>(
        m_registries, DaemonTrial::Settings{.daemon = {.choice = daemonChoice(daemon, m_settings.settingsFolder),
                                                       .dockerFolder = m_settings.dockerFolder,
                                                       .userAgent = m_settings.userAgent,
                                                       .triesBuild = true},
                                            .needs = needs});
    connect(test.get(), &DaemonTrial::checked, this,
            [this, runId, id](const docker::CheckResult &result) { emit daemonChecked(runId, id, result); });
    connect(test.get(), &DaemonTrial::finished, this,
            [this, runId](const std::optional<ApiError> &error) { end(runId, error.has_value()); });
    const int checks = test->expected();
    test->start();
    m_runs[runId].daemonTest = std::move(test);
    emit begun(runId, checks);
}

void ServerTests::startRegistry(const QString &runId, const QStringList &repositories)
{
    Run &run = m_runs[runId];
    const QString id = run.serverId;
    run.connection = m_registries.connection(id);
    if (!run.connection)
        return end(runId, true); // it has just left the settings
    const bool hasHook = run.connection->registry().prePush != "none"_L1;
    run.registryTest = std::make_unique<registry::RegistryTest>(
        *run.connection, registry::RegistryTestOptions{.testsPush = true, .repositories = repositories});
    connect(run.registryTest.get(), &registry::RegistryTest::checked, this,
            [this, runId, id](const CheckResult &result) { emit registryChecked(runId, id, result); });
    connect(run.registryTest.get(), &registry::RegistryTest::finished, this,
            [this, runId](const std::optional<ApiError> &failure) { end(runId, failure.has_value()); });
    run.registryTest->start();
    emit begun(runId, ChecksBeforePush + std::max(1, int(repositories.size())) + (hasHook ? 1 : 0));
}

void ServerTests::cancel(const QString &runId)
{
    const auto run = m_runs.find(runId);
    if (run == m_runs.end())
        return;
    if (run->second.daemonTest)
        run->second.daemonTest->cancel();
    else if (run->second.registryTest)
        run->second.registryTest->cancel();
    else
        end(runId, true); // what is being read is not waited for
}

void ServerTests::end(const QString &runId, bool isCancelled)
{
    const auto ended = m_runs.find(runId);
    Run run = std::move(ended->second);
    m_runs.erase(ended);
    if (run.daemonTest)
        run.daemonTest.release()->deleteLater(); // this may be one of its signals
    if (run.registryTest)
        run.registryTest.release()->deleteLater();
    if (run.isDaemon)
        emit daemonTested(runId, run.serverId, isCancelled);
    else
        emit registryTested(runId, run.serverId, isCancelled);
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
