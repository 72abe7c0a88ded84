// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "digest.h"

#include "backends/transport/apierror.h"

#include <QByteArray>

#include <map>
#include <optional>
#include <vector>

namespace fairlead::registry {

//! What an image is for. Empty fields were not said.
struct Platform
{
    QString os;           //!< "linux"
    QString architecture; //!< "arm64"
    QString variant;      //!< "v8"

    bool operator==(const Platform &) const = default;
};

//! Content by digest. Source: OCI image specification, descriptor.md.
struct Descriptor
{
    QString mediaType;
    Digest digest;
    qint64 sizeBytes = 0;
    QString artifactType;
    std::optional<Platform> platform;
    std::map<QString, QString> annotations;

    bool operator==(const Descriptor &) const = default;
};

//! A manifest or an index of OCI or of docker, as it was sent.
struct Manifest
{
    QString mediaType;
    Digest digest;    //!< computed from the bytes
    QByteArray bytes; //!< verbatim: what was pushed, and what the digest is of
    bool isIndex = false;
    std::optional<Descriptor> config;  //!< of a single image
    std::vector<Descriptor> layers;    //!< of a single image, lowest first
    std::vector<Descriptor> manifests; //!< of an index
    std::optional<Descriptor> subject; //!< what it refers to
    QString artifactType;
    std::map<QString, QString> annotations;
};

//! Value of Accept for a manifest of any kind that we read.
QByteArray acceptedManifests();

//! Reads \p bytes, sent as \p contentType. Errors: Malformed with reason BadManifest, or OldManifest for docker's
//! schema 1, of which nothing can be told for sure. Descriptors that cannot be read make it malformed as a whole.
//! Source: OCI image specification, manifest.md and image-index.md; docker's Image Manifest Version 2, Schema 2.
Result<Manifest> parseManifest(const QByteArray &bytes, const QByteArray &contentType);

} // namespace fairlead::registry
