// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunetext.h"

#include "containersmodel.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

constexpr int MostRecords = 8;

QString translated(const char *text, int count = -1)
{
    return QCoreApplication::translate("PruneText", text, nullptr, count);
}

//! Whole sentences: other languages order their words otherwise.
QString safeText(const docker::PruneCandidate &candidate)
{
    using Built = docker::PruneCandidate::Built;
    const bool isDangling = candidate.image.isDangling();
    switch (candidate.built) {
    case Built::None:
        break;
    case Built::SameLayers:
        return isDangling ? translated(QT_TRANSLATE_NOOP(
                                "PruneText", "no name, container or recipe on it; another image has the same layers"))
                          : translated(QT_TRANSLATE_NOOP(
                                "PruneText", "no container or recipe on it; another image has the same layers"));
    case Built::Unknown:
        return isDangling
                   ? translated(QT_TRANSLATE_NOOP("PruneText",
                                                  "no name, container or recipe on it; nobody knows whether "
                                                  "an image is, as not all layers are known"))
                   : translated(QT_TRANSLATE_NOOP("PruneText", "no container or recipe on it; nobody knows whether an "
                                                               "image is, as not all layers are known"));
    }
    return isDangling ? translated(QT_TRANSLATE_NOOP("PruneText", "no name, container, image or recipe on it"))
                      : translated(QT_TRANSLATE_NOOP("PruneText", "no container, image or recipe on it"));
}

} // namespace

QString pruneTitle(const docker::PruneCandidate &candidate)
{
    return pruneTitle(candidate.image);
}

QString pruneTitle(const docker::Image &image)
{
    if (!image.repoTags.isEmpty())
        return plainLine(image.repoTags.join(u", "_s), 300);
    const QString id = shortId(image.id);
    return image.repoDigests.isEmpty()
               ? id
               : u"%1 %2"_s.arg(plainLine(image.repoDigests.front().section(u'@', 0, 0), 300), id);
}

QString pruneReason(const docker::PruneCandidate &candidate)
{
    const QString safe =
        candidate.older
            ? translated(QT_TRANSLATE_NOOP("PruneText", "an older version of %1, which is %2 now; %3"))
                  .arg(plainLine(candidate.older->of, 120), plainLine(candidate.older->newer, 300), safeText(candidate))
            : safeText(candidate);
    return candidate.image.created > 0 ? translated(QT_TRANSLATE_NOOP("PruneText", "%1 · %2 old"))
                                             .arg(safe, durationText(secondsNow() - candidate.image.created))
                                       : safe;
}

QString heldReason(const docker::HeldImage &held)
{
    QStringList names;
    for (const QString &name : held.containers)
        names += plainLine(name, 200);
    return names.size() == 1
               ? translated(QT_TRANSLATE_NOOP("PruneText", "held by the stopped container %1")).arg(names.front())
               : translated(QT_TRANSLATE_N_NOOP("PruneText", "held by %Ln stopped containers: %1"), int(names.size()))
                     .arg(namesText(names));
}

QString cacheTitle(const docker::BuildCacheList &list)
{
    return translated(QT_TRANSLATE_N_NOOP("PruneText", "Build cache: %Ln record(s)"), int(list.records.size()));
}

QString cacheReason(const docker::BuildCacheList &list)
{
    const QString safe = translated(QT_TRANSLATE_NOOP(
        "PruneText", "no running build and no image has them; a build makes them again and takes longer once"));
    const QString used = list.lastUsed > 0
                             ? translated(QT_TRANSLATE_NOOP("PruneText", "%1 · last used %2 ago"))
                                   .arg(safe, durationText(std::max<std::int64_t>(0, secondsNow() - list.lastUsed)))
                             : safe;
    return translated(QT_TRANSLATE_NOOP("PruneText", "%1 · with what removed images leave")).arg(used);
}

QString cacheDetails(const docker::BuildCacheList &list)
{
    QStringList lines;
    for (const docker::BuildCacheEntry &record : list.records) {
        if (lines.size() == MostRecords)
            break;
        const QString what = record.description.isEmpty() ? record.type : record.description;
        lines += translated(QT_TRANSLATE_NOOP("PruneText", "%1  %2"))
                     .arg(memoryText(std::max<std::int64_t>(0, record.sizeBytes)), plainLine(what, 120));
    }
    if (const int more = int(list.records.size()) - int(lines.size()); more > 0)
        lines += translated(QT_TRANSLATE_N_NOOP("PruneText", "and %Ln smaller one(s)"), more);
    return lines.join(u'\n');
}

QString cacheOutcomeText(const Result<docker::BuildCacheOutcome> &outcome)
{
    if (!outcome)
        return translated(QT_TRANSLATE_NOOP("PruneText", "kept: %1")).arg(plainLine(outcome.error().message, 400));
    const QString bytes = memoryText(outcome->bytes);
    const QString removed =
        outcome->imageRecords > 0
            ? translated(QT_TRANSLATE_N_NOOP("PruneText",
                                             "%Ln record(s) removed, %1 freed, layers of removed images among it"),
                         outcome->records)
                  .arg(bytes)
            : translated(QT_TRANSLATE_N_NOOP("PruneText", "%Ln record(s) removed, %1 freed"), outcome->records)
                  .arg(bytes);
    if (outcome->missed.isEmpty())
        return removed;
    return removed + u" · "_s +
           translated(QT_TRANSLATE_N_NOOP("PruneText", "%Ln record(s) kept: a build or an image has used them by now"),
                      int(outcome->missed.size()));
}

PruneTotal &PruneTotal::operator+=(const PruneTotal &other)
{
    images += other.images;
    caches += other.caches;
    leastBytes += other.leastBytes;
    mostBytes += other.mostBytes;
    return *this;
}

PruneTotal pruneTotal(const docker::PruneList &list, const QStringList &ids, const docker::SharedLayers &layers)
{
    PruneTotal total;
    for (const docker::PruneCandidate &candidate : list.candidates) {
        if (!ids.contains(candidate.image.id))
            continue;
        ++total.images;
        total.leastBytes += std::max<std::int64_t>(0, candidate.freedBytes);
        total.mostBytes += std::max<std::int64_t>(0, candidate.image.sizeBytes);
    }
    if (!layers.isEmpty()) {
        const docker::SharedLayers::Freed freed = layers.freedBy(ids);
        return {.images = total.images, .leastBytes = freed.leastBytes, .mostBytes = freed.mostBytes};
    }
    // What several of them share is in each of their sizes: all of them together free no more than the list says.
    if (list.mostBytes > 0)
        total.mostBytes = std::min(total.mostBytes, list.mostBytes);
    total.mostBytes = std::max(total.mostBytes, total.leastBytes);
    return total;
}

PruneTotal pruneTotal(const docker::BuildCacheList &list)
{
    return {.caches = 1, .leastBytes = list.bytes, .mostBytes = list.bytes};
}

QString pruneSizeText(const PruneTotal &total)
{
    const QString least = memoryText(total.leastBytes);
    const QString most = memoryText(total.mostBytes);
    if (least == most)
        return most;
    return total.leastBytes == 0 ? translated(QT_TRANSLATE_NOOP("PruneText", "up to %1")).arg(most)
                                 : translated(QT_TRANSLATE_NOOP("PruneText", "%1 to %2")).arg(least, most);
}

} // namespace fairlead::models
