// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipenotes.h"

#include "models/formats.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace fairlead::models {

namespace {

using settings::BaseImage;

QString tr(const char *text)
{
    return QCoreApplication::translate("RecipeFields", text);
}

QString packagesOf(const BaseImage &recipe)
{
    QStringList packages;
    for (const QString &version : recipe.python)
        packages += tr(QT_TRANSLATE_NOOP("RecipeFields", "Python %1")).arg(version);
    if (recipe.r)
        packages += tr(QT_TRANSLATE_NOOP("RecipeFields", "R"));
    if (!recipe.cuda.isEmpty())
        packages += tr(QT_TRANSLATE_NOOP("RecipeFields", "CUDA %1")).arg(recipe.cuda);
    return namesText(packages + recipe.systemPackages);
}

QString fragmentsOf(const BaseImage &recipe)
{
    QStringList fragments;
    if (!recipe.prepend.trimmed().isEmpty())
        fragments += tr(QT_TRANSLATE_NOOP("RecipeFields", "behind FROM"));
    if (!recipe.append.trimmed().isEmpty())
        fragments += tr(QT_TRANSLATE_NOOP("RecipeFields", "at the end"));
    return fragments.join(", "_L1);
}

QString buildOf(const BaseImage &recipe)
{
    QStringList build;
    for (const auto &[name, value] : recipe.buildArgs)
        build += name;
    for (const QString &text : {recipe.target, recipe.platform, recipe.httpProxy}) {
        if (!text.isEmpty())
            build += text;
    }
    if (recipe.noCache)
        build += tr(QT_TRANSLATE_NOOP("RecipeFields", "no cache"));
    if (recipe.pull)
        build += tr(QT_TRANSLATE_NOOP("RecipeFields", "newer FROM"));
    return namesText(build);
}

QString countOf(std::size_t number)
{
    return number == 0 ? QString() : numberText(std::int64_t(number));
}

} // namespace

RecipeNotes recipeNotes(const BaseImage &recipe)
{
    return {packagesOf(recipe), fragmentsOf(recipe), countOf(recipe.files.size()), buildOf(recipe),
            countOf(recipe.labels.size())};
}

} // namespace fairlead::models
