// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunelist.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! Ids and names by which containers and images hold images. A container of a tag that has moved on is held by the id
//! alone; podman and others may leave that out.
QSet<QString> heldNames(const std::vector<Image> &images, const std::vector<Container> &containers)
{
    QSet<QString> held;
    for (const Image &image : images)
        held << image.parentId;
    for (const Container &container : containers) {
        held << container.imageId;
        if (container.imageId.isEmpty())
            held << container.image << container.image + u":latest"_s;
    }
    held.remove(QString());
    return held;
}

bool isHeld(const Image &image, const QSet<QString> &held)
{
    const auto isIn = [&](const QString &name) { return held.contains(name); };
    return image.containers > 0 || isIn(image.id) || std::any_of(image.repoTags.begin(), image.repoTags.end(), isIn) ||
           std::any_of(image.repoDigests.begin(), image.repoDigests.end(), isIn);
}

QString repositoryOf(const QString &tag)
{
    return tag.left(tag.lastIndexOf(u':'));
}

//! With the last tag of a repository the engine removes the digests of that repository too.
QStringList removalsOf(const Image &image)
{
    QStringList names = image.repoTags;
    for (const QString &digest : image.repoDigests) {
        const QString repository = digest.section(u'@', 0, 0);
        if (std::none_of(image.repoTags.begin(), image.repoTags.end(),
                         [&](const QString &tag) { return repositoryOf(tag) == repository; }))
            names << digest;
    }
    return names.isEmpty() ? QStringList(image.id) : names;
}

} // namespace

PruneList pruneList(const std::vector<Image> &images, const std::vector<Container> &containers,
                    const PruneFilter &filter)
{
    const QSet<QString> held = heldNames(images, containers);
    PruneList list;
    for (const Image &image : images) {
        const bool isTooNew = filter.createdBefore > 0 && image.created >= filter.createdBefore;
        if (isTooNew || (filter.isDanglingOnly && !image.isDangling()) || isHeld(image, held) || image.id.isEmpty())
            continue;
        if (filter.isOurs && filter.isOurs(image)) {
            ++list.ours;
            continue;
        }
        PruneCandidate candidate{.image = image, .removals = removalsOf(image)};
        const bool isCounted = image.sizeBytes >= 0 && image.sharedSizeBytes >= 0;
        if (isCounted)
            candidate.freedBytes = std::max<std::int64_t>(0, image.sizeBytes - image.sharedSizeBytes);
        list.leastBytes += std::max<std::int64_t>(0, candidate.freedBytes);
        list.mostBytes += std::max<std::int64_t>(0, image.sizeBytes);
        list.candidates.push_back(std::move(candidate));
    }
    std::stable_sort(list.candidates.begin(), list.candidates.end(),
                     [](const auto &a, const auto &b) { return a.image.created < b.image.created; });
    return list;
}

} // namespace fairlead::docker
