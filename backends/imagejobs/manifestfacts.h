// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/registry/manifest.h"

#include <cstdint>

namespace fairlead::imagejobs {

//! What an image in a registry is, as its manifest and its config tell. Digests are "sha256:...".
struct ManifestFacts
{
    QString digest;              //!< of the tag
    QString ofPlatform;          //!< where that is an index: the platform's manifest; empty: it has none
    QString config;              //!< of one platform
    std::int64_t created = 0;    //!< seconds since 1970 UTC; 0: not known
    std::int64_t sizeBytes = -1; //!< of its layers as they are kept, compressed; -1: not known

    bool operator==(const ManifestFacts &) const = default;
};

//! The manifest of an index that is for \p platform ("linux/amd64"; empty: not known); nothing where none is, or where
//! nobody knows which. What describes other manifests (attestations, of platform "unknown") is no image.
std::optional<registry::Descriptor> manifestFor(const QString &platform,
                                                const std::vector<registry::Descriptor> &manifests);

//! Of all layers; at most 2^62.
std::int64_t layersBytes(const registry::Manifest &manifest);

//! When the image was made, by its config; 0: it does not say so. Source: OCI image specification, config.md.
std::int64_t createdOf(const QByteArray &config);

} // namespace fairlead::imagejobs
