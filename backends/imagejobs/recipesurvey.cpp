// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipesurvey.h"

#include "backends/settings/findbyid.h"
#include "backends/settings/unusable.h"

#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

constexpr std::size_t MostProbes = 4;

using Outlines = std::vector<images::ImageGraph::Recipe>;

Outlines outlinesOf(const settings::Settings &all, const QString &folder, const QDate &date)
{
    Outlines outlines;
    for (const settings::BaseImage &recipe : all.baseImages) {
        RecipeOutline outline = recipeOutline(recipe, all, folder, date);
        outlines.push_back({recipe.id, std::move(outline.tag), std::move(outline.bases), std::move(outline.pushedAs)});
    }
    return outlines;
}

QString whyNoSession(const settings::BaseImage &recipe, const QString &daemonId, const settings::Settings &all,
                     bool opens)
{
    if (const settings::Daemon *daemon = settings::findById(all.daemons, daemonId))
        return opens ? u"its Docker daemon was closed meanwhile"_s
                     : u"its Docker daemon %1 is not open"_s.arg(daemon->name);
    const QString name = recipe.daemon.name.isEmpty() ? daemonId : recipe.daemon.name;
    const settings::Unusable *unusable = settings::unusableById(all, u"daemons"_s, daemonId);
    if (!daemonId.isEmpty() && unusable)
        return u"its Docker daemon %1 cannot be used: mend it in the settings: %2"_s.arg(name, unusable->problem);
    if (daemonId.isEmpty() || all.daemons.empty())
        return firstDaemon(all).error();
    return u"its Docker daemon %1 is not in the settings: choose another one in the recipe"_s.arg(name);
}

} // namespace

std::optional<ApiError> refusal(const docker::DaemonStatus &status, bool waits)
{
    switch (status.state) {
    case docker::DaemonState::Closed: // it has just been opened and has not said so yet
    case docker::DaemonState::Connecting:
    case docker::DaemonState::Live:
        return std::nullopt;
    default:
        if (waits && status.retryAt == 0) // it is being tried again
            return std::nullopt;
        return status.error.value_or(ApiError{.kind = ApiError::Kind::Network, .message = u"not reachable"_s});
    }
}

QString platformOf(const docker::DaemonStatus &status)
{
    return status.os.isEmpty() || status.arch.isEmpty() ? QString() : status.os + u'/' + status.arch;
}

tl::expected<QString, QString> firstDaemon(const settings::Settings &all)
{
    if (const settings::Unusable *unusable = settings::unusableFirst(all, u"daemons"_s))
        return tl::unexpected(u"no Docker daemon is named, and the first one of the settings cannot be used: mend it, "
                              u"or name the one that is meant: %1"_s.arg(unusable->problem));
    if (all.daemons.empty())
        return tl::unexpected(u"there is no Docker daemon in the settings"_s);
    return all.daemons.front().id;
}

QString daemonOf(const settings::BaseImage &recipe, const settings::Settings &all)
{
    if (!recipe.daemon.id.isEmpty()) // also one that is gone: another is not what was meant
        return recipe.daemon.id;
    return firstDaemon(all).value_or(QString());
}

RecipeSurvey::RecipeSurvey(DaemonFleet &daemons, Settings settings, QObject *parent)
    : QObject(parent)
    , m_daemons(daemons)
    , m_settings(std::move(settings))
{
    connect(&m_outlining, &QFutureWatcherBase::finished, this, &RecipeSurvey::onOutlined);
}

RecipeSurvey::~RecipeSurvey()
{
    m_outlining.disconnect(this);
}

void RecipeSurvey::start()
{
    if (!m_settings.readsFiles) {
        QMetaObject::invokeMethod(this, &RecipeSurvey::begin, Qt::QueuedConnection);
        return;
    }
    m_outlining.setFuture(QtConcurrent::run(m_settings.pool ? m_settings.pool : QThreadPool::globalInstance(),
                                            outlinesOf, m_settings.all, m_settings.settingsFolder, m_settings.date));
}

void RecipeSurvey::onOutlined()
{
    m_result.outlines = m_outlining.future().takeResult();
    begin();
}

void RecipeSurvey::begin()
{
    m_graph = images::ImageGraph(m_result.outlines);
    const QStringList needed = this->needed(m_graph);
    for (const settings::BaseImage &recipe : m_settings.all.baseImages) {
        if (!needed.contains(recipe.id))
            continue;
        const QString daemonId = m_settings.daemonId.isEmpty() ? daemonOf(recipe, m_settings.all) : m_settings.daemonId;
        m_pending.push_back({recipe, daemonId});
    }
    for (const Pending &pending : m_pending)
        m_unannounced += pending.recipe.id;
    connect(&m_daemons, &DaemonFleet::statusChanged, this, &RecipeSurvey::proceed);
    connect(&m_daemons, &DaemonFleet::infoChanged, this, &RecipeSurvey::proceed); // it is known what it speaks
    connect(&m_daemons, &DaemonFleet::clientChanging, this, &RecipeSurvey::onClientChanging);
    if (m_settings.opens) {
        for (const Pending &pending : std::deque<Pending>(m_pending))
            m_daemons.open(pending.daemonId);
    }
    proceed();
}

//! Those that were asked for and all that they are built on.
QStringList RecipeSurvey::needed(const images::ImageGraph &graph) const
{
    QStringList needed = m_settings.ids;
    if (needed.isEmpty()) {
        for (const settings::BaseImage &recipe : m_settings.all.baseImages)
            needed += recipe.id;
    }
    for (qsizetype at = 0; at < needed.size(); ++at) {
        for (const QString &base : graph.basesOf(needed[at])) {
            if (!needed.contains(base))
                needed += base;
        }
    }
    return needed;
}

void RecipeSurvey::proceed()
{
    if (m_isProceeding || m_isOver)
        return;
    m_isProceeding = true;
    for (auto pending = m_pending.begin(); pending != m_pending.end() && m_probes.size() < MostProbes;) {
        if (!canProbe(*pending)) {
            ++pending;
            continue;
        }
        const Pending next = std::move(*pending);
        pending = m_pending.erase(pending);
        probe(next);
    }
    m_isProceeding = false;
    if (!m_pending.empty() || !m_probes.empty())
        return;
    m_isOver = true;
    emit finished(m_result);
}

//! Once a daemon that failed is there again, whoever only looks looks again.
std::optional<ApiError> RecipeSurvey::refusalOf(const docker::DaemonSession &session) const
{
    return refusal(session.status(), m_settings.opens);
}

//! Also where there is nothing to wait for. For one image its lists are not waited for.
bool RecipeSurvey::canProbe(const Pending &pending)
{
    const docker::DaemonSession *session = m_daemons.session(pending.daemonId);
    if (!session || session->status().state == docker::DaemonState::Live || refusalOf(*session))
        return true;
    return !m_settings.readsFiles && session->client() && session->status().apiVersion != docker::ApiVersion();
}

void RecipeSurvey::probe(const Pending &pending)
{
    const QString id = pending.recipe.id;
    const QString daemonId = pending.daemonId;
    docker::DaemonSession *session = m_daemons.session(daemonId);
    if (!session) {
        const ApiError error{.kind = ApiError::Kind::NotFound,
                             .reason = u"NoDaemon"_s,
                             .message = whyNoSession(pending.recipe, daemonId, m_settings.all, m_settings.opens)};
        return conclude(id, daemonId, tl::unexpected(error));
    }
    if (const auto error = refusalOf(*session))
        return conclude(id, daemonId, tl::unexpected(*error));
    auto probe = std::make_unique<RecipeProbe>(
        *session->client(), RecipeOnDiskRequest{.recipe = pending.recipe,
                                                .settingsFolder = m_settings.settingsFolder,
                                                .date = m_settings.date,
                                                .engine = docker::pingOf(session->status()),
                                                .buildx = m_settings.buildx,
                                                .platform = platformOf(session->status()),
                                                .recipes = m_settings.all.baseImages,
                                                .parents = parentsOf(id),
                                                .cache = m_settings.caches.value(id),
                                                .pool = m_settings.readsFiles ? m_settings.pool : nullptr,
                                                .readsFiles = m_settings.readsFiles});
    connect(probe.get(), &RecipeProbe::finished, this, [this, id, daemonId](const Result<RecipeFindings> &findings) {
        auto probe = m_probes.extract(id);
        probe.mapped().second.release()->deleteLater(); // this is one of its signals
        conclude(id, daemonId, findings);
        proceed();
    });
    RecipeProbe *const started = probe.get();
    m_probes.emplace(id, std::pair(daemonId, std::move(probe)));
    started->start();
}

//! What it was asking through is about to go.
void RecipeSurvey::onClientChanging(const QString &daemonId)
{
    std::vector<QString> lost;
    for (const auto &[recipeId, each] : m_probes) {
        if (each.first == daemonId)
            lost.push_back(recipeId);
    }
    for (const QString &recipeId : lost) {
        m_probes.erase(recipeId);
        conclude(recipeId, daemonId,
                 tl::unexpected(ApiError{.kind = ApiError::Kind::Network, .message = u"the connection was lost"_s}));
    }
    // Not now: the client is still there, and about to go.
    if (!lost.empty())
        QMetaObject::invokeMethod(this, &RecipeSurvey::proceed, Qt::QueuedConnection);
}

void RecipeSurvey::conclude(const QString &recipeId, const QString &daemonId, const Result<RecipeFindings> &findings)
{
    const auto isIt = [&recipeId](const images::ImageGraph::Recipe &outline) { return outline.id == recipeId; };
    const auto outline = std::find_if(m_result.outlines.begin(), m_result.outlines.end(), isIt);
    const QString tag = outline == m_result.outlines.end() ? QString() : outline->tag;
    m_result.findings.push_back({recipeId, daemonId, findings, tag});
    announce();
}

//! Those that were waited for, and then what waited for these.
void RecipeSurvey::announce()
{
    for (std::size_t at = 0; at < m_result.findings.size(); ++at) {
        RecipeFinding finding = m_result.findings[at];
        if (!isAnnounceable(finding.recipeId))
            continue;
        m_unannounced.removeOne(finding.recipeId);
        if (finding.findings && m_settings.readsFiles) {
            finding.findings->verdict =
                images::behindParents(finding.findings->verdict, finding.recipeId, m_graph, m_states);
            m_states.insert(finding.recipeId, finding.findings->verdict.state);
        }
        emit found(finding);
        at = std::size_t(-1);
    }
}

bool RecipeSurvey::isAnnounceable(const QString &recipeId) const
{
    if (!m_unannounced.contains(recipeId))
        return false;
    if (m_graph.circular().contains(recipeId))
        return true;
    const QStringList bases = m_graph.basesOf(recipeId);
    return std::none_of(bases.begin(), bases.end(),
                        [this](const QString &base) { return m_unannounced.contains(base); });
}

QHash<QString, QString> RecipeSurvey::parentsOf(const QString &recipeId) const
{
    QHash<QString, QString> parents;
    for (const QString &base : m_graph.basesOf(recipeId))
        parents.insert(images::ImageGraph::comparable(m_graph.imageOf(recipeId, base)), base);
    return parents;
}

} // namespace fairlead::imagejobs
