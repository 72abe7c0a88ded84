// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagecomparison.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

ImageIdentity identityOnDaemon(ImageStore store, const QString &id, const QStringList &repoDigests)
{
    ImageIdentity identity{.manifests = {}, .config = {}, .isPinned = store == ImageStore::Containerd};
    // What the id is of is not known of an unknown store, but one id is one image.
    if (store != ImageStore::Classic && !id.isEmpty())
        identity.manifests += id;
    if (store == ImageStore::Classic)
        identity.config = id;
    for (const QString &each : repoDigests) {
        const QString digest = each.section(u'@', 1);
        if (!digest.isEmpty() && !identity.manifests.contains(digest))
            identity.manifests += digest;
    }
    return identity;
}

ImageIdentity identityInRegistry(const QString &digest, const QString &ofPlatform, const QString &config)
{
    ImageIdentity identity{.manifests = {}, .config = config, .isPinned = !digest.isEmpty()};
    for (const QString &each : {digest, ofPlatform}) {
        if (!each.isEmpty() && !identity.manifests.contains(each))
            identity.manifests += each;
    }
    return identity;
}

QString toString(Likeness likeness)
{
    switch (likeness) {
    case Likeness::Unknown:
        return u"Unknown"_s;
    case Likeness::Same:
        return u"Same"_s;
    case Likeness::Different:
        return u"Different"_s;
    }
    return {};
}

void ImageComparison::relate(const QString &manifest, const QString &config)
{
    if (!manifest.isEmpty() && !config.isEmpty())
        m_configs.insert(manifest, config);
}

Likeness ImageComparison::compare(const ImageIdentity &a, const ImageIdentity &b) const
{
    const bool isShared = std::any_of(a.manifests.begin(), a.manifests.end(),
                                      [&b](const QString &digest) { return b.manifests.contains(digest); });
    if (isShared)
        return Likeness::Same;
    const QString configOfA = configOf(a);
    const QString configOfB = configOf(b);
    if (!configOfA.isEmpty() && !configOfB.isEmpty())
        return configOfA == configOfB ? Likeness::Same : Likeness::Different;
    return a.isPinned && b.isPinned ? Likeness::Different : Likeness::Unknown;
}

QString ImageComparison::configOf(const ImageIdentity &image) const
{
    if (!image.config.isEmpty())
        return image.config;
    for (const QString &manifest : image.manifests) {
        if (const QString config = m_configs.value(manifest); !config.isEmpty())
            return config;
    }
    return {};
}

} // namespace fairlead::images
