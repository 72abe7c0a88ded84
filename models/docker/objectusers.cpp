// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "objectusers.h"

#include "models/plaintext.h"

#include <QCoreApplication>

#include <algorithm>

namespace fairlead::models {

namespace {

template <class Uses>
QStringList usersOf(const settings::Settings &settings, Uses uses)
{
    QStringList names;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        if (uses(recipe))
            names += QCoreApplication::translate("ObjectEdit", "Base image %1").arg(plainLine(recipe.name, 120));
    }
    return names;
}

} // namespace

QStringList usersOfDaemon(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, [&id](const settings::BaseImage &recipe) { return recipe.daemon.id == id; });
}

QStringList usersOfRegistry(const settings::Settings &settings, const QString &id)
{
    return usersOf(settings, [&id](const settings::BaseImage &recipe) {
        return std::any_of(recipe.registries.begin(), recipe.registries.end(),
                           [&id](const settings::Reference &reference) { return reference.id == id; });
    });
}

} // namespace fairlead::models
