// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectusers.h"

#include "backends/settings/references.h"
#include "models/plaintext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

//! Of the sections that refer to others.
QString userText(const settings::ReferencePlace &place)
{
    const QString name = plainLine(place.name.isEmpty() ? place.id : place.name, 120);
    if (place.section == "baseImages"_L1)
        return QCoreApplication::translate("ObjectEdit", "Base image %1").arg(name);
    if (place.section == "runtimeConfigs"_L1)
        return QCoreApplication::translate("ObjectEdit", "Runtime config %1").arg(name);
    if (place.section == "projects"_L1)
        return QCoreApplication::translate("ObjectEdit", "Project %1").arg(name);
    return QCoreApplication::translate("ObjectEdit", "The defaults");
}

} // namespace

QStringList usersOf(const settings::Settings &settings, const QString &section, const QString &id)
{
    QStringList users;
    for (const settings::ReferencePlace &place : settings::referencesTo(settings, section, id))
        users += userText(place);
    users.removeDuplicates();
    return users;
}

QStringList usersOfDaemon(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, u"daemons"_s, id);
}

QStringList usersOfRegistry(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, u"registries"_s, id);
}

QStringList usersOfBaseImage(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, u"baseImages"_s, id);
}

} // namespace fairlead::models
