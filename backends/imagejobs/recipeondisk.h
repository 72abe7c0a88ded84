// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/buildcontext/contextdigest.h"
#include "backends/buildcontext/contextfiles.h"
#include "backends/docker/builderchoice.h"
#include "backends/docker/buildinstructions.h"
#include "backends/docker/buildxplugin.h"
#include "backends/images/buildmarks.h"
#include "backends/settings/settings.h"

#include <QDate>
#include <QFuture>

#include <QThreadPool>

#include <memory>

namespace fairlead::imagejobs {

struct RecipeOnDiskRequest
{
    settings::BaseImage recipe;
    QString settingsFolder;                       //!< of fairlead.yaml
    QDate date;                                   //!< for ${date}
    docker::Ping engine;                          //!< that builds it: which builder it has
    std::shared_ptr<docker::BuildxFinder> buildx; //!< asked only where a builder needs it; null: there is none
    QString platform{};                           //!< of that engine: "linux/amd64"; empty: not known
    std::vector<settings::BaseImage> recipes{};   //!< all there are, for ${recipe:NAME}
    QHash<QString, QString> parents{};            //!< recipes by the images of its FROMs, as ImageGraph::comparable()
    buildcontext::DigestCache cache;
    QThreadPool *pool = nullptr; //!< to read in: gigabytes may take minutes; null: the global one
    bool readsFiles = true;      //!< false: the tag alone, as a push of what is there needs it
};

//! What a recipe stands for, as far as this machine can tell: no daemon has been asked.
struct RecipeOnDisk
{
    QString tag;    //!< expanded
    QString gitSha; //!< that stands for ${gitSha} in it, "0123456789ab-dirty"; empty: it has none
    std::shared_ptr<const buildcontext::ContextList> context;
    docker::BuilderChoice builder;
    docker::BuildxPlugin buildx; //!< where it was asked for
    std::vector<docker::BuildInstruction> instructions;
    images::BuildMarks marks;      //!< bases without their digests
    settings::TextPairs buildArgs; //!< with the tags of other recipes
    buildcontext::DigestCache cache;

    bool operator==(const RecipeOnDisk &) const = default;
};

//! Blocks on the disk: for workers. Errors: the field of the recipe and what is wrong with it; "cancelled" if so.
tl::expected<RecipeOnDisk, images::RecipeProblem> recipeOnDisk(const RecipeOnDiskRequest &request,
                                                               const buildcontext::IsCancelled &isCancelled);

//! The same in a thread of the pool. A future that is cancelled ends soon, without a result.
QFuture<tl::expected<RecipeOnDisk, images::RecipeProblem>> recipeOnDiskLater(const RecipeOnDiskRequest &request);

//! \p recipe with the tags of \p all for ${recipe:NAME}, see images::withParents(). Blocks on the disk: for ${gitSha}.
tl::expected<settings::BaseImage, images::RecipeProblem> withParents(const settings::BaseImage &recipe,
                                                                     const std::vector<settings::BaseImage> &all,
                                                                     const QString &settingsFolder, const QDate &date);

//! Tag and bases of \p recipe, which is one of \p all, without reading its files beyond the Dockerfile: for the graph.
//! Blocks on the disk.
struct RecipeOutline
{
    QString tag; //!< empty: it has none as it stands
    QStringList bases;
    QStringList pushedAs;    //!< in its registries
    bool knowsBases = false; //!< all of them; else its Dockerfile cannot be read
};
RecipeOutline recipeOutline(const settings::BaseImage &recipe, const settings::Settings &all,
                            const QString &settingsFolder, const QDate &date);

} // namespace fairlead::imagejobs
