// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/images/imagegraph.h"
#include "backends/images/recipetext.h"
#include "backends/settings/settings.h"
#include "models/forms/fieldproblem.h"
#include "owndockerfile.h"

#include <QDate>
#include <QString>

#include <tl/expected.hpp>
#include <vector>

namespace fairlead::models {

//! The tag of \p recipe with its variables. Without \p gitSha a tag that has it gets twelve zeros for it: what it is
//! then, is known when it is built.
//! Errors: why not, with the variable.
tl::expected<QString, QString> tagOf(const settings::BaseImage &recipe, const QDate &date, const QString &gitSha = {});

//! \p recipe with the tags of \p others for ${recipe:NAME}, see images::withParents().
tl::expected<settings::BaseImage, images::RecipeProblem>
withParents(const settings::BaseImage &recipe, const std::vector<settings::BaseImage> &others, const QDate &date);

//! As it stands in the graph: without a tag or FROMs where it has none. Its own Dockerfile is \p file.
images::ImageGraph::Recipe graphNode(const settings::BaseImage &recipe, const settings::Settings &others,
                                     const QDate &date, const OwnDockerfile *file = nullptr);

//! All that is wrong with \p recipe, as it is to be saved among \p others. Its own Dockerfile, where it has one, is
//! \p file; null: it was not read yet.
std::vector<FieldProblem> recipeProblems(const settings::BaseImage &recipe, const settings::Settings &others,
                                         const QDate &date, const OwnDockerfile *file = nullptr);

//! A recipe to begin with: its id is made here.
settings::BaseImage newRecipe(const settings::Settings &others);
//! The same with another id, under a name that none of \p others has.
settings::BaseImage duplicateOf(settings::BaseImage recipe, const settings::Settings &others);

} // namespace fairlead::models
