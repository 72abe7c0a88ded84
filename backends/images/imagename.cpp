// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagename.h"

using namespace Qt::StringLiterals;

namespace fairlead::images {

namespace {

//! As docker tells a domain from a folder.
bool isDomain(const QString &text)
{
    return text == "localhost"_L1 || text.contains(u'.') || text.contains(u':') || text.toLower() != text;
}

} // namespace

ImageName ImageName::parse(const QString &image)
{
    ImageName name{.path = image.section(u'@', 0, 0), .digest = image.section(u'@', 1)};
    const qsizetype colon = name.path.indexOf(u':', name.path.lastIndexOf(u'/') + 1);
    if (colon >= 0) {
        name.tag = name.path.sliced(colon + 1);
        name.path.truncate(colon);
    }
    const qsizetype slash = name.path.indexOf(u'/');
    if (slash > 0 && isDomain(name.path.first(slash))) {
        name.domain = name.path.first(slash).toLower();
        name.path.remove(0, slash + 1);
    }
    return name;
}

QString ImageName::repository() const
{
    const bool isHub = domain.isEmpty() || domain == "docker.io"_L1 || domain == "index.docker.io"_L1;
    if (!isHub)
        return domain + u'/' + path;
    return path.startsWith("library/"_L1) ? path.section(u'/', 1) : path;
}

QString ImageName::comparable() const
{
    if (!digest.isEmpty())
        return repository() + u'@' + digest;
    return repository() + u':' + (tag.isEmpty() ? u"latest"_s : tag);
}

} // namespace fairlead::images
