// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "daemonneeds.h"

#include "recipeondisk.h"
#include "recipesurvey.h"

#include "backends/images/registryimage.h"
#include "backends/registry/imagereference.h"
#include "backends/settings/findbyid.h"

#include <algorithm>

namespace fairlead::imagejobs {

namespace {

//! "debian" and "docker.io/library/debian:latest" are one.
bool contains(const QStringList &images, const QString &image)
{
    const QString wanted = images::ImageGraph::comparable(image);
    return std::any_of(images.begin(), images.end(),
                       [&wanted](const QString &each) { return images::ImageGraph::comparable(each) == wanted; });
}

void addOnce(QStringList &images, const QString &image)
{
    if (!contains(images, image))
        images += image;
}

//! As the settings name them; one that is gone from them is none.
std::vector<settings::Registry> registriesOf(const settings::BaseImage &recipe, const settings::Settings &settings)
{
    std::vector<settings::Registry> registries;
    for (const settings::Reference &reference : recipe.registries) {
        if (const settings::Registry *registry = settings::findById(settings.registries, reference.id))
            registries.push_back(*registry);
    }
    return registries;
}

//! Images that \p daemonId builds; \p isItself false: that others do.
void addInRegistries(DaemonNeeds &needs, const QString &daemonId, bool isItself, const settings::Settings &settings,
                     const RecipeTags &tags)
{
    for (const settings::BaseImage &recipe : settings.baseImages) {
        const QString tag = tags.value(recipe.id);
        if (tag.isEmpty() || (daemonOf(recipe, settings) == daemonId) != isItself)
            continue;
        for (const settings::Registry &registry : registriesOf(recipe, settings)) {
            const auto isIt = [&registry](const DaemonNeeds::InRegistry &each) { return each.id == registry.id; };
            auto known = std::find_if(needs.registries.begin(), needs.registries.end(), isIt);
            if (known == needs.registries.end())
                known = needs.registries.insert(known, {.id = registry.id});
            const QString target = images::imageNameIn(registry, tag);
            if (isItself)
                addOnce(known->pushed, target);
            else if (!contains(known->pushed, target))
                addOnce(known->pulled, target);
        }
    }
}

} // namespace

RecipeTags recipeTags(const settings::Settings &settings, const QString &settingsFolder, const QDate &date)
{
    RecipeTags tags;
    for (const settings::BaseImage &recipe : settings.baseImages)
        tags.insert(recipe.id, recipeOutline(recipe, settings, settingsFolder, date).tag);
    return tags;
}

DaemonNeeds daemonNeeds(const QString &daemonId, const settings::Settings &settings, const RecipeTags &tags)
{
    DaemonNeeds needs;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        if (daemonOf(recipe, settings) != daemonId)
            continue;
        const QString tag = tags.value(recipe.id);
        if (tag.isEmpty())
            needs.unnamed += recipe.name;
        else
            addOnce(needs.built, tag);
    }
    for (const settings::BaseImage &recipe : settings.baseImages) {
        const QString tag = tags.value(recipe.id);
        const bool isElsewhere = daemonOf(recipe, settings) != daemonId && registriesOf(recipe, settings).empty();
        if (isElsewhere && !tag.isEmpty() && !contains(needs.built, tag))
            addOnce(needs.elsewhere, tag);
    }
    addInRegistries(needs, daemonId, true, settings, tags);
    addInRegistries(needs, daemonId, false, settings, tags);
    return needs;
}

QStringList pushedRepositories(const QString &registryId, const settings::Settings &settings, const RecipeTags &tags)
{
    const settings::Registry *registry = settings::findById(settings.registries, registryId);
    QStringList targets;
    for (const settings::BaseImage &recipe : settings.baseImages) {
        const QString tag = tags.value(recipe.id);
        if (registry && !tag.isEmpty() && settings::findById(recipe.registries, registryId))
            targets += images::imageNameIn(*registry, tag);
    }
    return repositoriesOf(targets);
}

QStringList repositoriesOf(const QStringList &references)
{
    QStringList repositories;
    for (const QString &each : references) {
        const auto reference = registry::ImageReference::parse(each);
        if (reference && !repositories.contains(reference->path))
            repositories += reference->path;
    }
    return repositories;
}

} // namespace fairlead::imagejobs
