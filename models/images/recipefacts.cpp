// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipefacts.h"

#include "baseimagesmodel.h"
#include "models/formats.h"

#include <QCoreApplication>

namespace fairlead::models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RecipeInspector", text);
}

QString builtText(std::int64_t builtAt, std::int64_t now)
{
    return builtAt > 0 ? tr(QT_TRANSLATE_NOOP("RecipeInspector", "%1 ago, %2"))
                             .arg(durationText(now - builtAt), timeText(builtAt))
                       : QString();
}

} // namespace

QList<QPair<QString, QString>> recipeFacts(const BaseImagesModel &recipes, const QString &id, std::int64_t now)
{
    const settings::BaseImage &recipe = *recipes.recipe(id);
    const RecipeState &state = *recipes.state(id);
    const auto tag = recipes.tag(id);
    const QString tagText =
        tag ? *tag : tr(QT_TRANSLATE_NOOP("RecipeInspector", "%1: %2")).arg(recipe.tag, tag.error());
    QStringList registries; // as long as nothing is known of them
    for (const settings::Reference &registry : recipe.registries)
        registries += registry.name;
    if (!state.registries.empty())
        registries.clear();
    return {{tr(QT_TRANSLATE_NOOP("RecipeInspector", "Tag")), tagText},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Template")), tag && *tag != recipe.tag ? recipe.tag : QString()},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Kind")), recipe.kind},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Built on")), recipes.builtOn(id).join(u'\n')},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Dockerfile")), recipe.dockerfile},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Context")), recipe.context},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Daemon")), recipes.daemonName(id)},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Platform")), recipe.platform},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Built")), builtText(state.builtAt, now)},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Size")),
             state.sizeBytes > 0 ? memoryText(state.sizeBytes) : QString()},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Image")), state.imageId},
            {tr(QT_TRANSLATE_NOOP("RecipeInspector", "Pushed to")), registries.join(u'\n')}};
}

} // namespace fairlead::models
