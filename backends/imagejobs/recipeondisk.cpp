// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "recipeondisk.h"

#include "buildneeds.h"
#include "gitdirty.h"

#include "backends/docker/buildxcommand.h"
#include "backends/files/smallfile.h"
#include "backends/images/dockerfilebases.h"
#include "backends/images/gitsha.h"
#include "backends/images/imagegraph.h"
#include "backends/images/recipehash.h"
#include "backends/images/recipeparents.h"
#include "backends/images/recipetext.h"
#include "backends/images/registryimage.h"
#include "backends/images/tagtemplate.h"
#include "backends/settings/writtenpath.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace fairlead::imagejobs {

namespace {

using images::RecipeProblem;
using Outcome = tl::expected<RecipeOnDisk, RecipeProblem>;

constexpr qint64 LargestDockerfile = 1 << 20;

QString contextFolder(const settings::BaseImage &recipe, const QString &settingsFolder)
{
    return recipe.context.isEmpty() ? settingsFolder : settings::absolutePath(recipe.context, settingsFolder);
}

//! Only where the tag wants it: it is looked for in all folders above. Errors: nobody knows whether the files are those
//! of the commit. What they are else would get the very name of what they are not.
tl::expected<QString, RecipeProblem> gitShaOf(const settings::BaseImage &recipe, const QString &settingsFolder,
                                              const buildcontext::IsCancelled &isCancelled)
{
    if (!recipe.tag.contains("${gitSha}"_L1))
        return {};
    const QString folder = contextFolder(recipe, settingsFolder);
    const QString sha = images::gitSha(folder);
    if (sha.isEmpty())
        return sha;
    const auto isDirty = isGitDirty(folder, isCancelled);
    if (!isDirty)
        return tl::unexpected(
            RecipeProblem{u"tag"_s, u"${gitSha} has no value, as nobody knows whether the files are those of the "
                                    u"commit: %1. Mend that, or take ${gitSha} out of the tag"_s.arg(isDirty.error())});
    return *isDirty ? sha + QString(images::DirtyMark) : sha;
}

struct Tag
{
    QString text;
    QString gitSha; //!< in it; empty: none
};

tl::expected<Tag, RecipeProblem> tagOf(const settings::BaseImage &recipe, const QString &settingsFolder,
                                       const QDate &date, const buildcontext::IsCancelled &isCancelled = {})
{
    const auto gitSha = gitShaOf(recipe, settingsFolder, isCancelled);
    if (!gitSha)
        return tl::unexpected(gitSha.error());
    const auto tag = images::expandedTag(
        recipe.tag,
        {.version = recipe.version, .date = date, .gitSha = *gitSha, .recipe = images::imageName(recipe.name)});
    if (!tag)
        return tl::unexpected(RecipeProblem{u"tag"_s, tag.error()});
    if (tag->isEmpty())
        return tl::unexpected(RecipeProblem{u"tag"_s, u"expected what the image is to be called, as base/exec:1.2"_s});
    return Tag{*tag, *gitSha};
}

images::BuildChoice choiceOf(const settings::BaseImage &recipe)
{
    images::BuildChoice choice{.target = recipe.target, .platform = recipe.platform};
    for (const auto &[name, value] : recipe.buildArgs)
        choice.arguments.insert(name, value);
    return choice;
}

RecipeProblem problemOf(const buildcontext::ContextList &list, const images::DockerfileError &error)
{
    return {u"dockerfile"_s, u"%1, line %2: %3"_s.arg(list.dockerfileName).arg(error.line).arg(error.message)};
}

//! Build arguments that mean something to the program itself could be told to it only where everybody reads them.
docker::BuildxPlugin unlessItReads(const settings::TextPairs &buildArgs, docker::BuildxPlugin plugin)
{
    QStringList names;
    for (const auto &[name, value] : buildArgs)
        names += name;
    const QStringList read = docker::notForBuildx(names);
    if (plugin.isUsable() && !read.isEmpty())
        plugin.problem = u"it would take the build argument %1 for its own: give that another name"_s.arg(read.front());
    return plugin;
}

} // namespace

tl::expected<settings::BaseImage, RecipeProblem> withParents(const settings::BaseImage &recipe,
                                                             const std::vector<settings::BaseImage> &all,
                                                             const QString &settingsFolder, const QDate &date)
{
    return images::withParents(recipe, all, [&](const settings::BaseImage &parent) -> tl::expected<QString, QString> {
        const auto tag = tagOf(parent, settingsFolder, date);
        if (!tag)
            return tl::unexpected(tag.error().message);
        return tag->text;
    });
}

Outcome recipeOnDisk(const RecipeOnDiskRequest &request, const buildcontext::IsCancelled &isCancelled)
{
    RecipeOnDisk result;
    const auto tag = tagOf(request.recipe, request.settingsFolder, request.date, isCancelled);
    if (!tag)
        return tl::unexpected(tag.error());
    result.tag = tag->text;
    result.gitSha = tag->gitSha;
    if (!request.readsFiles)
        return result;
    const auto made = withParents(request.recipe, request.recipes, request.settingsFolder, request.date);
    if (!made)
        return tl::unexpected(made.error());
    const settings::BaseImage &recipe = *made;
    result.buildArgs = recipe.buildArgs;
    auto list = buildcontext::listContext({recipe, request.settingsFolder, false}, isCancelled);
    if (!list)
        return tl::unexpected(list.error());
    const auto file = images::parseDockerfile(list->dockerfileText);
    if (!file)
        return tl::unexpected(problemOf(*list, file.error()));
    for (const images::Dockerfile::Instruction &instruction : file->instructions)
        result.instructions.push_back({instruction.keyword + u' ' + instruction.text, instruction.line});
    images::BuildChoice choice = choiceOf(recipe);
    choice.builderPlatform = request.platform;
    docker::BuildNeeds needs = buildNeeds(*file, list->dockerfileText);
    needs.needsBuildKit |= images::needsBuildKit(*file, choice);
    if (request.buildx && (needs.needsBuildKit || needs.needsSession || needs.takesImages))
        result.buildx = unlessItReads(result.buildArgs, request.buildx->find(isCancelled));
    result.builder =
        docker::chooseBuilder(docker::BuilderWish::Automatic, needs, request.engine, result.buildx.isUsable());
    choice.isClassic = result.builder.builder == docker::Builder::Classic;
    const auto bases = images::basesOf(*file, choice);
    if (!bases)
        return tl::unexpected(problemOf(*list, bases.error()));
    if (result.builder.builder == docker::Builder::Classic) {
        list = buildcontext::listContext({recipe, request.settingsFolder, true}, isCancelled);
        if (!list)
            return tl::unexpected(list.error());
    }
    result.context = std::make_shared<const buildcontext::ContextList>(std::move(*list));
    auto digest = buildcontext::contextDigest(*result.context, request.cache, isCancelled, [](qint64) {});
    if (!digest)
        return tl::unexpected(RecipeProblem{u"context"_s, digest.error().message});
    result.cache = std::move(digest->cache);
    result.marks = {.recipe = recipe.id,
                    .recipeHash = images::recipeHash(recipe, result.context->dockerfileText),
                    .contextDigest = digest->digest};
    for (const images::BaseUse &base : *bases)
        result.marks.bases.push_back({.image = base.image,
                                      .digest = {},
                                      .recipe = request.parents.value(images::ImageGraph::comparable(base.image)),
                                      .platform = base.platform});
    return result;
}

QFuture<Outcome> recipeOnDiskLater(const RecipeOnDiskRequest &request)
{
    QThreadPool *pool = request.pool ? request.pool : QThreadPool::globalInstance();
    return QtConcurrent::run(pool, [request](QPromise<Outcome> &promise) {
        Outcome outcome = recipeOnDisk(request, [&promise] { return promise.isCanceled(); });
        if (!promise.isCanceled())
            promise.addResult(std::move(outcome));
    });
}

RecipeOutline recipeOutline(const settings::BaseImage &written, const settings::Settings &all,
                            const QString &settingsFolder, const QDate &date)
{
    RecipeOutline outline{.tag = tagOf(written, settingsFolder, date).value_or(Tag()).text};
    for (const settings::Reference &reference : written.registries) {
        for (const settings::Registry &registry : all.registries) {
            if (registry.id == reference.id && !outline.tag.isEmpty())
                outline.pushedAs += images::imageNameIn(registry, outline.tag);
        }
    }
    const auto recipe = withParents(written, all.baseImages, settingsFolder, date);
    if (!recipe)
        return outline;
    tl::expected<QByteArray, QString> text;
    if (!recipe->dockerfile.isEmpty()) {
        const QString path = settings::absolutePath(recipe->dockerfile, contextFolder(*recipe, settingsFolder));
        text = files::readSmallFile(path, LargestDockerfile);
    } else {
        text = images::recipeText(*recipe).text.toUtf8();
    }
    const auto file = images::parseDockerfile(text.value_or(QByteArray()));
    const auto bases = images::basesOf(file.value_or(images::Dockerfile()), choiceOf(*recipe));
    for (const images::BaseUse &base : bases.value_or(std::vector<images::BaseUse>()))
        outline.bases += base.image;
    outline.knowsBases = text && file && bases;
    return outline;
}

} // namespace fairlead::imagejobs
