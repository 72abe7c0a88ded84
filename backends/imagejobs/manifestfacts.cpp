// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "manifestfacts.h"

#include "backends/docker/enginedecoder.h"
#include "backends/images/platformname.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

std::optional<registry::Descriptor> manifestFor(const QString &platform,
                                                const std::vector<registry::Descriptor> &manifests)
{
    std::vector<registry::Descriptor> fitting;
    for (const registry::Descriptor &each : manifests) {
        const registry::Platform its = each.platform.value_or(registry::Platform());
        const bool isImage = its.os != "unknown"_L1 && its.architecture != "unknown"_L1 && each.artifactType.isEmpty();
        if (isImage && images::isForPlatform(platform, its.os, its.architecture, its.variant))
            fitting.push_back(each);
    }
    const bool isSure = fitting.size() == 1 || (!fitting.empty() && !platform.isEmpty());
    return isSure ? std::optional(fitting.front()) : std::nullopt;
}

std::int64_t layersBytes(const registry::Manifest &manifest)
{
    constexpr std::int64_t Most = std::int64_t(1) << 62; // a descriptor has at most 2^53
    std::int64_t bytes = 0;
    for (const registry::Descriptor &layer : manifest.layers)
        bytes = std::min<std::int64_t>(bytes + layer.sizeBytes, Most);
    return bytes;
}

std::int64_t createdOf(const QByteArray &config)
{
    const QString created = QJsonDocument::fromJson(config).object().value("created"_L1).toString();
    return docker::secondsFromTime(created.toLatin1());
}

} // namespace fairlead::imagejobs
