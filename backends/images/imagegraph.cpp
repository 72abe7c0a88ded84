// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "imagegraph.h"

#include "imagename.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace fairlead::images {

ImageGraph::ImageGraph(std::vector<Recipe> recipes)
    : m_recipes(std::move(recipes))
{
    connect();
    sort();
}

void ImageGraph::connect()
{
    QHash<QString, QString> byTag;
    QHash<QString, QString> byName; // in a registry
    for (const Recipe &recipe : m_recipes) {
        if (!recipe.tag.isEmpty() && !byTag.contains(comparable(recipe.tag)))
            byTag.insert(comparable(recipe.tag), recipe.id);
        for (const QString &name : recipe.pushedAs) {
            if (!byName.contains(comparable(name)))
                byName.insert(comparable(name), recipe.id);
        }
    }
    for (const Recipe &recipe : m_recipes) {
        QMap<QString, Edge> &bases = m_bases[recipe.id];
        for (const QString &image : recipe.bases) {
            const QString local = byTag.value(comparable(image));
            const QString id = local.isEmpty() ? byName.value(comparable(image)) : local;
            if (!id.isEmpty() && (!bases.contains(id) || (bases[id].isByRegistry && !local.isEmpty())))
                bases[id] = {image, local.isEmpty()};
        }
    }
}

void ImageGraph::sort()
{
    // The first one whose bases are all there is next: few recipes, and an order that stays as the user knows it.
    QSet<QString> ready;
    for (bool isFound = true; isFound;) {
        const auto next = std::find_if(m_recipes.begin(), m_recipes.end(), [&](const Recipe &recipe) {
            const QStringList bases = basesOf(recipe.id);
            return !ready.contains(recipe.id) &&
                   std::all_of(bases.begin(), bases.end(), [&ready](const QString &id) { return ready.contains(id); });
        });
        isFound = next != m_recipes.end();
        if (isFound) {
            ready.insert(next->id);
            m_order += next->id;
        }
    }
    for (const Recipe &recipe : m_recipes) {
        if (!ready.contains(recipe.id))
            m_circular += recipe.id;
    }
}

QStringList ImageGraph::dependentsOf(const QString &id) const
{
    QSet<QString> reached{id};
    QStringList dependents;
    for (const QString &each : m_order) {
        const QStringList bases = basesOf(each);
        const bool isBuiltOn =
            std::any_of(bases.begin(), bases.end(), [&reached](const QString &base) { return reached.contains(base); });
        if (isBuiltOn) {
            reached.insert(each);
            dependents += each;
        }
    }
    return dependents;
}

QString ImageGraph::comparable(const QString &image)
{
    return ImageName::parse(image).comparable();
}

} // namespace fairlead::images
