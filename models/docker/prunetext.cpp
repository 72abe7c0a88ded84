// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunetext.h"

#include "containersmodel.h"
#include "models/formats.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

QString tr(const char *text, int count = -1)
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
        return isDangling ? tr(QT_TRANSLATE_NOOP(
                                "PruneText", "no name, container or recipe on it; another image has the same layers"))
                          : tr(QT_TRANSLATE_NOOP("PruneText",
                                                 "no container or recipe on it; another image has the same layers"));
    case Built::Unknown:
        return isDangling
                   ? tr(QT_TRANSLATE_NOOP("PruneText", "no name, container or recipe on it; nobody knows whether "
                                                       "an image is, as not all layers are known"))
                   : tr(QT_TRANSLATE_NOOP("PruneText", "no container or recipe on it; nobody knows whether an "
                                                       "image is, as not all layers are known"));
    }
    return isDangling ? tr(QT_TRANSLATE_NOOP("PruneText", "no name, container, image or recipe on it"))
                      : tr(QT_TRANSLATE_NOOP("PruneText", "no container, image or recipe on it"));
}

} // namespace

QString pruneTitle(const docker::PruneCandidate &candidate)
{
    const docker::Image &image = candidate.image;
    if (!image.repoTags.isEmpty())
        return plainLine(image.repoTags.join(u", "_s), 300);
    const QString id = shortId(image.id);
    return image.repoDigests.isEmpty()
               ? id
               : u"%1 %2"_s.arg(plainLine(image.repoDigests.front().section(u'@', 0, 0), 300), id);
}

QString pruneReason(const docker::PruneCandidate &candidate)
{
    const QString safe = safeText(candidate);
    return candidate.image.created > 0 ? tr(QT_TRANSLATE_NOOP("PruneText", "%1 · %2 old"))
                                             .arg(safe, durationText(secondsNow() - candidate.image.created))
                                       : safe;
}

PruneTotal &PruneTotal::operator+=(const PruneTotal &other)
{
    images += other.images;
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

QString pruneSizeText(const PruneTotal &total)
{
    const QString least = memoryText(total.leastBytes);
    const QString most = memoryText(total.mostBytes);
    if (least == most)
        return most;
    return total.leastBytes == 0 ? tr(QT_TRANSLATE_NOOP("PruneText", "up to %1")).arg(most)
                                 : tr(QT_TRANSLATE_NOOP("PruneText", "%1 to %2")).arg(least, most);
}

} // namespace fairlead::models
