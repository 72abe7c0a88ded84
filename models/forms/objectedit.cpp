// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectedit.h"

#include "backends/files/yamledit.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace fairlead::models {

using files::YamlMember;
using files::YamlValue;

QString newObjectId(const QString &section)
{
    const QString kind = section.endsWith("ies"_L1) ? section.chopped(3) + u'y' : section.chopped(1);
    return kind + u'-' + QUuid::createUuid().toString(QUuid::Id128).left(8);
}

QStringList changedKeys(const YamlValue &before, const YamlValue &after)
{
    QStringList keys;
    for (const YamlValue *map : {&before, &after}) {
        for (const YamlMember &member : map->members) {
            const YamlValue *was = before.find(member.key);
            const YamlValue *is = after.find(member.key);
            if (!keys.contains(member.key) && !(was && is && files::isSameValue(*was, *is)))
                keys += member.key;
        }
    }
    return keys;
}

} // namespace fairlead::models
