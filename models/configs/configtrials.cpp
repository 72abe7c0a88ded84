// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "configtrials.h"

#include "backends/kubernetes/auth/credentialsfactory.h"
#include "backends/runs/trials/dockertrial.h"
#include "backends/runs/trials/kubernetestrial.h"
#include "backends/runs/trials/trialsweeper.h"
#include "backends/transport/networkthreads.h"
#include "models/plaintext.h"
#include "models/workshop/testlines.h"
#include "triallines.h"

#include <QDateTime>
#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr int UsualSteps = 15;

} // namespace

ConfigTrials::ConfigTrials(ActivityCentre &activities, transport::NetworkThreads &threads, Settings settings,
                           QObject *parent)
    : QObject(parent)
    , m_threads(threads)
    , m_settings(std::move(settings))
    , m_activities(activities)
{
}

ConfigTrials::~ConfigTrials()
{
    for (const Run &run : std::as_const(m_runs)) {
        run.trial->disconnect(this);
        run.trial->deleteLater();
    }
    for (QObject *sweeper : std::as_const(m_sweepers)) {
        sweeper->disconnect(this);
        sweeper->deleteLater();
    }
}

void ConfigTrials::test(const settings::RuntimeConfig &config, const std::vector<TrialTarget> &targets,
                        const runs::TrialWishes &wishes)
{
    std::erase_if(m_tests[config.id], [&config](const ConfigTest &test) { return test.isOutdated(config); });
    for (const TrialTarget &target : targets) {
        const QString name = plainLine(target.plan.target.name);
        const bool isRunning = std::any_of(m_runs.begin(), m_runs.end(), [&](const Run &run) {
            return run.configId == config.id && run.target == name;
        });
        if (!isRunning)
            begin(config, target, wishes);
    }
    emit changed(config.id, m_tests.value(config.id));
}

void ConfigTrials::begin(const settings::RuntimeConfig &config, const TrialTarget &target,
                         const runs::TrialWishes &wishes)
{
    const QString name = plainLine(target.plan.target.name);
    const QString id = m_activities.begin(
        {.key = config.id + u'\n' + name, .name = plainLine(config.name), .where = name},
        [this](const QString &activity) { cancelRun(activity); },
        [this, config, target, wishes] {
            m_settings.retry ? m_settings.retry(config.id) : test(config, {target}, wishes);
        });
    m_activities.expect(id, UsualSteps);
    runs::TrialRun *trial = trialAt(config, target, wishes);
    m_runs.insert(id, {config.id, name, trial});
    testOf(config.id, name) = {.target = name, .report = {.isRunning = true}, .activityId = id, .config = config};
    trial->moveToThread(m_threads.next());
    connect(trial, &runs::TrialRun::checked, this,
            [this, id](const runs::TrialResult &result) { onChecked(id, result); });
    connect(trial, &runs::TrialRun::finished, this,
            [this, id](const std::optional<ApiError> &error) { onFinished(id, error.has_value()); });
    QMetaObject::invokeMethod(trial, &runs::TrialRun::start);
}

runs::TrialRun *ConfigTrials::trialAt(const settings::RuntimeConfig &config, const TrialTarget &target,
                                      runs::TrialWishes wishes) const
{
    wishes.login = target.login;
    wishes.userAgent = m_settings.userAgent;
    wishes.journalPath = m_settings.journalPath;
    if (target.plan.isDocker())
        return new runs::DockerTrial({target.daemon, m_settings.dockerFolder, config, target.plan, wishes});
    const kubernetes::ExecPolicy policy = execPolicy();
    return new runs::KubernetesTrial(
        {target.context.endpoint,
         [context = target.context, policy] { return kubernetes::makeCredentialSource(context, policy); }, config,
         target.plan, wishes});
}

ConfigTest &ConfigTrials::testOf(const QString &configId, const QString &target)
{
    std::vector<ConfigTest> &tests = m_tests[configId];
    const auto known =
        std::find_if(tests.begin(), tests.end(), [&target](const ConfigTest &each) { return each.target == target; });
    return known == tests.end() ? tests.emplace_back(ConfigTest{.target = target}) : *known;
}

void ConfigTrials::onChecked(const QString &id, const runs::TrialResult &result)
{
    const auto run = m_runs.constFind(id);
    if (run == m_runs.constEnd())
        return;
    const TestReport::Line line = testLine(result);
    m_activities.add(id, line);
    testOf(run->configId, run->target).report.lines.push_back(line);
    emit changed(run->configId, m_tests.value(run->configId));
}

void ConfigTrials::onFinished(const QString &id, bool isCancelled)
{
    const Run run = m_runs.take(id);
    if (!run.trial)
        return;
    run.trial->deleteLater();
    m_activities.end(id, isCancelled);
    TestReport &report = testOf(run.configId, run.target).report;
    report.isRunning = false;
    report.ended = QDateTime::currentSecsSinceEpoch();
    if (isCancelled)
        report.lines.push_back(cancelledLine());
    emit changed(run.configId, m_tests.value(run.configId));
    if (m_runs.isEmpty())
        emit idle();
}

void ConfigTrials::cancelRun(const QString &id)
{
    if (runs::TrialRun *trial = m_runs.value(id).trial)
        QMetaObject::invokeMethod(trial, &runs::TrialRun::cancel);
}

void ConfigTrials::cancel(const QString &configId)
{
    for (auto it = m_runs.constBegin(); it != m_runs.constEnd(); ++it) {
        if (it->configId == configId)
            cancelRun(it.key());
    }
}

void ConfigTrials::cancelAll()
{
    for (auto it = m_runs.constBegin(); it != m_runs.constEnd(); ++it)
        cancelRun(it.key());
}

void ConfigTrials::sweep(const std::vector<kubernetes::Context> &contexts,
                         const QHash<QString, docker::DaemonChoice> &daemons)
{
    if (m_settings.journalPath.isEmpty() || (contexts.empty() && daemons.isEmpty()))
        return;
    using Entries = std::vector<runs::TrialEntry>;
    auto *reading = new QFutureWatcher<Entries>(this);
    connect(reading, &QFutureWatcherBase::finished, this, [this, reading, contexts, daemons] {
        const Entries entries = reading->result();
        reading->deleteLater();
        for (const runs::TrialEntry &entry : entries) {
            const auto isIt = [&entry](const kubernetes::Context &each) { return entry.isAt(each); };
            const auto context = std::find_if(contexts.begin(), contexts.end(), isIt);
            const auto daemon = daemons.constFind(entry.daemonId);
            if (m_sweepers.contains(entry.runId))
                continue;
            if (context != contexts.end())
                sweepOne(entry, &*context, nullptr);
            else if (daemon != daemons.constEnd())
                sweepOne(entry, nullptr, &*daemon);
        }
    });
    reading->setFuture(
        QtConcurrent::run([path = m_settings.journalPath] { return runs::TrialJournal(path).abandoned(); }));
}

void ConfigTrials::sweepOne(const runs::TrialEntry &entry, const kubernetes::Context *context,
                            const docker::DaemonChoice *daemon)
{
    using runs::TrialSweeper;
    TrialSweeper::Settings settings{.entry = entry,
                                    .place = TrialSweeper::Daemon{},
                                    .journalPath = m_settings.journalPath,
                                    .userAgent = m_settings.userAgent};
    if (context) {
        const kubernetes::ExecPolicy policy = execPolicy();
        settings.place = TrialSweeper::Cluster{
            context->endpoint, [context = *context, policy] { return makeCredentialSource(context, policy); }};
    } else {
        settings.place = TrialSweeper::Daemon{*daemon, m_settings.dockerFolder};
    }
    auto *sweeper = new TrialSweeper(settings);
    sweeper->moveToThread(m_threads.next());
    m_sweepers.insert(entry.runId, sweeper);
    connect(sweeper, &TrialSweeper::finished, this, [this, sweeper, run = entry.runId] {
        m_sweepers.remove(run);
        sweeper->deleteLater();
    });
    QMetaObject::invokeMethod(sweeper, &TrialSweeper::start);
}

} // namespace fairlead::models
