// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "dockerfilecommand.h"

#include "backends/imagejobs/recipeondisk.h"
#include "backends/images/recipetext.h"
#include "backends/settings/writtenpath.h"
#include "jsonvalues.h"
#include "models/images/owndockerfile.h"
#include "output.h"
#include "settingsobjects.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace fairlead::ctl {

namespace {

constexpr qint64 LongestDockerfile = 1 << 20;

//! The user's own one, or the one that the recipe stands for.
std::optional<images::RecipeText> textOf(const settings::BaseImage &recipe, const settings::Settings &all,
                                         const QString &settingsFolder)
{
    if (recipe.dockerfile.isEmpty()) {
        const auto made = imagejobs::withParents(recipe, all.baseImages, settingsFolder, QDate::currentDate());
        images::RecipeText text = images::recipeText(made.value_or(recipe));
        if (!made)
            text.problems.push_back(made.error());
        return text;
    }
    const QString path = models::ownDockerfilePath(recipe, settingsFolder);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const QString place = settings::pathText(recipe.dockerfile, path);
        writeError(u"fairleadctl: %1: %2\n"_s.arg(oneLine(place), oneLine(file.errorString())));
        return std::nullopt;
    }
    return images::RecipeText{QString::fromUtf8(file.read(LongestDockerfile)), {}};
}

void print(const settings::BaseImage &recipe, const images::RecipeText &text, Format format)
{
    if (format == Format::Table || format == Format::Csv) // a Dockerfile is a Dockerfile
        return writeOut(text.text);
    Json problems = Json::array();
    for (const images::RecipeProblem &problem : text.problems)
        problems.push_back({{"field", problem.field.toStdString()}, {"message", problem.message.toStdString()}});
    const Json document{{"apiVersion", "fairlead/v1"},           {"kind", "Dockerfile"},
                        {"id", recipe.id.toStdString()},         {"name", recipe.name.toStdString()},
                        {"dockerfile", text.text.toStdString()}, {"problems", std::move(problems)}};
    writeOut(format == Format::Json ? formatJson(document) : formatYaml(document));
}

} // namespace

int runDockerfile(const Options &options)
{
    int exitCode = AllAnswered;
    const auto loaded = loadSettings(options, exitCode);
    if (!loaded)
        return exitCode;
    const auto recipes = select(loaded->settings.baseImages, options.arguments, u"base image"_s);
    if (!recipes)
        return NoneAnswered;
    const settings::BaseImage &recipe = recipes->front();
    const auto text = textOf(recipe, loaded->settings, QFileInfo(loaded->path).absolutePath());
    if (!text)
        return NoneAnswered;
    for (const images::RecipeProblem &problem : text->problems)
        writeError(
            u"fairleadctl: %1: %2: %3\n"_s.arg(oneLine(recipe.name), oneLine(problem.field), oneLine(problem.message)));
    print(recipe, *text, options.format);
    return text->problems.empty() ? AllAnswered : SomeFailed;
}

} // namespace fairlead::ctl
