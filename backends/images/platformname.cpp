// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "platformname.h"

#include <QHash>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace fairlead::images {

QString normalPlatform(const QString &platform)
{
    QStringList parts = platform.trimmed().toLower().split(u'/');
    if (parts.size() == 1)
        parts.prepend(u"linux"_s);
    if (parts.contains(QString()))
        return {};
    static const QHash<QString, QString> names{{u"x86_64"_s, u"amd64"_s},
                                               {u"x86-64"_s, u"amd64"_s},
                                               {u"aarch64"_s, u"arm64"_s},
                                               {u"i386"_s, u"386"_s},
                                               {u"armhf"_s, u"arm"_s}};
    parts[1] = names.value(parts[1], parts[1]);
    if (parts[1] == "arm"_L1 && parts.size() == 2)
        parts += u"v7"_s;
    const QString variant = parts.value(2);
    if ((parts[1] == "arm64"_L1 && variant == "v8"_L1) || (parts[1] == "amd64"_L1 && variant == "v1"_L1))
        parts.removeLast();
    return parts.join(u'/');
}

bool isForPlatform(const QString &wanted, const QString &os, const QString &architecture, const QString &variant)
{
    const QString platform = normalPlatform(wanted);
    const QString has = os + u'/' + architecture;
    if (platform.isEmpty() || os.isEmpty() || architecture.isEmpty())
        return true;
    if (variant.isEmpty())
        return normalPlatform(has).section(u'/', 0, 1) == platform.section(u'/', 0, 1);
    return normalPlatform(has + u'/' + variant) == platform;
}

} // namespace fairlead::images
