// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QMetaType>
#include <QSet>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace fairlead::docker {

//! What removing images frees on one daemon: a layer that several have is counted once, and only where all of them go.
//! The size of a layer is nowhere said; it follows from the sizes of the images that end with it, and of what each
//! shares. Where it does not, least and most are apart.
class SharedLayers
{
public:
    struct ImageLayers
    {
        QString id;
        QStringList layers;            //!< lowest first; empty: none that another one has
        std::int64_t sizeBytes = -1;   //!< of all of them
        std::int64_t sharedBytes = -1; //!< of it, what other images have too
    };
    struct Freed
    {
        std::int64_t leastBytes = 0;
        std::int64_t mostBytes = 0;

        bool operator==(const Freed &) const = default;
    };

    SharedLayers() = default;
    //! All images of the daemon, those that stay too.
    explicit SharedLayers(const std::vector<ImageLayers> &images);

    bool isEmpty() const { return m_ends.isEmpty(); }
    //! By these going and all others staying; of ids that nobody has nothing.
    Freed freedBy(const QStringList &ids) const;

    bool operator==(const SharedLayers &) const = default;

private:
    //! A layer upon others: what is below it is its parent's.
    struct Node
    {
        int parent = -1;
        int images = 0;          //!< that have it
        std::int64_t known = -1; //!< bytes, those below included
        std::int64_t least = 0;
        std::int64_t most = -1; //!< -1: nobody knows

        bool operator==(const Node &) const = default;
    };

    int nodeFor(const ImageLayers &image, QHash<QPair<int, QString>, int> &nodes);
    void findBounds();

    std::vector<Node> m_nodes;  //!< each behind its parent
    QHash<QString, int> m_ends; //!< by image: its topmost layer
};

} // namespace fairlead::docker

Q_DECLARE_METATYPE(fairlead::docker::SharedLayers)
