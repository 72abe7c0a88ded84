// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagehub.h"

#include "backends/registry/loginwords.h"
#include "backends/settings/findbyid.h"
#include "backends/settings/pushtargets.h"
#include "models/plaintext.h"
#include "testlines.h"

#include <QDateTime>
#include <QThread>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using imagejobs::JobInfo;
using imagejobs::JobOrder;
using imagejobs::JobResult;
using imagejobs::Workshop;

constexpr int LookDelay = 1'000; // a build tells of an image several times
constexpr int PlacesDelay = 250;

Activity::Kind kindOf(JobInfo::Kind kind)
{
    switch (kind) {
    case JobInfo::Kind::Build:
        return Activity::Kind::Build;
    case JobInfo::Kind::Push:
        return Activity::Kind::Push;
    case JobInfo::Kind::Pull:
        return Activity::Kind::Pull;
    }
    return Activity::Kind::Build;
}

Activity::State stateOf(JobResult::Kind kind)
{
    switch (kind) {
    case JobResult::Kind::Done:
    case JobResult::Kind::UpToDate:
        return Activity::State::Succeeded;
    case JobResult::Kind::Failed:
        return Activity::State::Failed;
    case JobResult::Kind::Cancelled:
        return Activity::State::Cancelled;
    case JobResult::Kind::Skipped:
        return Activity::State::Skipped;
    }
    return Activity::State::Failed;
}

DaemonState stateOf(docker::DaemonState state)
{
    switch (state) {
    case docker::DaemonState::Closed:
        return DaemonState::Closed;
    case docker::DaemonState::Connecting:
        return DaemonState::Connecting;
    case docker::DaemonState::Live:
        return DaemonState::Live;
    case docker::DaemonState::Stale:
        return DaemonState::Stale;
    case docker::DaemonState::Refused:
        return DaemonState::Refused;
    case docker::DaemonState::Unreachable:
        return DaemonState::Unreachable;
    case docker::DaemonState::Invalid:
        return DaemonState::Invalid;
    }
    return DaemonState::Closed;
}

//! By the worst that a test found: what does not answer has no line behind the first.
RegistryStatus::State stateOf(const TestReport &test)
{
    const bool isBad = std::any_of(test.lines.begin(), test.lines.end(),
                                   [](const TestReport::Line &line) { return line.severity == Severity::Error; });
    if (!isBad)
        return RegistryStatus::State::Reachable;
    return test.lines.size() > 1 ? RegistryStatus::State::Refused : RegistryStatus::State::Unreachable;
}

void endReport(TestReport &test, bool isCancelled)
{
    if (isCancelled)
        test.lines.push_back(cancelledLine());
    test.isRunning = false;
    test.ended = QDateTime::currentSecsSinceEpoch();
}

} // namespace

ImageHub::ImageHub(Workshop::Settings settings, Models models, QObject *parent)
    : QObject(parent)
    , m_models(models)
    , m_testRuns(models.activities)
    , m_prunes(models.activities)
{
    m_prompts = new registry::LoginPrompts(
        [this](const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply) {
            QMetaObject::invokeMethod(
                this, [this, question, reply] { onLoginQuestion(question, reply); }, Qt::QueuedConnection);
        });
    settings.prompts = m_prompts;
    m_hooks = new registry::PrePushPrompts(settings.hooks);
    settings.hookPrompts = m_hooks;
    const QString settingsFolder = settings.settingsFolder;
    const imagejobs::ServerTests::Settings tests{.dockerFolder = settings.dockerFolder,
                                                 .settingsFolder = settings.settingsFolder,
                                                 .userAgent = settings.userAgent};
    m_workshop = new Workshop(std::move(settings));
    m_actions = new imagejobs::DaemonActions(m_workshop->daemons(), m_workshop);
    m_stats = new imagejobs::StatsKeeper(m_workshop->daemons(), m_workshop);
    m_tests = new imagejobs::ServerTests(m_workshop->registries(), tests, m_workshop);
    m_cleanUp = new imagejobs::ImageCleanUp(m_workshop->daemons(), settingsFolder, m_workshop);
    m_targets = new imagejobs::TargetLook(m_workshop->registries(), m_workshop);
    QThread *thread = m_threads.next();
    m_prompts->moveToThread(thread);
    m_hooks->moveToThread(thread);
    m_workshop->moveToThread(thread);
    m_lookTimer.setSingleShot(true);
    m_lookTimer.setInterval(LookDelay);
    connect(&m_lookTimer, &QTimer::timeout, this, [this] { look(QStringList(m_toLook.begin(), m_toLook.end())); });
    m_placesTimer.setSingleShot(true);
    m_placesTimer.setInterval(PlacesDelay);
    connect(&m_placesTimer, &QTimer::timeout, this, [this] { m_models.images.setPlaces(m_knowledge.places()); });
    connectDaemons();
    connectStats();
    connectTests();
    connectTestReports();
    connectPrunes();
    connectRecipes();
    connectJobs();
    connect(&m_models.settings, &settings::SettingsStore::changed, this, &ImageHub::applySettings);
    applySettings();
}

ImageHub::~ImageHub()
{
    m_stats->deleteLater(); // in its thread, which ends behind it; streams before the clients that they go through
    m_actions->deleteLater();
    m_workshop->deleteLater();
    m_prompts->deleteLater();
    m_hooks->deleteLater();
}

void ImageHub::call(std::function<void(Workshop &)> what)
{
    QMetaObject::invokeMethod(
        m_workshop, [workshop = m_workshop, what = std::move(what)] { what(*workshop); }, Qt::QueuedConnection);
}

//! Nobody is asked for what he did not begin, nor again what he has declined.
void ImageHub::onLoginQuestion(const registry::LoginQuestion &question, const registry::LoginPrompts::Reply &reply)
{
    if (!m_mayAsk || m_declined.contains(question.key())) {
        reply(std::nullopt);
        return;
    }
    emit loginAsked(question, [this, key = question.key(), reply](const registry::LoginReply &said) {
        if (!said.login)
            m_declined.insert(key);
        reply(said);
    });
}

void ImageHub::forgetKeptLogin(const registry::LoginKey &key)
{
    QMetaObject::invokeMethod(
        m_prompts, [prompts = m_prompts, key] { prompts->forgetKept(key); }, Qt::QueuedConnection);
}

void ImageHub::allowQuestions()
{
    m_mayAsk = true;
    ++m_unanswered;
    m_declined.clear();
    QMetaObject::invokeMethod(m_hooks, &registry::PrePushPrompts::forgetRefusals, Qt::QueuedConnection);
}

void ImageHub::askLogin(const QString &registryId, const QObject *context,
                        std::function<void(const std::optional<registry::Login> &)> done)
{
    const QPointer<const QObject> asked(context);
    call([this, registryId, asked, done = std::move(done)](Workshop &workshop) {
        const auto tell = [this, asked, done](const std::optional<registry::Login> &login) {
            QMetaObject::invokeMethod(
                this,
                [asked, done, login] {
                    if (asked)
                        done(login);
                },
                Qt::QueuedConnection);
        };
        const auto connection = workshop.registries().connection(registryId);
        if (!connection)
            return tell(std::nullopt);
        connection->login(&workshop, [connection, tell](const registry::LoginSource::Answer &answer) {
            const bool isUsable = answer && *answer && !(*answer)->isIdentityToken;
            tell(isUsable ? *answer : std::nullopt);
        });
    });
}

QStringList ImageHub::runningActivities() const
{
    QStringList ids;
    for (const Job &job : m_jobs)
        ids += job.activityId;
    return ids + m_testRuns.running() + m_prunes.running();
}

void ImageHub::answerHook(const QByteArray &key, bool isAllowed)
{
    QMetaObject::invokeMethod(
        m_hooks, [hooks = m_hooks, key, isAllowed] { hooks->answer(key, isAllowed); }, Qt::QueuedConnection);
}

//! What the user began has begun, or came to nothing; behind its last job nobody is asked any more.
void ImageHub::onOrderAnswered()
{
    m_unanswered = std::max(0, m_unanswered - 1);
    forbidQuestions();
}

void ImageHub::forbidQuestions()
{
    m_mayAsk = m_mayAsk && (m_unanswered > 0 || !m_jobs.isEmpty());
}

void ImageHub::connectDaemons()
{
    using imagejobs::DaemonFleet;
    const DaemonFleet &fleet = m_workshop->daemons();
    connect(&fleet, &DaemonFleet::statusChanged, this, &ImageHub::onDaemonStatus);
    connect(&fleet, &DaemonFleet::openedForOrder, this, [this](const QString &id) {
        m_open.insert(id);
        emit openDaemonsChanged();
    });
    connect(&fleet, &DaemonFleet::infoChanged, this, [this](const QString &id, const docker::EngineInfo &info) {
        changeDaemon(id, [&info](DaemonStatus &status) { status.info = info; });
        m_knowledge.setStore(id, imagejobs::storeOf(info));
        publishPlaces();
    });
    connect(&fleet, &DaemonFleet::diskUsageChanged, this, &ImageHub::onDiskUsage);
    connect(&fleet, &DaemonFleet::diskUsageFailed, this, [this](const QString &id, const ApiError &error) {
        changeDaemon(id, [&error](DaemonStatus &status) {
            status.disk.isCounting = false;
            if (status.state != DaemonState::Closed)
                status.disk.error = error;
        });
    });
    connect(&fleet, &DaemonFleet::containersChanged, &m_models.docker, &DockerModels::setContainers);
    connect(&fleet, &DaemonFleet::volumesChanged, &m_models.docker, &DockerModels::setVolumes);
    connect(&fleet, &DaemonFleet::imagesChanged, this,
            [this](const QString &id, const std::vector<docker::Image> &images) {
                m_models.docker.setImages(id, images);
                m_knowledge.setImages(id, images);
                publishPlaces();
                lookSoon(m_knowledge.recipesOf(id));
            });
}

void ImageHub::onDiskUsage(const QString &id, const docker::DiskUsage &usage)
{
    changeDaemon(id, [&usage](DaemonStatus &status) {
        status.disk = daemonDisk(usage);
        status.disk.counted = QDateTime::currentSecsSinceEpoch();
    });
    m_models.docker.setDiskUsage(id, usage);
}

void ImageHub::countDisk(const QString &daemonId)
{
    if (m_daemonStatus.value(daemonId).state == DaemonState::Closed)
        return;
    changeDaemon(daemonId, [](DaemonStatus &status) {
        status.disk.isCounting = true;
        status.disk.error.reset();
    });
    call([daemonId](Workshop &workshop) { workshop.daemons().askDiskUsage(daemonId); });
}

void ImageHub::connectStats()
{
    using imagejobs::StatsKeeper;
    connect(m_stats, &StatsKeeper::sampled, this, [this](const std::vector<imagejobs::StatsSample> &samples) {
        for (const auto &[container, stats, at] : samples)
            m_models.docker.containers.setStats(container.daemonId, container.containerId, {stats, at});
    });
    connect(m_stats, &StatsKeeper::ended, this, [this](const imagejobs::ContainerRef &container) {
        m_models.docker.containers.endStats(container.daemonId, container.containerId);
    });
}

void ImageHub::seeContainers(const QStringList &keys)
{
    QList<imagejobs::ContainerRef> seen;
    for (const QString &key : keys)
        seen += {key.section(u'\n', 0, 0), key.section(u'\n', 1)};
    QMetaObject::invokeMethod(
        m_stats, [stats = m_stats, seen] { stats->setSeen(seen); }, Qt::QueuedConnection);
}

void ImageHub::changeDaemon(const QString &id, const std::function<void(DaemonStatus &)> &change)
{
    change(m_daemonStatus[id]);
    m_models.docker.setStatus(id, m_daemonStatus[id]);
}

void ImageHub::changeRegistry(const QString &id, const std::function<void(RegistryStatus &)> &change)
{
    change(m_registryStatus[id]);
    m_models.docker.setRegistryStatus(id, m_registryStatus[id]);
}

void ImageHub::onDaemonStatus(const QString &id, const docker::DaemonStatus &status)
{
    const DaemonState before = m_daemonStatus[id].state;
    changeDaemon(id, [&status](DaemonStatus &known) {
        known.state = stateOf(status.state);
        known.since = status.since;
        known.error = status.error;
        known.isInsecure = status.isInsecure;
        known.apiVersion = status.apiVersion.text();
        known.latency = status.latency;
        if (status.state == docker::DaemonState::Closed || status.state == docker::DaemonState::Connecting)
            known.disk = {}; // of another time, or of another daemon
        if (status.version.isEmpty())
            known.version.reset();
        else
            known.version = docker::EngineVersion{.kind = status.kind,
                                                  .engineName = status.engineName,
                                                  .version = status.version,
                                                  .apiVersion = status.apiVersion.text(),
                                                  .os = status.os,
                                                  .arch = status.arch};
    });
    if (status.state == docker::DaemonState::Closed)
        changeDaemon(id, [](DaemonStatus &known) { known.info.reset(); });
    const bool begins = status.state == docker::DaemonState::Connecting && before != DaemonState::Connecting;
    if (status.state == docker::DaemonState::Closed || begins) { // it may be another daemon, whose list comes yet
        m_knowledge.setImages(id, std::nullopt);
        publishPlaces();
    }
    // Where it is only tried again, or its lists are as they were, nothing else is known of its images.
    const DaemonState now = stateOf(status.state);
    const bool isSettled = now != DaemonState::Connecting && now != DaemonState::Stale;
    if (isSettled && now != before)
        lookSoon(m_knowledge.recipesOf(id));
}

void ImageHub::testDaemon(const QString &id)
{
    const settings::Settings settings = settings::withPushTargets(m_models.settings.settings());
    const settings::Daemon *daemon = settings::findById(settings.daemons, id);
    if (!daemon)
        return;
    allowQuestions();
    const QString run = beginTest({u"daemon\n"_s + id, plainLine(daemon->name, 120), addressText(*daemon)},
                                  [this, id] { testDaemon(id); });
    changeDaemon(id, [](DaemonStatus &status) { status.test = {.isRunning = true}; });
    test([run, id, settings](imagejobs::ServerTests &tests) { tests.testDaemon(run, id, settings); });
}

void ImageHub::testRegistry(const QString &id)
{
    const settings::Settings settings = settings::withPushTargets(m_models.settings.settings());
    const settings::Registry *registry = settings::findById(settings.registries, id);
    if (!registry)
        return;
    allowQuestions();
    const QString run =
        beginTest({u"registry\n"_s + id, plainLine(registry->name, 120), plainLine(registry->host, 300)},
                  [this, id] { testRegistry(id); });
    changeRegistry(id, [](RegistryStatus &status) {
        status.state = RegistryStatus::State::Testing;
        status.test = {.isRunning = true};
    });
    test([run, id, settings](imagejobs::ServerTests &tests) { tests.testRegistry(run, id, settings); });
}

QString ImageHub::beginTest(const TestActivities::Server &server, std::function<void()> retry)
{
    const auto cancel = [this](const QString &run) {
        test([run](imagejobs::ServerTests &tests) { tests.cancel(run); });
    };
    return m_testRuns.begin(server, cancel, std::move(retry));
}

void ImageHub::test(std::function<void(imagejobs::ServerTests &)> what)
{
    QMetaObject::invokeMethod(
        m_tests, [tests = m_tests, what = std::move(what)] { what(*tests); }, Qt::QueuedConnection);
}

void ImageHub::listTags(const QString &registryId, const QString &repository)
{
    QMetaObject::invokeMethod(
        m_tests, [tests = m_tests, registryId, repository] { tests->listTags(registryId, repository); },
        Qt::QueuedConnection);
}

void ImageHub::act(std::function<void(imagejobs::DaemonActions &)> what)
{
    QMetaObject::invokeMethod(
        m_actions, [actions = m_actions, what = std::move(what)] { what(*actions); }, Qt::QueuedConnection);
}

void ImageHub::cleanUp(std::function<void(imagejobs::ImageCleanUp &)> what)
{
    QMetaObject::invokeMethod(
        m_cleanUp, [cleanUp = m_cleanUp, what = std::move(what)] { what(*cleanUp); }, Qt::QueuedConnection);
}

void ImageHub::removeImages(const QString &daemonId, const QStringList &imageIds, bool withCache)
{
    using imagejobs::ImageCleanUp;
    if (m_prunes.isRunning(daemonId))
        return; // its list is not what is there
    const settings::Settings &settings = m_models.settings.settings();
    if (const settings::Daemon *daemon = settings::findById(settings.daemons, daemonId)) {
        m_prunes.begin(daemonId, plainLine(daemon->name, 120), addressText(*daemon),
                       [this, daemonId] { cleanUp([daemonId](ImageCleanUp &cleanUp) { cleanUp.cancel(daemonId); }); });
    }
    cleanUp([=](ImageCleanUp &cleanUp) { cleanUp.remove(daemonId, imageIds, withCache); });
}

void ImageHub::lookAtTarget(const QString &registryId, const QString &target)
{
    QMetaObject::invokeMethod(
        m_targets, [targets = m_targets, registryId, target] { targets->look(registryId, target); },
        Qt::QueuedConnection);
}

void ImageHub::connectTests()
{
    using imagejobs::ServerTests;
    connect(m_tests, &ServerTests::begun, this,
            [this](const QString &run, int checks) { m_testRuns.expect(run, checks); });
    connect(m_tests, &ServerTests::daemonChecked, this,
            [this](const QString &run, const QString &, const docker::CheckResult &result) {
                m_testRuns.add(run, testLine(result));
            });
    connect(m_tests, &ServerTests::registryChecked, this,
            [this](const QString &run, const QString &, const CheckResult &result) {
                m_testRuns.add(run, testLine(result));
            });
    const auto end = [this](const QString &run, const QString &, bool isCancelled) {
        m_testRuns.end(run, isCancelled);
        onOrderAnswered();
    };
    connect(m_tests, &ServerTests::daemonTested, this, end);
    connect(m_tests, &ServerTests::registryTested, this, end);
    connect(m_tests, &ServerTests::tagsListed, this,
            [this](const QString &id, const QString &repository, const Result<registry::TagList> &tags) {
                changeRegistry(id, [&](RegistryStatus &status) {
                    status.repository = repository;
                    status.tags = tags ? tags->tags : QStringList();
                    status.areTagsComplete = !tags || tags->isComplete;
                    status.tagsError.reset();
                    const settings::Registry *known = settings::findById(m_models.settings.settings().registries, id);
                    if (!tags)
                        status.tagsError = known ? registry::withRemedy(tags.error(), *known) : tags.error();
                });
            });
}

//! Of the last test of each.
void ImageHub::connectTestReports()
{
    using imagejobs::ServerTests;
    connect(m_tests, &ServerTests::daemonChecked, this,
            [this](const QString &run, const QString &id, const docker::CheckResult &result) {
                if (m_testRuns.isLast(run))
                    changeDaemon(id,
                                 [&result](DaemonStatus &status) { status.test.lines.push_back(testLine(result)); });
            });
    connect(m_tests, &ServerTests::daemonTested, this, [this](const QString &run, const QString &id, bool isCancelled) {
        if (m_testRuns.isLast(run))
            changeDaemon(id, [isCancelled](DaemonStatus &status) { endReport(status.test, isCancelled); });
    });
    connect(m_tests, &ServerTests::registryChecked, this,
            [this](const QString &run, const QString &id, const CheckResult &result) {
                if (m_testRuns.isLast(run))
                    changeRegistry(
                        id, [&result](RegistryStatus &status) { status.test.lines.push_back(testLine(result)); });
            });
    connect(m_tests, &ServerTests::registryTested, this,
            [this](const QString &run, const QString &id, bool isCancelled) {
                if (!m_testRuns.isLast(run))
                    return;
                changeRegistry(id, [isCancelled](RegistryStatus &status) {
                    status.state = isCancelled ? RegistryStatus::State::Untested : stateOf(status.test);
                    status.since = QDateTime::currentSecsSinceEpoch();
                    endReport(status.test, isCancelled);
                });
            });
}

void ImageHub::connectPrunes()
{
    using imagejobs::ImageCleanUp;
    connect(m_cleanUp, &ImageCleanUp::advanced, this,
            [this](const QString &id, int names, int allNames) { m_prunes.advance(id, names, allNames); });
    connect(m_cleanUp, &ImageCleanUp::removed, this,
            [this](const QString &id, const imagejobs::CleanUpOutcome &outcome) { m_prunes.end(id, outcome); });
    connect(m_cleanUp, &ImageCleanUp::failed, this,
            [this](const QString &id, const ApiError &error) { m_prunes.fail(id, error); });
}

void ImageHub::connectRecipes()
{
    connect(m_workshop, &Workshop::recipeLooked, this, [this](const imagejobs::RecipeFinding &finding) {
        m_knowledge.setFinding(finding);
        if (finding.findings)
            m_models.images.recipes.setGitSha(finding.recipeId, finding.findings->disk.gitSha);
        publish(finding.recipeId);
    });
    connect(m_workshop, &Workshop::registryLooked, this, [this](const imagejobs::RegistryFinding &finding) {
        m_knowledge.setInRegistry(finding);
        publish(finding.recipeId);
        if (m_seesPlaces && isToLookInto(finding))
            call([finding](Workshop &workshop) { workshop.lookInto(finding); });
    });
    connect(m_workshop, &Workshop::looked, this, [this] {
        m_isLooking = false;
        if (!m_toLook.isEmpty())
            m_lookTimer.start();
    });
    connect(m_workshop, &Workshop::orderFailed, this, &ImageHub::orderFailed);
    connect(m_workshop, &Workshop::orderLacks, this, &ImageHub::orderLacks);
    connect(m_workshop, &Workshop::orderCancelled, this, &ImageHub::orderCancelled);
    connect(m_workshop, &Workshop::jobsJoined, this, &ImageHub::orderJoined);
    connect(m_workshop, &Workshop::planned, this,
            [this](const std::vector<images::PlanStep> &steps, const imagejobs::SurveyResult &) {
                qsizetype jobs = 0;
                for (const images::PlanStep &step : steps)
                    jobs += step.registries.size() + (step.builds() ? 1 : 0);
                emit orderPlanned(int(jobs));
            });
    // Behind jobAdded() of all its jobs, and behind whatever went before.
    connect(m_workshop, &Workshop::orderTaken, this, &ImageHub::onOrderAnswered);
    connect(m_workshop, &Workshop::idle, this, &ImageHub::forbidQuestions);
}

void ImageHub::connectJobs()
{
    connect(m_prompts, &registry::LoginPrompts::over, this, &ImageHub::loginOver);
    connect(m_prompts, &registry::LoginPrompts::keychainChanged, this, &ImageHub::keychainChanged);
    connect(m_hooks, &registry::PrePushPrompts::asked, this, &ImageHub::hookAsked);
    connect(m_hooks, &registry::PrePushPrompts::over, this, &ImageHub::hookOver);
    connect(m_hooks, &registry::PrePushPrompts::notKept, this, &ImageHub::hookNotKept);
    connect(m_workshop, &Workshop::jobAdded, this, &ImageHub::onJobAdded);
    connect(m_workshop, &Workshop::jobEnded, this, &ImageHub::onJobEnded);
    connect(m_workshop, &Workshop::jobStarted, this, [this](const QString &id) {
        updateActivity(id, [](Activity &activity) { activity.state = Activity::State::Running; });
    });
    connect(m_workshop, &Workshop::jobProgressed, this,
            [this](const QString &id, const imagejobs::JobProgress &progress) {
                updateActivity(id, [&progress](Activity &activity) {
                    activity.detail = progress.detail;
                    activity.progress = progress.fraction;
                });
                const auto job = m_jobs.constFind(id);
                if (job == m_jobs.cend() || job->info.recipeId.isEmpty())
                    return;
                m_knowledge.setActivity(job->info.recipeId, job->info.kind, job->activityId, progress);
                publish(job->info.recipeId);
            });
    connect(m_workshop, &Workshop::jobSteps, this,
            [this](const QString &id, const std::vector<docker::BuildStep> &steps) {
                m_models.activities.setSteps(m_jobs.value(id).activityId, steps);
            });
    connect(m_workshop, &Workshop::jobLayers, this,
            [this](const QString &id, const std::vector<docker::LayerProgress> &layers) {
                m_models.activities.setLayers(m_jobs.value(id).activityId, layers);
            });
    // In its thread: what comes must not gather while this one is busy.
    ActivityLogs &logs = m_models.activities.logs();
    connect(m_workshop, &Workshop::jobAdded, m_workshop, [&logs](const JobInfo &job) { logs.open(job.id); });
    connect(m_workshop, &Workshop::jobLogged, m_workshop,
            [&logs](const QString &id, const QByteArray &utf8, bool isOurs) {
                using Source = imagejobs::LogQueue::Source;
                logs.append(id, utf8, isOurs ? Source::Ours : Source::Output);
            });
}

void ImageHub::applySettings()
{
    const settings::Settings settings = settings::withPushTargets(m_models.settings.settings());
    m_models.docker.setSettings(m_models.settings.settings());
    m_knowledge.setSettings(settings);
    call([settings, open = m_open](Workshop &workshop) {
        workshop.setSettings(settings);
        workshop.daemons().setOpen(open);
    });
    cleanUp([settings](imagejobs::ImageCleanUp &cleanUp) { cleanUp.setSettings(settings); });
    for (const settings::BaseImage &recipe : settings.baseImages)
        publish(recipe.id);
    publishPlaces();
    for (const settings::BaseImage &recipe : settings.baseImages) {
        if (m_looksAtAll || m_open.contains(imagejobs::daemonOf(recipe, settings)))
            lookSoon({recipe.id});
    }
}

void ImageHub::seePlaces(bool areSeen)
{
    m_seesPlaces = areSeen;
    if (!areSeen)
        return;
    if (!m_looksAtAll)
        look();
    call([findings = m_knowledge.toLookInto()](Workshop &workshop) {
        for (const imagejobs::RegistryFinding &finding : findings)
            workshop.lookInto(finding);
    });
}

void ImageHub::setOpenDaemons(const QSet<QString> &ids)
{
    if (m_open == ids)
        return;
    m_open = ids;
    call([ids](Workshop &workshop) { workshop.daemons().setOpen(ids); });
    emit openDaemonsChanged();
}

void ImageHub::openDaemon(const QString &id, bool open)
{
    QSet<QString> ids = m_open;
    open ? void(ids.insert(id)) : void(ids.remove(id));
    const auto works =
        std::count_if(m_jobs.begin(), m_jobs.end(), [&id](const Job &job) { return job.info.daemonId == id; });
    setOpenDaemons(ids);
    if (!open && works > 0)
        emit daemonHeld(id, int(works));
}

void ImageHub::retryDaemon(const QString &id)
{
    call([id](Workshop &workshop) { workshop.daemons().retry(id); });
}

void ImageHub::build(const QStringList &recipeIds, bool pushes, bool isForced)
{
    run({.recipeIds = recipeIds, .pushes = pushes, .isForced = isForced});
}

void ImageHub::push(const QStringList &recipeIds)
{
    run({.recipeIds = recipeIds, .builds = false});
}

//! A retry too is something that the user has begun: it may ask for a login that was declined before.
void ImageHub::run(const JobOrder &order)
{
    if (m_models.settings.backupUntil()) { // what stands there was changed once already, nobody knows to what
        emit orderFailed(tr("Nothing is built or pushed from a backup of the settings: mend %1 first")
                             .arg(plainLine(m_models.settings.path(), 300)));
        return;
    }
    allowQuestions();
    emit orderBegun();
    call([order](Workshop &workshop) { workshop.run(order); });
}

void ImageHub::cancelOrders()
{
    call([](Workshop &workshop) { workshop.cancelOrders(); });
}

void ImageHub::pull(const QString &image, const QString &daemonId)
{
    allowQuestions();
    call([image, daemonId](Workshop &workshop) { workshop.pull(image, daemonId); });
}

void ImageHub::pushImage(const imagejobs::ImagePush &push)
{
    allowQuestions();
    call([push](Workshop &workshop) { workshop.pushImage(push); });
}

//! No daemon is opened for it. One at a time: reading a large context may take longer than the next event.
void ImageHub::look(const QStringList &recipeIds)
{
    m_looksAtAll |= recipeIds.isEmpty();
    QStringList ids;
    for (const settings::BaseImage &recipe : m_models.settings.settings().baseImages) {
        if (recipeIds.isEmpty() || recipeIds.contains(recipe.id))
            ids += recipe.id;
    }
    if (m_isLooking) {
        m_toLook.unite(QSet<QString>(ids.begin(), ids.end()));
        return;
    }
    m_toLook.clear();
    if (ids.isEmpty())
        return;
    m_isLooking = true;
    call([ids](Workshop &workshop) { workshop.look(ids); });
}

void ImageHub::lookSoon(const QStringList &recipeIds)
{
    if (recipeIds.isEmpty())
        return;
    m_toLook.unite(QSet<QString>(recipeIds.begin(), recipeIds.end()));
    if (!m_lookTimer.isActive() && !m_isLooking)
        m_lookTimer.start();
}

void ImageHub::onJobAdded(const JobInfo &job)
{
    Activity activity{.id = job.id, .kind = kindOf(job.kind), .title = job.title, .target = job.target};
    ActivitiesModel::Actions actions;
    actions.cancel = [this, id = job.id] { call([id](Workshop &workshop) { workshop.cancel(id); }); };
    actions.retry = [this, job] {
        if (job.kind == JobInfo::Kind::Pull)
            pull(job.title, job.daemonId);
        else if (job.recipeId.isEmpty())
            pushImage(
                {.image = job.title, .daemonId = job.daemonId, .target = job.image, .registryId = job.registryId});
        else
            run(job.again);
    };
    m_jobs.insert(job.id, {job, m_models.activities.begin(std::move(activity), std::move(actions))});
    m_knowledge.beginOrder(job.recipeId);
}

void ImageHub::onJobEnded(const QString &jobId, const JobResult &result)
{
    const Job job = m_jobs.take(jobId);
    m_models.activities.finish(job.activityId, stateOf(result.kind), result.text, result.hasWarning);
    if (job.info.recipeId.isEmpty())
        return;
    m_knowledge.endActivity(job.info.recipeId, job.activityId, result);
    publish(job.info.recipeId);
    lookSoon({job.info.recipeId});
}

void ImageHub::updateActivity(const QString &jobId, const std::function<void(Activity &)> &change)
{
    if (const auto job = m_jobs.constFind(jobId); job != m_jobs.cend())
        m_models.activities.update(job->activityId, change);
}

void ImageHub::publish(const QString &recipeId)
{
    m_models.images.recipes.setState(recipeId, m_knowledge.state(recipeId));
    publishPlaces();
}

void ImageHub::publishPlaces()
{
    if (!m_placesTimer.isActive())
        m_placesTimer.start();
}

} // namespace fairlead::models
