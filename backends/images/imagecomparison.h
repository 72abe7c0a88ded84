// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace fairlead::images {

//! How a daemon keeps its images, and so what the id of one is the digest of: classic, its config; containerd, its
//! manifest or index.
enum class ImageStore : std::uint8_t { Unknown, Classic, Containerd };

//! By what it is told which image is in one place, as far as that is known. Digests are "sha256:...".
struct ImageIdentity
{
    QStringList manifests; //!< manifests and indexes that are this image
    QString config;        //!< of one platform; empty: not known
    bool isPinned = false; //!< it is kept as one of these manifests: what is none of them is another image

    bool operator==(const ImageIdentity &) const = default;
};

//! On a daemon. \p repoDigests: "name@sha256:...", under which it came or went.
ImageIdentity identityOnDaemon(ImageStore store, const QString &id, const QStringList &repoDigests);
//! In a registry. \p digest: of the tag; \p ofPlatform: in the index that it is, that of the platform's manifest;
//! \p config: that of this manifest; each empty where it is not known.
ImageIdentity identityInRegistry(const QString &digest, const QString &ofPlatform = {}, const QString &config = {});

enum class Likeness : std::uint8_t {
    Unknown, //!< nothing that both have says it
    Same,
    Different,
};

//! As in JSON: "Same".
QString toString(Likeness likeness);

//! Whether two places have one image: first by manifests, which are the same everywhere, then by configs, then by
//! manifests that are kept as such. Ids of different stores are never compared.
class ImageComparison
{
public:
    //! The image with the manifest \p manifest has this config: a registry has said so. Of an index: for
    //! the platform that is built.
    void relate(const QString &manifest, const QString &config);

    Likeness compare(const ImageIdentity &a, const ImageIdentity &b) const;

private:
    QString configOf(const ImageIdentity &image) const;

    QHash<QString, QString> m_configs; //!< by manifest
};

} // namespace fairlead::images
