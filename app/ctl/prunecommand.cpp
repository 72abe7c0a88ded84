// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunecommand.h"

#include "backends/imagejobs/imagecleanup.h"
#include "backends/images/buildmarks.h"
#include "jsonvalues.h"
#include "models/docker/prunetext.h"
#include "models/errortext.h"
#include "output.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

using imagejobs::DaemonFleet;
using imagejobs::ImageCleanUp;

constexpr auto CacheReason = "no build that runs and no image has it; the next build makes it again";

//! What one daemon answered.
struct Asked
{
    QString id;
    QString name;
    bool isAsked = false;
    bool isOver = false;
    std::optional<docker::PruneList> list = {};
    docker::SharedLayers layers = {};
    std::optional<Result<docker::BuildCacheList>> cache = {};
    QString sameAs = {}; //!< name of a daemon that is the same engine, and was asked
    std::optional<ApiError> error = {};

    models::PruneTotal total() const
    {
        if (!list)
            return {};
        QStringList ids;
        for (const docker::PruneCandidate &candidate : list->candidates)
            ids += candidate.image.id;
        return models::pruneTotal(*list, ids, layers);
    }
};

//! Asks daemons what could go, all at once, until each has answered or will not.
class PruneQuery : public QObject
{
public:
    PruneQuery(imagejobs::Workshop &workshop, const LoadedSettings &loaded, std::vector<Asked> asked)
        : m_fleet(workshop.daemons())
        , m_cleanUp(m_fleet, QFileInfo(loaded.path).absolutePath())
        , m_asked(std::move(asked))
    {
        m_cleanUp.setSettings(loaded.settings);
        connect(&m_fleet, &DaemonFleet::statusChanged, this, &PruneQuery::onStatus);
        connect(&m_cleanUp, &ImageCleanUp::listed, this, [this](const QString &id, const docker::PruneList &list) {
            find(id)->list = list; // counted() follows, and cacheListed()
        });
        connect(&m_cleanUp, &ImageCleanUp::counted, this,
                [this](const QString &id, const docker::SharedLayers &layers) { find(id)->layers = layers; });
        connect(&m_cleanUp, &ImageCleanUp::cacheListed, this,
                [this](const QString &id, const Result<docker::BuildCacheList> &cache) {
                    find(id)->cache = cache;
                    end(*find(id));
                });
        connect(&m_cleanUp, &ImageCleanUp::failed, this, [this](const QString &id, const ApiError &error) {
            find(id)->error = error;
            end(*find(id));
        });
    }

    void start()
    {
        for (const QString &id : ids())
            m_fleet.open(id);
    }
    const std::vector<Asked> &asked() const { return m_asked; }

private:
    QStringList ids() const
    {
        QStringList ids;
        for (const Asked &asked : m_asked)
            ids += asked.id;
        return ids;
    }

    Asked *find(const QString &id)
    {
        const auto isIt = [&id](const Asked &asked) { return asked.id == id; };
        const auto asked = std::find_if(m_asked.begin(), m_asked.end(), isIt);
        return asked == m_asked.end() ? nullptr : &*asked;
    }

    void onStatus(const QString &id, const docker::DaemonStatus &status)
    {
        Asked *asked = find(id);
        if (!asked || asked->isAsked)
            return;
        if (status.state == docker::DaemonState::Live) {
            asked->isAsked = true;
            asked->sameAs = sameEngine(*asked, status);
            asked->sameAs.isEmpty() ? m_cleanUp.list(id, false) : end(*asked);
        } else if (const auto error = imagejobs::refusal(status)) {
            asked->isAsked = true;
            asked->error = error;
            end(*asked);
        }
    }

    QString sameEngine(const Asked &asked, const docker::DaemonStatus &status) const
    {
        for (const Asked &other : m_asked) {
            const docker::DaemonSession *session = m_fleet.session(other.id);
            if (other.id != asked.id && other.isAsked && other.sameAs.isEmpty() && session &&
                docker::isSameEngine(session->status(), status))
                return other.name;
        }
        return {};
    }

    //! Not from within: this may be a call of the last one's connection.
    void end(Asked &asked)
    {
        asked.isOver = true;
        if (std::all_of(m_asked.begin(), m_asked.end(), [](const Asked &each) { return each.isOver; }))
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    }

    DaemonFleet &m_fleet;
    ImageCleanUp m_cleanUp;
    std::vector<Asked> m_asked;
};

QString timeText(std::int64_t seconds)
{
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(Qt::ISODate) : QString();
}

//! What it alone frees: of images that share more goes with the last of them.
std::int64_t freedBy(const Asked &asked, const docker::PruneCandidate &candidate)
{
    const docker::SharedLayers::Freed freed = asked.layers.freedBy({candidate.image.id});
    return asked.layers.isEmpty() || freed.leastBytes != freed.mostBytes ? candidate.freedBytes : freed.leastBytes;
}

QString reasonFor(const docker::PruneCandidate &candidate)
{
    using Built = docker::PruneCandidate::Built;
    QStringList reasons{u"no container"_s, candidate.older ? u"no base image on it"_s : u"no base image"_s};
    if (candidate.older)
        reasons.prepend(u"an older version of %1, which is %2 now"_s.arg(candidate.older->of, candidate.older->newer));
    if (candidate.image.isDangling())
        reasons.prepend(u"no name"_s);
    switch (candidate.built) {
    case Built::None:
        reasons.insert(reasons.size() - 1, u"no image on it"_s);
        break;
    case Built::SameLayers:
        reasons += u"an image with the same layers"_s;
        break;
    case Built::Unknown:
        reasons += u"not known whether an image is on it"_s;
    }
    return reasons.join(u", "_s);
}

void addImages(const Asked &asked, QList<QStringList> &rows, Json &images)
{
    for (const docker::PruneCandidate &candidate : asked.list->candidates) {
        const QString why = reasonFor(candidate);
        const std::int64_t freed = freedBy(asked, candidate);
        rows += {oneLine(asked.name),
                 images::shortDigest(candidate.image.id),
                 oneLine(candidate.image.repoTags.join(u", "_s)),
                 timeText(candidate.image.created),
                 candidate.image.sizeBytes >= 0 ? QString::number(candidate.image.sizeBytes) : u"?"_s,
                 freed >= 0 ? QString::number(freed) : u"?"_s,
                 why};
        images.push_back(
            {{"daemon", asked.name.toStdString()},
             {"id", candidate.image.id.toStdString()},
             {"names", strings(candidate.image.repoTags)},
             {"created", orNull(timeText(candidate.image.created))},
             {"sizeBytes", candidate.image.sizeBytes >= 0 ? Json(candidate.image.sizeBytes) : Json(nullptr)},
             {"freedBytes", freed >= 0 ? Json(freed) : Json(nullptr)},
             {"olderThan", candidate.older ? Json(candidate.older->newer.toStdString()) : Json(nullptr)},
             {"why", why.toStdString()}});
    }
}

//! Null where nothing of it could go, or nobody knows.
Json cacheDocument(const Asked &asked)
{
    if (!asked.cache || !*asked.cache || (*asked.cache)->records.empty())
        return nullptr;
    const docker::BuildCacheList &cache = **asked.cache;
    return {{"records", cache.records.size()},
            {"bytes", cache.bytes},
            {"lastUsed", orNull(timeText(cache.lastUsed))},
            {"why", CacheReason}};
}

//! In front of the images, as in the console.
void addCache(const Asked &asked, QList<QStringList> &rows)
{
    if (!asked.cache || !*asked.cache || (*asked.cache)->records.empty())
        return;
    const docker::BuildCacheList &cache = **asked.cache;
    const QString bytes = QString::number(cache.bytes);
    rows += {oneLine(asked.name),
             u"build cache"_s,
             u"%1 records"_s.arg(cache.records.size()),
             timeText(cache.lastUsed), // a moment all the same: when it was used
             bytes,
             bytes,
             QString::fromLatin1(CacheReason)};
}

void addHeld(const Asked &asked, Json &held)
{
    for (const docker::HeldImage &each : asked.list->held) {
        const Json size = each.image.sizeBytes >= 0 ? Json(each.image.sizeBytes) : Json(nullptr);
        held.push_back({{"daemon", asked.name.toStdString()},
                        {"id", each.image.id.toStdString()},
                        {"names", strings(each.image.repoTags)},
                        {"sizeBytes", size},
                        {"stoppedContainers", strings(each.containers)}});
    }
}

void writeHeld(const Asked &asked)
{
    for (const docker::HeldImage &each : asked.list->held) {
        const QString name =
            each.image.repoTags.isEmpty() ? images::shortDigest(each.image.id) : each.image.repoTags.join(u", "_s);
        writeOut(u"%1: %2 is held by %3 %4\n"_s.arg(oneLine(asked.name), oneLine(name),
                                                    each.containers.size() == 1 ? u"the stopped container"_s
                                                                                : u"stopped containers"_s,
                                                    oneLine(each.containers.join(u", "_s))));
    }
}

Json daemonDocument(const Asked &asked)
{
    const Json cacheError =
        asked.cache && !*asked.cache ? orNull(models::errorText(asked.cache->error())) : Json(nullptr);
    const models::PruneTotal total = asked.total();
    const bool isListed = asked.list.has_value();
    return {{"id", asked.id.toStdString()},
            {"name", asked.name.toStdString()},
            {"images", isListed ? Json(total.images) : Json(nullptr)},
            {"kept", isListed ? Json(asked.list->ours) : Json(nullptr)},
            {"leastBytes", isListed ? Json(total.leastBytes) : Json(nullptr)},
            {"mostBytes", isListed ? Json(total.mostBytes) : Json(nullptr)},
            {"buildCache", cacheDocument(asked)},
            {"buildCacheError", cacheError},
            {"sameAs", orNull(asked.sameAs)},
            {"error", asked.error ? orNull(models::errorText(*asked.error)) : Json(nullptr)}};
}

void writeTotals(const std::vector<Asked> &all, const models::PruneTotal &total, std::int64_t cacheBytes)
{
    const QString bytes = total.leastBytes == total.mostBytes
                              ? QString::number(total.mostBytes)
                              : u"%1 to %2"_s.arg(total.leastBytes).arg(total.mostBytes);
    writeOut(
        u"\n%1 images, %2 bytes freed; build cache, %3 bytes freed\n"_s.arg(total.images).arg(bytes).arg(cacheBytes));
    for (const Asked &asked : all) {
        if (asked.list)
            writeHeld(asked);
    }
}

void print(const std::vector<Asked> &all, Format format)
{
    QList<QStringList> rows{
        {u"DAEMON"_s, u"IMAGE"_s, u"NAMES"_s, u"CREATED"_s, u"BYTES"_s, u"FREES BYTES"_s, u"WHY"_s}};
    Json images = Json::array();
    Json held = Json::array();
    Json daemons = Json::array();
    models::PruneTotal total;
    std::int64_t cacheBytes = 0;
    for (const Asked &asked : all) {
        addCache(asked, rows);
        if (asked.list) {
            addImages(asked, rows, images);
            addHeld(asked, held);
        }
        total += asked.total();
        cacheBytes += asked.cache && *asked.cache ? (*asked.cache)->bytes : 0;
        daemons.push_back(daemonDocument(asked));
        if (asked.error)
            writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(asked.name), oneLine(models::errorText(*asked.error))));
        else if (asked.cache && !*asked.cache)
            writeError(u"fairleadctl: %1: the build cache is not counted: %2\n"_s.arg(
                oneLine(asked.name), oneLine(models::errorText(asked.cache->error()))));
        else if (!asked.sameAs.isEmpty())
            writeError(u"fairleadctl: %1 is the same engine as %2\n"_s.arg(oneLine(asked.name), oneLine(asked.sameAs)));
    }
    writeAnswer(format, rows,
                {{"apiVersion", "fairlead/v1"},
                 {"kind", "PruneList"},
                 {"leastBytes", total.leastBytes},
                 {"mostBytes", total.mostBytes},
                 {"buildCacheBytes", cacheBytes},
                 {"daemons", std::move(daemons)},
                 {"images", std::move(images)},
                 {"held", std::move(held)}});
    if (format == Format::Table)
        writeTotals(all, total, cacheBytes);
}

} // namespace

int showPrune(imagejobs::Workshop &workshop, const LoadedSettings &loaded, const QString &daemonId,
              const Options &options)
{
    std::vector<Asked> asked;
    for (const settings::Daemon &daemon : loaded.settings.daemons) {
        if (daemonId.isEmpty() || daemon.id == daemonId)
            asked.push_back({.id = daemon.id, .name = daemon.name});
    }
    PruneQuery query(workshop, loaded, std::move(asked));
    query.start();
    QCoreApplication::exec();
    print(query.asked(), options.format);
    const auto failed = std::count_if(query.asked().begin(), query.asked().end(),
                                      [](const Asked &each) { return each.error.has_value(); });
    if (failed == 0)
        return AllAnswered;
    return std::size_t(failed) == query.asked().size() ? NoneAnswered : SomeFailed;
}

} // namespace fairlead::ctl
