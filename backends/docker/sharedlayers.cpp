// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "sharedlayers.h"

#include <algorithm>

namespace fairlead::docker {

SharedLayers::SharedLayers(const std::vector<ImageLayers> &images)
{
    QHash<QPair<int, QString>, int> nodes;
    for (const ImageLayers &image : images) {
        if (image.id.isEmpty() || m_ends.contains(image.id))
            continue;
        const int end = nodeFor(image, nodes);
        m_ends.insert(image.id, end);
        m_nodes[std::size_t(end)].known = std::max(m_nodes[std::size_t(end)].known, image.sizeBytes);
        for (int at = end; at >= 0; at = m_nodes[std::size_t(at)].parent)
            ++m_nodes[std::size_t(at)].images;
    }
    // What an image shares is all up to the highest layer that another one has too.
    for (const ImageLayers &image : images) {
        int at = m_ends.value(image.id, -1);
        while (at >= 0 && m_nodes[std::size_t(at)].images < 2)
            at = m_nodes[std::size_t(at)].parent;
        if (at >= 0 && image.sharedBytes >= 0 && m_nodes[std::size_t(at)].known < 0)
            m_nodes[std::size_t(at)].known = image.sharedBytes;
    }
    findBounds();
}

int SharedLayers::nodeFor(const ImageLayers &image, QHash<QPair<int, QString>, int> &nodes)
{
    const QStringList layers = image.layers.isEmpty() ? QStringList(image.id) : image.layers;
    int at = -1;
    for (const QString &layer : layers) {
        const auto known = nodes.constFind({at, layer});
        if (known != nodes.cend()) {
            at = *known;
            continue;
        }
        m_nodes.push_back({.parent = at});
        const int made = int(m_nodes.size()) - 1;
        nodes.insert({at, layer}, made);
        at = made;
    }
    return at;
}

//! A layer has at least what is known of those below it, and at most what is known of those upon it.
void SharedLayers::findBounds()
{
    for (Node &node : m_nodes) {
        const std::int64_t below = node.parent < 0 ? 0 : m_nodes[std::size_t(node.parent)].least;
        node.least = std::max(below, node.known);
        node.most = node.known;
    }
    for (auto node = m_nodes.rbegin(); node != m_nodes.rend(); ++node) {
        if (node->parent < 0 || node->most < 0)
            continue;
        Node &parent = m_nodes[std::size_t(node->parent)];
        if (parent.known < 0 && (parent.most < 0 || node->most < parent.most))
            parent.most = node->most;
    }
    for (Node &node : m_nodes)
        node.most = std::max(node.most, node.least);
}

SharedLayers::Freed SharedLayers::freedBy(const QStringList &ids) const
{
    std::vector<int> going(m_nodes.size());
    for (const QString &id : QSet<QString>(ids.begin(), ids.end())) {
        for (int at = m_ends.value(id, -1); at >= 0; at = m_nodes[std::size_t(at)].parent)
            ++going[std::size_t(at)];
    }
    // Of each layer that goes, its own bytes: with it, less without it.
    std::vector<int> times(m_nodes.size());
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (going[i] == 0 || going[i] < m_nodes[i].images)
            continue;
        ++times[i];
        if (m_nodes[i].parent >= 0)
            --times[std::size_t(m_nodes[i].parent)];
    }
    Freed freed;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        freed.leastBytes += times[i] * (times[i] > 0 ? m_nodes[i].least : m_nodes[i].most);
        freed.mostBytes += times[i] * (times[i] > 0 ? m_nodes[i].most : m_nodes[i].least);
    }
    freed.leastBytes = std::max<std::int64_t>(0, freed.leastBytes);
    freed.mostBytes = std::max(freed.mostBytes, freed.leastBytes);
    return freed;
}

} // namespace fairlead::docker
