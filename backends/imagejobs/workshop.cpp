// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "workshop.h"

#include "buildjob.h"
#include "imagepushjob.h"
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

const RecipeFinding *findingOf(const SurveyResult &result, const QString &recipeId)
{
    const auto isIt = [&recipeId](const RecipeFinding &finding) { return finding.recipeId == recipeId; };
    const auto finding = std::find_if(result.findings.begin(), result.findings.end(), isIt);
    return finding == result.findings.end() ? nullptr : &*finding;
}

QString tagOf(const SurveyResult &result, const QString &recipeId)
{
    const RecipeFinding *finding = findingOf(result, recipeId);
    return finding && finding->findings ? finding->findings->disk.tag : QString();
}

//! Why a push of it cannot be done; empty: it can.
QString problemOf(const RecipeFinding &finding, const images::PlanStep &step, const QString &daemon)
{
    if (!finding.findings)
        return finding.findings.error().message;
    if (finding.findings->image || step.builds())
        return {};
    return u"%1 is not on the daemon %2: build it there first"_s.arg(finding.findings->disk.tag, daemon);
}

//! Of two looks at one recipe: they would build the same on the same.
bool isSame(const images::BuildMarks &one, const images::BuildMarks &other)
{
    const auto isOneBase = [](const images::BuildMarks::Base &a, const images::BuildMarks::Base &b) {
        return a.image == b.image && a.digest == b.digest && a.platform == b.platform;
    };
    return one.recipeHash == other.recipeHash && one.contextDigest == other.contextDigest &&
           std::equal(one.bases.begin(), one.bases.end(), other.bases.begin(), other.bases.end(), isOneBase);
}

} // namespace

QString elsewhereText(const QString &parent, const QString &daemon)
{
    return u"it is built on %1, which the daemon %2 builds, and nothing is brought from one daemon to another: "
           "have one daemon build both, or name in FROM a registry that %1 is pushed to"_s.arg(parent, daemon);
}

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
                                    {.recipes = m_objects.baseImages,
                                     .registries = m_objects.registries,
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
}

void Workshop::onLooked(const SurveyResult &result)
{
    m_outlines = result.outlines;
    for (const RecipeFinding &finding : result.findings) {
        const settings::BaseImage *recipe = this->recipe(finding.recipeId);
        if (recipe && finding.findings)
            lookAtRegistries(finding, *recipe);
    }
    emit looked();
    if (isIdle())
        emit idle();
}

void Workshop::lookAtRegistries(const RecipeFinding &finding, const settings::BaseImage &recipe)
{
    const docker::DaemonSession *session = m_daemons.session(finding.daemonId);
    const std::optional<docker::ImageDetails> &image = finding.findings->image;
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
        asked.target = images::imageNameIn(*registry, finding.findings->disk.tag);
        m_registryLook.look(asked);
    }
}

void Workshop::onSurveyed(const JobOrder &order, bool isRun, int number, const SurveyResult &result)
{
    if (order.builds)
        m_outlines = result.outlines;
    const auto steps = planOf(order, result);
    if (steps) {
        emit planned(*steps, result);
        if (isRun)
            add(order, number, *steps, result);
    } else {
        emit orderFailed(steps.error());
    }
    if (isRun)
        emit orderTaken();
}

//! Whether a base image is newer in its registry is sure once it was pulled: the job does that, and ends as "up to
//! date" where it is not.
images::BuildVerdict Workshop::wantedVerdict(const settings::BaseImage &recipe, const RecipeFinding &finding) const
{
    if (!finding.findings)
        return {}; // what could not be looked at gets a job that says why
    const images::BuildVerdict verdict = (recipe.pull ? m_baseLook.judged(finding) : finding).findings->verdict;
    if (!recipe.pull || verdict.state != images::BuildState::Current)
        return verdict;
    return {.state = images::BuildState::OutOfDate, .reasons = {{.kind = images::BuildReason::Kind::BasesPulled}}};
}

tl::expected<std::vector<images::PlanStep>, QString> Workshop::planOf(const JobOrder &order,
                                                                      const SurveyResult &result) const
{
    if (!order.builds)
        return pushSteps(order);
    std::vector<images::PlanRecipe> recipes;
    for (const RecipeFinding &finding : result.findings) {
        const settings::BaseImage *recipe = this->recipe(finding.recipeId);
        if (!recipe)
            continue;
        recipes.push_back({.id = recipe->id,
                           .registries = registriesOf(*recipe, order),
                           .verdict = wantedVerdict(*recipe, finding),
                           .daemon = finding.daemonId,
                           .missingBases = finding.findings ? finding.findings->missingBases : QStringList()});
    }
    images::PlanRequest request{.ids = order.recipeIds, .pushes = order.pushes, .forces = order.isForced};
    if (request.ids.isEmpty()) {
        for (const settings::BaseImage &recipe : m_objects.baseImages)
            request.ids += recipe.id;
    }
    auto steps = images::buildPlan(recipes, images::ImageGraph(result.outlines), request);
    if (steps)
        return *steps;
    QStringList names;
    for (const QString &id : steps.error().ids)
        names += settings::nameById(m_objects.baseImages, id);
    return tl::unexpected(u"%1 are built on one another in a circle"_s.arg(names.join(u", "_s)));
}

std::vector<images::PlanStep> Workshop::pushSteps(const JobOrder &order) const
{
    std::vector<images::PlanStep> steps;
    for (const settings::BaseImage &recipe : m_objects.baseImages) {
        if (order.recipeIds.isEmpty() || order.recipeIds.contains(recipe.id))
            steps.push_back({.id = recipe.id, .reasons = {}, .registries = registriesOf(recipe, order)});
    }
    return steps;
}

QStringList Workshop::registriesOf(const settings::BaseImage &recipe, const JobOrder &order) const
{
    QStringList ids;
    for (const settings::Reference &reference : recipe.registries) {
        if (order.registryIds.isEmpty() || order.registryIds.contains(reference.id))
            ids += reference.id;
    }
    return ids;
}

void Workshop::add(const JobOrder &order, int number, const std::vector<images::PlanStep> &steps,
                   const SurveyResult &result)
{
    const images::ImageGraph graph(result.outlines);
    QHash<QString, QString> builds; // by recipe: the job
    QHash<QString, QString> pushes; // by the name that it gets: the job
    int joined = 0;
    for (const images::PlanStep &step : steps) {
        const settings::BaseImage *recipe = this->recipe(step.id);
        const RecipeFinding *finding = findingOf(result, step.id);
        if (!recipe || !finding)
            continue;
        const QString tag = tagOf(result, step.id);
        const JobInfo info{.title = tag.isEmpty() ? recipe->name : tag,
                           .recipeId = step.id,
                           .daemonId = finding->daemonId,
                           .again = {.recipeIds = {step.id},
                                     .builds = order.builds,
                                     .pushes = !step.registries.isEmpty(),
                                     .isForced = order.isForced,
                                     .daemonId = order.daemonId,
                                     .registryIds = step.registries}};
        QStringList needs;
        if (step.builds()) {
            for (const QString &base : graph.basesOf(step.id)) {
                if (builds.contains(base))
                    needs += builds[base];
            }
            Entry build{.info = info, .recipe = *recipe, .isForced = order.isForced};
            build.info.target = daemonName(finding->daemonId);
            if (!finding->findings)
                build.problem = finding->findings.error().message;
            else if (!step.elsewhere.isEmpty())
                build.problem = elsewhereProblem(step.elsewhere, result);
            needs += pushesBefore(step, graph, pushes, build);
            build.needs = needs;
            build.number = number;
            const QString same = sameBuild(build, *finding);
            joined += same.isEmpty() ? 0 : 1;
            builds[step.id] = same.isEmpty() ? addTask(std::move(build), needs, u"build "_s + finding->daemonId) : same;
            needs = {builds[step.id]};
        }
        for (const QString &registryId : step.registries) {
            const settings::Registry *registry = m_registries.registry(registryId);
            Entry push{.info = info, .recipe = *recipe, .image = tag};
            push.info.kind = JobInfo::Kind::Push;
            push.info.registryId = registryId;
            push.info.again.isForced = false;
            push.info.again.registryIds = {registryId};
            push.info.target = registry ? registry->name : registryId;
            push.registry = m_registries.connection(registryId);
            push.problem = problemOf(*finding, step, daemonName(finding->daemonId));
            push.targetImage = registry ? images::imageNameIn(*registry, tag) : QString();
            const QString target = images::ImageGraph::comparable(push.targetImage);
            push.behind = builds.value(step.id);
            push.imageId = finding->findings && finding->findings->image ? finding->findings->image->id : QString();
            const QString same = samePush(push);
            joined += same.isEmpty() ? 0 : 1;
            pushes[target] = same.isEmpty() ? addTask(std::move(push), needs, PushLane) : same;
        }
    }
    if (joined > 0)
        emit jobsJoined(joined);
    startNext();
}

//! The job that builds just that, behind all that it has to wait for: it waits itself, or has begun with the recipe,
//! the files and the base images that are there now, or reads them since the order was given. Empty: none.
QString Workshop::sameBuild(const Entry &wanted, const RecipeFinding &finding) const
{
    if (!finding.findings || !wanted.problem.isEmpty())
        return {};
    const images::BuildMarks &marks = finding.findings->disk.marks;
    for (const auto &[id, entry] : m_entries) {
        const bool isBuild = entry.info.kind == JobInfo::Kind::Build && entry.problem.isEmpty();
        const bool isOfIt = entry.info.daemonId == wanted.info.daemonId && entry.recipe == wanted.recipe &&
                            entry.pushed == wanted.pushed && (entry.isForced || !wanted.isForced);
        const bool waitsForAll = std::all_of(wanted.needs.begin(), wanted.needs.end(),
                                             [&entry](const QString &need) { return entry.needs.contains(need); });
        const auto *job = qobject_cast<const BuildJob *>(entry.job.data());
        const bool isAsNow = job && job->findings() ? isSame(job->findings()->disk.marks, marks)
                                                    : !entry.job || entry.number >= wanted.number;
        if (isBuild && isOfIt && waitsForAll && isAsNow && !entry.isEnding)
            return id;
    }
    return {};
}

//! The job that pushes just that, behind the same build if there is one, or has begun with the image that is there now.
//! Empty: none.
QString Workshop::samePush(const Entry &wanted) const
{
    for (const auto &[id, entry] : m_entries) {
        const bool isPush = entry.info.kind == JobInfo::Kind::Push && entry.problem.isEmpty();
        const bool isOfIt = entry.info.recipeId == wanted.info.recipeId && entry.registry == wanted.registry &&
                            entry.info.daemonId == wanted.info.daemonId && entry.targetImage == wanted.targetImage;
        const bool isBehindIt =
            wanted.behind.isEmpty() ? !m_entries.contains(entry.behind) : entry.behind == wanted.behind;
        const bool isOfThat = !entry.job || (!wanted.imageId.isEmpty() && entry.imageId == wanted.imageId);
        const bool isWanted = !wanted.info.recipeId.isEmpty() && wanted.problem.isEmpty();
        if (isPush && isWanted && isOfIt && isBehindIt && isOfThat && !entry.isEnding)
            return id;
    }
    return {};
}

QString Workshop::elsewhereProblem(const QString &parentId, const SurveyResult &result) const
{
    const settings::BaseImage *parent = recipe(parentId);
    const RecipeFinding *finding = findingOf(result, parentId);
    return elsewhereText(parent ? parent->name : parentId, daemonName(finding ? finding->daemonId : QString()));
}

//! Jobs that push what \p step is built on. These images \p build pulls anew.
QStringList Workshop::pushesBefore(const images::PlanStep &step, const images::ImageGraph &graph,
                                   const QHash<QString, QString> &pushes, Entry &build) const
{
    QStringList jobs;
    for (const QString &base : graph.basesOf(step.id)) {
        const QString image = graph.imageOf(step.id, base);
        const QString job = pushes.value(images::ImageGraph::comparable(image));
        if (!graph.isByRegistry(step.id, base) || job.isEmpty())
            continue;
        jobs += job;
        build.pushed += image;
    }
    return jobs;
}

void Workshop::pull(const QString &image, const QString &daemonId)
{
    addTransfer(
        {.info = {.kind = JobInfo::Kind::Pull, .title = image, .target = daemonName(daemonId), .daemonId = daemonId},
         .image = image});
}

void Workshop::pushImage(const ImagePush &push)
{
    const auto target = registry::ImageReference::parse(push.target);
    const bool isNamed = push.registryId.isEmpty() && target;
    addTransfer(
        {.info = {.kind = JobInfo::Kind::Push,
                  .title = push.image,
                  .target = push.target,
                  .daemonId = push.daemonId,
                  .registryId = push.registryId,
                  .image = push.target},
         .image = push.image,
         .targetImage = push.target,
         .registry = isNamed ? m_registries.connectionFor(target->domain) : m_registries.connection(push.registryId)});
}

void Workshop::addTransfer(Entry entry)
{
    entry.info.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const JobInfo info = entry.info;
    m_entries.emplace(info.id, std::move(entry));
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
        if (entry != m_entries.end() && entry->second.info.daemonId != daemonId)
            continue;
        m_transfers.removeOne(id);
        if (entry == m_entries.end())
            continue;
        const bool isPush = entry->second.info.kind == JobInfo::Kind::Push;
        if (isLive)
            m_queue.add({.id = id, .needs = {}, .lane = isPush ? PushLane : u"pull "_s + daemonId});
        else
            end(id, {.kind = JobResult::Kind::Failed, .text = why->message});
    }
    startNext();
}

QString Workshop::addTask(Entry entry, const QStringList &needs, const QString &lane)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.info.id = id;
    const JobInfo info = entry.info;
    m_daemons.hold(info.daemonId);
    m_entries.emplace(id, std::move(entry));
    m_queue.add({.id = id, .needs = needs, .lane = lane});
    emit jobAdded(info);
    return id;
}

void Workshop::startNext()
{
    for (const QString &id : m_queue.takeStartable())
        start(m_entries.at(id));
}

void Workshop::start(Entry &entry)
{
    const QString id = entry.info.id;
    emit jobStarted(id);
    docker::DaemonSession *session = m_daemons.session(entry.info.daemonId);
    docker::EngineClient *client = session ? session->client() : nullptr;
    Job *job = client && entry.problem.isEmpty() ? makeJob(entry, *client) : nullptr;
    if (!job) {
        const QString why = !entry.problem.isEmpty() ? entry.problem
                            : entry.info.kind == JobInfo::Kind::Push && client
                                ? u"the registry is not in the settings any more"_s
                                : u"no connection to the Docker daemon %1"_s.arg(daemonName(entry.info.daemonId));
        QMetaObject::invokeMethod(
            this, [this, id, why] { end(id, {.kind = JobResult::Kind::Failed, .text = why}); }, Qt::QueuedConnection);
        return;
    }
    entry.job = job;
    entry.number = m_lastOrder;
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
    const docker::DaemonStatus &status = m_daemons.session(entry.info.daemonId)->status();
    switch (entry.info.kind) {
    case JobInfo::Kind::Build: {
        images::OurImages ours;
        for (const images::ImageGraph::Recipe &outline : m_outlines) {
            const settings::BaseImage *recipe = this->recipe(outline.id);
            ours.add(outline.tag, recipe ? recipe->name : outline.id);
        }
        return new BuildJob(client, m_registries,
                            {.daemon = m_daemons.session(entry.info.daemonId)->endpoint(),
                             .environment = m_settings.environment,
                             .recipe = {.recipe = entry.recipe,
                                        .settingsFolder = m_settings.settingsFolder,
                                        .date = QDate::currentDate(),
                                        .engine = docker::pingOf(status),
                                        .buildx = m_buildx,
                                        .platform = platformOf(status),
                                        .recipes = m_objects.baseImages,
                                        .cache = m_caches.value(entry.recipe.id),
                                        .pool = &m_readers},
                             .ours = std::move(ours),
                             .daemonName = entry.info.target,
                             .pushed = entry.pushed,
                             .isForced = entry.isForced},
                            this);
    }
    case JobInfo::Kind::Push: {
        if (!entry.registry)
            return nullptr;
        const PushJob::Settings settings{.image = entry.image,
                                         .target = entry.targetImage,
                                         .environment = m_settings.environment,
                                         .policy = m_settings.hooks,
                                         .prompts = m_settings.hookPrompts};
        if (entry.info.recipeId.isEmpty())
            return new ImagePushJob(client, entry.registry, settings, this);
        return new PushJob(client, entry.registry, settings, this);
    }
    case JobInfo::Kind::Pull:
        return new PullJob(client, m_registries, entry.image, {}, this);
    }
    return nullptr;
}

void Workshop::end(const QString &id, const JobResult &result)
{
    const auto ended = m_entries.find(id);
    if (ended == m_entries.end())
        return;
    if (auto *build = qobject_cast<BuildJob *>(ended->second.job.data()); build && result.isWell())
        nameAfterBuild(ended->second.recipe.id, build->findings()->disk.tag);
    if (Job *job = ended->second.job)
        job->deleteLater();
    const QString title = ended->second.info.title;
    QStringList held{ended->second.info.daemonId};
    m_entries.erase(ended);
    const QStringList skipped = m_queue.end(id, result.isWell());
    emit jobEnded(id, result);
    for (const QString &other : skipped) {
        const auto entry = m_entries.find(other);
        if (entry == m_entries.end())
            continue;
        held += entry->second.info.daemonId;
        m_entries.erase(entry);
        emit jobEnded(other, {.kind = JobResult::Kind::Skipped, .text = u"%1 was not built"_s.arg(title)});
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
        if (entry.recipe.id != recipeId || entry.job || !entry.registry)
            continue;
        entry.image = tag;
        entry.targetImage = images::imageNameIn(entry.registry->registry(), tag);
        entry.problem.clear();
    }
}

void Workshop::cancel(const QString &jobId)
{
    const auto entry = m_entries.find(jobId);
    if (entry == m_entries.end())
        return;
    entry->second.isEnding = true;
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
        if (entry.info.daemonId == daemonId && entry.job)
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
