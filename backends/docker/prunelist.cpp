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

//! Which layers lie on which.
class LayerTree
{
public:
    LayerTree(const std::vector<Image> &images, const LayersByImage &layers)
    {
        for (const Image &image : images) {
            if (image.sharedSizeBytes != 0 && !layers.contains(image.id))
                m_isWhole = false;
            int at = -1;
            for (const QString &layer : layers.value(image.id)) {
                m_below.insert(at);
                const int next = m_layers.value({at, layer}, int(m_layers.size()));
                m_layers.insert({at, layer}, next);
                at = next;
            }
            if (at >= 0)
                m_ends.insert(image.id, at);
            ++m_images[at];
        }
    }

    //! Another image has all its layers, and more.
    bool isBelow(const QString &imageId) const
    {
        const auto end = m_ends.constFind(imageId);
        return end != m_ends.cend() && m_below.contains(*end);
    }
    PruneCandidate::Built builtOn(const QString &imageId) const
    {
        using Built = PruneCandidate::Built;
        if (const auto end = m_ends.constFind(imageId); end != m_ends.cend() && m_images[*end] > 1)
            return Built::SameLayers;
        return m_isWhole ? Built::None : Built::Unknown;
    }

private:
    QHash<QPair<int, QString>, int> m_layers; //!< by the one that it lies on (-1: none) and its digest
    QSet<int> m_below;                        //!< layers on which others lie
    QHash<QString, int> m_ends;               //!< by image: its topmost layer
    QHash<int, int> m_images;                 //!< by layer: for how many images it is that
    bool m_isWhole = true;                    //!< the layers of all that share any are known
};

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
                    const PruneFilter &filter, const LayersByImage &layers)
{
    const QSet<QString> held = heldNames(images, containers);
    const LayerTree tree(images, layers);
    PruneList list;
    for (const Image &image : images) {
        const bool isTooNew = filter.createdBefore > 0 && image.created >= filter.createdBefore;
        if (isTooNew || (filter.isDanglingOnly && !image.isDangling()) || isHeld(image, held) ||
            tree.isBelow(image.id) || image.id.isEmpty())
            continue;
        if (filter.isOurs && filter.isOurs(image)) {
            ++list.ours;
            continue;
        }
        PruneCandidate candidate{.image = image, .removals = removalsOf(image)};
        candidate.built = tree.builtOn(image.id);
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

QStringList imagesWithSharedLayers(const std::vector<Image> &images)
{
    QStringList ids;
    for (const Image &image : images) {
        if (image.sharedSizeBytes != 0 && !image.id.isEmpty())
            ids += image.id;
    }
    return ids;
}

} // namespace fairlead::docker
