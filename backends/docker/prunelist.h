// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "enginetypes.h"
#include "layerread.h"

#include <functional>
#include <optional>

namespace fairlead::docker {

//! An image of ours that another one has taken the place of; somebody may want to go back to it.
struct OlderVersion
{
    QString of;    //!< what people call what it is a version of
    QString newer; //!< tag of the one that counts now: "base/exec:1.4"

    bool operator==(const OlderVersion &) const = default;
};

struct PruneFilter
{
    bool isDanglingOnly = true;
    std::int64_t createdBefore = 0;                 //!< seconds since 1970; 0: whenever
    std::function<bool(const Image &)> isOurs = {}; //!< stays, whatever uses it; none: no image does
    //! Of those: which of all of the daemon may go all the same, as another has taken its place; none: no image does.
    std::function<std::optional<OlderVersion>(const Image &, const std::vector<Image> &)> older = {};
};

struct PruneCandidate
{
    //! Whether images are built on it. Only those of the classic builder name the one that they are built on.
    enum class Built : std::uint8_t {
        None,
        SameLayers, //!< another image has just its layers: without a file of its own, if it is built on it
        Unknown,    //!< not all layers are known
    };

    Image image;
    QStringList
        removals; //!< what to remove one after the other: its tags, digests without a tag beside them, else its id
    std::int64_t freedBytes = -1; //!< at least: what no other image has; -1: not known
    Built built = Built::None;
    std::optional<OlderVersion> older; //!< of ours, so that it goes only where somebody chooses it
};

//! What could go if some containers that do not run went first.
struct HeldImage
{
    Image image;
    QStringList containers; //!< their names, or ids
};

struct PruneList
{
    std::vector<PruneCandidate> candidates; //!< oldest first
    std::vector<HeldImage> held;            //!< oldest first; by containers that do not run, and by nothing else
    std::int64_t leastBytes = 0;            //!< freed by all: what is known to be theirs alone
    std::int64_t mostBytes = 0;             //!< freed by all if they share nothing with those that stay
    int ours = 0;                           //!< images that nothing here needs, and that stay as ours
};

//! The images that nothing needs: no container, running or not, was made from them, and no other image here is built
//! on them: names them as its parent, or has all their \p layers and more. Decided from the lists, images listed before
//! the containers; the engine is not asked to prune, which would remove what it finds then and not what was shown.
PruneList pruneList(const std::vector<Image> &images, const std::vector<Container> &containers,
                    const PruneFilter &filter, const LayersByImage &layers = {});

//! Whose layers have to be asked for: all but those that are known to share none.
QStringList imagesWithSharedLayers(const std::vector<Image> &images);

} // namespace fairlead::docker
