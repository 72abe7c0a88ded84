// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "manifest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace fairlead::registry {

namespace {

const auto ociManifest = u"application/vnd.oci.image.manifest.v1+json"_s;
const auto ociIndex = u"application/vnd.oci.image.index.v1+json"_s;
const auto dockerManifest = u"application/vnd.docker.distribution.manifest.v2+json"_s;
const auto dockerList = u"application/vnd.docker.distribution.manifest.list.v2+json"_s;

ApiError malformed(const QString &message, const QString &reason = u"BadManifest"_s)
{
    return {.kind = ApiError::Kind::Malformed, .reason = reason, .message = message};
}

std::map<QString, QString> textsOf(const QJsonValue &value)
{
    std::map<QString, QString> texts;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        texts.emplace(it.key(), it.value().toString());
    return texts;
}

Result<Descriptor> descriptorOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const auto digest = Digest::parse(object.value("digest"_L1).toString());
    if (!digest)
        return tl::make_unexpected(malformed(u"the digest of a descriptor "_s + toString(digest.error())));
    const double size = object.value("size"_L1).toDouble(-1);
    if (size < 0 || size > double(1LL << 53))
        return tl::make_unexpected(malformed(u"a descriptor has no size"_s));
    Descriptor descriptor{.mediaType = object.value("mediaType"_L1).toString(),
                          .digest = *digest,
                          .sizeBytes = qint64(size),
                          .artifactType = object.value("artifactType"_L1).toString(),
                          .platform = std::nullopt,
                          .annotations = textsOf(object.value("annotations"_L1))};
    if (const QJsonObject platform = object.value("platform"_L1).toObject(); !platform.isEmpty()) {
        descriptor.platform = {.os = platform.value("os"_L1).toString(),
                               .architecture = platform.value("architecture"_L1).toString(),
                               .variant = platform.value("variant"_L1).toString()};
    }
    return descriptor;
}

Result<std::optional<Descriptor>> optionalDescriptor(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return std::optional<Descriptor>();
    return descriptorOf(value).map([](const Descriptor &descriptor) { return std::optional(descriptor); });
}

Result<std::vector<Descriptor>> descriptorsOf(const QJsonValue &value)
{
    std::vector<Descriptor> descriptors;
    for (const QJsonValue one : value.toArray()) {
        const Result<Descriptor> descriptor = descriptorOf(one);
        if (!descriptor)
            return tl::make_unexpected(descriptor.error());
        descriptors.push_back(*descriptor);
    }
    return descriptors;
}

//! The content says it, else the header, else the shape.
QString mediaTypeOf(const QJsonObject &root, const QByteArray &contentType)
{
    const QString header = QString::fromLatin1(contentType);
    if (const QString said = root.value("mediaType"_L1).toString(); !said.isEmpty())
        return said;
    if (header == ociManifest || header == ociIndex || header == dockerManifest || header == dockerList)
        return header;
    return root.value("manifests"_L1).isArray() ? ociIndex : ociManifest;
}

} // namespace

QByteArray acceptedManifests()
{
    return u"%1, %2, %3, %4"_s.arg(ociIndex, ociManifest, dockerList, dockerManifest).toLatin1();
}

Result<Manifest> parseManifest(const QByteArray &bytes, const QByteArray &contentType)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return tl::make_unexpected(malformed(u"the manifest is no JSON object"_s));
    const QJsonObject root = document.object();
    const int version = root.value("schemaVersion"_L1).toInt();
    if (version == 1)
        return tl::make_unexpected(malformed(u"the manifest is of docker's schema 1"_s, u"OldManifest"_s));
    if (version != 2)
        return tl::make_unexpected(malformed(u"the manifest has no schemaVersion"_s));
    Manifest manifest{.mediaType = mediaTypeOf(root, contentType), .digest = Digest::of(bytes), .bytes = bytes};
    manifest.isIndex = manifest.mediaType == ociIndex || manifest.mediaType == dockerList;
    // CVE-2021-41190: what is both would be read as one thing here and as another there.
    const bool hasManifests = root.contains("manifests"_L1);
    const bool hasLayers = root.contains("layers"_L1) || root.contains("config"_L1);
    if (manifest.isIndex ? hasLayers : hasManifests)
        return tl::make_unexpected(malformed(u"the manifest is an image and an index at once"_s));
    const auto config = optionalDescriptor(root.value("config"_L1));
    const auto subject = optionalDescriptor(root.value("subject"_L1));
    const auto layers = descriptorsOf(root.value("layers"_L1));
    const auto manifests = descriptorsOf(root.value("manifests"_L1));
    for (const auto &failed : {config.map([](auto &&) {}), subject.map([](auto &&) {}), layers.map([](auto &&) {}),
                               manifests.map([](auto &&) {})}) {
        if (!failed)
            return tl::make_unexpected(failed.error());
    }
    if (!manifest.isIndex && !*config)
        return tl::make_unexpected(malformed(u"the manifest has no config"_s));
    manifest.config = *config;
    manifest.subject = *subject;
    manifest.layers = *layers;
    manifest.manifests = *manifests;
    manifest.artifactType = root.value("artifactType"_L1).toString();
    manifest.annotations = textsOf(root.value("annotations"_L1));
    return manifest;
}

} // namespace fairlead::registry
