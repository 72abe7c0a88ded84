// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QString>

#include <vector>

namespace fairlead::images {

//! What is wrong with a recipe, for the form that shows it and the line of a report.
struct RecipeProblem
{
    QString field;   //!< of settings::BaseImage as the file has it: "python[1]"
    QString message; //!< what is wrong and what was expected

    bool operator==(const RecipeProblem &) const = default;
};

//! The Dockerfile that a recipe stands for. With problems the text is what can be said without what is wrong.
struct RecipeText
{
    QString text;
    std::vector<RecipeProblem> problems;
};

//! Of a recipe without a Dockerfile of its own: FROM, and before it the build arguments that it names; the build
//! arguments, the fragment that is prepended, packages, Python, R and CUDA by whatever package manager the image has,
//! labels, the fragment that is appended. The same recipe gives the same text. Proxies are no part of it: the daemon
//! hands them to the build as predefined arguments, so that they are in no layer. Names and versions are checked, as
//! they become parts of shell commands. Source: Dockerfile reference; for CUDA NVIDIA's "CUDA Installation Guide for
//! Linux", network repositories. \p recipe as withParents() makes it; else ${recipe:NAME} stands in FROM as it was
//! written.
RecipeText recipeText(const settings::BaseImage &recipe);

} // namespace fairlead::images
