// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "workshop.h"

#include "buildjob.h"
#include "imagepushjob.h"
#include "orderedjobs.h"
#include "orderplan.h"
#include "pulljob.h"
#include "pushjob.h"

#include "backends/images/registryimage.h"
#include "backends/settings/findbyid.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr int MostPushes = 3;
const QString PushLane = u"push"_s;

//! Jobs of one lane share its limit.
QString laneOf(const JobInfo &job)
{
    switch (job.kind) {
    case JobInfo::Kind::Build:
        return u"build "_s + job.daemonId;
    case JobInfo::Kind::Push:
        return PushLane;
    case JobInfo::Kind::Pull:
        return u"pull "_s + job.daemonId;
    }
    return {};
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

Workshop::Workshop(Settings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_daemons(m_settings.dockerFolder, m_settings.settingsFolder, m_settings.userAgent, this)
    , m_registries({.environment = m_settings.environment,
                    .settingsFolder = m_settings.settingsFolder,
                    .userAgent = m_settings.userAgent,
                    .prompts = m_settings.prompts,
                    .answerTimeout = m_settings.answerTimeout},
                   this)
    , m_registryLook(m_registries, this)
    , m_baseLook(m_registries, this)
{
    if (m_settings.answerTimeout)
        m_daemons.setAnswerTimeout(*m_settings.answerTimeout);
    m_readers.setMaxThreadCount(2);
    m_buildx = std::make_shared<docker::BuildxFinder>(docker::buildxPlaces(m_settings.dockerFolder));
    m_queue.setLimit(PushLane, MostPushes);
    connect(&m_daemons, &DaemonFleet::clientChanging, this, &Workshop::onClientChanging);
    connect(&m_daemons, &DaemonFleet::statusChanged, this, &Workshop::onDaemonStatus);
    connect(&m_baseLook, &BaseLook::changed, this, &Workshop::recipeLooked);
    const auto tellIdle = [this] {
        if (isIdle())
            emit idle();
    };
    connect(&m_baseLook, &BaseLook::answered, this, tellIdle);
    connect(&m_registryLook, &RegistryLook::overtaken, this, tellIdle);
    connect(&m_registryLook, &RegistryLook::looked, this, &Workshop::registryLooked);
    connect(&m_registryLook, &RegistryLook::looked, this, tellIdle);
}

Workshop::~Workshop()
{
    for (auto &[id, entry] : m_entries)
        delete entry.job.data(); // its connection is its work
    qDeleteAll(findChildren<RecipeSurvey *>(Qt::FindDirectChildrenOnly));
}

void Workshop::setSettings(const settings::Settings &settings)
{
    m_objects = settings;
    m_daemons.setDaemons(settings.daemons);
    m_registries.setRegistries(settings.registries);
}

void Workshop::look(const QStringList &recipeIds, bool opens)
{
    survey({.recipeIds = recipeIds, .builds = false, .pushes = false}, false, opens);
}

void Workshop::plan(const JobOrder &order)
{
    survey(order, false, true);
}

void Workshop::run(const JobOrder &order)
{
    survey(order, true, true);
}

void Workshop::survey(const JobOrder &order, bool isRun, bool opens)
{
    const bool isLook = !order.builds && !order.pushes;
    const bool readsFiles = isLook || order.builds;
    auto *survey = new RecipeSurvey(m_daemons,
                                    {.all = m_objects,
                                     .settingsFolder = m_settings.settingsFolder,
                                     .date = QDate::currentDate(),
                                     .ids = order.recipeIds,
                                     .daemonId = order.daemonId,
                                     .opens = opens,
                                     .readsFiles = readsFiles,
                                     .pool = &m_readers,
                                     .caches = m_caches,
                                     .buildx = m_buildx},
                                    this);
    if (readsFiles) {
        connect(survey, &RecipeSurvey::found, this,
                [this, isLook](const RecipeFinding &finding) { onFound(finding, isLook); });
    }
    const int number = ++m_lastOrder;
    const auto onFinished = [this, survey, order, isRun, isLook, number](const SurveyResult &result) {
        survey->deleteLater();
        --m_surveys;
        std::erase(m_orders, survey);
        isLook ? onLooked(result) : onSurveyed(order, isRun, number, result);
    };
    connect(survey, &RecipeSurvey::finished, this, onFinished);
    ++m_surveys;
    if (isRun)
        m_orders.push_back(survey);
    survey->start();
}

void Workshop::cancelOrders()
{
    const std::vector<RecipeSurvey *> orders = std::exchange(m_orders, {});
    for (RecipeSurvey *survey : orders) {
        delete survey;
        --m_surveys;
        emit orderCancelled();
        emit orderTaken();
    }
    if (!orders.empty() && isIdle())
        emit idle();
}

void Workshop::onFound(const RecipeFinding &finding, bool isLook)
{
    const settings::BaseImage *recipe = this->recipe(finding.recipeId);
    if (finding.findings)
        m_caches[finding.recipeId] = finding.findings->disk.cache;
    const bool pulls = recipe && recipe->pull;
    emit recipeLooked(pulls ? m_baseLook.judged(finding) : finding);
    if (pulls && isLook)
        m_baseLook.look(finding);
    if (recipe && isLook && !finding.tag().isEmpty())
        lookAtRegistries(finding, *recipe);
}

void Workshop::onLooked(const SurveyResult &result)
{
    m_outlines = result.outlines;
    emit looked();
    if (isIdle())
        emit idle();
}

void Workshop::lookAtRegistries(const RecipeFinding &finding, const settings::BaseImage &recipe)
{
    const docker::DaemonSession *session = m_daemons.session(finding.daemonId);
    const std::optional<docker::ImageDetails> image = finding.findings ? finding.findings->image : std::nullopt;
    RegistryFinding asked{.recipeId = recipe.id, .registryId = {}, .target = {}, .platform = recipe.platform};
    if (asked.platform.isEmpty() && session)
        asked.platform = platformOf(session->status());
    if (image)
        asked.built = images::identityOnDaemon(session ? storeOf(session->info()) : images::ImageStore::Unknown,
                                               image->id, image->repoDigests);
    for (const settings::Reference &reference : recipe.registries) {
        const settings::Registry *registry = m_registries.registry(reference.id);
        if (!registry)
            continue;
        asked.registryId = registry->id;
        asked.target = images::imageNameIn(*registry, finding.tag());
        m_registryLook.look(asked);
    }
}

void Workshop::onSurveyed(const JobOrder &order, bool isRun, int number, const SurveyResult &result)
{
    if (order.builds)
        m_outlines = result.outlines;
    const auto steps = orderPlan(order, result, m_objects.baseImages,
                                 [this](const RecipeFinding &finding) { return m_baseLook.judged(finding); });
    const QString unpushed = isRun ? unpushedText(order, m_objects.baseImages) : QString();
    if (steps && isEmptyPlan(*steps) && !unpushed.isEmpty()) {
        emit orderFailed(unpushed);
    } else if (steps) {
        emit planned(*steps, result);
        if (isRun)
            add(order, number, *steps, result);
        if (!unpushed.isEmpty())
            emit orderLacks(unpushed);
    } else {
        emit orderFailed(steps.error());
    }
    if (isRun)
        emit orderTaken();
}

void Workshop::add(const JobOrder &order, int number, const std::vector<images::PlanStep> &steps,
                   const SurveyResult &found)
{
    const OrderedJobs jobs = orderedJobs({.order = order,
                                          .number = number,
                                          .steps = steps,
                                          .found = found,
                                          .recipes = m_objects.baseImages,
                                          .registries = m_objects.registries,
                                          .daemons = m_objects.daemons,
                                          .underWay = underWay()},
                                         newId);
    for (const OrderedJob &job : jobs.added)
        addTask(job);
    if (jobs.joined > 0)
        emit jobsJoined(jobs.joined);
    startNext();
}

//! As far as they are by now.
std::vector<OrderedJob> Workshop::underWay() const
{
    std::vector<OrderedJob> all;
    for (const auto &[id, entry] : m_entries) {
        OrderedJob &job = all.emplace_back(entry.ordered);
        if (const auto *build = qobject_cast<const BuildJob *>(entry.job.data()); build && build->findings())
            job.marks = build->findings()->disk.marks;
    }
    return all;
}

void Workshop::pull(const QString &image, const QString &daemonId)
{
    addTransfer({.info = {.id = newId(),
                          .kind = JobInfo::Kind::Pull,
                          .title = image,
                          .target = daemonName(daemonId),
                          .daemonId = daemonId},
                 .image = image},
                nullptr);
}

void Workshop::pushImage(const ImagePush &push)
{
    const auto target = registry::ImageReference::parse(push.target);
    const bool isNamed = push.registryId.isEmpty() && target;
    addTransfer({.info = {.id = newId(),
                          .kind = JobInfo::Kind::Push,
                          .title = push.image,
                          .target = push.target,
                          .daemonId = push.daemonId,
                          .registryId = push.registryId,
                          .image = push.target},
                 .image = push.image,
                 .target = push.target},
                isNamed ? m_registries.connectionFor(*target) : m_registries.connection(push.registryId));
}

void Workshop::addTransfer(const OrderedJob &job, const RegistryFleet::Connection &registry)
{
    const JobInfo &info = job.info;
    m_entries.emplace(info.id, Entry{job, registry});
    m_daemons.hold(info.daemonId);
    emit jobAdded(info);
    emit orderTaken();
    m_daemons.open(info.daemonId);
    const docker::DaemonSession *session = m_daemons.session(info.daemonId);
    if (!session)
        return end(info.id, {.kind = JobResult::Kind::Failed, .text = u"that Docker daemon is not in the settings"_s});
    m_transfers += info.id;
    onDaemonStatus(info.daemonId, session->status());
}

//! Transfers wait until their daemon is there, or will not be.
void Workshop::onDaemonStatus(const QString &daemonId, const docker::DaemonStatus &status)
{
    const bool isLive = status.state == docker::DaemonState::Live;
    std::optional<ApiError> why = refusal(status);
    if (!why && !m_daemons.session(daemonId)) // not opened just now, but closed
        why = notConnected();
    if (!isLive && !why)
        return;
    for (const QString &id : QStringList(m_transfers)) {
        const auto entry = m_entries.find(id);
        if (entry != m_entries.end() && entry->second.ordered.info.daemonId != daemonId)
            continue;
        m_transfers.removeOne(id);
        if (entry == m_entries.end())
            continue;
        if (isLive)
            m_queue.add({.id = id, .needs = {}, .lane = laneOf(entry->second.ordered.info)});
        else
            end(id, {.kind = JobResult::Kind::Failed, .text = why->message});
    }
    startNext();
}

void Workshop::addTask(const OrderedJob &job)
{
    const bool isPush = job.info.kind == JobInfo::Kind::Push;
    m_daemons.hold(job.info.daemonId);
    m_entries.emplace(job.info.id, Entry{job, isPush ? m_registries.connection(job.info.registryId) : nullptr});
    m_queue.add({.id = job.info.id, .needs = job.needs, .lane = laneOf(job.info)});
    emit jobAdded(job.info);
}

void Workshop::startNext()
{
    for (const QString &id : m_queue.takeStartable())
        start(m_entries.at(id));
}

void Workshop::start(Entry &entry)
{
    const JobInfo &info = entry.ordered.info;
    const QString id = info.id;
    emit jobStarted(id);
    docker::DaemonSession *session = m_daemons.session(info.daemonId);
    docker::EngineClient *client = session ? session->client() : nullptr;
    Job *job = client && entry.ordered.problem.isEmpty() ? makeJob(entry, *client) : nullptr;
    if (!job) {
        const QString why = !entry.ordered.problem.isEmpty() ? entry.ordered.problem
                            : info.kind == JobInfo::Kind::Push && client
                                ? u"the registry is not in the settings any more"_s
                                : u"no connection to the Docker daemon %1"_s.arg(daemonName(info.daemonId));
        entry.ordered.isEnding = true;
        QMetaObject::invokeMethod(
            this, [this, id, why] { end(id, {.kind = JobResult::Kind::Failed, .text = why}); }, Qt::QueuedConnection);
        return;
    }
    entry.job = job;
    entry.ordered.hasBegun = true;
    entry.ordered.order = m_lastOrder;
    entry.ordered.marks.reset();
    connect(job, &Job::progressed, this, [this, id](const JobProgress &progress) { emit jobProgressed(id, progress); });
    connect(job, &Job::contextSent, this,
            [this, id](const ContextProgress &progress) { emit jobContext(id, progress); });
    connect(job, &Job::stepsChanged, this,
            [this, id](const std::vector<docker::BuildStep> &steps) { emit jobSteps(id, steps); });
    connect(job, &Job::layersChanged, this,
            [this, id](const std::vector<docker::LayerProgress> &layers) { emit jobLayers(id, layers); });
    connect(job, &Job::logged, this,
            [this, id](const QByteArray &utf8, bool isOurs) { emit jobLogged(id, utf8, isOurs); });
    connect(job, &Job::finished, this, [this, id](const JobResult &result) { end(id, result); });
    job->start();
}

Job *Workshop::makeJob(const Entry &entry, docker::EngineClient &client)
{
    const OrderedJob &ordered = entry.ordered;
    const docker::DaemonSession &session = *m_daemons.session(ordered.info.daemonId);
    switch (ordered.info.kind) {
    case JobInfo::Kind::Build: {
        images::OurImages ours;
        for (const images::ImageGraph::Recipe &outline : m_outlines) {
            const settings::BaseImage *recipe = this->recipe(outline.id);
            ours.add(outline.tag, recipe ? recipe->name : outline.id);
        }
        return new BuildJob(client, m_registries,
                            {.daemon = session.endpoint(),
                             .environment = m_settings.environment,
                             .recipe = {.recipe = ordered.recipe,
                                        .settingsFolder = m_settings.settingsFolder,
                                        .date = QDate::currentDate(),
                                        .engine = docker::pingOf(session.status()),
                                        .buildx = m_buildx,
                                        .platform = platformOf(session.status()),
                                        .recipes = m_objects.baseImages,
                                        .cache = m_caches.value(ordered.recipe.id),
                                        .pool = &m_readers},
                             .ours = std::move(ours),
                             .daemonName = ordered.info.target,
                             .pushed = ordered.pushed,
                             .isForced = ordered.isForced},
                            this);
    }
    case JobInfo::Kind::Push: {
        if (!entry.registry)
            return nullptr;
        const PushJob::Settings settings{.image = ordered.image,
                                         .target = ordered.target,
                                         .environment = m_settings.environment,
                                         .policy = m_settings.hooks,
                                         .prompts = m_settings.hookPrompts};
        if (ordered.info.recipeId.isEmpty())
            return new ImagePushJob(client, entry.registry, settings, this);
        return new PushJob(client, entry.registry, settings, this);
    }
    case JobInfo::Kind::Pull:
        return new PullJob(client, m_registries, ordered.image, {}, this);
    }
    return nullptr;
}

void Workshop::end(const QString &id, const JobResult &result)
{
    const auto ended = m_entries.find(id);
    if (ended == m_entries.end())
        return;
    if (auto *build = qobject_cast<BuildJob *>(ended->second.job.data()); build && result.isWell())
        nameAfterBuild(ended->second.ordered.recipe.id, build->findings()->disk.tag);
    if (Job *job = ended->second.job)
        job->deleteLater();
    const QString undone = ended->second.ordered.undone();
    QStringList held{ended->second.ordered.info.daemonId};
    m_entries.erase(ended);
    for (auto &[other, entry] : m_entries) {
        if (entry.ordered.behind == id)
            entry.ordered.behind.clear();
    }
    const QStringList skipped = m_queue.end(id, result.isWell());
    emit jobEnded(id, result);
    for (const QString &other : skipped) {
        const auto entry = m_entries.find(other);
        if (entry == m_entries.end())
            continue;
        held += entry->second.ordered.info.daemonId;
        m_entries.erase(entry);
        emit jobEnded(other, {.kind = JobResult::Kind::Skipped, .text = undone});
    }
    // Not now: this may be the last word of a connection that is about to go.
    QMetaObject::invokeMethod(
        this,
        [this, held] {
            for (const QString &daemonId : held)
                m_daemons.release(daemonId);
            startNext();
            if (isIdle())
                emit idle();
        },
        Qt::QueuedConnection);
}

//! The tag may have the commit or the date in it, which may be others by now than when the push was ordered.
void Workshop::nameAfterBuild(const QString &recipeId, const QString &tag)
{
    for (auto &[id, entry] : m_entries) {
        if (entry.ordered.recipe.id != recipeId || entry.job || !entry.registry)
            continue;
        entry.ordered.image = tag;
        entry.ordered.target = images::imageNameIn(entry.registry->registry(), tag);
        entry.ordered.problem.clear();
    }
}

void Workshop::cancel(const QString &jobId)
{
    const auto entry = m_entries.find(jobId);
    if (entry == m_entries.end())
        return;
    entry->second.ordered.isEnding = true;
    if (Job *job = entry->second.job)
        job->cancel();
    else
        end(jobId, {.kind = JobResult::Kind::Cancelled, .text = u"cancelled before it began"_s});
}

bool Workshop::isIdle() const
{
    return m_entries.empty() && m_surveys == 0 && m_registryLook.isIdle() && m_baseLook.isIdle();
}

//! What works through it must be gone before the client is.
void Workshop::onClientChanging(const QString &daemonId)
{
    QStringList lost;
    for (const auto &[id, entry] : m_entries) {
        if (entry.ordered.info.daemonId == daemonId && entry.job)
            lost += id;
    }
    for (const QString &id : lost) {
        if (const auto entry = m_entries.find(id); entry != m_entries.end())
            delete entry->second.job.data();
        end(id, {.kind = JobResult::Kind::Failed,
                 .text = u"the connection to the Docker daemon %1 ended"_s.arg(daemonName(daemonId))});
    }
}

const settings::BaseImage *Workshop::recipe(const QString &id) const
{
    return settings::findById(m_objects.baseImages, id);
}

QString Workshop::daemonName(const QString &id) const
{
    return settings::nameById(m_objects.daemons, id);
}

} // namespace fairlead::imagejobs
