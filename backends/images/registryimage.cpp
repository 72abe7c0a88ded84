// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "registryimage.h"

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! As docker tells a domain from a folder.
bool isDomain(const QString &text)
{
    return text == "localhost"_L1 || text.contains(u'.') || text.contains(u':') || text.toLower() != text;
}

} // namespace

QString imageNameIn(const settings::Registry &registry, const QString &tag)
{
    QStringList parts = registry.host.split(u'/', Qt::SkipEmptyParts);
    parts += registry.repositoryPrefix.split(u'/', Qt::SkipEmptyParts);
    const QString begin = parts.join(u'/') + u'/';
    if (tag.startsWith(begin))
        return tag;
    const qsizetype slash = tag.indexOf(u'/');
    return begin + (slash > 0 && isDomain(tag.first(slash)) ? tag.sliced(slash + 1) : tag);
}

} // namespace fairlead::images
