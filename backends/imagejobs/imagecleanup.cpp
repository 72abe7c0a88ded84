// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagecleanup.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

//! In the words of the session, where it has any.
ApiError notConnected(const docker::DaemonSession *session)
{
    if (session && session->status().error)
        return *session->status().error;
    return {.kind = ApiError::Kind::Network,
            .reason = u"NotConnected"_s,
            .message = u"there is no connection to this daemon"_s};
}

ApiError listIsOld()
{
    return {.kind = ApiError::Kind::Conflict,
            .reason = u"ListIsOld"_s,
            .message = u"the list is not of this connection any more: look again"_s};
}

//! Of the daemon, not of what was asked.
bool breaksOff(const ApiError &error)
{
    using Kind = ApiError::Kind;
    return error.kind == Kind::Cancelled || error.kind == Kind::Network || error.kind == Kind::Timeout ||
           error.kind == Kind::Tls;
}

decltype(docker::PruneFilter::isOurs) isOursBy(const KeptImages &ours)
{
    return [ours](const docker::Image &image) { return ours.contains(image); };
}

decltype(docker::PruneFilter::older) olderBy(const KeptImages &ours)
{
    return [ours](const docker::Image &image, const std::vector<docker::Image> &all) {
        return ours.olderVersion(image, all);
    };
}

bool isRemovable(const docker::ImagePrune &prune)
{
    return prune.state() == docker::ImagePrune::State::Listed;
}

} // namespace

ImageCleanUp::ImageCleanUp(DaemonFleet &daemons, QString settingsFolder, QObject *parent)
    : QObject(parent)
    , m_daemons(daemons)
    , m_settingsFolder(std::move(settingsFolder))
{
    m_reading.setParent(this); // goes where this goes
    connect(&daemons, &DaemonFleet::clientChanging, this, &ImageCleanUp::forget);
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        const KeptImages ours = m_reading.result();
        for (const Then &then : std::exchange(m_waiting, {}))
            then(ours);
    });
}

ImageCleanUp::~ImageCleanUp()
{
    m_reading.disconnect(this);
}

void ImageCleanUp::setSettings(const settings::Settings &settings)
{
    m_settings = settings;
}

//! Dockerfiles say what recipes are built on, and these are files.
void ImageCleanUp::withOurs(Then then)
{
    m_waiting.push_back(std::move(then));
    if (m_waiting.size() == 1)
        m_reading.setFuture(QtConcurrent::run(keptImages, m_settings, m_settingsFolder, QDate::currentDate()));
}

void ImageCleanUp::list(const QString &daemonId, bool isDanglingOnly)
{
    if (const auto why = keptUnknown(m_settings)) {
        emit failed(daemonId, *why);
        return;
    }
    withOurs([this, daemonId, isDanglingOnly](const KeptImages &ours) { begin(daemonId, isDanglingOnly, ours); });
}

void ImageCleanUp::begin(const QString &daemonId, bool isDanglingOnly, const KeptImages &ours)
{
    if (const auto known = m_runs.find(daemonId); known != m_runs.end() && known->second.isRemoving) {
        emit failed(daemonId, {.kind = ApiError::Kind::Conflict,
                               .reason = u"Removing"_s,
                               .message = u"images are being removed: look again when that is over"_s});
        return;
    }
    docker::DaemonSession *session = m_daemons.session(daemonId);
    if (!session || !session->client() || session->status().state != docker::DaemonState::Live) {
        emit failed(daemonId, notConnected(session));
        return;
    }
    Run &run = m_runs[daemonId];
    run = {.prune = std::make_unique<docker::ImagePrune>(
               *session->client(),
               docker::PruneFilter{.isDanglingOnly = isDanglingOnly, .isOurs = isOursBy(ours), .older = olderBy(ours)}),
           .cache = std::make_unique<docker::BuildCachePrune>(*session->client())};
    connectRun(daemonId, *run.prune);
    connectCache(daemonId, *run.cache);
    run.prune->list();
}

void ImageCleanUp::connectRun(const QString &daemonId, docker::ImagePrune &prune)
{
    using docker::ImagePrune;
    const auto tellAdvance = [this, daemonId](const Run &run) {
        emit advanced(daemonId, run.names - run.left(), run.names);
    };
    connect(&prune, &ImagePrune::listed, this,
            [this, daemonId](const docker::PruneList &list) { emit listed(daemonId, list); });
    connect(&prune, &ImagePrune::counted, this, [this, daemonId](const docker::SharedLayers &layers) {
        emit counted(daemonId, layers);
        // Engines before API 1.42 refuse to count twice at once.
        if (const auto run = m_runs.find(daemonId); run != m_runs.end() && !run->second.isRemoving)
            run->second.cache->list();
    });
    connect(&prune, &ImagePrune::removed, this,
            [this, daemonId, tellAdvance](const QString &name, const docker::ImageRemoval &removal) {
                Run &run = m_runs[daemonId];
                run.outcome.removedNames += name;
                run.outcome.deletedIds += removal.deleted;
                tellAdvance(run);
            });
    connect(&prune, &ImagePrune::kept, this,
            [this, daemonId, tellAdvance](const QString &name, const QString &imageId, const ApiError &error) {
                Run &run = m_runs[daemonId];
                run.outcome.kept.push_back({name, imageId, error});
                tellAdvance(run);
            });
    connect(&prune, &ImagePrune::finished, this,
            [this, daemonId](const std::optional<ApiError> &error) { onPruned(daemonId, error); });
}

void ImageCleanUp::connectCache(const QString &daemonId, docker::BuildCachePrune &cache)
{
    using docker::BuildCachePrune;
    connect(&cache, &BuildCachePrune::listed, this,
            [this, daemonId](const Result<docker::BuildCacheList> &list) { emit cacheListed(daemonId, list); });
    connect(&cache, &BuildCachePrune::removed, this,
            [this, daemonId](const Result<docker::BuildCacheOutcome> &outcome) { onCacheRemoved(daemonId, outcome); });
}

void ImageCleanUp::onPruned(const QString &daemonId, const std::optional<ApiError> &error)
{
    Run &run = m_runs[daemonId];
    if (!error && run.isRemoving && run.isCacheLeft)
        run.cache->remove();
    else
        end(daemonId, error);
}

void ImageCleanUp::onCacheRemoved(const QString &daemonId, const Result<docker::BuildCacheOutcome> &cache)
{
    if (!cache && breaksOff(cache.error()))
        return end(daemonId, cache.error());
    Run &run = m_runs[daemonId];
    run.outcome.cache = cache;
    run.isCacheLeft = false;
    end(daemonId, {});
}

void ImageCleanUp::remove(const QString &daemonId, const QStringList &imageIds, bool withCache)
{
    const auto run = m_runs.find(daemonId);
    if (run == m_runs.end() || run->second.isRemoving || !isRemovable(*run->second.prune)) {
        emit failed(daemonId, listIsOld());
        return;
    }
    if (const auto why = keptUnknown(m_settings)) { // what was listed may be a recipe's by now
        emit failed(daemonId, *why);
        return;
    }
    run->second.isRemoving = true;
    run->second.isCacheLeft = withCache && run->second.cache->isListed();
    withOurs([this, daemonId, imageIds](const KeptImages &ours) {
        const auto run = m_runs.find(daemonId);
        if (run == m_runs.end() || !run->second.isRemoving || !isRemovable(*run->second.prune))
            return; // it went meanwhile, which was told
        docker::ImagePrune &prune = *run->second.prune;
        prune.remove(imageIds, isOursBy(ours), olderBy(ours));
        run->second.names = run->second.left();
    });
}

void ImageCleanUp::cancel(const QString &daemonId)
{
    const auto run = m_runs.find(daemonId);
    if (run == m_runs.end() || !run->second.isRemoving)
        return;
    docker::ImagePrune &prune = *run->second.prune;
    prune.state() == docker::ImagePrune::State::Finished ? run->second.cache->cancel() : prune.cancel();
}

void ImageCleanUp::end(const QString &daemonId, const std::optional<ApiError> &error)
{
    const auto ended = m_runs.find(daemonId);
    Run run = std::move(ended->second);
    m_runs.erase(ended);
    run.outcome.untried = run.left();
    run.outcome.error = error;
    run.prune->disconnect(this);
    run.prune.release()->deleteLater(); // this may be one of its signals
    run.cache->disconnect(this);
    run.cache.release()->deleteLater();
    if (run.isRemoving)
        emit removed(daemonId, run.outcome);
    else
        emit failed(daemonId, error.value_or(listIsOld()));
}

//! Its client is about to go, and with it all that is under way there.
void ImageCleanUp::forget(const QString &daemonId)
{
    const auto run = m_runs.find(daemonId);
    if (run == m_runs.end())
        return;
    Run gone = std::move(run->second);
    m_runs.erase(run);
    gone.outcome.untried = gone.left();
    gone.outcome.error = notConnected(nullptr);
    gone.prune.reset(); // at once: they speak through the client
    gone.cache.reset();
    if (gone.isRemoving)
        emit removed(daemonId, gone.outcome);
    else
        emit failed(daemonId, *gone.outcome.error);
}

} // namespace fairlead::imagejobs
