// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "prunelist.h"

#include <QMultiHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::docker {

namespace {

//! What holds images: those that name them as their parent, and containers, by id or name.
class Holders
{
public:
    //! \p containers outlive it.
    Holders(const std::vector<Image> &images, const std::vector<Container> &containers)
    {
        for (const Image &image : images)
            m_parents.insert(image.parentId);
        for (const Container &container : containers) {
            // That of a tag that has moved on is held by the id alone; podman and others may leave that out.
            for (const QString &name : container.imageId.isEmpty()
                                           ? QStringList{container.image, container.image + u":latest"_s}
                                           : QStringList{container.imageId})
                m_containers.insert(name, &container);
        }
        m_parents.remove(QString());
        m_containers.remove(QString());
    }

    bool isHeld(const Image &image) const
    {
        return image.containers > 0 || m_parents.contains(image.id) || !containersOf(image).isEmpty();
    }
    //! Names of the containers that hold it, if none of them runs and nothing else holds it.
    QStringList stopped(const Image &image) const
    {
        const QList<const Container *> containers = containersOf(image);
        if (m_parents.contains(image.id) || image.containers > containers.size() ||
            !std::all_of(containers.begin(), containers.end(), [](auto *each) { return each->isStopped(); }))
            return {};
        QStringList names;
        for (const Container *container : containers)
            names += container->names.isEmpty() ? container->id.left(12) : container->names.front();
        names.sort();
        return names;
    }

private:
    QList<const Container *> containersOf(const Image &image) const
    {
        QList<const Container *> containers;
        for (const QString &name : QStringList(image.id) + image.repoTags + image.repoDigests)
            containers += m_containers.values(name);
        return containers;
    }

    QSet<QString> m_parents;
    QMultiHash<QString, const Container *> m_containers;
};

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
    const Holders holders(images, containers);
    const LayerTree tree(images, layers);
    PruneList list;
    for (const Image &image : images) {
        const bool isTooNew = filter.createdBefore > 0 && image.created >= filter.createdBefore;
        if (isTooNew || (filter.isDanglingOnly && !image.isDangling()) || tree.isBelow(image.id) || image.id.isEmpty())
            continue;
        const bool isOurs = filter.isOurs && filter.isOurs(image);
        if (holders.isHeld(image)) {
            if (const QStringList stopped = holders.stopped(image); !isOurs && !stopped.isEmpty())
                list.held.push_back({image, stopped});
            continue;
        }
        const auto older = isOurs && filter.older ? filter.older(image, images) : std::nullopt;
        if (isOurs && !older) {
            ++list.ours;
            continue;
        }
        PruneCandidate candidate{.image = image, .removals = removalsOf(image), .older = older};
        candidate.built = tree.builtOn(image.id);
        const bool isCounted = image.sizeBytes >= 0 && image.sharedSizeBytes >= 0 && !image.isSharedSizeLeast;
        if (isCounted)
            candidate.freedBytes = std::max<std::int64_t>(0, image.sizeBytes - image.sharedSizeBytes);
        list.leastBytes += std::max<std::int64_t>(0, candidate.freedBytes);
        list.mostBytes += std::max<std::int64_t>(0, image.sizeBytes);
        list.candidates.push_back(std::move(candidate));
    }
    const auto isOlder = [](const auto &a, const auto &b) { return a.image.created < b.image.created; };
    std::stable_sort(list.candidates.begin(), list.candidates.end(), isOlder);
    std::stable_sort(list.held.begin(), list.held.end(), isOlder);
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
