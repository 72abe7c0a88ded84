// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backends/settings/settings.h"

#include <QString>

namespace fairlead::models {

//! What the groups of a recipe's form have in them while they are folded; empty: nothing.
struct RecipeNotes
{
    QString packages; //!< "Python 3.11, CUDA 12.4, git"
    QString fragments;
    QString files; //!< how many
    QString build;
    QString labels; //!< how many

    bool operator==(const RecipeNotes &) const = default;
};
RecipeNotes recipeNotes(const settings::BaseImage &recipe);

} // namespace fairlead::models
